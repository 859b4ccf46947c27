//! Files that a session exports. Once one exists it is the user's: what was changed since it was written is kept, and the
//! new one goes beside it.

use std::path::{Path, PathBuf};

use super::ledger::Ledger;
use super::{disk, files};
use crate::error::{Error, Result};

/// In the session's folder: what was last written, by path, as a digest.
pub(in crate::store) const LEDGER: &str = "exported.json";

/// What an export came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Names of the files as they stand now, those beside a kept one under their own.
    pub files: Vec<String>,
    /// Files that were changed since they were written, and stay: each with the name of the new one beside it.
    pub kept: Vec<(String, String)>,
}

/// What was exported before counts as somebody's own from now on: nothing replaces it.
pub(crate) fn forget(session: &Path) {
    let ledger = session.join(LEDGER);
    if ledger.exists() {
        let _ = disk::move_aside(&ledger, "old");
    }
}

/// The folder that a session's files go to where nobody names another: below `root`, under the name of the session's folder.
///
/// # Errors
/// `root` is a link: who put it there says where files go, and that need not be the user.
pub(crate) fn folder(root: &Path, session: &Path) -> Result<PathBuf> {
    if files::is_link(root) {
        return Err(Error::io(root, files::through_a_link(), ELSEWHERE));
    }
    Ok(root.join(session.file_name().unwrap_or_default()))
}

const ELSEWHERE: &str = "name the folder it leads to with --out DIR";

/// Writes a session's files into a folder: all of them or, where one cannot be written, none.
///
/// # Errors
/// The first file that could not be written, and what to do.
pub(crate) fn write_all(session: &Path, folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Written> {
    if files::is_link(folder) {
        return Err(Error::io(folder, files::through_a_link(), ELSEWHERE));
    }
    let mut ledger = Ledger::of(session.join(LEDGER));
    let (mut staged, mut placed) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let place = ledger.place(folder, &name, &bytes)?;
        staged.push(files::stage(&folder.join(&place), &bytes)?);
        placed.push((name, place, bytes));
    }
    // All of them are on the disk under other names: from here on nothing needs room.
    files::Staged::show_all(staged)?;
    let mut written = Written::default();
    for (name, place, bytes) in placed {
        ledger.note(&folder.join(&place), &bytes);
        if place != name {
            written.kept.push((name, place.clone()));
        }
        written.files.push(place);
    }
    files::sync_shown(folder)?;
    ledger.save();
    Ok(written)
}

#[cfg(test)]
#[path = "exports_tests.rs"]
mod tests;
