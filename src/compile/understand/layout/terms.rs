//! How long contracts run: what the bare numbers of a column of terms count.

use crate::compile::read::columns::{Columns, Paid, Period};
use crate::compile::read::file::DataFile;
use crate::compile::schema::Field;
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::mapping::FileMapping;

/// The fields that say it, of the contract before and of the new one.
pub(crate) const TERMS: [Field; 2] = [Field::TermBefore, Field::TermMonths];

/// No contract runs more years.
const MOST_YEARS: u64 = 10;

/// Years, where it is said, where the name tells it, or where the numbers do.
pub(super) fn settle(file: &DataFile, columns: &mut Columns, said: &FileMapping) {
    for field in TERMS {
        let Some((column, name)) = index(columns, field).zip(columns.get(field).map(|bound| bound.name.clone())) else { continue };
        let told = said.period_of(&name).or_else(|| Heading::of(&name).counted_in.map(|(unit, _)| Paid::once(unit)));
        // First and last day tell it better than numbers that may count anything.
        let are_dated = [Field::StartDate, Field::ContractEnd].into_iter().all(|day| columns.has(day));
        if told.is_none() && are_dated && field == Field::TermMonths && numbers(file, column).all(|number| number <= 1) {
            columns.release(field);
            continue;
        }
        let of_numbers = || are_years(numbers(file, column)).then_some(Paid::once(Period::Year));
        if let Some(bound) = columns.get_mut(field) {
            bound.form.by_evidence = told.is_none();
            bound.form.period = told.or_else(of_numbers);
        }
    }
}

/// None is that of more months than a contract has years, and some are terms that nobody counts in months.
fn are_years(mut numbers: impl Iterator<Item = u64> + Clone) -> bool {
    const NO_MONTHS: [u64; 3] = [2, 4, 5];
    numbers.clone().all(|number| number <= MOST_YEARS) && numbers.any(|number| NO_MONTHS.contains(&number))
}

/// Nothing tells whether the numbers are months or years: one and three are terms of either.
pub(crate) fn is_open(file: &DataFile, columns: &Columns, field: Field) -> bool {
    let column = index(columns, field).filter(|_| columns.get(field).is_some_and(|bound| bound.form.period.is_none()));
    column.is_some_and(|column| {
        let mut numbers = numbers(file, column).peekable();
        numbers.peek().is_some() && numbers.all(|number| number <= MOST_YEARS)
    })
}

fn numbers(file: &DataFile, column: usize) -> impl Iterator<Item = u64> + Clone + '_ {
    file.values(column).filter_map(|value| value.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_years_where_some_of_them_are_no_usual_months() {
        let are = |numbers: &[u64]| are_years(numbers.iter().copied());
        assert!(are(&[1, 2, 3]) && are(&[1, 1, 5]));
        assert!(!are(&[1, 3]) && !are(&[12, 24]) && !are(&[1, 2, 12]) && !are(&[]));
    }
}
