//! Rows as terms of contracts: whether those of one owner follow one another.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::Guess;
use super::score::Look;
use super::together::column;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::Field;

/// The first and the last day of a row.
type Term = (NaiveDate, NaiveDate);

/// Of those who have several rows most have one that begins on the day after another one ends: each row is a term of a contract,
/// and what its words say was decided shows in the next.
pub fn follow(look: &Look<'_>, owner: usize, start: usize, end: usize) -> bool {
    in_some_order(|form| {
        let several = of_owners(look, form, owner, start, end);
        let following = several.iter().filter(|terms| terms.iter().any(|(_, end)| is_followed(*end, terms))).count();
        following > 0 && following * 2 >= several.len()
    })
}

/// Without a customer's id or name it is the column by which terms follow one another, and hardly run at the same time.
pub fn find_owner(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let is_known = [Field::AccountId, Field::Account].into_iter().any(|field| column(guesses, field).is_some());
    let ends = column(guesses, Field::StartDate).zip(column(guesses, Field::ContractEnd));
    let (false, Some((start, end))) = (is_known, ends) else { return };
    let is_free = |column: usize| !guesses.iter().any(|guess| guess.column == column);
    let may_be = |column: &usize| {
        let profile = &look.profiles[*column];
        is_free(*column)
            && !profile.are_dates()
            && profile.different > 1
            && profile.fill() >= 0.9
            && follow(look, *column, start, end)
            && are_apart(look, *column, start, end)
    };
    let found: Vec<usize> = (0..look.profiles.len()).filter(may_be).collect();
    let text = found.iter().copied().find(|column| !look.profiles[*column].are_numbers());
    let number = found.iter().copied().find(|column| Some(*column) != text);
    guesses.extend(text.map(|column| Guess { field: Field::Account, column, sureness: 0.7 }));
    guesses.extend(number.map(|column| Guess { field: Field::AccountId, column, sureness: 0.7 }));
}

/// Of nearly all who have several rows no two run at the same time.
fn are_apart(look: &Look<'_>, owner: usize, start: usize, end: usize) -> bool {
    in_some_order(|form| {
        let mut several = of_owners(look, form, owner, start, end);
        for terms in &mut several {
            terms.sort_unstable();
        }
        let apart = several.iter().filter(|terms| terms.windows(2).all(|two| two[0].1 <= two[1].0)).count();
        !several.is_empty() && apart * 10 >= several.len() * 9
    })
}

fn in_some_order(is_so: impl Fn(DateForm) -> bool) -> bool {
    [DateForm::MonthFirst, DateForm::DayFirst].into_iter().any(is_so)
}

/// The terms of each who has several.
fn of_owners(look: &Look<'_>, form: DateForm, owner: usize, start: usize, end: usize) -> Vec<Vec<Term>> {
    let day = |row: &[String], column: usize| Some(form.span(row.get(column)?.as_bytes())?.first);
    let mut rows: FxHashMap<&str, Vec<Term>> = FxHashMap::default();
    for row in &look.file.sample {
        if let (Some(owner), Some(start), Some(end)) = (row.get(owner), day(row, start), day(row, end)) {
            rows.entry(owner).or_default().push((start, end));
        }
    }
    rows.into_values().filter(|terms| terms.len() > 1).collect()
}

/// Some term begins on the day `end` or on the next.
fn is_followed(end: NaiveDate, terms: &[Term]) -> bool {
    terms.iter().any(|(start, _)| (0..=1).contains(&(*start - end).num_days()))
}
