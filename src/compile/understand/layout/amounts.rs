//! Settles which mark the amounts and counts of a file have before their decimals: all columns together, for a file is
//! written in one way.

use super::evidence::{self, Column};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::amount::marks::OWN;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::infer::AmountEvidence;
use crate::compile::understand::mapping::FileMapping;
use crate::domain::progress::Progress;
use crate::error::Result;

/// Tells the decimal mark of every such column; gives those of amounts for which nothing but the rule about three digits does.
pub(crate) fn settle(table: &mut TableFile, said: &FileMapping, progress: &dyn Progress) -> Result<Vec<Field>> {
    let mut columns = evidence::columns::<AmountEvidence>(table, |kind| matches!(kind, Kind::Amount | Kind::Count));
    let is_said = |column: &Column<AmountEvidence>| said.decimal_of(&column.name);
    let is_open = |column: &Column<AmountEvidence>| {
        is_said(column).is_none() && (column.evidence.has_threes() || (column.evidence.is_empty() && column.field.kind() == Kind::Amount))
    };
    let told =
        |columns: &[Column<AmountEvidence>]| common(columns.iter().filter_map(|column| is_said(column).or(column.evidence.decimal())));
    if told(&columns).is_none() && columns.iter().any(is_open) && !table.file.is_sampled_whole() {
        let is_untold = |column: &Column<AmountEvidence>| column.field.kind() == Kind::Amount && column.evidence.has_threes();
        let is_open = |columns: &[Column<AmountEvidence>]| told(columns).is_none() && columns.iter().any(is_untold);
        evidence::look_further(table, &mut columns, is_open, progress)?;
    }
    let common = told(&columns);
    let mut by_rule = Vec::new();
    for column in columns {
        let told = is_said(&column).or(column.evidence.decimal()).or(common);
        // No count has decimals anyway.
        if told.is_none() && column.evidence.has_threes() && column.field.kind() == Kind::Amount {
            by_rule.push(column.field);
        }
        let is_of_both = is_said(&column).is_none() && column.evidence.is_of_both();
        if let Some(bound) = table.columns.get_mut(column.field) {
            bound.form.amount.decimal = if is_of_both { OWN } else { told.unwrap_or_else(|| column.evidence.by_threes()) };
        }
    }
    Ok(by_rule)
}

/// What most columns tell; nothing where as many tell one as the other.
fn common(told: impl Iterator<Item = char>) -> Option<char> {
    let balance: i32 = told.map(|decimal| if decimal == ',' { 1 } else { -1 }).sum();
    (balance != 0).then_some(if balance > 0 { ',' } else { '.' })
}
