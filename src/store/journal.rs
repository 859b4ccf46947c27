//! The session's append-only file of events. A step counts as saved when [`Journal::append`] has returned.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, Mark};
use super::{exports, files};
use crate::domain::event::Record;
use crate::error::{Error, Result};

mod change;
pub(crate) mod format;
mod incomplete;
mod line;
mod reading;

pub(crate) use change::{Change, Unsaved};
pub(crate) use format::encode;
use format::{Decoded, Rest};
pub(crate) use incomplete::{error as incomplete_error, session_of};
use line::Link;
pub(crate) use line::{cleaned, nothing_lost};
pub use reading::read;
pub(crate) use reading::{Reading, read_opening};

/// A journal open for writing. Nobody else writes it as long as it is.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// The file as it was left here.
    mark: Mark,
    /// The folder as it was found.
    folder: Mark,
    /// Bytes that are known to be on disk, whole lines only.
    len: u64,
    /// A checksum of them.
    content: crc32fast::Hasher,
    last_seq: u64,
    link: Link,
    /// A failed attempt may have left something behind them.
    is_ragged: bool,
}

impl Journal {
    /// Makes a journal with its first records; they are on disk when this returns.
    pub fn create(path: &Path, records: &[Record]) -> Result<Self> {
        let made = disk::write_new(path, &encode(records));
        made.map_err(|source| Error::io(path, source, "nothing was changed; check that the folder can be written and has space"))?;
        Ok(Self::open(path)?.0)
    }

    /// Opens a journal for going on. A last line that was not written to its end is moved into a file beside it.
    ///
    /// # Errors
    /// Damage anywhere else, or lines of a newer program; [`read`] still gives what stands before them. [`Error::InUse`] when
    /// another program writes it.
    pub fn open(path: &Path) -> Result<(Self, Reading)> {
        let (mut journal, bytes, decoded) = Self::take(path)?;
        let notice = match &decoded.rest {
            Rest::Nothing => None,
            Rest::Unended => {
                journal.write(b"\n").map_err(|source| journal.failed(source))?;
                None
            }
            Rest::Torn => {
                let beside = journal.set_aside("torn", &bytes[decoded.intact..])?;
                Some(format!("The last step was not written to its end and is set aside in {beside}; everything before it is here"))
            }
            Rest::Damaged { .. } | Rest::Newer { .. } | Rest::Unclear { .. } => {
                return Err(incomplete::refused(path, &decoded));
            }
        };
        Ok((journal, Reading { records: decoded.records, missing: None, notice }))
    }

    /// Opens a damaged journal for going on from the last step before the damage. What stands there is kept beside it, and
    /// what was exported before counts as somebody's own: it may hold more.
    ///
    /// # Errors
    /// As [`open`](Self::open), but for damage; nothing intact stands before it.
    pub fn mend(path: &Path) -> Result<(Self, Reading)> {
        let (mut journal, bytes, decoded) = Self::take(path)?;
        let (Rest::Damaged { line, .. } | Rest::Unclear { line, .. }) = decoded.rest else {
            drop(journal);
            return Self::open(path);
        };
        let beside = journal.set_aside("damaged", &bytes[decoded.intact..])?;
        exports::forget(&files::parent(path));
        let notice =
            format!("Gone on from step {}: what stood behind it is kept in {beside}, from line {line} of the journal on", journal.last_seq);
        Ok((journal, Reading { records: decoded.records, missing: None, notice: Some(notice) }))
    }

    /// The file, with what it holds; something of it is intact.
    fn take(path: &Path) -> Result<(Self, Vec<u8>, Decoded)> {
        let unwritable = |source| Error::io(path, source, "the session cannot be written; it can be opened with --read-only");
        let file = disk::take(path).map_err(unwritable)?.ok_or_else(|| Error::InUse { session: session_of(path) })?;
        let bytes = disk::read_open(&file, path).map_err(|source| incomplete::unreadable(path, source))?;
        let mark = disk::look_at(&file).map_err(unwritable)?;
        let folder = disk::look(&files::parent(path)).map_err(unwritable)?.unwrap_or(mark);
        let decoded = format::decode(&bytes);
        let Some(last) = decoded.records.last() else {
            return Err(incomplete::refused(path, &decoded));
        };
        let mut content = crc32fast::Hasher::new();
        content.update(&bytes[..decoded.intact]);
        let (len, link) = (decoded.intact as u64, decoded.link);
        let journal = Self { path: path.to_owned(), file, mark, folder, len, content, last_seq: last.seq, link, is_ragged: false };
        Ok((journal, bytes, decoded))
    }

