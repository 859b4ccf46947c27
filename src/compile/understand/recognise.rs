//! Recognises files by their columns, and columns by their names and values: what each file may be, the likeliest first.

mod amounts;
mod charges;
mod converted;
mod deals;
mod ends;
mod histories;
mod lean;
mod looked;
mod misplaced;
pub(crate) mod profile;
mod repeated;
mod score;
mod terms;
mod together;

use rustc_hash::FxHashSet;

use crate::compile::schema::{Field, Table};
use crate::compile::tongues;
pub(crate) use charges::say_periods;
use misplaced::is_misplaced;
pub(crate) use score::Look;

/// How sure one thing is, 0–1.
pub(crate) type Sureness = f32;

/// What a file's name adds to a table's score.
const FILE_NAME: Sureness = 0.6;

/// A column that was recognised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Guess {
    pub field: Field,
    pub column: usize,
    pub sureness: Sureness,
}

/// What a file may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recognised {
    pub table: Table,
    pub guesses: Vec<Guess>,
    /// Mean over the required columns and the best optional ones.
    pub sureness: Sureness,
    /// What speaks for it, in columns with sure names.
    pub score: f32,
    /// The day on which a deal was closed stands for the day it was due, since no column names that.
    pub is_lent: bool,
}

impl Recognised {
    pub(crate) fn column(&self, field: Field) -> Option<usize> {
        self.guesses.iter().find(|guess| guess.field == field).map(|guess| guess.column)
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }
}

/// Ids of accounts seen in other files; they give a column away by its values.
pub(crate) type KnownIds = FxHashSet<String>;

/// What a mapping says about a file already.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub table: Option<Table>,
    pub columns: Vec<usize>,
    pub fields: Vec<Field>,
}

/// The tables that the file may be, or the one it is said to be; what speaks most for comes first.
pub(crate) fn recognise(look: &Look<'_>, said: &Said) -> Vec<Recognised> {
    let candidates = said.table.map_or_else(|| Table::ALL.to_vec(), |table| vec![table]);
    let mut found: Vec<Recognised> = candidates.into_iter().filter_map(|table| as_table(look, table, said)).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found
}

/// What speaks for a table of which these are the columns, whatever told that.
pub(crate) fn weight(look: &Look<'_>, table: Table, guesses: &[Guess]) -> f32 {
    guesses.iter().map(|guess| guess.sureness).sum::<f32>() + lean::lean(look, table, guesses)
}

fn as_table(look: &Look<'_>, table: Table, said: &Said) -> Option<Recognised> {
    let (guesses, is_lent) = assign(look, table, said);
    let has = |field| said.fields.contains(&field) || guesses.iter().any(|guess| guess.field == field);
    let is_named = speaks_of(&look.file.stem(), table);
    let ends = has(Field::ContractEnd) && !has(Field::Date);
    if said.table.is_none()
        && table == Table::Subscriptions
        && (lean::are_decisions(look) || ends && (lean::tells_both(look) || lean::tells_change(look)) || histories::are_histories(look))
    {
        return None;
    }
    if said.table.is_none() && !(is_complete(table, has) && tells(table, has, &guesses, is_named)) {
        return None;
    }
    let named = if is_named { FILE_NAME } else { 0.0 };
    let mapped = said.fields.iter().filter(|field| table.fields().contains(field)).count() as f32;
    let score = guesses.iter().map(|g| g.sureness).sum::<f32>() + named + mapped + lean::lean(look, table, &guesses);
    Some(Recognised { table, sureness: sureness(table, &guesses, is_named), score, is_lent, guesses })
}

/// All that is needed is there. A list of renewals to come has no outcomes yet.
fn is_complete(table: Table, has: impl Fn(Field) -> bool) -> bool {
    let is_to_come = table == Table::Renewals && has(Field::DueDate) && (has(Field::ArrBefore) || has(Field::Amount));
    table.lacks(&has).iter().all(|lacking| is_to_come && *lacking == Field::Outcome)
}

