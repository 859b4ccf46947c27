//! One session as a file: its journal and the facts it was held on, packed as a backup is, and read back with the same care.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use chrono::{DateTime, Utc};

use super::name::{self, Kind};
use super::pack::{finish, options, pack_all};
use super::{FORMAT, Manifest};
use crate::domain::session::Session;
use crate::error::{Error, Result};
use crate::store::held;
use crate::store::sessions::JOURNAL;

/// The session in `folder`. The same session gives the same bytes.
///
/// # Errors
/// It has not kept what it was held on; something cannot be read.
pub(crate) fn one_session(folder: &Path, session: &Session, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let Some(held) = session.held.as_ref().filter(|held| held.is_whole) else {
        let why = "has not kept the data it was held on, so it would be no use elsewhere";
        return Err(Error::Other(format!("session {0} {why}; open it once with: run-retro resume {0}", session.id)));
    };
    let name = |path: &Path| format!("sessions/{}/{}", session.id, path.file_name().unwrap_or_default().to_string_lossy());
    let files: Vec<_> = [held::place(folder, &held.name), folder.join(JOURNAL)].map(|path| (name(&path), path)).into();
    let unread =
        |source| Error::io(folder, source, "no session file was written; check that the session can be read, and that there is space");
    let stage = tempfile::tempdir().map_err(unread)?;
    let mut left_out = Vec::new();
    let (body, listed) = pack_all(stage.path(), &files, options(at), &mut left_out).map_err(unread)?;
    if listed.len() != files.len() {
        let why = left_out.first().map_or_else(|| "the data it was held on are gone".to_owned(), |left| left.why.clone());
        return Err(Error::Other(format!("session {}: {why}; no session file was written", session.id)));
    }
    let manifest = Manifest { format: FORMAT, program: env!("CARGO_PKG_VERSION").to_owned(), made: at, files: listed };
    let part = finish(stage.path(), body, &manifest, options(at)).map_err(unread)?;
    let mut bytes = Vec::new();
    part.reopen().and_then(|mut file| file.read_to_end(&mut bytes)).map_err(unread)?;
    Ok(bytes)
}

/// Whether a file holds one session and nothing else.
pub(crate) fn is_one_session(manifest: &Manifest) -> bool {
    let units: BTreeSet<_> = manifest.files.iter().filter_map(|listed| Some(name::parse(&listed.name)?.0)).collect();
    units.len() == 1 && units.iter().all(|unit| unit.kind == Kind::Session)
}
