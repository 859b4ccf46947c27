//! A column of contracts with the numbers of those that they go on from, or are gone on with.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::compile::read::columns::{Bound, Columns, Form, Origin};
use crate::compile::read::file::DataFile;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::links;
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::decided::index;
use crate::compile::understand::mapping::FileMapping;
use crate::compile::understand::pairs;
use crate::compile::understand::recognise::Sureness;

use super::bind::TOLD;

/// Fewer may be chance.
const FEWEST: usize = 3;

/// What such a column may have been taken for, and is not.
const MISTAKEN: [Field; 7] =
    [Field::Segment, Field::Product, Field::Geo, Field::Persona, Field::CsOwner, Field::ReasonCode, Field::Competitor];

/// Takes the column whose values are numbers of other contracts, each of which ends about when the other one begins: a contract above
/// this one (`Parent contract`) runs beside it.
pub(super) fn settle(file: &DataFile, columns: &mut Columns, sure: &mut Vec<(Field, Sureness)>, said: &FileMapping) {
    if columns.table != Table::Subscriptions || columns.has(Field::LinkedContracts) || !Shape::of(columns).is_interval() {
        return;
    }
    let is_open = |column: usize| !said.columns.contains_key(&file.header[column]);
    let is_free = |column: usize| {
        let other = |(field, bound): (Field, &Bound)| bound.origin == Origin::Column(column) && !MISTAKEN.contains(&field);
        is_open(column) && !columns.bound().any(other)
    };
    let free: Vec<usize> = (0..file.header.len()).filter(|column| is_free(*column)).collect();
    let number = index(columns, Field::SubscriptionId);
    let numbers: Vec<usize> = number.map_or_else(|| free.clone(), |number| vec![number]);
    let found = numbers.into_iter().find_map(|number| {
        let terms = terms(file, columns, number)?;
        Some((number, free.iter().copied().find(|column| *column != number && are_links(file, *column, &terms))?))
    });
    let Some((number, link)) = found else { return };
    for (field, column) in [(Field::SubscriptionId, number), (Field::LinkedContracts, link)] {
        let held: Vec<Field> =
            columns.bound().filter(|(_, bound)| bound.origin == Origin::Column(column)).map(|(field, _)| field).collect();
        for mistaken in held.into_iter().filter(|held| MISTAKEN.contains(held)) {
            columns.release(mistaken);
            sure.retain(|(field, _)| *field != mistaken);
        }
        if !columns.has(field) {
            columns.bind(field, Bound { origin: Origin::Column(column), name: file.header[column].clone(), form: Form::default() });
            sure.push((field, TOLD));
        }
    }
}

/// The first and last days of contracts by their numbers, and the number of each row.
struct Terms<'f> {
    days: FxHashMap<&'f str, (NaiveDate, NaiveDate)>,
    numbers: Vec<&'f str>,
}

/// Nothing where a number is missing or stands in several rows.
fn terms<'f>(file: &'f DataFile, columns: &Columns, id: usize) -> Option<Terms<'f>> {
    let of = |field| index(columns, field);
    let (start, end) = (of(Field::StartDate)?, of(Field::ContractEnd)?);
    let forms = [start, end].map(|column| pairs::form(file, column));
    let mut terms = Terms { days: FxHashMap::default(), numbers: Vec::new() };
    for row in &file.sample {
        let day = |column: usize, form: usize| Some(forms[form].span(row.get(column)?.as_bytes())?.first);
        let number = row.get(id).map(|number| number.trim()).filter(|number| !number.is_empty())?;
        if let Some(days) = day(start, 0).zip(day(end, 1))
            && terms.days.insert(number, days).is_some()
        {
            return None;
        }
        terms.numbers.push(number);
    }
    Some(terms)
}

fn are_links(file: &DataFile, column: usize, terms: &Terms<'_>) -> bool {
    let (mut linked, mut all) = (0, 0);
    for (row, own) in file.sample.iter().zip(&terms.numbers) {
        let is_known = |number: &str| terms.days.contains_key(number);
        let Some(value) = row.get(column).filter(|value| !value.trim().is_empty()) else { continue };
        for other in links::numbers(value, is_known) {
            all += 1;
            let days = terms.days.get(own).zip(terms.days.get(other)).filter(|_| other != *own);
            linked += usize::from(days.is_some_and(|(one, other)| links::follow(*one, *other)));
        }
    }
    linked >= FEWEST && linked * 100 >= all * 95
}
