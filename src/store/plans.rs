//! The plan file of a session: one for each retro. It is written anew as the retro goes on; what somebody else wrote into it is kept
//! beside it.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::ledger::Ledger;
use super::{disk, files};
use crate::domain::file_name;
use crate::domain::plan::merge::{Merged, Theirs, merge};
use crate::error::{Error, Result};
use crate::regular;

/// In the session's folder: the plan as it was last written, as a digest.
pub(in crate::store) const LEDGER: &str = "planned.json";

/// In the session's folder: the plan as this session alone would have it, when it was written last.
pub(super) const OWN: &str = "planned-own.json";

/// Where a session's plan stands, and how it was left there.
pub(crate) struct PlanPlace {
    path: PathBuf,
    ledger: Ledger,
    own: PathBuf,
}

/// A plan of the session in a folder was written from this machine before.
pub(crate) fn was_written(session: &Path) -> bool {
    session.join(OWN).exists()
}

impl PlanPlace {
    /// `wanted`, or the first of `plan-…-2.json`, `plan-…-3.json` and on that is free or this session's: two retros that began
    /// together, or a copied one, have a plan each.
    pub(crate) fn of(session: &Path, wanted: &Path) -> Self {
        let id = session.file_name().unwrap_or_default().to_string_lossy();
        let ledger = Ledger::of(session.join(LEDGER));
        let name = wanted.file_name().unwrap_or_default().to_string_lossy();
        let editions = (1..u32::MAX).map(|edition| wanted.with_file_name(file_name::of(&name, edition)));
        let path = editions.into_iter().find(|path| is_of(path, &id, &ledger)).unwrap_or_else(|| wanted.to_owned());
        Self { path, ledger, own: session.join(OWN) }
    }

    /// Writes the plan, and notes the last step that is saved by then, whatever becomes of it. What somebody else changed in it is taken
    /// over where it was not changed here as well; all of theirs is kept beside it otherwise. `None` where nobody changed it since it
    /// was written.
    ///
    /// # Errors
    /// It cannot be written; what is there stays.
    pub(crate) fn write_with(&mut self, bytes: &[u8], saved: u64) -> Result<Option<Theirs>> {
        self.ledger.note_steps(saved);
        let written = self.write(bytes);
        self.ledger.save();
        written
    }

    fn write(&mut self, own: &[u8]) -> Result<Option<Theirs>> {
        // `.claude/plans`: whoever put a link there says where plans go, and that need not be the user.
        if let Some(link) = self.path.ancestors().skip(1).take(2).find(|folder| files::is_link(folder)) {
            return Err(Error::io(link, files::through_a_link(), "remove the link to have a plan here"));
        }
        let there = files::read_if_there(&self.path)?;
        let merged = there.as_ref().and_then(|there| self.merged(own, there));
        let bytes = merged.as_ref().map_or_else(|| own.to_vec(), |merged| pretty(&merged.plan));
        let is_others = there.as_ref().is_some_and(|there| self.is_others(there, &bytes));
        if there.as_deref() == Some(&bytes[..]) && self.ledger.wrote(&bytes) {
            self.note(own, &bytes);
            return Ok(None);
        }
        let staged = files::stage(&self.path, &bytes)?;
        let is_whole = merged.as_ref().is_some_and(|merged| merged.clashes.is_empty());
        let kept = if is_others && !is_whole { Some(self.keep()?) } else { None };
        let last = staged.show_for()?;
        // Somebody was faster than the look at it.
        let kept = match last.filter(|last| there.as_ref() != Some(last) && self.is_others(last, &bytes)) {
            Some(last) => Some(self.keep_bytes(&last)?),
            None => kept,
        };
        files::sync_shown(&files::parent(&self.path))?;
        self.note(own, &bytes);
        let news = merged.filter(|_| is_others).map(|merged| Theirs { taken: merged.taken, clashes: merged.clashes, kept: None });
        Ok(news.or_else(|| kept.as_ref().map(|_| Theirs::default())).map(|theirs| Theirs { kept, ..theirs }))
    }

