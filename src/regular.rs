//! Files that are the user's: opened to be read, and folders and files that are nobody else's. Only what is a file is opened: a pipe or a
//! device ends when somebody else wants it to, or never, and a link may lead to one. And only as much of it as a file of its kind can hold.
#![expect(clippy::disallowed_methods, reason = "this is where files are opened for reading")]

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use crate::work;

/// No configuration, theme or mapping is longer.
pub(crate) const MOST_TEXT: u64 = 8 << 20;

/// What is told of whatever else has a file's name.
pub(crate) const SPECIAL: &str = "this is a folder, a pipe or a device where a file is expected";

/// Opens a file for reading.
///
/// # Errors
/// It is not there or may not be read; it is no file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    // Opening a pipe would wait for whoever writes into it.
    check(&std::fs::metadata(path)?)?;
    work::done(1);
    let file = File::open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

/// A file's bytes.
///
/// # Errors
/// As [`open`]; it holds more than `most` bytes.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Err(too_long(most));
    }
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(most + 1).read_to_end(&mut bytes)?;
    work::done(bytes.len());
    if bytes.len() as u64 > most { Err(too_long(most)) } else { Ok(bytes) }
}

/// A text of the user's: configuration, theme, mapping.
///
/// # Errors
/// As [`read`]; it is not UTF-8.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    let bytes = read(path, MOST_TEXT)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "this is no text in UTF-8"))
}

/// Whether what is at `path` may be opened: a file, or nothing yet.
///
/// # Errors
/// It is something else.
pub(crate) fn check_at(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(meta) => check(&meta),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a folder and those above it for nobody's eyes but the user's. One that is there already stays as it is.
///
/// # Errors
/// It cannot be made.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// How the name of a file begins and ends that is not whole yet.
pub(crate) const PART: (&str, &str) = (".run-retro-", ".part");

/// Writes a private file whole, in place of the one that has its name, without waiting for the disk: what can be made again, or comes
/// again with the next key.
///
/// # Errors
/// Its folder is not there, or cannot be written.
pub(crate) fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut part = tempfile::Builder::new().prefix(PART.0).suffix(PART.1).tempfile_in(folder)?;
    part.write_all(bytes)?;
    part.persist(path).map(drop).map_err(|failed| failed.error)
}

fn check(meta: &Metadata) -> io::Result<()> {
    if meta.is_file() { Ok(()) } else { Err(io::Error::new(ErrorKind::InvalidInput, SPECIAL)) }
}

fn too_long(most: u64) -> io::Error {
    io::Error::new(ErrorKind::FileTooLarge, format!("it is longer than {} MB, which no file of this kind is", most >> 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_and_no_more_than_its_kind_can_hold() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("config.toml");
        std::fs::write(&file, "user = 'Mara'").unwrap();
        assert_eq!(read_text(&file).unwrap(), "user = 'Mara'");
        assert!(read(&file, 5).unwrap_err().to_string().contains("longer"));
        std::fs::write(&file, [0xFF, 0xFE, 0]).unwrap();
        assert!(read_text(&file).unwrap_err().to_string().contains("UTF-8"));
        assert_eq!(read_text(&dir.path().join("none")).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(check_at(&dir.path().join("none")).is_ok() && check_at(&file).is_ok());
        assert!(check_at(dir.path()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn pipes_devices_and_links_to_them_are_refused_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let (pipe, link) = (dir.path().join("pipe"), dir.path().join("link"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        for special in [&*pipe, &*link, Path::new("/dev/zero"), dir.path()] {
            assert!(read(special, 1 << 30).unwrap_err().to_string().contains("pipe or a device"), "{special:?}");
            assert!(open(special).is_err() && check_at(special).is_err(), "{special:?}");
        }
    }
}
