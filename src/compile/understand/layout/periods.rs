//! Whether an amount beside a term is the total of that term: the rows tell, where they know an amount to hold it against.

use super::{term_sizes, terms};
use crate::compile::read::columns::{Numbers, Paid, Period};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Field;
use crate::compile::understand::decided::index;
use crate::compile::understand::header::{Heading, units};
use crate::compile::understand::recognise::profile;

/// Of rows that tell, so many in a hundred must tell the same.
const MOST: usize = 80;

/// Settles what the amounts of a file with terms cover; gives the fields whose rows do not tell it.
pub(crate) fn settle(table: &mut TableFile) -> Vec<Field> {
    settle_named(table);
    settle_pair(table);
    for field in [Field::Period, Field::PeriodBefore] {
        settle_words(table, field);
    }
    let columns = &table.columns;
    let is_told = [Field::Period, Field::PeriodBefore, Field::Arr, Field::Mrr].into_iter().any(|field| columns.has(field));
    let is_open = |field: &Field| index(columns, *field).is_some() && columns.get(*field).is_some_and(|bound| bound.form.period.is_none());
    let Some(after) = [Field::ArrAfter, Field::Amount].into_iter().find(|field| columns.has(*field)).filter(|_| !is_told) else {
        return Vec::new();
    };
    let (sizes, fields) = match terms::TERMS.map(|term| index(columns, term)) {
        [_, None] => return Vec::new(),
        // Each amount has a term of its own: both are totals, or neither is.
        [Some(_), Some(_)] if is_open(&Field::ArrBefore) => (term_sizes::of_both(table, after), vec![Field::ArrBefore, after]),
        [_, Some(_)] => (term_sizes::of_one(table, after), vec![after]),
    };
    let fields: Vec<Field> = fields.into_iter().filter(is_open).collect();
    let Some(sizes) = sizes.filter(|_| !fields.is_empty()) else { return Vec::new() };
    let told = told(&sizes);
    // Amounts that are alike may both be totals of the one term that is told.
    let both = [Field::ArrBefore, after];
    if told == Some(Period::Year) && fields == [after] && is_open(&Field::ArrBefore) && !columns.has(Field::TermBefore) {
        return if term_sizes::are_of_a_year(table, after) { settle_as(table, &both, Period::Year) } else { both.to_vec() };
    }
    match told {
        Some(period) => settle_as(table, &fields, period),
        None => fields,
    }
}

/// What the name of the file or a title tells of amounts of which neither their headings nor a column do.
fn settle_named(table: &mut TableFile) {
    const PAID: [Field; 4] = [Field::ArrBefore, Field::ArrAfter, Field::ArrChange, Field::Amount];
    let is_told = [Field::Period, Field::PeriodBefore].into_iter().any(|field| table.columns.has(field));
    let Some(period) = units::of_file(&table.file).period.filter(|_| !is_told) else { return };
    for field in PAID {
        if let Some(bound) = table.columns.get_mut(field).filter(|bound| bound.form.period.is_none()) {
            bound.form.period = Some(Paid::once(period));
        }
    }
}

/// The rows told what these amounts cover: nothing is open.
fn settle_as(table: &mut TableFile, fields: &[Field], period: Period) -> Vec<Field> {
    for field in fields {
        if let Some(bound) = table.columns.get_mut(*field) {
            (bound.form.period, bound.form.by_evidence) = (Some(Paid::once(period)), true);
        }
    }
    Vec::new()
}

/// What the column of periods says: what its bare numbers count, and what an amount covers beside which nothing stands. That is what all
/// others cover where they say the same, and not known where they do not.
fn settle_words(table: &mut TableFile, field: Field) {
    let Some((bound, column)) = table.columns.get(field).zip(index(&table.columns, field)) else {
        // A constant stands in every row.
        return;
    };
    let mut form = bound.form.clone();
    form.numbers = numbers(&Heading::of(&bound.name), &table.file.values(column).collect::<Vec<_>>());
    let all: Vec<Option<Paid>> = table.file.values(column).map(|word| form.paid(form.mapped(word).unwrap_or(word))).collect();
    form.period = match all.first() {
        None => Some(Paid::once(Period::Year)),
        Some(first) => first.filter(|_| all.iter().all(|other| other == first)),
    };
    if let Some(bound) = table.columns.get_mut(field) {
        bound.form = form;
    }
}

/// What bare numbers count, where their heading or they themselves tell it: nobody pays every four months, and nobody three times a year.
fn numbers(heading: &Heading, values: &[&str]) -> Option<Numbers> {
    const OF_MONTHS: [u64; 9] = [3, 6, 9, 18, 24, 36, 48, 60, 72];
    const OF_TIMES: [u64; 4] = [4, 26, 52, 365];
    let has = |wanted: &[u64]| values.iter().filter_map(|value| value.trim().parse().ok()).any(|number: u64| wanted.contains(&number));
    match (heading.period, has(&OF_MONTHS), has(&OF_TIMES)) {
        (Some(Period::Month), ..) | (_, true, false) => Some(Numbers::Months),
        (Some(Period::Year), ..) | (_, false, true) => Some(Numbers::Times),
        _ => None,
    }
}

/// Of amounts before and after that are near each other both cover the same, where one's name alone tells it.
fn settle_pair(table: &mut TableFile) {
    const PAIRS: [[Field; 2]; 2] = [[Field::ArrBefore, Field::ArrAfter], [Field::ArrBefore, Field::Amount]];
    if table.columns.has(Field::TermMonths) {
        return;
    }
    for [one, other] in PAIRS.into_iter().flat_map(|[one, other]| [[one, other], [other, one]]) {
        let period = |field| table.columns.get(field).and_then(|bound| bound.form.period);
        let (Some(told), None) = (period(one).filter(|told| !matches!(told.period, Period::Year | Period::Term)), period(other)) else {
            continue;
        };
        let columns = index(&table.columns, one).zip(index(&table.columns, other));
        if columns.is_some_and(|(one, other)| profile::are_near(&table.file, one, other))
            && let Some(bound) = table.columns.get_mut(other)
        {
            (bound.form.period, bound.form.by_evidence) = (Some(told), true);
        }
    }
}

/// What most rows tell.
fn told(votes: &[Period]) -> Option<Period> {
    let totals = votes.iter().filter(|vote| **vote == Period::Term).count();
    let is_most = |some: usize| votes.len() >= 2 && some * 100 >= votes.len() * MOST;
    match () {
        () if is_most(totals) => Some(Period::Term),
        () if is_most(votes.len() - totals) => Some(Period::Year),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clear_majority_tells_and_one_row_does_not() {
        use Period::{Term, Year};
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[Term]), None);
        assert_eq!(told(&[Term, Term]), Some(Term));
        assert_eq!(told(&[Term, Year]), None);
        assert_eq!(told(&[Term, Year, Year, Year, Year]), Some(Year));
        assert_eq!(told(&[Term, Year, Year, Year]), None);
    }
}
