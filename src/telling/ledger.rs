//! The time ledger in words: minutes, and what is over or under.

use std::cmp::Ordering;

/// `7:30`: minutes and seconds.
pub(crate) fn minutes(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// `+2:30`, `−0:40`, or nothing where it took as long as planned.
pub(crate) fn difference(planned: i64, spent: i64) -> String {
    match spent.cmp(&planned) {
        Ordering::Equal => String::new(),
        Ordering::Greater => format!("+{}", minutes(spent - planned)),
        Ordering::Less => format!("−{}", minutes(planned - spent)),
    }
}
