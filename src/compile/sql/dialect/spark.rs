//! Spark SQL.

use super::words::{NameQuotes, STANDARD, TextQuotes, Words};

pub(super) const WORDS: Words = Words {
    key: "spark",
    names: NameQuotes::Twice('`'),
    texts: TextQuotes::Backslash,
    answers_in_json: true,
    text: "STRING",
    prose: "STRING",
    matches: "({text} RLIKE {pattern})",
    days_between: "datediff({later}, {earlier})",
    plus_days: "date_add({day}, {days})",
    ..STANDARD
};
