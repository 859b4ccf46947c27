//! A row a renewal, by what stands in the columns.

use super::parting::{self, Meant, Parting};
use super::sheet::Sheet;
use super::{Guess, Known, Reading, days, filled, owner};
use crate::compile::read::values::words;
use crate::compile::schema::{BECAME, Field, Table};
use crate::compile::understand::pairs::{Rows, Side, Verdict};
use crate::domain::renewal::Outcome;

const SIDES: [Field; 3] = [Field::ArrBefore, Field::ArrAfter, Field::Amount];

/// What speaks against renewals of which nobody knows what they were worth.
const WITHOUT_AMOUNTS: f32 = 2.0;

/// The readings of a file as renewals. `understood` is what a word means to everybody, or by what was said.
pub(crate) fn readings(sheet: &Sheet<'_>, mut known: Known, understood: &dyn Fn(&str) -> Option<Outcome>) -> Vec<Reading> {
    let mut found = Vec::new();
    let due = known.column(Field::DueDate);
    let parting = parting(sheet, &known, due);
    let decided_on = known.column(Field::ClosedDate).or(parting.as_ref().and_then(|parting| parting.decided_on));
    let mut dues = if due.is_some() { Vec::new() } else { days::due(sheet, |column| known.is_free(column), decided_on) };
    if due.is_none() && dues.is_empty() {
        // Without another day the one of the decision is the nearest to the day due.
        dues.extend(known.give_up(Field::ClosedDate).filter(|column| sheet.is_full(*column)));
    }
    let Some(day) = due.or(dues.first().copied()) else { return Vec::new() };
    let parting = parting.and_then(|parting| parting::of_column(sheet, parting.column, Some(day)));
    if due.is_none() {
        found.push(known.take(Field::DueDate, day));
    }
    let mut marks = Vec::new();
    match &parting {
        _ if known.has(&BECAME) => {}
        Some(parting) => found.push(known.take(Field::Outcome, parting.column)),
        None => {
            marks = filled::find(sheet, &known, day);
            let Some(marked) = marks.first() else { return Vec::new() };
            known.take_all(marked);
            found.extend(marked);
        }
    }
    if !known.has(&[Field::AccountId, Field::Account]) {
        let Some((field, column)) = owner::find(sheet, |column| known.is_free(column), Some(day)) else { return Vec::new() };
        found.push(known.take(field, column));
    }
    let meant = parting.as_ref().map(|parting| &parting.words).filter(|words| !are_words(words, understood));
    let words = meant.map_or_else(Vec::new, |words| unknown(words, understood));
    find_amounts(sheet, &mut known, &mut found, meant, understood);
    find_beside(&mut known, &mut found, parting.as_ref());
    if found.is_empty() && words.is_empty() {
        return Vec::new();
    }
    let parted = parting.as_ref().map_or(0, |parting| parting.signs) as f32;
    let lacks_amounts = f32::from(u8::from(!known.has(&SIDES)));
    let best = Reading { table: Table::Renewals, found, words, weight: parted - WITHOUT_AMOUNTS * lacks_amounts };
    let by_day = dues.iter().skip(1).map(|other| with_due(&best, *other));
    let by_mark = marks.iter().skip(1).map(|other| with_mark(&best, &marks[0], other));
    let by_words = parting
        .iter()
        .filter(|_| meant.is_some())
        .flat_map(|parting| &parting.others)
        .map(|words| Reading { words: unknown(words, understood), ..best.clone() });
    [best.clone()].into_iter().chain(by_mark).chain(by_day).chain(by_words).collect()
}

/// The reading with another column that is filled for some renewals alone.
fn with_mark(reading: &Reading, mark: &[Guess], other: &[Guess]) -> Reading {
    let found = reading.found.iter().filter(|guess| !mark.contains(guess)).chain(other).copied().collect();
    Reading { found, ..reading.clone() }
}

/// The words that tell what became of the rows: those of the column that is known, else of the one that others part with.
fn parting(sheet: &Sheet<'_>, known: &Known, due: Option<usize>) -> Option<Parting> {
    match known.column(Field::Outcome) {
        Some(column) => parting::of_column(sheet, column, due),
        None if known.has(&BECAME) => None,
        None => parting::find(sheet, |column| known.is_free(column), known.first_of(&[Field::AccountId, Field::Account]), due),
    }
}

