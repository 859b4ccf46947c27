//! Finds the columns of a file from whose cells others are drawn: whole periods, what an amount was and what it became, titles of deals,
//! marks of what became of a row.

use std::sync::Arc;

use chrono::{Datelike, Days};

use super::{DataFile, marks};
use crate::compile::read::formats::drawn::customers::Titles;
use crate::compile::read::formats::drawn::marks::Marks;
use crate::compile::read::formats::drawn::periods::range;
use crate::compile::read::formats::drawn::{Drawn, What, became};
use crate::compile::read::values::date::DateForm;
use crate::compile::understand::infer::loose_number;
use crate::domain::text;

/// Of a hundred cells so many must hold a period.
const MOST: usize = 80;
const FEWEST: usize = 3;
/// How the columns of the days are called, as far as none is called so.
const NAMES: [[&str; 2]; 2] = [["Start date", "End date"], ["Period start", "Period end"]];
/// How the column of customers is called.
const CUSTOMER: &str = "Customer";

impl DataFile {
    /// Reads both of what the cells of a column hold as columns of their own: the first and the last day of periods, or an amount before
    /// and after.
    pub(crate) fn part_cells(&mut self, is_said: impl Fn(&str) -> bool) {
        if self.wide.is_some() || self.beside.is_some() {
            return;
        }
        if let Some(column) = (0..self.header.len()).find(|column| self.are_of_two_amounts(*column)) {
            let added = ["before", "after"].map(|side| format!("{} {side}", self.header[column]));
            return self.draw(column, What::Amounts, added.into());
        }
        // Whoever says what a mark means wants it read as a column.
        let is_free = |marks: &Marks| marks.columns.iter().all(|(column, _)| !is_said(&self.header[*column]));
        if let Some(marks) = self.marks().or_else(|| self.marks_of_amounts()).filter(is_free) {
            let (column, name) = (marks.columns[0].0, marks::name_of_outcome(&self.header));
            return self.draw(column, What::Marks(marks), vec![name]);
        }
        self.part_periods();
    }

    fn part_periods(&mut self) {
        let is_new = |names: &&[&str; 2]| !self.header.iter().any(|own| names.iter().any(|name| text::folds_to(own, &text::fold(name))));
        let Some(added) = NAMES.iter().find(is_new) else { return };
        let found = (0..self.header.len()).find_map(|column| Some((column, self.form_of_periods(column)?)));
        let Some((column, form)) = found else { return };
        self.draw(column, What::Period(form), added.map(ToOwned::to_owned).into());
    }

    /// Reads whose the deals are of which `column` holds the titles, where these say it.
    pub(crate) fn draw_customers(&mut self, column: usize) {
        let is_called_so = |own: &String| text::folds_to(own, &text::fold(CUSTOMER));
        if self.is_relaid() || self.header.iter().any(is_called_so) {
            return;
        }
        if let Some(titles) = Titles::of(&self.values(column).collect::<Vec<&str>>()) {
            self.draw(column, What::Title(titles), vec![CUSTOMER.to_owned()]);
        }
    }

    fn draw(&mut self, column: usize, what: What, added: Vec<String>) {
        let drawn = Drawn { stored: self.stored(), column, what, added };
        self.sample.iter_mut().for_each(|row| drawn.draw(row));
        self.header = drawn.header();
        (self.delimiter, self.skipped) = (b',', 0);
        self.drawn = Some(Arc::new(drawn));
    }

    /// Most cells hold two amounts, the others one.
    fn are_of_two_amounts(&self, column: usize) -> bool {
        let is_amount = |value: &str| loose_number(value).is_some();
        let is_two = |value: &&str| became(value).is_some_and(|[before, after]| is_amount(before) && is_amount(after));
        if !self.values(column).all(|value| is_amount(value) || is_two(&value)) {
            return false;
        }
        let two = self.values(column).filter(is_two).count();
        two >= FEWEST && two * 2 > self.values(column).count()
    }

    /// The order of the days in a column of periods; `None` where it holds none, or both orders read them as well.
    fn form_of_periods(&self, column: usize) -> Option<DateForm> {
        let values: Vec<&str> = self.values(column).filter(|value| value.bytes().filter(u8::is_ascii_digit).count() > 2).collect();
        // A plain day is none: most columns of days are told from periods by the first of them.
        let are_days = || values.iter().take(FEWEST).all(|value| DateForm::is_written(value));
        if values.len() < FEWEST || are_days() || values.len() * 100 < self.sample.len() * MOST {
            return None;
        }
        // A period begins on the day after another one of its length would have ended.
        let is_whole = |value: &&str, form: DateForm| {
            range(value, form).is_some_and(|(first, last)| (last + Days::new(1)).day() == first.day() || last.day() == first.day())
        };
        // Nothing where too many are none: most columns are told from periods by a fifth of their values.
        let fitting = |form: DateForm| {
            let mut others = 0;
            let is_possible = values.iter().all(|value| {
                others += usize::from(!is_whole(value, form));
                others * 100 <= values.len() * (100 - MOST)
            });
            if is_possible { values.len() - others } else { 0 }
        };
        let (day_first, month_first) = (fitting(DateForm::DayFirst), fitting(DateForm::MonthFirst));
        if day_first.max(month_first) == 0 {
            return None;
        }
        let reads_alike = || values.iter().all(|value| range(value, DateForm::DayFirst) == range(value, DateForm::MonthFirst));
        let (form, most) = match day_first.cmp(&month_first) {
            std::cmp::Ordering::Greater => (DateForm::DayFirst, day_first),
            std::cmp::Ordering::Less => (DateForm::MonthFirst, month_first),
            std::cmp::Ordering::Equal if reads_alike() => (DateForm::DayFirst, day_first),
            std::cmp::Ordering::Equal => return None,
        };
        (most > 0).then_some(form)
    }
}
