//! Deals that were given up and stand in the stage they had: a reason of loss, a probability of nought or a flag tells it.

use crate::compile::read::columns::Columns;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::{percent, words};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::says_nothing;
use crate::domain::renewal::Outcome;

/// The column that tells which of the deals on the way were given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GivenUp {
    pub column: usize,
    /// The flag that says so there; `None` where any value does.
    pub flag: Option<bool>,
    /// Deals on the way that would be lost.
    pub rows: usize,
    /// The probabilities say the same: nobody need be asked.
    pub is_told: bool,
    /// Columns that part the rows in the same way.
    pub beside: Vec<usize>,
}

/// What tells it, where no outcome, flag or day does and something may.
pub(crate) fn look(table: &TableFile) -> Option<GivenUp> {
    const FLAGS: [Field; 3] = [Field::IsWon, Field::IsLost, Field::IsClosed];
    let columns = &table.columns;
    if columns.table != Table::Renewals || FLAGS.iter().any(|field| columns.has(*field)) {
        return None;
    }
    let rows = Rows::of(table);
    let chance = index(columns, Field::ForecastProbability);
    let is_hopeless = |row: &[String]| chance.and_then(|column| is_nought(row.get(column)?)).unwrap_or(false);
    match index(columns, Field::ReasonCode) {
        Some(reason) => rows.by_reason(table, reason, chance, is_hopeless),
        None => rows.by_flag(table, is_hopeless),
    }
}

/// Some of the rows.
type Picked<'t> = Vec<&'t [String]>;

/// The rows of a table by what their words say.
struct Rows<'t> {
    renewed: Vec<&'t [String]>,
    on_the_way: Vec<&'t [String]>,
}

impl<'t> Rows<'t> {
    fn of(table: &'t TableFile) -> Self {
        let columns = &table.columns;
        let mut rows = Self { renewed: Vec::new(), on_the_way: Vec::new() };
        let is_untold = |row: &[String]| index(columns, Field::Outcome).is_some_and(|column| !is_filled(row, column));
        for row in &table.file.sample {
            match decided::outcome(columns, row) {
                Some(Outcome::Renewed) => rows.renewed.push(row),
                Some(Outcome::Open) if !is_left(columns, row) && !is_said(columns, row) => rows.on_the_way.push(row),
                None if is_untold(row) && !is_left(columns, row) => rows.on_the_way.push(row),
                _ => {}
            }
        }
        rows
    }

    fn by_reason(
        &self,
        table: &TableFile,
        reason: usize,
        chance: Option<usize>,
        is_hopeless: impl Fn(&[String]) -> bool,
    ) -> Option<GivenUp> {
        let has_reason = |row: &[String]| is_filled(row, reason);
        let (given_up, others) = self.parted(has_reason)?;
        let hopeless = given_up.iter().filter(|row| is_hopeless(row)).count();
        let is_told = chance.is_some() && is_most(hopeless, given_up.len()) && self.is_rare(&others, &is_hopeless);
        // Somebody still hopes: a reason stands beside what is at risk as well.
        if chance.is_some() && hopeless == 0 {
            return None;
        }
        let mut beside: Vec<usize> = self.flags(table, &given_up, &others).into_iter().map(|(column, _)| column).collect();
        beside.extend(chance.filter(|_| is_told));
        Some(GivenUp { column: reason, flag: None, rows: given_up.len(), is_told, beside })
    }

    fn by_flag(&self, table: &TableFile, is_hopeless: impl Fn(&[String]) -> bool) -> Option<GivenUp> {
        let chance = index(&table.columns, Field::ForecastProbability)?;
        let (given_up, others) = self.parted(is_hopeless)?;
        let (column, flag) = *self.flags(table, &given_up, &others).first()?;
        Some(GivenUp { column, flag: Some(flag), rows: given_up.len(), is_told: false, beside: vec![chance] })
    }

    /// The rows on the way with a sign and those without it; `None` where there are none with it, or what was renewed has it as well.
    fn parted(&self, has_sign: impl Fn(&[String]) -> bool) -> Option<(Picked<'t>, Picked<'t>)> {
        let (given_up, others): (Vec<_>, Vec<_>) = self.on_the_way.iter().copied().partition(|row| has_sign(row));
        let is_a_sign = self.renewed.len() > 1 && self.is_rare(&[], &has_sign);
        (is_a_sign && !given_up.is_empty()).then_some((given_up, others))
    }

    /// Hardly a row that was renewed, or of `others`, has the sign.
    fn is_rare(&self, others: &[&[String]], has_sign: &impl Fn(&[String]) -> bool) -> bool {
        let are_without = |rows: &[&[String]]| is_most(rows.iter().filter(|row| !has_sign(row)).count(), rows.len());
        are_without(&self.renewed) && are_without(others)
    }

    /// Columns of flags of which one value stands in the rows that were given up and in no others.
    fn flags(&self, table: &TableFile, given_up: &[&[String]], others: &[&[String]]) -> Vec<(usize, bool)> {
        let says = |row: &[String], column: usize, flag: bool| row.get(column).is_some_and(|value| words::flag(value) == Some(flag));
        let tells = |(column, flag): &(usize, bool)| {
            let is_said = |row: &[String]| says(row, *column, *flag);
            is_most(given_up.iter().filter(|row| is_said(row)).count(), given_up.len()) && self.is_rare(others, &is_said)
        };
        let free = (0..table.file.header.len()).filter(|column| !table.columns.holds(*column));
        free.flat_map(|column| [(column, true), (column, false)]).filter(tells).collect()
    }
}

/// Nine in ten.
fn is_most(some: usize, all: usize) -> bool {
    some * 10 >= all * 9
}

/// A person says what the word means.
fn is_said(columns: &Columns, row: &[String]) -> bool {
    let word = index(columns, Field::Outcome).and_then(|column| row.get(column));
    word.is_some_and(|word| columns.get(Field::Outcome).is_some_and(|bound| bound.form.mapped(word).is_some()))
}

fn is_left(columns: &Columns, row: &[String]) -> bool {
    index(columns, Field::LossDate).is_some_and(|column| is_filled(row, column))
}

fn is_filled(row: &[String], column: usize) -> bool {
    row.get(column).is_some_and(|value| !says_nothing(value))
}

fn is_nought(value: &str) -> Option<bool> {
    Some(percent::number(value.trim_end_matches(['%', ' ']))? == 0.0)
}
