//! The renewals of the window that have notes, those with the newest note first.

use super::List;
use crate::app::list::column::{cell, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::{self, Tone};
use crate::app::model::Model;
use crate::app::screens::drill_down::Opening;
use crate::app::screens::view_cache;
use crate::domain::renewal::Renewal;

pub(crate) const WRITTEN: List = List::table(rows).opens(|model, i, _| open(model, i));

pub(crate) fn all(model: &Model) -> Vec<&Renewal> {
    view_cache::with_notes(model).iter().map(|place| &*model.world.facts.renewals[*place]).collect()
}

/// The filter looks into what was written, too.
fn rows(model: &Model) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Renewal>;
    let all = all(model);
    let facts = &model.world.facts;
    let columns = vec![
        Col::text("Account", 16).grows().says(|renewal| plain(marks::account(facts, renewal))),
        Col::text("Outcome", 9).says(|renewal| marks::became(renewal.became())),
        Col::text("Newest", 10).day(|renewal| renewal.notes.iter().map(|n| n.on).max(), Tone::Neutral),
        Col::number("Notes", 5)
            .priority(1)
            .by(|renewal| Value::count(renewal.notes.len() as u64))
            .says(|renewal| cell(renewal.notes.len().to_string(), Tone::Neutral)),
    ];
    let (shown, searched) = (all.clone(), all);
    Rows::new(shown.len(), move |i| shown[i], |renewal| &*renewal.id.0, columns)
        .also(move |i| searched[i].notes.iter().flat_map(|n| [&*n.author, &*n.text]).collect::<Vec<_>>().join(" "))
}

fn open(model: &Model, i: usize) -> Option<Opening> {
    let renewal = *all(model).get(i)?;
    Some(Opening::over(&model.world, format!("{}, with its notes", renewal.account), [renewal]))
}
