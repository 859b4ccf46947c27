//! Files with the same columns, as months or customers are parted into files: each is read as the others are. One of few rows tells
//! less than all of them together.

use std::collections::BTreeMap;

use super::mapping::Mapping;
use super::recognise::{Guess, Recognised};
use crate::compile::read::file::DataFile;
use crate::compile::schema::{Field, Table};

/// Puts first in each file the table that most of those like it are, with the columns that they have.
pub(crate) fn settle(files: &[DataFile], mapping: &Mapping, found: &mut [Vec<Recognised>]) {
    let mut alike: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        alike.entry(&file.header).or_default().push(number);
    }
    for numbers in alike.values().filter(|numbers| numbers.len() > 1) {
        let Some(table) = commonest(numbers, found) else { continue };
        let model = model(numbers, found, table);
        for number in numbers {
            let said = mapping.file(files[*number].name());
            let is_open = |guess: &&Guess| {
                said.is_none_or(|said| {
                    let is_said = said.constants.contains_key(&guess.field)
                        || said.columns.contains_key(&files[*number].header[guess.column])
                        || said.columns.values().any(|column| column.fields.contains(&guess.field));
                    !is_said
                })
            };
            if said.is_none_or(|said| said.table().is_none()) {
                take_first(&mut found[*number], table);
            }
            if let Some(first) = found[*number].first_mut().filter(|first| first.table == table) {
                complete(first, model.iter().filter(is_open));
            }
        }
    }
}

/// The table of renewals or of contracts that speaks most for itself in these files.
fn commonest(numbers: &[usize], found: &[Vec<Recognised>]) -> Option<Table> {
    let score = |table: Table| -> f32 {
        let firsts = numbers.iter().filter_map(|number| found[*number].first());
        firsts.filter(|first| first.table == table).map(|first| first.score).sum()
    };
    let tables = [Table::Renewals, Table::Subscriptions].into_iter().filter(|table| score(*table) > 0.0);
    tables.max_by(|one, other| score(*one).total_cmp(&score(*other)))
}

fn take_first(found: &mut [Recognised], table: Table) {
    if let Some(at) = found.iter().position(|found| found.table == table) {
        found[..=at].rotate_right(1);
    }
}

/// The columns that the files have, each where most speaks for it.
fn model(numbers: &[usize], found: &[Vec<Recognised>], table: Table) -> Vec<Guess> {
    let mut sums: BTreeMap<(Field, usize), (f32, f32)> = BTreeMap::new();
    let firsts = numbers.iter().filter_map(|number| found[*number].first()).filter(|first| first.table == table);
    for guess in firsts.flat_map(|first| &first.guesses) {
        let (sum, best) = sums.entry((guess.field, guess.column)).or_default();
        *sum += guess.sureness;
        *best = best.max(guess.sureness);
    }
    let mut all: Vec<((Field, usize), (f32, f32))> = sums.into_iter().collect();
    all.sort_by(|(_, (one, _)), (_, (other, _))| other.total_cmp(one));
    let mut model: Vec<Guess> = Vec::new();
    for ((field, column), (_, sureness)) in all {
        if !model.iter().any(|known| known.field == field || known.column == column) {
            model.push(Guess { field, column, sureness });
        }
    }
    model
}

/// Takes over what is not told of a file by itself.
fn complete<'g>(first: &mut Recognised, model: impl Iterator<Item = &'g Guess>) {
    for guess in model {
        if !first.guesses.iter().any(|known| known.field == guess.field || known.column == guess.column) {
            first.guesses.push(*guess);
        }
    }
    first.guesses.sort_by_key(|guess| guess.column);
}
