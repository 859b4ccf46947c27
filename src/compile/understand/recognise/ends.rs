//! Which days are those on which contracts end, and which of them are those of a loss.

use rustc_hash::{FxHashMap, FxHashSet};

use super::score::{Look, name_score};
use super::together::column;
use super::{Guess, terms};
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::words::{self, State};
use crate::compile::schema::Field;
use crate::compile::understand::names;

/// Likelier than nothing, and asked before a figure rests on it.
const MAYBE: f32 = 0.45;

/// An end that every row has is its contract's; one that is empty where something still runs is the day it was left.
pub(super) fn settle(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let may_be = |column: usize, field| name_score(&look.file.header[column], &look.headings[column], field) > 0.0;
    let is_full = |column: usize| look.profiles[column].fill() >= 1.0;
    match (column(guesses, Field::LossDate), column(guesses, Field::ContractEnd)) {
        // A day that all have in a list without beginnings is when they left: the list is one of losses.
        (None, None) if column(guesses, Field::StartDate).is_some() => {
            let end = (0..look.headings.len())
                .find(|column| !guesses.iter().any(|g| g.column == *column) && is_full(*column) && may_be(*column, Field::LossDate));
            guesses.extend(end.map(|column| Guess { field: Field::ContractEnd, column, sureness: 0.7 }));
        }
        (Some(end), None) if terms::run_out(look, guesses, end) => {
            guesses.iter_mut().filter(|guess| guess.column == end).for_each(|guess| guess.field = Field::ContractEnd);
        }
        (None, Some(end))
            if !is_full(end)
                && column(guesses, Field::Date).is_none()
                && may_be(end, Field::LossDate)
                && !terms::run_out(look, guesses, end) =>
        {
            for guess in guesses.iter_mut().filter(|guess| guess.column == end) {
                guess.field = Field::LossDate;
            }
        }
        _ => {}
    }
}

/// Words that never say that somebody left (`Invoiced`, `Activated`) tell nothing of who is there where terms follow one another: a term
/// that ran out and that no other follows was not renewed. Words for a paper that was taken back (`Void`) tell that it is no contract.
pub(super) fn drop_states(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let is_told = [Field::IsLost, Field::Date].iter().any(|field| column(guesses, *field).is_some());
    if is_told || !terms::are_terms(look, guesses) {
        return;
    }
    let status = column(guesses, Field::Status);
    let says_gone = |column: usize| look.file.values(column).any(|word| matches!(words::state(word), Some(State::Gone | State::Paused)));
    let is_void = |column: &usize| {
        let is_free = Some(*column) == status || !guesses.iter().any(|guess| guess.column == *column);
        let voids = look.file.values(*column).filter(|word| words::recurs(word) == Some(false) && words::state(word) == Some(State::Trial));
        is_free && look.profiles[*column].are_few_words() && voids.count() > 0 && !says_gone(*column)
    };
    let void = (0..look.headings.len()).find(is_void).filter(|_| column(guesses, Field::Recurring).is_none());
    let is_idle = status.is_some_and(|status| !says_gone(status)) && column(guesses, Field::LossDate).is_none();
    guesses.retain(|guess| (guess.field != Field::Status || !is_idle) && Some(guess.column) != void);
    guesses.extend(void.map(|column| Guess { field: Field::Recurring, column, sureness: 0.75 }));
}

/// Of contracts that are looked at day by day and have no end: the one column with an unknown heading whose days mostly lie ahead of
/// the row's own.
pub(super) fn find_unnamed(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let Some(day) = column(guesses, Field::Date) else { return };
    if [Field::ContractEnd, Field::LossDate, Field::TermMonths].iter().any(|field| column(guesses, *field).is_some()) {
        return;
    }
    let is_free = |of: &usize| !guesses.iter().any(|guess| guess.column == *of) && names::told(&look.headings[*of]).is_empty();
    let is_ahead = |of: &usize| look.profiles[*of].are_dates() && lie_ahead(look, *of, day);
    let owner = [Field::SubscriptionId, Field::AccountId, Field::Account].into_iter().find_map(|field| column(guesses, field));
    let is_kept = |of: &usize| owner.is_some_and(|owner| stay(look, *of, owner));
    let found: Vec<usize> = (0..look.headings.len()).filter(is_free).filter(is_ahead).filter(is_kept).collect();
    if let [only] = found[..] {
        guesses.push(Guess { field: Field::ContractEnd, column: only, sureness: MAYBE });
    }
}

/// Rows of one owner mostly have the same day: an end is a contract's, and the day on which somebody changed a row is the row's.
fn stay(look: &Look<'_>, column: usize, owner: usize) -> bool {
    let mut days: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
    let mut rows = 0_usize;
    for row in &look.file.sample {
        let (Some(owner), Some(day)) = (row.get(owner), row.get(column)) else { continue };
        if !day.is_empty() {
            rows += 1;
            days.entry(owner).or_default().insert(day);
        }
    }
    days.values().map(FxHashSet::len).sum::<usize>() * 2 <= rows
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
