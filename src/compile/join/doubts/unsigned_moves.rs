//! Kinds of change that nobody here knows, where no change is written below zero: which way each went is told by its kind alone.

use std::collections::BTreeMap;

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::decided::{index, word};
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::counted;

/// Of more kinds the words are looked at first, all at once.
const MOST: usize = 4;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.contracts().flat_map(of_file).collect()
}

fn of_file(table: &TableFile) -> Vec<Question> {
    let columns = &table.columns;
    let change = [Field::ArrChange, Field::MrrChange, Field::Amount].into_iter().find_map(|field| index(columns, field));
    let Some(change) = change.filter(|_| Shape::of(columns) == Shape::Movements && index(columns, Field::MovementType).is_some()) else {
        return Vec::new();
    };
    if table.file.values(change).filter_map(loose_number).any(|number| number < 0.0) {
        return Vec::new();
    }
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &table.file.sample {
        let moves = row.get(change).and_then(|value| loose_number(value)).is_some_and(|number| number > 0.0);
        let kind = word(columns, row, Field::MovementType).filter(|kind| moves && words::moves_down(kind).is_none());
        *unknown.entry(kind.unwrap_or_default()).or_default() += 1;
    }
    unknown.into_iter().filter(|(kind, _)| !kind.is_empty()).take(MOST).map(|(kind, rows)| question(table, kind, rows)).collect()
}

fn question(table: &TableFile, kind: &str, rows: usize) -> Question {
    let means = |ours: &str| format!("[values.{}]\n{} = \"{ours}\"\n", Field::MovementType.key(), quoted(kind));
    let column = table.columns.name(Field::MovementType);
    Question {
        is_pressing: false,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{column}` says “{kind}” in {}, and no amount stands below zero. Is that what customers took away?",
            counted(rows, "row", "rows")
        ),
        answers: vec![answer("yes, it is a loss", means("churn")), answer("no, it was added", means("expansion"))],
    }
}