    /// Writes records and waits until the disk has them, in the file that will be opened next time. Records that the journal
    /// already holds are passed over, so that after a failure (a full disk) the whole history can be handed in again.
    ///
    /// # Errors
    /// Nothing was saved; what stood in the journal before still stands, and appending can be tried again.
    pub fn append(&mut self, records: &[Record]) -> Result<(), Unsaved> {
        let fresh = &records[records.partition_point(|r| r.seq <= self.last_seq)..];
        let Some(last) = fresh.last() else { return self.check() };
        let gapless = fresh.iter().zip(self.last_seq + 1..).all(|(record, seq)| record.seq == seq);
        if !gapless {
            let why = format!("step {} is missing before step {}; nothing was saved", self.last_seq + 1, last.seq);
            return Err(Unsaved::Gap(why));
        }
        self.tidy().map_err(|source| self.failed(source))?;
        self.check()?;
        let (bytes, link) = format::encode_after(self.link, fresh);
        self.write(&bytes).map_err(|source| self.failed(source))?;
        (self.last_seq, self.link) = (last.seq, link);
        // In the meantime it may have lost its name.
        self.check()
    }

    /// The last step that is on disk.
    pub fn last_seq(&self) -> u64 {
        self.last_seq
    }

    /// A path leads to the file that is held here.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        disk::look(path).is_ok_and(|there| there.is_some_and(|there| there.is_same_file(&self.mark)))
    }

    /// The path still leads to the file that is held here, and nobody wrote in it.
    ///
    /// # Errors
    /// What happened to it.
    pub(crate) fn check(&mut self) -> Result<(), Unsaved> {
        let there = disk::look(&self.path).map_err(|source| self.failed(source))?;
        let change = match there {
            None => self.gone(),
            Some(there) if !there.is_same_file(&self.mark) => Change::Replaced,
            // What a failed attempt left is cut off by the next.
            Some(_) if self.is_ragged => return Ok(()),
            Some(there) if there.len < self.len => Change::Shortened,
            Some(there) if there.len > self.len => Change::Grown,
            Some(there) if there == self.mark || self.holds_the_same()? => {
                self.mark = there;
                return Ok(());
            }
            Some(_) => Change::Edited,
        };
        Err(Unsaved::Changed { path: self.path.clone(), change })
    }

    /// What is gone with the journal. A folder that stands on another disk than the journal's did is the place where that
    /// disk was.
    fn gone(&self) -> Change {
        let folder = files::parent(&self.path);
        let is_other = |here: Mark| !here.is_on_same_disk(&self.folder);
        match folder.ancestors().find_map(|above| disk::look(above).ok().flatten()) {
            Some(here) if is_other(here) => Change::DiskGone,
            _ if folder.exists() => Change::Gone,
            _ => Change::FolderGone,
        }
    }

    /// It was written since: with the same, as some programs do that only look, or with something else.
    fn holds_the_same(&self) -> Result<bool, Unsaved> {
        let bytes = disk::read_open(&self.file, &self.path).map_err(|source| self.failed(source))?;
        Ok(crc32fast::hash(&bytes) == self.content.clone().finalize())
    }

    /// Cuts off what a failed attempt left.
    fn tidy(&mut self) -> io::Result<()> {
        if self.is_ragged {
            disk::set_len(&self.file, &self.path, self.len)?;
            self.is_ragged = false;
        }
        Ok(())
    }

    /// Writes behind what is known to be on disk; a failed attempt leaves nothing that a later one would follow.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = disk::write_synced(&self.file, &self.path, self.len, bytes);
        self.is_ragged = written.is_err();
        if written.is_ok() {
            self.len += bytes.len() as u64;
            self.content.update(bytes);
            // Without it the next check reads the file again.
            self.mark = disk::look_at(&self.file).unwrap_or(self.mark);
        } else {
            // If this fails too, the next attempt begins with it, or the next opening sets the rest aside.
            let _ = self.tidy();
        }
        written
    }

    fn failed(&self, source: io::Error) -> Unsaved {
        Unsaved::Failed { path: self.path.clone(), source }
    }

    /// Moves what stands behind the intact lines into a file beside the journal; gives its name.
    fn set_aside(&mut self, kind: &str, rest: &[u8]) -> Result<String> {
        let beside = disk::keep_bytes_as(&self.path, kind, rest).map_err(|source| self.failed(source))?;
        self.is_ragged = true;
        self.tidy().map_err(|source| self.failed(source))?;
        self.mark = disk::look_at(&self.file).map_err(|source| self.failed(source))?;
        Ok(beside.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
