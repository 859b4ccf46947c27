//! Settles whether bare numbers of columns of shares are per cent or fractions, column by column.

use super::evidence::{self, Column};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::percent::PercentForm;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::PercentEvidence;
use crate::compile::understand::mapping::FileMapping;
use crate::domain::progress::Progress;
use crate::error::Result;

/// Tells the form of every such column; gives those that are taken for fractions although their header says per cent.
pub(crate) fn settle(table: &mut TableFile, said: &FileMapping, progress: &dyn Progress) -> Result<Vec<Field>> {
    let mut columns = evidence::columns::<PercentEvidence>(table, |kind| matches!(kind, Kind::Percent | Kind::Probability));
    let is_thin = |column: &Column<PercentEvidence>| said.fraction_of(&column.name).is_none() && column.evidence.is_thin();
    if columns.iter().any(is_thin) && !table.file.is_sampled_whole() {
        let is_open = |columns: &[Column<PercentEvidence>]| columns.iter().any(|column| !column.evidence.is_empty() && is_thin(column));
        evidence::look_further(table, &mut columns, is_open, progress)?;
    }
    let mut against_header = Vec::new();
    for column in columns {
        let form = match said.fraction_of(&column.name) {
            Some(true) => PercentForm::Fraction,
            Some(false) => PercentForm::Hundred,
            None => column.evidence.form(),
        };
        if said.fraction_of(&column.name).is_none() && form == PercentForm::Fraction && Heading::of(&column.name).percent {
            against_header.push(column.field);
        }
        if let Some(bound) = table.columns.get_mut(column.field) {
            bound.form.percent = form;
        }
    }
    Ok(against_header)
}
