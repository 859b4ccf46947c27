//! Rows as terms of contracts: whether those of one owner follow one another.

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::score::Look;
use super::together::column;
use super::{Guess, Sureness, looked};
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::Field;

/// The first and the last day of a row.
type Term = (NaiveDate, NaiveDate);

/// What only a part of a name speaks for.
pub(super) const WEAK: Sureness = 0.6;

/// Of those who have several rows most have one that begins on the day after another one ends: each row is a term of a contract,
/// and what its words say was decided shows in the next.
pub(crate) fn follow(look: &Look<'_>, owner: usize, start: usize, end: usize) -> bool {
    in_some_order(|form| {
        let several = of_owners(look, form, owner, start, end);
        let following = several.iter().filter(|terms| terms.iter().any(|(_, end)| is_followed(*end, terms))).count();
        following > 0 && following * 2 >= several.len()
    })
}

/// Terms follow one another and run out on these days: rows without one are of something else, for nobody leaves on a day to come.
pub(crate) fn run_out(look: &Look<'_>, guesses: &[Guess], end: usize) -> bool {
    let at = |field| column(guesses, field);
    let owner = at(Field::AccountId).or(at(Field::Account));
    owner.zip(at(Field::StartDate)).is_some_and(|(owner, start)| follow(look, owner, start, end) && lie_ahead(look, start, end))
}

/// The rows have a first and a last day each, and are terms that follow one another.
pub(crate) fn are_terms(look: &Look<'_>, guesses: &[Guess]) -> bool {
    let at = |field| column(guesses, field);
    let owner = at(Field::AccountId).or(at(Field::Account));
    let ends = at(Field::StartDate).zip(at(Field::ContractEnd));
    owner.zip(ends).is_some_and(|(owner, (start, end))| follow(look, owner, start, end))
}

/// Of the last days at least a quarter lie behind the last of the first days: they are when contracts run out, and not when somebody left.
fn lie_ahead(look: &Look<'_>, start: usize, end: usize) -> bool {
    in_some_order(|form| {
        let days = |column: usize| look.file.values(column).filter_map(move |value| form.span(value.as_bytes())).map(|span| span.first);
        let Some(last) = days(start).max() else { return false };
        let (all, ahead) = days(end).fold((0, 0), |(all, ahead), day| (all + 1, ahead + usize::from(day > last)));
        ahead > 0 && ahead * 4 >= all
    })
}

/// The column whose values stand with one owner each, in several rows with different beginnings, and of which an owner may have several:
/// the numbers of contracts, whatever they are called. They tell which of an owner's terms follows which.
pub(crate) fn find_contracts(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let at = |field| column(guesses, field);
    let owner = at(Field::AccountId).or(at(Field::Account));
    let (Some(owner), Some(start), Some(_), None) = (owner, at(Field::StartDate), at(Field::ContractEnd), at(Field::SubscriptionId)) else {
        return;
    };
    let is_free = |column: &usize| !guesses.iter().any(|guess| guess.column == *column);
    let names_contracts = |column: &usize| {
        let profile = &look.profiles[*column];
        let may_be = profile.fill() >= 1.0 && !profile.are_dates() && !profile.are_sentences() && !look.foreign.contains(column);
        may_be && are_contracts(look, *column, owner, start)
    };
    let mut found = (0..look.headings.len()).filter(is_free).filter(names_contracts);
    if let (Some(column), None) = (found.next(), found.next()) {
        guesses.push(Guess { field: Field::SubscriptionId, column, sureness: 0.7 });
    }
}

fn are_contracts(look: &Look<'_>, column: usize, owner: usize, start: usize) -> bool {
    let mut rows: FxHashMap<&str, Vec<(&str, &str)>> = FxHashMap::default();
    let mut of_owner: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
    for row in &look.file.sample {
        if let (Some(value), Some(owner), Some(day)) = (row.get(column), row.get(owner), row.get(start)) {
            rows.entry(value).or_default().push((owner, day));
            of_owner.entry(owner).or_default().insert(value);
        }
    }
    let is_of_one = |all: &Vec<(&str, &str)>| all.iter().all(|(owner, _)| *owner == all[0].0);
    let differ = |all: &Vec<(&str, &str)>| all.iter().map(|(_, day)| day).collect::<FxHashSet<_>>().len() == all.len();
    let several = rows.values().filter(|all| all.len() > 1).count();
    let has_several = of_owner.values().any(|values| values.len() > 1);
    has_several && several * 3 >= rows.len() && rows.values().all(|all| is_of_one(all) && differ(all))
}

