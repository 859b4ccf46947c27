//! What leaves the program: each format is a pure function to bytes; the runtime writes them.

pub mod plan;
pub mod schema;
