//! Words, constants and currencies: their rows, and what there is to say about the selected one.

use std::borrow::Cow;

use super::detail::Lines;
use super::list::plain;
use crate::app::mapping::questions::{rows_of, understood};
use crate::app::mapping::rows::Need;
use crate::compile::meaning::Meaning;
use crate::compile::{CheckReport, CheckedColumn, CheckedConstant, CheckedCurrency, CheckedWord, Field};
use crate::domain::text::counted;
use crate::view::styles::Styles;
use crate::view::widgets::table::Cell;

/// How many words of a column nobody understands.
pub fn unknown(column: &CheckedColumn) -> usize {
    column.words.as_ref().map_or(0, |words| words.unknown().count())
}

/// `2 of 5 words unknown`
pub fn summary(column: &CheckedColumn) -> String {
    let all = column.words.as_ref().map_or(0, |words| words.all.len());
    format!("{} of {} unknown", unknown(column), counted(all, "word", "words"))
}

fn mark(need: Need) -> &'static str {
    match need {
        Need::Must => "!",
        Need::Doubt => "?",
        Need::Nothing => " ",
    }
}

/// `  ? “Perdu”   → not understood   12 rows rejected`
pub fn cells<'a>(need: Need, field: Field, word: &'a CheckedWord, styles: &Styles) -> Vec<Cell<'a>> {
    let is_unknown = word.meaning.is_doubtful();
    let (style, quiet) = if is_unknown { (styles.warn, styles.warn) } else { (styles.muted, styles.faint) };
    let rows = rows_of(word.rows);
    let about = match &word.meaning {
        Meaning::Unknown => unknown_told(field, &rows),
        _ if word.is_said => format!("{rows}, as you said"),
        _ => rows,
    };
    let read_as = format!("  {}{}", if is_unknown { "" } else { "→ " }, understood(field, &word.meaning));
    vec![
        (Cow::Owned(format!("  {} “{}”", mark(need), word.word)), style),
        (Cow::Owned(read_as), style),
        (Cow::Borrowed(""), styles.faint),
        (Cow::Owned(about), quiet),
    ]
}

/// `12 rows rejected`
fn unknown_told(field: Field, rows: &str) -> String {
    match field {
        Field::RowType => format!("{rows}, no renewals"),
        Field::Status => format!("{rows}, still there"),
        Field::Currency => format!("{rows} left out"),
        Field::ReasonCode | Field::SecondaryReasons => format!("{rows}, under Other"),
        _ => format!("{rows} rejected"),
    }
}

/// `  USD in every row   → currency   as you said`
pub fn constant<'a>(constant: &'a CheckedConstant, styles: &Styles) -> Vec<Cell<'a>> {
    let why = match constant.field {
        _ if constant.is_said => "as you said",
        Field::Date => "told by the file's name",
        _ => "told by the amounts",
    };
    let value = constant.value.as_ref().map_or_else(|| "each amount's own".to_owned(), |value| format!("{value} in every row"));
    let name = (Cow::Owned(format!("  {value}")), styles.text);
    plain(styles, name, (Cow::Owned(format!("  → {}", constant.field.key())), styles.text), Cow::Borrowed(why))
}

pub fn currency<'a>(report: &'a CheckReport, styles: &Styles) -> Vec<Cell<'a>> {
    let currencies = &report.currencies;
    let about = if currencies.is_said { "as you said" } else { "the one in most rows" };
    let (code, about) = if is_named(report) { (&*currencies.report, about) } else { ("no currency", "the data names none") };
    let name = (Cow::Borrowed("Reported in"), styles.strong);
    plain(styles, name, (Cow::Owned(format!("→ {code}")), styles.strong), Cow::Borrowed(about))
}

/// Without a name for a currency, the code of none stands there.
fn is_named(report: &CheckReport) -> bool {
    !crate::domain::money::Currency::new(&report.currencies.report).is_unknown()
}

pub fn rate<'a>(report: &CheckReport, other: &'a CheckedCurrency, styles: &Styles) -> Vec<Cell<'a>> {
    let rows = if other.rows == 0 { "not in the data".to_owned() } else { rows_of(other.rows) };
    match &other.rate {
        Some(rate) => {
            let read_as = format!("  → {rate} {}", report.currencies.report);
            plain(styles, (Cow::Owned(format!("    1 {}", other.code)), styles.text), (Cow::Owned(read_as), styles.text), Cow::Owned(rows))
        }
        None => vec![
            (Cow::Owned(format!("  ? 1 {}", other.code)), styles.warn),
            (Cow::Borrowed("  no rate"), styles.warn),
            (Cow::Borrowed(""), styles.faint),
            (Cow::Owned(format!("{rows} left out")), styles.warn),
        ],
    }
}

