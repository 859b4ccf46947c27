//! What was pulled from a warehouse: each pull in a folder of its own, so that a session keeps the data it was held on.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, NaiveDateTime, Utc};

use super::files;
use super::home::Home;
use super::sessions::{Sessions, slug};
use crate::domain::event::SessionId;
use crate::domain::text;
use crate::domain::window::Window;
use crate::error::Result;

/// The moment of a pull, in its folder's name, to the millisecond.
const MOMENT: &str = "%Y%m%dT%H%M%S%3f";

/// Pulls that no session refers to: so many of the newest stay, and all that are younger.
const KEPT: usize = 3;
const YOUNG: Days = Days::new(7);

/// The pulls of one segment.
#[derive(Clone, Debug)]
pub(crate) struct Pulls {
    root: PathBuf,
}

impl Pulls {
    /// Those of `segment`, without one of all.
    pub(crate) fn of(home: &Home, segment: Option<&str>) -> Self {
        let folded = segment.map(text::fold).filter(|folded| !folded.is_empty());
        Self { root: home.pulls().join(folded.as_deref().unwrap_or("all")) }
    }

    /// Where a pull goes that is made at a moment.
    pub(crate) fn folder(&self, window: &Window, at: DateTime<Utc>) -> PathBuf {
        self.root.join(format!("{}-{}", slug(&window.label), at.format(MOMENT)))
    }

    /// What was pulled is for nobody's eyes but the user's.
    pub(crate) fn close(&self) {
        self.root.ancestors().take(2).for_each(files::close_to_others);
    }

    /// All pulls, newest first; none where they cannot be read.
    pub(crate) fn newest_first(&self) -> Vec<Pull> {
        let mut all = self.all().unwrap_or_default();
        all.reverse();
        all
    }

    /// Removes old pulls that no session was held on. As long as some session does not tell its data, none is.
    pub(crate) fn prune(&self, sessions: &Sessions, now: DateTime<Utc>) {
        let (Ok(held), Ok(all)) = (sessions.data_folders(), self.all()) else { return };
        let young = (now - YOUNG).naive_utc();
        let old = all.iter().rev().filter(|pull| !pull.is_held(&held)).skip(KEPT).filter(|pull| pull.at < young);
        for folder in old.map(|pull| pull.folder.clone()).chain(self.abandoned(young)) {
            // What cannot be removed costs room and nothing else.
            let _ = fs::remove_dir_all(folder);
        }
    }

    /// All pulls, oldest first.
    fn all(&self) -> io::Result<Vec<Pull>> {
        let mut all: Vec<Pull> = folders(&self.root)?.filter_map(Pull::read).collect();
        all.sort_by_key(|pull| pull.at);
        Ok(all)
    }

    /// Pulls that were ended before they could tidy up: hidden, as long as they are under way.
    fn abandoned(&self, before: NaiveDateTime) -> impl Iterator<Item = PathBuf> {
        let is_old = move |folder: &PathBuf| {
            let changed = fs::metadata(folder).and_then(|meta| meta.modified());
            changed.is_ok_and(|changed| DateTime::<Utc>::from(changed).naive_utc() < before)
        };
        let is_hidden = |folder: &PathBuf| folder.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with('.'));
        folders(&self.root).into_iter().flatten().filter(is_hidden).filter(is_old)
    }
}

/// One pull, as its folder's name tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pull {
    pub folder: PathBuf,
    /// The window's label, as it stands in names of files.
    pub window: String,
    pub at: NaiveDateTime,
}

/// Pulls of all segments that no session was held on.
///
/// # Errors
/// A session that does not tell its data.
pub(crate) fn loose(home: &Home, sessions: &Sessions) -> Result<Vec<PathBuf>> {
    let held = sessions.data_folders()?;
    let segments = folders(&home.pulls()).into_iter().flatten();
    let pulls = segments.filter_map(|segment| Some(folders(&segment).ok()?.filter_map(Pull::read))).flatten();
    let mut loose: Vec<PathBuf> = pulls.filter(|pull| !pull.is_held(&held)).map(|pull| pull.folder).collect();
    loose.sort();
    Ok(loose)
}

impl Pull {
    /// Some session stands on it. A home that was moved keeps the names of its folders.
    fn is_held(&self, held: &[(SessionId, PathBuf)]) -> bool {
        held.iter().any(|(_, data)| data.file_name() == self.folder.file_name())
    }

    fn read(folder: PathBuf) -> Option<Self> {
        let (window, moment) = folder.file_name()?.to_str()?.rsplit_once('-')?;
        let (window, at) = (window.to_owned(), NaiveDateTime::parse_from_str(moment, MOMENT).ok()?);
        Some(Self { folder, window, at })
    }
}

fn folders(root: &Path) -> io::Result<impl Iterator<Item = PathBuf> + use<>> {
    let entries = fs::read_dir(root)?;
    Ok(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()))
}

#[cfg(test)]
#[path = "pulls_tests.rs"]
mod tests;
