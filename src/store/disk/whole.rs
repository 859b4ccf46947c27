//! Files that have their name only when they are whole, and second names under which they stay.
#![expect(clippy::disallowed_methods, reason = "this is where files are kept beside others")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Op, before, sync_folder, write_synced};
use crate::regular::PART;
use crate::store::files;

/// A whole file under a name that nothing has yet: whoever finds it finds all of it.
///
/// # Errors
/// `AlreadyExists`, and whatever keeps it from being written; then nothing new is there.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    place(path, bytes, |part| part.persist_noclobber(path).map(drop).map_err(|failed| failed.error))
}

/// A whole file under a name, in place of what has it.
pub(crate) fn write_over(path: &Path, bytes: &[u8]) -> io::Result<()> {
    place(path, bytes, |part| part.persist(path).map(drop).map_err(|failed| failed.error))
}

fn place(path: &Path, bytes: &[u8], name: impl FnOnce(tempfile::NamedTempFile) -> io::Result<()>) -> io::Result<()> {
    let folder = files::parent(path);
    before(Op::Create, path)?;
    let part = new_part(&folder)?;
    write_synced(part.as_file(), path, 0, bytes)?;
    before(Op::Name, path)?;
    name(part)?;
    sync_folder(&folder)
}

/// A private file without anything in it yet; it goes away with its program unless it is given a name.
pub(crate) fn new_part(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(PART.0).suffix(PART.1).tempfile_in(folder)
}

/// A private folder in which something is made ready.
pub(crate) fn new_part_folder(folder: &Path) -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(PART.0).suffix(PART.1).tempdir_in(folder)
}

/// A file that was being written when its program ended.
pub(crate) fn is_part(name: &str) -> bool {
    name.starts_with(PART.0) && name.ends_with(PART.1)
}

/// Gives what stands at a path a second name, under which it stays whatever happens to the first: `NAME.KIND-1`, `-2`, …
pub(crate) fn keep_as(path: &Path, kind: &str) -> io::Result<PathBuf> {
    let kept = with_free_name(path, kind, |beside| {
        before(Op::Name, beside)?;
        // Not every file system gives a file two names.
        fs::hard_link(path, beside).or_else(|error| match error.kind() {
            // Kept before, by a try that came no further.
            io::ErrorKind::AlreadyExists if fs::read(beside).ok() == fs::read(path).ok() => Ok(()),
            io::ErrorKind::AlreadyExists => Err(error),
            _ => write_new(beside, &fs::read(path)?),
        })
    })?;
    sync_folder(&files::parent(path))?;
    Ok(kept)
}

/// [`keep_as`], and the first name is free.
pub(crate) fn move_aside(path: &Path, kind: &str) -> io::Result<PathBuf> {
    let kept = keep_as(path, kind)?;
    fs::remove_file(path)?;
    Ok(kept)
}

/// A folder goes to the first such name that is free; what is in it goes with it.
pub(crate) fn move_folder_aside(path: &Path, kind: &str) -> io::Result<PathBuf> {
    with_free_name(path, kind, |beside| {
        if beside.symlink_metadata().is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(path, beside)
    })
}

/// Bytes in a file beside a path: `NAME.KIND-1`, `-2`, …
pub(crate) fn keep_bytes_as(path: &Path, kind: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    with_free_name(path, kind, |beside| write_new(beside, bytes))
}

fn with_free_name(path: &Path, kind: &str, make: impl Fn(&Path) -> io::Result<()>) -> io::Result<PathBuf> {
    for n in 1u32.. {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{kind}-{n}"));
        let beside = PathBuf::from(name);
        match make(&beside) {
            Ok(()) => return Ok(beside),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
