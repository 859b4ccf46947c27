//! What this program wrote last where others write, too, so that what somebody changed since is told from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files;
use crate::domain::digest::Fnv;
use crate::domain::file_name;
use crate::error::Result;
use crate::regular;

/// What was written last.
pub(crate) struct Ledger {
    path: PathBuf,
    noted: Noted,
    is_changed: bool,
}

/// As the file holds it.
#[derive(Default, Serialize, Deserialize)]
struct Noted {
    /// The session's last step that was saved by then.
    #[serde(default, skip_serializing_if = "is_zero")]
    saved: u64,
    /// Digests, by path.
    #[serde(flatten)]
    written: BTreeMap<String, String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(saved: &u64) -> bool {
    *saved == 0
}

impl Ledger {
    /// A ledger that cannot be read is as good as none: every file that is there is then somebody's own.
    pub(crate) fn of(path: PathBuf) -> Self {
        let bytes = regular::read(&path, regular::MOST_TEXT).unwrap_or_default();
        Self { path, noted: serde_json::from_slice(&bytes).unwrap_or_default(), is_changed: false }
    }

    /// The name that a file can have without replacing anybody's work: its own, else `actions-2.csv` and on.
    pub(crate) fn place(&self, folder: &Path, name: &str, bytes: &[u8]) -> Result<String> {
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
        Ok(there == bytes || self.wrote(&there))
    }

    /// Whether a file is as this program left it, perhaps in another place: folders are moved and copied.
    pub(crate) fn wrote(&self, there: &[u8]) -> bool {
        let digest = Fnv::of(there);
        self.noted.written.values().any(|written| *written == digest)
    }

    /// Where it was written.
    pub(crate) fn places(&self) -> Vec<PathBuf> {
        self.noted.written.keys().map(PathBuf::from).collect()
    }

    pub(crate) fn note(&mut self, path: &Path, bytes: &[u8]) {
        self.is_changed = true;
        self.noted.written.insert(key(path), Fnv::of(bytes));
    }

    /// The last step that was saved when this was noted last; zero where none was.
    pub(crate) fn saved_steps(&self) -> u64 {
        self.noted.saved
    }

    pub(crate) fn note_steps(&mut self, saved: u64) {
        self.is_changed |= self.noted.saved != saved;
        self.noted.saved = saved;
    }

    /// What cannot be noted is taken for somebody's own next time: nothing is lost by it.
    pub(crate) fn save(&mut self) {
        if !std::mem::take(&mut self.is_changed) {
            return;
        }
        // A session's folder that somebody took away is not made again for this.
        if !files::parent(&self.path).is_dir() {
            return;
        }
        if let Ok(json) = serde_json::to_vec_pretty(&self.noted) {
            let _ = files::write_private(&self.path, &json);
        }
    }
}

/// However somebody spells it, a file is one file.
fn key(path: &Path) -> String {
    let whole = fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    whole.display().to_string()
}
