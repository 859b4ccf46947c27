//! A table that somebody edited: its rows as text, cell by cell, with nothing understood yet.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::WINDOWS_1252;

use super::decode;
use super::file::DataFile;
use super::source::{InputKind, Source};
use crate::error::{Error, Place, Result};

/// A byte-order mark, as Windows-1252 shows it.
const MISREAD_MARK: &str = "\u{ef}\u{bb}\u{bf}";

/// No tracker is longer.
const MOST: u64 = 64 << 20;

/// A file, or a sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// Each row with its line in the file, or its number in the sheet.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Reads a delimited file, or each sheet of a workbook. A cell that holds a date is written as one.
///
/// # Errors
/// It cannot be read, or is neither.
pub(crate) fn grids(path: &Path) -> Result<Vec<Grid>> {
    let mut grids = Vec::new();
    for input in Source::File(path.to_owned()).inputs()? {
        if input.kind() == InputKind::Json {
            return Err(Error::data(Place::file(path), "expected a table: CSV, or a workbook (XLSX)"));
        }
        for file in DataFile::open(input, None)? {
            grids.push(grid(&file.kept_wide()?)?);
        }
    }
    Ok(grids)
}

fn grid(file: &DataFile) -> Result<Grid> {
    let cannot = |error| decode::cannot(&file.input, error);
    let mut bytes = Vec::new();
    file.stream(&Arc::default())?.take(MOST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > MOST {
        return Err(Error::data(Place::file(file.input.path()), format!("a tracker has at most {} MB", MOST >> 20)));
    }
    let mut reader = csv::ReaderBuilder::new().delimiter(file.delimiter).has_headers(false).flexible(true).from_reader(&bytes[..]);
    let row = |record: csv::ByteRecord| {
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).replace('\r', "\n"));
        (record.position().map_or(0, csv::Position::line), cells.collect())
    };
    // What reads bytes from memory finds records of any length, and nothing else can be wrong with them.
    let mut grid = Grid { rows: reader.byte_records().filter_map(|record| record.ok().map(row)).collect() };
    if grid.rows.first().and_then(|(_, cells)| cells.first()).is_some_and(|cell| cell.starts_with(MISREAD_MARK)) {
        grid.rows.iter_mut().flat_map(|(_, cells)| cells).for_each(reread);
    }
    Ok(grid)
}

/// Undoes what a program did that took our UTF-8 for Windows-1252 and saved it: `RenÃ©` is `René` again.
fn reread(cell: &mut String) {
    let (bytes, _, is_lossy) = WINDOWS_1252.encode(cell);
    if let (Ok(text), false) = (std::str::from_utf8(&bytes), is_lossy) {
        *cell = text.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_was_taken_for_another_encoding_and_saved_is_read_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        for (written, read) in [
            ("\u{ef}\u{bb}\u{bf}id,owner\ns/A1,RenÃ© MÃ¼ller â€“ Å\u{a0}\n", "René Müller – Š"),
            ("id,owner\ns/A1,RenÃ©\n", "RenÃ©"),
            ("\u{ef}\u{bb}\u{bf}id,owner\ns/A1,René\n", "René"),
        ] {
            let path = dir.path().join("actions.csv");
            write(&path, written);
            let grid = &grids(&path).unwrap()[0];
            assert_eq!(grid.rows[0].1[0].trim_start_matches('\u{feff}'), "id");
            assert_eq!(grid.rows[1].1[1], read);
        }
    }

    fn write(path: &Path, text: &str) {
        #[expect(clippy::disallowed_methods, reason = "the test puts a file in place")]
        std::fs::write(path, text).unwrap();
    }
}
