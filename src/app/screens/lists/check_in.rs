//! Who does what, what is confirmed before the start, and the actions carried over from the last retro.

use super::overview::fixed;
use crate::app::list::{Row, Rows, Value};
use crate::app::world::World;
use crate::domain::action::CarriedAction;
use crate::domain::roster::{ReviewItem, Role};
use crate::telling::verdict;

/// What carried-over actions are sorted by.
pub const SORTED_BY: [&str; 5] = ["verdict", "action", "owner", "team", "due"];

pub fn seats() -> Rows<'static> {
    fixed(&Role::ALL, |role| role.label())
}

pub fn checks() -> Rows<'static> {
    fixed(&ReviewItem::ALL, |item| item.label())
}

pub fn carried(world: &World) -> Rows<'_> {
    let all = &world.session().carried;
    Rows::new(all.len(), move |i| {
        let CarriedAction { action, verdict, .. } = &all[i];
        let values = vec![
            Value::text(verdict::of_action(*verdict)),
            Value::text(&action.title),
            Value::text(&action.owner),
            Value::text(action.team.label()),
            Value::day(action.due),
        ];
        // Two sessions may have had actions of the same number.
        Row::new(i.to_string(), values).also(action.metric.to_string())
    })
}
