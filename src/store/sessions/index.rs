//! What is told of each session in a list, kept so that years of sessions do not slow the start of the next. It is made anew wherever
//! it does not go with a journal as it stands; nothing rests on it that the journals do not say.

use std::collections::HashMap;
use std::fs::{Metadata, metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::{Entry, JOURNAL, ReadSession, Sessions, Summary, link_in};
use crate::domain::event::SessionId;
use crate::error::Result;
use crate::regular;
use crate::store::handover::Outline;
use crate::work;

/// No index is longer: that of a hundred thousand sessions.
const MOST: u64 = 64 << 20;

/// One session as a list tells of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Known {
    pub entry: Entry,
    /// `None` of one that cannot be read.
    pub outline: Option<Outline>,
    /// The journal that this was read from; `None` where there is no telling.
    stamp: Option<Stamp>,
}

/// Tells whether a journal is still the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    length: u64,
    modified: (u64, u32),
    /// The file's number and the time of its last change of any kind, where the system tells them.
    identity: (u64, i64, i64),
}

/// All of it, as the file holds it.
#[derive(Default, Serialize, Deserialize)]
struct Index {
    /// Another program may tell of a session in other words.
    program: String,
    sessions: Vec<Known>,
}

impl Sessions {
    /// All sessions, in the order of their names. Only those are read that changed since they were told of last.
    ///
    /// # Errors
    /// The folder of the sessions cannot be read.
    pub(crate) fn survey(&self) -> Result<Vec<Known>> {
        let mut kept = self.kept();
        let were = kept.len();
        let mut is_news = false;
        let survey: Vec<Known> = self
            .ids()?
            .into_iter()
            .map(|id| {
                work::done(1);
                let stamp = self.stamp(&id);
                let known = kept.remove(&id).filter(|known| stamp.is_some() && known.stamp == stamp);
                known.unwrap_or_else(|| {
                    is_news = true;
                    Known::of(id.clone(), self.read(&id), stamp)
                })
            })
            .collect();
        if is_news || survey.len() != were {
            self.keep(&survey);
        }
        Ok(survey)
    }

    /// All sessions, each with what tells whether its journal changed.
    ///
    /// # Errors
    /// The folder of the sessions cannot be read.
    pub(crate) fn stamped(&self) -> Result<Vec<(SessionId, Option<Stamp>)>> {
        let ids = self.ids()?.into_iter();
        Ok(ids.map(|id| (id.clone(), self.stamp(&id))).collect())
    }

    /// Where a link leads tells nothing of what will stand in its place.
    fn stamp(&self, id: &SessionId) -> Option<Stamp> {
        let folder = self.folder(id);
        let meta = link_in(&folder).map_or_else(|| metadata(folder.join(JOURNAL)).ok(), |_| None);
        meta.map(|meta| Stamp::of(&meta))
    }

    /// Makes what is kept anew from the journals, whatever it says.
    pub(crate) fn make_index_anew(&self) {
        self.keep(&[]);
        drop(self.survey());
    }

    fn kept(&self) -> HashMap<SessionId, Known> {
        let index = regular::read(&self.index, MOST).ok().and_then(|bytes| serde_json::from_slice::<Index>(&bytes).ok());
        let index = index.filter(|index| index.program == env!("CARGO_PKG_VERSION")).unwrap_or_default();
        index.sessions.into_iter().map(|known| (known.entry.id.clone(), known)).collect()
    }

    /// What cannot be kept is made again next time. Nothing waits for the disk: half an index is none.
    fn keep(&self, survey: &[Known]) {
        let index = Index { program: env!("CARGO_PKG_VERSION").to_owned(), sessions: survey.to_vec() };
        let Some(folder) = self.index.parent() else { return };
        let made = regular::make_private(folder).and_then(|()| Ok(serde_json::to_vec(&index)?));
        drop(made.and_then(|bytes| regular::replace_private(&self.index, &bytes)));
    }

    pub(super) fn index_below(cache: &Path) -> PathBuf {
        cache.join("sessions.json")
    }
}

