//! DuckDB.

use super::words::{FloatsBy, STANDARD, Words};

pub(super) const WORDS: Words = Words {
    key: "duckdb",
    reads_files: true,
    floats: FloatsBy::Type { of: "typeof", floats: "'FLOAT', 'DOUBLE'" },
    plain_number: "TRY_CAST({column} AS DECIMAL(38, 6))",
    matches: "regexp_matches({text}, {pattern})",
    ..STANDARD
};
