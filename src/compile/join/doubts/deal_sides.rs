//! The amount of a deal beside what changed by it: what was lost is what was paid before, and of the others nobody knows whether it is what
//! was paid before or what they renewed at.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    let (amount, change) = index(columns, Field::Amount).zip(index(columns, Field::ArrChange))?;
    let (name, column) = (table.file.name(), &table.file.header[amount]);
    let is_told = columns.has(Field::ArrBefore) || columns.has(Field::ArrAfter) || layout.mapping.says_column(name, column);
    let number = |row: &[String], column: usize| row.get(column).and_then(|value| loose_number(value));
    let changed = table.file.sample.iter().filter(|row| {
        decided::outcome(columns, row) == Some(Outcome::Renewed)
            && number(row, amount).is_some()
            && number(row, change).is_some_and(|change| change != 0.0)
    });
    let line = |is: Field| format!("[files.{}.columns]\n{} = \"{}\"\n", quoted(name), quoted(column), is.key());
    (!is_told && changed.count() > 0).then(|| Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "`{column}` stands beside `{}`. Of what was renewed, is it the amount after the renewal or before it?",
            table.file.header[change]
        ),
        answers: vec![answer("after it", line(Field::Amount)), answer("before it", line(Field::ArrBefore))],
    })
}
