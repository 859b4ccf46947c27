//! What is whole in the user's folders, and what may be put right without deciding anything for anybody.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk;
use super::files;
use super::home::Home;
use super::pulls;
use super::sessions::Sessions;
use super::sessions::health::{self, Health};
use crate::error::Result;

/// All that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checkup {
    pub places: Vec<Place>,
    pub sessions: Vec<Health>,
    /// Folders of sessions that never began.
    pub never_begun: Vec<PathBuf>,
    /// What was begun an hour ago or more and never finished.
    pub unfinished: Vec<PathBuf>,
    /// Folders that others on this machine may look into.
    pub open: Vec<PathBuf>,
    /// Pulls that no session was held on; `None` as long as some session does not tell its data.
    pub loose_pulls: Option<Vec<PathBuf>>,
}

/// Where something lies, and how large it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub what: &'static str,
    pub path: PathBuf,
    pub bytes: u64,
}

/// What was put right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mended {
    pub closed: Vec<PathBuf>,
    pub removed: Vec<PathBuf>,
}

/// Looks at everything, and changes nothing.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(crate) fn look(home: &Home, sessions: &Sessions) -> Result<Checkup> {
    let health = sessions.health()?;
    let in_sessions = health.iter().flat_map(|session| session.abandoned.clone());
    let unfinished = in_sessions.chain(workplaces(home).iter().flat_map(|folder| health::unfinished(folder))).collect();
    Ok(Checkup {
        places: places(home),
        never_begun: sessions.never_begun(),
        unfinished,
        open: private(home).into_iter().filter(|folder| files::lets_others_in(folder)).collect(),
        loose_pulls: pulls::loose(home, sessions).ok(),
        sessions: health,
    })
}

/// Closes to others what is theirs to look into now, removes what nobody ever finished or saw, and makes the list's index anew.
///
/// # Errors
/// As [`look`].
pub(crate) fn mend(home: &Home, sessions: &Sessions) -> Result<Mended> {
    let before = look(home, sessions)?;
    before.open.iter().for_each(|folder| files::close_to_others(folder));
    before.sessions.iter().for_each(|session| health::tidy_session(&session.folder));
    for folder in workplaces(home) {
        health::tidy(&folder);
    }
    sessions.tidy();
    sessions.make_index_anew();
    let is_gone = |path: &PathBuf| path.symlink_metadata().is_err();
    Ok(Mended {
        closed: before.open.into_iter().filter(|folder| !files::lets_others_in(folder)).collect(),
        removed: before.unfinished.into_iter().chain(before.never_begun).filter(is_gone).collect(),
    })
}

/// Folders that are nobody else's.
fn private(home: &Home) -> Vec<PathBuf> {
    vec![home.sessions(), home.pulls()]
}

/// Folders in which files are made ready, but for the sessions' own.
fn workplaces(home: &Home) -> Vec<PathBuf> {
    let mut folders = vec![home.data.clone(), home.sessions(), home.pulls(), home.config.clone(), home.cache.clone()];
    folders.extend([home.themes(), home.agendas(), home.guides()]);
    folders.extend(subfolders(&home.pulls()));
    folders.sort();
    folders.dedup();
    folders
}

fn subfolders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    entries.filter(|path| path.is_dir() && !path.file_name().is_some_and(|name| disk::is_part(&name.to_string_lossy()))).collect()
}

fn places(home: &Home) -> Vec<Place> {
    let place = |what, path: PathBuf| Place { what, bytes: size(&path), path };
    vec![
        place("sessions", home.sessions()),
        place("pulls", home.pulls()),
        place("configuration", home.config_file()),
        place("themes", home.themes()),
        place("agendas", home.agendas()),
        place("guides", home.guides()),
        place("cache", home.cache.clone()),
    ]
}

/// All bytes below a folder, or of a file; links count for nothing.
fn size(path: &Path) -> u64 {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => {
            let entries = fs::read_dir(path).into_iter().flatten().filter_map(std::io::Result::ok);
            entries.map(|entry| size(&entry.path())).sum()
        }
        Ok(meta) if meta.is_file() => meta.len(),
        _ => 0,
    }
}

#[cfg(test)]
#[path = "doctor_tests.rs"]
mod tests;
