//! Yes and no, and low to high.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, in_engines};
use crate::compile::tongues;
use crate::domain::renewal::Risk;
use crate::domain::text::bare;

const YES: &str = "yes";
const NO: &str = "no";

/// Marks that people tick boxes with have no letters to compare.
const TICKS: [(&str, bool); 8] =
    [("✓", true), ("✔", true), ("☑", true), ("○", true), ("◯", true), ("✗", false), ("✘", false), ("×", false)];

static FLAGS: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::of("flags", &[(true, YES), (false, NO)]));
static IN_ENGINES: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    [false, true].map(|wanted| {
        let ticks = TICKS.iter().filter(|(_, yes)| *yes == wanted).map(|(tick, _)| *tick);
        in_engines(tongues::words("flags", if wanted { YES } else { NO })).into_iter().chain(ticks).collect()
    })
});
static LEVELS: LazyLock<Lexicon<Risk>> =
    LazyLock::new(|| Lexicon::of("flags", &[(Risk::Low, "low"), (Risk::Medium, "medium"), (Risk::High, "high")]));

/// Yes or no.
pub(crate) fn flag(raw: &str) -> Option<bool> {
    let ticked = || TICKS.iter().find(|(tick, _)| *tick == raw.trim()).map(|(_, yes)| *yes);
    FLAGS.get(&bare(raw)).or_else(ticked)
}

/// All words for yes and for no.
pub(crate) fn flags() -> impl Iterator<Item = (&'static str, bool)> {
    let said = |key, yes: bool| tongues::words("flags", key).map(move |word| (word, yes));
    said(YES, true).chain(said(NO, false)).chain(TICKS)
}

/// Words for yes or for no, as engines compare them.
pub(crate) fn flagged(yes: bool) -> &'static [&'static str] {
    &IN_ENGINES[usize::from(yes)]
}

/// Low, medium or high, as a word, a letter or a traffic light.
pub(crate) fn risk(raw: &str) -> Option<Risk> {
    LEVELS.get(&bare(raw))
}
