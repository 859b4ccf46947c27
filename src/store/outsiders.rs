//! What assistants get of this: under which key customers go by pseudonyms, and the log of what was read.

use uuid::{NoContext, Timestamp, Uuid};

use super::disk;
use super::files;
use super::home::Home;
use crate::domain::pseudonym::Key;
use crate::error::{Error, Result};

/// The user's key; made where there is none yet.
///
/// # Errors
/// It cannot be kept: another one each time would make each customer another one each time.
pub(crate) fn key(home: &Home) -> Result<Key> {
    let path = home.pseudonym_key();
    if let Some(known) = files::read_if_there(&path)? {
        return known.try_into().map_err(|_| Error::Other(format!("{}: this is no key; move it away", crate::domain::text::path(&path))));
    }
    let key = passing_key();
    files::write_private(&path, &key)?;
    Ok(key)
}

/// A key that nobody keeps.
pub(crate) fn passing_key() -> Key {
    let mut key = Key::default();
    for part in key.chunks_mut(8) {
        // What the system draws; time stands in the first half alone.
        part.copy_from_slice(&Uuid::new_v7(Timestamp::now(NoContext)).as_bytes()[8..]);
    }
    key
}

/// Notes what was read, in one line.
///
/// # Errors
/// It cannot be written.
pub(crate) fn note(home: &Home, line: &str) -> Result<()> {
    let path = home.read_log();
    home.for_ledgers()?;
    disk::append_line(&path, line).map_err(|source| Error::io(&path, source, "nothing is read that cannot be noted"))
}
