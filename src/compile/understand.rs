//! What people's files are: which file is which table, which column which field, what words mean, and what must be asked.

mod alike;
pub(crate) mod bridge;
pub(crate) mod by_values;
pub(crate) mod check;
pub(crate) mod choose;
pub(crate) mod decided;
pub(crate) mod examples;
pub(crate) mod given_up;
pub(crate) mod header;
pub(crate) mod infer;
pub(crate) mod joined;
pub(crate) mod keys;
pub(crate) mod kinds;
pub(crate) mod layout;
pub(crate) mod mapping;
pub(crate) mod meaning;
pub(crate) mod missing_data;
mod named_months;
pub(crate) mod names;
pub(crate) mod pairs;
pub(crate) mod plainly;
pub(crate) mod readable;
pub(crate) mod recognise;
mod successions;
pub(crate) mod tally;
pub(crate) mod why_not;
