//! Workbooks: each sheet with rows is a table of its own.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};

use super::{NO_VALUE, push_field};
use crate::compile::read::decode::Stream;

/// A workbook that unpacks to more is refused.
const LARGEST: u64 = 1 << 30;

/// A sheet as delimited records, the header first; row numbers are line numbers.
pub struct Sheet {
    pub name: String,
    pub records: Vec<u8>,
}

/// Reads all sheets that hold something.
///
/// # Errors
/// In words, for the file's place to stand before them.
pub fn read(mut stream: Stream) -> Result<Vec<Sheet>, String> {
    let mut bytes = Vec::new();
    stream.by_ref().take(LARGEST).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if declared_size(&bytes) > LARGEST {
        return Err("the workbook unpacks to more than 1 GB; export it as CSV".to_owned());
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| format!("this is no workbook that can be read: {e}"))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|e| format!("sheet {name}: {e}"))?;
        if range.height() > 1 {
            let formulas = book.worksheet_formula(&name).map_err(|e| format!("sheet {name}: {e}"))?;
            sheets.push(Sheet { name, records: records(&range, &formulas) });
        }
    }
    Ok(sheets)
}

/// The sum of the unpacked sizes that the archive's directory declares.
fn declared_size(bytes: &[u8]) -> u64 {
    const ENTRY: &[u8] = b"PK\x01\x02";
    memchr::memmem::find_iter(bytes, ENTRY)
        .filter_map(|at| bytes.get(at + 24..at + 28)?.try_into().ok())
        .map(|size| u64::from(u32::from_le_bytes(size)))
        .sum()
}

fn records(range: &Range<Data>, formulas: &Range<String>) -> Vec<u8> {
    let mut out = Vec::new();
    let (above, left) = range.start().unwrap_or_default();
    out.resize(above as usize, b'\n');
    for (row, number) in range.rows().zip(above..) {
        let start = out.len();
        let formula = |column: u32| formulas.get_value((number, column)).filter(|formula| !formula.is_empty());
        let mut is_blank = true;
        for (cell, column) in row.iter().zip(left..) {
            let text = text(cell, || formula(column));
            is_blank &= text.is_empty();
            push_field(&mut out, &text);
        }
        if is_blank {
            out.truncate(start);
        }
        out.push(b'\n');
    }
    out
}

fn text<'f>(cell: &Data, formula: impl Fn() -> Option<&'f String>) -> String {
    let no_value = char::from(NO_VALUE);
    match cell {
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty => formula().map(|formula| format!("{no_value}={formula}")).unwrap_or_default(),
        Data::Error(error) => format!("{no_value}{error}"),
        other => other.to_string(),
    }
}
