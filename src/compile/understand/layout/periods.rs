//! Whether an amount beside a term is the total of that term: the rows tell, where they know an amount to hold it against.

use rustc_hash::FxHashMap;

use crate::compile::read::columns::{Numbers, Paid, Period};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::recognise::profile;
use crate::domain::renewal::Outcome;

/// Of rows that tell, so many in a hundred must tell the same.
const MOST: usize = 80;

/// Settles what the amounts of a file with terms cover; gives the field whose rows do not tell it.
pub(crate) fn settle(table: &mut TableFile) -> Option<Field> {
    settle_pair(table);
    settle_words(table);
    let columns = &table.columns;
    if columns.has(Field::Period) || columns.has(Field::Arr) || columns.has(Field::Mrr) {
        return None;
    }
    let term = index(columns, Field::TermMonths)?;
    let field = [Field::ArrAfter, Field::Amount].into_iter().find(|field| columns.has(*field))?;
    let amount = index(columns, field).filter(|_| columns.get(field).is_some_and(|bound| bound.form.period.is_none()))?;
    let votes = votes(table, amount, term)?;
    let told = told(&votes);
    if let Some(bound) = table.columns.get_mut(field).filter(|_| told.is_some()) {
        (bound.form.period, bound.form.by_evidence) = (told.map(Paid::once), true);
    }
    told.is_none().then_some(field)
}

/// What the column of periods says: what its bare numbers count, and what an amount covers beside which nothing stands. That is what all
/// others cover where they say the same, and not known where they do not.
fn settle_words(table: &mut TableFile) {
    let Some((bound, column)) = table.columns.get(Field::Period).zip(index(&table.columns, Field::Period)) else {
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
    if let Some(bound) = table.columns.get_mut(Field::Period) {
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

/// What each row with a term of other than twelve months tells; `None` where there is no such row.
fn votes(table: &TableFile, amount: usize, term: usize) -> Option<Vec<Period>> {
    let number = |row: &[String], column: usize| loose_number(row.get(column)?).filter(|number| *number > 0.0);
    let months = |row: &[String]| number(row, term).or_else(|| words::months(row.get(term)?).map(|months| months as f64));
    let rows = || table.file.sample.iter().filter_map(|row| Some((row, number(row, amount)?, months(row)?)));
    let before = index(&table.columns, Field::ArrBefore);
    let account = [Field::AccountId, Field::Account].into_iter().find_map(|field| index(&table.columns, field));
    let of_a_year: FxHashMap<&str, f64> = rows()
        .filter(|(.., months)| (*months - 12.0).abs() < 0.5)
        .filter_map(|(row, amount, _)| Some((row.get(account?)?.as_str(), amount)))
        .collect();
    let others: Vec<_> = rows().filter(|(.., months)| (*months - 12.0).abs() >= 0.5).collect();
    if others.is_empty() {
        return None;
    }
    let vote = |(row, amount, months): &(&Vec<String>, f64, f64)| {
        if !may_be_renewed(table, row) {
            return None;
        }
        let known = before.and_then(|before| number(row, before));
        let known = known.or_else(|| of_a_year.get(row.get(account?)?.as_str()).copied())?;
        let ratio = (amount / known).ln();
        let is_total = (ratio - (months / 12.0).ln()).abs() < ratio.abs();
        Some(if is_total { Period::Term } else { Period::Year })
    };
    Some(others.iter().filter_map(vote).collect())
}

/// The amount of a lost deal is that of the contract that ended.
fn may_be_renewed(table: &TableFile, row: &[String]) -> bool {
    let Some(bound) = table.columns.get(Field::Outcome) else { return true };
    let word = index(&table.columns, Field::Outcome).and_then(|column| row.get(column));
    word.is_none_or(|word| words::outcome(bound.form.mapped(word).unwrap_or(word)).is_none_or(|outcome| outcome == Outcome::Renewed))
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
