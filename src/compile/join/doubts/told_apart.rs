//! Columns that say different things of what became of a renewal.

use super::{answer, quoted, some_of};
use crate::compile::join::decision::BETWEEN_COLUMNS;
use crate::compile::join::population::Population;
use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::counted;

/// The flags that may stand beside an outcome.
const FLAGS: [Field; 3] = [Field::IsWon, Field::IsLost, Field::IsClosed];

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(table, population)).collect()
}

fn of_file(table: &TableFile, population: &Population) -> Option<Question> {
    let name = table.file.name();
    let is_doubtful = |kept: &&crate::compile::join::renewals::Kept| {
        kept.contradiction == Some(BETWEEN_COLUMNS)
            && kept.renewal.origin.file == name
            && population.scope.window.contains(kept.renewal.due)
    };
    let ids: Vec<String> = population.kept.iter().filter(is_doubtful).map(|kept| kept.renewal.id.to_string()).collect();
    let outcome = column(table, Field::Outcome)?;
    let flags: Vec<String> = FLAGS.into_iter().filter_map(|field| column(table, field)).collect();
    if ids.is_empty() || flags.is_empty() {
        return None;
    }
    let ignoring = |columns: &[String]| {
        let lines: Vec<String> = columns.iter().map(|column| format!("{} = \"ignore\"", quoted(column))).collect();
        format!("[files.{}.columns]\n{}\n", quoted(name), lines.join("\n"))
    };
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "`{outcome}` and `{}` say different things of {} ({}). Which is right?",
            flags.join("`, `"),
            counted(ids.len(), "renewal", "renewals"),
            some_of(&ids)
        ),
        answers: vec![
            answer(format!("`{outcome}` is right"), ignoring(&flags)),
            answer(format!("`{}` is right", flags.join("`, `")), ignoring(&[outcome])),
        ],
    })
}

fn column(table: &TableFile, field: Field) -> Option<String> {
    let bound = table.columns.get(field)?;
    matches!(bound.origin, Origin::Column(_)).then(|| bound.name.clone())
}
