//! What is taken off amounts: what a mapping says, and what names and rows tell.

use super::bind::column_named;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Kind;
use crate::compile::understand::mapping::{FileMapping, Mapping};
use crate::compile::understand::taken_off::{found, taken_off};
use crate::error::Result;

pub(super) fn settle(table: &mut TableFile, said: &FileMapping, mapping: &Mapping) -> Result<()> {
    for (column, less) in said.columns.values().filter_map(|column| Some((column, column.less.as_ref()?))) {
        let columns: Vec<usize> = less.iter().map(|name| column_named(&table.file, name, mapping)).collect::<Result<_>>()?;
        for field in column.fields.iter().filter(|field| field.kind() == Kind::Amount) {
            if let Some(bound) = table.columns.get_mut(*field) {
                bound.form.less = columns.iter().map(|column| taken_off(&table.file, *column)).collect();
            }
        }
    }
    for surplus in found(table, said).into_iter().filter(|surplus| surplus.is_told) {
        if let Some(bound) = table.columns.get_mut(surplus.field) {
            bound.form.less = surplus.off.iter().map(|column| taken_off(&table.file, *column)).collect();
        }
    }
    Ok(())
}
