//! From the text of a cell to a typed value.

pub(crate) mod amount;
pub(crate) mod calendar;
pub(crate) mod date;
pub(crate) mod percent;
pub(crate) mod plain;
pub(crate) mod record_id;
pub(crate) mod remembered;
pub(crate) mod span;
pub(crate) mod spelling;
pub(crate) mod undated;
pub(crate) mod words;

/// Empty, or what databases print for no value.
#[inline]
pub(crate) fn is_no_value(value: &[u8]) -> bool {
    value.is_empty() || value == b"NULL" || value == b"\\N"
}
