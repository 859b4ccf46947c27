//! The door: whoever wants something, and however they say it, it is admitted or refused here.
//!
//! [`integrity`] is what no session may ever hold, wherever it comes from; the fold asks it of every record. [`admit`] asks it of
//! every wish, and [`procedure`] beside it: what the retro does not do *now*.

mod admit;
mod ballot;
mod grouping;
mod house;
mod integrity;
mod procedure;

use std::fmt;

use super::agenda::Step;
use super::session::Session;

pub(crate) use admit::admit;
pub(crate) use integrity::integrity;
pub(crate) use procedure::{figures_may_change, files_may_go_out, is_closed, procedure};

/// Why a wish is not granted, and what to do first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// One plain sentence, without a full stop.
    pub why: String,
    /// What would help, as a clause; nothing where nothing would.
    pub remedy: Option<String>,
    /// What it is about is not there: never was, or was taken back.
    pub is_of_what_is_gone: bool,
}

impl Refusal {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), remedy: None, is_of_what_is_gone: false }
    }

    pub(crate) fn with_remedy(why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..Self::new(why) }
    }
}

/// What it is about is not there.
fn gone(why: String) -> Refusal {
    Refusal { is_of_what_is_gone: true, ..Refusal::new(why) }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.remedy {
            Some(remedy) => write!(f, "{}; {remedy}", self.why),
            None => f.write_str(&self.why),
        }
    }
}

/// What a step needs and has not got, a clause each. It is told to whoever leaves the step, and stops nobody.
pub(crate) fn left_open(session: &Session, step: &Step) -> Vec<String> {
    step.needs.iter().filter_map(|need| need.open(session)).collect()
}

/// Refuses unless something holds.
fn require(holds: bool, refusal: impl FnOnce() -> Refusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(refusal()) }
}

#[cfg(test)]
#[path = "rules/rules_tests.rs"]
mod tests;
