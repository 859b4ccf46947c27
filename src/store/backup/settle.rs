//! Writing what is restored: all of it aside first, then each under its name.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::name::Kind;
use super::restore::{Outcome, Step};
use super::{Archive, root};
use crate::error::{Error, Result};
use crate::regular;
use crate::store::home::Home;
use crate::store::{disk, files};

/// What is whole beside where it goes.
#[derive(Default)]
struct Staged {
    /// Kept until all is settled: going away, they take with them what is left in them.
    stages: Vec<TempDir>,
    folders: Vec<(PathBuf, PathBuf)>,
    files: Vec<(NamedTempFile, PathBuf)>,
}

/// Does what was planned.
///
/// # Errors
/// Something cannot be written; what has its name by then is whole, and restoring again passes it over.
pub(crate) fn carry_out(archive: &mut Archive, home: &Home, steps: &[Step]) -> Result<()> {
    let mut staged = Staged::default();
    for kind in Kind::ALL {
        let of_kind: Vec<&Step> = steps.iter().filter(|step| step.unit.kind == kind && !step.files.is_empty()).collect();
        if !of_kind.is_empty() {
            let root = root(home, kind);
            let unwritten = |source| Error::io(&root, source, "nothing was restored; check that the folder can be written and has space");
            stage(archive, &mut staged, &root, &of_kind).map_err(unwritten)?;
        }
    }
    staged.settle()
}

fn stage(archive: &mut Archive, staged: &mut Staged, root: &Path, steps: &[&Step]) -> io::Result<()> {
    regular::make_private(root)?;
    let stage = disk::new_part_folder(root)?;
    for (n, step) in steps.iter().enumerate() {
        let is_folder = matches!(step.outcome, Outcome::Restored | Outcome::Beside) && step.files.iter().all(|(_, file)| !file.is_empty());
        if is_folder {
            let folder = stage.path().join(n.to_string());
            for (index, file) in &step.files {
                unpack(archive, *index, &folder.join(file))?;
            }
            sync_folders(&folder)?;
            staged.folders.push((folder, step.target.clone()));
        } else {
            for (index, file) in &step.files {
                let target = if file.is_empty() { step.target.clone() } else { step.target.join(file) };
                staged.files.push((unpack_beside(archive, *index, &target)?, target));
            }
        }
    }
    staged.stages.push(stage);
    Ok(())
}

fn unpack(archive: &mut Archive, index: usize, path: &Path) -> io::Result<()> {
    regular::make_private(&files::parent(path))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    io::copy(&mut archive.read(index)?, &mut file)?;
    file.sync_all()
}

fn unpack_beside(archive: &mut Archive, index: usize, target: &Path) -> io::Result<NamedTempFile> {
    let folder = files::parent(target);
    regular::make_private(&folder)?;
    let mut part = disk::new_part(&folder)?;
    io::copy(&mut archive.read(index)?, &mut part)?;
    part.as_file().sync_all()?;
    Ok(part)
}

fn sync_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_folders(&path)?;
        }
    }
    files::sync_folder(folder)
}

impl Staged {
    fn settle(self) -> Result<()> {
        let unsettled = |target: &Path, source| {
            Error::io(
                target,
                source,
                "not everything was restored; restore again when it can be written: what is there by now is passed over",
            )
        };
        for (folder, target) in self.folders {
            settle_folder(&folder, &target).map_err(|source| unsettled(&target, source))?;
        }
        for (part, target) in self.files {
            part.persist_noclobber(&target).map_err(|failed| unsettled(&target, failed.error))?;
            files::sync_folder(&files::parent(&target)).map_err(|source| unsettled(&target, source))?;
        }
        Ok(())
    }
}

fn settle_folder(folder: &Path, target: &Path) -> io::Result<()> {
    if target.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    regular::make_private(&files::parent(target))?;
    fs::rename(folder, target)?;
    files::sync_folder(&files::parent(target))
}
