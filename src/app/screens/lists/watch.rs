//! Renewals ahead.

use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::opening::Opening;

pub fn rows(model: &Model) -> Rows<'_> {
    Rows::of(&model.findings.watch.rows, |row| {
        let values = vec![
            Value::day(Some(row.due)),
            Value::text(row.account.to_string()),
            Value::text(row.owner.to_string()),
            Value::money(row.arr),
            Value::number(row.rate),
            Value::number(row.low),
            Value::text(row.told_signs()),
        ];
        let key: Vec<String> = row.renewals.iter().map(ToString::to_string).collect();
        Row::new(key.join(" "), values).also(row.segment.to_string())
    })
}

/// What the account had due before.
pub fn open(model: &Model, i: usize) -> Option<Opening> {
    let row = model.findings.watch.rows.get(i)?;
    let before: Vec<_> = model.facts.all().filter(|renewal| renewal.account_id == row.account_id).collect();
    (!before.is_empty()).then(|| Opening::over(model, format!("{}, up to now", row.account), before))
}
