//! The rows of the screen: each file with its columns below it, then the files that are not read.

use crate::compile::{CheckReport, CheckedColumn, CheckedFile, Field, UnusedColumn};

/// A row, by places in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    File(usize),
    /// A file and one of its columns that a field is read from.
    Column(usize, usize),
    /// A file and one of its columns that nothing is read from.
    Unused(usize, usize),
    Left(usize),
    Missing(usize),
}

/// All rows; what is missing stands below the files where there is no room beside them.
pub fn rows(report: &CheckReport, with_missing: bool) -> Vec<Row> {
    let mut all = Vec::new();
    for (i, file) in report.files.iter().enumerate() {
        all.push(Row::File(i));
        all.extend((0..file.columns.len()).map(|column| Row::Column(i, column)));
        all.extend((0..file.unused.len()).map(|column| Row::Unused(i, column)));
    }
    all.extend((0..report.left.len()).map(Row::Left));
    if with_missing {
        all.extend((0..report.missing.len()).map(Row::Missing));
    }
    all
}

/// What a row is about, whatever its place: selections follow it through changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    File(String),
    Column(String, String),
    Missing(String),
}

impl Row {
    pub fn file(self, report: &CheckReport) -> Option<&CheckedFile> {
        match self {
            Self::File(i) | Self::Column(i, _) | Self::Unused(i, _) => report.files.get(i),
            Self::Left(_) | Self::Missing(_) => None,
        }
    }

    pub fn column(self, report: &CheckReport) -> Option<&CheckedColumn> {
        let Self::Column(_, column) = self else { return None };
        self.file(report)?.columns.get(column)
    }

    pub fn unused(self, report: &CheckReport) -> Option<&UnusedColumn> {
        let Self::Unused(_, column) = self else { return None };
        self.file(report)?.unused.get(column)
    }

    /// Must be settled before a retro can be held.
    pub fn is_open(self, report: &CheckReport) -> bool {
        match self {
            Self::File(_) => self.file(report).is_some_and(|file| !file.lacks.is_empty()),
            Self::Column(..) => self.column(report).is_some_and(|column| column.is_open),
            _ => false,
        }
    }

    pub fn subject(self, report: &CheckReport) -> Option<Subject> {
        let file = || self.file(report).map(|file| file.name.clone());
        Some(match self {
            Self::File(_) => Subject::File(file()?),
            Self::Left(i) => Subject::File(report.left.get(i)?.name.clone()),
            Self::Column(..) => Subject::Column(file()?, self.column(report)?.column.clone()),
            Self::Unused(..) => Subject::Column(file()?, self.unused(report)?.column.clone()),
            Self::Missing(i) => Subject::Missing(report.missing.get(i)?.clone()),
        })
    }
}

/// How many things must be settled; a folder without renewals is one of them.
pub fn open_count(report: &CheckReport) -> usize {
    let open = rows(report, false).into_iter().filter(|row| row.is_open(report)).count();
    open + usize::from(!report.has_renewals())
}

/// The fields that a column of a file holds.
pub fn fields_of(file: &CheckedFile, column: &str) -> Vec<Field> {
    file.columns.iter().filter(|c| c.column == column).map(|c| c.field).collect()
}
