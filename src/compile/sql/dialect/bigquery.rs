//! BigQuery.

use super::words::{NameQuotes, STANDARD, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "bigquery",
    names: NameQuotes::Backslash('`'),
    texts: TextQuotes::Backslash,
    text: "STRING",
    prose: "STRING",
    money: "NUMERIC",
    whole: "INT64",
    days: "INT64",
    digits: "NUMERIC",
    plain_number: "CAST(SAFE_CAST({text} AS FLOAT64) AS NUMERIC)",
    matches: "REGEXP_CONTAINS({text}, {pattern})",
    try_cast: "SAFE_CAST({text} AS {kind})",
    days_between: "DATE_DIFF({later}, {earlier}, DAY)",
    plus_days: "DATE_ADD({day}, INTERVAL {days} DAY)",
    month_start: "DATE_TRUNC({day}, MONTH)",
    part: "SPLIT({text}, '{mark}')[SAFE_OFFSET({index})]",
    ..STANDARD
};
