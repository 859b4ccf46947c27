//! Redshift.

use super::words::{FloatsBy, NameQuotes, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "redshift",
    names: NameQuotes::Twice('"'),
    keeps_capitals: false,
    texts: TextQuotes::TwiceAndBackslash,
    reads_files: false,
    answers_in_json: false,
    text: "VARCHAR(1000)",
    // Without a length it would be 256.
    prose: "VARCHAR(65535)",
    casts_flags: false,
    money: "DECIMAL(18, 2)",
    whole: "BIGINT",
    days: "INTEGER",
    digits: "DECIMAL(18, 0)",
    floats: FloatsBy::Looks,
    plain_number: "CAST(CAST({text} AS DOUBLE PRECISION) AS DECIMAL(38, 6))",
    matches: "({text} ~ {pattern})",
    try_cast: "CAST({text} AS {kind})",
    days_between: "({later} - {earlier})",
    plus_days: "({day} + {days})",
    month_start: "CAST(DATE_TRUNC('month', {day}) AS DATE)",
    part: "SPLIT_PART({text}, '{mark}', {place})",
    fence: "",
};