/// The file says more than who and when.
fn tells(table: Table, has: impl Fn(Field) -> bool, guesses: &[Guess], is_named: bool) -> bool {
    let is_sure = |field| guesses.iter().any(|guess| guess.field == field && guess.sureness >= 0.9 * score::SURE);
    match table {
        Table::Tickets => is_named || has(Field::Escalated) || is_sure(Field::Opened),
        _ => table.telling().is_empty() || table.telling().iter().any(|field| has(*field)),
    }
}

/// The mean of what is needed; a telling file name lifts it.
fn sureness(table: Table, guesses: &[Guess], is_named: bool) -> Sureness {
    let is_needed = |field: &Field| table.required().contains(field) || table.one_of().iter().any(|group| group.contains(field));
    let needed: Vec<f32> = guesses.iter().filter(|g| is_needed(&g.field)).map(|g| g.sureness).collect();
    let mean = if needed.is_empty() { 0.5 } else { needed.iter().sum::<f32>() / needed.len() as f32 };
    if is_named { (mean + 0.1).min(1.0) } else { mean }
}

/// The best column of each field, no column twice; and whether the due date was lent by another field.
fn assign(look: &Look<'_>, table: Table, said: &Said) -> (Vec<Guess>, bool) {
    let all = candidates(look, table, said);
    let mut best = all.clone();
    best.sort_by(|a, b| b.sureness.total_cmp(&a.sureness));
    let mut guesses: Vec<Guess> = Vec::new();
    for guess in best {
        if !guesses.iter().any(|g| g.field == guess.field || g.column == guess.column) {
            guesses.push(guess);
        }
    }
    let lacking = |guesses: &[Guess], field: Field| !said.fields.contains(&field) && !guesses.iter().any(|g| g.field == field);
    let mut is_lent = false;
    for field in table.required().iter().copied() {
        if lacking(&guesses, field) {
            let closed = guesses.iter().find(|g| g.field == Field::ClosedDate).map(|g| g.column);
            lend(&mut guesses, &all, table, field);
            is_lent |= field == Field::DueDate && closed.is_some() && !guesses.iter().any(|g| g.field == Field::ClosedDate);
        }
    }
    together::settle(look, table, &mut guesses);
    guesses.retain(|guess| !said.fields.contains(&guess.field) && !said.columns.contains(&guess.column));
    guesses.sort_by_key(|guess| guess.column);
    (guesses, is_lent)
}

fn candidates(look: &Look<'_>, table: Table, said: &Said) -> Vec<Guess> {
    let mut all: Vec<Guess> = Vec::new();
    for column in (0..look.headings.len()).filter(|column| !said.columns.contains(column)) {
        for field in table.fields().iter().filter(|field| !said.fields.contains(field) && !table.is_only_said(**field)) {
            let sureness = look.score(column, *field);
            if sureness > 0.0 && !is_misplaced(look, column, table, *field) {
                all.push(Guess { field: *field, column, sureness });
            }
        }
    }
    all
}

/// A needed field takes its best column from an optional one: a lone close date is the due date.
fn lend(guesses: &mut Vec<Guess>, all: &[Guess], table: Table, field: Field) {
    let best = all.iter().filter(|g| g.field == field).max_by(|a, b| a.sureness.total_cmp(&b.sureness));
    if let Some(best) = best {
        let holder = guesses.iter().position(|g| g.column == best.column);
        if holder.is_none_or(|at| !table.required().contains(&guesses[at].field)) {
            guesses.retain(|g| g.column != best.column);
            guesses.push(*best);
        }
    }
}

fn speaks_of(stem: &str, table: Table) -> bool {
    let key = match table {
        Table::Accounts => "accounts",
        Table::Renewals => "renewals",
        Table::Subscriptions => "subscriptions",
        Table::Health => "health",
        Table::Usage => "usage",
        Table::Notes => "notes",
        Table::Plays => "plays",
        Table::Tickets => "tickets",
        Table::Reasons => "reasons",
        // Of our own pulls.
        Table::Measures => return stem.contains("measure"),
        Table::Counts => return stem.contains("count"),
    };
    tongues::words("files", key).any(|word| stem.contains(word))
}
