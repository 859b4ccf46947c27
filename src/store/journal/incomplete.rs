//! A journal that cannot be read to its end: what of it is missing, and what can be done.

use std::path::Path;

use super::format::{Decoded, Rest};
use crate::domain::missing::{Cause, Missing};
use crate::error::Error;

/// What a reader does not see; `None` when all is there.
pub fn missing(decoded: &Decoded) -> Option<Missing> {
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
pub fn error(journal: &Path, missing: Missing) -> Error {
    let id = super::session_of(journal);
    let after = missing.after;
    let remedy = match missing.cause {
        _ if after == 0 && missing.cause != Cause::Newer => "nothing stands before it; bring the file back from a backup".to_owned(),
        Cause::Newer if after == 0 => "update run-retro to open it".to_owned(),
        Cause::Newer => format!("update run-retro to go on with it; with --read-only this one shows it up to step {after}"),
        Cause::Torn | Cause::Damaged | Cause::Unclear => format!(
            "{}`run-retro resume {id} --mend` goes on from step {after} and keeps the rest beside the journal; with --read-only it is shown up to there",
            if missing.cause == Cause::Unclear { "if there is a newer run-retro, update; if not, " } else { "" }
        ),
    };
    Error::Incomplete { path: journal.to_owned(), missing, remedy }
}
