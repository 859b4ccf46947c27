//! Files that a session exports. Once one exists it is the user's: what was changed since it was written is kept, and the
//! new one goes beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::files;
use crate::domain::digest::Fnv;
use crate::domain::event::SessionId;
use crate::domain::file_name;
use crate::error::{Error, Result};
use crate::regular;

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

/// What was exported before counts as somebody's own from now on: nothing replaces it.
pub fn forget(session: &Path) {
    let ledger = session.join(LEDGER);
    if ledger.exists() {
        let _ = fs::rename(&ledger, files::free_name(&ledger));
    }
}

/// The folder that a session's files go to where nobody names another: below `root`, under the session's name.
///
/// # Errors
/// `root` is a link: who put it there says where files go, and that need not be the user.
pub fn folder(root: &Path, id: &SessionId) -> Result<PathBuf> {
    if files::is_link(root) {
        return Err(Error::io(root, files::through_a_link(), ELSEWHERE));
    }
    Ok(root.join(&id.0))
}

const ELSEWHERE: &str = "name the folder it leads to with: run-retro export --out DIR";

/// Writes a session's files into a folder, each whole or not at all.
///
/// # Errors
/// The first file that could not be written, and what to do.
pub fn write_all(session: &Path, folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Written> {
    if files::is_link(folder) {
        return Err(Error::io(folder, files::through_a_link(), ELSEWHERE));
    }
    let mut ledger = Ledger::of(session);
    let mut written = Written::default();
    for (name, bytes) in files {
        let place = ledger.place(folder, &name, &bytes)?;
        files::write_atomic(&folder.join(&place), &bytes)?;
        ledger.note(&folder.join(&place), &bytes);
        if place != name {
            written.kept.push((name, place.clone()));
        }
        written.files.push(place);
    }
    ledger.save();
    Ok(written)
}

/// What this program wrote last, so that what somebody changed since is told from it.
struct Ledger {
    path: PathBuf,
    written: BTreeMap<String, String>,
}

impl Ledger {
    /// A ledger that cannot be read is as good as none: every file that is there is then somebody's own.
    fn of(session: &Path) -> Self {
        let path = session.join(LEDGER);
        let bytes = regular::read(&path, regular::MOST_TEXT).unwrap_or_default();
        Self { path, written: serde_json::from_slice(&bytes).unwrap_or_default() }
    }

    /// The name that a file can have without replacing anybody's work: its own, else `actions-2.csv` and on.
    fn place(&self, folder: &Path, name: &str, bytes: &[u8]) -> Result<String> {
        for place in (1..u32::MAX).map(|edition| file_name::of(name, edition)) {
            if self.is_free(&folder.join(&place), bytes)? {
                return Ok(place);
            }
        }
        Ok(name.to_owned())
    }

    /// Nothing is there, or the same, or what this program wrote and nobody changed.
    fn is_free(&self, path: &Path, bytes: &[u8]) -> Result<bool> {
        // Somebody's link leads to somebody's file.
        if files::is_link(path) {
            return Ok(false);
        }
        let Some(there) = files::read_if_there(path)? else { return Ok(true) };
        Ok(there == bytes || self.written.get(&key(path)).is_some_and(|digest| *digest == Fnv::of(&there)))
    }

    fn note(&mut self, path: &Path, bytes: &[u8]) {
        self.written.insert(key(path), Fnv::of(bytes));
    }

    /// What cannot be noted is taken for somebody's own next time: nothing is lost by it.
    fn save(&self) {
        if let Ok(json) = serde_json::to_vec_pretty(&self.written) {
            let _ = files::write_private(&self.path, &json);
        }
    }
}

/// However somebody spells it, a file is one file.
fn key(path: &Path) -> String {
    let whole = fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    whole.display().to_string()
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
