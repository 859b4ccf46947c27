//! Amounts that are read as what came after, though nothing says so, and that stand beside losses as well: a budget, what was weighted, or
//! what was paid some other year.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::names::{self, Standing};
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;

/// Fewer losses tell nothing.
const FEW: usize = 2;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    let (before, after) = index(columns, Field::ArrBefore).zip(index(columns, Field::ArrAfter))?;
    let header = &table.file.header;
    if before == after {
        // The price of one seat is on both sides.
        return None;
    }
    let is_named = |column: usize, field: Field| names::standing(&Heading::of(&header[column]), field) == Some(Standing::Sure);
    let is_said = layout.mapping.says_column(table.file.name(), &header[after]);
    if is_said || is_named(after, Field::ArrAfter) || Heading::of(&header[after]).side.is_some() {
        return None;
    }
    let (mut lost, mut priced) = (0, 0);
    for row in table.file.sample.iter().filter(|row| decided::outcome(columns, row) == Some(Outcome::Churned)) {
        lost += 1;
        priced += usize::from(row.get(after).and_then(|value| loose_number(value)).is_some_and(|amount| amount > 0.0));
    }
    if priced < FEW || priced * 2 <= lost {
        return None;
    }
    let (file, [earlier, later]) = (quoted(table.file.name()), [before, after].map(|column| quoted(&header[column])));
    let said =
        |earlier_is: &str, later_is: &str| format!("[files.{file}.columns]\n{earlier} = \"{earlier_is}\"\n{later} = \"{later_is}\"\n");
    let (was, is) = (Field::ArrBefore.key(), Field::ArrAfter.key());
    Some(Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{0}` is read as what came after, since its amounts go with those of `{1}`; yet it is above zero in {priced} of {lost} lost rows. What \
             is it?",
            header[after], header[before]
        ),
        answers: vec![
            answer(format!("something else; leave `{}` aside", header[after]), said(was, "ignore")),
            answer(format!("what was paid before, and `{}` is something else", header[before]), said("ignore", was)),
            answer(format!("what came after, and before it `{}`", header[before]), said(was, is)),
            answer(format!("what was paid before, and `{}` came after", header[before]), said(is, was)),
        ],
    })
}
