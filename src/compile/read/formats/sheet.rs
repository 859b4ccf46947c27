//! Workbooks: each sheet with rows is a table of its own.

mod book;
mod cards;
mod document;
mod grid;
mod old;
mod parts;
mod strings;
mod styles;

use std::io::Read;

use super::{NO_VALUE, push_field};
use crate::compile::read::decode::Stream;
use crate::work;
use book::Book;
use calamine::Data;
use grid::Grid;

/// A workbook that is larger, or unpacks to more, is refused.
const LARGEST: u64 = 1 << 30;

/// A sheet as delimited records, the header first; row numbers are line numbers.
pub(crate) struct Sheet {
    pub name: String,
    pub records: Vec<u8>,
}

/// Reads all sheets that hold something. The file's name tells which kind of workbook it is.
///
/// # Errors
/// In words, for the file's place to stand before them.
pub(crate) fn read(stream: Stream, file_name: &str) -> Result<Vec<Sheet>, String> {
    let mut bytes = Vec::new();
    stream.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > LARGEST || declared_size(&bytes) > LARGEST {
        return Err("the workbook unpacks to more than 1 GB; export it as CSV".to_owned());
    }
    strings::check(&bytes)?;
    document::check(&bytes)?;
    old::check(&bytes)?;
    let formats = styles::of(&bytes);
    let mut book = Book::open(bytes, file_name)?;
    let mut sheets = Vec::new();
    for name in book.names() {
        let grid = book.grid(&name).map_err(|e| format!("sheet {name}: {e}"))?;
        if grid.range.height() > 1 {
            let records = records(&grid, formats.get(&name));
            sheets.push(Sheet { name, records });
        }
    }
    Ok(cards::together(sheets).into_iter().flat_map(parts::of).collect())
}

/// The sum of the unpacked sizes that the archive's directory declares.
fn declared_size(bytes: &[u8]) -> u64 {
    const ENTRY: &[u8] = b"PK\x01\x02";
    memchr::memmem::find_iter(bytes, ENTRY)
        .filter_map(|at| bytes.get(at + 24..at + 28)?.try_into().ok())
        .map(|size| u64::from(u32::from_le_bytes(size)))
        .sum()
}

fn records(grid: &Grid, formats: Option<&styles::Formats>) -> Vec<u8> {
    let mut out = Vec::new();
    let (above, left) = grid.range.start().unwrap_or_default();
    let beside = formats.map(|formats| formats.columns(&(above..).zip(grid.range.rows()).collect::<Vec<_>>())).unwrap_or_default();
    out.resize(above as usize, b'\n');
    for (row, number) in grid.range.rows().zip(above..) {
        let start = out.len();
        let mut is_blank = true;
        work::done(row.len());
        for (cell, column) in row.iter().zip(left..) {
            let text = text(cell, || grid.formula(number, column));
            is_blank &= text.is_empty();
            push_field(&mut out, &text);
        }
        if is_blank {
            out.truncate(start);
        } else {
            for column in &beside {
                push_field(&mut out, column.get(&number).map_or("", String::as_str));
            }
        }
        out.push(b'\n');
    }
    out
}

/// A cell as it is read; a date is one also where it heads a column.
fn text<'f>(cell: &Data, formula: impl Fn() -> Option<&'f str>) -> String {
    let no_value = char::from(NO_VALUE);
    match cell {
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(time) => time.split('T').next().unwrap_or_default().to_owned(),
        Data::Empty => formula().map(|formula| format!("{no_value}={formula}")).unwrap_or_default(),
        Data::Error(error) => format!("{no_value}{error}"),
        other => other.to_string(),
    }
}
