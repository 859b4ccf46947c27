//! Whether values like `Sep 26` are months of years, or days without one.

use crate::compile::read::values::undated;

/// The numbers behind months' names, where they could be years as well as days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MonthEvidence {
    pub values: u64,
    /// Which two-digit numbers stand there, a bit each.
    numbers: u128,
    /// Numbers of one digit: no year is written so.
    single: u64,
    /// Values with a mark between that spreadsheets put before a year: `Sep-26`, `Sep '26`.
    marked: u64,
}

/// Days on which contracts and months begin and end: as numbers they tell nothing.
const USUAL_DAYS: u128 = 1 << 1 | 1 << 15 | 1 << 28 | 1 << 29 | 1 << 30 | 1 << 31;

/// More years than this hardly stand in one column; days do.
const MOST_YEARS: u32 = 12;

/// Days of a month, as chance spreads them.
const DAYS: f64 = 31.0;

/// Where chance alone would bring days so close together as rarely as this, they are years.
const RARE: f64 = 0.001;

impl MonthEvidence {
    /// Takes a value into account; `false` when it is none of these.
    pub(crate) fn see(&mut self, raw: &str) -> bool {
        let Some(number) = undated::short_number(raw) else { return false };
        self.values += 1;
        if number.digits == 1 {
            self.single += 1;
        } else {
            self.numbers |= 1 << number.value.min(127);
            self.marked += u64::from(raw.contains(['-', '\'', '’']));
        }
        true
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.values += other.values;
        self.numbers |= other.numbers;
        self.single += other.single;
        self.marked += other.marked;
    }

    /// Whether they are months of years; `None` where nothing tells.
    pub(crate) fn are_months(&self) -> Option<bool> {
        if self.single > 0 || self.values == 0 {
            return Some(false);
        }
        let (lowest, highest) = (self.numbers.trailing_zeros(), self.numbers.checked_ilog2().unwrap_or(0));
        let years = highest - lowest + 1;
        if lowest == 0 || highest > 31 {
            return Some(true);
        }
        if years > MOST_YEARS {
            return Some(false);
        }
        if self.marked == self.values {
            return Some(true);
        }
        let by_chance = self.values as f64 * (f64::from(years) / DAYS).powf(self.values as f64 - 1.0);
        (by_chance < RARE && self.numbers & !USUAL_DAYS != 0).then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(values: &[&str]) -> Option<bool> {
        let mut evidence = MonthEvidence::default();
        for value in values {
            assert!(evidence.see(value), "{value}");
        }
        evidence.are_months()
    }

    #[test]
    fn years_lie_close_together_and_days_do_not() {
        assert_eq!(months(&["Sep 25", "Sep 25", "Oct 25", "Feb 26", "Mar 26", "Aug 26"]), Some(true));
        assert_eq!(months(&["Sep 03", "Sep 17", "Oct 28"]), Some(false));
        assert_eq!(months(&["Sep 3", "Sep 17"]), Some(false), "no year has one digit");
        assert_eq!(months(&["Dec 99", "Jan 00"]), Some(true), "no day has these numbers");
        assert_eq!(months(&["Sep-26"]), Some(true), "as spreadsheets write months");
        assert_eq!(months(&["Sep 25", "Oct 25"]), None, "too few to tell");
        assert_eq!(months(&["Mar 31", "Jun 30", "Sep 30", "Dec 31", "Mar 31", "Jun 30"]), None, "ends of quarters, or of 2030");
    }
}
