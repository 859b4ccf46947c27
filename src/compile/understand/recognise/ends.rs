//! Ends of contracts under a heading that nobody knows.

use super::Guess;
use super::score::Look;
use super::together::column;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::Field;
use crate::compile::understand::names;

/// Likelier than nothing, and asked before a figure rests on it.
const MAYBE: f32 = 0.45;

/// Of contracts that are looked at day by day and have no end: the one column with an unknown heading whose days mostly lie ahead of
/// the row's own.
pub(super) fn find_unnamed(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let Some(day) = column(guesses, Field::Date) else { return };
    if [Field::ContractEnd, Field::LossDate, Field::TermMonths].iter().any(|field| column(guesses, *field).is_some()) {
        return;
    }
    let is_free = |of: &usize| !guesses.iter().any(|guess| guess.column == *of) && names::told(&look.headings[*of]).is_empty();
    let is_ahead = |of: &usize| look.profiles[*of].are_dates() && lie_ahead(look, *of, day);
    let found: Vec<usize> = (0..look.headings.len()).filter(is_free).filter(is_ahead).collect();
    if let [only] = found[..] {
        guesses.push(Guess { field: Field::ContractEnd, column: only, sureness: MAYBE });
    }
}

/// Most rows that have both days have the first of them later than the other; of those that people note as they work, few are.
fn lie_ahead(look: &Look<'_>, later: usize, day: usize) -> bool {
    let forms = [DateForm::MonthFirst, DateForm::DayFirst];
    forms.iter().any(|form| {
        let read = |row: &Vec<String>, column: usize| form.span(row.get(column)?.as_bytes()).map(|span| span.first);
        let both = look.file.sample.iter().filter_map(|row| Some((read(row, later)?, read(row, day)?)));
        let (all, ahead) = both.fold((0_usize, 0_usize), |(all, ahead), (one, other)| (all + 1, ahead + usize::from(one > other)));
        all > 0 && ahead * 10 >= all * 7
    })
}
