//! A session open for writing: its folder, its lock, its journal.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::{JOURNAL, LOCK, beside, elsewhere, fold, go_by_the_folder, witness};
use crate::domain::event::{Record, SessionId};
use crate::domain::session::History;
use crate::error::{Error, Result};
use crate::store::disk;
use crate::store::journal::{self, Journal, Reading};

/// A session open for writing; the lock goes when this goes.
#[derive(Debug)]
pub struct OpenSession {
    /// The name of its folder, whatever the journal says.
    pub id: SessionId,
    pub folder: PathBuf,
    pub history: History,
    pub journal: Journal,
    /// What was found amiss and mended on opening, and what lies beside the journal that somebody should look at.
    pub notice: Option<String>,
    /// Programs before journals were locked themselves look at this one.
    pub(super) lock: File,
}

impl OpenSession {
    /// Makes the folder with a journal. What cannot be made leaves nothing behind.
    pub(super) fn begin(id: SessionId, folder: PathBuf, opened: Record) -> Result<Self> {
        let (lock, journal) = make(&folder, std::slice::from_ref(&opened)).map_err(elsewhere)?;
        let history = fold(&folder, Reading { records: vec![opened], missing: None, notice: None })?;
        Ok(Self { id, folder, history, journal, notice: None, lock })
    }

    pub(super) fn open(id: &SessionId, folder: PathBuf) -> Result<Self> {
        Self::with(id, folder, Journal::open)
    }

    pub(super) fn mend(id: &SessionId, folder: PathBuf) -> Result<Self> {
        Self::with(id, folder, Journal::mend)
    }

    fn with(id: &SessionId, folder: PathBuf, open: impl Fn(&Path) -> Result<(Journal, Reading)>) -> Result<Self> {
        let lock = lock(&folder)?;
        beside::tidy(&folder);
        let (journal, mut reading) = open(&folder.join(JOURNAL))?;
        let gone = witness::go_on(&folder, &reading);
        let copies = beside::copies_told(&folder, &reading.records);
        let renamed = go_by_the_folder(id, &mut reading.records);
        let notices: Vec<String> = reading.notice.iter().cloned().chain(gone).chain(copies).chain(renamed).collect();
        let notice = (!notices.is_empty()).then(|| notices.join(". "));
        let history = fold(&folder, reading)?;
        Ok(Self { id: id.clone(), folder, history, journal, notice, lock })
    }
}

/// Makes a session's folder with a lock that is taken and a journal. What cannot be made leaves nothing behind.
pub(super) fn make(folder: &Path, records: &[Record]) -> Result<(File, Journal)> {
    let is_new = !folder.exists();
    let made = disk::make_folder(folder)
        .map_err(|source| Error::io(folder, source, "the folder cannot be made; choose one that can be written"))
        .and_then(|()| lock(folder))
        .and_then(|lock| Ok((lock, Journal::create(&folder.join(JOURNAL), records)?)));
    if made.is_err() && is_new {
        // Nobody has seen it yet: it was made a moment ago, by us.
        let _ = std::fs::remove_dir_all(folder);
    }
    made
}

/// Takes the session's lock; it is given back when the file is dropped, however the program ends.
pub(in crate::store) fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let taken = disk::take_or_make(&path);
    let taken = taken.map_err(|source| Error::io(&path, source, "the session cannot be written; it can be opened with --read-only"))?;
    taken.ok_or_else(|| Error::InUse { session: journal::session_of(&path) })
}
