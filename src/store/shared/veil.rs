//! Customers under pseudonyms in the shared folder, and under their names on machines whose own data hold them.

use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Share;
use crate::domain::digest::Fnv;
use crate::domain::event::{Event, Record};
use crate::domain::facts::Facts;
use crate::domain::pseudonym::{Key, Pseudonyms};
use crate::error::{Error, Result};
use crate::store::held;
use crate::store::sessions::Sessions;

/// Shorter words are guessed.
const SHORTEST: usize = 12;

/// What stands between a journal and the shared folder.
pub(crate) struct Veil {
    /// `None` where customers go by their names.
    names: Option<Pseudonyms>,
}

impl Veil {
    /// As the configuration wants it.
    ///
    /// # Errors
    /// Customers are to go by pseudonyms, and nothing is said that the team makes them with.
    pub(crate) fn of(share: &Share, sessions: &Sessions) -> Result<Self> {
        if !share.redact {
            return Ok(Self { names: None });
        }
        let secret = share.secret.as_deref().unwrap_or_default().trim();
        if secret.chars().count() < SHORTEST {
            let why = "[share] has redact = true and needs a secret: words that everybody in the team sets, at least";
            return Err(Error::Other(format!("{why} {SHORTEST} letters")));
        }
        let mut names = Pseudonyms::new(key(secret));
        for id in sessions.ids()? {
            // What came from others is no data of one's own.
            let is_own =
                sessions.read(&id).is_ok_and(|session| session.history.records().first().is_some_and(|first| first.from.is_none()));
            if is_own {
                held::all(&sessions.folder(&id)).into_iter().filter_map(|(_, facts)| facts.ok()).for_each(|facts| names.learn(&facts));
            }
        }
        Ok(Self { names: Some(names) })
    }

    /// A record as it goes out.
    ///
    /// # Errors
    /// What comes of it is no record.
    pub(super) fn out(&self, record: &Record) -> Result<Record> {
        match &self.names {
            Some(names) => through(record, |value| names.value("", value)),
            None => Ok(record.clone()),
        }
    }

    /// Facts as they go out, with their name there; `None` where they are not kept.
    ///
    /// # Errors
    /// They cannot be read.
    pub(super) fn facts_out(&self, session: &Path, name: &str) -> Result<Option<(String, Vec<u8>)>> {
        let Some(names) = &self.names else {
            return Ok(held::packed_as(session, name)?.map(|bytes| (name.to_owned(), bytes)));
        };
        if !held::place(session, name).exists() {
            return Ok(None);
        }
        let facts: Facts = through(&held::read(session, name)?, |value| names.value("", value))?;
        Ok(held::packed(&facts))
    }

    /// A record as it comes in: whoever one's own data know goes by its name.
    ///
    /// # Errors
    /// What comes of it is no record.
    pub(super) fn take(&self, record: &Record) -> Result<Record> {
        match &self.names {
            Some(names) => through(record, |value| meant(names, value)),
            None => Ok(record.clone()),
        }
    }

    /// Facts as they come in.
    ///
    /// # Errors
    /// They are none.
    pub(super) fn facts_in(&self, bytes: &[u8]) -> Result<Option<(String, Vec<u8>)>> {
        let facts = held::unpacked(bytes).ok_or_else(|| Error::Other("facts in the shared folder cannot be read".into()))?;
        match &self.names {
            Some(names) => Ok(held::packed(&through::<Facts>(&facts, |value| meant(names, value))?)),
            None => Ok(Some((Fnv::of(bytes), bytes.to_vec()))),
        }
    }

    /// Gives facts that a record names another name.
    pub(super) fn rename(record: &mut Record, named: impl Fn(&str) -> Option<String>) {
        if let Event::DataHeld { held } | Event::DataRenewed { held, .. } = &mut record.event
            && held.is_whole
            && let Some(name) = named(&held.name)
        {
            held.name = name;
        }
    }
}

fn meant(names: &Pseudonyms, value: &mut Value) {
    match value {
        Value::String(said) => *said = names.meant(said),
        Value::Array(items) => items.iter_mut().for_each(|item| meant(names, item)),
        Value::Object(fields) => fields.values_mut().for_each(|value| meant(names, value)),
        _ => {}
    }
}

fn through<T: Serialize + DeserializeOwned>(whole: &T, change: impl FnOnce(&mut Value)) -> Result<T> {
    let said = |error: serde_json::Error| Error::Other(format!("under pseudonyms it cannot be written: {error}"));
    let mut value = serde_json::to_value(whole).map_err(said)?;
    change(&mut value);
    T::deserialize(value).map_err(said)
}

/// The same words give the same key on every machine.
fn key(secret: &str) -> Key {
    let mut digest = Fnv::of(secret.as_bytes());
    // Who guesses pays for each guess.
    for _ in 0..10_000 {
        digest = Fnv::of(format!("{digest} {secret}").as_bytes());
    }
    let mut seed = Key::default();
    seed.copy_from_slice(digest.as_bytes());
    let mut key = Key::default();
    let mut stream = ChaCha8Rng::from_seed(seed);
    key.chunks_mut(8).for_each(|part| part.copy_from_slice(&stream.next_u64().to_le_bytes()));
    key
}
