//! Which contracts of customers over time were due on which day: the rules of `compile::timeline::derive`, said to an engine.

use super::dialect;
use super::query::{Parts, Pull};
use super::relation::Relation;
use super::spelling;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::derive::REASON_NEAR;
use crate::compile::timeline::derive::rhythm::{GOES_ON_DAYS, LONGEST_LOOK_DAYS, LONGEST_STEP_DAYS, ONE_IN};
use crate::compile::timeline::shape::Shape;
use crate::compile::timeline::snapshots::GONE_AFTER_DAYS;
use crate::error::Result;

/// Adds what each customer had on the days that tell, and its last day.
pub(crate) fn add_days(pull: &Pull<'_>, shape: Shape, parts: &mut Parts) {
    let usable = usable(pull);
    if shape == Shape::Movements {
        add_up(pull, &usable, parts);
    } else {
        // Of what is over, paused or on trial nothing adds up.
        let days = format!(
            "SELECT retro_account, retro_series, retro_due AS day, SUM(CASE WHEN retro_state = 0 THEN retro_arr ELSE 0 END) AS arr,\n    \
             MAX(retro_end) AS contract_end, MIN(retro_state) AS state\n  {usable}"
        );
        parts.add("sub_days", format!("{days}\n  GROUP BY retro_account, retro_series, retro_due"));
        parts.add(
            "sub_last",
            "SELECT retro_account, retro_series, MAX(day) AS day FROM sub_days GROUP BY retro_account, retro_series".to_owned(),
        );
    }
}

/// Adds the due dates.
pub(crate) fn add_points(pull: &Pull<'_>, shape: Shape, parts: &mut Parts) -> Result<()> {
    parts.add("sub_active", ACTIVE.to_owned());
    if shape == Shape::Snapshots {
        add_rhythm(pull, parts);
    }
    parts.add("sub_gone", gone(pull, shape));
    let reasons = pull.of(Table::Reasons)?;
    if let Some(reasons) = reasons {
        parts.add("reason_days", reason_days(pull, reasons)?);
        parts.add("sub_told", told(pull));
    }
    parts.add("sub_losses", losses(pull, reasons.is_some()));
    parts.add("sub_before", before_end(pull));
    let [from, to, until] = [pull.from, pull.to, pull.until].map(dialect::day);
    parts.add("sub_dues", dues(pull));
    parts.add(
        "points",
        format!(
            "SELECT DISTINCT retro_account, retro_due FROM sub_dues\n  WHERE retro_due <= {until} AND (retro_due BETWEEN {from} AND {to} OR is_open = 1)"
        ),
    );
    Ok(())
}

/// The rows that tell of a customer of the scope.
fn usable(pull: &Pull<'_>) -> String {
    format!(
        "FROM sub_typed\n  WHERE retro_in = 1 AND retro_flaw = 0 AND retro_state <> 2 AND retro_account IS NOT NULL AND retro_due <= {}",
        dialect::day(pull.as_of)
    )
}

/// Days with ARR, each with the one after it.
const ACTIVE: &str = "SELECT * FROM (\n    SELECT d.*, LEAD(day) OVER (PARTITION BY retro_account, retro_series ORDER BY day) AS next_day,\n      \
    LEAD(state) OVER (PARTITION BY retro_account, retro_series ORDER BY day) AS next_state\n    FROM sub_days d\n  ) d WHERE arr <> 0 AND state <> 3";

