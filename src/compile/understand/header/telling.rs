//! Words of a heading that tell what an amount covers and on which side of a renewal it stands.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::units::Word;
use super::{Heading, Side};
use crate::compile::read::columns::{Paid, Period};
use crate::compile::read::values::words;
use crate::compile::tongues;
use crate::domain::text::{bare, is_unspaced};

/// What one word of a heading is, bare.
#[derive(Default)]
struct Words {
    /// They join others and name nothing.
    between: FxHashSet<String>,
    /// They stand between an amount and its period, and go with it.
    per: FxHashSet<String>,
    /// Names of amounts that tell their period by themselves.
    amounts: FxHashSet<String>,
    periods: FxHashMap<String, Period>,
    /// Words that are a period behind a link alone: `par an`, `per år`, `p.m.`.
    behind: FxHashMap<String, Period>,
    sides: FxHashMap<String, Side>,
    /// Periods that some languages write in front of an amount, as one word with it.
    in_front: Vec<(String, Period)>,
    /// What says a whole term in several words, as a core has them.
    whole_term: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

impl Words {
    fn new() -> Self {
        let all = |key| tongues::words("telling", key).map(bare);
        let mut words = Self {
            between: all("between").collect(),
            per: all("per").collect(),
            amounts: all("amount").collect(),
            whole_term: all("whole term").collect(),
            ..Self::default()
        };
        for (key, period) in [("month", Period::Month), ("quarter", Period::Quarter), ("year", Period::Year), ("term", Period::Term)] {
            words.periods.extend(all(key).map(|word| (word, period)));
        }
        for (key, period) in [("month after per", Period::Month), ("year after per", Period::Year)] {
            words.behind.extend(all(key).map(|word| (word, period)));
        }
        for (key, side) in [("after", Side::After), ("before", Side::Before)] {
            words.sides.extend(all(key).map(|word| (word, side)));
        }
        for (key, period) in [("month in front", Period::Month), ("quarter in front", Period::Quarter), ("year in front", Period::Year)] {
            words.in_front.extend(all(key).map(|word| (word, period)));
        }
        words
    }
}

pub(crate) fn is_filler(word: &str) -> bool {
    WORDS.between.contains(word)
}

/// Links go with the period that they stand before.
pub(crate) fn is_link(word: &str) -> bool {
    WORDS.per.contains(word)
}

pub(crate) fn is_amount(word: &str) -> bool {
    WORDS.amounts.contains(word)
}

/// The period that a word tells behind another.
pub(crate) fn period(word: &str, after: Option<&str>) -> Option<Period> {
    let behind = || WORDS.behind.get(word).filter(|_| after.is_some_and(is_link));
    WORDS.periods.get(word).or_else(behind).copied().or_else(|| words::period_of_stem(word))
}

/// The unit of time that a word is.
fn unit_of_time(word: &Word) -> Option<Period> {
    let paid = words::period(&word.text).filter(|paid| paid.every == 1)?;
    matches!(paid.period, Period::Month | Period::Year).then_some(paid.period)
}

/// A number and the unit of time behind it.
pub(super) fn length(words: &[Word]) -> Option<Paid> {
    words.windows(2).find_map(|two| Paid::of(two[0].text.parse().ok()?, unit_of_time(&two[1])?))
}

/// The unit of time that one of the words is, and the others together.
pub(super) fn counted_in(words: &[Word]) -> Option<(Period, String)> {
    let (at, period) = words.iter().enumerate().find_map(|(at, word)| Some((at, unit_of_time(word)?)))?;
    let rest = words.iter().enumerate().filter(|(place, word)| *place != at && !is_filler(&word.text) && side(&word.text).is_none());
    Some((period, rest.map(|(_, word)| word.text.as_str()).collect()))
}

pub(crate) fn side(word: &str) -> Option<Side> {
    WORDS.sides.get(word).copied()
}

/// A period at the head of a longer word, and what is left of it.
pub(crate) fn compound(word: &str) -> Option<(Period, &str)> {
    WORDS
        .in_front
        .iter()
        .find_map(|(head, period)| Some((*period, word.strip_prefix(head.as_str()).filter(|rest| rest.chars().count() > 1)?)))
}

/// What only the words together tell, and what Japanese writes without blanks between.
pub(crate) fn unspaced(heading: &mut Heading) {
    if WORDS.whole_term.iter().any(|words| heading.core.contains(words.as_str())) {
        heading.period = Some(Period::Term);
    }
    if heading.plain.is_ascii() {
        return;
    }
    for side in [Side::Before, Side::After] {
        let heads = WORDS.sides.iter().filter(|(word, told)| **told == side && is_unspaced(word));
        let Some(word) = heads.map(|(word, _)| word).filter(|word| heading.plain.starts_with(word.as_str())).max_by_key(|word| word.len())
        else {
            continue;
        };
        heading.side = heading.side.or(Some(side));
        heading.plain.drain(..word.len());
    }
    if let Some((period, rest)) = compound(&heading.plain).map(|(period, rest)| (period, rest.to_owned())) {
        heading.period = heading.period.or(Some(period));
        heading.plain = rest;
    }
    if heading.period.is_none() {
        heading.period = WORDS.amounts.get(&heading.plain).and_then(|amount| period(amount, None));
    }
}
