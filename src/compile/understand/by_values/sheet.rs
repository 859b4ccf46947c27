//! The first rows of a file, read as days and amounts wherever they may be such.

use chrono::NaiveDate;

use crate::compile::read::file::DataFile;
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::pairs;
use crate::compile::understand::recognise::Look;
use crate::compile::understand::recognise::profile::{self, Profile};

/// Nearly every row has a value.
const FULL: f32 = 0.9;

pub(crate) struct Sheet<'f> {
    pub look: Look<'f>,
    days: Vec<Vec<Option<NaiveDate>>>,
    amounts: Vec<Vec<Option<f64>>>,
}

impl<'f> Sheet<'f> {
    /// With the columns that hold the ids of other files' rows.
    pub(crate) fn of(file: &'f DataFile, foreign: &'f [usize]) -> Self {
        let look = Look::at(file, foreign);
        let profiles = &look.profiles;
        let days = |column: usize| {
            let form = pairs::form(file, column);
            file.sample.iter().map(|row| form.span(row.get(column)?.as_bytes()).map(|span| span.last)).collect()
        };
        let amounts = |column: usize| file.sample.iter().map(|row| loose_number(row.get(column)?)).collect();
        Self {
            days: (0..profiles.len()).map(|column| if profiles[column].are_dates() { days(column) } else { Vec::new() }).collect(),
            amounts: (0..profiles.len()).map(|column| if is_amount(&profiles[column]) { amounts(column) } else { Vec::new() }).collect(),
            look,
        }
    }

    pub(crate) fn rows(&self) -> std::ops::Range<usize> {
        0..self.look.file.sample.len()
    }

    pub(crate) fn columns(&self) -> std::ops::Range<usize> {
        0..self.look.profiles.len()
    }

    pub(crate) fn value(&self, row: usize, column: usize) -> Option<&str> {
        self.look.file.sample[row].get(column).map(String::as_str).filter(|value| !says_nothing(value))
    }

    pub(crate) fn day(&self, row: usize, column: usize) -> Option<NaiveDate> {
        *self.days[column].get(row)?
    }

    /// An amount above or below zero.
    pub(crate) fn amount(&self, row: usize, column: usize) -> Option<f64> {
        (*self.amounts[column].get(row)?).filter(|amount| *amount != 0.0)
    }

    pub(crate) fn holds_days(&self, column: usize) -> bool {
        self.look.profiles[column].are_dates()
    }

    pub(crate) fn holds_amounts(&self, column: usize) -> bool {
        is_amount(&self.look.profiles[column]) && !profile::are_counted(self.look.file, column)
    }

    pub(crate) fn is_full(&self, column: usize) -> bool {
        self.look.profiles[column].fill() >= FULL
    }
}

fn is_amount(profile: &Profile) -> bool {
    profile.are_amounts() && !profile.are_dates() && profile.different > 1
}
