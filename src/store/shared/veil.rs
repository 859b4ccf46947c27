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
use crate::domain::text;
use crate::error::{Error, Result};
use crate::regular;
use crate::store::sessions::Sessions;
use crate::store::{files, held};

/// Shorter words are guessed.
const SHORTEST: usize = 12;

/// What the file is called that says it in the shared folder.
const AGREED: &str = "customers-go-by-pseudonyms";

/// What stands before the check of the secret in it.
const CHECK: &str = "Check of the secret: ";

/// What stands between a journal and the shared folder.
pub(crate) struct Veil {
    /// `None` where customers go by their names.
    names: Option<Pseudonyms>,
    /// By which machines tell whether they have the same secret.
    check: String,
}

impl Veil {
    /// As the configuration wants it.
    ///
    /// # Errors
    /// Customers are to go by pseudonyms, and nothing is said that the team makes them with.
    pub(crate) fn of(share: &Share, sessions: &Sessions) -> Result<Self> {
        if !share.redact {
            return Ok(Self { names: None, check: String::new() });
        }
        let secret = share.secret.as_deref().unwrap_or_default().trim();
        if secret.chars().count() < SHORTEST {
            let why = "[share] has redact = true and needs a secret: words that everybody in the team sets, at least";
            return Err(Error::Other(format!("{why} {SHORTEST} letters")));
        }
        let key = key(secret);
        let check = Fnv::of(&key)[..8].to_owned();
        let mut names = Pseudonyms::new(key);
        for id in sessions.ids()? {
            // What came from others is no data of one's own.
            let is_own =
                sessions.read(&id).is_ok_and(|session| session.history.records().first().is_some_and(|first| first.from.is_none()));
            if is_own {
                held::all(&sessions.folder(&id)).into_iter().filter_map(|(_, facts)| facts.ok()).for_each(|facts| names.learn(&facts));
            }
        }
        Ok(Self { names: Some(names), check })
    }

    /// Whoever put customers under pseudonyms first said so in the folder; then nobody puts names there.
    ///
    /// # Errors
    /// The configuration here is another one; or it cannot be said.
    pub(super) fn agrees(&self, root: &Path) -> Result<()> {
        // A copy, or what a cloud drive has not fetched yet, says it too.
        let said: Vec<String> = files::names(root).into_iter().filter(|name| name.to_lowercase().contains(AGREED)).collect();
        let path = root.join(format!("{AGREED}.txt"));
        if self.is_open() {
            let why = || {
                format!(
                    "{} says that customers go by pseudonyms there: set redact = true and the team's secret in [share]",
                    text::path(&path)
                )
            };
            return if said.is_empty() { Ok(()) } else { Err(Error::Other(why())) };
        }
        if said.is_empty() {
            return files::write_atomic(&path, agreement(&self.check).as_bytes());
        }
        let checks: Vec<String> =
            said.iter().filter_map(|name| regular::read_text(&root.join(name)).ok()).filter_map(|told| check_in(&told)).collect();
        if checks.is_empty() || checks.contains(&self.check) {
            return Ok(());
        }
        Err(Error::Other(format!(
            "the secret in [share] is not the one that the team uses in {}: ask a colleague for it",
            text::path(root)
        )))
    }

    /// Nothing goes out otherwise than it stands here.
    pub(super) fn is_open(&self) -> bool {
        self.names.is_none()
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

fn agreement(check: &str) -> String {
    let what = "Customers go by pseudonyms in this folder. Each machine that shares it has redact = true and the same secret in [share] of its\nconfiguration; others neither write here nor read. To share names, begin with another folder.\n";
    format!("{what}{CHECK}{check}\n")
}

fn check_in(told: &str) -> Option<String> {
    told.lines().find_map(|line| line.trim().strip_prefix(CHECK)).map(ToOwned::to_owned)
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
