//! Which columns tell the rows of one account and day apart, the same in all files of a table.

use std::hash::Hasher;

use crate::compile::read::alike;
use crate::compile::read::row::Row;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Table;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::{DateEvidence, Evidence, loose_number};

/// The columns of one file by which its rows are held against those of others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    /// Those of event, product, user: beside account and day they say what was counted.
    what: Vec<usize>,
    /// All that the files share.
    all: Vec<usize>,
}

impl Keys {
    /// Of each file.
    pub(crate) fn of(files: &[&TableFile]) -> Vec<Self> {
        let shared = alike::columns(files);
        let width = shared.first().map_or(0, Vec::len);
        let told: Vec<bool> =
            (0..width).map(|place| files.iter().zip(&shared).all(|(table, columns)| tells(table, columns[place]))).collect();
        let what = |columns: &[usize]| columns.iter().zip(&told).filter(|(_, told)| **told).map(|(column, _)| *column).collect();
        shared.into_iter().map(|all| Self { what: what(&all), all }).collect()
    }

    pub(crate) fn identity(&self, row: &Row<'_>, hasher: &mut impl Hasher) {
        write(row, &self.what, hasher);
    }

    pub(crate) fn whole(&self, row: &Row<'_>, hasher: &mut impl Hasher) {
        write(row, &self.all, hasher);
    }
}

/// Whether a column says what a row counts: no count of its own, no day, and nothing that is read as account, day or count.
fn tells(table: &TableFile, column: usize) -> bool {
    if table.columns.holds(column) {
        return false;
    }
    let name = Heading::core_of(&table.file.header[column]);
    let is_called_id = ["id", "number", "key", "code", "no"].iter().any(|end| name.ends_with(end));
    let mut days = DateEvidence::default();
    table.file.values(column).for_each(|value| days.see(value));
    let are_numbers = table.file.values(column).all(|value| loose_number(value).is_some());
    is_called_id || (days.form().is_none() && !are_numbers)
}

/// Whether a column tells every row of its file apart, and is called an id.
pub(crate) fn names_rows(table: &TableFile) -> bool {
    let is_id = |column: &usize| {
        let values: Vec<&str> = table.file.values(*column).collect();
        let different: std::collections::BTreeSet<&str> = values.iter().copied().collect();
        values.len() > 1 && values.len() == table.file.sample.len() && different.len() == values.len()
    };
    (0..table.file.header.len()).filter(|column| tells(table, *column)).any(|column| is_id(&column))
}

/// Whether rows of a table that are the same in every value are one row, said twice.
pub(crate) fn are_once(files: &[&TableFile]) -> bool {
    let is_counted = |table: &&TableFile| table.columns.table == Table::Usage && table.columns.has(crate::compile::schema::Field::Events);
    files.iter().all(|table| is_counted(table) || names_rows(table))
}

fn write(row: &Row<'_>, columns: &[usize], hasher: &mut impl Hasher) {
    for index in columns {
        hasher.write(&row.record.field(row.block, *index).unwrap_or_default());
        // No text has this byte, so that values do not run into each other.
        hasher.write_u8(0xFF);
    }
}
