//! A customer is forgotten: its name, its notes and its ids are taken out of what is kept, and something that says nothing stands in
//! their place. Figures stay as they were: its ARR counts on, under no name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::digest::Fnv;
use super::event::Record;
use super::facts::Facts;
use super::renewal::Renewal;
use super::short_names::ShortNames;
use super::spelled::Many;
use super::text;

/// Fields that name customers and renewals by their ids.
pub(super) const ACCOUNTS: [&str; 2] = ["account_id", "accounts"];
pub(super) const RENEWALS: [&str; 3] = ["id", "renewal", "renewals"];

/// Fields in which a small word is somebody's, and not one of this program's own (`outcome`, `phase`).
pub(super) const SOMEBODYS: [&str; 5] = ["account", "account_id", "name", "text", "title"];

/// Places on the disk: they are where they are.
const PLACES: [&str; 3] = ["data", "folder", "files"];

/// Columns of a table in which somebody wrote something.
const WRITTEN: [&str; 7] = ["text", "note", "notes", "comment", "comments", "body", "description"];

/// Shorter ids stand in texts for something else.
const TELLING: usize = 4;

/// Who is forgotten, in every way in which it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Forgetting {
    /// What stands in the place of each id.
    accounts: BTreeMap<String, String>,
    renewals: BTreeMap<String, String>,
    /// What stands in the place of names, long and short, and of ids that are told from other words.
    spelled: Many,
    /// The stand-ins of `spelled`.
    said: BTreeSet<String>,
    /// Its names, as the data have them.
    names: BTreeSet<String>,
}

impl Forgetting {
    /// The customer that somebody calls `given`, by its id or by its name, and `also`. `tail` tells it from others that were forgotten.
    pub(crate) fn of(given: &str, also: &[String], facts: &[Facts], tail: &str) -> Self {
        let all = || facts.iter().flat_map(Facts::with_ahead);
        let customers = || facts.iter().flat_map(Facts::customers);
        let wanted = text::fold(given);
        let has_id = customers().any(|(id, _)| id == given);
        let meant = |(id, name): &(&str, &str)| if has_id { *id == given } else { text::folds_to(name, &wanted) };
        let mut forgetting = Self::default();
        let ids: BTreeSet<&str> = customers().filter(meant).map(|(id, _)| id).collect();
        for (place, id) in ids.iter().enumerate() {
            forgetting.accounts.insert((*id).to_owned(), called(tail, place));
        }
        let own = |renewal: &&Renewal| ids.contains(renewal.account_id.as_str());
        let renewals: BTreeSet<&str> = all().filter(own).map(|renewal| renewal.id.0.as_str()).collect();
        for (place, id) in renewals.iter().enumerate() {
            forgetting.renewals.insert((*id).to_owned(), format!("{}-{}", called(tail, 0), place + 1));
        }
        let names = customers().filter(|(id, _)| ids.contains(id)).map(|(_, name)| text::line(name));
        forgetting.names.extend(names.filter(|name| !name.is_empty()));
        let mut known = ShortNames::default();
        for facts in facts {
            known.learn(facts, ToOwned::to_owned);
        }
        // What others are called in short, too, stays: nobody can tell who is meant.
        let is_own = |whose: &BTreeSet<&str>| whose.iter().all(|id| forgetting.accounts.contains_key(*id));
        let short: Vec<String> = known.short().iter().filter(|(_, whose)| is_own(whose)).map(|(word, _)| (*word).to_owned()).collect();
        forgetting.spell(given, also, &short, tail);
        forgetting
    }

