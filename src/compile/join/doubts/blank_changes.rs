//! Changes of which some renewals have none, and the others all go one way: those that did not change, or of which nobody knows it.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// Nothing is said of a change that nobody wrote.
const NOT_KNOWN: &str = "not known";

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    let field = [Field::ArrChange, Field::RelativeChange].into_iter().find(|field| columns.has(*field))?;
    let bound = columns.get(field)?;
    let is_open = columns.has(Field::ArrBefore) && !columns.has(Field::ArrAfter) && !columns.has(Field::Amount);
    let is_said = layout.mapping.values.get(&field).is_some_and(|values| values.contains_key(""));
    if !is_open || is_said || bound.form.blank_is_none {
        return None;
    }
    let column = index(columns, field)?;
    let renewed = || table.file.sample.iter().filter(|row| decided::outcome(columns, row) == Some(Outcome::Renewed));
    let number = |row: &&Vec<String>| row.get(column).and_then(|value| loose_number(value.trim_end_matches(['%', ' '])));
    let blank = renewed().filter(|row| row.get(column).is_none_or(|value| says_nothing(value))).count();
    let is_zero = renewed().any(|row| number(&row) == Some(0.0));
    (blank > 0 && !is_zero).then(|| Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "in {} nothing stands under `{}`, and no other one has a zero there. Did nothing change?",
            counted(blank, "renewed row", "renewed rows"),
            bound.name
        ),
        answers: vec![
            answer("nothing changed", format!("[values.{}]\n{} = \"0\"\n", field.key(), quoted(""))),
            answer(
                "nobody knows it; the amount after is not known",
                format!("[values.{}]\n{} = \"{NOT_KNOWN}\"\n", field.key(), quoted("")),
            ),
        ],
    })
}