/// Movements as what they came to by the end of each month that had one, and of the month before it.
fn add_up(pull: &Pull<'_>, usable: &str, parts: &mut Parts) {
    let month_end = pull.dialect.month_end("retro_due");
    // The last contract end that was named in a month stands at its end.
    parts.add(
        "sub_moves",
        format!(
            "SELECT retro_account, retro_series, day, SUM(retro_arr) AS moved,\n    MAX(CASE WHEN place = 1 THEN retro_end END) AS contract_end\n  FROM (\n    \
             SELECT retro_account, retro_series, retro_arr, retro_end, {month_end} AS day,\n      \
             ROW_NUMBER() OVER (PARTITION BY retro_account, retro_series, {month_end}\n      \
             ORDER BY CASE WHEN retro_end IS NULL THEN 1 ELSE 0 END, retro_due DESC, retro_end DESC) AS place\n    {usable}\n  ) m\n  \
             GROUP BY retro_account, retro_series, day"
        ),
    );
    let so_far = "OVER (PARTITION BY retro_account, retro_series ORDER BY day ROWS UNBOUNDED PRECEDING)";
    parts.add(
        "sub_sums",
        format!(
            "SELECT retro_account, retro_series, day, SUM(moved) {so_far} AS arr, contract_end, COUNT(contract_end) {so_far} AS ends,\n    \
             LAG(day) OVER (PARTITION BY retro_account, retro_series ORDER BY day) AS day_before\n  FROM sub_moves"
        ),
    );
    parts.add(
        "sub_states",
        "SELECT retro_account, retro_series, day, arr, MAX(contract_end) OVER (PARTITION BY retro_account, retro_series, ends) AS contract_end, day_before FROM sub_sums"
            .to_owned(),
    );
    let before = pull.dialect.plus_days(&pull.dialect.month_start("s.day"), "-1");
    parts.add(
        "sub_days",
        format!(
            "SELECT retro_account, retro_series, day, arr, contract_end, {} AS state FROM sub_states\n  UNION ALL\n  \
             SELECT s.retro_account, s.retro_series, {before} AS day, p.arr, p.contract_end, {} AS state\n  FROM sub_states s\n  \
             JOIN sub_states p ON p.retro_account = s.retro_account AND p.retro_series = s.retro_series AND p.day = s.day_before\n  \
             WHERE {before} > s.day_before",
            is_over("arr"),
            is_over("p.arr")
        ),
    );
    let end = pull.dialect.month_end("n.day");
    parts.add("sub_last", format!("SELECT DISTINCT d.retro_account, d.retro_series, {end} AS day FROM sub_days d CROSS JOIN newest n"));
}

/// Adds to each day of the source the next one on which at least half of the customers have a row whose rows go on around it, and the
/// next one on which many of all customers have one.
fn add_rhythm(pull: &Pull<'_>, parts: &mut Parts) {
    let over = pull.dialect.plus_days("MAX(day)", &(GOES_ON_DAYS + 1).to_string());
    parts.add(
        "sub_around",
        format!(
            "SELECT day, SUM(seen) AS seen, SUM(SUM(turn)) OVER (ORDER BY day ROWS UNBOUNDED PRECEDING) AS around\n  FROM (\n    \
             SELECT day, 1 AS seen, 0 AS turn FROM sub_days\n    UNION ALL \
             SELECT MIN(day) AS day, 0 AS seen, 1 AS turn FROM sub_days GROUP BY retro_account, retro_series\n    UNION ALL \
             SELECT {over} AS day, 0 AS seen, -1 AS turn FROM sub_days GROUP BY retro_account, retro_series\n  ) c\n  GROUP BY day"
        ),
    );
    parts.add(
        "sub_rhythm",
        format!(
            "SELECT day, {} AS next_regular,\n    {} AS next_look\n  FROM sub_around",
            next_where("seen > 0 AND seen * 2 >= around"),
            next_where(&format!("seen > 0 AND seen * {ONE_IN} >= (SELECT COUNT(*) FROM sub_last)"))
        ),
    );
}

/// The first later day of which that holds.
fn next_where(holds: &str) -> String {
    format!("MIN(CASE WHEN {holds} THEN day END) OVER (ORDER BY day ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)")
}

/// Who takes all ARR away says that it is a loss.
fn is_over(arr: &str) -> String {
    format!("CASE WHEN {arr} <= 0 THEN 3 ELSE 0 END")
}

