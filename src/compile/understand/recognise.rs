//! Recognises files by their columns, and columns by their names and values.

mod misplaced;

use rustc_hash::FxHashSet;

use crate::compile::read::file::DataFile;
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::aliases::aliases;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer;
use crate::domain::text::fold;
use misplaced::is_misplaced;

/// How sure one thing is, 0–1.
pub type Sureness = f32;

const OWN_NAME: Sureness = 1.0;
const SURE: Sureness = 0.95;
const LIKELY: Sureness = 0.7;
/// A longer name that begins or ends with a usual one (`renewal_due_date_new`).
const CONTAINS: Sureness = 0.55;
/// Values that are ids of known accounts, whatever the column is called.
const BY_VALUES: Sureness = 0.75;
/// A sure name over words that nobody understands.
const STRANGE_WORDS: Sureness = 0.75;
/// A sure name over dates that nobody can read: each row says why it is rejected.
const UNREADABLE: Sureness = 0.5;
/// More different words than this are no outcomes.
const MOST_WORDS: usize = 12;
/// At most one in so many values of an id stands in an earlier row as well.
const MOST_REPEATED: usize = 5;
/// What a file's name adds to a table's score.
const FILE_NAME: Sureness = 0.6;

/// A column that was recognised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    pub field: Field,
    pub column: usize,
    pub sureness: Sureness,
}

/// What a file seems to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    pub table: Table,
    pub guesses: Vec<Guess>,
    /// Mean over the required columns and the best optional ones.
    pub sureness: Sureness,
}

/// Ids of accounts seen in other files; they give a column away by its values.
pub type KnownIds = FxHashSet<String>;

/// What a mapping says about a file already.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub table: Option<Table>,
    pub columns: Vec<usize>,
    pub fields: Vec<Field>,
}

/// The table that explains most of the file's columns, or the one it is said to be.
pub fn recognise(file: &DataFile, said: &Said, ids: &KnownIds) -> Option<Recognised> {
    let headings: Vec<Heading> = file.header.iter().map(|name| Heading::of(name)).collect();
    let candidates = said.table.map_or_else(|| Table::ALL.to_vec(), |table| vec![table]);
    let scored = candidates.into_iter().filter_map(|table| {
        let guesses = assign(file, &headings, table, said, ids);
        let has = |field| said.fields.contains(&field) || guesses.iter().any(|guess| guess.field == field);
        let complete = table.lacks(has).is_empty();
        if !complete && said.table.is_none() {
            return None;
        }
        let named = if speaks_of(&file.stem(), table) { FILE_NAME } else { 0.0 };
        let mapped = said.fields.iter().filter(|field| table.fields().contains(field)).count() as f32;
        let score = guesses.iter().map(|g| g.sureness).sum::<f32>() + named + mapped;
        Some((score, Recognised { table, sureness: sureness(table, &guesses, named > 0.0), guesses }))
    });
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, recognised)| recognised)
}

/// The mean of what is needed; a telling file name lifts it.
fn sureness(table: Table, guesses: &[Guess], named: bool) -> Sureness {
    let needed: Vec<f32> = guesses.iter().filter(|g| table.required().contains(&g.field)).map(|g| g.sureness).collect();
    let mean = if needed.is_empty() { 0.5 } else { needed.iter().sum::<f32>() / needed.len() as f32 };
    if named { (mean + 0.1).min(1.0) } else { mean }
}

