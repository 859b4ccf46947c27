//! What kind of change moves ARR up or down.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, in_engines};
use crate::compile::tongues::words;
use crate::domain::text::bare;

static MOVES: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::of("movements", &[(true, "down"), (false, "up")]));
static LOSSES: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(words("movements", "down")));

/// Whether a kind of change takes ARR away; `None` for a word that names no change.
pub(crate) fn moves_down(kind: &str) -> Option<bool> {
    MOVES.get(&bare(kind))
}

/// What kind of change takes ARR away, as engines compare it.
pub(crate) fn losses() -> &'static [&'static str] {
    &LOSSES
}
