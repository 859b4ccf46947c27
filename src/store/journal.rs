//! The session's append-only file of events. A step counts as saved when [`Journal::append`] has returned.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::files;
use crate::domain::event::Record;
use crate::error::{Error, Place, Result};
use crate::regular;

pub mod format;

pub use format::{Rest, VERSION, encode};

/// No retro says more.
const MOST: u64 = 1 << 30;

/// A journal open for writing. Whoever opens it holds the session's lock.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// Bytes that are known to be on disk, whole lines only.
    len: u64,
    last_seq: u64,
}

/// What reading a journal gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Everything before the first damage.
    pub records: Vec<Record>,
    /// What a person should know of a journal that is not as it was written; one plain sentence.
    pub notice: Option<String>,
}

impl Journal {
    /// Makes a journal with its first records; they are on disk when this returns.
    pub fn create(path: &Path, records: &[Record]) -> Result<Self> {
        let bytes = encode(records);
        files::write_private(path, &bytes)?;
        let file = open_for_writing(path)?;
        Ok(Self { path: path.to_owned(), file, len: bytes.len() as u64, last_seq: records.last().map_or(0, |r| r.seq) })
    }

    /// Opens a journal for going on. A last line that was not written to its end is moved into a file beside it.
    ///
    /// # Errors
    /// Damage anywhere else, with its line; [`read`] still gives what stands before it.
    pub fn open(path: &Path) -> Result<(Self, Reading)> {
        let bytes = read_bytes(path)?;
        let decoded = format::decode(&bytes);
        if let Rest::Damaged { line, why } = &decoded.rest {
            return Err(damage(path, *line, why, decoded.records.len()));
        }
        let last_seq = decoded.records.last().map(|r| r.seq).ok_or_else(|| empty(path))?;
        let mut journal = Self { path: path.to_owned(), file: open_for_writing(path)?, len: decoded.intact as u64, last_seq };
        let notice = match decoded.rest {
            Rest::Torn => Some(journal.set_aside(&bytes[decoded.intact..])?),
            Rest::Unended => {
                journal.write(b"\n").map_err(|source| journal.unsaved(source))?;
                None
            }
            _ => None,
        };
        Ok((journal, Reading { records: decoded.records, notice }))
    }

    /// Writes records and waits until the disk has them. Records that the journal already holds are passed over, so
    /// that after a failure (a full disk) the whole history can be handed in again.
    ///
    /// # Errors
    /// Nothing was saved; what stood in the journal before still stands, and appending can be tried again.
    pub fn append(&mut self, records: &[Record]) -> Result<()> {
        let fresh = &records[records.partition_point(|r| r.seq <= self.last_seq)..];
        let Some(last) = fresh.last() else { return Ok(()) };
        let gapless = fresh.iter().zip(self.last_seq + 1..).all(|(record, seq)| record.seq == seq);
        if !gapless {
            return Err(Error::Other(format!("step {} is missing before step {}; nothing was saved", self.last_seq + 1, last.seq)));
        }
        self.write(&encode(fresh)).map_err(|source| self.unsaved(source))?;
        self.last_seq = last.seq;
        Ok(())
    }

    /// The last step that is on disk.
    pub fn last_seq(&self) -> u64 {
        self.last_seq
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes behind what is known to be on disk; a failed attempt leaves nothing that a later one would follow.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.len))?;
        let written = self.file.write_all(bytes).and_then(|()| self.file.sync_data());
        if written.is_ok() {
            self.len += bytes.len() as u64;
        } else {
            // If this fails too, the next attempt writes over the same place, or the next opening sets it aside.
            let _ = self.file.set_len(self.len);
        }
        written
    }

    fn unsaved(&self, source: io::Error) -> Error {
        Error::io(&self.path, source, "the last step is not saved; make room or make the disk writable, then go on")
    }

    fn set_aside(&mut self, torn: &[u8]) -> Result<String> {
        let beside = save_torn(&self.path, torn).map_err(|source| self.unsaved(source))?;
        let shortened = self.file.set_len(self.len).and_then(|()| self.file.sync_all());
        shortened.map_err(|source| self.unsaved(source))?;
        Ok(format!("The last step was not written to its end and is set aside in {}; everything before it is here", beside.display()))
    }
}

/// Reads a journal without changing anything.
///
/// # Errors
/// A file that cannot be read, or that holds no intact record.
pub fn read(path: &Path) -> Result<Reading> {
    let decoded = format::decode(&read_bytes(path)?);
    let notice = match &decoded.rest {
        Rest::Nothing | Rest::Unended => None,
        Rest::Torn => Some("The last step was not written to its end and is left out".to_owned()),
        Rest::Damaged { line, why } => Some(damage(path, *line, why, decoded.records.len()).to_string()),
    };
    match notice {
        Some(notice) if decoded.records.is_empty() => Err(Error::Other(format!("{}: {notice}", path.display()))),
        None if decoded.records.is_empty() => Err(empty(path)),
        notice => Ok(Reading { records: decoded.records, notice }),
    }
}

/// The record that opens the session, without reading further.
///
/// # Errors
/// A file that cannot be read, or whose first line is damaged.
pub fn read_opening(path: &Path) -> Result<Record> {
    let mut line = Vec::new();
    let read = regular::open(path).and_then(|file| BufReader::new(file.take(MOST)).read_until(b'\n', &mut line));
    read.map_err(|source| unreadable(path, source))?;
    format::decode(&line).records.into_iter().next().ok_or_else(|| empty(path))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    regular::read(path, MOST).map_err(|source| unreadable(path, source))
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    Error::io(path, source, "the session's journal cannot be read")
}

fn open_for_writing(path: &Path) -> Result<File> {
    let opened = OpenOptions::new().read(true).write(true).open(path);
    opened.map_err(|source| Error::io(path, source, "the session cannot be written; it can be opened with --read-only"))
}

fn empty(path: &Path) -> Error {
    Error::data(Place::file(path), "the journal holds no step; nothing can be opened here")
}

fn damage(path: &Path, line: u64, why: &str, before: usize) -> Error {
    let before = match before {
        0 => return Error::data(Place::line(path, line), format!("the journal is damaged here: {why}; bring the file back from a backup")),
        1 => "the step before it".to_owned(),
        n => format!("the {n} steps before it"),
    };
    let remedy = format!(
        "{before} can be looked at with --read-only; to go on from there, keep a copy of the file and delete line {line} and \
         those after it, or bring the file back from a backup"
    );
    Error::data(Place::line(path, line), format!("the journal is damaged here: {why}; {remedy}"))
}

/// Moves bytes into `<journal>.torn-<n>`, the first that is free.
fn save_torn(journal: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    for n in 1u32.. {
        let mut name = journal.as_os_str().to_owned();
        name.push(format!(".torn-{n}"));
        let path = PathBuf::from(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                files::sync_folder(&files::parent(journal))?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