fn assign(file: &DataFile, headings: &[Heading], table: Table, said: &Said, ids: &KnownIds) -> Vec<Guess> {
    let mut all: Vec<Guess> = Vec::new();
    for (column, heading) in headings.iter().enumerate().filter(|(column, _)| !said.columns.contains(column)) {
        for field in table.fields().iter().filter(|field| !said.fields.contains(field)) {
            if is_misplaced(file, headings, column, table, *field) {
                continue;
            }
            let sureness = score(file, heading, column, *field, ids);
            if sureness > 0.0 {
                all.push(Guess { field: *field, column, sureness });
            }
        }
    }
    let mut best = all.clone();
    best.sort_by(|a, b| b.sureness.total_cmp(&a.sureness));
    let mut guesses: Vec<Guess> = Vec::new();
    for guess in best {
        if !guesses.iter().any(|g| g.field == guess.field || g.column == guess.column) {
            guesses.push(guess);
        }
    }
    for field in
        table.required().iter().filter(|f| !said.fields.contains(f) && !guesses.iter().any(|g| g.field == **f)).copied().collect::<Vec<_>>()
    {
        lend(&mut guesses, &all, table, field);
    }
    guesses.sort_by_key(|guess| guess.column);
    guesses
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

fn score(file: &DataFile, heading: &Heading, column: usize, field: Field, ids: &KnownIds) -> Sureness {
    let by_name = name_score(&file.header[column], heading, field);
    let values = || file.values(column);
    if by_name == 0.0 {
        return if field == Field::AccountId && are_known(values(), ids) { BY_VALUES } else { 0.0 };
    }
    let least = if field == Field::Outcome && heading.core.contains("stage") { 0.1 } else { 0.5 };
    if field == Field::RenewalId && by_name < SURE && repeat(values()) {
        return 0.0;
    }
    match infer::readable(field, values()) {
        None => by_name * 0.9,
        Some(share) if share < least && by_name >= SURE && are_words(field, values()) => by_name * STRANGE_WORDS,
        Some(share) if share < least && by_name >= SURE && field == Field::DueDate => by_name * UNREADABLE,
        // Under our own name nothing else is meant, and what cannot be read is told value by value.
        Some(share) if share < least && by_name >= OWN_NAME => by_name * UNREADABLE,
        Some(share) if share < least => 0.0,
        Some(_) if matches!(field.kind(), Kind::Text | Kind::Id | Kind::Outcome | Kind::Reason) => by_name,
        Some(share) => by_name * (0.7 + 0.3 * share),
    }
}

fn name_score(name: &str, heading: &Heading, field: Field) -> Sureness {
    if name == field.key() {
        return OWN_NAME;
    }
    let names = aliases(field);
    let core = heading.core.as_str();
    if core == fold(field.key()) || names.sure.contains(&core) {
        return SURE;
    }
    if let Some(rank) = names.likely.iter().position(|alias| *alias == core) {
        return LIKELY - 0.01 * rank as f32;
    }
    let long = |alias: &&&str| alias.len() >= 8 && (core.starts_with(**alias) || core.ends_with(**alias));
    if names.sure.iter().any(|alias| long(&alias)) { CONTAINS } else { 0.0 }
}

/// Too many values stand twice for each to name one renewal.
fn repeat<'v>(values: impl Iterator<Item = &'v str>) -> bool {
    let mut different: FxHashSet<&str> = FxHashSet::default();
    let (mut all, mut again) = (0_usize, 0_usize);
    for value in values.filter(|value| !value.is_empty()) {
        all += 1;
        again += usize::from(!different.insert(value));
    }
    again * MOST_REPEATED > all
}

/// A few words that come again and again, in another language perhaps: the column's name is believed, and what they mean is asked.
fn are_words<'v>(field: Field, values: impl Iterator<Item = &'v str>) -> bool {
    let mut different: FxHashSet<String> = FxHashSet::default();
    let mut is_one_of_few = |value: &str| {
        different.insert(fold(value));
        value.chars().any(char::is_alphabetic) && different.len() <= MOST_WORDS
    };
    matches!(field.kind(), Kind::Outcome | Kind::Risk | Kind::Flag) && values.into_iter().all(&mut is_one_of_few)
}

/// At least half of the values are ids of accounts.
fn are_known<'v>(values: impl Iterator<Item = &'v str>, ids: &KnownIds) -> bool {
    let different: FxHashSet<&str> = values.filter(|v| !v.is_empty()).collect();
    let known = different.iter().filter(|value| ids.contains(**value)).count();
    known >= 2 && known * 2 >= different.len()
}

fn speaks_of(stem: &str, table: Table) -> bool {
    let words: &[&str] = match table {
        Table::Accounts => &["account", "customer", "compan", "client", "user"],
        Table::Renewals => &["renewal", "opportunit", "deal"],
        Table::Subscriptions => &["subscription", "snapshot", "movement", "mrr", "arr_"],
        Table::Health => &["health", "score"],
        Table::Usage => &["usage", "engagement", "event", "activity"],
        Table::Notes => &["note", "comment"],
        Table::Plays => &["play", "cta"],
        Table::Tickets => &["ticket", "case", "support"],
        Table::Reasons => &["reason", "churn", "loss"],
        Table::Measures => &["measure"],
        Table::Counts => &["count"],
    };
    words.iter().any(|word| stem.contains(word))
}
