//! Whether the data reach over a window that another is compared with. A rate over a part of a window, or of a time of which
//! only those who stayed (or only those who left) are told, is no rate to compare with.

use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use crate::analysis::population::up_to_window_end;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;
use crate::domain::window::Window;

/// Before the first due date there is always a gap: the one with which the scope's own window begins, this share of a window
/// more ...
const GAP: i64 = 12;
/// ... or so many of the usual gaps between two days on which anything is due, but never half of the window.
const USUAL_GAPS: i64 = 3;
/// As seldom chance alone leaves out one outcome altogether.
const SELDOM: f64 = 0.01;

/// Why nothing can be compared with `window`, `None` where the data reach over it.
pub(crate) fn beyond(facts: &Facts, window: &Window) -> Option<String> {
    begins_late(facts, window).map(|begins| format!("the data begin {begins}")).or_else(|| one_sided(facts, window.to))
}

/// The first due date that the data tell, where it lies so late in the window that they tell of a part.
fn begins_late(facts: &Facts, window: &Window) -> Option<NaiveDate> {
    let (begins, _) = facts.due_range?;
    let gap = (begins - window.from).num_days();
    let length = (window.to - window.from).num_days() + 1;
    let own = facts.in_scope().next().map_or(0, |first| (first.due - facts.scope.window.from).num_days());
    let usual = (usual_gap(facts) * USUAL_GAPS).min(length / 2);
    (gap > (own + length / GAP).max(usual)).then_some(begins)
}

/// Mean days from one day on which anything is due to the next.
fn usual_gap(facts: &Facts) -> i64 {
    let days = facts.renewals.chunk_by(|one, next| one.due == next.due).count() as i64;
    let ends = facts.renewals.first().zip(facts.renewals.last());
    ends.map_or(0, |(first, last)| (last.due - first.due).num_days() / (days - 1).max(1))
}

/// Where up to `end` nothing is told of losses, or nothing of renewals, and afterwards both are so usual that chance alone
/// would not leave it out.
pub(crate) fn one_sided(facts: &Facts, end: NaiveDate) -> Option<String> {
    let known = up_to_window_end(facts).count();
    let (before, after) = facts.renewals[..known].split_at(facts.renewals[..known].partition_point(|renewal| renewal.due <= end));
    if is_left_out(before, after, Renewal::is_churned, Renewal::is_renewed) {
        let first = after.iter().find(|renewal| renewal.is_churned())?.due;
        return Some(format!("no loss is told of before {first}, as if only those who stayed were kept in the data"));
    }
    if is_left_out(before, after, Renewal::is_renewed, Renewal::is_churned) {
        let first = after.iter().find(|renewal| renewal.is_renewed())?.due;
        return Some(format!("nothing but losses is told of before {first}"));
    }
    None
}

type Is = fn(&Renewal) -> bool;

/// Whether among the `others` before there is none that `is`, and that is too few, given how usual it is after.
fn is_left_out(before: &[Arc<Renewal>], after: &[Arc<Renewal>], is: Is, other: Is) -> bool {
    if before.iter().any(|renewal| is(renewal)) {
        return false;
    }
    let [others, later, later_others] = [(before, other), (after, is), (after, other)].map(|(of, is)| accounts(of, is));
    let share = later as f64 / (later + later_others).max(1) as f64;
    (1.0 - share).powi(i32::try_from(others).unwrap_or(i32::MAX)) < SELDOM
}

/// One customer may leave with many contracts at once.
fn accounts(of: &[Arc<Renewal>], is: Is) -> usize {
    of.iter().filter(|renewal| is(renewal)).map(|renewal| renewal.account_id.as_str()).collect::<FxHashSet<_>>().len()
}
