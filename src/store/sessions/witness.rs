//! A journal that ends a whole line too early looks like a shorter one. What is noted with each plan, in the same folder, tells how many
//! steps were saved by then.

use std::path::Path;

use super::JOURNAL;
use crate::domain::missing::{Cause, Missing};
use crate::error::Result;
use crate::store::journal::{self, Reading};
use crate::store::{exports, plans};

/// What a session's journal gives, and whether saved steps are gone from its end. Nothing changes on the disk.
///
/// # Errors
/// A journal that cannot be read, or that holds no intact record.
pub(crate) fn reading(folder: &Path) -> Result<Reading> {
    // Before the journal: whoever writes it notes steps that are in it already.
    let saved = plans::saved_steps(folder);
    let mut reading = journal::read(&folder.join(JOURNAL))?;
    if reading.missing.is_none() {
        reading.missing = gone(last_of(&reading), saved);
    }
    Ok(reading)
}

/// The journal is gone on with as it was found: what is gone from it is told this once, and nothing that was exported before is replaced,
/// which may hold more.
pub(crate) fn go_on(folder: &Path, reading: &Reading) -> Option<String> {
    let last = last_of(reading);
    let gone = gone(last, plans::saved_steps(folder))?;
    exports::forget(folder);
    plans::note_steps(folder, last);
    // What was set aside has been told.
    let is_told = reading.notice.is_some();
    (!is_told).then(|| format!("{}; what is here ends with step {last}. A backup may have the rest", gone.told))
}

fn last_of(reading: &Reading) -> u64 {
    reading.records.last().map_or(0, |record| record.seq)
}

fn gone(after: u64, saved: u64) -> Option<Missing> {
    let told = match saved.checked_sub(after)? {
        0 => return None,
        1 => format!("Step {saved} was saved, and is gone from the end of the journal"),
        _ => format!("Steps {} to {saved} were saved, and are gone from the end of the journal", after + 1),
    };
    Some(Missing { cause: Cause::Gone, after, told })
}
