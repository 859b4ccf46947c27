//! Workbooks of before 2007, measured before they are made: a file in the file, of records that say where their cells are.

use super::grid::Measure;
use crate::work;

/// Rows and columns that such a workbook has; it says them beforehand, and its reader makes room for them.
const MOST_SAID: u64 = (1 << 16) * (1 << 8);

const BEYOND: &str = "the workbook is damaged: a sheet begins beyond its end";

/// Refuses a workbook whose cells lie far from all others. What is no workbook is told by its reader.
///
/// # Errors
/// In words.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    let Some(book) = Compound::of(bytes).and_then(|file| file.stream(&["workbook", "book"])) else { return Ok(()) };
    for sheet in Records(&book).take_while(|record| record.kind != ENDS).filter(|record| record.kind == SHEET) {
        let at = number(sheet.data, 0, 4).unwrap_or(0) as usize;
        measure(Records(book.get(at..).ok_or(BEYOND)?))?;
    }
    Ok(())
}

const BEGINS: u64 = 0x0809;
const ENDS: u64 = 0x000A;
const SHEET: u64 = 0x0085;
const EXTENT: u64 = 0x0200;
/// Numbers, texts, formulas, errors: one cell each.
const CELLS: [u64; 7] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];
/// Several numbers in a row.
const NUMBERS: u64 = 0x00BD;

fn measure(records: Records<'_>) -> Result<(), String> {
    let (mut measure, mut depth) = (Measure::default(), 0_u32);
    for Record { kind, data } in records {
        match kind {
            BEGINS => depth += 1,
            ENDS if depth <= 1 => break,
            ENDS => depth -= 1,
            // A chart in a sheet has cells of its own.
            _ if depth > 1 => {}
            EXTENT if said(data) > MOST_SAID => return Err("the workbook says it has more cells than it can have; save it anew".to_owned()),
            NUMBERS => take(&mut measure, data, data.len().saturating_sub(2))?,
            kind if CELLS.contains(&kind) => take(&mut measure, data, 2)?,
            _ => {}
        }
    }
    measure.end()
}

/// The cells of a record: its row and first column, and the last column `at` a place in it.
fn take(measure: &mut Measure, data: &[u8], at: usize) -> Result<(), String> {
    let (Some(row), Some(first), Some(last)) = (number(data, 0, 2), number(data, 2, 2), number(data, at, 2)) else { return Ok(()) };
    measure.take((row, first.min(last)), (row, last))
}

/// Cells of the extent that a sheet says it has: in numbers of two bytes, or of four for rows.
fn said(data: &[u8]) -> u64 {
    let [first, last, left, right] = if data.len() < 14 { [(0, 2), (2, 2), (4, 2), (6, 2)] } else { [(0, 4), (4, 4), (8, 2), (10, 2)] }
        .map(|(at, length)| number(data, at, length).unwrap_or(0));
    // Its reader takes columns from the first where they are turned round, and trips over such rows.
    let left = if left > 0xFF || right < left { 0 } else { left };
    if last > 0 && last < first { u64::MAX } else { last.saturating_sub(first).saturating_mul(right - left) }
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

struct Record<'b> {
    kind: u64,
    data: &'b [u8],
}

/// Records of a kind, a length and their bytes, as far as they are whole.
struct Records<'b>(&'b [u8]);

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let (kind, length) = (number(self.0, 0, 2)?, number(self.0, 2, 2)? as usize);
        let data = self.0.get(4..4 + length)?;
        work::done(length + 4);
        self.0 = &self.0[4 + length..];
        Some(Record { kind, data })
    }
}

/// The file that holds files: sectors in chains, and small ones in a file of their own.
struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    next: Vec<u64>,
}

/// What a sector that has no next one says.
const LAST: u64 = 0xFFFF_FFFA;
const SMALL: usize = 64;

