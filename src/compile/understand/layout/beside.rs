//! Words for outcomes that nobody understands, settled by what stands beside them: an amount that is gone, the day of a loss, a
//! reason. What these columns say is learnt from the rows whose words are understood.

use rustc_hash::FxHashMap;

use crate::compile::read::columns::Columns;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::meaning::Meaning;
use crate::domain::renewal::Outcome;
use crate::domain::text::listed;

/// Columns in which a loss shows.
const SIGNS: [Field; 3] = [Field::ArrAfter, Field::LossDate, Field::ReasonCode];

/// Of a hundred rows so many must say the same.
const NEARLY_ALL: usize = 90;

/// Gives the words that are not understood the meaning that the rows tell.
pub(crate) fn settle(table: &mut TableFile) {
    if table.columns.table != Table::Renewals {
        return;
    }
    let told = told(table);
    if let Some(bound) = table.columns.get_mut(Field::Outcome) {
        bound.form.told_by.extend(told.iter().map(|(word, _, columns)| (word.clone(), columns.clone())));
        bound.form.values.extend(told.into_iter().map(|(word, outcome, _)| (word, outcome.label().to_owned())));
    }
}

/// Whether rows show a loss in a column.
#[derive(Clone, Copy, Debug, Default)]
struct Shown {
    rows: usize,
    lost: usize,
}

impl Shown {
    fn see(&mut self, is_lost: bool) {
        self.rows += 1;
        self.lost += usize::from(is_lost);
    }

    fn in_nearly_all(self) -> bool {
        self.rows > 0 && self.lost * 100 >= self.rows * NEARLY_ALL
    }

    fn in_hardly_any(self) -> bool {
        (self.rows - self.lost) * 100 >= self.rows * NEARLY_ALL
    }
}

/// What the rows of one word show, sign by sign.
type Signs = [Shown; SIGNS.len()];

/// The words that are not understood, as the mapping keeps them, each with what it means and the columns that tell it.
fn told(table: &TableFile) -> Vec<(String, Outcome, String)> {
    let columns = &table.columns;
    let (mut renewed, mut churned, mut strange) = (Signs::default(), Signs::default(), FxHashMap::<String, Signs>::default());
    for row in &table.file.sample {
        let Some(word) = word(columns, row) else { continue };
        let signs = match decided::outcome(columns, row) {
            Some(Outcome::Renewed) => &mut renewed,
            Some(Outcome::Churned) => &mut churned,
            None if is_strange(columns, word) => strange.entry(words::key(word)).or_default(),
            _ => continue,
        };
        for (shown, sign) in signs.iter_mut().zip(SIGNS) {
            if let Some(is_lost) = shows_loss(columns, row, sign) {
                shown.see(is_lost);
            }
        }
    }
    let parts = |at: &usize| {
        let (kept, lost) = (renewed[*at], churned[*at]);
        kept.rows > 1 && kept.in_hardly_any() && (lost.rows == 0 || lost.in_nearly_all())
    };
    let parting: Vec<usize> = (0..SIGNS.len()).filter(parts).collect();
    let is_learnt = parting.len() > 1 || parting.iter().any(|at| churned[*at].rows > 1);
    let names: Vec<String> = parting.iter().map(|at| format!("`{}`", columns.name(SIGNS[*at]))).collect();
    let names = listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let lost = |(word, signs): (String, Signs)| {
        // What is still open has no amount after either: a loss is told by its day or its reason.
        let is_told = is_learnt && parting.iter().any(|at| SIGNS[*at] != Field::ArrAfter);
        (is_told && parting.iter().all(|at| signs[*at].in_nearly_all())).then(|| (word, Outcome::Churned, names.clone()))
    };
    strange.into_iter().filter_map(lost).collect()
}

fn word<'r>(columns: &Columns, row: &'r [String]) -> Option<&'r str> {
    row.get(index(columns, Field::Outcome)?).map(String::as_str).filter(|word| !is_empty(word))
}

/// Nobody says what the word means, and nothing is recognised.
fn is_strange(columns: &Columns, word: &str) -> bool {
    columns.get(Field::Outcome).is_some_and(|bound| Meaning::of(Field::Outcome, &bound.form, word) == Meaning::Unknown)
}

/// Whether a row shows a loss in the column of `sign`; `None` where there is no such column.
fn shows_loss(columns: &Columns, row: &[String], sign: Field) -> Option<bool> {
    let value = row.get(index(columns, sign)?)?;
    Some(match sign {
        Field::ArrAfter => loose_number(value).is_none_or(|amount| amount == 0.0),
        _ => !is_empty(value),
    })
}

fn is_empty(value: &str) -> bool {
    says_nothing(value)
}
