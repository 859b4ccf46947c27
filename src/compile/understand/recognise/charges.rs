//! What words say of charges, whatever they stand under: how often something is paid, and whether it comes again.

use super::Guess;
use super::score::Look;
use super::together::column;
use crate::compile::read::file::DataFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;

/// Words that say nothing but how often something is paid.
pub(super) fn find_period(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    if column(guesses, Field::Period).is_some() || column(guesses, Field::Amount).is_none() {
        return;
    }
    let is_free = |column: &usize| !guesses.iter().any(|guess| guess.column == *column);
    let is_period = |column: &usize| look.profiles[*column].fill() >= 0.9 && say_periods(look.file, *column);
    let found = (0..look.headings.len()).filter(is_free).find(is_period);
    guesses.extend(found.map(|column| Guess { field: Field::Period, column, sureness: 0.7 }));
}

/// Words all of which say whether something comes again, some that it does and some that it does not, whatever they stand under.
pub(super) fn find_recurring(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    if column(guesses, Field::Recurring).is_some() {
        return;
    }
    let is_free = |column: &usize| !guesses.iter().any(|guess| guess.column == *column);
    let says = |column: usize, wanted: bool| look.file.values(column).any(|word| words::recurs(word) == Some(wanted));
    let tells = |column: &usize| {
        let is_told = |word: &str| words::recurs(word).is_some() && words::flag(word).is_none();
        look.profiles[*column].are_few_words() && look.file.values(*column).all(is_told) && says(*column, true) && says(*column, false)
    };
    let found = (0..look.headings.len()).filter(is_free).find(tells);
    guesses.extend(found.map(|column| Guess { field: Field::Recurring, column, sureness: 0.75 }));
}

/// Every word says how often something is paid, without a number that may be a term.
pub(crate) fn say_periods(file: &DataFile, column: usize) -> bool {
    let says_period = |word: &str| word.chars().count() > 3 && !word.bytes().any(|b| b.is_ascii_digit()) && words::period(word).is_some();
    let mut all = file.values(column).peekable();
    all.peek().is_some() && all.all(says_period)
}
