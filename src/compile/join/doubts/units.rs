//! Amounts whose unit nobody can know: `M` is thousands or millions, what came after is a thousand times what was before, or contracts
//! come to hundreds of millions.

use super::{answer, quoted, thousands};
use crate::compile::read::columns::{Bound, Origin};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::amount::{AmountForm, Unit};
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::header::units::{self, Told, of_cell};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text;

/// Amounts of one contract that differ by more are of different units; below it, what they cover may differ, or one is in hundredths.
pub(super) const APART: f64 = 300.0;

/// Contracts with an amount before and after; a single one may be a slip.
const FEWEST: usize = 3;

/// A usual contract is hardly as much a year, in currencies of which one unit buys something, and in the others.
const HUGE: f64 = 1e8;
const HUGE_IN_SMALL: f64 = 1e10;

/// Currencies of which a thousand units are about a dollar, or less than ten.
const SMALL: [&str; 10] = ["JPY", "KRW", "HUF", "IDR", "VND", "CLP", "COP", "PYG", "ISK", "NGN"];

/// A column of amounts as it is read.
#[derive(Clone, Copy)]
struct Amounts<'t> {
    field: Field,
    bound: &'t Bound,
    column: usize,
}

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let said = layout.mapping.file(table.file.name());
    let is_said = |amounts: &Amounts<'_>| said.is_some_and(|said| said.unit_of(&amounts.bound.name).is_some());
    let all: Vec<Amounts<'_>> = table.columns.bound().filter_map(amounts).collect();
    let open: Vec<Amounts<'_>> = all.iter().copied().filter(|amounts| !is_said(amounts)).collect();
    // Of amounts whose decimal mark is asked about nobody knows the size yet.
    let is_sized = || !thousands::are_doubtful(layout, table);
    of_rows(table)
        .or_else(|| unclear(table, &open))
        .or_else(|| if is_sized() { apart(table, &open).or_else(|| huge(table, &open)) } else { None })
}

fn amounts((field, bound): (Field, &Bound)) -> Option<Amounts<'_>> {
    match bound.origin {
        Origin::Column(column) if field.kind() == Kind::Amount => Some(Amounts { field, bound, column }),
        _ => None,
    }
}

