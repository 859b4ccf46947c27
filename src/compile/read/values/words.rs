//! Values that are words: outcomes, states, kinds of deals and of changes, periods, risks, yes and no.
//!
//! Words stand as people write them and are compared without case, blanks, marks and accents. Engines know no accents to take
//! off: their lists hold both spellings.

pub(crate) mod corrections;
mod flags;
mod kinds;
mod left_out;
mod lexicon;
mod movements;
mod outcomes;
mod periods;
mod recurring;
mod states;
mod unchanged;
#[cfg(test)]
mod words_tests;

use crate::domain::text::{self, fold};

pub(crate) use flags::{flag, flagged, flags, risk};
pub(crate) use kinds::{
    ambiguous_kinds, is_ambiguous_kind, is_of_a_customer, kind_in_title, kind_of_pipeline, names_renewal, other_kinds, other_titles,
    renewals, sales,
};
pub(crate) use left_out::{leaves_out, names_nobody, takes_back, takes_out, tells_to_leave_out};
pub(crate) use movements::{losses, moves_down};
pub(crate) use outcomes::{decided, is_state, listed, outcome, says_renewed, standing, tells_standing};
pub(crate) use periods::{months, period, period_of_stem};
pub(crate) use recurring::{hardly_recurs, is_of_recurring, once, recurs};
pub(crate) use states::{State, gone, names_state_only, on_trial, paused, state};
pub(crate) use unchanged::says_unchanged;

/// What all spellings of a value have in common; one without letters and digits stands for itself.
pub(crate) fn key(raw: &str) -> String {
    let line = text::line_of(raw);
    let folded = fold(&line);
    if folded.is_empty() { line.into_owned() } else { folded }
}
