//! Redshift.

use super::words::{STANDARD, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "redshift",
    texts: TextQuotes::TwiceAndBackslash,
    text: "VARCHAR(1000)",
    // Without a length it would be 256.
    prose: "VARCHAR(65535)",
    casts_flags: false,
    plain_number: "CAST(CAST({text} AS DOUBLE PRECISION) AS DECIMAL(38, 6))",
    matches: "({text} ~ {pattern})",
    try_cast: "CAST({text} AS {kind})",
    ..STANDARD
};
