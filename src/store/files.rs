//! Files that are there whole or not at all.
#![expect(clippy::disallowed_methods, reason = "this is where files are written")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::disk;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::regular;

/// Writes a file so that a reader, a crash or a full disk never sees half of it: into a temporary file of the
/// same folder, synced, then renamed over the old one. Missing folders are made. A link is not written through: who put it there may
/// have meant another file to be lost.
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
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    // Temporary files are private, and stay so under their last name.
    make_private_folder(&parent(path))?;
    write_as(path, bytes, |_, _| {})
}

type Permit = fn(&mut tempfile::Builder<'_, '_>, &Path);

fn write_as(path: &Path, bytes: &[u8], permit: Permit) -> Result<()> {
    let staged = stage_as(path, bytes, permit)?;
    staged.show()?;
    sync_folder(&parent(path)).map_err(|source| not_written(path, source))
}

/// A file that is on the disk under another name, beside its own.
pub(crate) struct Staged {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Gives the file its name, in place of the one that was there.
    ///
    /// # Errors
    /// As [`write_atomic`].
    pub(crate) fn show(self) -> Result<()> {
        let Self { file, path } = self;
        disk::naming(&path).map_err(|source| not_written(&path, source))?;
        file.persist(&path).map(drop).map_err(|failed| not_written(&path, failed.error))
    }

    /// [`show`](Self::show), and what had the name at that very moment: somebody may have changed it since it was looked at.
    ///
    /// # Errors
    /// As [`show`](Self::show).
    pub(crate) fn show_for(self) -> Result<Option<Vec<u8>>> {
        let path = self.path.clone();
        disk::naming(&path).map_err(|source| not_written(&path, source))?;
        if exchange(self.file.path(), &path) {
            // What was there goes away with this: unless it was read, it has its place again.
            return read_if_there(self.file.path()).inspect_err(|_| {
                let _ = exchange(self.file.path(), &path);
            });
        }
        // A moment may lie between the look and the name here.
        let before = read_if_there(&path)?;
        self.file.persist(&path).map_err(|failed| not_written(&path, failed.error))?;
        Ok(before)
    }

    /// Gives all of them their names, or none.
    ///
    /// # Errors
    /// The first that cannot have it. What had the names before has them again; where even that cannot be, its name is told.
    pub(crate) fn show_all(all: Vec<Self>) -> Result<()> {
        let before: Vec<Before> = all.iter().map(|staged| Before::of(&staged.path)).collect::<Result<_>>()?;
        for (at, staged) in all.into_iter().enumerate() {
            let Err(error) = staged.show() else { continue };
            let mixed: Vec<PathBuf> = before.into_iter().take(at).filter_map(Before::bring_back).collect();
            return Err(told_with(error, &mixed));
        }
        Ok(())
    }
}

/// Two files have each other's names from one moment to the next; `false` where the system does not do that, or one is not there.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// What has a name before something else gets it.
struct Before {
    path: PathBuf,
    kept: Kept,
}

enum Kept {
    Nothing,
    /// A second name of it.
    Named(tempfile::TempPath),
    /// Not every file system gives a file two names.
    Bytes(Vec<u8>),
}

impl Before {
    fn of(path: &Path) -> Result<Self> {
        let Some(bytes) = read_if_there(path)? else { return Ok(Self { path: path.to_owned(), kept: Kept::Nothing }) };
        let mut builder = tempfile::Builder::new();
        builder.prefix(regular::PART.0).suffix(regular::PART.1);
        let second = builder.make_in(parent(path), |second| fs::hard_link(path, second));
        let kept = second.map_or_else(|_| Kept::Bytes(bytes), |second| Kept::Named(second.into_temp_path()));
        Ok(Self { path: path.to_owned(), kept })
    }

    /// Gives it its name back; the path where that cannot be.
    fn bring_back(self) -> Option<PathBuf> {
        let Self { path, kept } = self;
        let is_back = match kept {
            Kept::Nothing => fs::remove_file(&path).is_ok(),
            Kept::Named(second) => second.persist(&path).is_ok(),
            Kept::Bytes(bytes) => write_atomic(&path, &bytes).is_ok(),
        };
        (!is_back).then_some(path)
    }
}

/// An error after which some files could not be brought back.
fn told_with(error: Error, mixed: &[PathBuf]) -> Error {
    let names: Vec<String> = mixed.iter().map(|path| text::line(&path.file_name().unwrap_or_default().to_string_lossy())).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match error {
        Error::Io { path, source, .. } if !names.is_empty() => {
            Error::io(path, source, format!("only {} could be replaced, and not be put back; try again", text::listed(&names)))
        }
        other => other,
    }
}

/// Writes a file without giving it its name yet; it goes when this is dropped.
///
/// # Errors
/// As [`write_atomic`].
pub(crate) fn stage(path: &Path, bytes: &[u8]) -> Result<Staged> {
    stage_as(path, bytes, permit)
}

