//! The few things that are done with a session's files, one function each: what can fail in a journal fails here.
#![expect(clippy::disallowed_methods, reason = "this is where sessions' files are made, read and written")]

#[cfg(unix)]
use std::fs::TryLockError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::files;
use crate::regular;

#[cfg(any(test, debug_assertions))]
pub(crate) mod faults;
mod mark;
mod whole;

pub(crate) use mark::Mark;
pub(crate) use whole::{is_part, keep_as, keep_bytes_as, move_aside, move_folder_aside, new_part, new_part_folder, write_new, write_over};

/// What is about to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Look,
    Read,
    Open,
    Create,
    Lock,
    Write {
        at: u64,
        len: usize,
    },
    SetLen(u64),
    Sync,
    /// A file gets its name.
    Name,
    MakeFolder,
    SyncFolder,
}

/// No retro says more.
pub(crate) const MOST: u64 = 1 << 30;

/// How often an interrupted call is made again before it counts as failed.
const PATIENCE: usize = 100;

/// Files in a session's folder are for their owner's eyes.
#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.read(true).write(true).mode(0o600);
    options
}

/// Others may read what is open here; nobody may write, rename or remove it. So the file stays the file.
#[cfg(not(unix))]
fn private() -> OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;
    const SHARE_READ: u32 = 1;
    let mut options = OpenOptions::new();
    options.read(true).write(true).share_mode(SHARE_READ);
    options
}

/// Writes a line behind what stands in a file for its owner's eyes; a link is not written through.
///
/// # Errors
/// It cannot be written, or is no file.
pub(crate) fn append_line(path: &Path, line: &str) -> io::Result<()> {
    regular::check_at(path)?;
    let mut file = private().append(true).create(true).open(path)?;
    file.write_all(format!("{line}\n").as_bytes())
}

/// # Errors
/// It cannot be read, or is no file: a pipe or a device may have no end.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    patiently(|| {
        before(Op::Read, path)?;
        regular::read(path, MOST)
    })
}

/// A file that is there, to be written by nobody else as long as it is open here; `None` when somebody has it.
pub(crate) fn take(path: &Path) -> io::Result<Option<File>> {
    take_with(path, &private())
}

/// [`take`], and the file is made where there is none.
pub(crate) fn take_or_make(path: &Path) -> io::Result<Option<File>> {
    take_with(path, private().create(true).truncate(false))
}

#[cfg(unix)]
fn take_with(path: &Path, options: &OpenOptions) -> io::Result<Option<File>> {
    let file = patiently(|| {
        before(Op::Open, path)?;
        regular::check_at(path)?;
        options.open(path)
    })?;
    before(Op::Lock, path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(source),
    }
}

/// Opening is locking: see [`private`].
#[cfg(not(unix))]
fn take_with(path: &Path, options: &OpenOptions) -> io::Result<Option<File>> {
    const SHARING_VIOLATION: i32 = 32;
    before(Op::Open, path)?;
    match options.open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What stands at a path now; `None` when nothing does.
pub(crate) fn look(path: &Path) -> io::Result<Option<Mark>> {
    let found = patiently(|| {
        before(Op::Look, path)?;
        fs::metadata(path)
    });
    match found {
        Ok(known) => Ok(Some(Mark::of(&known))),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What an open file is now, wherever its name has gone.
pub(crate) fn look_at(file: &File) -> io::Result<Mark> {
    patiently(|| file.metadata()).map(|known| Mark::of(&known))
}

/// All that an open file holds.
pub(crate) fn read_open(mut file: &File, path: &Path) -> io::Result<Vec<u8>> {
    before(Op::Read, path)?;
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes all of `bytes` at a place, and waits until the disk has them.
pub(crate) fn write_synced(file: &File, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
    let mut done = 0;
    while done < bytes.len() {
        let place = at + done as u64;
        let written = patiently(|| {
            let most = before(Op::Write { at: place, len: bytes.len() - done }, path)?.min(bytes.len() - done);
            let mut file = file;
            file.seek(SeekFrom::Start(place))?;
            file.write(&bytes[done..done + most])
        })?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        done += written;
    }
    sync(file, path)
}

pub(crate) fn sync(file: &File, path: &Path) -> io::Result<()> {
    patiently(|| {
        before(Op::Sync, path)?;
        file.sync_data()
    })
}

pub(crate) fn set_len(file: &File, path: &Path, len: u64) -> io::Result<()> {
    patiently(|| {
        before(Op::SetLen(len), path)?;
        file.set_len(len)
    })?;
    patiently(|| {
        before(Op::Sync, path)?;
        file.sync_all()
    })
}

/// Something that stands elsewhere is about to get the name `path`.
pub(crate) fn naming(path: &Path) -> io::Result<()> {
    before(Op::Name, path).map(drop)
}

/// Makes a folder and those above it; all that are new last through a power cut.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let new: Vec<&Path> = folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
    before(Op::MakeFolder, folder)?;
    regular::make_private(folder)?;
    new.into_iter().try_for_each(|made| sync_folder(&files::parent(made)))
}

pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    patiently(|| {
        before(Op::SyncFolder, folder)?;
        files::sync_folder(folder)
    })
}

/// Makes a call again that a signal interrupted.
fn patiently<T>(call: impl Fn() -> io::Result<T>) -> io::Result<T> {
    for _ in 0..PATIENCE {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
    call()
}

/// How many bytes may be written now: all of them, but where a test tries what happens otherwise.
#[cfg(any(test, debug_assertions))]
fn before(op: Op, path: &Path) -> io::Result<usize> {
    faults::before(op, path)
}

#[cfg(not(any(test, debug_assertions)))]
#[expect(clippy::unnecessary_wraps, reason = "in tests it can fail")]
#[inline]
fn before(_: Op, _: &Path) -> io::Result<usize> {
    Ok(usize::MAX)
}
