//! The day on which a file was exported, as its title or its name tells it.

use chrono::{Datelike, NaiveDate};

use crate::compile::read::values::calendar::month_named;
use crate::compile::read::values::date::{DateForm, LAST_YEAR};
use crate::compile::timeline::snapshots::end_of_month;

/// What stands before the day of an export in a title, in small letters.
const LEADS: [&str; 44] = [
    "as of",
    "as at",
    "generated",
    "exported",
    "downloaded",
    "printed",
    "created on",
    "created at",
    "created:",
    "export date",
    "exported on",
    "report date",
    "run date",
    "run on",
    "snapshot",
    "snapshot date",
    "stand",
    "stichtag",
    "erstellt",
    "erzeugt",
    "exportiert",
    "exportdatum",
    "datenstand",
    "exporté le",
    "généré le",
    "édité le",
    "arrêté au",
    "situation au",
    "date d'export",
    "fecha de exportación",
    "exportado",
    "generado",
    "a fecha de",
    "gerado",
    "emitido",
    "posição em",
    "esportato",
    "generato",
    "aggiornato al",
    "gegenereerd",
    "geëxporteerd",
    "stand per",
    "作成日",
    "出力日",
];

/// What a Japanese title writes behind the day.
const BEHIND: [&str; 2] = ["時点", "現在"];

/// Words that may stand between.
const FARTHEST: usize = 5;

/// The most words a day is written with.
const LONGEST: usize = 4;

/// The day that one of the lines above a header names as that of the export: the first that does.
pub(crate) fn by_title(lines: &[String]) -> Option<NaiveDate> {
    lines.iter().find_map(|line| {
        let lower = line.to_lowercase();
        let behind = |lead: &&str| lower.match_indices(*lead).find_map(|(at, _)| after(&lower, at, at + lead.len()));
        // The longest says most closely where the day stands.
        let mut rests: Vec<&str> = LEADS.iter().filter_map(behind).collect();
        rests.sort_by_key(|rest| rest.len());
        let before = BEHIND.iter().find_map(|mark| lower.find(mark)).map(|at| &lower[..at]);
        rests.into_iter().chain(before).find_map(day_in)
    })
}

/// The text behind a whole word.
fn after(line: &str, from: usize, to: usize) -> Option<&str> {
    let is_apart = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphabetic());
    let rest = &line[to..];
    (is_apart(line[..from].chars().next_back()) && is_apart(rest.chars().next())).then_some(rest)
}

/// The first day among the first words; none where it can be read in two ways, or begins a span of days.
fn day_in(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches([':', ';', ',', '(', ')', '·', '|', '"'])).collect();
    let starts = 0..words.len().min(FARTHEST);
    let (at, length, day) = starts.into_iter().find_map(|at| {
        let lengths = (1..=LONGEST.min(words.len() - at)).rev();
        lengths.into_iter().find_map(|length| Some((at, length, in_both_orders(&words[at..at + length].join(" "))?)))
    })?;
    // What is longer than the day itself holds a time, or whatever else follows it.
    let next = words.get(at + length).or(words.get(at + 1)).copied().unwrap_or_default();
    let is_span = ["to", "bis", "through", "until", "–", "-", "au", "hasta", "até"].contains(&next);
    Some(day).filter(|_| !is_span).and_then(clear)
}

/// The last day of what is written, with the day first and with the month first; the same where only one can be read.
fn in_both_orders(text: &str) -> Option<[NaiveDate; 2]> {
    let read = |form: DateForm| form.span(text.as_bytes()).map(|span| span.last).filter(|day| day.year() <= LAST_YEAR);
    let (day_first, month_first) = (read(DateForm::DayFirst), read(DateForm::MonthFirst));
    Some([day_first.or(month_first)?, month_first.or(day_first)?])
}

/// The day, unless its month could be the day.
fn clear([a, b]: [NaiveDate; 2]) -> Option<NaiveDate> {
    (a == b).then_some(a)
}

/// The last day or month in a file's name: `opportunities_2026-09-30.csv`, `report-20260930`, `export_30-09-2026`, `arr 2026-09`,
/// `Sep 2026`. What a tab is called says it before its workbook does.
pub(crate) fn by_name(name: &str) -> Option<NaiveDate> {
    name.rsplit('/').find_map(|part| by_month(part).or_else(|| by_numbers(part)))
}

/// The last day of the month that a name is all about, with a year of two figures: `Sep 26`, `sep-26.csv`, `Sept'26`.
pub(crate) fn by_short_month(name: &str) -> Option<NaiveDate> {
    let part = name.rsplit('/').next()?;
    let part = part.split_once('.').map_or(part, |(stem, _)| stem);
    let letters: String = part.chars().filter(|c| c.is_alphabetic()).collect();
    let figures: String = part.chars().filter(char::is_ascii_digit).collect();
    // Both stand together, whichever comes first.
    let between = part.replacen(&letters, "", 1).replacen(&figures, "", 1);
    let year: i32 = figures.parse().ok().filter(|_| figures.len() == 2 && !between.contains(char::is_alphanumeric))?;
    let first = NaiveDate::from_ymd_opt(2000 + year, month_named(&letters)?, 1)?;
    Some(end_of_month(first)).filter(|day| day.year() <= LAST_YEAR)
}

