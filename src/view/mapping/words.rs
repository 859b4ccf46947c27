//! Words, constants and currencies: what there is to say about the selected one.

use super::detail::Lines;
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::mapping::columns::{is_named, unknown};
use crate::app::mapping::questions::{rows_of, understood};
use crate::compile::meaning::Meaning;
use crate::compile::{CheckReport, CheckedColumn, CheckedConstant, CheckedCurrency, CheckedWord, Field};
use crate::domain::text::counted;
use crate::view::styles::Styles;

/// What there is to say about a word.
pub(crate) fn of_word(column: &CheckedColumn, word: &CheckedWord, styles: &Styles) -> (String, Lines) {
    let title = format!("“{}” → {}", word.word, understood(column.field, &word.meaning));
    let mut lines = Vec::new();
    let is_unknown = word.meaning.is_doubtful();
    if is_unknown {
        let cost = match column.field {
            Field::Outcome if word.meaning != Meaning::Unknown => "these rows are taken to be open, on their way to a decision",
            Field::RowType => "these rows do not count as renewals until you say so",
            Field::Status => "these customers are taken to be there still",
            Field::Currency => "the amounts of these rows are left out",
            Field::ReasonSource => "whose words the reason is stays open",
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
        let back = || format!("You said so; {} takes it back.", keymap::named(Command::LeaveAside));
        let how = if word.is_said { back() } else { format!("{} chooses another meaning.", keymap::named(Command::Choose)) };
        lines.push((how, styles.faint));
    }
    (title, lines)
}

/// What there is to say about the words of a column; nothing where it has none.
pub(crate) fn of_column(column: &CheckedColumn, styles: &Styles) -> Lines {
    let Some(words) = &column.words else { return Vec::new() };
    let more = if words.has_more { "more than " } else { "" };
    let all = format!("{more}{}", counted(words.all.len(), "different word", "different words"));
    match unknown(column) {
        0 => vec![(format!("{all}, each understood; {} shows or hides them.", keymap::named(Command::ToggleWords)), styles.muted)],
        unknown => vec![(format!("! {all}, {unknown} not understood. Enter goes to the first of these."), styles.warn)],
    }
}

pub(crate) fn of_constant(constant: &CheckedConstant, styles: &Styles) -> (String, Lines) {
    let why = if constant.is_said {
        format!("You said so; {} changes it, {} takes it back.", keymap::named(Command::Choose), keymap::named(Command::LeaveAside))
    } else {
        format!("The name or the signs of the amounts tell it; {} changes it.", keymap::named(Command::Choose))
    };
    let field = constant.field.key();
    let (title, told) = match &constant.value {
        Some(value) => (format!("{field} = {value}"), format!("every row has the value {value}")),
        None => (format!("{field}, told by the amounts"), "each row has the one that its amounts name".to_owned()),
    };
    let lines = vec![(format!("No column holds `{field}`: {told}."), styles.text), (why, styles.faint)];
    (title, lines)
}

pub(crate) fn of_currency(report: &CheckReport, styles: &Styles) -> (String, Lines) {
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

pub(crate) fn of_rate(report: &CheckReport, other: &CheckedCurrency, styles: &Styles) -> (String, Lines) {
    let (code, base) = (&other.code, &report.currencies.report);
    let Some(rate) = &other.rate else {
        let left_out = format!("! The amounts of {} in {code} are left out of every sum.", rows_of(other.rows));
        let lines = vec![(format!("{left_out} Enter sets what 1 {code} is worth in {base}."), styles.warn)];
        return (format!("{code} has no rate"), lines);
    };
    let lines = vec![
        (format!("Amounts in {code}, in {}, are converted.", rows_of(other.rows)), styles.text),
        (
            format!("{} changes the rate, {} takes it back.", keymap::named(Command::Choose), keymap::named(Command::LeaveAside)),
            styles.faint,
        ),
    ];
    (format!("1 {code} = {rate} {base}"), lines)
}
