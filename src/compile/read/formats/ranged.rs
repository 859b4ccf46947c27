//! A file with a column in whose cells two values stand: a period (`Jan 2026 – Dec 2026`), whose first and last day become columns, or
//! what an amount was and what it became (`60,183 → 74,000`).

use std::sync::Arc;

use chrono::NaiveDate;

use crate::compile::read::decode::Stream;
use crate::compile::read::formats::relaid::{self, Relay, Stored, StoredRow};
use crate::compile::read::formats::{push_bytes, push_field, push_line};
use crate::compile::read::values::date::DateForm;

/// How such a file is read.
#[derive(Clone, Debug)]
pub(crate) struct Ranged {
    /// The file itself.
    pub stored: Stored,
    /// Their column.
    pub column: usize,
    pub two: Two,
    /// The columns of both.
    pub added: [String; 2],
}

/// What two values stand in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Two {
    /// A period's first and last day, in this order of their parts; the cell stays beside them, for what else it says.
    Days(DateForm),
    /// An amount before and after; one alone is that before. They stand in place of the cell.
    Amounts,
}

impl Ranged {
    pub(crate) fn header(&self) -> Vec<String> {
        let mut names: Vec<String> = self.stored.names.iter().chain(&self.added).cloned().collect();
        if self.two == Two::Amounts {
            names.remove(self.column);
        }
        names
    }

    pub(crate) fn stream(self: &Arc<Self>, rows: Stream) -> Stream {
        relaid::stream(Arc::clone(self), rows)
    }

    /// In words.
    pub(crate) fn told(&self) -> String {
        let [first, last] = &self.added;
        let name = &self.stored.names[self.column];
        match self.two {
            Two::Days(_) => format!("`{name}` holds periods, read as `{first}` and `{last}`"),
            Two::Amounts => format!("`{name}` holds what it was and what it became, read as `{first}` and `{last}`"),
        }
    }

    /// Both values as they are written into the records; nothing where a cell holds none.
    pub(crate) fn parts(&self, value: &str) -> [String; 2] {
        match self.two {
            Two::Days(form) => range(value, form).map_or_else(Default::default, |(first, last)| [first.to_string(), last.to_string()]),
            Two::Amounts => became(value).map_or_else(|| [value.to_owned(), String::new()], |two| two.map(ToOwned::to_owned)),
        }
    }

    /// A row with both values behind it.
    pub(crate) fn part(&self, row: &mut Vec<String>) {
        row.resize(self.stored.names.len(), String::new());
        row.extend(self.parts(&row[self.column]));
        if self.two == Two::Amounts {
            row.remove(self.column);
        }
    }
}

/// What stands between what an amount was and what it became.
const BECAME: [&str; 8] = ["→", "⇒", "➔", "➜", "➡", "->", "=>", "»"];

/// What an amount was and what it became.
pub(crate) fn became(text: &str) -> Option<[&str; 2]> {
    let (before, after) = BECAME.iter().find_map(|mark| text.split_once(mark))?;
    Some([before.trim(), after.trim()])
}

impl Relay for Arc<Ranged> {
    fn stored(&self) -> &Stored {
        &self.stored
    }

    fn header(&self) -> Vec<String> {
        Ranged::header(self)
    }

    fn row(&mut self, row: &StoredRow<'_>, out: &mut Vec<u8>) {
        let is_kept = |column: &usize| self.two != Two::Amounts || *column != self.column;
        (0..self.stored.names.len()).filter(is_kept).for_each(|column| push_bytes(out, &row.value(column)));
        let parts = self.parts(&String::from_utf8_lossy(&row.value(self.column)));
        for part in &parts {
            push_field(out, part);
        }
        push_line(out, row.line);
    }
}

/// What stands between two days, with blanks around or without.
const BETWEEN: [&str; 12] = ["–", "—", "→", "~", "〜", "..", " - ", " to ", " until ", " through ", " bis ", " au "];
/// What may do so as well, and stands within days otherwise.
const PERHAPS: [&str; 3] = ["-", " al ", " a "];
/// A date has at most so many words.
const MOST_WORDS: usize = 4;
/// No contract runs for fewer days; a year's report of one day is none.
const FEWEST_DAYS: i64 = 6;

/// The first and the last day of a period that stands somewhere in a text, in one order of its days.
pub(crate) fn range(text: &str, form: DateForm) -> Option<(NaiveDate, NaiveDate)> {
    let at = |mark: &'static str| text.match_indices(mark).map(move |(at, _)| (at, mark.len()));
    let mut places = BETWEEN.into_iter().chain(PERHAPS).flat_map(at);
    places.find_map(|(at, width)| between(&text[..at], &text[at + width..], form))
}

fn between(before: &str, behind: &str, form: DateForm) -> Option<(NaiveDate, NaiveDate)> {
    let last = starts(behind).find_map(|text| Some((form.span(text.as_bytes())?.last, text)))?;
    let year = last.1.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4);
    let read = |text: &str| {
        let with_year = || form.span(format!("{text} {}", year?).as_bytes());
        form.span(text.as_bytes()).or_else(with_year).map(|span| span.first)
    };
    let first = ends(before).find_map(read)?;
    ((last.0 - first).num_days() >= FEWEST_DAYS).then_some((first, last.0))
}

fn is_around(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ':' | ';' | '|' | ',' | '"')
}

/// What a text begins with, the longest first.
fn starts(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_start_matches(is_around);
    let ends: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).chain([text.len()]).collect();
    let mut ends: Vec<usize> = ends.into_iter().take(MOST_WORDS).collect();
    ends.reverse();
    ends.into_iter().map(|end| text[..end].trim_end_matches(is_around)).filter(|text| !text.is_empty())
}

/// What a text ends with, the longest first.
fn ends(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_end_matches(is_around);
    let starts = text.char_indices().filter(|(_, c)| is_around(*c)).map(|(at, c)| at + c.len_utf8());
    let mut starts: Vec<usize> = [0].into_iter().chain(starts).collect();
    let kept = starts.len().saturating_sub(MOST_WORDS);
    starts.drain(..kept);
    starts.into_iter().map(|start| text[start..].trim_start_matches(is_around)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_found_in_the_texts_of_invoices() {
        for (text, form, first, last) in [
            ("Subscription Jan 2026 – Dec 2026", DateForm::DayFirst, "2026-01-01", "2026-12-31"),
            ("01/01/26-31/12/26", DateForm::DayFirst, "2026-01-01", "2026-12-31"),
            ("Platform (01.02.2026 bis 31.01.2027), 20 seats", DateForm::DayFirst, "2026-02-01", "2027-01-31"),
            ("Pro plan: Feb 1, 2026 - Jan 31, 2027", DateForm::MonthFirst, "2026-02-01", "2027-01-31"),
            ("2026-02-01 to 2027-01-31", DateForm::DayFirst, "2026-02-01", "2027-01-31"),
            ("Service period Jan - Mar 2026", DateForm::DayFirst, "2026-01-01", "2026-03-31"),
            ("Abonnement 1 février 2026 au 31 janvier 2027", DateForm::DayFirst, "2026-02-01", "2027-01-31"),
        ] {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            assert_eq!(range(text, form), Some((day(first), day(last))), "{text}");
        }
        for text in ["Order 12-345", "A-2026", "2026-01-01", "5-10 users", "Setup Jan 2026", "555-1234", "01/02/2026"] {
            assert_eq!(range(text, DateForm::DayFirst), None, "{text}");
        }
    }
}