/// A month in letters and its year, perhaps with a day.
fn by_month(name: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_written = |words: &[&str]| {
        let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        words.iter().any(|word| month_named(word).is_some()) && words.iter().any(is_year)
    };
    [3, 2].into_iter().find_map(|length| {
        let written = words.windows(length).rev().filter(|words| is_written(words));
        written.filter_map(|words| in_both_orders(&words.join(" ")).and_then(clear)).find(|day| is_of_our_time(*day))
    })
}

fn is_of_our_time(day: NaiveDate) -> bool {
    (1990..=LAST_YEAR).contains(&day.year())
}

fn by_numbers(name: &str) -> Option<NaiveDate> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut numbers: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(from) = name[at..].find(is_digit).map(|from| at + from) {
        let to = name[from..].find(|c| !is_digit(c)).map_or(name.len(), |to| from + to);
        numbers.push((from, &name[from..to]));
        at = to;
    }
    (0..numbers.len()).rev().find_map(|first| {
        let lengths = [3, 2, 1].into_iter().filter(|length| first + length <= numbers.len());
        lengths.into_iter().find_map(|length| written(name, &numbers[first..first + length]))
    })
}

/// The day that neighbouring numbers write.
fn written(name: &str, numbers: &[(usize, &str)]) -> Option<NaiveDate> {
    let are_neighbours = numbers.windows(2).all(|two| {
        let between = &name[two[0].0 + two[0].1.len()..two[1].0];
        matches!(between, "-" | "_" | "." | " ")
    });
    let sizes: Vec<usize> = numbers.iter().map(|(_, number)| number.len()).collect();
    if !are_neighbours || !matches!(sizes[..], [8] | [4, 2] | [4, 2, 2] | [2, 2, 4]) {
        return None;
    }
    let joined = numbers.iter().map(|(_, number)| *number).collect::<Vec<_>>().join("-");
    in_both_orders(&joined).and_then(clear).filter(|day| is_of_our_time(*day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(day: Option<NaiveDate>) -> String {
        day.map_or_else(String::new, |day| day.to_string())
    }

    #[test]
    fn a_title_tells_the_day_behind_words_for_it() {
        for line in [
            "As of 2026-11-27 09:12:44 · Generated by Ada",
            "Generated on 27 November 2026 by Ada",
            "Stand: 27.11.2026",
            "Stand per 27.11.2026, alle Regionen",
            "Renewals, exported 11/27/2026 at 9:12 AM",
            "Exporté le 27 novembre 2026",
            "Data as of Nov 27, 2026 (UTC)",
            "2026年11月27日時点",
        ] {
            assert_eq!(told(by_title(&["Renewals".to_owned(), line.to_owned()])), "2026-11-27", "{line}");
        }
        for line in [
            "Filtered By: Close Date 2026-11-27",
            "Standard 2026-11-27",
            "As of 03/04/2026",
            "As of today",
            "Snapshot 2026-07-01 to 2026-09-30",
            "",
        ] {
            assert_eq!(by_title(&[line.to_owned()]), None, "{line}");
        }
    }

    #[test]
    fn a_name_tells_its_last_day_or_month() {
        for name in [
            "opportunities_2026-09-30.csv",
            "report-20260930.csv.gz",
            "export_30-09-2026.xlsx",
            "export_09.30.2026.xlsx/Deals",
            "arr 2026-09.csv",
            "deals_2026-07-01_2026-09-30.csv",
            "v2_2026_09_30T101500.csv",
            "ARR book 2025-12.xlsx/Sep 2026",
            "customers_2026_september.csv",
            "Kunden 30 Sep 2026.csv",
        ] {
            assert_eq!(told(by_name(name)), "2026-09-30", "{name}");
        }
        for name in [
            "renewals.csv",
            "renewals_2026.csv",
            "report1790000000.csv",
            "export_03-04-2026.csv",
            "q3-12.csv",
            "deals-99999999.csv",
            "may.csv",
            "march plan",
            "Sep 26",
        ] {
            assert_eq!(by_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_all_a_short_month_tells_its_last_day() {
        for name in ["Sep 26", "book.xlsx/Sep 26", "sep-26.csv", "Sept'26", "SEP26", "26 September", "septiembre_26.csv"] {
            assert_eq!(told(by_short_month(name)), "2026-09-30", "{name}");
        }
        for name in ["Sep 2026", "Sep", "26", "plan Sep 26", "Sep 26 2026", "s26", "Sep 2 6", "Sep 26 final", ""] {
            assert_eq!(by_short_month(name), None, "{name}");
        }
    }
}