impl Known {
    fn of(id: SessionId, read: Result<ReadSession>, stamp: Option<Stamp>) -> Self {
        match read {
            Ok(session) => Self {
                outline: Some(Outline::of(session.history.session())),
                entry: Entry {
                    id,
                    summary: Some(Summary::of(&session.history)),
                    damage: session.history.missing().map(|missing| missing.told.clone()),
                },
                stamp,
            },
            Err(error) => Self { entry: Entry { id, summary: None, damage: Some(error.to_string()) }, outline: None, stamp },
        }
    }
}

impl Stamp {
    fn of(meta: &Metadata) -> Self {
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

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests damage files")]

    use super::*;
    use crate::domain::phase::Phase;
    use crate::store::fixture::{add_card, opened, scope};
    use crate::store::home::Home;

    fn with_sessions(n: usize) -> (tempfile::TempDir, Sessions) {
        let dir = tempfile::tempdir().unwrap();
        let sessions = Sessions::new(&Home::below(dir.path()));
        for number in 0..n {
            let mut session = sessions.create(opened(&format!("s-{number}"), scope(2026, 3))).unwrap();
            add_card(&mut session.history, &"Champions leave ".repeat(200), true);
            session.journal.append(session.history.records()).unwrap();
        }
        (dir, sessions)
    }

    #[test]
    fn a_list_costs_no_more_for_each_session_however_many_there_are() {
        let all: Vec<_> = [1, 2, 4].map(|n| (n, with_sessions(n * 5))).into();
        let of = |n: usize| &all.iter().find(|(m, _)| *m == n).unwrap().1.1;
        let first = work::counted(|| drop(of(4).survey()));
        work::grows_in_step(|n| drop(of(n).survey().unwrap()));
        let again = work::counted(|| drop(of(4).survey()));
        assert!(again * 3 < first, "{again} steps of {first}: no journal is read a second time");
    }

    #[test]
    fn what_is_kept_goes_with_the_journals_or_is_made_anew() {
        let (_dir, sessions) = with_sessions(2);
        let before = sessions.survey().unwrap();
        assert_eq!(sessions.survey().unwrap(), before);
        let mut session = sessions.open(&SessionId("s-1".into())).unwrap();
        add_card(&mut session.history, "Prices rose", false);
        session.journal.append(session.history.records()).unwrap();
        let insights = |survey: &[Known]| survey.iter().map(|k| k.entry.summary.as_ref().unwrap().insights).collect::<Vec<_>>();
        assert_eq!((insights(&before), insights(&sessions.survey().unwrap())), (vec![1, 1], vec![1, 2]));
        let kept = sessions.survey().unwrap();
        for damaged in [&b"{"[..], b"", br#"{"program":"another","sessions":[]}"#] {
            std::fs::write(&sessions.index, damaged).unwrap();
            assert_eq!(sessions.survey().unwrap(), kept);
        }
        std::fs::remove_dir_all(sessions.folder(&SessionId("s-0".into()))).unwrap();
        let left = sessions.survey().unwrap();
        assert_eq!((left.len(), left[0].entry.summary.as_ref().unwrap().phase), (1, Phase::CheckIn));
        assert_eq!(sessions.kept().len(), 1, "what is gone is forgotten");
    }

    #[cfg(unix)]
    #[test]
    fn a_journal_that_is_no_file_is_told_at_once_and_hinders_nobody() {
        let (_dir, sessions) = with_sessions(1);
        for (name, special) in [("s-zero", "/dev/zero"), ("s-folder", "/")] {
            let folder = sessions.folder(&SessionId(name.into()));
            std::fs::create_dir(&folder).unwrap();
            std::os::unix::fs::symlink(special, folder.join(JOURNAL)).unwrap();
        }
        let pipe = sessions.folder(&SessionId("s-pipe".into()));
        std::fs::create_dir(&pipe).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(pipe.join(JOURNAL)).status().unwrap().success());
        let list = sessions.list().unwrap();
        let told =
            |entry: &Entry| entry.damage.as_ref().is_some_and(|damage| damage.contains("pipe or a device") || damage.contains("is a link"));
        assert_eq!((list.len(), list.iter().filter(|entry| told(entry)).count()), (4, 3), "{list:?}");
        assert_eq!(sessions.latest().unwrap().unwrap().id.0, "s-0");
    }
}
