//! What stands among the rows of a report and is none: totals of them, and lines below them.

use std::borrow::Cow;

use crate::compile::read::formats::NO_VALUE;
use crate::compile::read::values::amount::AmountForm;
use crate::domain::text::{counted, listed};

/// What a line is that is no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    Total,
    /// A line of text, as reports end with; the heading of a group.
    Footer,
    /// The headings of the columns once more.
    Heading,
}

/// Words for sums in small letters, in the languages that reports are written in.
const TOTALS: [&str; 33] = [
    "total",
    "totals",
    "subtotal",
    "subtotals",
    "sum",
    "summe",
    "zwischensumme",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "insgesamt",
    "somme",
    "totaux",
    "totale",
    "totali",
    "subtotale",
    "totaal",
    "subtotaal",
    "eindtotaal",
    "suma",
    "soma",
    "totales",
    "totais",
    "count",
    "average",
    "avg",
    "合計",
    "小計",
    "総計",
    "総合計",
    "合计",
    "小计",
    "总计",
];

/// Words that stand with them.
const BESIDE: [&str; 26] = [
    "grand",
    "sub",
    "sous",
    "général",
    "generale",
    "general",
    "geral",
    "overall",
    "all",
    "of",
    "for",
    "the",
    "record",
    "records",
    "row",
    "rows",
    "amount",
    "amounts",
    "datensätze",
    "zeilen",
    "lignes",
    "enregistrements",
    "registros",
    "filas",
    "linhas",
    "件",
];

/// How lines that close a report begin, in small letters.
const CLOSING: [&str; 20] = [
    "©",
    "(c) ",
    "copyright",
    "confidential",
    "vertraulich",
    "confidentiel",
    "generated ",
    "exported ",
    "printed ",
    "created ",
    "report ",
    "source:",
    "quelle:",
    "note:",
    "notes:",
    "page ",
    "seite ",
    "as of ",
    "filtered by",
    "all rights reserved",
];

/// What the filled cells of a line make it, where something that rows need is empty; `None` where it may be a row.
/// A line without any name whose cells are amounts is a total; whose `names` are filled, never by its amounts alone.
pub(crate) fn of(cells: &[Cow<'_, str>], width: usize, is_nameless: bool) -> Option<Aside> {
    let filled: Vec<&str> = cells.iter().map(AsRef::as_ref).filter(|cell| !cell.is_empty()).collect();
    let (numbers, texts): (Vec<&str>, Vec<&str>) = filled.iter().partition(|cell| is_number(cell));
    let is_total = match texts[..] {
        [] => is_nameless && !numbers.is_empty(),
        [name] if !numbers.is_empty() => total_name(name).is_some_and(|name| name != TotalName::MayBeAName),
        _ => texts.iter().all(|text| is_total_phrase(text)),
    };
    match texts[..] {
        _ if width < 2 || filled.is_empty() => None,
        _ if is_total => Some(Aside::Total),
        [text] if filled.len() == 1 && width > 2 && is_closing(text) => Some(Aside::Footer),
        _ => None,
    }
}

/// A line of text that closes a report if nothing but such lines follows it: it is too long for a name, or several words
/// alone where rows have several values. One word could be what is left of a row when a file breaks off.
pub(crate) fn may_close(cells: &[Cow<'_, str>], width: usize) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let (Some(text), None) = (filled.next(), filled.next()) else { return false };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_text = letters * 2 > text.chars().count() && text.as_bytes().first() != Some(&NO_VALUE);
    width > 2 && is_text && text.split_whitespace().count() > if cells.len() == 1 { 1 } else { 2 }
}

/// An amount, a share, or a formula whose result is missing.
pub(crate) fn is_number(cell: &str) -> bool {
    let plain = cell.trim_end_matches(['%', ' ']);
    let reads = |decimal| AmountForm { decimal, ..AmountForm::default() }.read(plain.as_bytes()).is_some();
    cell.as_bytes().first() == Some(&NO_VALUE) || reads('.') || reads(',')
}

/// How a name says that it is that of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TotalName {
    /// Nothing but words for sums: `Total`, `Grand Total (12 records)`, `Summe:`.
    Plain,
    /// Of a group: `Enterprise Total`, `Subtotal: Enterprise`, `Total for Enterprise`, `Total - Enterprise`.
    OfGroup,
    /// `Total Enterprise`, unless somebody is called that.
    MayBeAName,
}

pub(crate) fn total_name(text: &str) -> Option<TotalName> {
    let words = words(text);
    let is_total = |word: Option<&String>| word.is_some_and(|word| TOTALS.contains(&word.as_str()));
    let is_apart = || {
        let behind = text.trim_start().trim_start_matches(char::is_alphabetic).trim_start();
        behind.starts_with([':', '-', '–', '—'])
            || matches!(words.get(1).map(String::as_str), Some("for" | "of" | "für" | "pour" | "de" | "per"))
    };
    match () {
        () if is_total_phrase(text) => Some(TotalName::Plain),
        () if words.len() < 2 => None,
        () if is_total(words.last()) => Some(TotalName::OfGroup),
        () if !is_total(words.first()) => None,
        () if is_apart() || words[0].starts_with("sub") => Some(TotalName::OfGroup),
        () => Some(TotalName::MayBeAName),
    }
}

/// Nothing but words for sums.
fn is_total_phrase(text: &str) -> bool {
    let words = words(text);
    let is_total = |word: &String| TOTALS.contains(&word.as_str());
    words.iter().any(is_total) && words.iter().all(|word| is_total(word) || BESIDE.contains(&word.as_str()))
}

/// The words of a text in small letters, without numbers and marks.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn is_closing(text: &str) -> bool {
    let lower = text.to_lowercase();
    let lower = lower.trim_start_matches(['*', ' ', '-', '–']);
    // `Account Owner: Ada (3 records)` heads a group.
    let is_counted = lower.ends_with("records)") || lower.ends_with("record)");
    is_counted || CLOSING.iter().any(|beginning| lower.starts_with(beginning))
}

