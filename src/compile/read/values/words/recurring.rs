//! What a row of contracts says of whether its amount comes again.

use std::sync::LazyLock;

use super::flags::{flag, flagged};
use super::lexicon::{Lexicon, in_engines};
use crate::compile::tongues::words;
use crate::domain::text::bare;

const SECTION: &str = "recurring";
const ONCE: &str = "once";

/// Of those that come once as a rule, only a person can say whether they count.
static WORDS: LazyLock<Lexicon<Option<bool>>> =
    LazyLock::new(|| Lexicon::of(SECTION, &[(Some(false), ONCE), (Some(true), "again"), (None, "hardly")]));
static IN_ENGINES: LazyLock<Vec<&str>> =
    LazyLock::new(|| in_engines(words(SECTION, ONCE)).into_iter().chain(flagged(false).iter().copied()).collect());

/// Whether it comes again, where the word alone tells it.
pub(crate) fn recurs(raw: &str) -> Option<bool> {
    WORDS.get(&bare(raw)).flatten().or_else(|| flag(raw))
}

/// Whether the word names something that hardly comes again.
pub(crate) fn hardly_recurs(raw: &str) -> bool {
    let says = |words: &str| WORDS.get(&bare(words)).is_some_and(|told| told != Some(true));
    let parts = || raw.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    // `Implementation services` names a thing; a sentence that has such a word in it does not.
    says(raw) || WORDS.get(&bare(raw)).is_none() && parts().count() <= 3 && parts().any(says)
}

/// Whether the word says anything of it.
pub(crate) fn is_of_recurring(raw: &str) -> bool {
    WORDS.get(&bare(raw)).is_some() || flag(raw).is_some()
}

/// What comes once, as engines compare it.
pub(crate) fn once() -> &'static [&'static str] {
    &IN_ENGINES
}
