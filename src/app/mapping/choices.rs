//! What can be chosen for a row: another table, another field, an order of dates, a field for a constant.

use chrono::NaiveDate;

use super::questions::Asking;
use super::rows::{Row, fields_of};
use super::{Above, Choice, Item, MappingScreen, Picker};
use crate::compile::{
    Change, CheckReport, CheckedColumn, CheckedFile, ColumnEdit, DateForm, Edit, Field, Kind, Paid, Period, Table, Unit, in_per_cent,
};
use crate::domain::headline::Headline;
use crate::domain::question::{Answer, Question};

/// The two orders that dates like 03/04/2026 can have.
const ORDERS: [DateForm; 2] = [DateForm::DayFirst, DateForm::MonthFirst];

/// Tables for a file, fields for a column, meanings for a word, a value for a constant or a rate; `None` where there is
/// nothing to choose.
pub(crate) fn for_row(screen: &MappingScreen, row: Row<'_>) -> Option<Above> {
    let report = &screen.report;
    Some(Above::Picker(match row {
        Row::Question(question) => answers(question),
        Row::Refused(_) => tables(report.nearest.as_deref()?, None),
        Row::File(file) => tables(&file.name, Some(file.table)),
        Row::Left(left) => tables(&left.name, None),
        Row::Column(file, column) => fields(file, &column.column, Some(column.field)),
        Row::Unused(file, column) => fields(file, &column.column, None),
        Row::Word(..) | Row::Constant(..) | Row::Currency | Row::Rate(_) => return Some(asking(report, row)?.overlay(screen)),
        Row::Answer(..) | Row::Said(_) | Row::Missing(_) => return None,
    }))
}

/// What is asked of a word, a constant or a currency.
pub(crate) fn asking(report: &CheckReport, row: Row<'_>) -> Option<Asking> {
    match row {
        Row::Word(_, column, word) => Some(Asking::Word { field: column.field, word: word.word.clone(), rows: word.rows }),
        Row::Constant(file, constant) => Some(constant_of(file, constant.field)),
        Row::Currency => Some(Asking::Currency { now: report.currencies.report.clone() }),
        Row::Rate(other) => Some(Asking::Rate { code: other.code.clone(), report: report.currencies.report.clone() }),
        _ => None,
    }
}

fn constant_of(file: &CheckedFile, field: Field) -> Asking {
    Asking::Constant { file: file.name.clone(), table: file.table, field }
}

/// The fields that no column of the row's file holds, to be the same in every row; elsewhere those of the only file of renewals.
pub(crate) fn constants(report: &CheckReport, row: Row<'_>) -> Option<Picker> {
    let mut sources =
        report.files.iter().filter(|file| matches!(file.table, Table::Renewals | Table::Subscriptions) && !file.is_passed_over);
    let only = || sources.next().filter(|_| sources.next().is_none());
    let file = row.file().or_else(only)?;
    let is_free = |field: &&Field| field.kind() != Kind::Id && !file.columns.iter().any(|column| column.field == **field);
    let fields = file.table.fields().iter().filter(is_free);
    let items: Vec<Item> =
        fields.map(|field| item(field.key().to_owned(), constant_detail(file, *field), Choice::Ask(constant_of(file, *field)))).collect();
    (!items.is_empty()).then(|| Picker::new(format!("The same in every row of {}", file.name), items))
}

fn constant_detail(file: &CheckedFile, field: Field) -> String {
    let now = file.constants.iter().find(|constant| constant.field == field);
    let value = now.and_then(|constant| constant.value.as_ref());
    value.map_or_else(|| kind(field.kind()).to_owned(), |value| format!("now {value}"))
}

/// Leaves the file or column of a row aside; takes back what was said of a word, a constant or a rate.
pub(crate) fn leave_aside(report: &CheckReport, row: Row<'_>) -> Option<Edit> {
    let is_said = match row {
        Row::File(file) => return Some(Edit::File { file: file.name.clone(), change: Change::Table(None) }),
        Row::Column(file, column) => return Some(change(file, &column.column, without(file, column), None)),
        Row::Said(said) => return Some(Edit::Unsay { section: said.section, id: said.id.clone() }),
        Row::Word(_, _, word) => word.is_said,
        Row::Constant(_, constant) => constant.is_said,
        Row::Currency => report.currencies.is_said,
        Row::Rate(other) => other.rate.is_some(),
        _ => false,
    };
    asking(report, row).filter(|_| is_said).map(|asking| asking.edit(None))
}

