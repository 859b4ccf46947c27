//! Which sessions were looked at and had nothing to give or to take, as they stood then: years of retros of a team do not slow the next
//! start. Nothing rests on it: where it is not there, or a file stands otherwise than it did, all is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::event::SessionId;
use crate::regular;
use crate::store::files;
use crate::store::sessions::{Sessions, Stamp};
use crate::work;

/// No file of it is longer: that of ten thousand sessions.
const MOST: u64 = 64 << 20;

/// A session as it stands here, and in the folder of its name there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stands {
    here: Stamp,
    there: Vec<(String, Stamp)>,
}

/// All of it, as the file holds it.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    /// The program, the shared folder, and what this machine is called there.
    of: String,
    sessions: BTreeMap<SessionId, Stands>,
}

/// What is settled of a home's sessions, and how all of them stand now.
pub(super) struct Settled {
    path: PathBuf,
    of: String,
    now: BTreeMap<SessionId, Stands>,
    pub quiet: BTreeSet<SessionId>,
}

impl Settled {
    /// How everything stands before it is read: what changes from now on is looked at the next time.
    pub(super) fn look(cache: &Path, root: &Path, machine: &str, sessions: &Sessions) -> Self {
        let path = cache.join("synced.json");
        let of = format!("{} {machine} {}", env!("CARGO_PKG_VERSION"), root.display());
        let kept = regular::read(&path, MOST).ok().and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
        let kept = kept.filter(|kept| kept.of == of).unwrap_or_default().sessions;
        let stamped = sessions.stamped().unwrap_or_default();
        let stands = |id: &SessionId, here| Some(Stands { here, there: there(&root.join(&id.0))? });
        let now: BTreeMap<SessionId, Stands> =
            stamped.into_iter().filter_map(|(id, here)| Some((id.clone(), stands(&id, here?)?))).collect();
        let quiet = now.iter().filter(|(id, stands)| kept.get(*id) == Some(*stands)).map(|(id, _)| id.clone()).collect();
        Self { path, of, now, quiet }
    }

    /// These, too, have nothing to give or to take, as they stood before they were read.
    pub(super) fn keep(self, settled: &BTreeSet<SessionId>) {
        if settled.is_subset(&self.quiet) {
            return;
        }
        let sessions = self.now.into_iter().filter(|(id, _)| settled.contains(id) || self.quiet.contains(id)).collect();
        let Some(folder) = self.path.parent() else { return };
        let bytes = serde_json::to_vec(&Kept { of: self.of, sessions }).unwrap_or_default();
        // What cannot be kept is looked at again.
        drop(regular::make_private(folder).and_then(|()| regular::replace_private(&self.path, &bytes)));
    }
}

/// The files of a session's folder; `None` where there is no telling, or a link, which is told each time.
fn there(folder: &Path) -> Option<Vec<(String, Stamp)>> {
    if files::is_link(folder) {
        return None;
    }
    let stamped = |name: String| {
        work::done(1);
        let meta = fs::symlink_metadata(folder.join(&name)).ok()?;
        meta.is_file().then(|| (name, Stamp::of(&meta)))
    };
    files::names(folder).into_iter().map(stamped).collect()
}
