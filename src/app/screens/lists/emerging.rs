//! Blockers that cost the most and repeat, and what is new or growing.

use crate::analysis::findings::Emerging;
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::opening::{Opening, in_window};
use crate::domain::scope::capitalise;

pub fn blockers(model: &Model) -> Rows<'_> {
    Rows::of(&model.findings.blockers, |found| {
        let now = found.windows.first().copied().unwrap_or(0);
        let values = vec![
            Value::text(found.reason.label()),
            Value::money(found.lost_arr),
            Value::count(found.accounts),
            Value::Picture,
            Value::count(now),
            Value::text(found.seen_in.as_deref().unwrap_or_default()),
        ];
        Row::new(found.reason.as_str(), values).also(found.reason.group_label())
    })
}

pub fn open_blocker(model: &Model, i: usize) -> Option<Opening> {
    let found = model.findings.blockers.get(i)?;
    Some(Opening::lost(model, in_window(model, &found.reason.label()), &found.renewals, found.lost_arr))
}

/// `Competitor: Vellorio`: the label with what kind of thing it is.
pub fn named(found: &Emerging) -> String {
    let kind = found.key.split_once(':').map_or("", |(kind, _)| kind);
    format!("{}: {}", capitalise(kind), found.label)
}

pub fn emerging(model: &Model) -> Rows<'_> {
    Rows::of(&model.findings.emerging, |found| {
        let share = |n: u64, of: u64| Value::number((of > 0).then(|| n as f64 / of as f64));
        let values = vec![
            Value::text(named(found)),
            share(found.now, found.now_of),
            share(found.before, found.before_of),
            Value::number(Some(found.q)),
            Value::day(Some(found.first_seen)),
            Value::text(found.within.as_deref().unwrap_or_default()),
            Value::money(found.arr),
        ];
        Row::new(format!("{} {}", found.key, found.within.as_deref().unwrap_or_default()), values)
    })
}

pub fn open(model: &Model, i: usize) -> Option<Opening> {
    let found = model.findings.emerging.get(i)?;
    let place = found.within.as_deref().map_or_else(String::new, |within| format!(", {within}"));
    let opening = Opening::new(model, format!("{}{place}, {}", named(found), found.span), &found.renewals);
    Some(opening.say_arr(model, found.arr))
}
