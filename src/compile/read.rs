//! Bytes to rows: which files a source has, how each is encoded and laid out, and its rows read on several threads, value by value.

pub mod alike;
pub mod aside;
pub mod blocks;
pub mod columns;
pub mod decode;
pub mod file;
pub mod formats;
pub mod line_ends;
pub mod lost;
pub mod pieces;
pub mod record;
pub mod report;
pub mod row;
pub mod row_checks;
pub mod scan;
pub mod separators;
pub mod source;
pub mod values;
