//! Whether bare numbers of a column are per cent or fractions.

use super::Evidence;
use crate::compile::read::values::percent::{self, PercentForm};

/// What the bare numbers of a column tell, in numbers of values; those with a sign `%` tell themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PercentEvidence {
    /// Nothing, one, or minus one.
    whole: u64,
    /// Between them.
    broken: u64,
    /// Further from zero than one.
    beyond: u64,
}

/// As many values of a large file's beginning tell enough.
const ENOUGH: u64 = 50;

impl Evidence for PercentEvidence {
    fn see(&mut self, raw: &str) {
        match percent::number(raw) {
            Some(value) if value.abs() > 1.0 => self.beyond += 1,
            Some(value) if value.fract() == 0.0 => self.whole += 1,
            Some(_) => self.broken += 1,
            None => {}
        }
    }

    fn merge(&mut self, other: Self) {
        self.whole += other.whole;
        self.broken += other.broken;
        self.beyond += other.beyond;
    }
}

impl PercentEvidence {
    /// No list of percentages stays within one: these are cells of a spreadsheet in per cent, whatever the header says.
    pub(crate) fn form(&self) -> PercentForm {
        if self.beyond == 0 && self.broken > 0 { PercentForm::Fraction } else { PercentForm::Hundred }
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Few values were seen, and a later one could tell otherwise.
    pub(crate) fn is_thin(&self) -> bool {
        self.beyond == 0 && self.whole + self.broken < ENOUGH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_all_stay_within_one_are_fractions() {
        let form = |values: &[&str]| {
            let mut evidence = PercentEvidence::default();
            for value in values {
                evidence.see(value);
            }
            evidence.form()
        };
        assert_eq!(form(&["0.12", "-0.05", "1", "0"]), PercentForm::Fraction);
        assert_eq!(form(&["0,05", "12 %"]), PercentForm::Fraction, "a signed value tells itself");
        assert_eq!(form(&["0.5", "7.5"]), PercentForm::Hundred);
        assert_eq!(form(&["80", "5"]), PercentForm::Hundred);
        assert_eq!(form(&["0", "1", "1"]), PercentForm::Hundred, "nothing and one per cent, or yes and no");
        assert_eq!(form(&["much", ""]), PercentForm::Hundred);
    }
}
