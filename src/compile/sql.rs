//! The warehouse does the work: SQL from a mapping, in the words of each dialect.

mod cases;
mod counts;
mod dates;
mod decisions;
mod dialect;
mod dues;
mod history;
mod intervals;
mod measures;
mod query;
mod relation;
mod rows;
mod spelling;
mod subscriptions;

pub(crate) use dialect::{Dialect, TOTAL};
pub(crate) use query::{HISTORY, Query, queries};

#[cfg(test)]
#[path = "sql/sql_tests.rs"]
mod tests;
