//! A journal that cannot be read to its end: what of it is missing, and what can be done.

use std::io;
use std::path::Path;

use super::format::{Decoded, Rest};
use crate::domain::missing::{Cause, Missing};
use crate::error::{Error, Place};

/// What a reader does not see; `None` when all is there.
pub(crate) fn missing(decoded: &Decoded) -> Option<Missing> {
    let after = decoded.records.last().map_or(0, |record| record.seq);
    let (cause, told) = match &decoded.rest {
        Rest::Nothing | Rest::Unended => return None,
        Rest::Torn => (Cause::Torn, "The step after it was not written to its end".to_owned()),
        Rest::Damaged { line, why } => (Cause::Damaged, format!("Line {line} of its journal is damaged: {why}")),
        Rest::Unclear { line, why } => (Cause::Unclear, format!("Line {line} of its journal cannot be read: {why}")),
        Rest::Newer { line, why } => (Cause::Newer, format!("Line {line} of its journal was written by a newer run-retro: {why}")),
    };
    Some(Missing { cause, after, told })
}

/// The error that says so, with what to do.
pub(crate) fn error(journal: &Path, missing: Missing) -> Error {
    let id = session_of(journal);
    let after = missing.after;
    let remedy = match missing.cause {
        _ if after == 0 && missing.cause != Cause::Newer => "nothing stands before it; bring the file back from a backup".to_owned(),
        Cause::Newer if after == 0 => "update run-retro to open it".to_owned(),
        Cause::Newer => format!("update run-retro to go on with it; with --read-only this one shows it up to step {after}"),
        Cause::Gone => {
            format!("bring the session's folder back from a backup; without one, `run-retro resume {id}` goes on from step {after}")
        }
        Cause::Torn | Cause::Damaged | Cause::Unclear => format!(
            "{}`run-retro resume {id} --mend` goes on from step {after} and keeps the rest beside the journal; with --read-only it is shown up to there",
            if missing.cause == Cause::Unclear { "if there is a newer run-retro, update; if not, " } else { "" }
        ),
    };
    Error::Incomplete { path: journal.to_owned(), missing, remedy }
}

/// Why a journal is not opened of which not everything can be read, or nothing.
pub(crate) fn refused(journal: &Path, decoded: &Decoded) -> Error {
    missing(decoded).map_or_else(|| empty(journal), |missing| error(journal, missing))
}

pub(crate) fn empty(journal: &Path) -> Error {
    Error::data(Place::file(journal), "the journal holds no step; nothing can be opened here")
}

pub(crate) fn unreadable(journal: &Path, source: io::Error) -> Error {
    Error::io(journal, source, "the session's journal cannot be read")
}

/// The session that a journal is of has the name of its folder.
pub(crate) fn session_of(journal: &Path) -> String {
    journal.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned()
}
