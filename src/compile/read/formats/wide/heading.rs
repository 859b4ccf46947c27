//! The heading of a column that holds one period: which, and of what.

use chrono::{Datelike, Days, NaiveDate};

use crate::compile::read::values::calendar::month_named;
use crate::compile::read::values::date::DateForm;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Unit {
    Day,
    Month,
    Quarter,
    Year,
}

/// A period of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub unit: Unit,
    /// Its last day.
    pub end: NaiveDate,
    /// Of a year that need not begin in January.
    pub is_fiscal: bool,
    /// The heading names no year.
    pub lacks_year: bool,
}

/// A heading taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    pub period: Period,
    /// What stands beside the period, as it is written; empty where nothing does.
    pub measure: String,
}

/// The year of periods whose heading names none.
const NO_YEAR: u32 = 2000;

impl Heading {
    /// The period that `text` names with the words beside it; `None` where it names none. Days of three numbers are read in
    /// the order of `form`.
    pub(crate) fn of(text: &str, form: DateForm) -> Option<Self> {
        let tokens = tokens(text);
        let windows = (1..=tokens.len()).rev().flat_map(|length| (0..=tokens.len() - length).map(move |from| (from, from + length)));
        for (from, to) in windows {
            let window = &tokens[from..to];
            let range = window[0].range.start..window[to - from - 1].range.end;
            // P05 2026 is the fifth period of a company's own year, and no May.
            if matches!(window[0].is, Is::Number(..)) && text[..range.start].ends_with(char::is_alphabetic) {
                continue;
            }
            if let Some(period) = day(window, &text[range.clone()], form).or_else(|| period(window)) {
                return Some(Self { period, measure: beside(&text[..range.start], &text[range.end..]) });
            }
        }
        None
    }
}

/// The words before and behind a period, without what parts them from it.
fn beside(before: &str, behind: &str) -> String {
    let is_mark = |c: char| !c.is_alphanumeric() && !"€$£¥%".contains(c);
    let before = before.trim_end_matches(|c| is_mark(c) && c != ')').trim();
    let behind = behind.trim_start_matches(|c| is_mark(c) && c != '(').trim();
    let between = if before.is_empty() || behind.is_empty() { "" } else { " " };
    format!("{before}{between}{behind}")
}

#[derive(Clone, Debug)]
struct Token {
    range: std::ops::Range<usize>,
    is: Is,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    /// Its value and how many digits it has.
    Number(u32, usize),
    Month(u32),
    /// A word for years, months or quarters.
    Year,
    FiscalYear,
    MonthMark,
    Quarter,
    /// What stands between the parts of a date.
    Filler,
    Other,
}

/// Runs of digits and of letters.
fn tokens(text: &str) -> Vec<Token> {
    let kind = |c: char| if c.is_ascii_digit() { 1 } else { u8::from(c.is_alphabetic()) * 2 };
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match kind(c) {
            0 => {}
            same if same == last => {
                if let Some(token) = tokens.last_mut() {
                    token.range.end = end;
                }
            }
            _ => tokens.push(Token { range: at..end, is: Is::Other }),
        }
        last = kind(c);
    }
    for token in &mut tokens {
        token.is = what_is(&text[token.range.clone()]);
    }
    tokens
}

fn what_is(word: &str) -> Is {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return if word.len() <= 8 { Is::Number(word.parse().unwrap_or(0), word.len()) } else { Is::Other };
    }
    match word.to_lowercase().as_str() {
        "fy" | "fiscal" | "gj" | "年度" => Is::FiscalYear,
        "cy" | "year" | "jahr" | "année" | "annee" | "año" | "ano" | "年" => Is::Year,
        "m" | "月" | "月末" => Is::MonthMark,
        "q" | "t" | "quarter" | "qtr" | "quartal" | "trimestre" | "trim" | "四半期" => Is::Quarter,
        "de" | "of" | "第" | "年第" => Is::Filler,
        other => month_named(other).map_or(Is::Other, Is::Month),
    }
}

/// A day, written in full.
fn day(window: &[Token], text: &str, form: DateForm) -> Option<Period> {
    let is_part = |token: &&Token| matches!(token.is, Is::Number(..) | Is::Month(_));
    let is_whole = matches!(window, [Token { is: Is::Number(_, 8), .. }]) || window.iter().filter(is_part).count() == 3;
    let is_said = || window.iter().all(|token| matches!(token.is, Is::Number(..) | Is::Month(_) | Is::Filler));
    (is_whole && is_said()).then(|| form.read(text.as_bytes())).flatten().map(|end| Period::new(Unit::Day, end))
}

/// A month, a quarter or a year.
fn period(window: &[Token]) -> Option<Period> {
    let parts: Vec<Is> = window.iter().map(|token| token.is).collect();
    // Fillers belong between parts only.
    if parts.first() == Some(&Is::Filler) || parts.last() == Some(&Is::Filler) {
        return None;
    }
    let parts: Vec<Is> = parts.into_iter().filter(|part| *part != Is::Filler).collect();
    month(&parts).or_else(|| quarter(&parts)).or_else(|| year(&parts))
}

fn month(parts: &[Is]) -> Option<Period> {
    use Is::{Month, MonthMark, Number, Year};
    let (year, month) = match *parts {
        [Number(year, 4), Number(month, 1 | 2) | Month(month)]
        | [Number(month, 1 | 2) | Month(month), Number(year, 4)]
        | [Number(year, 4), MonthMark, Number(month, 1 | 2)]
        | [Number(year, 4), Year, Number(month, 1 | 2), MonthMark] => (year, month),
        [Number(both, 6)] => (both / 100, both % 100),
        [Month(month), Number(year, 2)] => (2000 + year, month),
        [Month(month)] => return Some(Period { lacks_year: true, ..Period::months(Unit::Month, NO_YEAR, month)? }),
        _ => return None,
    };
    Period::months(Unit::Month, is_year(year)?, month)
}

