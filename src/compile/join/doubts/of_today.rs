//! What was paid before, as it stands today: with the customers who were lost it is gone, and nothing would be lost with them.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;

/// Fewer losses tell nothing.
const FEW: usize = 3;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let before = index(&table.columns, Field::ArrBefore)?;
    let (name, column) = (table.file.name(), &table.file.header[before]);
    let (mut lost, mut gone, mut kept, mut priced) = (0, 0, 0, 0);
    for row in &table.file.sample {
        let has_amount = row.get(before).and_then(|value| loose_number(value)).is_some_and(|amount| amount > 0.0);
        match decided::outcome(&table.columns, row) {
            Some(Outcome::Churned) => (lost, gone) = (lost + 1, gone + usize::from(!has_amount)),
            Some(Outcome::Renewed) => (kept, priced) = (kept + 1, priced + usize::from(has_amount)),
            Some(Outcome::Open) | None => {}
        }
    }
    let line = |is: &str| format!("[files.{}.columns]\n{} = \"{is}\"\n", quoted(name), quoted(column));
    let is_doubtful = gone >= FEW && gone * 10 >= lost * 9 && priced * 10 >= kept * 9 && !layout.mapping.says_column(name, column);
    is_doubtful.then(|| Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "`{column}` is read as what was paid before, and {gone} of {lost} lost renewals have nothing there. Is it what customers pay today?"
        ),
        answers: vec![
            answer(format!("yes; leave `{column}` aside"), line("ignore")),
            answer("no, those who were lost had paid nothing", line(Field::ArrBefore.key())),
        ],
    })
}