/// Cells that say thousands to some and millions to others.
fn of_rows(table: &TableFile) -> Option<Question> {
    let (bound, column) = table.columns.get(Field::Unit).zip(index(&table.columns, Field::Unit))?;
    let is_unclear =
        |value: &&str| bound.form.mapped(value).is_none() && of_cell(value).is_some_and(|cell| cell.unit == Told::ThousandsOrMillions);
    let rows = table.file.values(column).filter(is_unclear).count();
    let value = table.file.values(column).find(is_unclear)?;
    let said = |unit: Unit| answer(unit.key(), format!("[values.{}]\n{} = \"{}\"\n", Field::Unit.key(), quoted(value), unit.key()));
    Some(Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{}` says “{value}” in {}: some read thousands and others millions. Which is it?",
            bound.name,
            text::counted(rows, "row", "rows")
        ),
        answers: vec![said(Unit::Millions), said(Unit::Thousands)],
    })
}

/// Columns whose name, or a line above the table, says `M` or `mil` alone.
fn unclear(table: &TableFile, open: &[Amounts<'_>]) -> Option<Question> {
    let around = units::of_file(&table.file).unit;
    let is_unclear = |amounts: &&Amounts<'_>| Heading::of(&amounts.bound.name).unit.or(around) == Some(Told::ThousandsOrMillions);
    let unclear: Vec<Amounts<'_>> = open.iter().filter(is_unclear).copied().collect();
    let names: Vec<String> = unclear.iter().map(|amounts| format!("`{}`", amounts.bound.name)).collect();
    let first = unclear.first()?;
    let shown = table.file.values(first.column).find(|value| first.bound.form.amount.read(value.as_bytes()).is_some())?;
    let in_unit = |unit: Unit| answer(unit.key(), lines(table, &unclear, unit));
    let mut answers = vec![
        in_unit(Unit::Millions),
        in_unit(Unit::Thousands),
        answer("neither; they are whole amounts", lines(table, &unclear, Unit::Ones)),
    ];
    // A usual contract is not of a hundred million.
    if median(values(table, first)) > HUGE / 1e6 {
        answers.swap(0, 1);
    }
    Some(Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "the unit of {} is written so that some read thousands and others millions. What are amounts like {shown}?",
            text::and(&names)
        ),
        answers,
    })
}

/// What came after is a hundred times what was before, or a hundredth of it.
fn apart(table: &TableFile, open: &[Amounts<'_>]) -> Option<Question> {
    let of = |field: Field| table.columns.get(field).and_then(|bound| amounts((field, bound)));
    let (before, after) = (of(Field::ArrBefore)?, of(Field::ArrAfter)?);
    let read = |row: &Vec<String>, amounts: &Amounts<'_>| amounts.bound.form.amount.read(row.get(amounts.column)?.as_bytes());
    let ratio = |row: &Vec<String>| read(row, &after)?.ratio(read(row, &before)?).filter(|ratio| *ratio > 0.0);
    let ratios: Vec<f64> = table.file.sample.iter().filter_map(ratio).collect();
    let ratio = median(ratios.iter().copied());
    if ratios.len() < FEWEST || (ratio < APART && ratio > 1.0 / APART) {
        return None;
    }
    let power = (ratio.log10() / 3.0).round() as i32 * 3;
    let is_open = |amounts: &Amounts<'_>| open.iter().any(|open| open.field == amounts.field);
    let moved = |amounts: Amounts<'_>, by: i32| {
        let power = u32::try_from(amounts.bound.form.amount.unit.power() as i32 + by).ok()?;
        let unit = Unit::ALL.into_iter().find(|unit| unit.power() == power).filter(|_| is_open(&amounts))?;
        Some(answer(format!("`{}` is in {}", amounts.bound.name, told(unit)), lines(table, &[amounts], unit)))
    };
    let as_they_are: Vec<(Amounts<'_>, Unit)> =
        [before, after].into_iter().filter(is_open).map(|amounts| (amounts, amounts.bound.form.amount.unit)).collect();
    if as_they_are.is_empty() {
        return None;
    }
    let mut answers: Vec<_> = [moved(after, -power), moved(before, power)].into_iter().flatten().collect();
    answers.push(answer("the amounts are right as they are", each_in(table, &as_they_are)));
    let told = |amounts: &Amounts<'_>| format!("`{}` (in {})", amounts.bound.name, told(amounts.bound.form.amount.unit));
    Some(Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "what customers paid before and after differs about {} times: {} and {} seem to be in different units. Which is right?",
            text::grouped(10_u64.pow(power.unsigned_abs().max(2))),
            told(&before),
            told(&after)
        ),
        answers,
    })
}

/// A unit that makes a usual contract one of hundreds of millions.
fn huge(table: &TableFile, open: &[Amounts<'_>]) -> Option<Question> {
    let in_units: Vec<Amounts<'_>> = open.iter().filter(|amounts| amounts.bound.form.amount.unit != Unit::Ones).copied().collect();
    let first = in_units.first()?;
    let unit = first.bound.form.amount.unit;
    let code = match table.columns.get(Field::Currency).map(|bound| &bound.origin) {
        Some(Origin::Constant(code)) => code.clone(),
        Some(Origin::Column(column)) => table.file.values(*column).next().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let usual = median(values(table, first)) * 10_f64.powi(unit.power().try_into().unwrap_or(0));
    let limit = if SMALL.iter().any(|small| small.eq_ignore_ascii_case(&code)) { HUGE_IN_SMALL } else { HUGE };
    let shown = table.file.values(first.column).find(|value| first.bound.form.amount.read(value.as_bytes()).is_some())?;
    (usual >= limit).then(|| Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{}` is in {} by its heading or a line above the table, so a usual contract would be {} million a year. What is {shown}?",
            first.bound.name,
            told(unit),
            text::grouped((usual / 1e6) as u64)
        ),
        answers: vec![
            answer("a whole amount", lines(table, &in_units, Unit::Ones)),
            answer(format!("{shown} in {}", told(unit)), lines(table, &in_units, unit)),
        ],
    })
}

/// The numbers of a column as they stand, without its unit.
fn values<'t>(table: &'t TableFile, amounts: &Amounts<'t>) -> impl Iterator<Item = f64> + 't {
    let form = AmountForm { unit: Unit::Ones, ..amounts.bound.form.amount };
    table
        .file
        .values(amounts.column)
        .filter_map(move |value| form.read(value.as_bytes()))
        .map(|money| money.abs().to_f64())
        .filter(|v| *v > 0.0)
}

/// 0 of none.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

fn told(unit: Unit) -> &'static str {
    if unit == Unit::Ones { "whole amounts" } else { unit.key() }
}

/// What says of these columns that they are in `unit`.
fn lines(table: &TableFile, columns: &[Amounts<'_>], unit: Unit) -> String {
    each_in(table, &columns.iter().map(|amounts| (*amounts, unit)).collect::<Vec<_>>())
}

/// What says of each of these columns which unit it is in, once.
fn each_in(table: &TableFile, columns: &[(Amounts<'_>, Unit)]) -> String {
    let column = |(amounts, unit): &(Amounts<'_>, Unit)| {
        let held = table.columns.bound().filter(|(_, bound)| bound.origin == Origin::Column(amounts.column));
        let fields: Vec<String> = held.map(|(field, _)| format!("\"{}\"", field.key())).collect();
        format!("{} = {{ fields = [{}], unit = \"{}\" }}\n", quoted(&amounts.bound.name), fields.join(", "), unit.key())
    };
    let is_first = |place: usize| !columns[..place].iter().any(|(earlier, _)| earlier.column == columns[place].0.column);
    let once = (0..columns.len()).filter(|place| is_first(*place)).map(|place| column(&columns[place]));
    format!("[files.{}.columns]\n{}", quoted(table.file.name()), once.collect::<String>())
}
