//! Snowflake.

use super::words::{STANDARD, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "snowflake",
    keeps_capitals: true,
    texts: TextQuotes::TwiceAndBackslash,
    days_between: "DATEDIFF('day', {earlier}, {later})",
    plus_days: "DATEADD('day', {days}, {day})",
    ..STANDARD
};
