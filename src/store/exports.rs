//! Files that a session exports. Once one exists it is the user's: what was changed since it was written is kept, and the
//! new one goes beside it.

use std::fs;
use std::path::{Path, PathBuf};

use super::files;
use super::ledger::Ledger;
use crate::error::{Error, Result};

/// In the session's folder: what was last written, by path, as a digest.
pub(super) const LEDGER: &str = "exported.json";

/// What an export came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Names of the files as they stand now, those beside a kept one under their own.
    pub files: Vec<String>,
    /// Files that were changed since they were written, and stay: each with the name of the new one beside it.
    pub kept: Vec<(String, String)>,
}

impl Written {
    /// An error after some files already have their names: they are told.
    fn so_far(&self, error: Error) -> Error {
        match error {
            Error::Io { path, source, .. } if !self.files.is_empty() => {
                Error::io(path, source, format!("of this export only {} are new; export again", self.files.join(", ")))
            }
            other => other,
        }
    }
}

/// What was exported before counts as somebody's own from now on: nothing replaces it.
pub fn forget(session: &Path) {
    let ledger = session.join(LEDGER);
    if ledger.exists() {
        let _ = fs::rename(&ledger, files::free_name(&ledger));
    }
}

/// The folder that a session's files go to where nobody names another: below `root`, under the name of the session's folder.
///
/// # Errors
/// `root` is a link: who put it there says where files go, and that need not be the user.
pub fn folder(root: &Path, session: &Path) -> Result<PathBuf> {
    if files::is_link(root) {
        return Err(Error::io(root, files::through_a_link(), ELSEWHERE));
    }
    Ok(root.join(session.file_name().unwrap_or_default()))
}

const ELSEWHERE: &str = "name the folder it leads to with: run-retro export --out DIR";

/// Writes a session's files into a folder: all of them or, where one cannot be written, none.
///
/// # Errors
/// The first file that could not be written, and what to do.
pub fn write_all(session: &Path, folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Written> {
    if files::is_link(folder) {
        return Err(Error::io(folder, files::through_a_link(), ELSEWHERE));
    }
    let mut ledger = Ledger::of(session.join(LEDGER));
    let mut staged = Vec::new();
    for (name, bytes) in files {
        let place = ledger.place(folder, &name, &bytes)?;
        staged.push((files::stage(&folder.join(&place), &bytes)?, name, place, bytes));
    }
    // All of them are on the disk under other names: from here on nothing needs room.
    let mut written = Written::default();
    for (file, name, place, bytes) in staged {
        if let Err(error) = file.show() {
            ledger.save();
            return Err(written.so_far(error));
        }
        ledger.note(&folder.join(&place), &bytes);
        if place != name {
            written.kept.push((name, place.clone()));
        }
        written.files.push(place);
    }
    files::sync_shown(folder)?;
    ledger.save();
    Ok(written)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests look at what was written")]

    use super::*;

    struct Place {
        _dir: tempfile::TempDir,
        session: PathBuf,
        folder: PathBuf,
    }

    fn place() -> Place {
        let dir = tempfile::tempdir().unwrap();
        let (session, folder) = (dir.path().join("session"), dir.path().join("out"));
        fs::create_dir(&session).unwrap();
        Place { _dir: dir, session, folder }
    }

    impl Place {
        fn export(&self, text: &str) -> Written {
            let file = |name: &str| (name.to_owned(), text.as_bytes().to_vec());
            write_all(&self.session, &self.folder, vec![file("report.md"), file("actions.csv")]).unwrap()
        }

        fn read(&self, name: &str) -> String {
            fs::read_to_string(self.folder.join(name)).unwrap()
        }
    }

    #[test]
    fn where_one_file_cannot_be_written_none_is() {
        let place = place();
        place.export("one");
        let file = |name: &str| (name.to_owned(), b"two".to_vec());
        let files = vec![file("report.md"), file("actions.csv"), file("no/such/\0name")];
        assert!(write_all(&place.session, &place.folder, files).is_err());
        assert_eq!((place.read("report.md"), place.read("actions.csv")), ("one".into(), "one".into()));
        let names = fs::read_dir(&place.folder).unwrap().count();
        assert_eq!(names, 2, "nothing half written is left");
    }

    #[test]
    fn what_nobody_changed_is_replaced() {
        let place = place();
        place.export("one");
        let again = place.export("two");
        assert_eq!((again.files, again.kept), (vec!["report.md".to_owned(), "actions.csv".into()], vec![]));
        assert_eq!(place.read("actions.csv"), "two");
    }

    #[test]
    fn what_somebody_changed_stays_and_the_new_one_goes_beside_it() {
        let place = place();
        place.export("one");
        fs::write(place.folder.join("actions.csv"), "mine").unwrap();
        for text in ["two", "three"] {
            let written = place.export(text);
            assert_eq!(written.kept, [("actions.csv".to_owned(), "actions-2.csv".to_owned())]);
            assert_eq!(
                (place.read("actions.csv"), place.read("actions-2.csv"), place.read("report.md")),
                ("mine".into(), text.into(), text.into())
            );
        }
        fs::write(place.folder.join("actions-2.csv"), "mine too").unwrap();
        assert_eq!(place.export("four").files, ["report.md", "actions-3.csv"]);
        assert_eq!((place.read("actions-2.csv"), place.read("actions-3.csv")), ("mine too".into(), "four".into()));
    }

    #[test]
    fn a_file_that_this_session_never_wrote_is_somebodys_own() {
        let place = place();
        fs::create_dir_all(&place.folder).unwrap();
        fs::write(place.folder.join("report.md"), "a report of another kind").unwrap();
        assert_eq!(place.export("one").files, ["report-2.md", "actions.csv"]);
        fs::write(place.session.join(LEDGER), "damaged").unwrap();
        assert_eq!(place.export("two").files, ["report-3.md", "actions-2.csv"], "nothing is known of what was written");
    }
}
