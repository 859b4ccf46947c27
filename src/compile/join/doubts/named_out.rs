//! A file or a sheet of renewals whose name says that they do not count, beside others: `Out of scope`, `Excluded`.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words::corrections;
use crate::compile::schema::Table;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::counted;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let is_said = |table: &TableFile| layout.mapping.file(table.file.name()).is_some_and(|said| said.table().is_some());
    let is_out = |table: &TableFile| corrections::tells_left_out(table.file.name());
    let all: Vec<&TableFile> = layout.files(Table::Renewals).chain(layout.contracts()).collect();
    if all.iter().all(|table| is_out(table)) {
        return Vec::new();
    }
    all.into_iter().filter(|table| is_out(table) && !is_said(table)).map(of_file).collect()
}

fn of_file(table: &TableFile) -> Question {
    let name = table.file.name();
    let line = |is: &str| format!("[files.{}]\ntable = \"{is}\"\n", quoted(name));
    Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!("going by its name, its {} do not count. Are they left out?", counted(table.file.sample.len(), "row", "rows")),
        answers: vec![
            answer("yes, leave them out", line("ignore")),
            answer("no, they count like the others", line(table.columns.table.key())),
        ],
    }
}