    fn spell(&mut self, given: &str, also: &[String], short: &[String], tail: &str) {
        let names = self.names.iter().map(String::as_str).chain(also.iter().map(String::as_str));
        // An id is looked for in texts only where nothing else is written so.
        let given = Some(given).filter(|given| !self.accounts.contains_key(*given) || is_telling(given));
        let ids = self.accounts.iter().chain(&self.renewals).filter(|(id, _)| is_telling(id));
        let own = called(tail, 0);
        let mut all: Vec<(String, String)> = names.chain(given).map(|name| (name.to_owned(), own.clone())).collect();
        all.extend(ids.map(|(id, stand_in)| (id.clone(), stand_in.clone())));
        let whole = all.iter().map(|(name, stand_in)| (name.as_str(), stand_in.as_str(), false));
        let short = short.iter().map(|word| (word.as_str(), own.as_str(), true));
        let spelled: Vec<(&str, &str, bool)> = whole.chain(short).collect();
        self.said =
            spelled.iter().filter(|(name, ..)| name.chars().any(char::is_alphanumeric)).map(|(_, with, _)| (*with).to_owned()).collect();
        self.spelled = Many::of(spelled.into_iter());
    }

    /// Its names, as the data have them; none where no data know it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// By which another machine tells in a session whether it holds the customer; see [`mark`].
    pub(crate) fn marks(&self, session: &str) -> Vec<String> {
        self.accounts.keys().map(|account| mark(session, account)).collect()
    }

    /// What is said in its place.
    pub(crate) fn stand_ins(&self) -> Vec<String> {
        let known: BTreeSet<&String> = self.accounts.values().chain(&self.said).collect();
        known.into_iter().filter(|stand_in| !self.renewals.values().any(|of_renewal| of_renewal == *stand_in)).cloned().collect()
    }

    /// A text without it; `None` where nothing of it stands there.
    pub(crate) fn text(&self, text: &str) -> Option<String> {
        self.spelled.replaced(text)
    }

