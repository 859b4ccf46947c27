//! What columns say of each other: guesses that stand alone and fall together.

use rustc_hash::{FxHashMap, FxHashSet};

use super::score::{Look, name_score};
use super::{Guess, amounts, charges, converted, deals, ends, lean, looked, repeated, terms};
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::words::{self, State};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::infer;
use crate::domain::renewal::Outcome;
use crate::domain::text::bare;

/// Mends the guesses of one table by what the columns say of each other.
pub(crate) fn settle(look: &Look<'_>, table: Table, guesses: &mut Vec<Guess>) {
    drop_ids_of_other_things(look, guesses);
    settle_owner(look, table, guesses);
    match table {
        Table::Renewals => {
            settle_outcome(look, guesses);
            deals::find_kinds(look, guesses);
            deals::settle_ends(look, guesses);
            amounts::pair(look, guesses);
            repeated::take_the_lines(look, guesses);
            charges::find_periods_of_renewals(look, guesses);
            charges::find_recurring(look, guesses);
            charges::find_units(look, guesses);
            converted::find_currency(look, guesses);
            converted::settle(look, guesses);
        }
        Table::Subscriptions => {
            drop_changes_that_never_go_down(look, guesses);
            find_changes(look, guesses);
            charges::find_period(look, guesses);
            charges::find_recurring(look, guesses);
            charges::find_units(look, guesses);
            settle_days(look, guesses);
            looked::find_days(look, guesses);
            terms::find_days(look, guesses);
            find_beginnings(look, guesses);
            ends::settle(look, guesses);
            take_the_later_loss(look, guesses);
            find_losses(look, guesses);
            drop_losses_at_beginnings(look, guesses);
            find_next_ends(look, guesses);
            ends::find_unnamed(look, guesses);
            ends::drop_states(look, guesses);
            terms::find_owner(look, guesses);
            amounts::of_contracts(look, guesses);
            repeated::take_the_lines(look, guesses);
            find_lines(look, guesses);
            terms::find_contracts(look, guesses);
            converted::find_currency(look, guesses);
            converted::settle(look, guesses);
        }
        _ => {}
    }
}

pub(crate) fn column(guesses: &[Guess], field: Field) -> Option<usize> {
    guesses.iter().find(|guess| guess.field == field).map(|guess| guess.column)
}

fn sureness(guesses: &[Guess], field: Field) -> f32 {
    guesses.iter().find(|guess| guess.field == field).map_or(0.0, |guess| guess.sureness)
}

/// An id of which one name has many is no account's: a row's own number, or that of another system. Or the name is another thing's.
fn drop_ids_of_other_things(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let (Some(id), Some(name)) = (column(guesses, Field::AccountId), column(guesses, Field::Account)) else { return };
    let mut ids: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
    let mut rows = 0;
    for row in &look.file.sample {
        if let (Some(id), Some(name)) = (row.get(id), row.get(name))
            && !id.is_empty()
            && !name.is_empty()
        {
            rows += 1;
            ids.entry(name).or_default().insert(id);
        }
    }
    let pairs: usize = ids.values().map(FxHashSet::len).sum();
    let is_another = ids.len() * 4 < rows * 3 && pairs * 10 > ids.len() * 13;
    if !is_another || look.file.header[id] == Field::AccountId.key() {
        return;
    }
    // Beside what is surely called a customer's id a mere `name` is that of a plan.
    let is_surer = sureness(guesses, Field::AccountId) >= SURE_OF_AN_ID && sureness(guesses, Field::Account) < SURE_OF_AN_ID;
    let wrong = if is_surer { Field::Account } else { Field::AccountId };
    guesses.retain(|guess| guess.field != wrong);
}

/// A bare id beside a column of the customers' ids is the row's own: customers are known by what joins them to other files, or by
/// what is written as ids are.
fn settle_owner(look: &Look<'_>, table: Table, guesses: &mut Vec<Guess>) {
    let (Some(id), Some(name)) = (column(guesses, Field::AccountId), column(guesses, Field::Account)) else { return };
    let is_own = sureness(guesses, Field::AccountId) < SURE_OF_AN_ID && look.profiles[id].is_key() && !look.is_known(id);
    if !is_own || !(look.is_known(name) || are_written_as_ids(look, name)) {
        return;
    }
    guesses.retain(|guess| guess.column != id && guess.column != name);
    guesses.push(Guess { field: Field::AccountId, column: name, sureness: 0.8 });
    if table == Table::Subscriptions && column(guesses, Field::SubscriptionId).is_none() {
        guesses.push(Guess { field: Field::SubscriptionId, column: id, sureness: 0.7 });
    }
}

