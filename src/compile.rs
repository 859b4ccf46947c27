//! Sources to facts, with an account of every row.

pub mod progress;
