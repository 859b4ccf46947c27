//! Whether a row can be read at all: as wide as its header, and undamaged.

use memchr::memchr;

use crate::compile::read::columns::Origin;
use crate::compile::read::formats::{FLAW, NO_VALUE};
use crate::compile::read::row::{Flaw, NOT_UTF8, Read, Row};
use crate::compile::schema::Kind;

/// What of a block must be looked at row by row; told once for all its rows, since it hardly ever occurs.
pub(crate) struct Doubts {
    has_nul: bool,
    /// Bytes that are not UTF-8, or cells without a value.
    has_unreadable: bool,
}

impl Doubts {
    pub(crate) fn of(block: &[u8]) -> Self {
        let has_unreadable = memchr(NO_VALUE, block).is_some() || std::str::from_utf8(block).is_err();
        Self { has_nul: memchr(0, block).is_some(), has_unreadable }
    }
}

/// Holds a row to its header's width, and the texts that are read from it to being text. Empty values behind the last
/// column are forgiven.
#[inline]
pub(crate) fn check(row: &Row<'_>, doubts: &Doubts) -> Read<()> {
    let (found, expected) = (row.width(), row.columns.width);
    if doubts.has_unreadable
        && let Some(reason) = flaw(row)
    {
        return Err(of_row(reason));
    }
    let spare = |i| row.record.field(row.block, i).is_some_and(|value| value.is_empty());
    if found < expected || (expected..found).any(|i| !spare(i)) {
        return Err(of_row(uneven(found, expected)));
    }
    if doubts.has_nul && (0..expected).any(|i| row.record.field(row.block, i).is_some_and(|v| v.contains(&0))) {
        return Err(of_row("the row holds NUL bytes; the file is damaged here".to_owned()));
    }
    if doubts.has_unreadable { values(row) } else { Ok(()) }
}

/// What is said of a row that is not as wide as its header.
pub(crate) fn uneven(found: usize, expected: usize) -> String {
    format!("{found} values where the header has {expected} columns")
}

/// Why no record could be made.
fn flaw(row: &Row<'_>) -> Option<String> {
    match &*row.record.field(row.block, 0)? {
        [NO_VALUE, FLAW, reason @ ..] => Some(String::from_utf8_lossy(reason).into_owned()),
        _ => None,
    }
}

const ERROR: &str = "the error of a formula; mend the formula in the workbook, or empty the cell";
const NO_RESULT: &str =
    "a formula whose result is not in the file; open the workbook in Excel or LibreOffice, save it there, and try again";

fn values(row: &Row<'_>) -> Read<()> {
    for (field, bound) in row.columns.bound() {
        let Origin::Column(index) = bound.origin else { continue };
        let Some(value) = row.record.field(row.block, index) else { continue };
        // A value of another kind than text is found out when it is read, and may be one that the row can do without.
        let is_text = matches!(field.kind(), Kind::Id | Kind::Text | Kind::Reason | Kind::Currency);
        if let Some(reason) = unreadable(&value).filter(|_| is_text) {
            return Err(row.flaw(field, &value, reason));
        }
    }
    Ok(())
}

/// Why a value cannot be read whatever it should be.
pub(crate) fn unreadable(value: &[u8]) -> Option<&'static str> {
    match value {
        [NO_VALUE, b'#', ..] => Some(ERROR),
        [NO_VALUE, b'=', ..] => Some(NO_RESULT),
        value if std::str::from_utf8(value).is_err() => Some(NOT_UTF8),
        _ => None,
    }
}

#[expect(clippy::unnecessary_box_returns, reason = "a flaw is always an error, and errors of rows are boxed")]
fn of_row(reason: String) -> Box<Flaw> {
    Box::new(Flaw { column: String::new(), value: String::new(), reason })
}