/// A column that is called the account's id is believed from here on.
const SURE_OF_AN_ID: f32 = 0.8;

/// One word of letters and digits each, as systems make them up, and no name that somebody gave.
fn are_written_as_ids(look: &Look<'_>, column: usize) -> bool {
    let is_id = |value: &str| {
        let has = |is: fn(&char) -> bool| value.chars().any(|c| is(&c));
        value.len() >= 10 && has(char::is_ascii_digit) && has(char::is_ascii_alphabetic) && !has(|c| c.is_whitespace() || *c == '@')
    };
    let mut all = look.file.values(column).peekable();
    let few = all.clone().filter(|value| !is_id(value)).count() * 10;
    all.peek().is_some() && few <= look.profiles[column].filled
}

/// Changes of which none goes down are no changes, unless they are surely called so or a word tells each one's kind: they are what
/// was paid.
fn drop_changes_that_never_go_down(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    if column(guesses, Field::MovementType).is_some() {
        return;
    }
    let goes_down = |column: usize| look.file.values(column).any(|value| infer::loose_number(value).is_some_and(|number| number < 0.0));
    let is_none = |guess: &Guess| {
        matches!(guess.field, Field::ArrChange | Field::MrrChange) && guess.sureness < SURE_OF_AN_ID && !goes_down(guess.column)
    };
    guesses.retain(|guess| !is_none(guess));
}

/// Beside a kind of change an amount that goes below zero, or stands where something ended, is what changed, whatever it is called:
/// nobody pays less than nothing, nor anything after the end.
fn find_changes(look: &Look<'_>, guesses: &mut [Guess]) {
    let has_change = [Field::ArrChange, Field::MrrChange].iter().any(|field| column(guesses, *field).is_some());
    let (Some(kind), false) = (column(guesses, Field::MovementType), has_change) else { return };
    for (level, change) in [(Field::Arr, Field::ArrChange), (Field::Mrr, Field::MrrChange)] {
        let Some(amount) = column(guesses, level) else { continue };
        let number = |row: &[String]| row.get(amount).and_then(|value| infer::loose_number(value));
        let is_loss = |row: &[String]| row.get(kind).is_some_and(|word| words::losses().contains(&bare(word).as_str()));
        let is_change = |row: &Vec<String>| number(row).is_some_and(|number| number < 0.0 || (number > 0.0 && is_loss(row)));
        if look.file.sample.iter().any(is_change) {
            guesses.iter_mut().filter(|guess| guess.column == amount).for_each(|guess| guess.field = change);
        }
    }
}

/// The flags that an outcome may be told by as well.
const FLAGS: [Field; 3] = [Field::IsWon, Field::IsLost, Field::IsClosed];

/// Of several columns that may be the outcome the one that tells both what was renewed and what was lost is, then the one whose words
/// are understood, and words before a bare yes and no.
fn settle_outcome(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let holder = |column: usize| guesses.iter().find(|guess| guess.column == column).map(|guess| guess.field);
    let may_be = |column: &usize| {
        look.score(*column, Field::Outcome) > 0.3 && holder(*column).is_none_or(|field| field == Field::Outcome || FLAGS.contains(&field))
    };
    let fit = |column: usize| {
        let (words, understood) = outcome_words(look, column);
        (words, tells_both(look, column), understood, look.score(column, Field::Outcome))
    };
    let better = |a: &usize, b: &usize| {
        let (a, b) = (fit(*a), fit(*b));
        (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.total_cmp(&b.3))
    };
    let Some(best) = (0..look.headings.len()).filter(may_be).max_by(better) else { return };
    let Some(before) = column(guesses, Field::Outcome).filter(|before| *before != best) else { return };
    guesses.retain(|guess| guess.column != best && guess.column != before);
    guesses.push(Guess { field: Field::Outcome, column: best, sureness: look.score(best, Field::Outcome) });
    let flag = FLAGS.into_iter().find(|field| column(guesses, *field).is_none() && look.score(before, *field) > 0.5);
    guesses.extend(flag.map(|field| Guess { field, column: before, sureness: look.score(before, field) }));
}

