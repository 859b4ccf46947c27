//! What is told of each session in a list.

use serde::{Deserialize, Serialize};

use super::{Entry, Kept, ReadSession, Sessions, Summary};
use crate::domain::event::SessionId;
use crate::error::Result;
use crate::store::handover::Outline;

/// One session as a list tells of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Known {
    pub entry: Entry,
    /// `None` of one that cannot be read.
    pub outline: Option<Outline>,
}

impl Sessions {
    /// All sessions, in the order of their names. Only those are read that changed since they were told of last.
    ///
    /// # Errors
    /// The folder of the sessions cannot be read.
    pub(crate) fn survey(&self) -> Result<Vec<Known>> {
        self.made(Kept::Listed, |id, read| Known::of(id.clone(), read))
    }

    /// Makes what is kept anew from the journals, whatever it says.
    pub(crate) fn make_index_anew(&self) {
        self.forget_made();
        drop(self.survey());
    }
}

impl Known {
    fn of(id: SessionId, read: Result<ReadSession>) -> Self {
        match read {
            Ok(session) => Self {
                outline: Some(Outline::of(session.history.session())),
                entry: Entry {
                    id,
                    summary: Some(Summary::of(&session.history)),
                    damage: session.history.missing().map(|missing| missing.told.clone()),
                },
            },
            Err(error) => Self { entry: Entry { id, summary: None, damage: Some(error.to_string()) }, outline: None },
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests damage files")]

    use super::*;
    use crate::domain::phase::Phase;
    use crate::store::fixture::{add_card, opened, scope};
    use crate::store::home::Home;
    use crate::store::sessions::JOURNAL;
    use crate::work;

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
            std::fs::write(sessions.index(Kept::Listed), damaged).unwrap();
            assert_eq!(sessions.survey().unwrap(), kept);
        }
        std::fs::remove_dir_all(sessions.folder(&SessionId("s-0".into()))).unwrap();
        let left = sessions.survey().unwrap();
        assert_eq!((left.len(), left[0].entry.summary.as_ref().unwrap().phase), (1, Phase::CheckIn));
        let kept = std::fs::read_to_string(sessions.index(Kept::Listed)).unwrap();
        assert!(kept.contains("s-1") && !kept.contains("s-0"), "what is gone is forgotten: {kept}");
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
