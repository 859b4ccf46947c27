//! From the text of a cell to a typed value.

pub mod amount;
pub mod calendar;
pub mod date;
pub mod percent;
pub mod record_id;
pub mod span;
pub(crate) mod undated;
pub mod words;

/// Empty, or what databases print for no value.
#[inline]
pub fn is_no_value(value: &[u8]) -> bool {
    value.is_empty() || value == b"NULL" || value == b"\\N"
}
