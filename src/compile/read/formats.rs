//! Formats other than delimited text: each is turned into delimited records, line for line.

pub(crate) mod beside;
pub(crate) mod drawn;
pub(crate) mod grouped;
pub(crate) mod json;
pub(crate) mod relaid;
pub(crate) mod sheet;
pub(crate) mod titled;
pub(crate) mod wide;

/// A table with more columns is none.
pub(crate) const WIDEST: usize = 5_000;

/// Stands before the value of a cell that holds none to be read: the error of a formula, or a formula without a result.
pub(crate) const NO_VALUE: u8 = 1;

/// Stands behind [`NO_VALUE`] in the one field of a record that could not be made; why follows.
pub(crate) const FLAW: u8 = b'!';

/// Stands there where a row is no record of its own but sums up others; what it is called follows.
pub(crate) const ASIDE: u8 = b'=';

/// Appends a value as a quoted field. Line ends become carriage returns, which cleaning turns back,
/// so that a record stays one line and line numbers stay those of the file.
pub(crate) fn push_field(out: &mut Vec<u8>, value: &str) {
    push_bytes(out, value.as_bytes());
}

/// [`push_field`] for a value that need not be UTF-8.
pub(crate) fn push_bytes(out: &mut Vec<u8>, value: &[u8]) {
    if out.last().is_some_and(|last| *last != b'\n') {
        out.push(b',');
    }
    out.push(b'"');
    for byte in value {
        match byte {
            b'"' => out.extend_from_slice(b"\"\""),
            b'\n' => out.push(b'\r'),
            other => out.push(*other),
        }
    }
    out.push(b'"');
}

/// Appends what stands for a record that could not be made; the reader rejects it for this reason.
pub(crate) fn push_flaw(out: &mut Vec<u8>, reason: &str) {
    push_bytes(out, &[&[NO_VALUE, FLAW], reason.as_bytes()].concat());
}

/// Appends what stands for a row that sums up others; the reader leaves it out and tells of it.
pub(crate) fn push_aside(out: &mut Vec<u8>, name: &str) {
    push_bytes(out, &[&[NO_VALUE, ASIDE], name.as_bytes()].concat());
}

/// Ends a record that says itself in which line of its file it begins.
pub(crate) fn push_line(out: &mut Vec<u8>, line: u64) {
    if out.last().is_some_and(|last| *last != b'\n') {
        out.push(b',');
    }
    out.extend_from_slice(line.to_string().as_bytes());
    out.push(b'\n');
}
