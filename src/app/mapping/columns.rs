//! The columns of the screen: for each row what it is, what it is read as, how sure that is, and what there is to see of it.

use std::borrow::Cow;

use super::questions::{rows_of, understood};
use super::rows::{Need, Row};
use crate::app::list::column::{Cell, cell, faint, muted, plain, strong};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::compile::meaning::Meaning;
use crate::compile::{CheckReport, CheckedColumn, CheckedConstant, CheckedCurrency, CheckedFile, CheckedWord, Field};
use crate::domain::headline::Headline;
use crate::domain::money::Currency;
use crate::domain::question::Answer;
use crate::domain::text::counted;
use crate::telling::figures;

/// What a row says: what it is, what it is read as, and what there is to see of it.
type Said<'a> = [Cell<'a>; 3];

/// The rows as the mechanism of lists wants them.
pub(crate) fn listed<'r>(report: &'r CheckReport, rows: Vec<Row<'r>>) -> Rows<'r> {
    type Col<'r> = Column<'r, Row<'r>>;
    let columns = vec![
        Col::text("File, column, word", 20).grows().says(|row| said(report, *row)[0].clone()),
        Col::text("Read as", 22).says(|row| said(report, *row)[1].clone()),
        Col::number("Sure", 5).by(|row| Value::number(row.sureness().map(f64::from))).says(|row| sure(row.sureness())),
        Col::text("Examples, rows", 20).grows().says(|row| said(report, *row)[2].clone()),
    ];
    Rows::new(rows.len(), move |i| rows[i], |row| row.key(), columns)
}

fn sure(sureness: Option<f32>) -> Cell<'static> {
    sureness.map_or_else(Cell::default, |sureness| {
        cell(figures::percent_short(f64::from(sureness)), if sureness < 0.7 { Tone::Warn } else { Tone::Neutral })
    })
}

fn said<'r>(report: &'r CheckReport, row: Row<'r>) -> Said<'r> {
    match row {
        Row::Question(question) => asked(&question.file, &question.asked),
        Row::Answer(_, given) => answer(given),
        Row::Refused(why) => [cell("! No retro yet", Tone::Warn), cell("why", Tone::Warn), faint(why)],
        Row::Said(said) => [plain(&*said.id), plain(&*said.says), faint("as you said")],
        Row::File(found) => file(found, row.is_open()),
        Row::Column(_, found) => column(found),
        Row::Unused(_, column) => [muted(format!("  {}", column.column)), faint("  not used"), faint(column.examples.join(", "))],
        Row::Left(left) => [muted(&*left.name), faint("not read"), faint(&*left.why)],
        Row::Word(_, column, found) => word(row.need(), column.field, found),
        Row::Constant(_, found) => constant(found),
        Row::Currency => currency(report),
        Row::Rate(other) => rate(report, other),
        // `No health table` and `what that costs`, as far as there is room; the detail says all of it.
        Row::Missing(sentence) => {
            let (what, cost) = sentence.split_once(": ").unwrap_or((sentence, ""));
            [muted(what), cell("missing", Tone::Warn), faint(cost)]
        }
    }
}

/// `! deals.csv: 006B1 (lost) and …   asked`
fn asked<'a>(file: &str, asked: &'a str) -> Said<'a> {
    [cell(format!("! {file}"), Tone::Warn), cell("asked", Tone::Warn), faint(asked)]
}

/// `  – they are one renewal   GRR 81.5 %, 1 lost`
fn answer(answer: &Answer) -> Said<'_> {
    let figures = answer.figures.as_ref().map_or_else(|| "no figures then".to_owned(), Headline::in_short);
    [plain(format!("  – {}", answer.means)), plain(figures), muted(answer.figures_told())]
}

fn file(file: &CheckedFile, is_open: bool) -> Said<'_> {
    let rejected = file.rows.as_ref().filter(|rows| rows.rejected > 0);
    let about = match rejected {
        _ if is_open => {
            let lacks: Vec<&str> = file.lacks.iter().map(|field| field.key()).collect();
            cell(format!("needs {}", lacks.join(", ")), Tone::Warn)
        }
        _ if file.is_passed_over => cell("there, not read", Tone::Warn),
        Some(rows) if rows.used == 0 => cell("no row can be read", Tone::Warn),
        Some(rows) => cell(format!("{} of {} rejected", rows.rejected, rows.read), Tone::Warn),
        None => faint(written(file)),
    };
    let (arrow, strength) = if file.is_passed_over { ("", Tone::Neutral) } else { ("→ ", Tone::Strong) };
    let name = if is_open { cell(format!("! {}", file.name), Tone::Warn) } else { cell(&*file.name, strength) };
    [name, cell(format!("{arrow}{}", file.table.key()), strength), about]
}

