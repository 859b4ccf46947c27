//! Amounts of a customer that stand on each of its lines, beside the line's own: the line's own count.

use std::collections::HashMap;

use super::Guess;
use super::score::Look;
use super::together::column;
use crate::compile::schema::Field;
use crate::compile::understand::infer::loose_number;

const AMOUNTS: [Field; 5] = [Field::ArrBefore, Field::ArrAfter, Field::Arr, Field::Mrr, Field::Amount];
const DAYS: [Field; 4] = [Field::DueDate, Field::Date, Field::StartDate, Field::ContractEnd];

/// Fewer customers with several lines tell nothing.
const FEWEST: usize = 2;
/// Amounts are the same to the cent.
const CENT: f64 = 0.006;

/// Takes the column of which the other one has the sums, customer by customer and day by day, on each of its rows.
pub(super) fn take_the_lines(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let Some(owner) = column(guesses, Field::AccountId).or(column(guesses, Field::Account)) else { return };
    let days: Vec<usize> = DAYS.into_iter().filter_map(|field| column(guesses, field)).collect();
    let mut groups: HashMap<Vec<&str>, Vec<&Vec<String>>> = HashMap::new();
    for row in &look.file.sample {
        let key = std::iter::once(owner).chain(days.iter().copied()).filter_map(|column| row.get(column)).map(String::as_str).collect();
        groups.entry(key).or_default().push(row);
    }
    let groups: Vec<Vec<&Vec<String>>> = groups.into_values().collect();
    for field in AMOUNTS {
        let Some(whole) = column(guesses, field) else { continue };
        let is_other = |guess: &Guess| AMOUNTS.contains(&guess.field) && guess.field != Field::Amount;
        let is_free = |column: &usize| *column != whole && !guesses.iter().any(|guess| guess.column == *column && is_other(guess));
        let is_line = |column: &usize| look.profiles[*column].are_amounts() && are_sums(&groups, whole, *column);
        let Some(line) = (0..look.headings.len()).filter(is_free).find(is_line) else { continue };
        guesses.retain(|guess| guess.column != line);
        guesses.iter_mut().filter(|guess| guess.field == field).for_each(|guess| guess.column = line);
    }
}

/// Each row has the sum of its group as `whole`, and where there are several, `line` has the parts.
fn are_sums(groups: &[Vec<&Vec<String>>], whole: usize, line: usize) -> bool {
    let number = |row: &[String], column: usize| row.get(column).and_then(|value| loose_number(value)).unwrap_or_default();
    let sum = |rows: &[&Vec<String>]| rows.iter().map(|row| number(row, line)).sum::<f64>();
    let is_sum = |rows: &&Vec<&Vec<String>>| rows.iter().all(|row| (number(row, whole) - sum(rows)).abs() < CENT);
    let is_filled = |rows: &&Vec<&Vec<String>>| rows.iter().any(|row| number(row, whole) != 0.0 || number(row, line) != 0.0);
    let filled: Vec<&Vec<&Vec<String>>> = groups.iter().filter(is_filled).collect();
    let is_shared = |rows: &&Vec<&Vec<String>>| rows.iter().filter(|row| number(row, line) != 0.0).count() > 1;
    let shared: Vec<&Vec<&Vec<String>>> = filled.iter().copied().filter(is_shared).collect();
    let are_mostly = |groups: &[&Vec<&Vec<String>>]| groups.iter().filter(|rows| is_sum(rows)).count() * 100 >= groups.len() * 95;
    shared.len() >= FEWEST && are_mostly(&shared) && are_mostly(&filled)
}
