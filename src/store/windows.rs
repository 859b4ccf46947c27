//! What one window of this machine tells the others: that a session is open in it, or that it shows the guide to one. Each is an empty file
//! among the caches, locked for as long as its window lives, so that a window that was killed tells nothing any more. Nothing of a session
//! is in these files, and nothing depends on them: where they cannot be made, windows only know less of each other.

use std::fs::{self, File, OpenOptions};
use std::path::PathBuf;
use std::time::Duration;

use super::home::Home;
use crate::domain::event::SessionId;
use crate::regular;

/// What a window is to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Window {
    /// The session is open in it, to be gone on with.
    Desk,
    /// It shows the facilitator's guide.
    Guide,
}

impl Window {
    fn ending(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Guide => "guide",
        }
    }
}

/// All windows of a user on this machine.
#[derive(Clone, Debug)]
pub(crate) struct Windows {
    folder: PathBuf,
}

/// Tells of its window while it lives.
#[derive(Debug)]
pub(crate) struct Told {
    _locked: File,
}

impl Windows {
    pub(crate) fn of(home: &Home) -> Self {
        Self { folder: home.cache.join("windows") }
    }

    fn file(&self, id: &SessionId, window: Window) -> Option<PathBuf> {
        // What is no name leads nowhere.
        id.is_plain().then(|| self.folder.join(format!("{id}.{}", window.ending())))
    }

    /// From now on others know of this window; nothing where that cannot be told.
    pub(crate) fn tell(&self, id: &SessionId, window: Window) -> Option<Told> {
        let path = self.file(id, window)?;
        regular::make_private(&self.folder).ok()?;
        regular::check_at(&path).ok()?;
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).ok()?;
        // Several windows may tell the same. Whoever asks has the file for a moment only.
        file.lock_shared().ok()?;
        Some(Told { _locked: file })
    }

    /// Whether there is such a window now.
    pub(crate) fn is_there(&self, id: &SessionId, window: Window) -> bool {
        let Some(path) = self.file(id, window) else { return false };
        let Ok(()) = regular::check_at(&path) else { return false };
        let Ok(file) = OpenOptions::new().read(true).write(true).open(path) else { return false };
        stays_locked(&file, || std::thread::sleep(PAUSE))
    }

    /// The sessions that are open in a window now.
    pub(crate) fn open(&self) -> Vec<SessionId> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let named = entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            name.strip_suffix(&format!(".{}", Window::Desk.ending())).map(|id| SessionId(id.to_owned()))
        });
        let mut open: Vec<SessionId> = named.filter(|id| self.is_there(id, Window::Desk)).collect();
        open.sort();
        open
    }
}

/// So often it is looked: who only asks has the lock for a moment, as another who asks would see it.
const LOOKS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(2);

fn stays_locked(file: &File, mut pause: impl FnMut()) -> bool {
    (0..LOOKS).all(|_| {
        let is_locked = matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock));
        if is_locked {
            pause();
        }
        is_locked
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_known_of_as_long_as_it_lives() {
        let home = tempfile::tempdir().unwrap();
        let windows = Windows::of(&Home::below(home.path()));
        let (id, other) = (SessionId("2026-Q3-all-1".into()), SessionId("2026-Q3-all-2".into()));
        assert!(!windows.is_there(&id, Window::Guide) && windows.open().is_empty(), "nobody has told anything yet");
        let first = windows.tell(&id, Window::Guide).unwrap();
        let second = windows.tell(&id, Window::Guide).unwrap();
        let desk = windows.tell(&other, Window::Desk).unwrap();
        assert!(windows.is_there(&id, Window::Guide) && !windows.is_there(&id, Window::Desk) && !windows.is_there(&other, Window::Guide));
        assert_eq!(windows.open(), [other]);
        drop(first);
        assert!(windows.is_there(&id, Window::Guide), "the second one is still there");
        drop((second, desk));
        assert!(!windows.is_there(&id, Window::Guide) && windows.open().is_empty());
    }

    /// Two second windows look at the same files, four times a second.
    #[test]
    fn who_asks_at_the_same_moment_is_no_window() {
        let path = tempfile::NamedTempFile::new().unwrap().into_temp_path();
        let open = || OpenOptions::new().read(true).open(&path).unwrap();
        let (asks, other) = (open(), open());
        other.lock().unwrap();
        assert!(!stays_locked(&asks, || other.unlock().unwrap()), "another who asks");
        let window = open();
        asks.unlock().unwrap();
        window.lock_shared().unwrap();
        assert!(stays_locked(&asks, || ()), "a window");
    }

    #[test]
    fn a_name_that_is_a_path_leads_nowhere() {
        let home = tempfile::tempdir().unwrap();
        let windows = Windows::of(&Home::below(home.path()));
        assert!(windows.tell(&SessionId("../lock".into()), Window::Desk).is_none());
        assert!(!windows.is_there(&SessionId("../lock".into()), Window::Desk));
    }
}
