//! How tables are spelled: languages and systems, and the ways of writing dates, amounts and files.

pub mod file;
mod headings;
mod json;
mod style;
pub mod tongue;
mod tongues;
mod written;

pub use tongues::spellings;
