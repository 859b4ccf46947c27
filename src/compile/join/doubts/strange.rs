//! Words for outcomes that nobody understands: their rows are in no figure until somebody says what they mean.

use super::{answer, quoted};
use crate::compile::join::population::{Population, Strange};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// Words that are asked about; of more the column itself is doubtful.
const MOST: usize = 5;

pub fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let mut strange: Vec<&Strange> = population.strange.iter().collect();
    strange.sort_by_key(|strange| std::cmp::Reverse(strange.rows));
    strange.into_iter().take(MOST).map(|strange| of_word(layout, strange)).collect()
}

fn of_word(layout: &Layout, strange: &Strange) -> Question {
    let table = layout.files(Table::Renewals).find(|table| table.file.name() == &*strange.file);
    let column = table.map_or(Field::Outcome.key(), |table| table.columns.name(Field::Outcome));
    let rows = counted(usize::try_from(strange.rows).unwrap_or(usize::MAX), "row", "rows");
    let said = |means, outcome: Outcome| {
        answer(means, format!("[values.{}]\n{} = \"{}\"\n", Field::Outcome.key(), quoted(&strange.word), outcome.label()))
    };
    Question {
        is_pressing: true,
        file: strange.file.to_string(),
        asked: format!(
            "`{column}` says “{}” in {rows}, and neither the word nor what stands beside it tells what that means; without an answer they \
             are in no figure. What became of these renewals?",
            strange.word
        ),
        answers: vec![
            said("they were lost", Outcome::Churned),
            said("they were renewed", Outcome::Renewed),
            said("they are still open", Outcome::Open),
        ],
    }
}
