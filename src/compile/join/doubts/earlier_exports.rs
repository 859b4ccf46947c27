//! Files most of whose renewals stand in another one: an earlier export of the same list, where the customers of the other rows have other
//! renewals by now.

use rustc_hash::FxHashSet;

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{index, owner};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::{counted, fold};

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    // The newer ones stand first.
    let files: Vec<&TableFile> = layout.files(Table::Renewals).collect();
    let is_said = |table: &TableFile| layout.mapping.file(table.file.name()).is_some_and(|said| said.table().is_some());
    let of = |(place, older): (usize, &&TableFile)| files[..place].iter().find_map(|newer| of_pair(newer, older));
    files.iter().enumerate().filter(|(_, table)| !is_said(table)).filter_map(of).collect()
}

fn of_pair(newer: &TableFile, older: &TableFile) -> Option<Question> {
    let (there, here) = (Rows::of(newer)?, Rows::of(older)?);
    let known: FxHashSet<&Vec<String>> = there.keys.iter().collect();
    let customers: FxHashSet<&String> = there.owners.iter().collect();
    let again = here.keys.iter().filter(|key| known.contains(key)).count();
    let is_moved = |(key, owner): &(&Vec<String>, &String)| !known.contains(key) && customers.contains(owner);
    let moved = here.keys.iter().zip(&here.owners).filter(is_moved).count();
    let is_earlier = again * 2 > here.keys.len() && moved > 0;
    let said = |table: &str| format!("[files.{}]\ntable = \"{table}\"\n", quoted(older.file.name()));
    is_earlier.then(|| Question {
        is_pressing: false,
        file: older.file.name().to_owned(),
        asked: format!(
            "{} in it, and {again} of them stand in {} as well. {} of customers who have another day there. Is it an earlier export of the \
             same list?",
            counted(here.keys.len(), "renewal stands", "renewals stand"),
            newer.file.name(),
            counted(moved, "is", "are"),
        ),
        answers: vec![
            answer(format!("yes; {} alone counts", newer.file.name()), said("ignore")),
            answer("no, what stands here alone counts as well", said(Table::Renewals.key())),
        ],
    })
}

/// The rows of a file by what tells a renewal from another one.
struct Rows {
    keys: Vec<Vec<String>>,
    owners: Vec<String>,
}

impl Rows {
    fn of(table: &TableFile) -> Option<Self> {
        let columns = &table.columns;
        let owner = owner(columns)?;
        let key = match index(columns, Field::RenewalId) {
            Some(id) => vec![id],
            None => vec![owner, index(columns, Field::DueDate)?],
        };
        let of = |row: &Vec<String>, column: usize| fold(row.get(column).map_or("", String::as_str));
        let rows = &table.file.sample;
        let keys = rows.iter().map(|row| key.iter().map(|column| of(row, *column)).collect()).collect();
        Some(Self { keys, owners: rows.iter().map(|row| of(row, owner)).collect() })
    }
}