/// What can be answered, each with the figures that it gives.
fn answers(question: &Question) -> Picker {
    let answer = |answer: &Answer| {
        let figures = answer.figures.as_ref().map_or_else(|| "no figures then".to_owned(), Headline::in_short);
        item(answer.means.clone(), figures, Choice::Edit(answered(answer)))
    };
    Picker::new(format!("Which is so in {}", question.file), question.answers.iter().map(answer).collect())
}

/// The change that an answer makes.
pub(crate) fn answered(answer: &Answer) -> Edit {
    Edit::Answer { lines: answer.mapping.clone() }
}

fn item(label: String, detail: String, choice: Choice) -> Item {
    Item { label, detail, choice }
}

fn tables(file: &str, now: Option<Table>) -> Picker {
    let choose = |table| Choice::Edit(Edit::File { file: file.to_owned(), change: Change::Table(table) });
    // Counts and measures are written by the program itself, of what stays in a warehouse.
    let all: Vec<Table> = Table::ALL.into_iter().filter(|table| !matches!(table, Table::Counts | Table::Measures)).collect();
    let mut items: Vec<Item> = all
        .iter()
        .copied()
        .map(|table| {
            let mark = if now == Some(table) { "now · " } else { "" };
            let needs: Vec<&str> = table.required().iter().map(|field| field.key()).collect();
            item(table.key().to_owned(), format!("{mark}needs {}", needs.join(", ")), choose(Some(table)))
        })
        .collect();
    items.push(item("not read".into(), "leave the file aside".into(), choose(None)));
    starting_at(now.and_then(|now| all.iter().position(|table| *table == now)), Picker::new(format!("{file} holds"), items))
}

fn fields(file: &CheckedFile, column: &str, now: Option<Field>) -> Picker {
    let with = |field: Field| {
        let mut fields: Vec<Field> = fields_of(file, column).into_iter().filter(|f| Some(*f) != now && *f != field).collect();
        fields.push(field);
        fields
    };
    let choose = |fields| Choice::Edit(change(file, column, fields, None));
    let mut items: Vec<Item> = Vec::new();
    items.extend(file.table.fields().iter().map(|f| item(f.key().to_owned(), detail(file, *f, now), choose(with(*f)))));
    let nothing: Vec<Field> = fields_of(file, column).into_iter().filter(|f| Some(*f) != now).collect();
    items.push(item("not used".into(), "leave the column aside".into(), choose(nothing)));
    let place = file.table.fields().iter().position(|field| Some(*field) == now);
    starting_at(place, Picker::new(format!("{column} is read as"), items))
}

/// With what is so now selected.
fn starting_at(place: Option<usize>, mut picker: Picker) -> Picker {
    picker.cursor.0 = place.unwrap_or(0);
    picker
}

/// `date · needed · now Close Date`
fn detail(file: &CheckedFile, field: Field, now: Option<Field>) -> String {
    let mut parts = vec![kind(field.kind()).to_owned()];
    if file.table.required().contains(&field) {
        parts.push("needed".into());
    }
    match file.columns.iter().find(|column| column.field == field) {
        Some(_) if now == Some(field) => parts.push("now".into()),
        Some(holder) => parts.push(format!("now {}", holder.column)),
        None => {}
    }
    parts.join(" · ")
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Id => "id",
        Kind::Text | Kind::Reason => "text",
        Kind::Date => "date",
        Kind::Amount => "amount",
        Kind::Percent => "percent",
        Kind::Probability => "probability",
        Kind::Count | Kind::Number => "number",
        Kind::Outcome => "renewed, churned or open",
        Kind::Risk => "low, medium or high",
        Kind::Flag => "yes or no",
        Kind::Currency => "currency code",
    }
}

fn without(file: &CheckedFile, column: &CheckedColumn) -> Vec<Field> {
    fields_of(file, &column.column).into_iter().filter(|field| *field != column.field).collect()
}

fn change(file: &CheckedFile, column: &str, fields: Vec<Field>, date: Option<DateForm>) -> Edit {
    let edit = ColumnEdit { date, ..ColumnEdit::of(file.table, column, fields) };
    Edit::File { file: file.name.clone(), change: Change::Column(edit) }
}

/// How a column's values can be read: the orders of its dates, or what its amounts cover; `None` where there is one way only.
pub(crate) fn forms(row: Row<'_>) -> Option<Picker> {
    let Row::Column(file, column) = row else { return None };
    orders(file, column).or_else(|| periods(file, column))
}