/// Some words of the column say that something was renewed and others that it was lost, and none says how somebody stands.
fn tells_both(look: &Look<'_>, column: usize) -> bool {
    let has = |wanted: Outcome| look.file.values(column).any(|word| words::outcome(word) == Some(wanted) && words::flag(word).is_none());
    has(Outcome::Renewed) && has(Outcome::Churned) && !look.file.values(column).any(words::is_state)
}

/// Whether most values are words that tell an outcome, and not a bare yes or no; and the share that is understood.
fn outcome_words(look: &Look<'_>, column: usize) -> (bool, f32) {
    let (mut all, mut known, mut flags) = (0_u32, 0_u32, 0_u32);
    for word in look.file.values(column) {
        all += 1;
        known += u32::from(words::outcome(word).is_some());
        flags += u32::from(words::flag(word).is_some());
    }
    let share = known as f32 / all.max(1) as f32;
    // Stages on the way have names of their own.
    let is_stage = look.headings[column].core.contains("stage") && known > 0;
    (flags * 2 < all && (is_stage || share >= 0.5), if is_stage { 1.0 } else { share })
}

/// The day of a change may be called effective; a first day beside a day of creation makes no snapshot.
fn settle_days(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let has = |guesses: &[Guess], fields: &[Field]| fields.iter().any(|field| column(guesses, *field).is_some());
    let is_movement = has(guesses, &[Field::ArrChange, Field::MrrChange]) && !has(guesses, &[Field::Arr, Field::Mrr]);
    if is_movement && sureness(guesses, Field::StartDate) > sureness(guesses, Field::Date) {
        guesses.retain(|guess| guess.field != Field::Date);
        for guess in guesses.iter_mut().filter(|guess| guess.field == Field::StartDate) {
            guess.field = Field::Date;
        }
    }
    let (Some(start), Some(day)) = (column(guesses, Field::StartDate), column(guesses, Field::Date)) else { return };
    // Beside the first and the last day of a term a name that only partly says so (`Invoice date`) is no day on which somebody looked.
    let is_term = column(guesses, Field::ContractEnd).is_some() && sureness(guesses, Field::Date) <= terms::WEAK;
    if is_movement || are_shared(look, day) && !is_term {
        guesses.retain(|guess| guess.column != start);
    } else {
        guesses.retain(|guess| guess.column != day);
    }
}

/// The day of a row is no day on which somebody looked where each customer stands there once, with a state, and it is the earliest
/// of the row's days: it is when the contract began, whatever it is called.
fn find_beginnings(look: &Look<'_>, guesses: &mut [Guess]) {
    let has = |fields: &[Field]| fields.iter().any(|field| column(guesses, *field).is_some());
    let changes = has(&[Field::ArrChange, Field::MrrChange, Field::MovementType, Field::StartDate]);
    let Some(day) = column(guesses, Field::Date).filter(|_| has(&[Field::Status, Field::IsLost]) && !changes) else { return };
    let owner = [Field::SubscriptionId, Field::AccountId, Field::Account].into_iter().find_map(|field| column(guesses, field));
    let stands_once = owner.is_some_and(|owner| !lean::follow_each_other(look, owner, day));
    if stands_once && look.profiles[day].different > 1 && is_earliest(look, day) {
        guesses.iter_mut().filter(|guess| guess.column == day).for_each(|guess| guess.field = Field::StartDate);
    }
}

/// No day of any row is earlier, and some are later.
/// Nobody leaves on the day of the beginning, or before it, row by row.
fn drop_losses_at_beginnings(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let (Some(start), Some(loss)) = (column(guesses, Field::StartDate), column(guesses, Field::LossDate)) else { return };
    let days = |form: DateForm| {
        let read = move |row: &[String], column: usize| Some(form.span(row.get(column)?.as_bytes())?.first);
        look.file.sample.iter().filter_map(move |row| Some((read(row, start)?, read(row, loss)?)))
    };
    let mut both = [DateForm::MonthFirst, DateForm::DayFirst].into_iter().flat_map(days).peekable();
    if both.peek().is_some() && both.all(|(start, loss)| loss <= start) {
        guesses.retain(|guess| guess.field != Field::LossDate);
    }
}

