//! How tables are spelled: languages and systems, and the ways of writing dates, amounts and files.

pub mod file;
mod headings;
mod json;
mod style;
pub mod tongue;
mod tongues;
mod workbook;
mod written;
mod zip;

pub use tongues::spellings;
