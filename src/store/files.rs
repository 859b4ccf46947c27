//! Files that are there whole or not at all.
#![expect(clippy::disallowed_methods, reason = "this is where files are written")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes a file so that a reader, a crash or a full disk never sees half of it: into a temporary file of the
/// same folder, synced, then renamed over the old one. Missing folders are made. A link is written through.
///
/// # Errors
/// Names the path and what to do; the file that was there before is untouched.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<()> {
    write_as(path, bytes, permit)
}

/// [`write_atomic`], for nobody's eyes but the user's.
///
/// # Errors
/// As [`write_atomic`].
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    // Temporary files are private, and stay so under their last name.
    write_as(path, bytes, |_, _| {})
}

type Permit = fn(&mut tempfile::Builder<'_, '_>, &Path);

fn write_as(path: &Path, bytes: &[u8], permit: Permit) -> Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = parent(&target);
    make_folder(&folder)?;
    replace(&target, &folder, bytes, permit)
        .map_err(|source| Error::io(path, source, "nothing was changed; check that the folder can be written and has space"))
}

/// A file's bytes; `None` when there is no such file.
///
/// # Errors
/// It is there and cannot be read.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path, error, "make the file readable or move it away")),
    }
}

/// The first of `NAME.old-1`, `NAME.old-2`, … that is not taken.
pub fn free_name(path: &Path) -> PathBuf {
    let name = |n: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".old-{n}"));
        PathBuf::from(name)
    };
    (1..u32::MAX).map(name).find(|old| !old.exists()).unwrap_or_else(|| name(u32::MAX))
}

/// Makes a folder and those above it.
pub fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|source| Error::io(folder, source, "the folder cannot be made; choose one that can be written"))
}

fn replace(target: &Path, folder: &Path, bytes: &[u8], permit: Permit) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".run-retro-").suffix(".part");
    permit(&mut builder, target);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(target)?;
    sync_folder(folder)
}

/// A new file gets the user's usual permissions, a replaced one keeps its own; temporary files are private otherwise.
#[cfg(unix)]
fn permit(builder: &mut tempfile::Builder<'_, '_>, target: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let permissions = fs::metadata(target).map_or_else(|_| fs::Permissions::from_mode(0o666), |known| known.permissions());
    builder.permissions(permissions);
}

/// Windows files inherit the permissions of their folder.
#[cfg(not(unix))]
fn permit(_: &mut tempfile::Builder<'_, '_>, _: &Path) {}

/// Makes a rename or a new file last through a power cut.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Windows cannot sync a folder; NTFS journals the rename itself.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The folder a file stands in; the working directory for a bare name.
pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_with_its_folders_and_replaced_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b/report.md");
        write_atomic(&path, b"one, and rather long").unwrap();
        write_atomic(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no temporary file stays");
    }

    #[test]
    fn what_cannot_be_written_says_where_and_leaves_the_old_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        write_atomic(&file, b"kept").unwrap();
        let error = write_atomic(&file.join("below-a-file"), b"x").unwrap_err().to_string();
        assert!(error.contains("file") && error.contains("choose"), "{error}");
        assert_eq!(fs::read(&file).unwrap(), b"kept");
    }

    #[cfg(unix)]
    #[test]
    fn colleagues_can_read_what_was_exported() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let usual = dir.path().join("usual");
        fs::write(&usual, b"").unwrap();
        let ours = dir.path().join("ours");
        write_atomic(&ours, b"x").unwrap();
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode();
        assert_eq!(mode(&ours), mode(&usual));
    }
}