fn is_earliest(look: &Look<'_>, day: usize) -> bool {
    let forms = [DateForm::MonthFirst, DateForm::DayFirst];
    let others: Vec<usize> = (0..look.profiles.len()).filter(|other| *other != day && look.profiles[*other].are_dates()).collect();
    let is_so = |form: &DateForm| {
        let read = |row: &[String], column: usize| row.get(column).and_then(|value| form.span(value.as_bytes())).map(|span| span.first);
        let pairs =
            || look.file.sample.iter().flat_map(|row| others.iter().filter_map(move |other| Some((read(row, day)?, read(row, *other)?))));
        pairs().any(|(first, other)| first < other) && pairs().all(|(first, other)| first <= other)
    };
    forms.iter().any(is_so)
}

/// Several rows are of one day, and that of most days.
fn are_shared(look: &Look<'_>, day: usize) -> bool {
    let profile = &look.profiles[day];
    profile.different * 2 <= profile.filled
}

/// Whether a row has a value there.
fn is_filled(row: &[String], column: usize) -> bool {
    row.get(column).is_some_and(|value| !infer::says_nothing(value))
}

/// A day that only those have of whom a word beside it says one thing is the day on which they left, whatever both are called.
fn find_losses(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let is_dated = [Field::LossDate, Field::Date].iter().any(|field| column(guesses, *field).is_some());
    if is_dated || column(guesses, Field::StartDate).or(column(guesses, Field::ContractEnd)).is_none() {
        return;
    }
    let is_free = |column: usize| !guesses.iter().any(|guess| guess.column == column);
    let free = || (0..look.headings.len()).filter(|column| is_free(*column));
    let end = column(guesses, Field::ContractEnd).filter(|end| !terms::run_out(look, guesses, *end));
    // Who goes on has begun: rows without either day are of something else.
    let goes_on = |day: usize| {
        let start = column(guesses, Field::StartDate).filter(|start| *start != day);
        start.is_none_or(|start| look.file.sample.iter().any(|row| is_filled(row, start) && !is_filled(row, day)))
    };
    let days =
        free().chain(end).filter(|column| look.profiles[*column].are_dates() && look.profiles[*column].fill() < 1.0 && goes_on(*column));
    let stands = [Field::Status, Field::IsLost].into_iter().filter_map(|field| column(guesses, field));
    let words: Vec<usize> = free().filter(|word| look.profiles[*word].are_few_words()).chain(stands).collect();
    let parts = |day: usize| words.iter().any(|word| part_alike(look, day, *word));
    let Some(found) = days.into_iter().find(|day| parts(*day)) else { return };
    guesses.retain(|guess| guess.column != found);
    guesses.push(Guess { field: Field::LossDate, column: found, sureness: 0.7 });
}

/// Without any day of a beginning or an end: a day that only those have who go on, later than any on which somebody left, is when
/// their contract renews next.
fn find_next_ends(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let is_dated = [Field::Date, Field::StartDate, Field::ContractEnd].iter().any(|field| column(guesses, *field).is_some());
    let stands = [Field::Status, Field::IsLost].into_iter().find_map(|field| column(guesses, field));
    let (false, Some(word), Some(loss)) = (is_dated, stands, column(guesses, Field::LossDate)) else { return };
    let is_free = |column: usize| !guesses.iter().any(|guess| guess.column == column);
    let is_next = |day: &usize| {
        is_free(*day) && look.profiles[*day].are_dates() && is_of_those_who_go_on(look, *day, word) && is_later(look, *day, loss)
    };
    let mut found = (0..look.headings.len()).filter(is_next);
    if let (Some(column), None) = (found.next(), found.next()) {
        guesses.push(Guess { field: Field::ContractEnd, column, sureness: 0.7 });
    }
}

/// Whoever has a day there is not gone, and who has none is.
fn is_of_those_who_go_on(look: &Look<'_>, day: usize, word: usize) -> bool {
    let is_gone = |row: &Vec<String>| row.get(word).is_some_and(|word| words::state(word) == Some(State::Gone));
    let rows = || look.file.sample.iter();
    rows().any(|row| is_filled(row, day)) && rows().any(is_gone) && rows().all(|row| is_filled(row, day) != is_gone(row))
}