/// `separated by ;, UTF-8`
pub(crate) fn written(file: &CheckedFile) -> String {
    let delimiter = match file.delimiter {
        ',' => "commas".to_owned(),
        '\t' => "tabs".to_owned(),
        other => other.to_string(),
    };
    format!("separated by {delimiter}, {}", file.encoding)
}

fn column(column: &CheckedColumn) -> Said<'_> {
    let is_open = column.is_open && unknown(column) == 0;
    let tone = if is_open { Tone::Warn } else { Tone::Plain };
    let examples = column.examples.join(", ");
    let about = match &column.form {
        _ if unknown(column) > 0 => cell(summary(column), Tone::Warn),
        Some(form) if column.is_open => cell(format!("{form}: {examples}"), Tone::Warn),
        Some(form) => muted(format!("{examples} ({form})")),
        None => muted(examples),
    };
    let mark = if is_open { "!" } else { " " };
    [cell(format!("{mark} {}", column.column), tone), cell(format!("  → {}", column.field.key()), tone), about]
}

/// How many words of a column nobody understands.
pub(crate) fn unknown(column: &CheckedColumn) -> usize {
    column.words.as_ref().map_or(0, |words| words.unknown().count())
}

/// `2 of 5 words unknown`
fn summary(column: &CheckedColumn) -> String {
    let all = column.words.as_ref().map_or(0, |words| words.all.len());
    format!("{} of {} unknown", unknown(column), counted(all, "word", "words"))
}

/// `  ? “Perdu”   → not understood   12 rows rejected`
fn word(need: Need, field: Field, word: &CheckedWord) -> Said<'_> {
    let is_unknown = word.meaning.is_doubtful();
    let (tone, quiet) = if is_unknown { (Tone::Warn, Tone::Warn) } else { (Tone::Neutral, Tone::Faint) };
    let rows = rows_of(word.rows);
    let about = match &word.meaning {
        Meaning::Unknown => unknown_told(field, &rows),
        _ if word.is_said => format!("{rows}, as you said"),
        _ => rows,
    };
    let mark = match need {
        Need::Must => "!",
        Need::Doubt => "?",
        Need::Nothing => " ",
    };
    let read_as = format!("  {}{}", if is_unknown { "" } else { "→ " }, understood(field, &word.meaning));
    [cell(format!("  {mark} “{}”", word.word), tone), cell(read_as, tone), cell(about, quiet)]
}

/// `12 rows rejected`
fn unknown_told(field: Field, rows: &str) -> String {
    match field {
        Field::RowType => format!("{rows}, no renewals"),
        Field::Status => format!("{rows}, still there"),
        Field::Currency => format!("{rows} left out"),
        Field::ReasonSource => format!("{rows}, nobody's words"),
        Field::ReasonCode | Field::SecondaryReasons => format!("{rows}, under Other"),
        _ => format!("{rows} rejected"),
    }
}

/// `  USD in every row   → currency   as you said`
fn constant(constant: &CheckedConstant) -> Said<'_> {
    let why = match constant.field {
        _ if constant.is_said => "as you said",
        Field::Date => "told by the file's name",
        _ => "told by the amounts",
    };
    let value = constant.value.as_ref().map_or_else(|| "each amount's own".to_owned(), |value| format!("{value} in every row"));
    [plain(format!("  {value}")), plain(format!("  → {}", constant.field.key())), faint(why)]
}

fn currency(report: &CheckReport) -> Said<'_> {
    let currencies = &report.currencies;
    let about = if currencies.is_said { "as you said" } else { "the one in most rows" };
    let (code, about) = if is_named(report) { (&*currencies.report, about) } else { ("no currency", "the data names none") };
    [strong("Reported in"), strong(format!("→ {code}")), faint(about)]
}

/// Without a name for a currency, the code of none stands there.
pub(crate) fn is_named(report: &CheckReport) -> bool {
    !Currency::new(&report.currencies.report).is_unknown()
}

fn rate<'a>(report: &CheckReport, other: &'a CheckedCurrency) -> Said<'a> {
    let rows: Cow<'_, str> = if other.rows == 0 { "not in the data".into() } else { rows_of(other.rows).into() };
    match &other.rate {
        Some(rate) => {
            [plain(format!("    1 {}", other.code)), plain(format!("  → {rate} {}", report.currencies.report)), faint(rows.into_owned())]
        }
        None => {
            [cell(format!("  ? 1 {}", other.code), Tone::Warn), cell("  no rate", Tone::Warn), cell(format!("{rows} left out"), Tone::Warn)]
        }
    }
}
