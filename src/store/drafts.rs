//! What is half typed, beside the session's journal. It is no step: it is replaced as it goes, and not synced.
#![expect(clippy::disallowed_methods, reason = "this is where drafts are read and written")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{disk, files};
use crate::error::{Error, Result};
use crate::regular;

pub(super) const DRAFTS: &str = "drafts.json";

fn path(session: &Path) -> PathBuf {
    session.join(DRAFTS)
}

/// What was half typed last in a session; `None` when nothing was.
pub(crate) fn read(session: &Path) -> Result<Option<Vec<u8>>> {
    files::read_if_there(&path(session))
}

/// Replaces it whole, for nobody's eyes but the user's; with nothing left to keep, there is no file.
pub(crate) fn write(session: &Path, bytes: Option<&[u8]>) -> Result<()> {
    let path = path(session);
    let done = match bytes {
        Some(bytes) => regular::replace_private(&path, bytes),
        None => remove(&path),
    };
    done.map_err(|source| {
        Error::io(path, source, "what is half typed is not kept; make room on the disk, or the session's folder writable")
    })
}

/// Puts what cannot be read out of the way, and says where.
pub(crate) fn set_aside(session: &Path) -> Result<PathBuf> {
    let path = path(session);
    disk::move_aside(&path, "old").map_err(|source| Error::io(path, source, "what was half typed last cannot be read; move the file away"))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
