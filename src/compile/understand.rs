//! What people's files are: which file is which table, which column which field, what words mean, and what must be asked.

mod alike;
pub mod by_values;
pub mod check;
pub mod choose;
pub mod decided;
pub mod examples;
pub mod given_up;
pub mod header;
pub mod infer;
pub mod joined;
pub mod keys;
pub mod kinds;
pub mod layout;
pub mod mapping;
pub mod meaning;
pub mod missing_data;
mod named_months;
pub mod names;
pub mod pairs;
pub mod plainly;
pub mod readable;
pub mod recognise;
pub mod tally;
pub mod why_not;