    /// With what somebody else changed since this session wrote it; `None` where nobody did, or where what stands there is no such plan.
    fn merged(&self, own: &[u8], there: &[u8]) -> Option<Merged> {
        let base = files::read_if_there(&self.own).ok()??;
        if base == there {
            return None;
        }
        let [base, own, there] = [&base[..], own, there].map(|bytes| serde_json::from_slice::<Value>(bytes).ok().filter(Value::is_object));
        Some(merge(&base?, &own?, &there?))
    }

    /// What cannot be noted is taken for somebody else's next time: nothing is lost by it.
    fn note(&mut self, own: &[u8], bytes: &[u8]) {
        self.ledger.note(&self.path, bytes);
        self.ledger.save();
        if files::parent(&self.own).is_dir() {
            drop(regular::replace_private(&self.own, own));
        }
    }

    fn is_others(&self, there: &[u8], bytes: &[u8]) -> bool {
        there != bytes && !self.ledger.wrote(there)
    }

    fn keep(&self) -> Result<PathBuf> {
        disk::keep_as(&self.path, "old").map_err(|source| self.not_kept(source))
    }

    /// Where it cannot be kept beside the plan, it has its place again.
    fn keep_bytes(&self, theirs: &[u8]) -> Result<PathBuf> {
        disk::keep_bytes_as(&self.path, "old", theirs).map_err(|source| {
            drop(files::write_atomic(&self.path, theirs));
            self.not_kept(source)
        })
    }

    fn not_kept(&self, source: io::Error) -> Error {
        Error::io(&self.path, source, "somebody else changed this plan, and their version cannot be kept beside it")
    }
}

/// As the plan itself is written.
fn pretty(plan: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(plan).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The last step of a session that was saved when its plan was written last; zero where that was not noted.
pub(crate) fn saved_steps(session: &Path) -> u64 {
    Ledger::of(session.join(LEDGER)).saved_steps()
}

/// From now on its last saved step is this one.
pub(crate) fn note_steps(session: &Path, saved: u64) {
    let mut ledger = Ledger::of(session.join(LEDGER));
    ledger.note_steps(saved);
    ledger.save();
}

/// Brings the plan that this session wrote last on, where it stands: `with` makes the new one of it. Nothing happens where none was written, or
/// somebody took it away. As [`PlanPlace::write_with`].
///
/// # Errors
/// It cannot be written; what is there stays.
pub(crate) fn bring_on(session: &Path, saved: u64, with: impl FnOnce(&Value) -> Value) -> Result<Option<Theirs>> {
    let own = session.join(OWN);
    let Some(Ok(known)) = files::read_if_there(&own)?.map(|bytes| serde_json::from_slice::<Value>(&bytes)) else { return Ok(None) };
    let ledger = Ledger::of(session.join(LEDGER));
    let id = session.file_name().unwrap_or_default().to_string_lossy();
    // Of several the last: the others are as they were left.
    let changed = |path: &PathBuf| Some((files::changed_at(path)?, path.clone()));
    let last = ledger.places().iter().filter(|path| is_of(path, &id, &ledger)).filter_map(changed).max();
    let Some((_, path)) = last else { return Ok(None) };
    PlanPlace { path, ledger, own }.write_with(&pretty(&with(&known)), saved)
}

/// Whether nothing is there, or a plan of this session. What is no plan any more is somebody's.
fn is_of(path: &Path, id: &str, ledger: &Ledger) -> bool {
    #[derive(Deserialize)]
    struct Said {
        session: String,
    }
    match files::read_if_there(path) {
        Ok(Some(bytes)) => {
            let is_said = serde_json::from_slice::<Said>(&bytes).is_ok_and(|said| said.session == id);
            is_said || ledger.wrote(&bytes)
        }
        // Of what cannot be read, writing says what is wrong with it.
        Ok(None) | Err(_) => true,
    }
}

#[cfg(test)]
#[path = "plans_tests.rs"]
mod tests;
