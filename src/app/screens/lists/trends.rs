//! Health and usage before due: the groups that the lines and bars stand for, and those that fell.

use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::opening::{Opening, in_window};
use crate::domain::renewal::{Outcome, Renewal};

/// A group of renewals: its name, and who is in it.
pub struct Group {
    pub name: &'static str,
    is: fn(&Renewal) -> bool,
}

const fn group(name: &'static str, is: fn(&Renewal) -> bool) -> Group {
    Group { name, is }
}

pub const GROUPS: [Group; 12] = [
    group("Health fell 10 points or more from 90 to 30 days before due", |r| r.signals.health_slope().is_some_and(|s| s <= -5.0)),
    group("Usage fell by a fifth or more in the 90 days before due", |r| r.signals.usage_shift().is_some_and(|s| s <= -0.2)),
    group("Health, renewed: those measured at all three points", |r| r.is_renewed() && health(r).is_some()),
    group("Health, lost: those measured at all three points", |r| r.is_churned() && health(r).is_some()),
    group("Usage, renewed: those with usage half a year before due", |r| r.is_renewed() && usage(r).is_some()),
    group("Usage, lost: those with usage half a year before due", |r| r.is_churned() && usage(r).is_some()),
    group("Newest health score under 40", |r| in_bin(r, 0)),
    group("Newest health score 40 to 49", |r| in_bin(r, 1)),
    group("Newest health score 50 to 59", |r| in_bin(r, 2)),
    group("Newest health score 60 to 69", |r| in_bin(r, 3)),
    group("Newest health score 70 to 79", |r| in_bin(r, 4)),
    group("Newest health score 80 and more", |r| in_bin(r, 5)),
];

/// Score bins: names and upper ends.
pub const BINS: [(&str, f64); 6] =
    [("<40", 40.0), ("40–49", 50.0), ("50–59", 60.0), ("60–69", 70.0), ("70–79", 80.0), ("80+", f64::INFINITY)];

/// The bin that the newest score known 30 days before due falls into.
pub fn bin(renewal: &Renewal) -> Option<usize> {
    let score = renewal.signals.health_latest()?;
    BINS.iter().position(|(_, end)| score < *end)
}

fn in_bin(renewal: &Renewal, wanted: usize) -> bool {
    renewal.outcome != Outcome::Open && bin(renewal) == Some(wanted)
}

/// The scores 90, 60 and 30 days before due, when all are known.
pub fn health(renewal: &Renewal) -> Option<[f64; 3]> {
    let [a, b, c] = renewal.signals.health;
    Some([a?, b?, c?])
}

/// Usage in six 30-day steps, oldest first, against the first of them (100 = as half a year before due).
pub fn usage(renewal: &Renewal) -> Option<[f64; 6]> {
    let buckets = renewal.signals.usage?;
    let base = buckets[5] as f64;
    (base > 0.0).then(|| std::array::from_fn(|i| buckets[5 - i] as f64 / base * 100.0))
}

/// How many are in a group, and how many of them were lost.
pub fn counts(model: &Model, group: &Group) -> (u64, u64) {
    let members = || model.facts.in_scope().filter(|r| (group.is)(r));
    (members().count() as u64, members().filter(|r| r.is_churned()).count() as u64)
}

pub fn rows(model: &Model) -> Rows<'_> {
    Rows::of(&GROUPS, |group| {
        let (n, lost) = counts(model, group);
        Row::new(group.name, vec![Value::text(group.name), Value::count(n), Value::count(lost)])
    })
}

pub fn open(model: &Model, i: usize) -> Option<Opening> {
    let group = GROUPS.get(i)?;
    Some(Opening::over(model, in_window(model, group.name), model.facts.in_scope().filter(|r| (group.is)(r))))
}
