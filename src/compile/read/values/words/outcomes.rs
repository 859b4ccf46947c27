//! How a renewal ended: words, stages, and short phrases of known words.

use std::sync::LazyLock;

use super::flag;
use super::flags::flags;
use super::lexicon::{Lexicon, List, in_engines};
use crate::compile::read::values::remembered::{Remembered, remembered};
use crate::compile::tongues::words;
use crate::domain::renewal::Outcome;
use crate::domain::text::{self, bare};

const SECTION: &str = "outcomes";
const CHURNED: &str = "churned";
/// Words for a renewed customer that tell how things stand, and not what was decided.
const STANDS: &str = "standing";
const LISTS: [List<Outcome>; 3] = [(Outcome::Renewed, "renewed"), (Outcome::Churned, CHURNED), (Outcome::Open, "open")];

static OUTCOMES: LazyLock<Lexicon<Outcome>> = LazyLock::new(|| Lexicon::of(SECTION, &LISTS));
static STANDING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(SECTION, &[((), STANDS)]));
static DECIDED: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    let flagged = |wanted| flags().filter(move |(_, yes)| *yes == wanted).map(|(word, _)| word);
    [in_engines(words(SECTION, "renewed").chain(flagged(true))), in_engines(words(SECTION, CHURNED).chain(flagged(false)))]
});
static STANDING_IN_ENGINES: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(words(SECTION, STANDS)));

/// What one word of a phrase adds to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Renewed,
    Churned,
    /// What it is about, which alone is no end of it.
    Renewal,
    Loss,
    /// A larger or smaller renewal.
    Change,
    Partial,
    Open,
    Not,
    /// What was to come did not: a loss that was, or a renewal.
    Undone,
    Beside,
}

const PARTS: &[List<Part>] = &[
    (Part::Renewed, "renewed"),
    (Part::Churned, "churned"),
    (Part::Renewal, "renewal"),
    (Part::Loss, "loss"),
    (Part::Change, "change"),
    (Part::Partial, "partial"),
    (Part::Open, "open"),
    (Part::Not, "not"),
    (Part::Undone, "undone"),
    (Part::Beside, "beside"),
];

static PHRASES: LazyLock<Lexicon<Part>> = LazyLock::new(|| Lexicon::of("phrases", PARTS));

/// Different words that are remembered; more are no outcomes.
const MOST: usize = 1 << 12;

/// Whether a word tells how things stand, by itself or by denying a loss: of what is due later it tells nothing.
pub(crate) fn tells_standing(outcome: &str) -> bool {
    thread_local! {
        static KNOWN: Remembered<bool> = Remembered::default();
    }
    remembered(&KNOWN, MOST, outcome, |outcome| is_state(outcome) || denies_loss(outcome))
}

/// Whether a word for a renewed customer tells how things stand, and not what was decided.
pub(crate) fn is_state(outcome: &str) -> bool {
    STANDING.get(&bare(outcome)).is_some()
}

/// Whether a word says that a customer was not lost, which tells how things stand: what is due later may be lost yet.
fn denies_loss(outcome: &str) -> bool {
    let says = |wanted: Part| outcome.split(|c: char| !c.is_alphanumeric()).any(|word| PHRASES.get(&bare(word)) == Some(wanted));
    listed(outcome).is_none() && says(Part::Not) && phrase(outcome) == Some(Outcome::Renewed)
}

/// Words for a renewed customer, and for a lost one, as engines compare them.
pub(crate) fn decided() -> [&'static [&'static str]; 2] {
    [&DECIDED[0], &DECIDED[1]]
}

/// Words that tell how things stand.
pub(crate) fn standing() -> &'static [&'static str] {
    &STANDING_IN_ENGINES
}

/// Words that tell of a loss.
pub(crate) fn churned() -> impl Iterator<Item = &'static str> {
    words(SECTION, CHURNED)
}

/// The outcome that a word or a stage means; `None` when nobody can tell.
pub(crate) fn outcome(raw: &str) -> Option<Outcome> {
    thread_local! {
        static KNOWN: Remembered<Option<Outcome>> = Remembered::default();
    }
    remembered(&KNOWN, MOST, raw, told)
}

