//! What the rows of a file as a whole speak for: renewals that were decided, or contracts over time.

use rustc_hash::{FxHashMap, FxHashSet};

use super::score::{Look, SURE};
use super::{Guess, profile, terms};
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::infer;
use crate::compile::understand::names::{self, Standing};

/// What a renewal's amounts are read from.
const AMOUNTS: [Field; 5] = [Field::ArrBefore, Field::ArrAfter, Field::Amount, Field::ArrChange, Field::SeatsBefore];

/// How much one such sign counts, measured in columns with sure names.
const SIGN: f32 = 1.5;

/// What speaks for the table beyond the names of its columns; below zero where it speaks against it.
pub(crate) fn lean(look: &Look<'_>, table: Table, guesses: &[Guess]) -> f32 {
    let column = |field| guesses.iter().find(|guess| guess.field == field).map(|guess| guess.column);
    let has = |field| column(field).is_some();
    match table {
        Table::Renewals => {
            let decided = column(Field::Outcome).map_or(0.0, |column| decided_share(look, column));
            let is_due = guesses.iter().any(|guess| guess.field == Field::DueDate && guess.sureness > 0.6 * SURE);
            let pair = has(Field::ArrBefore) && has(Field::ArrAfter);
            let flags = [Field::IsWon, Field::IsClosed, Field::IsRenewal].into_iter().any(has);
            let is_open_ended = look.file.sample.len() > 1
                && column(Field::DueDate).is_some_and(|due| look.profiles[due].fill() < 0.95)
                && (0..look.profiles.len()).any(|column| look.score(column, Field::StartDate) > 0.6);
            let owner = column(Field::AccountId).or(column(Field::Account));
            let ends = owner.zip(column(Field::DueDate));
            // What came after stands in the next row.
            let are_terms =
                !tells_after(look) && !has(Field::ArrBefore) && ends.is_some_and(|(owner, due)| terms::end_on(look, owner, due));
            // What a contract pays is known, and nothing of it is one of a renewal.
            let is_unpriced = !AMOUNTS.into_iter().any(has)
                && (0..look.profiles.len()).any(|column| [Field::Arr, Field::Mrr].iter().any(|field| look.score(column, *field) > 0.6));
            let against = [is_open_ended, are_terms, is_unpriced].into_iter().map(|sign| f32::from(u8::from(sign))).sum::<f32>();
            SIGN * (decided - against + f32::from(u8::from(is_due && pair)) + f32::from(u8::from(flags)))
        }
        Table::Subscriptions => {
            let owner = column(Field::AccountId).or(column(Field::Account)).or(column(Field::SubscriptionId));
            let days = owner.zip(column(Field::Date)).is_some_and(|(owner, day)| follow_each_other(look, owner, day));
            let is_interval = has(Field::StartDate) && (has(Field::LossDate) || has(Field::ContractEnd));
            let decided = word_columns(look).map(|column| decided_share(look, column)).fold(0.0, f32::max);
            let ends = column(Field::StartDate).zip(column(Field::ContractEnd));
            // A list of decisions has what came after in the row of what was due; so has one of terms in the next row.
            let follow = !tells_after(look) && owner.zip(ends).is_some_and(|(owner, (start, end))| terms::follow(look, owner, start, end));
            let signs = 2.0 * f32::from(u8::from(days)) + f32::from(u8::from(follow)) + f32::from(u8::from(is_interval));
            SIGN * (signs - decided)
        }
        _ => 0.0,
    }
}

/// A row tells what became of something (renewed, lost) and what came after it: no row of a contract over time does.
pub(crate) fn are_decisions(look: &Look<'_>) -> bool {
    tells_after(look) && word_columns(look).any(|column| decided_share(look, column) > 0.5)
}

/// What was paid before and what came after stand in one row.
pub(crate) fn tells_both(look: &Look<'_>) -> bool {
    let is_amount = |column: &usize| look.profiles[*column].are_amounts() && !look.profiles[*column].are_dates();
    let amounts = |field| (0..look.profiles.len()).filter(is_amount).filter(move |column| look.score(*column, field) > 0.0);
    amounts(Field::ArrAfter)
        .any(|after| amounts(Field::ArrBefore).any(|before| before != after && profile::are_near(look.file, before, after)))
}

/// What was paid before and what it changed by stand in one row: several changed by all of it and ended so.
pub(crate) fn tells_change(look: &Look<'_>) -> bool {
    const FEWEST: usize = 2;
    let is_amount = |column: &usize| look.profiles[*column].are_amounts() && !look.profiles[*column].are_dates();
    let amounts = |fields: &'static [Field]| {
        let may_be = move |column: &usize| fields.iter().any(|field| look.score(*column, *field) > 0.0);
        (0..look.profiles.len()).filter(is_amount).filter(may_be)
    };
    let number = |row: &Vec<String>, column: usize| row.get(column).and_then(|value| infer::loose_number(value));
    let changes_by = |before: usize, change: usize| {
        let both = || look.file.sample.iter().filter_map(|row| number(row, before).zip(number(row, change)));
        let gone = both().filter(|(before, change)| *before > 0.0 && *change == -*before).count();
        gone >= FEWEST && both().all(|(before, change)| before > 0.0 && change >= -before) && gone * 2 <= both().count()
    };
    amounts(&[Field::ArrChange])
        .any(|change| amounts(&[Field::Arr, Field::ArrBefore]).any(|before| before != change && changes_by(before, change)))
}

fn tells_after(look: &Look<'_>) -> bool {
    (0..look.profiles.len()).any(|column| look.score(column, Field::ArrAfter) > 0.0)
}

/// Columns of few words whose name may be that of an outcome.
pub(super) fn word_columns<'l>(look: &'l Look<'_>) -> impl Iterator<Item = usize> + 'l {
    (0..look.profiles.len()).filter(|column| look.score(*column, Field::Outcome) > 0.0 && look.profiles[*column].are_few_words())
}

/// Share of the words of a column that tell what was decided (renewed, lost), and not how things stand (active).
fn decided_share(look: &Look<'_>, column: usize) -> f32 {
    // `Renewed?` is answered by yes and no.
    let heading = &look.headings[column];
    let asks = names::standing(heading, Field::Outcome) == Some(Standing::Sure) && !infer::names_loss(heading);
    let (mut all, mut decided) = (0_u32, 0_u32);
    for word in look.file.values(column) {
        if words::is_state(word) {
            // Where some are active, the others are states as well.
            return 0.0;
        }
        all += 1;
        decided += u32::from(words::outcome(word).is_some() && !words::names_state_only(word) && (asks || words::flag(word).is_none()));
    }
    decided as f32 / all.max(1) as f32
}

/// Most of those who stand in the file at all stand there on several days, once on each.
pub(crate) fn follow_each_other(look: &Look<'_>, owner: usize, day: usize) -> bool {
    let mut days: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
    let mut rows = 0;
    for row in &look.file.sample {
        if let (Some(owner), Some(day)) = (row.get(owner), row.get(day)) {
            rows += usize::from(!owner.is_empty() && !day.is_empty());
            days.entry(owner).or_default().insert(day);
        }
    }
    let several = days.values().filter(|days| days.len() > 1).count();
    rows > 0 && several * 2 >= days.len()
}
