//! What notes speak of.

pub mod lexicon;
pub mod words;
