//! What becomes of the rows that stay in the warehouse, counted there: every row is used, out of scope or rejected.

use super::dialect;
use super::query::{BESIDE, Pull, Query, file_of, rows_of};
use super::relation::Relation;
use super::{measures, subscriptions};
use crate::compile::join::health::OLDEST;
use crate::compile::join::signals::{HEALTH_AT, PLAYS_FROM};
use crate::compile::schema::{COUNTS, Field, Table, USAGE};
use crate::error::Result;

/// The query that counts what the others leave.
pub(crate) fn query(pull: &Pull<'_>) -> Result<Query> {
    let mut parts = pull.base()?;
    let mut counted = if let Some(relation) = pull.subscriptions()? {
        subscriptions::add_rows(pull, relation, &mut parts);
        let mut counted = vec![count(pull, Table::Subscriptions, &subscriptions::left(pull), USED)];
        if relation.counts_once() {
            parts.add("repeated", repeated(relation));
            counted.push(count_repeated(pull));
        }
        counted
    } else {
        vec![count(pull, Table::Renewals, &left(Table::Renewals, "0"), "0")]
    };
    if pull.of(Table::Accounts)?.is_some() {
        counted.push(count(pull, Table::Accounts, &left(Table::Accounts, "0"), "0"));
    }
    for table in BESIDE {
        let Some(relation) = pull.of(table)? else { continue };
        parts.add(rows_of(table), pull.rows(relation)?);
        counted.push(count(pull, table, &left(table, "retro_unknown"), "0"));
    }
    if let Some(health) = pull.of(Table::Health)? {
        parts.add("health_rows", measures::scores(health)?);
        parts.add("health_days", health_days(pull, pull.of(Table::Plays)?.is_some()));
        parts.add("health_turns", HEALTH_TURNS.to_owned());
        counted.push(count(pull, Table::Health, &health_fates(pull), USED));
    }
    if let Some(usage) = pull.of(Table::Usage)? {
        parts.add("usage_rows", measures::events(usage)?);
        parts.add("turns", TURNS.to_owned());
        parts.add("used_usage", used_usage(pull));
        parts.add("usage_extent", measures::USAGE_EXTENT.to_owned());
        let usage = count(pull, Table::Usage, &fates("usage_rows", "1 = 0", ""), "MAX(u.used)");
        // Whether a row is used is no matter of that row alone, so it is counted beside.
        counted.push(format!("{usage}\n  CROSS JOIN used_usage u\n  CROSS JOIN usage_extent e"));
    }
    parts.add("counted", counted.join("\n  UNION ALL "));
    let columns: Vec<String> = COUNTS.iter().map(|field| field.key().to_owned()).collect();
    let named: Vec<String> = columns.iter().map(|name| format!("{name} AS {}", pull.dialect.name(name))).collect();
    parts.add("asked", format!("SELECT {} FROM counted", named.join(", ")));
    let sql = parts.ending(&pull.dialect.answer(&columns, "asked"));
    Ok(Query { file: file_of(Table::Counts), columns, sql, relation: None })
}

/// Each due date of an account with the one before it.
const TURNS: &str = "SELECT retro_account, retro_due,\n    \
    LAG(retro_due) OVER (PARTITION BY retro_account ORDER BY retro_due) AS before_due\n  FROM points";

/// The rows that are said to be used.
const USED: &str = "COUNT(CASE WHEN fate = 'used' THEN 1 END)";

/// One row that counts the fates of a table's rows, and those `used` as an expression tells.
fn count(pull: &Pull<'_>, table: Table, fates: &str, used: &str) -> String {
    let of = |fate: &str| format!("COUNT(CASE WHEN fate = '{fate}' THEN 1 END)");
    let [relation, read, rows_used, rejected, unmatched, accounts, first, first_day, last_day, repeated, newest_day, ..] =
        COUNTS.map(Field::key);
    let day_of = |tables: &[Table], bound: &str| {
        if tables.contains(&table) { format!("SUBSTR({}, 1, 10)", pull.dialect.as_text(bound)) } else { pull.dialect.as_text("NULL") }
    };
    let day = |bound: &str| day_of(&[Table::Usage], bound);
    let newest = format!("MAX(CASE WHEN retro_due <= {} THEN retro_due END)", dialect::day(pull.as_of));
    let stranger = "CASE WHEN fate = 'unmatched' THEN retro_account END";
    format!(
        "SELECT '{}' AS {relation}, COUNT(*) AS {read}, {used} AS {rows_used}, {} AS {rejected}, {} AS {unmatched},\n    \
         COUNT(DISTINCT {stranger}) AS {accounts}, MIN({stranger}) AS {first},\n    \
         {} AS {first_day}, {} AS {last_day}, 0 AS {repeated}, {} AS {newest_day},\n    {}\n  FROM (\n    {fates}\n  ) {}_fates",
        file_of(table),
        of("rejected"),
        of("unmatched"),
        day("MIN(e.first_day)"),
        day("MAX(e.last_day)"),
        day_of(&[Table::Health, Table::Usage, Table::Accounts], &newest),
        examples(pull, table),
        table.key()
    )
}

