//! Customers above others in a table, whose own rows are the sums of those.

use rustc_hash::FxHashSet;

use crate::compile::read::scan::TableFile;
use crate::compile::understand::layout::Layout;
use crate::domain::text::fold;

/// The customers, folded, whose rows a person said to be sums of others; nothing where nobody did.
pub(crate) fn left_out(layout: &Layout, table: &TableFile) -> FxHashSet<String> {
    let said = layout.mapping.file(table.file.name()).and_then(|said| said.parents.as_ref());
    let column = said.and_then(|said| table.file.header.iter().position(|name| name == said));
    column.map_or_else(FxHashSet::default, |column| named(table, column))
}

/// The customers that a column names.
pub(crate) fn named(table: &TableFile, column: usize) -> FxHashSet<String> {
    table.file.values(column).map(fold).filter(|name| !name.is_empty()).collect()
}
