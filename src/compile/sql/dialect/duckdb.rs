//! DuckDB.

use super::words::{FloatsBy, NameQuotes, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "duckdb",
    names: NameQuotes::Twice('"'),
    keeps_capitals: false,
    texts: TextQuotes::Twice,
    reads_files: true,
    answers_in_json: false,
    text: "VARCHAR",
    prose: "VARCHAR",
    casts_flags: true,
    money: "DECIMAL(18, 2)",
    whole: "BIGINT",
    days: "INTEGER",
    digits: "DECIMAL(18, 0)",
    floats: FloatsBy::Type { of: "typeof", floats: "'FLOAT', 'DOUBLE'" },
    plain_number: "TRY_CAST({column} AS DECIMAL(38, 6))",
    matches: "regexp_matches({text}, {pattern})",
    try_cast: "TRY_CAST({text} AS {kind})",
    days_between: "({later} - {earlier})",
    plus_days: "({day} + {days})",
    month_start: "CAST(DATE_TRUNC('month', {day}) AS DATE)",
    part: "SPLIT_PART({text}, '{mark}', {place})",
    fence: "",
};
