//! Words for outcomes that nobody understands: their rows are in no figure until somebody says what they mean, or open where they
//! may name a stage on the way.

use super::{answer, quoted};
use crate::compile::join::population::{Population, Strange};
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::domain::question::{Answer, Question};
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// Words that are asked about; of more the column itself is doubtful.
const MOST: usize = 5;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    // What says itself that it is no renewal is left out, and told as that.
    let is_told = |strange: &&Strange| {
        let is_said = layout.mapping.says_column(&strange.file, &column_and_rows(layout, strange).0);
        !is_said && words::tells_to_leave_out(&strange.word)
    };
    let lost = |strange| of_word(layout, strange);
    let assumed = |assumed| of_stage(layout, assumed);
    commonest(&population.strange)
        .filter(|strange| !is_told(strange))
        .map(lost)
        .chain(commonest(&population.assumed).map(assumed))
        .collect()
}

fn commonest(words: &[Strange]) -> impl Iterator<Item = &Strange> {
    let mut words: Vec<&Strange> = words.iter().collect();
    words.sort_by_key(|strange| std::cmp::Reverse(strange.rows));
    words.into_iter().take(MOST)
}

fn of_word(layout: &Layout, strange: &Strange) -> Question {
    let (column, rows) = column_and_rows(layout, strange);
    Question {
        is_pressing: true,
        file: strange.file.to_string(),
        asked: format!(
            "`{column}` says “{}” in {rows}, and neither the word nor what stands beside it tells what that means; without an answer they \
             are in no figure. What became of these renewals?",
            strange.word
        ),
        answers: vec![lost(strange), renewed(strange), open(strange)],
    }
}

/// A stage that may be one on the way, or the end of it.
fn of_stage(layout: &Layout, assumed: &Strange) -> Question {
    let (column, rows) = column_and_rows(layout, assumed);
    Question {
        is_pressing: false,
        file: assumed.file.to_string(),
        asked: format!(
            "`{column}` says “{}” in {rows} that were due in the window, and others of that stage were due long ago or none is ahead, so \
             it may be the name of an end and not of a stage on the way. What became of these renewals?",
            assumed.word
        ),
        answers: vec![open(assumed), lost(assumed), renewed(assumed)],
    }
}

fn column_and_rows(layout: &Layout, strange: &Strange) -> (String, String) {
    let table = layout.files(Table::Renewals).find(|table| table.file.name() == &*strange.file);
    let column = table.map_or(Field::Outcome.key(), |table| table.columns.name(Field::Outcome));
    (column.to_owned(), counted(usize::try_from(strange.rows).unwrap_or(usize::MAX), "row", "rows"))
}

fn lost(strange: &Strange) -> Answer {
    said(strange, "they were lost", Outcome::Churned)
}

fn renewed(strange: &Strange) -> Answer {
    said(strange, "they were renewed", Outcome::Renewed)
}

fn open(strange: &Strange) -> Answer {
    said(strange, "they are still open", Outcome::Open)
}

fn said(strange: &Strange, means: &str, outcome: Outcome) -> Answer {
    answer(means, format!("[values.{}]\n{} = \"{}\"\n", Field::Outcome.key(), quoted(&strange.word), outcome.label()))
}
