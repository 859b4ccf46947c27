//! Amounts beside renewals that nothing is read from, and that may be what was added or taken off.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::bridge::{self, Part};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let of_file = |table: &TableFile| {
        let parts = bridge::parts(table, layout.mapping.file(table.file.name()));
        parts.into_iter().map(|part| question(table, part)).collect::<Vec<_>>()
    };
    layout.files(Table::Renewals).flat_map(of_file).collect()
}

fn question(table: &TableFile, part: Part) -> Question {
    let (name, column) = (table.file.name(), &table.file.header[part.column]);
    let said = |field: &str| format!("[files.{}.columns]\n{} = \"{field}\"\n", quoted(name), quoted(column));
    let base = [Field::ArrAfter, Field::ArrBefore].into_iter().find(|field| table.columns.has(*field)).unwrap_or(Field::ArrBefore);
    let base = table.columns.name(base);
    let mut answers = [Field::Expansion, Field::Contraction].map(|field| {
        let means = if field == Field::Expansion { "added, on top of" } else { "taken off, from" };
        answer(format!("{means} `{base}`"), said(field.key()))
    });
    if part.named == Field::Contraction {
        answers.reverse();
    }
    Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "`{column}` has amounts beside some of what was renewed, and none beside the rest; nothing is read from it, and `{base}` \
             does not hold it. What is it?"
        ),
        answers: answers.into_iter().chain([answer(format!("neither; leave `{column}` aside"), said("ignore"))]).collect(),
    }
}