/// Lines of a file that were left out for what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asides {
    pub totals: u64,
    pub footers: u64,
    pub headings: u64,
    /// The first texts, with their lines.
    texts: Vec<(u64, String)>,
}

/// Texts named in a sentence.
const MOST_NAMED: usize = 3;

/// Texts kept, for the first lines may be found last.
const MOST_KEPT: usize = 100;

impl Asides {
    pub(crate) fn add(&mut self, aside: Aside, line: u64, text: String) {
        match aside {
            Aside::Total => self.totals += 1,
            Aside::Footer => self.footers += 1,
            Aside::Heading => self.headings += 1,
        }
        if self.texts.len() < MOST_KEPT {
            self.texts.push((line, text));
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.totals += other.totals;
        self.footers += other.footers;
        self.headings += other.headings;
        self.texts.extend(other.texts);
    }

    pub(crate) fn lines(&self) -> u64 {
        self.totals + self.footers + self.headings
    }

    /// `1 total and 2 footer lines are left out: “Total”, …`; `None` where nothing is.
    pub(crate) fn told(&self) -> Option<String> {
        let count = |n: u64, one: &str, many: &str| (n > 0).then(|| counted(usize::try_from(n).unwrap_or(usize::MAX), one, many));
        let parts = [
            count(self.totals, "total", "totals"),
            count(self.footers, "footer line", "footer lines"),
            count(self.headings, "repeated heading", "repeated headings"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        if parts.is_empty() {
            return None;
        }
        let mut texts: Vec<&(u64, String)> = self.texts.iter().filter(|(_, text)| !text.is_empty()).collect();
        texts.sort();
        let named: Vec<String> = texts.iter().take(MOST_NAMED).map(|(line, text)| format!("line {line} “{text}”")).collect();
        let are = if self.lines() == 1 { "is" } else { "are" };
        let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
        let more = if texts.len() > MOST_NAMED { " …" } else { "" };
        Some(format!("{} {are} left out{named}{more}", listed(&parts)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(cells: &[&str], is_nameless: bool) -> Option<Aside> {
        let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| Cow::Borrowed(*cell)).collect();
        of(&cells, 8, is_nameless)
    }

    #[test]
    fn totals_are_words_for_sums_with_nothing_but_numbers_beside_them() {
        for name in [
            "Total",
            "TOTAL:",
            "Grand Total (12 records)",
            "Summe",
            "Gesamt",
            "合計",
            "Enterprise Total",
            "Subtotal: Enterprise",
            "Total for EMEA",
            "Sous-total",
            "Total - Alder Bank",
        ] {
            assert_eq!(is(&[name, "", "USD 42,000.00", "18"], false), Some(Aside::Total), "{name}");
        }
        assert_eq!(is(&["", "Subtotal", "Sum", "€1.2M", "88 %"], false), Some(Aside::Total), "as grouped reports have them");
        assert_eq!(is(&["Grand Total (12 records)"], false), Some(Aside::Total));
        assert_eq!(is(&["", "", "42000", "12"], true), Some(Aside::Total), "sums without a name");
        for row in [
            &["Total Energies", "", "1200"][..],
            &["Total", "", "Closed Won", "1200"],
            &["Total", "2026-08-01", "1200"],
            &["Sumitomo", "", "1200"],
            &["Acme", "", "42000"],
        ] {
            assert_eq!(is(row, false), None, "{row:?}");
        }
        assert_eq!(is(&["4711", "", "42000"], false), None, "an id is a name");
    }

    #[test]
    fn lines_of_text_close_a_report() {
        for text in
            ["Confidential Information - Do Not Distribute", "Copyright © 2000-2026 x", "Generated by Ada", "Owner: Ada (3 records)"]
        {
            assert_eq!(is(&[text], false), Some(Aside::Footer), "{text}");
        }
        assert_eq!((is(&["Acme"], false), is(&["Copyright Partners", "", "", "9000"], false)), (None, None));
        let closes = |cells: &[&str]| may_close(&cells.iter().map(|cell| Cow::Borrowed(*cell)).collect::<Vec<_>>(), 5);
        assert!(closes(&["Prepared by"]) && closes(&["Prepared by Ada", "", "", "", ""]) && !closes(&["Acme", "", "", "", ""]));
        assert!(!closes(&["Acme", "1200"]) && !closes(&["42 42"]) && !closes(&["R-0412"]));
    }

    #[test]
    fn what_is_left_out_is_told_with_its_first_lines() {
        let mut asides = Asides::default();
        assert_eq!(asides.told(), None);
        asides.add(Aside::Footer, 11, "Confidential".into());
        asides.add(Aside::Total, 9, "Total".into());
        assert_eq!(asides.told().unwrap(), "1 total and 1 footer line are left out: line 9 “Total”, line 11 “Confidential”");
    }
}
