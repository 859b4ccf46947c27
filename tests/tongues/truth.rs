//! The right figures of a book, by the definitions alone.

pub mod expected;
pub mod happened;
mod twelve_months;
