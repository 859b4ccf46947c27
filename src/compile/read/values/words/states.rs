//! How a customer or a subscription stands.

use std::sync::LazyLock;

use super::flags::{flag, flags};
use super::lexicon::{Lexicon, List, in_engines};
use super::outcomes;
use crate::compile::tongues::words;
use crate::domain::renewal::Outcome;
use crate::domain::text::bare;

/// How a customer or a subscription stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum State {
    #[default]
    /// A contract is in force, paid or not, ending or not.
    Active,
    /// In force no more and not ended: neither renewed nor lost yet.
    Paused,
    /// Nobody's contract yet: on trial, not begun, never completed.
    Trial,
    Gone,
}

const SECTION: &str = "states";

static STATES: LazyLock<Lexicon<State>> = LazyLock::new(|| Lexicon::of(SECTION, LISTS));
const LISTS: &[List<State>] = &[(State::Paused, "paused"), (State::Trial, "trial"), (State::Gone, "gone"), (State::Active, "active")];

static ALL_GONE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let gone = words(SECTION, "gone").chain(outcomes::churned()).chain(flags().map(|(word, _)| word));
    in_engines(gone.filter(|word| state(word) == Some(State::Gone)))
});
static ALL_PAUSED: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(words(SECTION, "paused")));
static ALL_TRIAL: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(words(SECTION, "trial")));

/// The state that a word means; `None` when nobody can tell. Who renewed is there, who churned is not, and a plain yes or no says
/// whether a customer is there.
pub(crate) fn state(raw: &str) -> Option<State> {
    let of_outcome = || match outcomes::listed(raw)? {
        Outcome::Renewed => Some(State::Active),
        Outcome::Churned => Some(State::Gone),
        Outcome::Open => None,
    };
    let flagged = || flag(raw).map(|is_there| if is_there { State::Active } else { State::Gone });
    STATES.get(&bare(raw)).or_else(of_outcome).or_else(flagged)
}

/// Words that say how a subscription stands, and of a renewal nothing: both are said of a loss by some, so each speaks for neither.
static ENDED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(SECTION, &[((), "ends")]));

/// Whether a word names a state of a subscription and no decision about a renewal.
pub(crate) fn names_state_only(word: &str) -> bool {
    let word = bare(word);
    STATES.get(&word).is_some() || ENDED.get(&word).is_some()
}

/// Words for a customer who is gone, as engines compare them.
pub(crate) fn gone() -> &'static [&'static str] {
    &ALL_GONE
}

/// Words for one who is paused.
pub(crate) fn paused() -> &'static [&'static str] {
    &ALL_PAUSED
}

/// Words for one who is none yet.
pub(crate) fn on_trial() -> &'static [&'static str] {
    &ALL_TRIAL
}
