//! A table that somebody edited: its rows as text, cell by cell, with nothing understood yet.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::decode;
use super::file::DataFile;
use super::source::{InputKind, Source};
use crate::error::{Error, Place, Result};

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
    Ok(Grid { rows: reader.byte_records().filter_map(|record| record.ok().map(row)).collect() })
}