fn stage_as(path: &Path, bytes: &[u8], permit: Permit) -> Result<Staged> {
    if is_link(path) {
        return Err(Error::io(path, through_a_link(), "nothing was changed; remove the link, or name the file it leads to"));
    }
    let folder = parent(path);
    make_folder(&folder)?;
    let file = part_of(path, &folder, bytes, permit).map_err(|source| not_written(path, source))?;
    Ok(Staged { file, path: path.to_owned() })
}

/// Names that were given in a folder last from now on.
///
/// # Errors
/// The disk does not take it.
pub(crate) fn sync_shown(folder: &Path) -> Result<()> {
    sync_folder(folder).map_err(|source| not_written(folder, source))
}

fn not_written(path: &Path, source: io::Error) -> Error {
    Error::io(path, source, "nothing was changed; check that the folder can be written and has space")
}

/// When a file was written last; `None` where there is none.
pub(crate) fn changed_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|known| known.modified()).ok()
}

/// Whether a link is at `path`, wherever it leads.
pub(crate) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

/// Why nothing is written.
pub(super) fn through_a_link() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "this is a link, and links are not written through")
}

/// Longer files are none of ours.
const MOST: u64 = 1 << 30;

/// A file's bytes; `None` when there is no such file.
///
/// # Errors
/// It is there and cannot be read.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match regular::read(path, MOST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path, error, "make the file readable or move it away")),
    }
}

/// The first of `NAME.old-1`, `NAME.old-2`, … that is not taken.
pub(crate) fn free_name(path: &Path) -> PathBuf {
    let name = |n: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".old-{n}"));
        PathBuf::from(name)
    };
    (1..u32::MAX).map(name).find(|old| fs::symlink_metadata(old).is_err()).unwrap_or_else(|| name(u32::MAX))
}

/// Makes a folder and those above it for nobody's eyes but the user's. One that is there already stays as it is.
fn make_private_folder(folder: &Path) -> Result<()> {
    regular::make_private(folder).map_err(|source| no_folder(folder, source))
}

/// Takes from a folder what others may do with it. Whose it is not, may not; that is as well.
pub(crate) fn close_to_others(folder: &Path) {
    #[cfg(unix)]
    if lets_others_in(folder) {
        use std::os::unix::fs::PermissionsExt;
        let Ok(meta) = fs::metadata(folder) else { return };
        let _ = fs::set_permissions(folder, fs::Permissions::from_mode(meta.permissions().mode() & 0o700));
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Whether others on this machine may do anything with a folder.
pub(crate) fn lets_others_in(folder: &Path) -> bool {
    for_others(folder) != 0
}

/// Whether others on this machine may read a file, as far as it says itself.
pub(crate) fn is_open_to_others(path: &Path) -> bool {
    for_others(path) & 0o044 != 0
}

/// What others may do: the bits of `ls -l` for group and world.
#[cfg(unix)]
fn for_others(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).map_or(0, |meta| meta.permissions().mode() & 0o077)
}

/// On Windows the user's folders are the user's.
#[cfg(not(unix))]
fn for_others(_: &Path) -> u32 {
    0
}

/// Makes a folder and those above it.
fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|source| no_folder(folder, source))
}

fn no_folder(folder: &Path, source: io::Error) -> Error {
    Error::io(folder, source, "the folder cannot be made; choose one that can be written")
}

fn part_of(target: &Path, folder: &Path, bytes: &[u8], permit: Permit) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(regular::PART.0).suffix(regular::PART.1);
    permit(&mut builder, target);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
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

/// What is in a folder, by name, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// The folder a file stands in; the working directory for a bare name.
pub(crate) fn parent(path: &Path) -> PathBuf {
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
    fn nothing_is_written_through_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let (precious, link) = (dir.path().join("precious"), dir.path().join("report.md"));
        fs::write(&precious, b"mine").unwrap();
        for leads_to in ["precious", "nowhere"] {
            std::os::unix::fs::symlink(dir.path().join(leads_to), &link).unwrap();
            for write in [write_atomic, write_private] {
                let error = write(&link, b"ours").unwrap_err().to_string();
                assert!(error.contains("report.md: this is a link") && error.contains("remove the link"), "{error}");
            }
            fs::remove_file(&link).unwrap();
        }
        assert_eq!(fs::read(&precious).unwrap(), b"mine");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_private_is_for_nobody_else() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let (above, file) = (dir.path().join("home"), dir.path().join("home/sessions/journal.jsonl"));
        write_private(&file, b"x").unwrap();
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&above), mode(file.parent().unwrap()), mode(&file)), (0o700, 0o700, 0o600));
        fs::set_permissions(&above, fs::Permissions::from_mode(0o755)).unwrap();
        close_to_others(&above);
        assert_eq!(mode(&above), 0o700);
        assert!(!is_open_to_others(&file));
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