/// Every day of one column is later than each of the other.
fn is_later(look: &Look<'_>, day: usize, other: usize) -> bool {
    let forms = [DateForm::MonthFirst, DateForm::DayFirst];
    let is_so = |form: &DateForm| {
        let days = |column: usize| look.file.values(column).filter_map(move |value| form.span(value.as_bytes())).map(|span| span.first);
        days(day).min().zip(days(other).max()).is_some_and(|(earliest, latest)| earliest > latest)
    };
    forms.iter().any(is_so)
}

/// Of two days that the same rows have and that both may be the day of a loss, the one that is never earlier is when it was over: the
/// other one is when that was said.
fn take_the_later_loss(look: &Look<'_>, guesses: &mut [Guess]) {
    let Some(known) = column(guesses, Field::LossDate) else { return };
    let may_be = |other: &usize| {
        let is_free = !guesses.iter().any(|guess| guess.column == *other);
        let is_named = name_score(&look.file.header[*other], &look.headings[*other], Field::LossDate) > 0.0;
        is_free && is_named && look.profiles[*other].are_dates() && have_the_same_rows(look, known, *other)
    };
    let forms = [DateForm::MonthFirst, DateForm::DayFirst];
    let is_never_earlier = |other: &usize| {
        forms.iter().any(|form| {
            let read = |row: &[String], column: usize| form.span(row.get(column)?.as_bytes()).map(|span| span.first);
            look.file.sample.iter().filter_map(|row| Some((read(row, known)?, read(row, *other)?))).all(|(one, other)| one <= other)
        })
    };
    if let Some(later) = (0..look.headings.len()).filter(may_be).find(is_never_earlier) {
        guesses.iter_mut().filter(|guess| guess.column == known).for_each(|guess| guess.column = later);
    }
}

fn have_the_same_rows(look: &Look<'_>, one: usize, other: usize) -> bool {
    look.file.sample.iter().all(|row| is_filled(row, one) == is_filled(row, other))
}

/// Two words, one of which stands where the other column has a value, and the other where it has none.
fn part_alike(look: &Look<'_>, day: usize, word: usize) -> bool {
    let words = |with_day: bool| -> FxHashSet<&str> {
        let rows = look.file.sample.iter().filter(|row| is_filled(row, day) == with_day);
        rows.filter_map(|row| row.get(word)).map(String::as_str).collect()
    };
    let (with, without) = (words(true), words(false));
    // A day that only those have who go on is when they renew. A bare yes may say that they are gone.
    let go_on = with.iter().any(|word| words::flag(word).is_none() && words::state(word).is_some_and(|state| state != State::Gone));
    !with.is_empty() && with.len() <= 2 && !without.is_empty() && with.is_disjoint(&without) && !go_on
}

/// Where a customer has several rows on a day, the column that tells them apart and comes again on other days names its contracts.
fn find_lines(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let owner = column(guesses, Field::AccountId).or(column(guesses, Field::Account));
    let (Some(owner), Some(day)) = (owner, column(guesses, Field::Date)) else { return };
    let is_movement =
        column(guesses, Field::MovementType).or(column(guesses, Field::ArrChange)).or(column(guesses, Field::MrrChange)).is_some();
    if is_movement || column(guesses, Field::SubscriptionId).is_some() || are_apart(look, &[owner, day]) {
        return;
    }
    if column(guesses, Field::Product).is_some_and(|product| are_apart(look, &[owner, day, product])) {
        return;
    }
    let is_free = |column: usize| !guesses.iter().any(|guess| guess.column == column);
    let names_lines = |column: &usize| {
        let profile = &look.profiles[*column];
        let comes_again = profile.different * 2 <= profile.filled;
        profile.fill() >= 1.0 && comes_again && !profile.are_dates() && !profile.are_sentences() && are_apart(look, &[owner, day, *column])
    };
    let found = (0..look.headings.len()).filter(|column| is_free(*column)).find(names_lines);
    guesses.extend(found.map(|column| Guess { field: Field::SubscriptionId, column, sureness: 0.7 }));
}

/// No two rows have the same values in these columns.
fn are_apart(look: &Look<'_>, columns: &[usize]) -> bool {
    let mut seen: FxHashSet<Vec<&str>> = FxHashSet::default();
    look.file.sample.iter().all(|row| seen.insert(columns.iter().filter_map(|column| row.get(*column)).map(String::as_str).collect()))
}
