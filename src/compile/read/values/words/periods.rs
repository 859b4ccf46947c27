//! What amounts cover, as the values of a column say it.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, List};
use crate::compile::read::columns::{Paid, Period};
use crate::compile::tongues::words;
use crate::domain::text::bare;

/// So many periods.
type Cover = (u64, Period);

const SECTION: &str = "periods";

/// Words and phrases that are known whole.
const PERIODS: [List<Cover>; 10] = [
    ((1, Period::Day), "day"),
    ((1, Period::Week), "week"),
    ((2, Period::Week), "two weeks"),
    ((1, Period::Month), "month"),
    ((1, Period::Quarter), "quarter"),
    ((4, Period::Month), "four months"),
    ((1, Period::HalfYear), "half year"),
    ((1, Period::Year), "year"),
    ((2, Period::Year), "two years"),
    ((1, Period::Term), "term"),
];

/// How words begin that say a period, in the languages in which they are inflected.
const STEMS: [List<Period>; 5] = [
    (Period::Week, "week begins"),
    (Period::Month, "month begins"),
    (Period::Quarter, "quarter begins"),
    (Period::HalfYear, "half year begins"),
    (Period::Year, "year begins"),
];

/// Numbers as words.
const NUMBERS: [List<u64>; 6] = [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "6"), (12, "12")];

/// How Japanese counts months.
const MONTHS_COUNTED: [&str; 7] = ["ヶ月", "か月", "カ月", "ケ月", "箇月", "ヵ月", "ヶ月間"];

static WORDS: LazyLock<Lexicon<Cover>> = LazyLock::new(|| Lexicon::of(SECTION, &PERIODS));
static BEGINNINGS: LazyLock<Vec<(String, Period)>> = LazyLock::new(|| {
    let stems = |(period, key): List<Period>| words(SECTION, key).map(move |stem| (bare(stem), period));
    STEMS.into_iter().flat_map(stems).collect()
});
static COUNTS: LazyLock<Lexicon<u64>> = LazyLock::new(|| Lexicon::of("numbers", &NUMBERS));
/// How many times something is paid in a period, and what stands around one and says when or how it is paid: it is the period that
/// tells what an amount covers.
static AROUND: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::of(SECTION, &[(true, "times"), (false, "beside")]));

/// The period that an inflected word says by how it begins.
pub(crate) fn period_of_stem(word: &str) -> Option<Period> {
    BEGINNINGS.iter().find(|(stem, _)| word.starts_with(stem.as_str())).map(|(_, period)| *period)
}

/// What a word or a phrase says that an amount covers: `month`, `every 3 months`, `2-year prepaid`, `P6M`, `billed annually in advance`.
/// Nothing where a part of it is not known, or two parts say different things (`annual, billed monthly`; `bimonthly` is either).
pub(crate) fn period(raw: &str) -> Option<Paid> {
    let whole = WORDS.get(&bare(raw)).and_then(|(every, period)| Paid::of(every, period));
    whole.or_else(|| of_iso(raw)).or_else(|| of_parts(raw))
}

/// The months that a term runs: `3-year`, `24 mo`, `annual`.
pub(crate) fn months(raw: &str) -> Option<u64> {
    let paid = period(raw)?;
    let of_one = 12 / u64::try_from(paid.period.in_a_year()?).ok().filter(|parts| 12 % parts == 0)?;
    Some(paid.every * of_one)
}

/// `P6M`, `P2W`
fn of_iso(raw: &str) -> Option<Paid> {
    let body = raw.trim().to_ascii_uppercase();
    let body = body.strip_prefix('P')?;
    let period = match body.chars().last()? {
        'D' => Period::Day,
        'W' => Period::Week,
        'M' => Period::Month,
        'Y' => Period::Year,
        _ => return None,
    };
    Paid::of(body[..body.len() - 1].parse().ok()?, period)
}

/// What one part of a phrase adds to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Unit(Cover),
    Number(u64),
    Half,
    /// Every two, or twice in one.
    Two,
    Times,
    Beside,
}

