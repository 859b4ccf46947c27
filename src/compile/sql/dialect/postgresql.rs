//! PostgreSQL.

use super::words::{FloatsBy, STANDARD, Words};

pub(super) const WORDS: Words = Words {
    key: "postgresql",
    floats: FloatsBy::Type { of: "pg_typeof", floats: "'real', 'double precision'" },
    // It has room for all digits of any float.
    plain_number: "CAST({text} AS NUMERIC)",
    matches: "({text} ~ {pattern})",
    // It has no such cast: what is cast was looked at before.
    try_cast: "CAST({text} AS {kind})",
    fence: " OFFSET 0",
    ..STANDARD
};
