//! BigQuery.

use super::words::{FloatsBy, NameQuotes, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "bigquery",
    names: NameQuotes::Backslash('`'),
    keeps_capitals: false,
    texts: TextQuotes::Backslash,
    reads_files: false,
    answers_in_json: false,
    text: "STRING",
    prose: "STRING",
    casts_flags: true,
    money: "NUMERIC",
    whole: "INT64",
    days: "INT64",
    digits: "NUMERIC",
    floats: FloatsBy::Looks,
    plain_number: "CAST(SAFE_CAST({text} AS FLOAT64) AS NUMERIC)",
    matches: "REGEXP_CONTAINS({text}, {pattern})",
    try_cast: "SAFE_CAST({text} AS {kind})",
    days_between: "DATE_DIFF({later}, {earlier}, DAY)",
    plus_days: "DATE_ADD({day}, INTERVAL {days} DAY)",
    month_start: "DATE_TRUNC({day}, MONTH)",
    part: "SPLIT({text}, '{mark}')[SAFE_OFFSET({index})]",
    fence: "",
};
