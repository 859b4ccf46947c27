//! Formats other than delimited text: each is turned into delimited records, line for line.

mod array;
pub mod json;
pub mod sheet;

/// Stands before the value of a cell that holds none to be read: the error of a formula, or a formula without a result.
pub const NO_VALUE: u8 = 1;

/// Appends a value as a quoted field. Line ends become carriage returns, which cleaning turns back,
/// so that a record stays one line and line numbers stay those of the file.
pub fn push_field(out: &mut Vec<u8>, value: &str) {
    if out.last().is_some_and(|last| *last != b'\n') {
        out.push(b',');
    }
    out.push(b'"');
    for byte in value.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\"\""),
            b'\n' => out.push(b'\r'),
            other => out.push(other),
        }
    }
    out.push(b'"');
}
