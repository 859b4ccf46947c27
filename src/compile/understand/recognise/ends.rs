//! Which days on which contracts end are those of a loss.

use super::score::{Look, name_score};
use super::together::column;
use super::{Guess, terms};
use crate::compile::schema::Field;

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
