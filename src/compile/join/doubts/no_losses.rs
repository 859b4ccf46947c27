//! Many renewals, none of which was lost: an export with a filter (`Stage equals Closed Won`) looks like that, and its rates tell nothing.

use super::quoted;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Table;
use crate::compile::understand::layout::Layout;

/// What is told of `renewed` renewals none of which was lost, with the line that says that losses are missing.
pub(crate) fn told(layout: &Layout, renewed: u64) -> Option<String> {
    let table = main(layout).next()?;
    let is_said = main(layout).any(|table| layout.mapping.file(table.file.name()).is_some_and(|said| said.only_renewed.is_some()));
    (!is_said).then(|| {
        format!(
            "{renewed} renewals were decided, and none was lost. If those that were lost are left out of this export, write in mapping.toml: \
             [files.{}] only_renewed = true",
            quoted(table.file.name())
        )
    })
}

/// Why no rate can be told, where a person said that losses are left out.
pub(crate) fn said(layout: &Layout) -> Option<String> {
    let is_said = |table: &&TableFile| layout.mapping.file(table.file.name()).is_some_and(|said| said.only_renewed == Some(true));
    let table = main(layout).find(is_said)?;
    Some(format!("only renewals that were kept stand in {}, so no rate can be told. Add those that were lost", table.file.name()))
}

fn main(layout: &Layout) -> impl Iterator<Item = &TableFile> {
    layout.files(Table::Renewals).chain(layout.contracts())
}
