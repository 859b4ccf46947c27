//! Spark SQL.

use super::words::{FloatsBy, NameQuotes, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "spark",
    names: NameQuotes::Twice('`'),
    keeps_capitals: false,
    texts: TextQuotes::Backslash,
    reads_files: false,
    answers_in_json: true,
    text: "STRING",
    prose: "STRING",
    casts_flags: true,
    money: "DECIMAL(18, 2)",
    whole: "BIGINT",
    days: "INTEGER",
    digits: "DECIMAL(18, 0)",
    floats: FloatsBy::Looks,
    plain_number: "CAST(TRY_CAST({text} AS DOUBLE) AS DECIMAL(38, 6))",
    matches: "({text} RLIKE {pattern})",
    try_cast: "TRY_CAST({text} AS {kind})",
    days_between: "datediff({later}, {earlier})",
    plus_days: "date_add({day}, {days})",
    month_start: "CAST(DATE_TRUNC('month', {day}) AS DATE)",
    part: "SPLIT_PART({text}, '{mark}', {place})",
    fence: "",
};