/// The first and the last day of terms that follow one another, whatever their columns are called, where no other day is told.
pub(crate) fn find_days(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let at = |field| column(guesses, field);
    let (start, end) = (at(Field::StartDate), at(Field::ContractEnd));
    // An amount that nothing names may be what changed.
    let is_paid = at(Field::Arr).or(at(Field::Mrr)).is_some();
    let Some(owner) = at(Field::AccountId).or(at(Field::Account)) else { return };
    // A part of a name (`al giorno`) is no day on which somebody looked, nor is the day of an event.
    let is_of_event = |day: usize| is_paid && looked::are_of_each(look, owner, day) && comes_once_a_day(look, owner, day);
    let is_weak = |guess: &&Guess| guess.sureness <= WEAK || is_of_event(guess.column);
    let weak = guesses.iter().find(|guess| guess.field == Field::Date).filter(is_weak).map(|guess| guess.column);
    if at(Field::Date) != weak || start.is_some() && end.is_some() {
        return;
    }
    let is_free = |column: usize| Some(column) == weak || !guesses.iter().any(|guess| guess.column == column);
    let free: Vec<usize> = (0..look.profiles.len()).filter(|column| is_free(*column) && is_full_of_days(look, *column)).collect();
    let (starts, ends) = (start.map_or_else(|| free.clone(), |start| vec![start]), end.map_or_else(|| free.clone(), |end| vec![end]));
    let mut pairs = starts.iter().flat_map(|start| ends.iter().map(move |end| (*start, *end)));
    let has_weak = |start: usize, end: usize| weak.is_none_or(|day| day == start || day == end);
    let is_pair = |(start, end): &(usize, usize)| start != end && has_weak(*start, *end) && follow(look, owner, *start, *end);
    let Some(found) = pairs.find(is_pair) else { return };
    guesses.retain(|guess| Some(guess.column) != weak);
    for (field, known, column) in [(Field::StartDate, start, found.0), (Field::ContractEnd, end, found.1)] {
        guesses.extend(known.is_none().then_some(Guess { field, column, sureness: 0.75 }));
    }
}

/// Hardly an owner has two rows of one day: of what changed on it each part would have its own.
fn comes_once_a_day(look: &Look<'_>, owner: usize, day: usize) -> bool {
    let rows = || look.file.sample.iter().filter_map(|row| Some((row.get(owner)?, row.get(day)?)));
    let all = rows().count();
    rows().collect::<FxHashSet<_>>().len() * 20 >= all * 19
}

/// Whether the rows are terms that end on the days of `end`: some other column has their first days.
pub(crate) fn end_on(look: &Look<'_>, owner: usize, end: usize) -> bool {
    (0..look.profiles.len()).any(|start| start != end && is_full_of_days(look, start) && follow(look, owner, start, end))
}

fn is_full_of_days(look: &Look<'_>, column: usize) -> bool {
    look.profiles[column].are_dates() && look.profiles[column].fill() >= 0.9
}

/// Without a customer's id or name it is the column by which terms follow one another, and hardly run at the same time.
pub(crate) fn find_owner(look: &Look<'_>, guesses: &mut Vec<Guess>) {
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
        if let (Some(owner), Some(start), Some(end)) = (row.get(owner), day(row, start), day(row, end))
            // What ends as it begins would follow itself.
            && start < end
        {
            rows.entry(owner).or_default().push((start, end));
        }
    }
    rows.into_values().filter(|terms| terms.len() > 1).collect()
}

/// Some term begins on the day `end` or on the next.
fn is_followed(end: NaiveDate, terms: &[Term]) -> bool {
    terms.iter().any(|(start, _)| (0..=1).contains(&(*start - end).num_days()))
}