fn told(raw: &str) -> Option<Outcome> {
    let flagged = || flag(raw).map(|renewed| if renewed { Outcome::Renewed } else { Outcome::Churned });
    listed(raw).or_else(flagged).or_else(|| phrase(raw)).or_else(|| with_detail(raw)).or_else(|| lost_to(raw))
}

/// The outcome of a word that is listed as it stands.
pub(crate) fn listed(raw: &str) -> Option<Outcome> {
    OUTCOMES.get(&bare(raw))
}

/// Whether a word says that something was renewed, and nothing of how (`expanded`) or how it stands (`active`).
pub(crate) fn says_renewed(word: &str) -> bool {
    PHRASES.get(&bare(word)) == Some(Part::Renewed)
}

/// The outcome that several words tell together, all of which are known: `Closed Won - Renewed Flat`.
fn phrase(raw: &str) -> Option<Outcome> {
    let mut parts: Vec<Part> = Vec::new();
    for word in text::line_of(raw).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !word.bytes().all(|byte| byte.is_ascii_digit()) {
            parts.push(PHRASES.get(&bare(word))?);
        }
    }
    let has = |part| parts.contains(&part);
    let is_decided = has(Part::Renewed) || has(Part::Churned);
    let goes_on = has(Part::Renewed) || has(Part::Renewal);
    let is_lost = has(Part::Churned) || has(Part::Loss);
    // A cancellation that was cancelled, or one that is called so twice.
    let is_one_thing = || raw.chars().all(|c| c.is_alphanumeric() || c.is_whitespace());
    match () {
        () if has(Part::Open) => (!is_decided).then_some(Outcome::Open),
        () if has(Part::Partial) => (is_lost || goes_on).then_some(Outcome::Renewed),
        () if has(Part::Not) || has(Part::Undone) => match (goes_on, is_lost) {
            (true, false) => Some(Outcome::Churned),
            (false, true) => Some(Outcome::Renewed),
            _ => None,
        },
        () if has(Part::Churned) && has(Part::Loss) && is_one_thing() => None,
        () if has(Part::Churned) => (!has(Part::Renewed)).then_some(Outcome::Churned),
        () if has(Part::Renewed) => (!has(Part::Loss)).then_some(Outcome::Renewed),
        () if has(Part::Loss) => (!goes_on && !has(Part::Change)).then_some(Outcome::Churned),
        () => (has(Part::Renewal) || has(Part::Change)).then_some(Outcome::Renewed),
    }
}

/// An outcome with a reason or a remark behind a dash, a colon or in brackets, that says nothing else of it: `Lost - champion left`.
fn with_detail(raw: &str) -> Option<Outcome> {
    const MARKS: [&str; 5] = [" - ", " – ", " — ", ": ", " ("];
    let (head, detail) = MARKS.iter().find_map(|mark| raw.split_once(mark))?;
    let told = listed(head)?;
    let remark = || detail.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let turns = |word: &str| matches!(PHRASES.get(&bare(word)), Some(Part::Open | Part::Not | Part::Partial));
    let says_another = remark().any(|word| turns(word) || listed(word).is_some_and(|other| other != told));
    (!says_another && listed(detail).or_else(|| phrase(detail)).is_none_or(|other| other == told)).then_some(told)
}

/// A loss with whom the customer went to: `Lost to Zendesk`.
fn lost_to(raw: &str) -> Option<Outcome> {
    const TO: [&str; 12] =
        [" to ", " an ", " à ", " au ", " a ", " para ", " aan ", " til ", " till ", " do ", " na rzecz ", " in favour of "];
    let (told, rival) = TO.iter().find_map(|to| raw.split_once(to))?;
    let is_name = rival.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let says_another = || rival.split(|c: char| !c.is_alphanumeric()).any(|word| PHRASES.get(&bare(word)).is_some());
    (listed(told) == Some(Outcome::Churned) && is_name && !says_another()).then_some(Outcome::Churned)
}

/// Each outcome with its words, bare.
#[cfg(test)]
pub(crate) fn lists() -> [(Outcome, Vec<String>); 3] {
    LISTS.map(|(outcome, key)| (outcome, words(SECTION, key).map(bare).collect()))
}
