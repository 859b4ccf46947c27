//! The files in a zip archive. They are unpacked as they are read; nothing of them is written to the disk.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::{is_data, why_unread};
use crate::compile::understand::mapping;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::regular;

/// Files that unpack to more together are refused.
const LARGEST: u64 = 64 << 30;

/// More files are no exports.
const MOST_FILES: usize = 10_000;

/// A file may unpack to this many times its size, once it is larger than [`BOMB_FROM`].
const BOMB_RATIO: u64 = 200;
const BOMB_FROM: u64 = 64 << 20;

/// What an archive holds.
#[derive(Debug, Default)]
pub(crate) struct Archive {
    /// By name.
    pub files: Vec<(String, Entry)>,
    /// Files that may hold rows and are not read, with what to do.
    pub unread: Vec<(String, &'static str)>,
    pub mapping: Option<Entry>,
}

/// One file of an archive.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    start: u64,
    stored: u64,
    /// Unpacked bytes.
    pub size: u64,
    checksum: u32,
    is_packed: bool,
}

const LOCKED: &str = "it is protected with a password; unpack it";
const PACKED_OTHERWISE: &str = "it is packed in a way that is not read; unpack it, or pack it as a plain zip";

impl Archive {
    /// What the archive at `path` holds. Hidden files, and those that a system adds for itself, are left alone.
    ///
    /// # Errors
    /// It is no zip archive, or holds more than any export.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let wrong = |message: String| Error::data(Place::file(path), message);
        let mut zip =
            ZipArchive::new(BufReader::new(open(path)?)).map_err(|e| wrong(format!("this is no zip archive that can be read: {e}")))?;
        if zip.len() > MOST_FILES {
            return Err(wrong(format!(
                "it holds {} files, which no export does; unpack it, and give the folder with the files that matter",
                zip.len()
            )));
        }
        let mut archive = Self::default();
        for index in 0..zip.len() {
            let file = zip.by_index_raw(index).map_err(|e| wrong(format!("its list of files is damaged: {e}")))?;
            let name = file.name().map(|name| plain_path(&name)).unwrap_or_default();
            if !file.is_file() || name.is_empty() {
                continue;
            }
            let unread = match file.compression() {
                _ if file.encrypted() => Some(LOCKED),
                CompressionMethod::Stored | CompressionMethod::Deflated => None,
                _ => Some(PACKED_OTHERWISE),
            };
            let entry = Entry {
                start: file.data_start().unwrap_or(0),
                stored: file.compressed_size(),
                size: file.size(),
                checksum: file.crc32(),
                is_packed: file.compression() == CompressionMethod::Deflated,
            };
            archive.add(name, entry, unread);
        }
        archive.check_sizes(path)?;
        archive.take_off_folder();
        Ok(archive)
    }

    fn add(&mut self, name: String, entry: Entry, unread: Option<&'static str>) {
        let last = name.rsplit('/').next().unwrap_or(&name);
        match unread.or_else(|| why_unread(&name)) {
            _ if last == mapping::FILE_NAME && unread.is_none() => self.mapping = Some(entry),
            Some(why) if is_data(&name) || why_unread(&name).is_some() => self.unread.push((name, why)),
            None if is_data(&name) => self.files.push((name, entry)),
            _ => {}
        }
    }

    fn check_sizes(&self, path: &Path) -> Result<()> {
        let wrong = |message: String| Err(Error::data(Place::file(path), message));
        if self.files.iter().map(|(_, entry)| entry.size).try_fold(0_u64, u64::checked_add).is_none_or(|all| all > LARGEST) {
            return wrong(format!(
                "it unpacks to more than {} GB; unpack it, and give the folder with the files that matter",
                LARGEST >> 30
            ));
        }
        match self.files.iter().find(|(_, entry)| is_bomb(entry.size, entry.stored)) {
            Some((name, _)) => wrong(format!("{name} unpacks to more than {BOMB_RATIO} times its size, which no export does")),
            None => Ok(()),
        }
    }

    /// A folder that holds all files says nothing about any of them.
    fn take_off_folder(&mut self) {
        let names = self.files.iter().map(|(name, _)| name).chain(self.unread.iter().map(|(name, _)| name));
        let mut folders = names.map(|name| name.rsplit_once('/').map_or("", |(folder, _)| folder));
        let Some(first) = folders.next() else { return };
        let shared = folders.fold(first, common).len();
        let cut = if shared == 0 { 0 } else { shared + 1 };
        self.files.iter_mut().for_each(|(name, _)| drop(name.drain(..cut)));
        self.unread.iter_mut().for_each(|(name, _)| drop(name.drain(..cut)));
        self.files.sort_by(|a, b| a.0.cmp(&b.0));
    }
}

/// The folders that both paths begin with.
fn common<'p>(one: &'p str, other: &str) -> &'p str {
    let alike = one.split('/').zip(other.split('/')).take_while(|(a, b)| a == b).map(|(a, _)| a.len() + 1).sum::<usize>();
    &one[..alike.saturating_sub(1)]
}

/// A name in an archive as one that can be shown: no control characters, no way out of the archive. Empty for hidden files.
fn plain_path(name: &str) -> String {
    let parts: Vec<String> = name.split(['/', '\\']).map(text::line).filter(|part| !matches!(part.as_str(), "" | "." | "..")).collect();
    let is_hidden = |part: &String| part.starts_with('.') || part.starts_with("~$") || part == "__MACOSX";
    if parts.iter().any(is_hidden) { String::new() } else { parts.join("/") }
}

fn is_bomb(size: u64, stored: u64) -> bool {
    size > BOMB_FROM && size / stored.max(1) > BOMB_RATIO
}

fn open(path: &Path) -> Result<File> {
    regular::open(path).map_err(|e| Error::io(path, e, "check that the file may be read"))
}

impl Entry {
    /// Its bytes, unpacked as they are read.
    pub(crate) fn open(&self, archive: &Path) -> Result<Box<dyn Read + Send>> {
        let mut file = open(archive)?;
        file.seek(SeekFrom::Start(self.start)).map_err(|e| Error::io(archive, e, "check that the file is complete"))?;
        let stored = BufReader::new(file).take(self.stored);
        let inner: Box<dyn Read + Send> = if self.is_packed { Box::new(DeflateDecoder::new(stored)) } else { Box::new(stored) };
        Ok(Box::new(Checked { inner, left: self.size, hash: crc32fast::Hasher::new(), checksum: self.checksum }))
    }
}

/// Holds what is unpacked to the size and the checksum that the archive declares.
struct Checked {
    inner: Box<dyn Read + Send>,
    left: u64,
    hash: crc32fast::Hasher,
    checksum: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let wrong = |what| Err(io::Error::new(io::ErrorKind::InvalidData, what));
        if n as u64 > self.left {
            return wrong("it is larger than the archive says");
        }
        self.left -= n as u64;
        self.hash.update(&buffer[..n]);
        if n == 0 && !buffer.is_empty() && (self.left > 0 || self.hash.clone().finalize() != self.checksum) {
            return wrong("it is damaged in the archive");
        }
        Ok(n)
    }
}
