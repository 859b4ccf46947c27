//! On which days contracts that run from one day to another may be due: when they run out, and when they were left.

use super::dialect;
use super::query::{Parts, Pull};

/// Adds the due dates. All rows of the scope come along, so a day too many costs a measure and nothing else.
pub(crate) fn add_points(pull: &Pull<'_>, parts: &mut Parts) {
    let [from, until, as_of] = [pull.from, pull.until, pull.as_of].map(dialect::day);
    // Of who is paused nobody knows what became, however long ago it was due.
    parts.add(
        "sub_runs",
        "SELECT retro_account, retro_end, retro_loss, retro_state, retro_goes_on,\n    \
         MAX(CASE WHEN retro_state = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY retro_account) AS is_open\n  \
         FROM sub_typed WHERE retro_in = 1 AND retro_flaw = 0 AND retro_state <> 2 AND retro_account IS NOT NULL"
            .to_owned(),
    );
    // A loss after the as-of day is not known on it. Who left before the end was due then, unless the contract went on to its end; who left within the grace after it, at the end.
    let grace = pull.dialect.plus_days("retro_end", &pull.grace.to_string());
    parts.add(
        "points",
        format!(
            "SELECT DISTINCT retro_account, retro_due FROM (\n    \
             SELECT retro_account, retro_end AS retro_due, is_open FROM sub_runs\n    \
             WHERE retro_state <> 1 AND (retro_loss IS NULL OR retro_loss > {as_of} OR retro_end <= retro_loss OR retro_goes_on = 1)\n    UNION ALL \
             SELECT retro_account, retro_loss AS retro_due, is_open FROM sub_runs\n    \
             WHERE retro_end IS NULL OR retro_loss < retro_end AND retro_goes_on = 0 OR retro_loss > {grace}\n  ) d\n  \
             WHERE retro_due <= {until} AND (retro_due >= {from} OR is_open = 1)"
        ),
    );
}
