//! Bytes to rows: which files a source has, how each is encoded and laid out, and its rows read on several threads, value by value.

pub(crate) mod alike;
pub(crate) mod aside;
pub(crate) mod blocks;
pub(crate) mod columns;
pub(crate) mod decode;
pub(crate) mod file;
pub(crate) mod formats;
pub(crate) mod grid;
pub(crate) mod line_ends;
pub(crate) mod lost;
pub(crate) mod pieces;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod row;
pub(crate) mod row_checks;
pub(crate) mod scan;
pub(crate) mod separators;
pub mod source;
pub(crate) mod values;
