//! What a cell may be read as, told once of all cells that say the same: files are looked at for one thing after another, and most of
//! their cells say what others say.

use crate::compile::read::row::NOTHING;
use crate::compile::read::values::amount::AmountForm;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::remembered::{Remembered, remembered};
use crate::compile::read::values::{is_no_value, percent};
use crate::domain::money::Money;
use crate::work;

/// What is remembered: as many as stand in the first rows of several files.
const MOST: usize = 1 << 16;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    /// No value, a word for none, or a date that is none.
    pub says_nothing: bool,
    /// A day, or a month with its year, in one order of its parts or another.
    pub is_date: bool,
    pub is_number: bool,
    /// The size of an amount, however it is written.
    pub amount: Option<f64>,
}

thread_local! {
    static CELLS: Remembered<Cell> = Remembered::default();
}

impl Cell {
    pub(crate) fn of(value: &str) -> Self {
        remembered(&CELLS, MOST, value, Self::told)
    }

    fn told(value: &str) -> Self {
        work::done(1);
        let amount = |decimal| AmountForm { decimal, ..AmountForm::default() }.read(value.as_bytes());
        Self {
            says_nothing: is_no_value(value.as_bytes())
                || NOTHING.iter().any(|nothing| value.eq_ignore_ascii_case(nothing))
                || super::is_no_day(value),
            is_date: DateForm::is_written(value),
            is_number: percent::number(&value.replace([',', ' '], "")).is_some(),
            amount: amount('.').or_else(|| amount(',')).map(Money::to_f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_told_once_however_often_it_is_looked_at() {
        let cells = ["2026-09-30", "30.9.26", "n/a", "0000-00-00", "1.234,50", "12 %", "Renewed", ""];
        let look = || cells.map(Cell::of);
        let first = work::counted(|| {
            look();
        });
        assert_eq!(first, cells.len() as u64);
        assert_eq!(work::counted(|| assert_eq!(look(), cells.map(Cell::told))), first, "only what is told anew is counted");
    }
}