/// Customers who left: the last day with ARR, the contract end that stood on it, the day on which it was seen, and how things stood
/// then. Who is paused did not leave.
fn gone(pull: &Pull<'_>, shape: Shape) -> String {
    let dialect = pull.dialect;
    // What was added up goes on until somebody says otherwise.
    let (vanished, rhythm) = if shape == Shape::Movements {
        ("NULL".to_owned(), "")
    } else {
        let [late, step, look] = ["n.day", "MIN(r.next_regular)", "MIN(r.next_look)"].map(|day| dialect.days_between("a.day", day));
        let otherwise = dialect.plus_days("a.day", &GOES_ON_DAYS.to_string());
        let missed = format!(
            "CASE WHEN {step} <= {LONGEST_STEP_DAYS} THEN MIN(r.next_regular)\n      \
             WHEN {look} <= {LONGEST_LOOK_DAYS} THEN MIN(r.next_look) ELSE {otherwise} END"
        );
        let vanished = format!("CASE WHEN {late} > {GONE_AFTER_DAYS} THEN LEAST({missed}, n.day) END");
        (vanished, "\n    LEFT JOIN sub_rhythm r ON r.day = a.day")
    };
    format!(
        "SELECT g.* FROM (\n    \
         SELECT a.retro_account, a.retro_series, a.day, a.contract_end, a.next_state, COALESCE(a.next_day, {vanished}) AS gone\n    \
         FROM (SELECT retro_account, retro_series, MAX(day) AS day FROM sub_active GROUP BY retro_account, retro_series) l\n    \
         JOIN sub_active a ON a.retro_account = l.retro_account AND a.retro_series = l.retro_series AND a.day = l.day{rhythm}\n    \
         CROSS JOIN newest n\n    \
         GROUP BY a.retro_account, a.retro_series, a.day, a.contract_end, a.next_day, a.next_state, n.day\n  ) g\n  \
         JOIN sub_last x ON x.retro_account = g.retro_account AND x.retro_series = g.retro_series\n  \
         LEFT JOIN sub_days p ON p.retro_account = g.retro_account AND p.retro_series = g.retro_series AND p.day = x.day AND p.state = 1\n  \
         WHERE gone IS NOT NULL AND p.state IS NULL"
    )
}

fn reason_days(pull: &Pull<'_>, reasons: Relation<'_>) -> Result<String> {
    Ok(format!(
        "SELECT {} AS retro_account, r.day\n  FROM (\n    SELECT {} AS retro_id, {} AS day FROM {} t\n  ) r\n    {}\n  WHERE r.day IS NOT NULL",
        spelling::ACCOUNT,
        reasons.account()?,
        reasons.needed_day(Field::Date)?,
        reasons.quoted(),
        spelling::joins(pull.dialect, "known", "spellings")
    ))
}

/// The day that a reason names for a loss, the nearest to when it was seen.
fn told(pull: &Pull<'_>) -> String {
    let gap = format!("ABS({})", pull.dialect.days_between("g.gone", "d.day"));
    format!(
        "SELECT retro_account, retro_series, day FROM (\n    SELECT g.retro_account, g.retro_series, d.day,\n      \
         ROW_NUMBER() OVER (PARTITION BY g.retro_account, g.retro_series ORDER BY {gap}, d.day) AS place\n    \
         FROM sub_gone g\n    JOIN reason_days d ON d.retro_account = g.retro_account\n    WHERE d.day > g.day AND {gap} <= {REASON_NEAR}\n  ) t WHERE place = 1"
    )
}

/// A contract end between the last day with ARR and the first without is the due date of the loss, also one that passed at most the grace
/// before that last day; within the grace after it as well, where nobody says that it was a loss.
fn losses(pull: &Pull<'_>, has_reasons: bool) -> String {
    let said = "CASE WHEN g.next_state = 3 THEN g.gone END";
    let (recorded, join) = if has_reasons {
        let join = "\n    LEFT JOIN sub_told t ON t.retro_account = g.retro_account AND t.retro_series = g.retro_series";
        (format!("COALESCE(t.day, {said})"), join)
    } else {
        (said.to_owned(), "")
    };
    let grace = pull.grace.to_string();
    let (within_grace, end_with_grace) = (pull.dialect.plus_days("r.gone", &grace), pull.dialect.plus_days("r.contract_end", &grace));
    format!(
        "SELECT r.retro_account, r.retro_series, r.day, COALESCE(r.recorded, r.gone) AS lost,\n    CASE WHEN {end_with_grace} >= r.day \
         AND r.contract_end <= CASE WHEN r.recorded IS NULL THEN {within_grace} ELSE r.gone END THEN r.contract_end END AS end_within\n  FROM (\n    \
         SELECT g.*, {recorded} AS recorded FROM sub_gone g{join}\n  ) r"
    )
}

