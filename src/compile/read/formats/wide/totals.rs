//! Which rows of a wide table are sums of others: by their words and by what stands beside them, and where that is too
//! little, by their sums. A customer may well be called Total.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{Wide, is_filled};
use crate::compile::read::aside::{self, TotalName};
use crate::compile::read::values::amount::AmountForm;
use crate::domain::money::Money;

/// The rows so far.
pub(crate) struct Totals {
    /// Columns beside the periods that say who a row is.
    telling: Vec<usize>,
    /// By the way in which the decimals may be written.
    sums: [Sums; 2],
}

/// So many columns beside the name tell a customer from a sum, where all of them are empty.
const ENOUGH: usize = 2;

/// So many rows and amounts do not add up by chance.
const MANY: i64 = 3;

/// The columns beside the periods that say who a row is: most rows fill them, but for those that may be sums, and not with amounts.
pub(crate) fn telling(keys: &[usize], names: &[String], sample: &[Vec<String>]) -> Vec<usize> {
    let value = |row: &'_ Vec<String>, key: usize| row.get(key).filter(|value| is_filled(value)).cloned();
    let may_be_sum = |row: &Vec<String>| keys.iter().any(|key| row.get(*key).is_some_and(|value| aside::total_name(value).is_some()));
    let rows: Vec<&Vec<String>> = sample.iter().filter(|row| !may_be_sum(row)).collect();
    let is_telling = |key: &usize| {
        let values: Vec<String> = rows.iter().filter_map(|row| value(row, *key)).collect();
        values.len() * 2 > rows.len() && aside::total_name(&names[*key]).is_none() && tell_apart(&values)
    };
    keys.iter().copied().filter(is_telling).collect()
}

/// Words, or numbers that are ids: whole, and none of them twice.
fn tell_apart(values: &[String]) -> bool {
    let are_ids = || {
        let different: FxHashSet<&String> = values.iter().collect();
        different.len() == values.len() && values.iter().all(|value| value.bytes().all(|b| b.is_ascii_digit()))
    };
    values.iter().any(|value| !aside::is_number(value)) || are_ids()
}

impl Totals {
    pub(crate) fn of(wide: &Wide) -> Self {
        let columns: Vec<usize> = wide.series.columns().collect();
        let sums = ['.', ','].map(|decimal| Sums::new(decimal, columns.clone()));
        Self { telling: wide.telling.clone(), sums }
    }

    /// What the row is called, if it is a sum; otherwise it is one more row to be summed.
    pub(crate) fn take(&mut self, wide: &Wide, cells: &[Cow<'_, str>]) -> Option<String> {
        if self.is_total(wide, cells) {
            self.sums.iter_mut().for_each(Sums::begin_group);
            let name = wide.keys.iter().map(|key| &cells[*key]).find(|cell| !cell.is_empty());
            return Some(name.map_or_else(String::new, ToString::to_string));
        }
        self.sums.iter_mut().for_each(|sums| sums.add(cells));
        None
    }

    fn is_total(&self, wide: &Wide, cells: &[Cow<'_, str>]) -> bool {
        let mut words = wide.keys.iter().filter(|key| !cells[**key].is_empty() && !aside::is_number(&cells[**key]));
        let (name, has_more_words) = (words.next(), words.next().is_some());
        let Some(name) = name else { return aside::of(cells, cells.len(), true).is_some() };
        let empty = self.telling.iter().filter(|column| cells[**column].is_empty()).count();
        // A number there may be an id, or one more sum.
        let is_told = self.telling.iter().any(|column| column != name && !cells[*column].is_empty());
        let lacks = |at_least: usize| !is_told && empty >= at_least;
        match aside::total_name(&cells[*name]).filter(|_| !has_more_words) {
            Some(TotalName::Plain) => true,
            Some(TotalName::OfGroup) => lacks(1) || self.adds_up(cells),
            Some(TotalName::MayBeAName) => lacks(ENOUGH) || self.adds_up(cells),
            // In a language whose word for it nobody listed, the sums say it.
            None => (has_more_words && aside::of(cells, cells.len(), false).is_some()) || (!is_told && self.sums_up_many(cells)),
        }
    }

    /// A row of several amounts that are the sums of several rows, column by column: hardly by chance.
    fn sums_up_many(&self, cells: &[Cow<'_, str>]) -> bool {
        self.sums.iter().any(|sums| sums.all.rows >= MANY && sums.amounts(cells) >= MANY && sums.are(cells))
    }

    fn adds_up(&self, cells: &[Cow<'_, str>]) -> bool {
        self.sums.iter().any(|sums| sums.are(cells))
    }
}

/// Sums of the rows above, as one way of writing decimals has them.
struct Sums {
    form: AmountForm,
    columns: Vec<usize>,
    /// Of the rows since the last total, and of all.
    group: Summed,
    all: Summed,
}

#[derive(Clone)]
struct Summed {
    rows: i64,
    by_column: Vec<Money>,
}

impl Sums {
    fn new(decimal: char, columns: Vec<usize>) -> Self {
        let none = Summed { rows: 0, by_column: vec![Money::ZERO; columns.len()] };
        Self { form: AmountForm { decimal, ..AmountForm::default() }, columns, group: none.clone(), all: none }
    }

    /// How many amounts the row has.
    fn amounts(&self, cells: &[Cow<'_, str>]) -> i64 {
        self.values(cells).iter().map(|value| i64::from(!value.is_zero())).sum()
    }

    fn begin_group(&mut self) {
        self.group = Summed { rows: 0, by_column: vec![Money::ZERO; self.columns.len()] };
    }

    fn values(&self, cells: &[Cow<'_, str>]) -> Vec<Money> {
        self.columns.iter().map(|column| self.form.read(cells[*column].as_bytes()).unwrap_or_default()).collect()
    }

    fn add(&mut self, cells: &[Cow<'_, str>]) {
        let values = self.values(cells);
        for summed in [&mut self.group, &mut self.all] {
            summed.rows += 1;
            summed.by_column.iter_mut().zip(&values).for_each(|(sum, value)| *sum += *value);
        }
    }

    /// Whether the row sums up the group above it or all rows; each of them may have been rounded to a whole.
    fn are(&self, cells: &[Cow<'_, str>]) -> bool {
        let values = self.values(cells);
        [&self.group, &self.all].into_iter().any(|summed| {
            let near = |(sum, value): (&Money, &Money)| (*sum - *value).abs() + (*sum - *value).abs() <= Money::units(summed.rows);
            summed.rows > 1 && values.iter().any(|value| !value.is_zero()) && summed.by_column.iter().zip(&values).all(near)
        })
    }
}
