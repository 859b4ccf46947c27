//! What lies in a session's folder beside the journal: copies that a cloud drive made of it, files that were never finished.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::JOURNAL;
use crate::domain::event::Record;
use crate::domain::text;
use crate::store::disk;
use crate::store::files::names;
use crate::store::journal::format;

/// Files that this program puts beside a journal itself, so that nothing is lost.
const KEPT: [&str; 3] = ["journal.jsonl.torn-", "journal.jsonl.damaged-", "journal.jsonl.other-"];

/// Whoever still writes such a file has written it by then.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Files that were kept beside the journal when it was mended.
pub(crate) fn kept(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|name| KEPT.iter().any(|kept| name.starts_with(kept))).collect()
}

/// Copies of the journal under other names: `journal (Mara's conflicted copy).jsonl`, `journal 2.jsonl`,
/// `journal.sync-conflict-20261123.jsonl`.
pub(crate) fn copies(folder: &Path) -> Vec<String> {
    let is_copy = |name: &String| {
        let lower = name.to_lowercase();
        lower != JOURNAL && lower.starts_with("journal") && Path::new(&lower).extension() == Some(OsStr::new("jsonl"))
    };
    names(folder).into_iter().filter(is_copy).collect()
}

/// What somebody should know of the copies, held against what the session itself holds.
pub(crate) fn copies_told(folder: &Path, own: &[Record]) -> Option<String> {
    let told: Vec<String> = copies(folder).iter().map(|name| copy_told(folder, name, own)).collect();
    (!told.is_empty()).then(|| told.join(". "))
}

/// How many steps a copy holds that the session does not have.
pub(crate) fn others_in(folder: &Path, name: &str, own: &[Record]) -> usize {
    let records = disk::read(&folder.join(name)).map(|bytes| format::decode(&bytes).records).unwrap_or_default();
    records.iter().zip(own).skip_while(|(theirs, ours)| theirs == ours).count() + records.len().saturating_sub(own.len())
}

fn copy_told(folder: &Path, name: &str, own: &[Record]) -> String {
    let name_said = text::line(name);
    match others_in(folder, name, own) {
        0 => format!("A cloud drive left a copy of the journal, “{name_said}”: nothing is in it that is not here"),
        n => format!(
            "A cloud drive left a copy of the journal with {} that this session does not have: “{name_said}”",
            text::counted(n, "step", "steps")
        ),
    }
}

/// Files that some program began and did not finish.
pub(crate) fn abandoned(folder: &Path) -> Vec<PathBuf> {
    let is_old = |path: &PathBuf| {
        let age = fs::metadata(path).and_then(|known| known.modified()).ok().and_then(|at| at.elapsed().ok());
        age.is_some_and(|age| age > ABANDONED)
    };
    names(folder).iter().filter(|name| disk::is_part(name)).map(|name| folder.join(name)).filter(is_old).collect()
}

/// Removes what was never finished; nobody ever saw it.
#[expect(clippy::disallowed_methods, reason = "half a file of this program's own is nobody's")]
pub(crate) fn tidy(folder: &Path) {
    for path in abandoned(folder) {
        // What cannot be removed costs room and nothing else.
        let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
    }
}
