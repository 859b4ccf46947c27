//! A date taken apart: its numbers, and a month in letters.

use crate::compile::read::values::calendar::{is_around, is_weekday, month_named};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    pub value: u32,
    pub digits: usize,
}

impl Number {
    /// Two-digit years lie between 1970 and 2069.
    pub(crate) fn year(self) -> u32 {
        match (self.digits, self.value) {
            (2, short @ 0..70) => 2000 + short,
            (2, short) => 1900 + short,
            (_, year) => year,
        }
    }
}

/// A date taken apart: its numbers in order, and the month where it stands in letters.
#[derive(Debug)]
pub(crate) struct Parts {
    pub numbers: Vec<Number>,
    pub month: Option<u32>,
}

impl Parts {
    /// Takes the date before any time of day and behind any weekday apart; `None` when it is none.
    pub(crate) fn of(text: &str) -> Option<Self> {
        // No day is without a number: most words are told from days by that alone.
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        // `mar` is a month, or Tuesday before one: only what is no date as a whole begins with a weekday.
        Self::of_day(text).or_else(|| {
            let (weekday, date) = text.split_once([' ', ',', '.'])?;
            if is_weekday(weekday) { Self::of_day(date) } else { None }
        })
    }

    /// A date that stands for none: nothing but zeros, the first day of the first year, or day 0 or 1 of a spreadsheet.
    pub(super) fn is_mark(&self) -> bool {
        let mut values: Vec<u32> = self.numbers.iter().map(|number| number.value).chain(self.month).collect();
        if self.month == Some(1) && values[..2] == [0, 0] {
            return true;
        }
        let is_first_year = self.numbers.iter().any(|number| number.digits == 4 && number.value == 1);
        values.sort_unstable();
        match values[..] {
            [0, 0, 0] | [0 | 1, 1, 1900] | [12, 30 | 31, 1899] => true,
            [1, 1, 1] => is_first_year,
            _ => false,
        }
    }

    fn of_day(text: &str) -> Option<Self> {
        let mut parts = Self { numbers: Vec::with_capacity(3), month: None };
        if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
            for range in [0..4, 4..6, 6..8] {
                let digits = range.len();
                parts.numbers.push(Number { value: text[range].parse().ok()?, digits });
            }
            return Some(parts);
        }
        for word in text.split(['/', '-', '.', ' ', ',']).filter(|word| !word.is_empty() && !is_around(word)) {
            let word = without_ordinal(before_time(word));
            if parts.numbers.len() + usize::from(parts.month.is_some()) == 3 {
                // `30 September 2026, 12:00`, `30 September 2026 (Wed)`
                return (is_time(word) || is_weekday(word.trim_matches(['(', ')']))).then_some(parts);
            }
            let is_number = word.bytes().all(|b| b.is_ascii_digit());
            if is_number && word.len() <= 4 {
                parts.numbers.push(Number { value: word.parse().ok()?, digits: word.len() });
            } else if !is_number && parts.month.is_none() {
                parts.month = Some(month_named(word).or_else(|| roman(word))?);
            } else {
                return None;
            }
        }
        (parts.numbers.len() + usize::from(parts.month.is_some()) == 3).then_some(parts)
    }
}

/// The month of `XI`, as Hungary and Poland write it between day and year.
fn roman(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    (1..).zip(MONTHS).find(|(_, month)| *month == word).map(|(number, _)| number)
}

/// `03` of `03T23:59`; `OCT` stays whole.
fn before_time(word: &str) -> &str {
    word.split_once('T').map_or(word, |(number, _)| if number.bytes().any(|b| b.is_ascii_digit()) { number } else { word })
}

/// `1` of `1er` or `1st`.
fn without_ordinal(word: &str) -> &str {
    let number = ["er", "st", "nd", "rd", "th", "º", "°"].into_iter().find_map(|ending| word.strip_suffix(ending));
    number.filter(|number| number.bytes().all(|b| b.is_ascii_digit())).unwrap_or(word)
}

fn is_time(word: &str) -> bool {
    word.bytes().next().is_some_and(|b| b.is_ascii_digit())
}
