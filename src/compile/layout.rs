//! Which file is which table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::columns::Columns;
use super::file::DataFile;
use super::scan::TableFile;
use super::schema::{Field, Table};
use super::source::Source;
use crate::domain::money::Currency;
use crate::domain::quality::{IssueKind, QualityIssue};
use crate::error::{Error, Place, Result};

/// All tables of a source, and what is to be said about its files.
#[derive(Debug, Default)]
pub struct Layout {
    tables: BTreeMap<Table, Vec<TableFile>>,
    /// The currency of all amounts, where a mapping or a column's name tells it.
    pub currency: Option<Currency>,
    place: PathBuf,
    pub issues: Vec<QualityIssue>,
}

impl Layout {
    /// The files of a table; several may share one.
    pub fn files(&self, table: Table) -> &[TableFile] {
        self.tables.get(&table).map_or(&[], Vec::as_slice)
    }

    pub fn has(&self, table: Table) -> bool {
        !self.files(table).is_empty()
    }

    /// Whether some file of `table` holds `field`.
    pub fn holds(&self, table: Table, field: Field) -> bool {
        self.files(table).iter().any(|t| t.columns.has(field))
    }

    /// Stored bytes of all files that will be read.
    pub fn bytes(&self) -> u64 {
        self.tables.values().flatten().map(|t| t.file.input.size).sum()
    }

    /// The folder, for messages.
    pub fn place(&self) -> &Path {
        &self.place
    }

    fn add(&mut self, file: DataFile, columns: Columns) {
        let number = self.tables.values().map(Vec::len).sum::<usize>() as u64;
        self.tables.entry(columns.table).or_default().push(TableFile { file, number, columns });
    }

    fn leave(&mut self, name: &str, why: &str) {
        let message = format!("{name} is not read: {why}");
        self.issues.push(QualityIssue { kind: IssueKind::Other, message, count: 1, arr: None, renewals: vec![] });
    }
}

/// Looks at every file of `source` and tells what it is.
pub fn read(source: &Source, _mapping: Option<&Path>) -> Result<Layout> {
    let mut layout = Layout { place: PathBuf::from(source.label()), ..Layout::default() };
    for input in source.inputs()? {
        let name = input.name.clone();
        let path = input.path();
        let Some(file) = DataFile::open(input)? else {
            layout.leave(&name, "it is empty");
            continue;
        };
        let Some(table) = Table::named(&file.stem()) else {
            layout.leave(&name, "no table has this name");
            continue;
        };
        let columns = Columns::by_own_names(table, &file.header);
        if let Some(missing) = columns.missing().first() {
            let message = format!("the column `{}` is missing; the file has {}", missing.key(), file.header.join(", "));
            return Err(Error::data(Place::line(path, 1), message));
        }
        layout.add(file, columns);
    }
    Ok(layout)
}