fn quarter(parts: &[Is]) -> Option<Period> {
    use Is::{FiscalYear, Number, Quarter, Year};
    let is_fiscal = parts.contains(&FiscalYear);
    let plain: Vec<Is> = parts.iter().copied().filter(|part| !matches!(part, Year | FiscalYear)).collect();
    let (year, quarter) = match *plain {
        [Number(year, 2 | 4), Quarter, Number(quarter, 1)]
        | [Quarter, Number(quarter, 1), Number(year, 2 | 4)]
        | [Number(quarter, 1), Quarter, Number(year, 2 | 4)]
        | [Number(year, 4), Number(quarter, 1), Quarter] => (year, quarter),
        [Quarter, Number(quarter @ 1..=4, 1)] => {
            return Some(Period { lacks_year: true, ..Period::months(Unit::Quarter, NO_YEAR, quarter * 3)? });
        }
        _ => return None,
    };
    let year = is_year(if year < 100 { 2000 + year } else { year })?;
    let period = (1..=4).contains(&quarter).then(|| Period::months(Unit::Quarter, year, quarter * 3))??;
    Some(Period { is_fiscal, ..period })
}

fn year(parts: &[Is]) -> Option<Period> {
    use Is::{FiscalYear, Number, Year};
    let is_fiscal = parts.contains(&FiscalYear);
    let year = match *parts {
        [Number(year, 4)] | [Year | FiscalYear, Number(year, 4)] | [Number(year, 4), Year | FiscalYear] => year,
        [FiscalYear, Number(year, 2)] => 2000 + year,
        // 2025/26 ends in 2026.
        [FiscalYear, Number(from, _), Number(to, _)] | [Number(from, 4), Number(to, 2 | 4)] if to % 100 == (from + 1) % 100 => {
            2000 + to % 100
        }
        _ => return None,
    };
    Some(Period { is_fiscal, ..Period::months(Unit::Year, is_year(year)?, 12)? })
}

/// Numbers of four digits that are years: no price and no count stands at the head of a column.
fn is_year(year: u32) -> Option<u32> {
    (1990..=2099).contains(&year).then_some(year)
}

impl Period {
    fn new(unit: Unit, end: NaiveDate) -> Self {
        Self { unit, end, is_fiscal: false, lacks_year: false }
    }

    /// One that ends with this month.
    fn months(unit: Unit, year: u32, month: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year as i32, month, 1).map(|first| Self::new(unit, last_day(first)))
    }

    /// In the year that stands elsewhere.
    pub(crate) fn in_year(self, year: i32) -> Self {
        let end = self.end.with_day(1).and_then(|first| first.with_year(year)).map_or(self.end, last_day);
        Self { end, lacks_year: false, ..self }
    }
}

/// The last day of the month of `day`.
pub(crate) fn last_day(day: NaiveDate) -> NaiveDate {
    let next = day.with_day(1).and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    next.and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Unit, String, String)> {
        Heading::of(text, DateForm::DayFirst).map(|h| (h.period.unit, h.period.end.to_string(), h.measure))
    }

    #[test]
    fn every_usual_way_of_heading_a_period() {
        for (texts, unit, end) in [
            (
                &[
                    "2026-05",
                    "May 2026",
                    "05/2026",
                    "2026/5",
                    "May-26",
                    "mai 2026",
                    "Mai 26",
                    "mayo de 2026",
                    "2026年5月",
                    "202605",
                    "2026 May",
                    "2026_05",
                    "2026M05",
                    "May '26",
                    "5.2026",
                ][..],
                Unit::Month,
                "2026-05-31",
            ),
            (
                &["2026Q3", "Q3 2026", "2026-Q3", "Q3-26", "3T26", "T3 2026", "3. Quartal 2026", "2026年第3四半期", "3Q 2026"][..],
                Unit::Quarter,
                "2026-09-30",
            ),
            (&["2025", "FY25", "FY 2025", "FY2024/25", "2024/25", "2025年", "2025年度"][..], Unit::Year, "2025-12-31"),
            (&["2026-05-31", "31.05.2026", "31/05/2026", "20260531", "31 May 2026"][..], Unit::Day, "2026-05-31"),
        ] {
            for text in texts {
                assert_eq!(read(text), Some((unit, end.to_owned(), String::new())), "{text}");
                for with in [format!("MRR {text}"), format!("{text} MRR"), format!("MRR ({text})"), format!("MRR_{text}")] {
                    assert_eq!(read(&with), Some((unit, end.to_owned(), "MRR".to_owned())), "{with}");
                }
            }
        }
        assert!(Heading::of("FY25", DateForm::DayFirst).is_some_and(|h| h.period.is_fiscal));
        assert_eq!(read("Amount (EUR) 2026-05").map(|h| h.2).as_deref(), Some("Amount (EUR)"));
    }

    #[test]
    fn what_names_no_period_is_none() {
        for text in ["", "M0", "M12", "Month 3", "Customer", "Contract End", "ARR", "12", "1234", "Seats 26", "Top 10", "plan2026"] {
            assert_eq!(read(text), None, "{text}");
        }
        for (text, measure) in [("Q5 2026", "Q5"), ("P05 2026", "P05"), ("2026-13", "13")] {
            assert_eq!(read(text), Some((Unit::Year, "2026-12-31".to_owned(), measure.to_owned())), "{text}");
        }
    }
}