impl<'b> Compound<'b> {
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let shift = number(bytes, 30, 2).filter(|shift| (7..=16).contains(shift))?;
        let mut file = Self { bytes, sector: 1 << shift, next: Vec::new() };
        let mut tables: Vec<u64> = (0..109).filter_map(|at| number(bytes, 76 + at * 4, 4)).collect();
        let mut more = number(bytes, 68, 4)?;
        for _ in 0..bytes.len() / file.sector {
            let Some(sector) = file.at(more).filter(|_| more < LAST) else { break };
            tables.extend(numbers(sector));
            more = tables.pop()?;
        }
        file.next = tables.into_iter().filter(|id| *id < LAST).filter_map(|id| file.at(id)).flat_map(numbers).collect();
        Some(file)
    }

    fn at(&self, id: u64) -> Option<&'b [u8]> {
        let from = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(from..(from + self.sector).min(self.bytes.len())).filter(|sector| !sector.is_empty())
    }

    fn chain(&self, first: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut id = first;
        while let Some(sector) = self.at(id).filter(|_| id < LAST && bytes.len() < self.bytes.len()) {
            work::done(sector.len());
            bytes.extend_from_slice(sector);
            id = self.next.get(id as usize).copied().unwrap_or(LAST);
        }
        bytes
    }

    /// The first file that is called by one of these names.
    fn stream(&self, names: &[&str]) -> Option<Vec<u8>> {
        let folder = self.chain(number(self.bytes, 48, 4)?);
        let entries: Vec<&[u8]> = folder.chunks_exact(128).collect();
        let entry = entries.iter().find(|entry| names.contains(&&*name(entry)))?;
        let (first, length) = (number(entry, 116, 4)?, number(entry, 120, 4)? as usize);
        let mut bytes = if length < number(self.bytes, 56, 4)? as usize {
            self.small(first, self.chain(number(entries.first()?, 116, 4)?).as_slice())?
        } else {
            self.chain(first)
        };
        bytes.truncate(length);
        Some(bytes)
    }

    fn small(&self, first: u64, all: &[u8]) -> Option<Vec<u8>> {
        let next: Vec<u64> = numbers(&self.chain(number(self.bytes, 60, 4)?)).collect();
        let (mut bytes, mut id) = (Vec::new(), first as usize);
        while let Some(sector) = all.get(id.checked_mul(SMALL)?..).filter(|rest| !rest.is_empty() && bytes.len() < all.len()) {
            bytes.extend_from_slice(&sector[..SMALL.min(sector.len())]);
            id = *next.get(id)? as usize;
        }
        Some(bytes)
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u64> {
    bytes.chunks_exact(4).filter_map(|bytes| number(bytes, 0, 4))
}

fn name(entry: &[u8]) -> String {
    let letters = entry[..64].chunks_exact(2).filter_map(|letter| number(letter, 0, 2)).take_while(|letter| *letter > 0);
    letters.filter_map(|letter| char::from_u32(letter as u32)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &[u8] = include_bytes!("../../../../../tests/books/renewals.xls");

    /// The book with the first bytes behind a record's head overwritten.
    fn changed(head: &[u8], with: &[u8]) -> Vec<u8> {
        let mut bytes = BOOK.to_vec();
        let at = memchr::memmem::find(BOOK, head).expect("the book has such a record") + head.len();
        bytes[at..at + with.len()].copy_from_slice(with);
        bytes
    }

    #[test]
    fn cells_far_from_all_others_are_refused_before_room_is_made_for_them() {
        assert_eq!(check(BOOK), Ok(()));
        let text = &[0xFD, 0, 10, 0];
        assert!(check(&changed(text, &[0xFF, 0xFF, 0xFF, 0xFF])).unwrap_err().contains("row 65536 of column 65536"));
        assert!(check(&changed(text, &[0xFF, 0xFF, 0xFF, 0])).unwrap_err().contains("spread over 65536 rows and 256 columns"));
        for extent in [[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [9, 0, 0, 0, 1, 0, 0, 0]] {
            assert!(check(&changed(&[0, 2, 14, 0], &extent)).unwrap_err().contains("more cells"));
        }
        assert!(check(&BOOK[..BOOK.len() / 2]).is_ok() && check(b"no workbook").is_ok(), "its reader tells");
    }

    #[test]
    fn whatever_the_bytes_are_it_ends() {
        for at in (0..BOOK.len()).step_by(37) {
            let mut bytes = BOOK.to_vec();
            bytes[at] = !bytes[at];
            drop(check(&bytes));
        }
    }
}
