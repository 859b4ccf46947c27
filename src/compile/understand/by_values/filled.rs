//! A column that is filled where something was lost, or where it was signed, and empty for the others: a reason, a day, a next end.

use super::sheet::Sheet;
use super::{Guess, Known};
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer;
use crate::compile::understand::names::{self, Standing};
use crate::domain::renewal::Outcome;

/// Fewer rows of either kind tell nothing.
const FEWEST: usize = 2;

/// The columns that may tell it, each with what a value in it says, likeliest first. What it holds besides stays known.
pub(super) fn find(sheet: &Sheet<'_>, known: &Known, due: usize) -> Vec<Vec<Guess>> {
    if amounts_tell(sheet, known) {
        return Vec::new();
    }
    let mut found: Vec<(usize, Vec<Guess>)> = Vec::new();
    for column in sheet.columns().filter(|column| is_open(known, *column)) {
        let Some((filled, blank)) = counted(sheet, column, due).filter(|(filled, blank)| filled.min(blank) >= &FEWEST) else { continue };
        let held = known.guesses.iter().find(|guess| guess.column == column);
        let said = says(sheet, column, held.map(|guess| guess.field));
        // Most renew: what few rows have is of the lost, and what most have is of the others.
        let outcome = match said {
            Some(Outcome::Churned) if filled <= blank => Field::IsLost,
            Some(Outcome::Renewed) if filled >= blank => Field::IsWon,
            _ => continue,
        };
        let guess = Guess { field: outcome, column, sureness: super::BY_VALUES };
        found.push((filled.min(blank), held.copied().into_iter().chain([guess]).collect()));
    }
    // A loss that is written down is told for certain; that nothing was signed may have other reasons.
    found.sort_by_key(|(_, guesses)| guesses.iter().all(|guess| guess.field != Field::IsLost));
    found.into_iter().map(|(_, guesses)| guesses).collect()
}

/// Amounts after that are called so, some of them none, tell by themselves what was lost.
fn amounts_tell(sheet: &Sheet<'_>, known: &Known) -> bool {
    let is_called_so = |after: &usize| names::standing(&Heading::of(&sheet.look.file.header[*after]), Field::ArrAfter).is_some();
    let Some(after) = known.column(Field::ArrAfter).filter(is_called_so) else { return false };
    let gone = sheet.rows().filter(|row| sheet.amount(*row, after).is_none()).count();
    gone > 0 && gone * 2 <= sheet.rows().len()
}

/// Nothing else is read from the column, or only when and why something ended.
fn is_open(known: &Known, column: usize) -> bool {
    const BESIDE: [Field; 3] = [Field::ReasonCode, Field::ClosedDate, Field::Note];
    known.is_free(column) || known.guesses.iter().any(|guess| guess.column == column && BESIDE.contains(&guess.field))
}

/// Rows with a value and rows without one, of those that were due by the last one that has one.
fn counted(sheet: &Sheet<'_>, column: usize, due: usize) -> Option<(usize, usize)> {
    let profile = &sheet.look.profiles[column];
    if !(profile.are_dates() || profile.are_words() || profile.are_sentences()) {
        return None;
    }
    let is_filled = |row: &usize| sheet.value(*row, column).is_some();
    let last = sheet.rows().filter(is_filled).filter_map(|row| sheet.day(row, due)).max()?;
    let (filled, blank): (Vec<usize>, Vec<usize>) =
        sheet.rows().filter(|row| sheet.day(*row, due).is_some_and(|day| day <= last)).partition(is_filled);
    Some((filled.len(), blank.len()))
}

/// What a heading says of the rows that have a value there: `Churn reason`, `Signed on`, `Auto-renewed to`.
fn says(sheet: &Sheet<'_>, column: usize, held: Option<Field>) -> Option<Outcome> {
    const LOSSES: [Field; 2] = [Field::LossDate, Field::IsLost];
    let heading = &sheet.look.headings[column];
    let is_called = |field: Field| names::standing(heading, field) >= Some(Standing::Likely);
    let is_of_loss = || infer::names_loss(heading) || LOSSES.into_iter().any(is_called);
    let mut said = sheet.look.file.header[column].split(|c: char| !c.is_alphanumeric()).filter_map(words::outcome);
    match held {
        Some(Field::ReasonCode) => Some(Outcome::Churned),
        _ if is_of_loss() => Some(Outcome::Churned),
        _ if sheet.look.score(column, Field::ClosedDate) > 0.0 => Some(Outcome::Renewed),
        _ => said.next(),
    }
}
