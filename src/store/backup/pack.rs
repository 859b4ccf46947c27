//! Making a backup: a private file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use chrono::{DateTime, Datelike, Timelike, Utc};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::gather::{Gathered, gather};
use super::{Archive, FORMAT, LeftOut, Listed, MANIFEST, MOST_BYTES, MOST_FILES, Manifest};
use crate::error::{Error, Result};
use crate::regular;
use crate::store::home::Home;
use crate::store::sessions::JOURNAL;
use crate::store::{disk, files};

/// A backup that was made.
#[derive(Debug)]
pub(crate) struct Made {
    pub manifest: Manifest,
    /// As it is packed.
    pub bytes: u64,
    pub left_out: Vec<LeftOut>,
}

type Zip = ZipWriter<BufWriter<Parcel>>;

/// A file that is packed into. Once it has failed nothing more is written, and nothing more fails: an archive that is given up writes its
/// end all the same, and prints what stands in its way.
struct Parcel {
    file: File,
    has_failed: bool,
    /// Where it is written, and how long it is, or would be.
    at: u64,
    end: u64,
}

fn parcel(file: File) -> Zip {
    ZipWriter::new(BufWriter::new(Parcel { file, has_failed: false, at: 0, end: 0 }))
}

/// The file, once all of it is packed.
fn packed(zip: Zip) -> io::Result<File> {
    Ok(zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.file)
}

impl Parcel {
    fn unless_failed<T>(&mut self, given_up: T, work: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        if self.has_failed {
            return Ok(given_up);
        }
        let done = work(&mut self.file);
        self.has_failed = done.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        done
    }
}

impl Write for Parcel {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.unless_failed(bytes.len(), |file| file.write(bytes))?;
        self.at += written as u64;
        self.end = self.end.max(self.at);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_failed((), File::flush)
    }
}

impl Seek for Parcel {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        let at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        self.at = self.unless_failed(at, |file| file.seek(SeekFrom::Start(at)))?;
        Ok(self.at)
    }
}

/// Writes all that is the user's into the file `target`.
///
/// # Errors
/// Something is there already; it cannot be written; there is nothing to back up, or more than any home holds.
pub(crate) fn make(home: &Home, target: &Path, at: DateTime<Utc>) -> Result<Made> {
    let folder = files::parent(target);
    refuse(target, &folder)?;
    let unwritten = |source| Error::io(target, source, "no backup was made; check that the folder can be written and has space");
    let Gathered { files, mut left_out } = gather(home);
    let (body, listed) = pack_all(&folder, &files, options(at), &mut left_out).map_err(unwritten)?;
    check_bounds(&listed, &left_out)?;
    let manifest = Manifest { format: FORMAT, program: env!("CARGO_PKG_VERSION").to_owned(), made: at, files: listed };
    let part = finish(&folder, body, &manifest, options(at)).map_err(unwritten)?;
    // What cannot be brought back is no backup.
    Archive::open(part.path()).map_err(|error| Error::Other(format!("no backup was made, for it does not read back: {error}")))?;
    let bytes = part.as_file().metadata().map_err(unwritten)?.len();
    part.persist_noclobber(target).map_err(|failed| unwritten(failed.error))?;
    files::sync_folder(&folder).map_err(unwritten)?;
    Ok(Made { manifest, bytes, left_out })
}

fn refuse(target: &Path, folder: &Path) -> Result<()> {
    if fs::symlink_metadata(target).is_ok() {
        let taken = io::Error::new(io::ErrorKind::AlreadyExists, "this is there already");
        return Err(Error::io(target, taken, "a backup replaces nothing: name another file, or move this one away"));
    }
    if !folder.is_dir() {
        let missing = io::Error::new(io::ErrorKind::NotFound, "there is no such folder");
        return Err(Error::io(folder, missing, "make it, or connect the disk it is on"));
    }
    Ok(())
}

