//! Rows of a customer above others (a group, a parent account) that are as large as the rows of those together.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::{answer, quoted, some_of};
use crate::compile::join::parents::named;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::{counted, fold};

/// One may be chance.
const FEWEST: usize = 2;
/// Of a hundred rows of such customers so many are sums.
const MOST: usize = 80;
const AMOUNTS: [Field; 5] = [Field::ArrBefore, Field::Arr, Field::Mrr, Field::Amount, Field::ArrAfter];
const DAYS: [Field; 3] = [Field::DueDate, Field::Date, Field::StartDate];
/// Amounts are the same to the cent.
const CENT: f64 = 0.006;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let (file, columns) = (&table.file, &table.columns);
    if layout.mapping.file(file.name()).is_some_and(|said| said.parents.is_some()) || !file.is_sampled_whole() {
        return None;
    }
    let rows = Rows {
        owners: [Field::AccountId, Field::Account].into_iter().filter_map(|field| index(columns, field)).collect(),
        day: DAYS.into_iter().find_map(|field| index(columns, field))?,
        amount: AMOUNTS.into_iter().find_map(|field| index(columns, field))?,
        table,
    };
    let is_free = |column: &usize| *column != rows.day && *column != rows.amount && !rows.owners.contains(column);
    let (column, parents) = (0..file.header.len()).filter(is_free).find_map(|column| Some((column, rows.sums(column)?)))?;
    let name = &file.header[column];
    let said = |is: &str| format!("[files.{}]\nparents = {}\n", quoted(file.name()), quoted(is));
    Some(Question {
        is_pressing: true,
        file: file.name().to_owned(),
        asked: format!(
            "{} that `{name}` names for others ({}) have rows as large as those of the others together. Are these rows sums?",
            counted(parents.len(), "customer", "customers"),
            some_of(&parents)
        ),
        answers: vec![answer("yes, leave them out", said(name)), answer("no, they count like the others", said(""))],
    })
}

struct Rows<'t> {
    owners: Vec<usize>,
    day: usize,
    amount: usize,
    table: &'t TableFile,
}

impl Rows<'_> {
    /// The customers whom `column` names in the rows of others and whose own rows are the sums of those, day by day.
    fn sums(&self, column: usize) -> Option<Vec<String>> {
        let parents = named(self.table, column);
        let cell = |row: &Vec<String>, column: usize| row.get(column).map_or_else(String::new, |cell| fold(cell));
        let number = |row: &Vec<String>| row.get(self.amount).and_then(|amount| loose_number(amount));
        let mut children: BTreeMap<(String, String), (f64, usize)> = BTreeMap::new();
        let mut own: Vec<(String, String, f64)> = Vec::new();
        let mut names: FxHashSet<&str> = FxHashSet::default();
        for row in &self.table.file.sample {
            let (Some(amount), day) = (number(row), cell(row, self.day)) else { continue };
            let is_parent = |owner: &&usize| parents.contains(&cell(row, **owner));
            if let Some(owner) = self.owners.iter().find(is_parent) {
                own.push((cell(row, *owner), day, amount));
                names.extend(row.get(*self.owners.last()?).map(String::as_str));
            } else {
                let sum = children.entry((cell(row, column), day)).or_default();
                *sum = (sum.0 + amount, sum.1 + 1);
            }
        }
        let sum_of = |(name, day, _): &(String, String, f64)| children.get(&(name.clone(), day.clone()));
        let sums = own.iter().filter(|row| sum_of(row).is_some_and(|(sum, _)| (sum - row.2).abs() < CENT)).count();
        // One child alone is as large as its parent.
        let has_several = own.iter().any(|row| sum_of(row).is_some_and(|(_, rows)| *rows > 1));
        let mut names: Vec<String> = names.into_iter().map(ToOwned::to_owned).collect();
        names.sort();
        (names.len() >= FEWEST && has_several && sums * 100 >= own.len() * MOST).then_some(names)
    }
}
