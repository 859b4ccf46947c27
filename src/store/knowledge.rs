//! What was learned in all sessions, as a database to search. It is an index over their journals and nothing else: what cannot be read
//! of it is made anew, and where it cannot be kept it is made for the moment.

mod follow;
mod index;
mod query;

use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::Connection;

use super::home::Home;
use super::sessions::Sessions;
use crate::domain::knowledge::{Found, Query};
use crate::domain::session::Session;
use crate::error::{Error, Result};

/// The index, and the sessions that it follows.
#[derive(Clone, Debug)]
pub(crate) struct Knowledge {
    path: PathBuf,
    sessions: Sessions,
    /// An earlier retro of the sample, which has no journal.
    bundled: Option<Arc<Session>>,
}

impl Knowledge {
    pub(crate) fn new(home: &Home) -> Self {
        Self { path: home.knowledge(), sessions: Sessions::new(home), bundled: None }
    }

    /// The same, with the earlier retro that the sample brings.
    pub(crate) fn with_bundled(self, bundled: Session) -> Self {
        Self { bundled: Some(Arc::new(bundled)), ..self }
    }

    /// What is found, the best first, as the journals stand now.
    ///
    /// # Errors
    /// The folder of the sessions cannot be read.
    pub(crate) fn search(&self, query: &Query) -> Result<Vec<Found>> {
        self.ask(false, |db| query::run(db, query))
    }

    /// Makes the index anew from the journals, whatever it says; how many pieces of how many sessions it holds.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub(crate) fn rebuild(&self) -> Result<(usize, usize)> {
        self.ask(true, query::count)
    }

    /// [`rebuild`](Self::rebuild), in a file that holds nothing of the one before: a database keeps what is deleted until something is
    /// written over it.
    ///
    /// # Errors
    /// As [`search`](Self::search), and where the old one cannot be removed.
    pub(crate) fn make_anew(&self) -> Result<()> {
        if !self.path.exists() {
            return Ok(());
        }
        if !index::remove(&self.path) {
            return Err(Error::Other(format!("{}: it cannot be removed", crate::domain::text::path(&self.path))));
        }
        self.rebuild().map(drop)
    }

    fn ask<T>(&self, anew: bool, about: impl Fn(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let stamped = self.sessions.stamped()?;
        let with = |mut db: Connection| {
            follow::up_to_date(&mut db, &self.sessions, &stamped, anew)?;
            if let Some(bundled) = &self.bundled {
                follow::with_bundled(&mut db, bundled)?;
            }
            about(&db)
        };
        let on_disk = || index::open(&self.path).and_then(with);
        let asked = on_disk().or_else(|error| if index::is_broken(&error) && index::remove(&self.path) { on_disk() } else { Err(error) });
        let asked = asked.or_else(|_| index::in_memory().and_then(with));
        asked.map_err(|error| Error::Other(format!("what was learned cannot be searched: {error}")))
    }
}

#[cfg(test)]
#[path = "knowledge_tests.rs"]
mod tests;