/// What known words say together.
fn of_parts(raw: &str) -> Option<Paid> {
    let parts = split(raw).iter().map(|word| part(word)).collect::<Option<Vec<Part>>>()?;
    let mut units: Vec<Cover> = parts.iter().filter_map(|part| if let Part::Unit(unit) = part { Some(*unit) } else { None }).collect();
    units.dedup();
    let [(every, unit)] = units[..] else { return None };
    let numbers: Vec<u64> = parts.iter().filter_map(|part| if let Part::Number(number) = part { Some(*number) } else { None }).collect();
    let number = match numbers[..] {
        [] => 1,
        [only] => only,
        _ => return None,
    };
    let has = |wanted| parts.contains(&wanted);
    match () {
        () if has(Part::Two) => None,
        () if has(Part::Half) => Paid::of(1, Period::HalfYear).filter(|_| unit == Period::Year && numbers.is_empty()),
        () if has(Part::Times) => {
            let is_whole = unit == Period::Year && number > 0 && 12 % number == 0;
            if is_whole { Paid::of(12 / number, Period::Month) } else { None }
        }
        () => Paid::of(every * number, unit),
    }
}

/// Letters and digits apart, so that `6M`, `3-year` and `6か月` fall into a number and its unit.
fn split(raw: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for c in raw.chars() {
        let kind = c.is_alphanumeric().then(|| c.is_numeric());
        match (kind, words.last_mut()) {
            (None, _) => {}
            (Some(_), Some(word)) if kind == last => word.push(c),
            (Some(_), _) => words.push(c.to_string()),
        }
        last = kind;
    }
    words
}

fn part(word: &str) -> Option<Part> {
    // How Japanese says that it comes again.
    let word = ["毎", "ごと", "払い", "分"].iter().fold(word, |word, end| word.strip_suffix(end).filter(|w| !w.is_empty()).unwrap_or(word));
    let bare = bare(word);
    match &*bare {
        "semi" | "half" | "halb" | "demi" | "medio" | "meio" => return Some(Part::Half),
        "bi" => return Some(Part::Two),
        _ if MONTHS_COUNTED.contains(&word) => return Some(Part::Unit((1, Period::Month))),
        _ => {}
    }
    // `12 months`, `3 Monate`, `2 Jahren`
    let singular = ["s", "en", "e"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or_default();
    let unit = || [&*bare, singular].iter().find_map(|word| WORDS.get(word)).or_else(|| period_of_stem(&bare).map(|period| (1, period)));
    let number = || bare.parse().ok().or_else(|| COUNTS.get(&bare)).map(Part::Number);
    let around = || AROUND.get(&bare).map(|is_times| if is_times { Part::Times } else { Part::Beside });
    number().or_else(|| unit().map(Part::Unit)).or_else(around)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_told_in_words_phrases_and_numbers_with_a_unit() {
        for (every, covered, words) in [
            (1, Period::Month, "Monthly, per month, Month-to-month, 1 month, Billed monthly, per månad, miesięcznie, havi, 月払い, P1M"),
            (1, Period::Quarter, "Quarterly in advance, every quarter, vierteljährlich im Voraus, trimestriel, kwartalnie, Q"),
            (3, Period::Month, "every 3 months, 3 Monate, 3 mois, every three months, 3M, 3か月毎, 4 times a year"),
            (
                1,
                Period::HalfYear,
                "Semi-annual, half-yearly, Half Year, biannual, halbjährlich, semestrielle, semestral, półrocznie, halvårsvis, 半年",
            ),
            (6, Period::Month, "every 6 months, 6 Monate, P6M, 6ヶ月, 2x per year, 2 mal pro Jahr"),
            (
                1,
                Period::Year,
                "Annual upfront, Annually in advance, Prepaid annual, 1-year prepaid, per annum, jährliche Zahlung, årligen, roczny",
            ),
            (2, Period::Year, "biennial, 2 years, two-year prepaid"),
            (1, Period::Week, "Weekly, wöchentlich, hebdomadaire, tygodniowo"),
            (2, Period::Week, "fortnightly, every 2 weeks, P2W"),
            (1, Period::Day, "Daily, per day, täglich"),
            (36, Period::Month, "36 months, 36 Monate prepaid"),
            (1, Period::Term, "whole term, TCV"),
        ] {
            for word in words.split(", ") {
                assert_eq!(period(word), Paid::of(every, covered), "{word}");
            }
        }
    }

    #[test]
    fn what_says_two_things_or_nothing_known_is_no_period() {
        for word in [
            "Zorp",
            "bimonthly",
            "bi-weekly",
            "annual, billed monthly",
            "2026-08-01",
            "12",
            "",
            "0 months",
            "3 years of 12 months",
            "half month",
        ] {
            assert_eq!(period(word), None, "{word}");
        }
    }
}
