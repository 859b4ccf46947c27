//! From the text of a cell to a typed value.

pub mod amount;
pub mod date;
pub mod percent;
pub mod words;
