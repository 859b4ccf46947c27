//! Amounts that stand twice, in their own currency and in one that all are brought into: `Amount` and `Amount (converted)`, `Revenue` and
//! `Revenue (Base)`. The latter add up.

use super::Guess;
use super::score::Look;
use super::together::column;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::header::currencies::spoken;
use crate::domain::text::bare;

/// What systems write behind the name of a column whose amounts are brought into one currency.
const MARKS: [&str; 4] = ["converted", "base", "umgerechnet", "converti"];

/// Takes the converted column of each amount, where all have one; and the column that names the currency of these, if there is one.
pub(super) fn settle(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let amounts: Vec<usize> = guesses.iter().filter(|guess| guess.field.kind() == Kind::Amount).map(|guess| guess.column).collect();
    let twin = |own: usize| {
        let wanted = words(&look.file.header[own]);
        (0..look.file.header.len()).find(|column| *column != own && unmarked(&look.file.header[*column]).as_ref() == Some(&wanted))
    };
    let twins: Vec<(usize, usize)> = amounts.iter().filter_map(|own| Some((*own, twin(*own)?))).collect();
    if amounts.is_empty() || twins.len() < amounts.len() {
        return;
    }
    let currency = column(guesses, Field::Currency).and_then(twin);
    for guess in guesses.iter_mut() {
        guess.column = twins.iter().find(|(own, _)| *own == guess.column).map_or(guess.column, |(_, twin)| *twin);
    }
    guesses.retain(|guess| guess.field != Field::Currency);
    guesses.extend(currency.map(|column| Guess { field: Field::Currency, column, sureness: 0.8 }));
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(bare).collect();
    words.sort_unstable();
    words
}

/// The words of a name without such a mark; nothing where it has none.
fn unmarked(name: &str) -> Option<Vec<String>> {
    let mut words = words(name);
    let at = words.iter().position(|word| MARKS.contains(&word.as_str()))?;
    words.remove(at);
    Some(words)
}

/// Cells all of which name a currency, whatever they stand under.
pub(super) fn find_currency(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    if column(guesses, Field::Currency).is_some() {
        return;
    }
    let is_free = |column: &usize| !guesses.iter().any(|guess| guess.column == *column);
    let names_one = |column: &usize| {
        let mut values = look.file.values(*column).peekable();
        let is_short = |value: &str| value.chars().count() <= 20 && !value.bytes().any(|b| b.is_ascii_digit());
        values.peek().is_some() && look.profiles[*column].fill() > 0.5 && values.all(|value| is_short(value) && spoken(value).is_some())
    };
    let found = (0..look.headings.len()).filter(is_free).find(names_one);
    guesses.extend(found.map(|column| Guess { field: Field::Currency, column, sureness: 0.75 }));
}
