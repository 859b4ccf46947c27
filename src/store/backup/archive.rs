//! Reading a backup: nothing of it is used before all of it was found as its manifest says.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

use super::{FORMAT, Listed, MANIFEST, MOST_BYTES, MOST_FILES, Manifest, name};
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::regular;

/// A backup, all of which is whole.
#[derive(Debug)]
pub(crate) struct Archive {
    pub manifest: Manifest,
    path: PathBuf,
    zip: ZipArchive<BufReader<File>>,
}

/// The manifest of as many files as there may be.
const MOST_MANIFEST: u64 = 128 << 20;

impl Archive {
    /// Opens a backup and looks at every byte of it.
    ///
    /// # Errors
    /// It is none, is not as it was written, or comes from a newer program; with what to do.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let file = regular::open(path).map_err(|source| Error::io(path, source, "name a file that this program made"))?;
        let none = |why: &str| told(path, &format!("this is no backup that can be read ({why})"));
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| none(&error.to_string()))?;
        if zip.len() > MOST_FILES + 1 {
            return Err(none(&format!("it holds {} files", zip.len())));
        }
        let manifest = read_manifest(&mut zip).map_err(|error| none(&error.to_string()))?;
        if manifest.format > FORMAT {
            let why = format!("a newer run-retro ({}) made this backup; update to restore it", text::line(&manifest.program));
            return Err(Error::data(Place::file(path), why));
        }
        let mut archive = Self { manifest, path: path.to_owned(), zip };
        archive.verify().map_err(|error| archive.damaged(&error))?;
        Ok(archive)
    }

    /// The bytes of a listed file; reading to their end tells whether they are the ones that were backed up.
    pub(crate) fn read(&mut self, index: usize) -> io::Result<impl Read + '_> {
        let listed = self.manifest.files[index].clone();
        let entry = self.zip.by_index(index + 1)?;
        check_entry(&entry, &listed)?;
        Ok(Checked { inner: entry.take(listed.length + 1), left: listed.length, crc: listed.crc, hash: crc32fast::Hasher::new() })
    }

    pub(crate) fn damaged(&self, error: &io::Error) -> Error {
        told(&self.path, &format!("this backup is damaged: {error}"))
    }

    fn verify(&mut self) -> io::Result<()> {
        check_list(&self.manifest.files, self.zip.len())?;
        for index in 0..self.manifest.files.len() {
            io::copy(&mut self.read(index)?, &mut io::sink())?;
        }
        Ok(())
    }
}

fn told(path: &Path, why: &str) -> Error {
    Error::data(Place::file(path), format!("{}; nothing was restored, use another backup", text::line(why)))
}

fn wrong(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}

fn read_manifest(zip: &mut ZipArchive<BufReader<File>>) -> io::Result<Manifest> {
    let entry = zip.by_index(0)?;
    if entry.name()? != MANIFEST || entry.size() > MOST_MANIFEST {
        return Err(wrong(format!("it does not begin with {MANIFEST}")));
    }
    let mut bytes = Vec::new();
    entry.take(MOST_MANIFEST).read_to_end(&mut bytes)?;
    serde_json::from_slice(&bytes).map_err(|error| wrong(format!("{MANIFEST}: {error}")))
}

fn check_list(listed: &[Listed], entries: usize) -> io::Result<()> {
    if listed.len() + 1 != entries {
        return Err(wrong(format!("it lists {} files and holds {}", listed.len(), entries.saturating_sub(1))));
    }
    let bytes = listed.iter().try_fold(0_u64, |sum, file| sum.checked_add(file.length));
    if bytes.is_none_or(|bytes| bytes > MOST_BYTES) {
        return Err(wrong(format!("it unfolds to more than {} GB", MOST_BYTES >> 30)));
    }
    let mut seen = HashSet::new();
    let strange = listed.iter().find(|file| name::parse(&file.name).is_none() || !seen.insert(&file.name));
    strange.map_or(Ok(()), |file| Err(wrong(format!("“{}” is no name in a backup", text::shortened(&file.name, 60)))))
}

fn check_entry<R: Read>(entry: &ZipFile<'_, R>, listed: &Listed) -> io::Result<()> {
    let is_read = matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) && !entry.encrypted();
    let is_listed = entry.name()? == listed.name && entry.size() == listed.length && entry.crc32() == listed.crc;
    if is_read && is_listed && entry.is_file() && !entry.is_symlink() {
        return Ok(());
    }
    Err(wrong(format!("“{}” is not as it is listed", text::shortened(&listed.name, 60))))
}

/// Holds what is unpacked to the length and the checksum that are listed.
struct Checked<R> {
    inner: R,
    left: u64,
    crc: u32,
    hash: crc32fast::Hasher,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if n as u64 > self.left {
            return Err(wrong("a file is longer than listed"));
        }
        self.left -= n as u64;
        self.hash.update(&buffer[..n]);
        if n == 0 && !buffer.is_empty() && (self.left > 0 || self.hash.clone().finalize() != self.crc) {
            return Err(wrong("a file is not as it was backed up"));
        }
        Ok(n)
    }
}
