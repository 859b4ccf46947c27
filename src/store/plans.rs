//! The plan file of a session: one for each retro. It is written anew as the retro goes on; what somebody else wrote into it is kept
//! beside it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::files;
use super::ledger::Ledger;
use crate::domain::event::SessionId;
use crate::domain::file_name;
use crate::error::{Error, Result};

/// In the session's folder: the plan as it was last written, as a digest.
const LEDGER: &str = "planned.json";

/// Where a session's plan stands, and how it was left there.
pub struct PlanPlace {
    path: PathBuf,
    ledger: Ledger,
}

impl PlanPlace {
    /// `wanted`, or the first of `plan-…-2.json`, `plan-…-3.json` and on that is free or this session's: two retros that began
    /// together, or a copied one, have a plan each.
    pub fn of(session: &Path, id: &SessionId, wanted: &Path) -> Self {
        let name = wanted.file_name().unwrap_or_default().to_string_lossy();
        let editions = (1..u32::MAX).map(|edition| wanted.with_file_name(file_name::of(&name, edition)));
        let path = editions.into_iter().find(|path| is_of(path, id)).unwrap_or_else(|| wanted.to_owned());
        Self { path, ledger: Ledger::of(session.join(LEDGER)) }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the plan. The name under which somebody else's version of it was kept, if there was one.
    ///
    /// # Errors
    /// It cannot be written; what is there stays.
    pub fn write(&mut self, bytes: &[u8]) -> Result<Option<PathBuf>> {
        let there = files::read_if_there(&self.path)?;
        let is_others = there.is_some_and(|there| there != bytes && !self.ledger.wrote(&self.path, &there));
        let staged = files::stage(&self.path, bytes)?;
        let kept = if is_others { Some(self.keep()?) } else { None };
        staged.show()?;
        files::sync_shown(&files::parent(&self.path))?;
        self.ledger.note(&self.path, bytes);
        self.ledger.save();
        Ok(kept)
    }

    fn keep(&self) -> Result<PathBuf> {
        let kept = files::free_name(&self.path);
        let moved = fs::rename(&self.path, &kept);
        moved.map_err(|source| {
            Error::io(&self.path, source, "somebody else changed this plan, and their version cannot be kept beside it")
        })?;
        Ok(kept)
    }
}

/// Whether nothing is there, or a plan of this session. What is no plan any more is somebody's.
fn is_of(path: &Path, id: &SessionId) -> bool {
    #[derive(Deserialize)]
    struct Said {
        session: String,
    }
    match files::read_if_there(path) {
        Ok(Some(bytes)) => serde_json::from_slice::<Said>(&bytes).is_ok_and(|said| said.session == id.0),
        // Of what cannot be read, writing says what is wrong with it.
        Ok(None) | Err(_) => true,
    }
}

#[cfg(test)]
#[path = "plans_tests.rs"]
mod tests;