/// Taxes that are offered, in basis points; a mapping may say others.
const TAXES: [u32; 9] = [0, 700, 810, 1_000, 1_900, 2_000, 2_100, 2_200, 2_500];

/// What the amounts of a column may cover, what they count, and the tax that they may hold.
fn periods(file: &CheckedFile, column: &CheckedColumn) -> Option<Picker> {
    const OF_A_CONTRACT: [Field; 8] =
        [Field::ArrBefore, Field::ArrAfter, Field::ArrChange, Field::Expansion, Field::Contraction, Field::Amount, Field::Arr, Field::Mrr];
    if !OF_A_CONTRACT.contains(&column.field) {
        return None;
    }
    let plain = || ColumnEdit::of(file.table, &column.column, fields_of(file, &column.column));
    let choose = |edit| Choice::Edit(Edit::File { file: file.name.clone(), change: Change::Column(edit) });
    let ways = [
        (Period::Month, "a month", "× 12"),
        (Period::Quarter, "a quarter", "× 4"),
        (Period::HalfYear, "half a year", "× 2"),
        (Period::Year, "a year", "as it is"),
        (Period::Term, "the whole term", "by its months"),
        (Period::Week, "a week", "× 52"),
        (Period::Day, "a day", "× 365"),
    ];
    let mark = |is_so: bool| if is_so { "now · " } else { "" };
    let covered = ways.map(|(period, label, about)| {
        let paid = Paid::once(period);
        item(
            label.to_owned(),
            format!("{}{about}", mark(column.period == Some(paid))),
            choose(ColumnEdit { period: Some(paid), ..plain() }),
        )
    });
    let counted = Unit::ALL.map(|unit| {
        let label = if unit == Unit::Ones { "whole amounts".to_owned() } else { format!("in {}", unit.key()) };
        item(label, format!("{}its unit", mark(column.unit == unit)), choose(ColumnEdit { unit: Some(unit), ..plain() }))
    });
    let taxed = TAXES.map(|tax| {
        let label = if tax == 0 { "no tax in it".to_owned() } else { format!("with a tax of {}", in_per_cent(tax)) };
        item(label, format!("{}taken off", mark(column.tax == tax)), choose(ColumnEdit { tax: Some(tax), ..plain() }))
    });
    Some(Picker::new(format!("An amount of {} is of", column.column), covered.into_iter().chain(counted).chain(taxed).collect()))
}

/// Both readings of a date column's values; `None` where there are no two readings.
fn orders(file: &CheckedFile, column: &CheckedColumn) -> Option<Picker> {
    let readings = readings(column);
    if readings.is_empty() {
        return None;
    }
    let choose = |form| Choice::Edit(change(file, &column.column, fields_of(file, &column.column), Some(form)));
    let items = readings.into_iter().map(|(form, reading)| item(reading, form.key().to_owned(), choose(form))).collect();
    Some(Picker::new(format!("Dates of {}", column.column), items))
}

/// `day first: 03/04/2026 is 3 April 2026`, and the same for month first, or `Sep 26` as a month; empty when no example can be read.
pub(crate) fn readings(column: &CheckedColumn) -> Vec<(DateForm, String)> {
    if column.field.kind() != Kind::Date {
        return Vec::new();
    }
    let two_ways = |text: &&String| read(text, ORDERS[0]) != read(text, ORDERS[1]);
    if let Some(example) = column.examples.iter().find(two_ways) {
        return ORDERS.into_iter().map(|form| (form, reading(example, form))).collect();
    }
    let is_month = |text: &&String| column.is_open && read(text, ORDERS[0]).is_none() && month(text).is_some();
    column.examples.iter().find(is_month).map(|example| (DateForm::Month, reading(example, DateForm::Month))).into_iter().collect()
}

/// The first day of what is a month in a column of months.
fn month(text: &str) -> Option<NaiveDate> {
    DateForm::Month.span(text.as_bytes()).map(|span| span.first)
}

fn read(text: &str, form: DateForm) -> Option<NaiveDate> {
    form.read(text.as_bytes())
}

fn reading(example: &str, form: DateForm) -> String {
    let (order, layout) = match form {
        DateForm::MonthFirst => ("Month first", "%B %-d, %Y"),
        DateForm::Month => ("Months", "%B %Y"),
        _ => ("Day first", "%-d %B %Y"),
    };
    let day = if form == DateForm::Month { month(example) } else { read(example, form) };
    let said = day.map_or_else(|| "no date".to_owned(), |date| date.format(layout).to_string());
    format!("{order}: {example} is {said}")
}
