//! What the rows of a list of deals tell of its columns, whatever they are called: which one names kinds of deals, and which of two
//! days is the contract's end and which the day on which the deal was to close.

use rustc_hash::FxHashMap;

use super::score::{Look, name_score};
use super::together::column;
use super::{Guess, Sureness};
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::domain::renewal::Outcome;

/// A column that tells kinds, or ends, by its values.
const BY_VALUES: Sureness = 0.75;
/// A contract ends at most so many days before its deal was to close, and so many after.
const BEFORE: i64 = 31;
const AFTER: i64 = 120;
/// Of a hundred rows so many must say the same.
const NEARLY_ALL: usize = 90;

/// Nearly all words of a column are kinds of deals, renewals and others among them: nothing else is told by such words.
pub(crate) fn find_kinds(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let is_told = [Field::RowType, Field::IsRenewal, Field::Pipeline].iter().any(|field| column(guesses, *field).is_some());
    if is_told {
        return;
    }
    // The column that tells what became of the deals may say as much of those that were kept.
    let outcome = column(guesses, Field::Outcome);
    let Some(found) = (0..look.headings.len()).find(|found| Some(*found) != outcome && names_kinds(look, *found)) else { return };
    guesses.retain(|guess| guess.column != found);
    guesses.push(Guess { field: Field::RowType, column: found, sureness: BY_VALUES });
}

fn names_kinds(look: &Look<'_>, column: usize) -> bool {
    if !look.profiles[column].are_few_words() {
        return false;
    }
    let mut rows: FxHashMap<&str, usize> = FxHashMap::default();
    look.file.values(column).for_each(|word| *rows.entry(word).or_default() += 1);
    // What somebody lost or has not decided is no kind.
    if rows.keys().any(|word| matches!(words::outcome(word), Some(Outcome::Churned | Outcome::Open))) {
        return false;
    }
    let that_say =
        |kind: bool| rows.iter().filter(|(word, _)| words::names_renewal(word) == Some(kind)).map(|(_, rows)| rows).sum::<usize>();
    let (all, renewals, others) = (rows.values().sum::<usize>(), that_say(true), that_say(false));
    renewals > 0 && others > 0 && (renewals + others) * 100 >= all * NEARLY_ALL
}

/// The day on which a deal was to close, or a task to be done, stands for the contract's end only where no other column has that.
pub(crate) fn settle_ends(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let is_of_work = |due: &usize| is_called_close(look, *due) || is_of_a_task(look, *due);
    let Some(due) = column(guesses, Field::DueDate).filter(is_of_work) else { return };
    let is_free = |column: usize| guesses.iter().all(|guess| guess.column != column || guess.field == Field::LossDate);
    let mut ends =
        (0..look.headings.len()).filter(|end| *end != due && is_free(*end) && is_called_end(look, *end) && is_near(look, due, *end));
    let (Some(end), None) = (ends.next(), ends.next()) else { return };
    guesses.retain(|guess| guess.column != end && guess.column != due);
    guesses.push(Guess { field: Field::DueDate, column: end, sureness: BY_VALUES });
    if column(guesses, Field::ClosedDate).is_none() && is_called_close(look, due) {
        guesses.push(Guess { field: Field::ClosedDate, column: due, sureness: BY_VALUES });
    }
}

fn is_called_close(look: &Look<'_>, column: usize) -> bool {
    let heading = &look.headings[column];
    heading.core.contains("close") || name_score(&look.file.header[column], heading, Field::ClosedDate) > 0.0
}

/// What is due then, its name does not say.
fn is_of_a_task(look: &Look<'_>, column: usize) -> bool {
    const NAMES: [&str; 6] = ["due", "duedate", "dueon", "dueby", "deadline", "taskdue"];
    NAMES.contains(&look.headings[column].core.as_str())
}

/// A day that every row has, under a name for the end of something.
fn is_called_end(look: &Look<'_>, column: usize) -> bool {
    const ENDS: [Field; 3] = [Field::DueDate, Field::ContractEnd, Field::LossDate];
    let is_named = |field: &Field| name_score(&look.file.header[column], &look.headings[column], *field) > 0.0;
    let profile = &look.profiles[column];
    !is_called_close(look, column) && ENDS.iter().any(is_named) && profile.are_dates() && profile.fill() * 100.0 >= NEARLY_ALL as f32
}

/// Row by row the contract ends about when the deal was to close.
fn is_near(look: &Look<'_>, close: usize, end: usize) -> bool {
    let is_so = |form: &DateForm| {
        let day = |row: &[String], column: usize| row.get(column).and_then(|value| form.span(value.as_bytes())).map(|span| span.last);
        let days: Vec<i64> = look.file.sample.iter().filter_map(|row| Some((day(row, end)? - day(row, close)?).num_days())).collect();
        let near = days.iter().filter(|days| (-BEFORE..=AFTER).contains(*days)).count();
        !days.is_empty() && near * 100 >= days.len() * NEARLY_ALL
    };
    [DateForm::MonthFirst, DateForm::DayFirst].iter().any(is_so)
}
