//! Trino.

use super::words::{STANDARD, Words};

pub(super) const WORDS: Words =
    Words { key: "trino", days_between: "date_diff('day', {earlier}, {later})", plus_days: "date_add('day', {days}, {day})", ..STANDARD };
