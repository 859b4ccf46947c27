//! Who does what, what is confirmed before the start, and the actions carried over from the last retro.

use super::List;
use crate::app::list::{Column, Rows, Value};
use crate::app::world::World;
use crate::domain::roster::{ReviewItem, Role};
use crate::telling::verdict;

pub(crate) const SEATS: List = List::fixed(|_| Rows::named(&Role::ALL, |role| role.label()));
pub(crate) const CHECKS: List = List::fixed(|_| Rows::named(&ReviewItem::ALL, |item| item.label()));
pub(crate) const CARRIED: List = List::table(|model| carried(&model.world));

fn carried(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, usize>;
    let all = &world.session().carried;
    let columns = vec![
        Col::text("verdict", 0).by(|i: &usize| {
            Value::text(match all[*i].verdict {
                Some(_) => verdict::of_action(all[*i].verdict),
                None if all[*i].goes_on => "goes on",
                None => all[*i].action.status.label(),
            })
        }),
        Col::text("action", 0).by(|i| Value::text(&all[*i].action.title)),
        Col::text("owner", 0).by(|i| Value::text(&all[*i].action.owner)),
        Col::text("team", 0).by(|i| Value::text(all[*i].action.team.label())),
        Col::text("due", 0).by(|i| Value::day(all[*i].action.due)),
    ];
    // Two sessions may have had actions of the same number.
    Rows::new(all.len(), |i| i, ToString::to_string, columns)
        .also(|i| format!("{} {}", all[i].action.metric, all[i].why.as_deref().unwrap_or_default()))
}
