//! What is measured in the warehouse: health at or before a day, and usage before it.

use chrono::NaiveDate;

use super::relation::Relation;
use super::{Dialect, spelling};
use crate::compile::join::health::OLDEST;
use crate::compile::join::usage::{SPAN, WEEK};
use crate::compile::read::row::NOTHING;
use crate::compile::schema::{Field, USAGE};
use crate::error::Result;

/// Numbers as the reader of files takes them.
const A_NUMBER: &str = "^[-+]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)$";

/// Whole numbers as the reader of files takes them: of up to fifteen digits, so that sums of them fit everywhere.
pub(crate) const A_COUNT: &str = "^(0[0,' ]*)?([0-9][,' ]*){1,15}([.]0*)?$";

/// Scores by account and day. `retro_flaw` is 1 where the row is one that the reader of files would reject.
pub(crate) fn scores(health: Relation<'_>) -> Result<String> {
    let dialect = health.dialect;
    let is_number = dialect.matches("retro_raw", A_NUMBER);
    let score = format!("CASE WHEN {is_number} THEN retro_raw END");
    let flaw = format!("retro_due IS NULL OR NOT ({} OR {is_number})", is_nothing(dialect, "retro_raw"));
    typed(health, Some(health.needed(Field::Score)?), &score, &flaw, "score")
}

/// Events by account and day; no number is none.
pub(crate) fn events(usage: Relation<'_>) -> Result<String> {
    let Some(raw) = usage.value(Field::Events) else { return typed(usage, None, "1", "retro_due IS NULL", "events") };
    let dialect = usage.dialect;
    let digits = dialect.without("retro_raw", ",' ");
    let (nothing, is_count) = (is_nothing(dialect, "retro_raw"), dialect.matches("retro_raw", A_COUNT));
    let events = format!("CASE WHEN {nothing} THEN 0 WHEN {is_count} THEN {} END", dialect.as_whole(&digits));
    typed(usage, Some(raw), &events, &format!("retro_due IS NULL OR NOT ({nothing} OR {is_count})"), "events")
}

/// A relation's rows with their day as `retro_due` and one value, which `raw` is typed to.
fn typed(relation: Relation<'_>, raw: Option<String>, value: &str, flaw: &str, name: &str) -> Result<String> {
    let dialect = relation.dialect;
    let raw = raw.unwrap_or_else(|| dialect.as_text("NULL"));
    let fence = dialect.fence();
    Ok(format!(
        "SELECT {} AS retro_account, retro_due, {value} AS {name}, retro_day, retro_raw,\n    \
         CASE WHEN {flaw} THEN 1 ELSE 0 END AS retro_flaw\n  FROM (\n    \
         SELECT {} AS retro_id,\n      {} AS retro_due, {} AS retro_day,\n      {raw} AS retro_raw\n    FROM {} t{fence}\n  ) r\n    {}{fence}",
        spelling::ACCOUNT,
        relation.account()?,
        relation.needed_day(Field::Week)?,
        relation.needed(Field::Week)?,
        relation.quoted(),
        spelling::joins(dialect, "known", "spellings")
    ))
}

/// Whether `text` says that there is no value.
pub(crate) fn is_nothing(dialect: Dialect, text: &str) -> String {
    let words: Vec<String> = [""].into_iter().chain(NOTHING).map(|word| dialect.text(word)).collect();
    format!("{text} IS NULL OR LOWER({text}) IN ({})", words.join(", "))
}

/// For each point, an account and a day, the last score at or before so many days before it and not much older, under these names.
pub(crate) fn last_scores(dialect: Dialect, points: &str, days: &[u32], names: &[Field]) -> String {
    let offsets: Vec<String> = days.iter().map(|days| format!("SELECT {days} AS days")).collect();
    let picks: Vec<String> =
        days.iter().zip(names).map(|(days, field)| format!("MAX(CASE WHEN days = {days} THEN score END) AS {}", field.key())).collect();
    let gap = dialect.days_between("h.retro_due", "p.retro_due");
    // Of two scores of one day the engine has no later one: the higher text counts, so that it is always the same.
    format!(
        "SELECT retro_account, retro_due, {}\n  FROM (\n    SELECT p.retro_account, p.retro_due, k.days, h.score,\n      \
         ROW_NUMBER() OVER (PARTITION BY p.retro_account, p.retro_due, k.days ORDER BY h.retro_due DESC, h.score DESC) AS place\n    \
         FROM {points} p\n    JOIN health_rows h ON h.retro_account = p.retro_account\n    \
         CROSS JOIN ({}) k\n    WHERE h.score IS NOT NULL AND {gap} BETWEEN k.days AND k.days + {OLDEST}\n  ) ranked\n  \
         WHERE place = 1\n  GROUP BY retro_account, retro_due",
        picks.join(", "),
        offsets.join(" UNION ALL "),
    )
}

/// The days between which usage was measured at all.
pub(crate) const USAGE_EXTENT: &str = "SELECT MIN(retro_due) AS first_day, MAX(retro_due) AS last_day\n  FROM usage_rows\n  \
    WHERE retro_due IS NOT NULL AND events IS NOT NULL AND retro_account IN (SELECT retro_account FROM points)";

/// Events in six 30-day buckets before due; zero where an account has usage at another time, nothing where no account's reaches
/// over all of these days. What is due later than `settled_by` is measured as far as rows go.
pub(crate) fn usage(dialect: Dialect, settled_by: NaiveDate) -> String {
    let sums: Vec<String> = USAGE
        .iter()
        .enumerate()
        .map(|(i, field)| {
            format!("SUM(CASE WHEN gap BETWEEN {} AND {} THEN events ELSE 0 END) AS {}", i * 30 + 1, i * 30 + 30, field.key())
        })
        .collect();
    format!(
        "SELECT retro_account, retro_due, {}\n  FROM (\n    SELECT p.retro_account, p.retro_due, u.events, {} AS gap\n    \
         FROM points p\n    JOIN usage_rows u ON u.retro_account = p.retro_account\n    CROSS JOIN usage_extent e\n    WHERE u.retro_due IS NOT NULL AND u.events IS NOT NULL\n      \
         AND {} >= {} AND ({} <= {WEEK} OR p.retro_due > {})\n  ) gaps\n  \
         GROUP BY retro_account, retro_due",
        sums.join(", "),
        dialect.days_between("u.retro_due", "p.retro_due"),
        dialect.days_between("e.first_day", "p.retro_due"),
        SPAN - (WEEK - 1),
        dialect.days_between("e.last_day", "p.retro_due"),
        super::dialect::day(settled_by),
    )
}
