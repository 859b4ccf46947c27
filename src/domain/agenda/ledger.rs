//! The time ledger: what each step was planned to take, and what it took.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Course;
use crate::domain::phase::Phase;

/// One step's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    pub step_id: String,
    pub phase: Phase,
    /// What it is about, as in agenda files.
    pub kind: String,
    pub title: String,
    /// Seconds as the agenda had it.
    #[serde(rename = "planned_seconds")]
    pub planned: i64,
    /// Seconds after what it was given, or gave to others.
    #[serde(rename = "allotted_seconds")]
    pub allotted: i64,
    /// Seconds that its clock ran.
    #[serde(rename = "spent_seconds")]
    pub spent: i64,
}

/// All steps, in the agenda's order.
pub(crate) fn ledger(course: &Course, now: DateTime<Utc>) -> Vec<Entry> {
    let entry = |timed: &super::Timed| Entry {
        step_id: timed.step.id.to_string(),
        phase: timed.step.phase,
        kind: timed.step.kind.key().to_owned(),
        title: timed.step.title.clone(),
        planned: i64::from(timed.step.minutes) * 60,
        allotted: timed.clock.allotted,
        spent: timed.clock.used_at(now),
    };
    course.steps.iter().map(entry).collect()
}