/// One value of each column that rows are rejected for, beside the column's name.
fn examples(pull: &Pull<'_>, table: Table) -> String {
    let nothing = pull.dialect.as_text("NULL");
    let [.., day_column, wrong_day, value_column, wrong_value] = COUNTS.map(Field::key);
    let value = match table {
        Table::Health => Some(Field::Score),
        Table::Usage => Some(Field::Events),
        _ => None,
    };
    let relation = pull.of(table).ok().flatten();
    let columns = value.zip(relation).map(|(value, relation)| [Field::Week, value].map(|field| relation.named(field)));
    let example = |column: Option<&str>, is_wrong: &str, said: &str| match column {
        Some(column) => (pull.dialect.text(column), format!("MIN(CASE WHEN fate = 'rejected' AND {is_wrong} THEN {said} END)")),
        None => (nothing.clone(), nothing.clone()),
    };
    let [day, value] = columns.unwrap_or_default();
    let (day, of_day) = example(day, "retro_account IS NOT NULL AND retro_due IS NULL", "retro_day");
    let (value, of_value) = example(value, "retro_account IS NOT NULL AND retro_due IS NOT NULL", "retro_raw");
    format!("{day} AS {day_column}, {of_day} AS {wrong_day},\n    {value} AS {value_column}, {of_value} AS {wrong_value}")
}

/// How many rows are the same as another in every column.
fn repeated(relation: Relation<'_>) -> String {
    format!(
        "SELECT a.n - d.n AS n\n  FROM (SELECT COUNT(*) AS n FROM {} t) a\n  CROSS JOIN (SELECT COUNT(*) AS n FROM {} t) d",
        relation.plain(),
        relation.distinct()
    )
}

/// One row that counts those that were left out for it; it is added to what is counted of the same table.
fn count_repeated(pull: &Pull<'_>) -> String {
    let nothing = pull.dialect.as_text("NULL");
    let values = COUNTS.map(|field| match field {
        Field::Relation => format!("'{}'", file_of(Table::Subscriptions)),
        Field::RowsRead | Field::RowsRejected | Field::RowsRepeated => "n".to_owned(),
        Field::RowsUsed | Field::RowsUnmatched | Field::AccountsUnmatched => "0".to_owned(),
        _ => nothing.clone(),
    });
    let named: Vec<String> = values.iter().zip(COUNTS).map(|(value, field)| format!("{value} AS {}", field.key())).collect();
    format!("SELECT {} FROM repeated", named.join(", "))
}

/// The rows of a table that comes itself, as far as they do not come.
fn left(table: Table, is_unknown: &str) -> String {
    format!(
        "SELECT retro_account, retro_due, CASE WHEN {is_unknown} = 1 THEN 'unmatched' ELSE 'left' END AS fate\n    FROM {} WHERE retro_comes IS NULL",
        rows_of(table)
    )
}

/// The days on which the health of each account is looked at, as dates: before due, and at plays whose risk is taken from it.
fn health_days(pull: &Pull<'_>, has_plays: bool) -> String {
    let before_due =
        |days: u64| format!("SELECT retro_account, {} AS day FROM points", pull.dialect.plus_days("retro_due", &format!("-{days}")));
    let mut days = HEALTH_AT.map(before_due).to_vec();
    if has_plays {
        days.push(format!(
            "SELECT r.retro_account, r.retro_due AS day\n  FROM play_rows r\n  JOIN points p ON p.retro_account = r.retro_account\n  \
             WHERE r.retro_open = 1 AND {} BETWEEN 0 AND {PLAYS_FROM}",
            pull.dialect.days_between("r.retro_due", "p.retro_due")
        ));
    }
    days.join("\n  UNION ALL ")
}

/// Each such day with the one before it, so that a row counts for the first one behind it, and so once.
const HEALTH_TURNS: &str = "SELECT retro_account, day,\n    LAG(day) OVER (PARTITION BY retro_account ORDER BY day) AS day_before\n  \
    FROM (SELECT DISTINCT retro_account, day FROM health_days) d";

/// What the reader of files would say: an account that nobody knows, one of another scope, a flaw, a day that matters.
fn fates(rows: &str, is_used: &str, joins: &str) -> String {
    format!(
        "SELECT r.retro_account, r.retro_due, r.retro_day, r.retro_raw, CASE\n      WHEN r.retro_account IS NULL THEN 'rejected'\n      WHEN k.retro_in IS NULL THEN 'unmatched'\n      \
         WHEN s.retro_account IS NULL THEN 'left'\n      WHEN r.retro_flaw = 1 THEN 'rejected'\n      WHEN {is_used} THEN 'used'\n      \
         ELSE 'left' END AS fate\n    FROM {rows} r\n    LEFT JOIN known k ON k.retro_account = r.retro_account\n    \
         LEFT JOIN spans s ON s.retro_account = r.retro_account{joins}"
    )
}

fn health_fates(pull: &Pull<'_>) -> String {
    let join = format!(
        "\n    LEFT JOIN health_turns t ON t.retro_account = r.retro_account AND {} BETWEEN 0 AND {OLDEST}\n      \
         AND (t.day_before IS NULL OR r.retro_due > t.day_before)",
        pull.dialect.days_between("r.retro_due", "t.day")
    );
    fates("health_rows", "r.score IS NOT NULL AND t.day IS NOT NULL", &join)
}

/// The rows of usage within the last days before a due date: each counts for the first one behind it, and so once.
fn used_usage(pull: &Pull<'_>) -> String {
    format!(
        "SELECT COUNT(*) AS used\n  FROM usage_rows r\n  JOIN turns t ON t.retro_account = r.retro_account\n  \
         WHERE r.retro_due IS NOT NULL AND r.events IS NOT NULL AND {} BETWEEN 1 AND {}\n    \
         AND (t.before_due IS NULL OR r.retro_due >= t.before_due)",
        pull.dialect.days_between("r.retro_due", "t.retro_due"),
        30 * USAGE.len()
    )
}
