//! What was made of each session, kept so that years of sessions do not slow what comes next. It is made anew wherever it does not go
//! with a journal as it stands; nothing rests on it that the journals do not say.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use super::{ReadSession, Sessions};
use crate::domain::event::SessionId;
use crate::error::Result;
use crate::regular;
use crate::work;

/// No file of it is longer: that of a hundred thousand sessions.
const MOST: u64 = 64 << 20;

/// Something that is made of each session, in a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// What a list tells of it.
    Listed,
    /// What it says of actions.
    FollowUp,
}

impl Kept {
    const ALL: [Self; 2] = [Self::Listed, Self::FollowUp];

    const fn name(self) -> &'static str {
        match self {
            Self::Listed => "sessions.json",
            Self::FollowUp => "follow-up.json",
        }
    }
}

/// Tells whether a journal is still the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    length: u64,
    modified: (u64, u32),
    /// The file's number and the time of its last change of any kind, where the system tells them.
    identity: (u64, i64, i64),
}

/// What was made of one session, as it is written.
#[derive(Serialize, Deserialize)]
struct Made<R> {
    id: SessionId,
    /// The journal that it was made of; `None` where there is no telling.
    stamp: Option<Stamp>,
    made: R,
}

/// All of it, as the file holds it.
#[derive(Serialize, Deserialize)]
struct Index<'a, R> {
    /// Another program may make something else of a session.
    #[serde(borrow)]
    program: Cow<'a, str>,
    sessions: Vec<Made<R>>,
}

impl Sessions {
    /// What `make` makes of all sessions, in the order of their names. Only those are read that changed since it was made last.
    ///
    /// # Errors
    /// The folder of the sessions cannot be read.
    pub(crate) fn made<T>(&self, kept: Kept, make: impl Fn(&SessionId, Result<ReadSession>) -> T) -> Result<Vec<T>>
    where
        T: Serialize + DeserializeOwned,
    {
        self.made_where(kept, |_| true, make)
    }

    /// The same of those whose JSON is `wanted`, and of those that changed: of hundreds mostly a few are.
    ///
    /// # Errors
    /// The folder of the sessions cannot be read.
    pub(crate) fn made_where<T>(
        &self,
        kept: Kept,
        wanted: impl Fn(&str) -> bool,
        make: impl Fn(&SessionId, Result<ReadSession>) -> T,
    ) -> Result<Vec<T>>
    where
        T: Serialize + DeserializeOwned,
    {
        let path = self.index(kept);
        let bytes = regular::read(&path, MOST).unwrap_or_default();
        let mut known: HashMap<SessionId, Made<&RawValue>> = read(&bytes).into_iter().map(|made| (made.id.clone(), made)).collect();
        let (were, mut is_news) = (known.len(), false);
        let (mut all, mut found) = (Vec::new(), Vec::new());
        for (id, stamp) in self.stamped()? {
            work::done(1);
            let as_it_was = known.remove(&id).filter(|known| stamp.is_some() && known.stamp == stamp);
            let understood = as_it_was.and_then(|Made { made, .. }| {
                let read = wanted(made.get()).then(|| serde_json::from_str(made.get())).transpose().ok()?;
                Some((made, read))
            });
            if let Some((made, read)) = understood {
                found.extend(read);
                all.push(Made { id, stamp, made: Cow::Borrowed(made) });
            } else {
                is_news = true;
                let made = make(&id, self.read(&id));
                // What cannot be written is made again next time.
                all.extend(to_raw_value(&made).ok().map(|made| Made { id, stamp, made: Cow::Owned(made) }));
                found.push(made);
            }
        }
        if is_news || all.len() != were {
            keep(&path, &Index { program: env!("CARGO_PKG_VERSION").into(), sessions: all });
        }
        Ok(found)
    }

    /// All sessions, each with what tells whether its journal changed.
    ///
    /// # Errors
    /// The folder of the sessions cannot be read.
    pub(crate) fn stamped(&self) -> Result<Vec<(SessionId, Option<Stamp>)>> {
        // Where a link leads tells nothing of what will stand in its place.
        let found = self.found()?.into_iter();
        Ok(found.map(|(id, known)| (id, known.as_ref().map(Stamp::of))).collect())
    }

    /// Forgets what is kept, whatever it says; it is made anew when it is asked for.
    pub(super) fn forget_made(&self) {
        for kept in Kept::ALL {
            let path = self.index(kept);
            if path.exists() {
                keep(&path, &Index { program: "".into(), sessions: vec![] });
            }
        }
    }

    pub(super) fn index(&self, kept: Kept) -> PathBuf {
        self.cache.join(kept.name())
    }
}

fn read(bytes: &[u8]) -> Vec<Made<&RawValue>> {
    let index = serde_json::from_slice::<Index<'_, &RawValue>>(bytes).ok();
    index.filter(|index| index.program == env!("CARGO_PKG_VERSION")).map(|index| index.sessions).unwrap_or_default()
}

/// What cannot be kept is made again next time. Nothing waits for the disk: half an index is none.
fn keep(path: &Path, index: &Index<'_, Cow<'_, RawValue>>) {
    let Some(folder) = path.parent() else { return };
    let made = regular::make_private(folder).and_then(|()| Ok(serde_json::to_vec(index)?));
    drop(made.and_then(|bytes| regular::replace_private(path, &bytes)));
}

impl Stamp {
    pub(crate) fn of(meta: &Metadata) -> Self {
        let since = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        Self { length: meta.len(), modified: (since.as_secs(), since.subsec_nanos()), identity: identity(meta) }
    }
}

#[cfg(unix)]
fn identity(meta: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ino(), meta.ctime(), meta.ctime_nsec())
}

/// Windows tells neither; there length and time must do.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}
