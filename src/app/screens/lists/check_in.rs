//! Who does what, what is confirmed before the start, and the actions carried over from the last retro.

use super::overview::fixed;
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::domain::action::{CarriedAction, Verdict};
use crate::domain::roster::{ReviewItem, Role};

/// What carried-over actions are sorted by.
pub const SORTED_BY: [&str; 5] = ["verdict", "action", "owner", "team", "due"];

pub fn seats() -> Rows<'static> {
    fixed(&Role::ALL, |role| role.label())
}

pub fn checks() -> Rows<'static> {
    fixed(&ReviewItem::ALL, |item| item.label())
}

pub fn carried(model: &Model) -> Rows<'_> {
    let all = &model.session().carried;
    Rows::new(all.len(), move |i| {
        let CarriedAction { action, verdict, .. } = &all[i];
        let values = vec![
            Value::text(verdict_word(*verdict)),
            Value::text(&action.title),
            Value::text(&action.owner),
            Value::text(action.team.label()),
            Value::day(action.due),
        ];
        // Two sessions may have had actions of the same number.
        Row::new(i.to_string(), values).also(action.metric.to_string())
    })
}

/// What the room said of it, in a word.
pub fn verdict_word(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Worked) => "worked",
        Some(Verdict::Done) => "done",
        Some(Verdict::Stalled) => "stalled",
        None => "open",
    }
}
