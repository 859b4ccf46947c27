//! What a session wrote outside the program's own folders: its exports, and its plan.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::domain::forgetting::Forgetting;
use crate::store::files::{self, names};
use crate::store::ledger::Ledger;
use crate::store::{exports, plans};

/// By where it was noted that they were written; those that are still there.
#[derive(Default)]
pub(super) struct Outside {
    pub exports: BTreeSet<PathBuf>,
    pub plans: BTreeSet<PathBuf>,
}

impl Outside {
    pub(super) fn of(session: &Path) -> Self {
        let mut outside = Self::default();
        for name in names(session) {
            // What was noted before the session was mended, too.
            let noted = || Ledger::of(session.join(&name)).places();
            if name.starts_with(exports::LEDGER) {
                outside.exports.extend(noted().into_iter().flat_map(|path| with_kept(&path)));
            } else if name.starts_with(plans::LEDGER) {
                outside.plans.extend(noted().into_iter().flat_map(|path| with_kept(&path)));
            }
        }
        outside
    }
}

/// A file that is there, and what was kept beside it of somebody else's.
fn with_kept(path: &Path) -> Vec<PathBuf> {
    let Some(name) = path.file_name().map(OsStr::to_os_string) else { return vec![] };
    let folder = files::parent(path);
    let kept = format!("{}.old-", name.to_string_lossy());
    let is_of_it = |other: &String| *other == name.to_string_lossy() || other.starts_with(&kept);
    names(&folder).into_iter().filter(is_of_it).map(|name| folder.join(name)).collect()
}

/// Writes a plan without the customer.
///
/// # Errors
/// It cannot be read or written.
pub(super) fn rewrite(who: &Forgetting, plan: &Path) -> Result<(), String> {
    let bytes = super::read(plan)?;
    match who.lines(&String::from_utf8_lossy(&bytes)) {
        Some(without) => files::write_atomic(plan, without.as_bytes()).map_err(|error| error.to_string()),
        None => Ok(()),
    }
}
