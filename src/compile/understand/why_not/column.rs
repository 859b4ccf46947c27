//! What sort of values a column holds, whatever it is called.

use crate::compile::read::file::DataFile;
use crate::compile::understand::recognise::profile::Profile;

/// What a person would call them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Days,
    /// Rates that somebody made: `92 %`, or fractions of one.
    Shares,
    Other,
}

impl Sort {
    pub(crate) fn of(file: &DataFile, column: usize) -> Self {
        let profile = Profile::of(file, column);
        match () {
            () if profile.are_dates() => Self::Days,
            () if are_shares(file, column) => Self::Shares,
            () => Self::Other,
        }
    }
}

/// Every value is a percentage, or a number from nought to one and not all of them are those two: flags are no rates.
fn are_shares(file: &DataFile, column: usize) -> bool {
    let (mut all, mut marked, mut within, mut between) = (0, 0, 0, 0);
    for value in file.values(column) {
        all += 1;
        marked += usize::from(value.trim_end().ends_with('%'));
        if let Ok(number) = value.trim().replace(',', ".").parse::<f64>() {
            within += usize::from((0.0..=1.0).contains(&number));
            between += usize::from(number > 0.0 && number < 1.0);
        }
    }
    all > 0 && (marked == all || (within == all && between > 0))
}
