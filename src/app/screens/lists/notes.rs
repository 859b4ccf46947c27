//! The renewals of the window that have notes, those with the newest note first.

use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::drill_down::Opening;
use crate::app::screens::view_cache;
use crate::domain::renewal::Renewal;

pub fn all(model: &Model) -> Vec<&Renewal> {
    view_cache::with_notes(model).iter().map(|place| &*model.world.facts.renewals[*place]).collect()
}

/// The filter looks into what was written, too.
pub fn rows(model: &Model) -> Rows<'_> {
    let all = all(model);
    Rows::new(all.len(), move |i| {
        let renewal = all[i];
        let values = vec![
            Value::text(&*renewal.account),
            Value::text(renewal.became().label()),
            Value::day(renewal.notes.iter().map(|n| n.on).max()),
            Value::count(renewal.notes.len() as u64),
        ];
        let written: Vec<&str> = renewal.notes.iter().flat_map(|n| [&*n.author, &*n.text]).collect();
        Row::new(&*renewal.id.0, values).also(written.join(" "))
    })
}

pub fn open(model: &Model, i: usize) -> Option<Opening> {
    let renewal = *all(model).get(i)?;
    Some(Opening::over(&model.world, format!("{}, with its notes", renewal.account), [renewal]))
}
