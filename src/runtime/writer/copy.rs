//! The last rescue: the session's disk does not answer, and the thread that writes hangs on it. All of the session is in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use crate::app::drafts::Drafts;
use crate::app::message::{Message, Moved};
use crate::domain::event::{Record, SessionId};
use crate::domain::facts::Facts;
use crate::error::Result;
use crate::runtime::drafts;
use crate::runtime::ending::Writing;
use crate::runtime::mistakes::caught;
use crate::store::held;
use crate::store::sessions::write_elsewhere;

/// How long a place may take; it may hang as well.
const LIMIT: Duration = Duration::from_secs(4);

/// All of a session that needs no disk.
pub(crate) struct InMemory {
    pub id: SessionId,
    pub records: Vec<Record>,
    /// What it stands on, where that was kept with it.
    pub facts: Option<Arc<Facts>>,
    pub drafts: Drafts,
}

/// Writes a session to the first of `places` that takes it, and says where.
pub(crate) fn rescue(all: &Arc<InMemory>, places: &[PathBuf]) -> Message {
    let _writing = Writing::begin();
    let moved = places.iter().find_map(|place| {
        let (told, moved) = channel();
        let (all, place) = (Arc::clone(all), place.clone());
        std::thread::spawn(move || drop(caught(|| write(&all, &place, &told).map_err(|error| error.to_string()))));
        let first = moved.recv_timeout(LIMIT).ok()?;
        // The rest may take as long again: it ends when the thread does.
        let _ = moved.recv_timeout(LIMIT);
        Some(first)
    });
    let lost = || Message::NotSaved("The disk does not answer. The last steps could not be rescued anywhere".to_owned());
    moved.map_or_else(lost, Message::Moved)
}

/// The steps count; what else belongs to the session goes with them where it can.
fn write(all: &InMemory, place: &Path, told: &Sender<Moved>) -> Result<()> {
    let (folder, restored) = write_elsewhere(place, &all.id, &all.records)?;
    // Nobody listens any more where this took too long.
    drop(told.send(Moved { told: restored.told("The disk does not answer"), resume: restored.resume, folder: folder.clone() }));
    if let Some(facts) = &all.facts {
        drop(held::keep(&folder, facts, held::MOST_BYTES));
    }
    drop(drafts::write(&folder, &all.drafts));
    Ok(())
}
