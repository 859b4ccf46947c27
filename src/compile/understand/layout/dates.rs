//! Settles the order of dates, column by column, from all values where the first ones do not tell.

use super::Unsettled;
use super::evidence::{self, Column};
use super::unsettled::Doubt;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::{DateEvidence, Evidence as _};
use crate::compile::understand::mapping::FileMapping;
use crate::domain::progress::Progress;
use crate::error::Result;

/// Tells the form of every date column of `table` that the mapping leaves open; gives those that stay so.
pub(crate) fn settle(table: &mut TableFile, said: &FileMapping, progress: &dyn Progress) -> Result<Vec<Unsettled>> {
    let mut open: Vec<Column<DateEvidence>> = Vec::new();
    for column in evidence::columns::<DateEvidence>(table, |kind| kind == Kind::Date) {
        if said.columns.get(&column.name).is_some_and(|column| column.date.is_some()) {
            continue;
        }
        let told = column.evidence != DateEvidence::default() || table.file.is_sampled_whole();
        match said.date.or(column.evidence.form().filter(|_| told)) {
            Some(form) => set(table, column.field, form),
            None => open.push(column),
        }
    }
    if !open.is_empty() && !table.file.is_sampled_whole() {
        let is_open = |columns: &[Column<DateEvidence>]| columns.iter().any(|column| column.evidence.form().is_none());
        evidence::look_further(table, &mut open, is_open, progress)?;
    }
    let mut unsettled = Vec::new();
    let orders: Vec<Option<DateForm>> = open.iter().map(|column| common(table, &open, column)).collect();
    for (column, order) in open.into_iter().zip(orders) {
        match column.evidence.form().or(order) {
            Some(form) => set(table, column.field, form),
            None => unsettled.push(Unsettled {
                field: column.field,
                column: column.name,
                doubt: doubt(&column.evidence),
                examples: table.file.values(column.index).next().map(ToOwned::to_owned).into_iter().collect(),
            }),
        }
    }
    Ok(unsettled)
}

/// The order of days and months that all other columns tell which are written alike; a file is written in one.
fn common(table: &TableFile, open: &[Column<DateEvidence>], wanted: &Column<DateEvidence>) -> Option<DateForm> {
    let form_of = |field: Field| match open.iter().find(|column| column.field == field) {
        Some(column) => column.evidence.form(),
        None => table.columns.get(field).map(|bound| bound.form.date),
    };
    let is_order = |form: &DateForm| matches!(form, DateForm::DayFirst | DateForm::MonthFirst);
    let dates = table.columns.bound().map(|(field, _)| field).filter(|field| field.kind() == Kind::Date);
    let told: Vec<(Field, DateForm)> = dates.filter_map(|field| Some((field, form_of(field).filter(is_order)?))).collect();
    if !wanted.evidence.is_either() {
        return None;
    }
    let style = Style::of(table, wanted.index);
    let Some((_, first)) = told.first().copied() else { return of_the_rest(table, style).filter(is_order) };
    let is_alike = |field: Field| index(&table.columns, field).is_some_and(|column| style.goes_with(Style::of(table, column)));
    told.iter().all(|(field, form)| *form == first && is_alike(*field)).then_some(first)
}

/// The order that days tell which nothing is read from, where they are written in the same way.
fn of_the_rest(table: &TableFile, style: Style) -> Option<DateForm> {
    let order = |column: usize| {
        let mut evidence = DateEvidence::default();
        table.file.values(column).for_each(|value| evidence.see(value));
        let form = evidence.form().filter(|_| evidence != DateEvidence::default());
        form.filter(|form| matches!(form, DateForm::DayFirst | DateForm::MonthFirst) && style.goes_with(Style::of(table, column)))
    };
    let mut orders = (0..table.file.header.len()).filter(|column| !table.columns.holds(*column)).filter_map(order);
    let first = orders.next()?;
    orders.all(|other| other == first).then_some(first)
}

/// What stands between the numbers of a column's days, and whether small ones have a zero before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style {
    mark: Option<char>,
    padded: bool,
    bare: bool,
}

impl Style {
    fn of(table: &TableFile, column: usize) -> Self {
        let mut style = Self::default();
        for value in table.file.values(column) {
            style.mark = style.mark.or_else(|| value.chars().find(|c| !c.is_ascii_digit()));
            let numbers = value.split(|c: char| !c.is_ascii_digit()).take(2);
            for number in numbers {
                style.padded |= number.len() == 2 && number.starts_with('0');
                style.bare |= number.len() == 1;
            }
        }
        style
    }

    fn goes_with(self, other: Self) -> bool {
        let is_other = |one: Self, other: Self| one.padded && !one.bare && other.bare && !other.padded;
        self.mark == other.mark && !is_other(self, other) && !is_other(other, self)
    }
}

fn doubt(evidence: &DateEvidence) -> Doubt {
    match () {
        () if evidence.may_be_months() => Doubt::Months,
        () if evidence.is_mixed() => Doubt::MixedOrders,
        () => Doubt::Order,
    }
}

fn set(table: &mut TableFile, field: Field, form: DateForm) {
    if let Some(bound) = table.columns.get_mut(field) {
        bound.form.date = form;
    }
}