/// Words that everybody understands, and no yes and no: what stands beside them does not say otherwise.
fn are_words(words: &Meant, understood: &dyn Fn(&str) -> Option<Outcome>) -> bool {
    let means = |wanted: Outcome| words.iter().any(|(word, _)| understood(word) == Some(wanted));
    let is_word = |(word, _): &(String, Outcome)| understood(word).is_some() && words::flag(word).is_none();
    words.iter().all(is_word) && means(Outcome::Renewed) && means(Outcome::Churned)
}

/// The words of which nobody knows, or everybody thinks otherwise, what stands beside them.
fn unknown(words: &Meant, understood: &dyn Fn(&str) -> Option<Outcome>) -> Meant {
    words.iter().filter(|(word, meant)| understood(word) != Some(*meant)).cloned().collect()
}

/// The reading with another day due; the day that was is not read then.
fn with_due(reading: &Reading, due: usize) -> Reading {
    let is_due = |guess: &Guess| guess.field == Field::DueDate;
    let found = reading.found.iter().filter(|guess| guess.column != due || is_due(guess));
    let found = found.map(|guess| if is_due(guess) { Guess { column: due, ..*guess } } else { *guess }).collect();
    Reading { found, ..reading.clone() }
}

/// The amounts before and after, where the rows tell them.
fn find_amounts(
    sheet: &Sheet<'_>,
    known: &mut Known,
    found: &mut Vec<Guess>,
    words: Option<&Meant>,
    understood: &dyn Fn(&str) -> Option<Outcome>,
) {
    if known.has(&SIDES) {
        return;
    }
    let (owner, due, outcome) =
        (known.first_of(&[Field::AccountId, Field::Account]), known.column(Field::DueDate), known.column(Field::Outcome));
    let became = |row: &[String]| {
        let word = row.get(outcome?)?;
        let meant = words.and_then(|words| words.iter().find(|(known, _)| words::key(known) == words::key(word)));
        meant.map(|(_, meant)| *meant).or_else(|| understood(word))
    };
    let rows = Rows::of(sheet.look.file, owner, due, became);
    let free: Vec<usize> = sheet.columns().filter(|column| known.is_free(*column) && sheet.holds_amounts(*column)).collect();
    let pairs = free.iter().flat_map(|before| free.iter().map(move |after| (*before, *after)));
    let mut pairs: Vec<(usize, usize)> = pairs.filter(|(before, after)| rows.verdict(*before, *after) == Verdict::Pair).collect();
    if pairs.len() > 1 {
        pairs.retain(|(before, after)| rows.follow(*before, *after));
    }
    if pairs.is_empty() {
        find_change(&rows, known, found, &free);
    }
    if let [(before, after)] = pairs[..] {
        let is_deal = rows.stands_unrenewed(before, after);
        found.push(known.take(Field::ArrBefore, before));
        found.push(known.take(if is_deal { Field::Amount } else { Field::ArrAfter }, after));
    }
}

/// One amount, and what it changed by.
fn find_change(rows: &Rows<'_>, known: &mut Known, found: &mut Vec<Guess>, free: &[usize]) {
    let changes: Vec<usize> = known.column(Field::ArrChange).map_or_else(|| free.to_vec(), |change| vec![change]);
    let both = free.iter().flat_map(|amount| changes.iter().map(move |change| (*amount, *change)));
    let sides: Vec<_> = both.filter_map(|(amount, change)| Some((amount, change, rows.side_beside(amount, change)?))).collect();
    let [(amount, change, side)] = sides[..] else { return };
    found.push(known.take(if side == Side::Before { Field::ArrBefore } else { Field::ArrAfter }, amount));
    if !known.has(&[Field::ArrChange]) {
        found.push(known.take(Field::ArrChange, change));
    }
}

/// When it was decided, and why it was lost.
fn find_beside(known: &mut Known, found: &mut Vec<Guess>, parting: Option<&Parting>) {
    let Some(parting) = parting else { return };
    for (field, column) in [(Field::ClosedDate, parting.decided_on), (Field::ReasonCode, parting.reason)] {
        let column = column.filter(|column| known.is_free(*column) && !known.has(&[field]));
        found.extend(column.map(|column| known.take(field, column)));
    }
}