    /// Whether it stands anywhere in a text.
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        self.spelled.stand_in(text)
    }

    /// The records of a journal without it, and the texts that are others now.
    ///
    /// # Errors
    /// What is left is no record: somebody's name is a word that means something to this program.
    pub(crate) fn records(&self, records: &[Record]) -> Result<(Vec<Record>, Vec<String>), String> {
        let mut told = Vec::new();
        let without = records.iter().map(|record| {
            let (without, changed): (Record, usize) = self.typed(record)?;
            if changed > 0 {
                told.push(without.event.describe());
            }
            Ok(without)
        });
        Ok((without.collect::<Result<_, String>>()?, told))
    }

    /// Facts without it; `None` where it is not in them.
    ///
    /// # Errors
    /// As [`records`](Self::records).
    pub(crate) fn facts(&self, facts: &Facts) -> Result<Option<Facts>, String> {
        let mut silent = facts.clone();
        let notes: usize = silent.renewals.iter_mut().chain(&mut silent.ahead).map(|renewal| self.silence(renewal)).sum();
        let (without, changed) = self.typed(&silent)?;
        Ok((notes + changed > 0).then_some(without))
    }

    /// Takes away what was written about it.
    fn silence(&self, renewal: &mut Arc<Renewal>) -> usize {
        if renewal.notes.is_empty() || !self.accounts.contains_key(renewal.account_id.as_str()) {
            return 0;
        }
        std::mem::take(&mut Arc::make_mut(renewal).notes).len()
    }

    fn typed<T: Serialize + DeserializeOwned>(&self, whole: &T) -> Result<(T, usize), String> {
        let mut value = serde_json::to_value(whole).map_err(|error| error.to_string())?;
        let changed = self.value("", &mut value);
        Ok((T::deserialize(value).map_err(|error| error.to_string())?, changed))
    }

    /// Takes it out of JSON; how many texts that changed.
    pub(crate) fn value(&self, field: &str, value: &mut Value) -> usize {
        match value {
            Value::String(said) => self.said(field, said),
            Value::Array(items) => items.iter_mut().map(|item| self.value(field, item)).sum(),
            Value::Object(fields) => fields.iter_mut().map(|(name, value)| self.value(name, value)).sum(),
            _ => 0,
        }
    }

    fn said(&self, field: &str, said: &mut String) -> usize {
        let of_field =
            |fields: &[&str], ids: &BTreeMap<String, String>| ids.get(said.as_str()).filter(|_| fields.contains(&field)).cloned();
        let by_id = of_field(&ACCOUNTS, &self.accounts).or_else(|| of_field(&RENEWALS, &self.renewals));
        if PLACES.contains(&field) {
            return 0;
        }
        let is_own_word = !SOMEBODYS.contains(&field) && said.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        // A name may end with more than letters.
        let whole = || self.accounts.values().next().filter(|_| self.names.contains(said.as_str())).cloned();
        match by_id.or_else(|| if is_own_word { None } else { whole().or_else(|| self.text(said)) }) {
            Some(without) => {
                *said = without;
                1
            }
            None => 0,
        }
    }

    /// A file of lines without it, whether they are JSON or not; `None` where nothing of it stands there.
    pub(crate) fn lines(&self, text: &str) -> Option<String> {
        let without = |line: &str| match serde_json::from_str::<Value>(line) {
            Ok(mut value) => (self.value("", &mut value) > 0).then(|| format!("{value}{}", &line[line.trim_end().len()..])),
            Err(_) => self.text(line),
        };
        // JSON in many lines is one value.
        if let Ok(mut value) = serde_json::from_str::<Value>(text) {
            return (self.value("", &mut value) > 0).then(|| format!("{value:#}\n"));
        }
        let lines: Vec<(&str, Option<String>)> = text.split_inclusive('\n').map(|line| (line, without(line))).collect();
        let is_changed = lines.iter().any(|(_, without)| without.is_some());
        is_changed.then(|| lines.into_iter().map(|(line, without)| without.unwrap_or_else(|| line.to_owned())).collect())
    }

    /// A row of a table without it, below its headings; whether that changed it. What was written about it is gone.
    pub(crate) fn row(&self, headings: &[String], cells: &mut [String]) -> bool {
        let id = |cell: &String| self.accounts.get(cell).or_else(|| self.renewals.get(cell)).cloned();
        let is_its_own = cells.iter().any(|cell| id(cell).is_some() || self.names.contains(cell));
        let mut is_changed = false;
        for (place, cell) in cells.iter_mut().enumerate() {
            let is_written = is_its_own && headings.get(place).is_some_and(|heading| WRITTEN.contains(&text::fold(heading).as_str()));
            let without = if is_written { Some(String::new()) } else { id(cell).or_else(|| self.text(cell)) };
            if let Some(without) = without.filter(|without| without != cell) {
                *cell = without;
                is_changed = true;
            }
        }
        is_changed
    }
}

/// Says of an account in a session that it is this one, to whoever has its id, and nothing to anybody else.
pub(crate) fn mark(session: &str, account: &str) -> String {
    let mut mark = Fnv::of(format!("{session} {account}").as_bytes());
    mark.truncate(16);
    mark
}

/// What tells a forgotten customer from others, as it stands in its place.
pub(crate) fn tail_of(stand_in: &str) -> Option<&str> {
    let tail = stand_in.strip_prefix("[forgotten ")?.strip_suffix(']')?;
    tail.split('.').next().filter(|tail| !tail.is_empty() && tail.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn called(tail: &str, place: usize) -> String {
    if place == 0 { format!("[forgotten {tail}]") } else { format!("[forgotten {tail}.{}]", place + 1) }
}

/// Letters and figures, and enough of both together.
pub(super) fn is_telling(id: &str) -> bool {
    let has = |what: fn(&char) -> bool| id.chars().any(|c| what(&c));
    has(|c| c.is_alphabetic()) && has(char::is_ascii_digit) && id.chars().filter(|c| c.is_alphanumeric()).count() >= TELLING
}

#[cfg(test)]
#[path = "forgetting_tests.rs"]
mod tests;