/// Contract ends that stood while there was ARR, where the customer was still there or away for no longer than the grace; with
/// whether it was paused, and whether the contract was still to end then.
fn before_end(pull: &Pull<'_>) -> String {
    let grace = pull.dialect.plus_days("b.next_day", &pull.grace.to_string());
    format!(
        "SELECT retro_account, retro_series, retro_due, next_state, ends_then FROM (\n    \
         SELECT e.retro_account, e.retro_series, e.retro_due, d.next_day, d.next_state,\n      \
         CASE WHEN d.contract_end IS NULL OR d.contract_end = e.retro_due THEN 1 ELSE 0 END AS ends_then,\n      \
         ROW_NUMBER() OVER (PARTITION BY e.retro_account, e.retro_series, e.retro_due ORDER BY d.day DESC) AS place\n    \
         FROM (SELECT DISTINCT retro_account, retro_series, contract_end AS retro_due FROM sub_active WHERE contract_end IS NOT NULL) e\n    \
         JOIN sub_active d ON d.retro_account = e.retro_account AND d.retro_series = e.retro_series\n      \
         AND (d.day < e.retro_due OR d.day = e.retro_due AND d.contract_end = e.retro_due)\n  ) b\n  \
         WHERE place = 1 AND (next_day IS NULL OR next_state = 1 OR {grace} >= retro_due)"
    )
}

/// What is not decided yet is wanted however old it is: who is paused, and who was due shortly before the data end.
fn dues(pull: &Pull<'_>) -> String {
    let open = pull.dialect.plus_days("n.day", &format!("-{}", u64::from(pull.grace) + LONGEST_STEP_DAYS));
    let is_open = |due: &str| format!("{due} >= {open}");
    format!(
        "SELECT b.retro_account, b.retro_series, b.retro_due,\n    \
         CASE WHEN {} OR b.retro_due >= x.day OR b.next_state = 1 THEN 1 ELSE 0 END AS is_open\n  FROM sub_before b\n  CROSS JOIN newest n\n  \
         JOIN sub_last x ON x.retro_account = b.retro_account AND x.retro_series = b.retro_series\n  \
         LEFT JOIN sub_losses l ON l.retro_account = b.retro_account AND l.retro_series = b.retro_series\n  \
         WHERE (l.retro_account IS NULL OR b.retro_due = l.end_within OR b.retro_due <= l.day)\n    \
         AND (b.ends_then = 1 OR b.retro_due <= {})\n  UNION ALL\n  \
         SELECT retro_account, retro_series, lost AS retro_due, CASE WHEN {} THEN 1 ELSE 0 END AS is_open\n  \
         FROM sub_losses CROSS JOIN newest n WHERE end_within IS NULL\n  UNION ALL\n  \
         SELECT retro_account, retro_series, end_within AS retro_due, CASE WHEN {} THEN 1 ELSE 0 END AS is_open\n  \
         FROM sub_losses CROSS JOIN newest n WHERE end_within IS NOT NULL",
        is_open("b.retro_due"),
        dialect::day(pull.to),
        is_open("lost"),
        is_open("end_within")
    )
}

/// A late renewal may close on any day that the data have.
pub(crate) const SPANS: &str = "SELECT p.retro_account, MIN(p.retro_due) AS first_day,\n    \
    MAX(CASE WHEN n.day > p.retro_due THEN n.day ELSE p.retro_due END) AS last_day, MAX(p.retro_due) AS last_due\n  \
    FROM points p\n  CROSS JOIN newest n\n  GROUP BY p.retro_account";
