//! Trino.

use super::words::{FloatsBy, NameQuotes, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "trino",
    names: NameQuotes::Twice('"'),
    keeps_capitals: false,
    texts: TextQuotes::Twice,
    reads_files: false,
    answers_in_json: false,
    text: "VARCHAR",
    prose: "VARCHAR",
    casts_flags: true,
    money: "DECIMAL(18, 2)",
    whole: "BIGINT",
    days: "INTEGER",
    digits: "DECIMAL(18, 0)",
    floats: FloatsBy::Looks,
    plain_number: "CAST(TRY_CAST({text} AS DOUBLE) AS DECIMAL(38, 6))",
    matches: "REGEXP_LIKE({text}, {pattern})",
    try_cast: "TRY_CAST({text} AS {kind})",
    days_between: "date_diff('day', {earlier}, {later})",
    plus_days: "date_add('day', {days}, {day})",
    month_start: "CAST(DATE_TRUNC('month', {day}) AS DATE)",
    part: "SPLIT_PART({text}, '{mark}', {place})",
    fence: "",
};
