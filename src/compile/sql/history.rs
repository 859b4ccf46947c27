//! Weekly health and usage of the accounts whose renewals are due in the window, for their pages: no more, or a pull
//! would bring what the warehouse is there to keep.

use super::dialect;
use super::measures;
use super::query::{HISTORY, Parts, Pull, Query, file_of};
use crate::compile::schema::{Field, Table};
use crate::error::Result;

/// One query for each of the two histories that there is.
pub(crate) fn queries(pull: &Pull<'_>) -> Result<Vec<Query>> {
    let mut queries = Vec::new();
    if let Some(health) = pull.of(Table::Health)? {
        let mut parts = accounts_of_window(pull)?;
        parts.add("health_rows", measures::scores(health)?);
        parts.add("asked", format!("SELECT {}, h.score AS score\n  {}", ROW, of_window(pull, "health_rows", "score")));
        queries.push(query(pull, Table::Health, Field::Score, parts));
    }
    if let Some(usage) = pull.of(Table::Usage)? {
        let mut parts = accounts_of_window(pull)?;
        parts.add("usage_rows", measures::events(usage)?);
        let rows = of_window(pull, "usage_rows", "events");
        parts.add("asked", format!("SELECT {ROW}, SUM(h.events) AS events\n  {rows}\n  GROUP BY h.retro_account, h.retro_due"));
        queries.push(query(pull, Table::Usage, Field::Events, parts));
    }
    Ok(queries)
}

const ROW: &str = "h.retro_account AS account_id, h.retro_due AS week";

fn accounts_of_window(pull: &Pull<'_>) -> Result<Parts> {
    let mut parts = pull.base()?;
    let from = dialect::day(pull.window_from);
    parts.add("of_window", format!("SELECT DISTINCT retro_account FROM points WHERE retro_due >= {from}"));
    Ok(parts)
}

/// The rows of those accounts, as far back as renewals are compared.
fn of_window(pull: &Pull<'_>, rows: &str, value: &str) -> String {
    let from = dialect::day(pull.from);
    format!(
        "FROM of_window w\n  JOIN {rows} h ON h.retro_account = w.retro_account\n  WHERE h.retro_due >= {from} AND h.{value} IS NOT NULL"
    )
}

fn query(pull: &Pull<'_>, table: Table, value: Field, mut parts: Parts) -> Query {
    let columns: Vec<String> = [Field::AccountId, Field::Week, value].map(|field| field.key().to_owned()).into();
    let named: Vec<String> = columns.iter().map(|name| format!("{name} AS {}", pull.dialect.name(name))).collect();
    parts.add("answered", format!("SELECT {} FROM asked", named.join(", ")));
    let sql = parts.ending(&pull.dialect.answer(&columns, "answered"));
    Query { file: format!("{HISTORY}/{}", file_of(table)), columns, sql, relation: None }
}