fn check_bounds(listed: &[Listed], left_out: &[LeftOut]) -> Result<()> {
    let bytes: u64 = listed.iter().map(|listed| listed.length).sum();
    match listed.len() {
        0 if left_out.is_empty() => Err(Error::Other("there is nothing to back up yet: no session, pull, configuration or theme".into())),
        n if n > MOST_FILES || bytes > MOST_BYTES => Err(Error::Other(format!(
            "{n} files with {} GB are more than one backup takes ({MOST_FILES} files, {} GB); copy the data folder itself",
            bytes >> 30,
            MOST_BYTES >> 30
        ))),
        _ => Ok(()),
    }
}

pub(super) fn options(at: DateTime<Utc>) -> SimpleFileOptions {
    let (date, time) = (at.date_naive(), at.time());
    let moment = zip::DateTime::from_date_and_time(
        date.year() as u16,
        date.month() as u8,
        date.day() as u8,
        time.hour() as u8,
        time.minute() as u8,
        time.second() as u8,
    );
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).unix_permissions(0o600);
    moment.map_or(options, |moment| options.last_modified_time(moment))
}

/// The files, packed in a file without a name: what they hold is known only when they have been read.
pub(super) fn pack_all(
    folder: &Path,
    files: &[(String, std::path::PathBuf)],
    options: SimpleFileOptions,
    left_out: &mut Vec<LeftOut>,
) -> io::Result<(File, Vec<Listed>)> {
    let mut zip = parcel(tempfile::tempfile_in(folder)?);
    let mut listed = Vec::new();
    for (name, path) in files {
        match open(name, path) {
            Ok((source, length)) => match pack(&mut zip, name, source, options.large_file(length >= u64::from(u32::MAX) / 2))? {
                Ok(packed) => listed.push(packed),
                Err(error) => left_out.push(LeftOut::unread(path, &error)),
            },
            // It went away since it was found: a draft that became a step.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => left_out.push(LeftOut::unread(path, &error)),
        }
    }
    Ok((packed(zip)?, listed))
}

fn open(name: &str, path: &Path) -> io::Result<(Box<dyn Read>, u64)> {
    if name.starts_with("sessions/") && path.file_name().is_some_and(|file| file == JOURNAL) {
        let bytes = journal(path)?;
        let length = bytes.len() as u64;
        return Ok((Box::new(io::Cursor::new(bytes)), length));
    }
    let file = regular::open(path)?;
    let length = file.metadata()?.len();
    Ok((Box::new(file), length))
}

/// A journal as it stands; in whole lines where somebody writes it just now.
fn journal(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = disk::read(path)?;
    let is_ended = bytes.last().is_none_or(|last| *last == b'\n');
    if !is_ended && matches!(disk::take(path), Ok(None)) {
        bytes.truncate(memchr::memrchr(b'\n', &bytes).map_or(0, |end| end + 1));
    }
    Ok(bytes)
}

/// The outer error is the backup's, the inner one the file's.
fn pack(zip: &mut Zip, name: &str, mut source: impl Read, options: SimpleFileOptions) -> io::Result<io::Result<Listed>> {
    zip.start_file(name, options)?;
    let mut listed = Listed { name: name.to_owned(), length: 0, crc: 0 };
    let mut hash = crc32fast::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => {
                zip.write_all(&buffer[..n])?;
                hash.update(&buffer[..n]);
                listed.length += n as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                zip.abort_file()?;
                return Ok(Err(error));
            }
        }
    }
    listed.crc = hash.finalize();
    Ok(Ok(listed))
}

/// The manifest, and all files behind it, on the disk under a name for half-written files.
pub(super) fn finish(folder: &Path, body: File, manifest: &Manifest, options: SimpleFileOptions) -> io::Result<tempfile::NamedTempFile> {
    let part = disk::new_part(folder)?;
    let mut zip = parcel(part.as_file().try_clone()?);
    zip.start_file(MANIFEST, options)?;
    zip.write_all(&serde_json::to_vec_pretty(manifest)?)?;
    let mut files = ZipArchive::new(BufReader::new(body))?;
    for index in 0..files.len() {
        zip.raw_copy_file(files.by_index_raw(index)?)?;
    }
    packed(zip)?.sync_all()?;
    Ok(part)
}
