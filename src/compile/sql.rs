//! The warehouse does the work: SQL from a mapping, in the words of each dialect.

mod dialect;
mod query;

pub use dialect::Dialect;
pub use query::{Query, queries};

#[cfg(test)]
#[path = "sql/sql_tests.rs"]
mod tests;
