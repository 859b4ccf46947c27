//! What becomes of the insights on the data as they are now.

use std::hash::Hash;

use super::List;
use crate::app::list::column::{cell, muted, plain};
use crate::app::list::{Column, Rows};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::screens::drill_down::Opening;
use crate::app::standing;
use crate::app::world::World;
use crate::domain::renewal::RenewalId;
use crate::domain::restated::{Restated, Still};

pub(crate) const LIST: List =
    List::table(rows).opens(|model, i, _| open(&model.world, i)).stamped(|model, hasher| all(&model.world).len().hash(hasher));

/// Those of the data as they are now; else those that the session went over by.
pub(crate) fn all(world: &World) -> &[Restated] {
    standing::news(world).map_or(&world.session().restated, |news| &news.restated)
}

fn rows(model: &Model) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Restated>;
    let all = all(&model.world);
    let columns = [
        Col::text("Now", 10).says(|insight| cell(insight.still.label(), tone(insight.still))),
        Col::text("Card", 4).says(|insight| muted(insight.card.to_string())),
        Col::text("Insight", 30).grows().says(|insight| plain(insight.statement.as_str())),
        Col::text("Figures", 30).grows().priority(1).says(|insight| muted(insight.figures())),
    ];
    Rows::of(all, |insight| format!("{} {}", insight.card, insight.key), columns)
}

fn tone(still: Still) -> Tone {
    match still {
        Still::Holds => Tone::Good,
        Still::Weaker => Tone::Warn,
        Still::Gone | Still::Reversed => Tone::Bad,
        Still::NotTested => Tone::Neutral,
    }
}

/// The renewals that moved it, as this retro sees them; what was added since is not there.
fn open(world: &World, i: usize) -> Option<Opening> {
    let insight = all(world).get(i)?;
    let known: Vec<RenewalId> =
        insight.moved.iter().map(|moved| moved.renewal.clone()).filter(|id| world.facts.find(id).is_some()).collect();
    let explained = insight.moved_by().join("; ");
    (!known.is_empty()).then(|| Opening::new(world, format!("What moved: {}", insight.statement), &known).explain(explained))
}
