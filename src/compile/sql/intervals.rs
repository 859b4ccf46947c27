//! On which days contracts that run from one day to another may be due: when they run out, and when they were left.

use super::query::{Parts, Pull};

/// Adds the due dates. All rows of the scope come along, so a day too many costs a measure and nothing else.
pub fn add_points(pull: &Pull<'_>, parts: &mut Parts) {
    let (from, to) = (pull.dialect.day(pull.from), pull.dialect.day(pull.to));
    // Who left before the end was due then, unless the contract went on to its end.
    let is_due = " AND (retro_loss IS NULL OR retro_end <= retro_loss OR retro_goes_on = 1)";
    let of_scope = "FROM sub_typed\n    WHERE retro_in = 1 AND retro_state <> 2 AND retro_account IS NOT NULL";
    parts.add(
        "points",
        format!(
            "SELECT DISTINCT retro_account, retro_due FROM (\n    \
             SELECT retro_account, retro_end AS retro_due, retro_state {of_scope}{is_due}\n    UNION ALL \
             SELECT retro_account, retro_loss AS retro_due, retro_state {of_scope}\n  ) d\n  \
             WHERE retro_due <= {to} AND (retro_due >= {from} OR retro_state = 1)"
        ),
    );
}
