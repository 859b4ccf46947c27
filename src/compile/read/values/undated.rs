//! Dates without a day: months and their thirds, weeks, quarters, and years.

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{is_around, month_named};
use super::date::Number;
use super::span::Span;

/// What stands between the parts of a month or a quarter.
const MARKS: [char; 7] = ['/', '-', '.', ' ', ',', '\'', '’'];

/// A month or a quarter whose year nobody can mistake: `2026-09`, `09/2026`, `202609`, `Sep 2026`, `2026-Q3`, `Q3 FY26`.
pub(crate) fn month_or_quarter(text: &str) -> Option<Span> {
    // Most cells are words or amounts: those are told from all that follows by their letters alone.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if let [year, month] = numbers_of(text)[..] {
        return Span::months(year, month, 1);
    }
    if !text.bytes().any(|b| b.is_ascii_alphabetic() || !b.is_ascii()) {
        return None;
    }
    named(text)
        .filter(|(_, year)| year.digits == 4)
        .and_then(|(month, year)| Span::months(year.value, month, 1))
        .or_else(|| quarter(text))
        .or_else(|| week(text))
        .or_else(|| third(text))
}

/// `Sep 26` and `Sep-26` in a column of months: September 2026.
pub(crate) fn short_month(text: &str) -> Option<Span> {
    let (month, year) = named(text).filter(|(_, year)| year.digits == 2)?;
    text.starts_with(char::is_alphabetic).then(|| Span::months(year.year(), month, 1))?
}

/// The number behind the month of `Sep 26` or `Sep 5`, which may be a year or a day; with its digits.
pub(crate) fn short_number(text: &str) -> Option<Number> {
    let (_, number) = named(text).filter(|(_, number)| number.digits < 3)?;
    text.starts_with(char::is_alphabetic).then_some(number)
}

/// A year alone.
pub(crate) fn year(text: &str) -> Option<Span> {
    let text = text.strip_suffix(['年', '년']).unwrap_or(text);
    let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if is_year { Span::months(text.parse().ok()?, 1, 12) } else { None }
}

/// Year and month where both are numbers; nothing else is two numbers.
fn numbers_of(text: &str) -> Vec<u32> {
    let is_number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    if text.len() == 6 && is_number(&text) {
        return text.split_at(4).0.parse().into_iter().chain(text[4..].parse()).collect();
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let order = match parts[..] {
        [year, month] if year.len() == 4 && matches!(month.len(), 1 | 2) => [year, month],
        [month, year] if year.len() == 4 && matches!(month.len(), 1 | 2) => [year, month],
        _ => return Vec::new(),
    };
    if order.iter().all(is_number) { order.iter().filter_map(|part| part.parse().ok()).collect() } else { Vec::new() }
}

/// A month's name and one number beside it.
fn named(text: &str) -> Option<(u32, Number)> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = text.split(MARKS).filter(|word| !word.is_empty() && !is_around(word)).collect();
    let [a, b] = words[..] else { return None };
    let (name, number) = if a.starts_with(|c: char| c.is_ascii_digit()) { (b, a) } else { (a, b) };
    let is_number = number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit());
    if !is_number {
        return None;
    }
    Some((month_named(name)?, Number { value: number.parse().ok()?, digits: number.len() }))
}

/// `2026-Q3`, `Q3 2026`, `3Q26`, `Q3 FY26`, `T3 2026`: calendar quarters.
fn quarter(text: &str) -> Option<Span> {
    if text.len() > 12 {
        return None;
    }
    let packed: String = text.chars().filter(|c| !MARKS.contains(c)).map(|c| c.to_ascii_uppercase()).collect();
    let packed = packed.replace("FY", "");
    let (before, behind) = packed.split_once(['Q', 'T'])?;
    let (quarter, year) = match (before.len(), behind.len()) {
        (0, _) => behind.split_at_checked(1)?,
        (_, 1) => (behind, before),
        (1, _) => (before, behind),
        _ => return None,
    };
    let digits = year.len();
    let is_number = matches!(digits, 2 | 4) && year.bytes().chain(quarter.bytes()).all(|b| b.is_ascii_digit());
    if is_number { Span::quarter(Number { value: year.parse().ok()?, digits }.year(), quarter.parse().ok()?) } else { None }
}

/// A week of a year, and perhaps its day: `2026-W37-1`, `2026W37`, `W37 2026`, `KW 37/2026`. Of one that lies in two months nobody can
/// say in which of them.
fn week(text: &str) -> Option<Span> {
    const NAMES: [&str; 4] = ["KW", "CW", "WK", "W"];
    if text.len() > 12 {
        return None;
    }
    let text = text.to_ascii_uppercase();
    let (before, behind) = NAMES.iter().find_map(|name| text.split_once(name))?;
    let numbers = |text: &str| -> Vec<String> { text.split(MARKS).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect() };
    let (year, week, day) = match (&numbers(before)[..], &numbers(behind)[..]) {
        ([year], [week]) if week.len() == 3 => (year.clone(), week[..2].to_owned(), week[2..].to_owned()),
        ([year], [week, day]) if day.len() == 1 => (year.clone(), week.clone(), day.clone()),
        ([year], [week]) | ([], [week, year]) => (year.clone(), week.clone(), String::new()),
        _ => return None,
    };
    let is_number = |text: &String| text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || week.len() > 2 || ![&year, &week, &day].into_iter().all(is_number) {
        return None;
    }
    let of = |day| NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, day);
    if let Ok(day) = day.parse::<u8>() {
        return of(Weekday::try_from(day.checked_sub(1)?).ok()?).map(Span::day);
    }
    let (first, last) = (of(Weekday::Mon)?, of(Weekday::Sun)?);
    (first.month() == last.month()).then_some(Span { first, last })
}

