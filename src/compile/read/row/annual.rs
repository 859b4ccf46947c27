//! Amounts as those of a year, whatever they cover.

use super::{MOST_COUNTED, Read, Row, count, is_no_value, is_nothing};
use crate::compile::read::columns::{Paid, Period};
use crate::compile::schema::{Field, Table};
use crate::domain::money::Money;

impl Row<'_> {
    /// An amount as that of a year. What it covers is said of its column, told by the column's name, or else by the row itself;
    /// the total of a term whose length nobody tells is not known, and no amount is of which a word tells the period that nobody knows.
    pub(crate) fn annual(&self, field: Field) -> Read<Option<Money>> {
        let Some(paid) = self.paid(field)? else { return Ok(None) };
        let Some(pieces) = self.pieces(field)? else { return Ok(None) };
        let Some(times) = paid.period.in_a_year() else {
            let told = self.count(self.columns.term_of(field))?.map_or_else(|| self.months_between(), |told| Ok(Some(told)))?;
            let Some(months) = told.filter(|months| *months > 0) else { return Ok(None) };
            return Ok(self.amount_times(field, pieces)?.map(|total| total.per_year_of(months)));
        };
        let all = self.amount_times(field, pieces * times)?;
        Ok(match self.every(field)? * paid.every {
            1 => all,
            every => all.map(|all| all.per_year_of(every * 12)),
        })
    }

    /// The months from a contract's first day to its last.
    fn months_between(&self) -> Read<Option<u64>> {
        /// Of a month, over four years.
        const DAYS: f64 = 30.4375;
        let (start, end) = (self.date(Field::StartDate)?, self.date(Field::ContractEnd)?);
        Ok(start.zip(end).map(|(start, end)| (((end - start).num_days() + 1).max(0) as f64 / DAYS).round() as u64))
    }

    /// What an amount covers: a year, where nothing is said of it. Nothing where the row says what nobody understands, or says nothing
    /// and others do.
    fn paid(&self, field: Field) -> Read<Option<Paid>> {
        if let Some(period) = self.columns.get(field).and_then(|bound| bound.form.period) {
            return Ok(Some(period));
        }
        let column = self.columns.period_of(field);
        let Some(said) = self.columns.get(column) else { return Ok(Some(Paid::once(Period::Year))) };
        Ok(match self.text(column)? {
            Some(word) => said.form.paid(&word),
            None => said.form.period,
        })
    }

    /// Of how many pieces the amount is the price of one. Of a renewal without a number of seats nobody knows it.
    fn pieces(&self, field: Field) -> Read<Option<i64>> {
        let columns = self.columns.get(field).map_or(&[][..], |bound| &bound.form.pieces);
        let is_counted = self.columns.table == Table::Renewals;
        let mut all = 1_i64;
        for column in columns {
            let raw = self.record.field(self.block, *column).filter(|raw| !is_no_value(raw) && !is_nothing(raw));
            let number = match raw {
                None if is_counted => return Ok(None),
                Some(raw) if is_counted && count(&raw, '.') == Some(0) => 0,
                _ => self.number_in(*column, field)?,
            };
            all = all.saturating_mul(number.try_into().unwrap_or(i64::MAX));
        }
        Ok(Some(all))
    }

    /// Every how many periods the amount falls due.
    fn every(&self, field: Field) -> Read<u64> {
        let column = self.columns.get(field).and_then(|bound| bound.form.every);
        column.map_or(Ok(1), |column| self.number_in(column, field))
    }

    /// The whole number in a column that belongs to an amount: one where none stands there.
    fn number_in(&self, column: usize, field: Field) -> Read<u64> {
        let raw = self.record.field(self.block, column).filter(|raw| !is_no_value(raw) && !is_nothing(raw));
        let Some(raw) = raw else { return Ok(1) };
        let number = count(&raw, '.').filter(|number| (1..=MOST_COUNTED).contains(number));
        number.ok_or_else(|| self.flaw(field, &raw, "expected a whole number of pieces or periods beside the amount"))
    }
}
