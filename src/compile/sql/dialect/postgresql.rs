//! PostgreSQL.

use super::words::{FloatsBy, NameQuotes, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "postgresql",
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
    floats: FloatsBy::Type { of: "pg_typeof", floats: "'real', 'double precision'" },
    // It has room for all digits of any float.
    plain_number: "CAST({text} AS NUMERIC)",
    matches: "({text} ~ {pattern})",
    // It has no such cast: what is cast was looked at before.
    try_cast: "CAST({text} AS {kind})",
    days_between: "({later} - {earlier})",
    plus_days: "({day} + {days})",
    month_start: "CAST(DATE_TRUNC('month', {day}) AS DATE)",
    part: "SPLIT_PART({text}, '{mark}', {place})",
    fence: " OFFSET 0",
};
