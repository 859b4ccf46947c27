//! How the rows of a relation find their account: by exactly its id, else by one that differs in case, blanks and marks
//! alone, where only one account has it. So the reader of files does it.

use super::Dialect;

/// The part that tells the ids of `ids`, one row each, by what is left of them without case, blanks and marks.
pub(crate) fn spellings(dialect: Dialect, ids: &str) -> String {
    let folded = dialect.folded("retro_account");
    format!(
        "SELECT retro_folded, MIN(retro_account) AS retro_account\n  FROM (\n    SELECT retro_account, {folded} AS retro_folded \
         FROM {ids} WHERE retro_account IS NOT NULL\n  ) i\n  GROUP BY retro_folded HAVING COUNT(*) = 1"
    )
}

/// What stands in `rows r` with a `retro_id`, joined to the accounts in `ids` and their `spellings`.
pub(crate) fn joins(dialect: Dialect, ids: &str, spellings: &str) -> String {
    // What was found by its id need not be folded.
    let folded = format!("CASE WHEN e.retro_account IS NULL THEN {} END", dialect.folded("r.retro_id"));
    format!("LEFT JOIN {ids} e ON e.retro_account = r.retro_id\n    LEFT JOIN {spellings} f ON f.retro_folded = {folded}")
}

/// The account behind a row of [`joins`].
pub(crate) const ACCOUNT: &str = "COALESCE(e.retro_account, f.retro_account, r.retro_id)";
