//! Writing a session anew from what is in memory, when its file is no longer the file or cannot be written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{JOURNAL, LOCK, OpenSession, open};
use crate::domain::event::{Event, Record, SessionId};
use crate::domain::text;
use crate::error::{Error, Result};
use crate::store::disk;
use crate::store::files;
use crate::store::held;
use crate::store::home::{HOME_VARIABLE, Home};
use crate::store::journal::format::{self, Rest};
use crate::store::journal::{Journal, encode};

/// Where a session went on, and what became of what was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Restored {
    /// Set when the session has another folder than before.
    pub moved_to: Option<PathBuf>,
    /// A file with somebody else's steps, kept beside the journal.
    pub kept: Option<String>,
    /// The command that goes on with it.
    pub resume: String,
}

impl Restored {
    /// What happened, which comes first, and where everything is.
    pub(crate) fn told(&self, happened: &str) -> String {
        match (&self.moved_to, &self.kept) {
            (Some(folder), _) => format!("{happened}; all steps are written anew into {}", text::path(folder)),
            (None, Some(kept)) => format!("{happened}; it is kept as {kept}. All steps are written anew"),
            (None, None) => format!("{happened}; all steps are written anew"),
        }
    }
}

/// So many names are tried beside the session's own.
const NAMES: u32 = 1000;

impl OpenSession {
    /// Writes all of a session where it was. What somebody else put there is kept beside it; where somebody else is
    /// writing it, or it cannot be written, it goes into a folder beside its own.
    ///
    /// # Errors
    /// It can be written in neither place; all is as before.
    pub(crate) fn restore(&mut self, records: &[Record]) -> Result<Restored> {
        match self.restore_here(records) {
            Ok(kept) => Ok(Restored { moved_to: None, kept, resume: self.resume() }),
            Err(error) => {
                let sessions = files::parent(&self.folder);
                self.settle_in(&sessions, records).map_err(|_| error)?;
                Ok(Restored { moved_to: Some(self.folder.clone()), kept: None, resume: self.resume() })
            }
        }
    }

    /// Writes all of a session below another home and goes on there.
    ///
    /// # Errors
    /// It cannot be written there; all is as before.
    pub(crate) fn move_to(&mut self, home: &Path, records: &[Record]) -> Result<Restored> {
        let home = std::path::absolute(home).unwrap_or_else(|_| home.to_owned());
        self.settle_in(&Home::below(&home).sessions(), records)?;
        let resume = format!("{HOME_VARIABLE}={} {}", text::shell_path(&home), self.resume());
        Ok(Restored { moved_to: Some(self.folder.clone()), kept: None, resume })
    }

    /// The command that goes on with it, where it stands in its usual place.
    pub(crate) fn resume(&self) -> String {
        format!("run-retro resume {}", self.id)
    }

    fn restore_here(&mut self, records: &[Record]) -> Result<Option<String>> {
        let journal = self.folder.join(JOURNAL);
        let failed = |source| Error::io(&journal, source, "it cannot be written anew");
        disk::make_folder(&self.folder).map_err(failed)?;
        let lock = self.lock_here()?;
        let is_there = disk::look(&journal).map_err(failed)?.is_some();
        if is_there {
            self.nobody_writes(&journal)?;
        }
        let kept = write_anew(&journal, is_there, records).map_err(failed)?;
        self.journal = Journal::open(&journal)?.0;
        if let Some(lock) = lock {
            self.lock = lock;
        }
        Ok(kept)
    }

    /// A lock of its own where the one that is held has lost its name; `None` when it still has it.
    fn lock_here(&self) -> Result<Option<fs::File>> {
        let path = self.folder.join(LOCK);
        let held = disk::look_at(&self.lock).ok();
        let there = disk::look(&path).ok().flatten();
        let is_held = matches!((held, there), (Some(held), Some(there)) if held.is_same_file(&there));
        if is_held { Ok(None) } else { open::lock(&self.folder).map(Some) }
    }

    /// The file that stands at the journal's place is the one that is held here, or nobody has it open for writing.
    fn nobody_writes(&self, journal: &Path) -> Result<()> {
        if self.journal.is_at(journal) {
            return Ok(());
        }
        match disk::take(journal) {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(Error::InUse { session: self.id.to_string() }),
            Err(source) => Err(Error::io(journal, source, "it cannot be opened")),
        }
    }

    /// Into a folder of its own below `sessions`.
    fn settle_in(&mut self, sessions: &Path, records: &[Record]) -> Result<()> {
        let (folder, id) = free_folder(sessions, &self.id)?;
        let (lock, journal) = open::make(&folder, records)?;
        take_facts_along(&self.folder, &folder, records);
        (self.lock, self.journal, self.folder, self.id) = (lock, journal, folder, id);
        Ok(())
    }
}

/// Writes all of a session below another home, of which nobody can read what is in its own.
///
/// # Errors
/// It cannot be written there.
pub(crate) fn write_elsewhere(home: &Path, id: &SessionId, records: &[Record]) -> Result<(PathBuf, Restored)> {
    let (folder, id) = free_folder(&Home::below(home).sessions(), id)?;
    open::make(&folder, records)?;
    let resume = format!("{HOME_VARIABLE}={} run-retro resume {id}", text::shell_path(home));
    Ok((folder.clone(), Restored { moved_to: Some(folder), kept: None, resume }))
}

/// Its name below `sessions`, or the first of `ID-2`, `ID-3`, … that is free.
fn free_folder(sessions: &Path, id: &SessionId) -> Result<(PathBuf, SessionId)> {
    let names = std::iter::once(id.0.clone()).chain((2..NAMES).map(|n| format!("{id}-{n}")));
    let free = names.map(|name| (sessions.join(&name), SessionId(name))).find(|(folder, _)| !folder.exists());
    free.ok_or_else(|| Error::Other(format!("{}: no name is free here", text::path(sessions))))
}

fn write_anew(journal: &Path, is_there: bool, records: &[Record]) -> io::Result<Option<String>> {
    if !is_there {
        disk::write_new(journal, &encode(records))?;
        return Ok(None);
    }
    let kept = keep_others(journal, records)?;
    disk::write_over(journal, &encode(records))?;
    Ok(kept)
}

/// Keeps what stands at the journal's place under another name, unless all of it is in `records`.
fn keep_others(journal: &Path, records: &[Record]) -> io::Result<Option<String>> {
    let there = format::decode(&disk::read(journal)?);
    let is_whole = matches!(there.rest, Rest::Nothing | Rest::Unended);
    if is_whole && records.starts_with(&there.records) {
        return Ok(None);
    }
    let kept = disk::keep_as(journal, "other")?;
    Ok(kept.file_name().map(|name| name.to_string_lossy().into_owned()))
}

/// All facts that the session ever stood on go with it where they can: without them its figures would be those of the data
/// as they are now, and it says so.
fn take_facts_along(from: &Path, to: &Path, records: &[Record]) {
    for record in records {
        if let Event::DataHeld { held } | Event::DataRenewed { held, .. } = &record.event
            && let Ok(bytes) = disk::read(&held::place(from, &held.name))
        {
            let _ = disk::write_new(&held::place(to, &held.name), &bytes);
        }
    }
}

#[cfg(test)]
#[path = "restore_tests.rs"]
mod tests;
