//! What of a home goes into a backup, and what does not and why.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::name::{self, Kind};
use super::{LeftOut, root};
use crate::store::disk;
use crate::store::home::Home;
use crate::store::sessions::{JOURNAL, LOCK};

/// The files of a home, by their names in a backup.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub files: Vec<(String, PathBuf)>,
    pub left_out: Vec<LeftOut>,
}

const LINK: &str = "it is a link, and links are not followed";
const SPECIAL: &str = "it is a pipe or a device";
const NAME: &str = "its name is not one that every system takes; rename it to have it in the next backup";
const SESSION_NAME: &str = "sessions are called by letters, digits and hyphens; rename it to have it in the next backup";
const STRAY: &str = "it belongs to no session, pull, theme, agenda or guide";

pub(crate) fn gather(home: &Home) -> Gathered {
    let mut gathered = Gathered::default();
    for kind in Kind::ALL {
        gathered.folder(kind, kind.folder(), &root(home, kind));
    }
    gathered
}

impl Gathered {
    fn folder(&mut self, kind: Kind, name: &str, folder: &Path) {
        let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>());
        let mut entries = match entries {
            Ok(entries) => entries,
            // A session or a pull that went away meanwhile, or a kind of which there is nothing yet.
            Err(error) if error.kind() == ErrorKind::NotFound => return,
            Err(error) => return self.left_out.push(LeftOut::unread(folder, &error)),
        };
        // What a journal speaks of was written before: a file that is copied after it holds all of that.
        entries.sort_by_key(|path| (path.file_name().is_some_and(|file| file != JOURNAL), path.clone()));
        for path in entries {
            self.entry(kind, name, path);
        }
    }

    fn entry(&mut self, kind: Kind, above: &str, path: PathBuf) {
        let file = path.file_name().and_then(|file| file.to_str());
        // Beside the configuration may stand anything.
        if kind == Kind::Config && !file.is_some_and(name::is_setting) || file.is_some_and(|file| is_unfinished(above, file)) {
            return;
        }
        let Some(file) = file.filter(|file| name::is_plain(file)) else {
            return self.left_out.push(LeftOut::new(&path, NAME));
        };
        let name = format!("{above}/{file}");
        match fs::symlink_metadata(&path) {
            Ok(meta) if meta.is_symlink() => self.left_out.push(LeftOut::new(&path, LINK)),
            Ok(meta) if meta.is_dir() && above == "sessions" && !name::is_session(file) => {
                self.left_out.push(LeftOut::new(&path, SESSION_NAME));
            }
            Ok(meta) if meta.is_dir() => self.folder(kind, &name, &path),
            Ok(meta) if !meta.is_file() => self.left_out.push(LeftOut::new(&path, SPECIAL)),
            Ok(_) if name::parse(&name).is_none() => self.left_out.push(LeftOut::new(&path, STRAY)),
            Ok(_) => self.files.push((name, path)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => self.left_out.push(LeftOut::unread(&path, &error)),
        }
    }
}

/// Locks, half-written files, and pulls that are under way.
fn is_unfinished(above: &str, file: &str) -> bool {
    let is_in = |folder: &str| above.strip_prefix(folder).is_some_and(|rest| !rest.contains('/'));
    disk::is_part(file) || file == LOCK && is_in("sessions/") || file.starts_with('.') && is_in("pulled/")
}
