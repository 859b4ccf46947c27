//! The agenda of a retro: steps as data, each of a phase, with its minutes. How far it is, is its [`Course`].

mod change;
mod course;
mod kind;
mod ledger;
mod overrun;
mod share_out;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::phase::Phase;
use super::text;

pub(crate) use change::changed_to;
pub(crate) use course::{Course, Timed};
pub use kind::{Need, StepKind};
pub(crate) use ledger::{Entry, ledger};
pub(crate) use overrun::{Share, taken};

/// A step is never longer than that.
pub(crate) const MOST_MINUTES: u32 = 600;

/// Names a step within its agenda: `silent-writing`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub String);

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A step as events name it: an event is told without the agenda it was made under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepName {
    pub id: StepId,
    pub title: String,
}

/// One step within a phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub id: StepId,
    pub phase: Phase,
    pub kind: StepKind,
    pub title: String,
    /// As it was planned.
    pub minutes: u32,
    /// Questions of one's own, beside those of the guide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    /// What should be there before the room goes on; it is told, and stops nobody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
}

impl Step {
    pub(crate) fn name(&self) -> StepName {
        StepName { id: self.id.clone(), title: self.title.clone() }
    }

    /// All of a phase in one step, as retros were held before there were steps.
    fn whole(phase: Phase, minutes: u32) -> Self {
        Self {
            id: StepId(phase.key().to_owned()),
            phase,
            kind: StepKind::WholePhase,
            title: phase.name().to_owned(),
            minutes,
            prompts: vec![],
            needs: vec![],
        }
    }

    /// The guide that goes with it: one for each kind, and one for each phase that is a single step.
    pub(crate) fn guide(&self) -> &'static str {
        if self.kind == StepKind::WholePhase { self.phase.key() } else { self.kind.key() }
    }
}

/// Steps in the order of their phases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    pub name: String,
    /// Minutes that the meeting takes by it, whatever its steps were planned to take before it was changed to.
    pub length: u32,
    pub steps: Vec<Step>,
}

impl Agenda {
    /// One step for each phase; `minutes` in the order of [`Phase::ALL`], where known.
    pub(crate) fn by_phase(minutes: &[u32]) -> Self {
        let of = |phase: Phase| minutes.get(phase.index()).copied().unwrap_or_else(|| phase.default_minutes());
        Self::of_steps("by phase", Phase::ALL.into_iter().map(|phase| Step::whole(phase, of(phase))).collect())
    }

    /// As long as its steps.
    pub(crate) fn of_steps(name: &str, steps: Vec<Step>) -> Self {
        Self { name: name.to_owned(), length: steps.iter().map(|step| step.minutes).sum(), steps }
    }

    /// What its steps were planned to take.
    pub(crate) fn minutes(&self) -> u32 {
        self.steps.iter().map(|step| step.minutes).sum()
    }

    /// `60 minutes`, or `team-retro, 75 minutes`.
    pub fn label(&self) -> String {
        let minutes = text::counted(self.length as usize, "minute", "minutes");
        if self.name == self.length.to_string() { minutes } else { format!("{}, {minutes}", self.name) }
    }

    pub(crate) fn of_phase(&self, phase: Phase) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.phase == phase)
    }

    /// The steps of a phase made longer or shorter, so that the phase takes so many minutes.
    pub(crate) fn with_phase_minutes(mut self, phase: Phase, minutes: u32) -> Self {
        let weights: Vec<u32> = self.of_phase(phase).map(|step| step.minutes).collect();
        let shares = share_out::among(minutes.max(weights.len() as u32), &weights, 1, &vec![minutes; weights.len()]);
        for (step, share) in self.steps.iter_mut().filter(|step| step.phase == phase).zip(shares) {
            step.minutes = share;
        }
        self.length = self.minutes();
        self
    }

    /// What is wrong with it, and with which step, if it is with one.
    pub(crate) fn flaw(&self) -> Option<(Option<usize>, String)> {
        for (i, step) in self.steps.iter().enumerate() {
            let told = |what: String| Some((Some(i), what));
            if self.steps[..i].iter().any(|other| other.id == step.id) {
                return told(format!("there is a step `{}` already; give each an id of its own", step.id));
            }
            if let Some(before) = i.checked_sub(1).map(|i| self.steps[i].phase).filter(|before| *before > step.phase) {
                return told(format!("a step of {} cannot follow one of {}; phases keep their order", step.phase.key(), before.key()));
            }
            if !(1..=MOST_MINUTES).contains(&step.minutes) {
                return told(format!("a step of {} minutes, expected 1 to {MOST_MINUTES}", step.minutes));
            }
            if step.title.trim().is_empty() {
                return told("a step without a title".to_owned());
            }
        }
        let missing = Phase::ALL.into_iter().find(|phase| self.of_phase(*phase).next().is_none());
        missing.map(|phase| (None, format!("no step of {}, expected at least one of each phase", phase.key())))
    }
}

#[cfg(test)]
#[path = "agenda/agenda_tests.rs"]
mod tests;