/// What stands before a month of which only the first, the second or the last days are meant.
const THIRDS: [&[&str]; 3] = [
    &["early", "beginning of", "beginning", "start of", "anfang", "début", "debut", "inicios de", "principios de", "início de", "inizio"],
    &["mid", "middle of", "mitte", "mi", "mediados de", "meados de", "metà"],
    &["late", "end of", "end", "ende", "fin", "fin de", "finales de", "fim de", "fine"],
];

/// `early June 2026`, `Mitte Juni 2026`: ten days of a month, or those that are left of it.
fn third(text: &str) -> Option<Span> {
    let said = text.to_lowercase();
    let said = said.strip_prefix("by ").unwrap_or(&said);
    let behind = |before: &&str| said.strip_prefix(*before).and_then(|rest| rest.strip_prefix([' ', '-'])).and_then(named);
    let (at, (month, year)) = THIRDS.iter().enumerate().find_map(|(at, words)| Some((at, words.iter().find_map(behind)?)))?;
    let span = Span::months(year.value, month, 1).filter(|_| year.digits == 4)?;
    let day = |number| span.first.with_day(number);
    Some(match at {
        0 => Span { last: day(10)?, ..span },
        1 => Span { first: day(11)?, last: day(20)? },
        _ => Span { first: day(21)?, ..span },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_thirds_of_months_cover_their_days() {
        for text in ["2026-W37", "2026W37", "W37 2026", "KW 37/2026", "CW37-2026", "2026 KW 37"] {
            assert_eq!(told(month_or_quarter(text)), "2026-09-07..2026-09-13", "{text}");
        }
        for text in ["2026-W37-3", "2026W373"] {
            assert_eq!(told(month_or_quarter(text)), "2026-09-09..2026-09-09", "{text}");
        }
        for text in ["2026-W40", "2026-W54", "2026-W37-8", "W37", "W37 26", "NW7 2026", "2026-W"] {
            assert_eq!(month_or_quarter(text), None, "{text}");
        }
        for (text, days) in [
            ("early June 2026", "2026-06-01..2026-06-10"),
            ("Mid-Feb 2026", "2026-02-11..2026-02-20"),
            ("by end of February 2026", "2026-02-21..2026-02-28"),
            ("Ende Juni 2026", "2026-06-21..2026-06-30"),
            ("début mars 2026", "2026-03-01..2026-03-10"),
        ] {
            assert_eq!(told(month_or_quarter(text)), days, "{text}");
        }
        for text in ["early 2026", "late June", "ending June 2026", "soon June 2026", "end June 26"] {
            assert_eq!(month_or_quarter(text), None, "{text}");
        }
    }

    fn told(span: Option<Span>) -> String {
        span.map_or_else(String::new, |span| format!("{}..{}", span.first, span.last))
    }

    #[test]
    fn months_and_quarters_cover_all_their_days() {
        for text in [
            "2026-09",
            "2026/9",
            "09/2026",
            "9.2026",
            "202609",
            "Sep 2026",
            "September-2026",
            "2026 Sept.",
            "settembre 2026",
            "setembro de 2026",
        ] {
            assert_eq!(told(month_or_quarter(text)), "2026-09-01..2026-09-30", "{text}");
        }
        for text in ["2026-Q3", "2026Q3", "Q3 2026", "Q3/26", "q3 FY26", "FY2026 Q3", "3Q26", "Q3'26", "T3 2026"] {
            assert_eq!(told(month_or_quarter(text)), "2026-07-01..2026-09-30", "{text}");
        }
        assert_eq!((told(year("2024")), told(year("2024年"))), ("2024-01-01..2024-12-31".into(), "2024-01-01..2024-12-31".into()));
        assert_eq!(told(month_or_quarter("Feb 2024")), "2024-02-01..2024-02-29");
    }

    #[test]
    fn a_short_year_is_one_only_in_a_column_of_months() {
        for text in ["Sep 26", "Sep-26", "sept.-26", "Sep '26"] {
            assert_eq!((told(short_month(text)), month_or_quarter(text)), ("2026-09-01..2026-09-30".into(), None), "{text}");
        }
        for text in ["26 Sep", "Sep 5", "5 Sep", "26-Sep"] {
            assert_eq!(short_month(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_month_is_none() {
        for text in [
            "",
            "2026-13",
            "13/2026",
            "2026",
            "1/2",
            "2026-",
            "Q5 2026",
            "Q3",
            "20261",
            "209913",
            "Marketing 2026",
            "2026-09-03T14",
            "12.500",
        ] {
            assert_eq!(month_or_quarter(text), None, "{text}");
        }
    }
}
