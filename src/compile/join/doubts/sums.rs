//! Rows that are called like totals and have all that a renewal needs, a day and an outcome among it: sums of the rows above them, or
//! customers with such a name.

use super::{answer, of_rows, some_of};
use crate::compile::join::population::Population;
use crate::compile::read::aside::{TotalName, total_name};
use crate::compile::understand::layout::Layout;
use crate::domain::money::Money;
use crate::domain::question::Question;
use crate::domain::renewal::{Outcome, Renewal};

pub(crate) fn of(layout: &Layout, population: &Population) -> Option<Question> {
    let mut rows: Vec<&Renewal> = population.kept.iter().map(|kept| &*kept.renewal).collect();
    rows.sort_by(|a, b| (&a.origin.file, a.origin.line).cmp(&(&b.origin.file, b.origin.line)));
    let is_open = |row: &&Renewal| !layout.mapping.renewals.contains_key(row.id.0.as_str());
    let sums: Vec<&Renewal> =
        (0..rows.len()).filter(|place| may_be_a_sum(&rows[..=*place])).map(|place| rows[place]).filter(is_open).collect();
    let first = sums.first()?;
    let lines = |said: &str| of_rows(sums.iter().copied(), said);
    let told: Vec<String> = sums.iter().map(|row| format!("“{}” (line {})", row.account, row.origin.line)).collect();
    Some(Question {
        is_pressing: true,
        file: first.origin.file.to_string(),
        asked: format!("{}: rows that are called like totals stand among the renewals. Are they sums of other rows?", some_of(&told)),
        answers: vec![answer("yes, leave them out", lines("ignore")), answer("no, they are customers", lines("own"))],
    })
}

/// The last row, of those down to it: called so, and, where somebody may be called so, as large as those above together.
fn may_be_a_sum(rows: &[&Renewal]) -> bool {
    let Some((last, above)) = rows.split_last() else { return false };
    match total_name(&last.account) {
        // `Q3 2026`, `Sous-total T3`: whatever it is called, a row of which nobody wrote what became is no customer of just that size.
        None => last.outcome == Outcome::Open && is_sum_of_last(last, above),
        // A company may be called `Total`.
        Some(TotalName::Plain) if last.account.chars().all(char::is_alphabetic) => is_sum_of(last, above),
        Some(TotalName::Plain | TotalName::OfGroup) => true,
        Some(TotalName::MayBeAName) => is_sum_of(last, above),
    }
}

fn is_sum_of(last: &Renewal, above: &[&Renewal]) -> bool {
    let own = above.iter().rev().take_while(|row| row.origin.file == last.origin.file && total_name(&row.account).is_none());
    let before: Vec<Money> = own.filter_map(|row| row.before).collect();
    before.len() > 1 && last.before == Some(before.into_iter().sum())
}

/// Rows of which one is hardly the sum by chance.
const FEWEST: usize = 3;

/// The rows next above come to it, as many as there are of a group.
fn is_sum_of_last(last: &Renewal, above: &[&Renewal]) -> bool {
    let own = above.iter().rev().take_while(|row| row.origin.file == last.origin.file);
    let mut sum = Money::ZERO;
    for (rows, row) in own.enumerate() {
        sum += row.before.unwrap_or(Money::ZERO);
        if Some(sum) >= last.before {
            return rows + 1 >= FEWEST && Some(sum) == last.before;
        }
    }
    false
}
