//! What words say of charges, whatever they stand under: how often something is paid, and whether it comes again.

use super::Guess;
use super::score::Look;
use super::together::column;
use crate::compile::read::file::DataFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::header::{Side, units};

/// Likelier than nothing, and asked before a figure rests on it.
const MAYBE: f32 = 0.45;

/// Two columns say it, each of its side.
const SIDED: f32 = 0.7;

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

/// The same of renewals, where words of several periods stand under a heading that nobody knows: what the amounts cover may differ
/// from row to row, and may be a year's all the same. It is asked, unless two columns say it of the amounts before and after.
pub(super) fn find_periods_of_renewals(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    const NAMES: [Field; 4] = [Field::Product, Field::Segment, Field::Persona, Field::Geo];
    const AMOUNTS: [Field; 3] = [Field::ArrBefore, Field::ArrAfter, Field::Amount];
    if AMOUNTS.iter().all(|field| column(guesses, *field).is_none()) {
        return;
    }
    let known = [Field::PeriodBefore, Field::Period].map(|field| column(guesses, field));
    // `Subscription type` may be taken for a product; what is paid how often matters more.
    let is_free = |column: &usize| guesses.iter().all(|guess| guess.column != *column || NAMES.contains(&guess.field));
    let are_several = |column: usize| {
        let mut periods = look.file.values(column).filter_map(words::period);
        periods.next().is_some_and(|first| periods.any(|other| other != first))
    };
    let is_period =
        |column: &usize| known.contains(&Some(*column)) || is_free(column) && say_periods(look.file, *column) && are_several(*column);
    let found: Vec<usize> = (0..look.headings.len()).filter(is_period).collect();
    let is_before = |column: &&usize| look.headings[**column].side == Some(Side::Before);
    let (before, after) = (found.iter().find(is_before), found.iter().find(|column| !is_before(column)));
    let mut say = |field, column, sureness| {
        guesses.retain(|guess| guess.column != column);
        guesses.push(Guess { field, column, sureness });
    };
    match (before, after) {
        (Some(before), Some(after)) => {
            say(Field::PeriodBefore, *before, SIDED);
            say(Field::Period, *after, SIDED);
        }
        // One column says it of both amounts.
        (Some(only), None) | (None, Some(only)) if known[0] == Some(*only) => say(Field::Period, *only, SIDED),
        (Some(only), None) | (None, Some(only)) if known[1] == Some(*only) => {}
        (Some(only), None) | (None, Some(only)) if look.profiles[*only].fill() >= 0.9 => say(Field::Period, *only, MAYBE),
        _ => {}
    }
}

/// Cells that say of each row what its amounts count, whatever they stand under; a currency may stand with it.
pub(super) fn find_units(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    if column(guesses, Field::Unit).is_some() {
        return;
    }
    let is_free = |column: &usize| guesses.iter().all(|guess| guess.column != *column || guess.field == Field::Currency);
    // Bare numbers tell it only where their heading does.
    let is_told = |column: &usize| look.file.values(*column).any(|value| value.chars().any(char::is_alphabetic)) || scales(look, *column);
    let is_unit = |column: &usize| units::are_by_row(look.file, *column) && is_told(column);
    let Some(found) = (0..look.headings.len()).filter(is_free).find(is_unit) else { return };
    guesses.push(Guess { field: Field::Unit, column: found, sureness: 0.75 });
    let names_currency = || look.file.values(found).any(|value| units::of_cell(value).is_some_and(|cell| cell.currency.is_some()));
    if column(guesses, Field::Currency).is_none() && names_currency() {
        guesses.push(Guess { field: Field::Currency, column: found, sureness: 0.75 });
    }
}

/// A heading of what amounts are multiplied by.
fn scales(look: &Look<'_>, column: usize) -> bool {
    const NAMES: [&str; 8] = ["scale", "unit", "factor", "multiplier", "multiplicator", "faktor", "facteur", "einheit"];
    NAMES.iter().any(|name| look.headings[column].core.contains(name))
}

/// Words all of which say whether something comes again, some that it does and some that it does not, whatever they stand under.
pub(super) fn find_recurring(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    if column(guesses, Field::Recurring).is_some() {
        return;
    }
    // `Type` may hold it as well as kinds of deals, which these words are not.
    let is_free = |column: &usize| guesses.iter().all(|guess| guess.column != *column || guess.field == Field::RowType);
    let says = |column: usize, wanted: bool| look.file.values(column).any(|word| words::recurs(word) == Some(wanted));
    let tells = |column: &usize| {
        let is_told = |word: &str| words::recurs(word).is_some() && words::flag(word).is_none();
        look.profiles[*column].are_few_words() && look.file.values(*column).all(is_told) && says(*column, true) && says(*column, false)
    };
    let found = (0..look.headings.len()).filter(is_free).find(tells);
    guesses.retain(|guess| Some(guess.column) != found);
    guesses.extend(found.map(|column| Guess { field: Field::Recurring, column, sureness: 0.75 }));
}

/// Every word says how often something is paid, without a number that may be a term.
pub(crate) fn say_periods(file: &DataFile, column: usize) -> bool {
    let says_period = |word: &str| word.chars().count() > 3 && !word.bytes().any(|b| b.is_ascii_digit()) && words::period(word).is_some();
    let mut all = file.values(column).peekable();
    all.peek().is_some() && all.all(says_period)
}