/// What there is to say about a word.
pub fn of_word(column: &CheckedColumn, word: &CheckedWord, styles: &Styles) -> (String, Lines) {
    let title = format!("“{}” → {}", word.word, understood(column.field, &word.meaning));
    let mut lines = Vec::new();
    let is_unknown = word.meaning.is_doubtful();
    if is_unknown {
        let cost = match column.field {
            Field::Outcome if word.meaning != Meaning::Unknown => "these rows are taken to be open, on their way to a decision",
            Field::RowType => "these rows do not count as renewals until you say so",
            Field::Status => "these customers are taken to be there still",
            Field::Currency => "the amounts of these rows are left out",
            Field::ReasonCode | Field::SecondaryReasons => "it stays a reason of its own, under Other",
            _ => "these rows are rejected",
        };
        lines.push((format!("! Not understood as {}: {cost}. Enter chooses what it means.", column.field.key()), styles.warn));
    }
    lines.push((
        format!("It stands in {} of {}; case, blanks and hyphens make no difference.", rows_of(word.rows), column.column),
        styles.text,
    ));
    if !is_unknown {
        let how = if word.is_said { "You said so; x takes it back." } else { "Enter chooses another meaning." };
        lines.push((how.to_owned(), styles.faint));
    }
    (title, lines)
}

/// What there is to say about the words of a column; nothing where it has none.
pub fn of_column(column: &CheckedColumn, styles: &Styles) -> Lines {
    let Some(words) = &column.words else { return Vec::new() };
    let more = if words.has_more { "more than " } else { "" };
    let all = format!("{more}{}", counted(words.all.len(), "different word", "different words"));
    match unknown(column) {
        0 => vec![(format!("{all}, each understood; v shows or hides them."), styles.muted)],
        unknown => vec![(format!("! {all}, {unknown} not understood. Enter goes to the first of these."), styles.warn)],
    }
}

pub fn of_constant(constant: &CheckedConstant, styles: &Styles) -> (String, Lines) {
    let why = if constant.is_said {
        "You said so; Enter changes it, x takes it back."
    } else {
        "The name or the signs of the amounts tell it; Enter changes it."
    };
    let field = constant.field.key();
    let (title, told) = match &constant.value {
        Some(value) => (format!("{field} = {value}"), format!("every row has the value {value}")),
        None => (format!("{field}, told by the amounts"), "each row has the one that its amounts name".to_owned()),
    };
    let lines = vec![(format!("No column holds `{field}`: {told}."), styles.text), (why.to_owned(), styles.faint)];
    (title, lines)
}

pub fn of_currency(report: &CheckReport, styles: &Styles) -> (String, Lines) {
    if !is_named(report) {
        let lines = vec![
            ("Nothing tells the currency of the amounts: they are shown without one.".to_owned(), styles.text),
            ("Enter names it.".to_owned(), styles.faint),
        ];
        return ("No currency is named".to_owned(), lines);
    }
    let lines = vec![
        ("Amounts that name no currency are taken to be in it; others are converted by their rates.".to_owned(), styles.text),
        ("Enter chooses another currency.".to_owned(), styles.faint),
    ];
    (format!("Amounts are reported in {}", report.currencies.report), lines)
}

pub fn of_rate(report: &CheckReport, other: &CheckedCurrency, styles: &Styles) -> (String, Lines) {
    let (code, base) = (&other.code, &report.currencies.report);
    let Some(rate) = &other.rate else {
        let left_out = format!("! The amounts of {} in {code} are left out of every sum.", rows_of(other.rows));
        let lines = vec![(format!("{left_out} Enter sets what 1 {code} is worth in {base}."), styles.warn)];
        return (format!("{code} has no rate"), lines);
    };
    let lines = vec![
        (format!("Amounts in {code}, in {}, are converted.", rows_of(other.rows)), styles.text),
        ("Enter changes the rate, x takes it back.".to_owned(), styles.faint),
    ];
    (format!("1 {code} = {rate} {base}"), lines)
}
