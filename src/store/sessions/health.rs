//! What is whole in one session's folder, for whoever asks before something is needed of it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{LOCK, Sessions, beside, check_links, witness};
use crate::domain::event::{Event, Record, SessionId};
use crate::domain::missing::Missing;
use crate::domain::session::History;
use crate::error::Result;
use crate::store::{disk, files, held};

/// One session's folder, looked at without changing anything.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Health {
    pub id: SessionId,
    pub folder: PathBuf,
    /// How many steps can be read.
    pub steps: usize,
    /// What stands behind them and cannot.
    pub missing: Option<Missing>,
    /// Which steps stand there and are not counted, in a sentence without a full stop.
    pub not_counted: Option<String>,
    /// Why nothing can be read.
    pub unreadable: Option<String>,
    /// The name by which its journal goes, where that is another than the folder's: it was copied.
    pub called: Option<SessionId>,
    /// Facts that it stands on and that cannot be read, with the reason.
    pub lost_facts: Vec<String>,
    /// What somebody should know of the copies.
    pub copies_told: Option<String>,
    /// A copy holds steps that the session does not have.
    pub is_torn_apart: bool,
    /// When customers were taken out of it.
    pub forgotten: Vec<DateTime<Utc>>,
    /// What was set aside when the journal was mended.
    pub kept: Vec<String>,
    /// Files that were begun and never finished; [`tidy`] removes them.
    pub abandoned: Vec<PathBuf>,
}

impl Health {
    /// The session can be gone on with, and all of it is there.
    pub(crate) fn is_whole(&self) -> bool {
        self.unreadable.is_none() && self.missing.is_none() && self.lost_facts.is_empty()
    }
}

/// Looks at one session's folder; at one that is a link, only at that.
pub(crate) fn health(folder: &Path) -> Health {
    let id = SessionId(folder.file_name().unwrap_or_default().to_string_lossy().into_owned());
    // There is nothing in no folder.
    let inside = if files::is_link(folder) { Path::new("") } else { folder };
    let (records, missing, unreadable) = match check_links(folder).and_then(|()| witness::reading(folder)) {
        Ok(reading) => (reading.records, reading.missing, None),
        Err(error) => (Vec::new(), None, Some(error.to_string())),
    };
    // What was undone counts for nothing.
    let history = History::fold(records.clone()).ok();
    Health {
        not_counted: history.as_ref().and_then(History::not_counted),
        steps: records.len(),
        missing,
        unreadable,
        called: called(&records).filter(|said| *said != id),
        lost_facts: lost_facts(folder, history.as_ref()),
        copies_told: beside::copies_told(inside, &records),
        is_torn_apart: beside::copies(inside).iter().any(|name| beside::others_in(inside, name, &records) > 0),
        forgotten: records
            .iter()
            .filter(|record| matches!(record.event, Event::CustomersForgotten { .. }))
            .map(|record| record.at)
            .collect(),
        kept: beside::kept(inside),
        abandoned: beside::abandoned(inside),
        folder: folder.to_owned(),
        id,
    }
}

fn called(records: &[Record]) -> Option<SessionId> {
    match &records.first()?.event {
        Event::SessionOpened { id, .. } => Some(id.clone()),
        _ => None,
    }
}

fn lost_facts(folder: &Path, history: Option<&History>) -> Vec<String> {
    let last = history.and_then(|history| history.session().held.as_ref());
    let read = last.filter(|held| held.is_whole).map(|last| held::read(folder, &last.name));
    read.and_then(Result::err).map(|error| error.to_string()).into_iter().collect()
}

/// What was begun in a folder and never finished.
pub(crate) fn unfinished(folder: &Path) -> Vec<PathBuf> {
    beside::abandoned(folder)
}

/// Removes what was begun in a session's folder and never finished, unless it is a link.
pub(crate) fn tidy_session(folder: &Path) {
    if !files::is_link(folder) {
        beside::tidy(folder);
    }
}

/// Removes what was begun in a folder and never finished.
pub(crate) fn tidy(folder: &Path) {
    beside::tidy(folder);
}

fn is_empty(folder: &Path) -> bool {
    files::names(folder).iter().all(|name| name == LOCK || disk::is_part(name))
}

impl Sessions {
    /// Looks at every session's folder.
    pub(crate) fn health(&self) -> Result<Vec<Health>> {
        Ok(self.ids()?.iter().map(|id| health(&self.folder(id))).collect())
    }

    /// Folders in which a session was to begin and never did: they hold no journal, nor anything that somebody made.
    pub(crate) fn never_begun(&self) -> Vec<PathBuf> {
        let folders = files::names(&self.root)
            .into_iter()
            .map(|name| self.root.join(name))
            .filter(|folder| folder.is_dir() && !files::is_link(folder));
        let is_part = |folder: &PathBuf| folder.file_name().is_some_and(|name| disk::is_part(&name.to_string_lossy()));
        let folders = folders.filter(|folder| !is_part(folder));
        folders.filter(|folder| is_empty(folder)).collect()
    }

    /// Removes folders in which a session never began, unless one is beginning there just now.
    pub(crate) fn tidy(&self) {
        for folder in self.never_begun() {
            let Ok(Some(lock)) = disk::take_or_make(&folder.join(LOCK)) else { continue };
            // Somebody may have begun and ended one since.
            if !is_empty(&folder) {
                continue;
            }
            // What cannot be removed costs room and nothing else.
            let _ = std::fs::remove_dir_all(&folder);
            drop(lock);
        }
    }
}
