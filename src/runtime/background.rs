//! Work that takes longer than a frame: findings, exports, one account's history.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::SharedFacts;
use super::grounds::Grounds;
use super::mistakes::{beside, caught};
use crate::analysis::findings::Findings;
use crate::app::message::{Exported, Message};
use crate::app::model::{Model, Preview};
use crate::app::standing::Compared;
use crate::app::world::Edition;
use crate::app::world::World;
use crate::compile;
use crate::domain::Name;
use crate::domain::progress::{Progress, Silent, Step};
use crate::domain::session::History;
use crate::domain::text;
use crate::export;
use crate::store::{exports, files, held};
use crate::telling;

/// Starts threads; their results arrive as messages.
pub struct Background {
    outbox: Sender<Message>,
    grounds: Grounds,
    /// Exports go to a folder below this one, named after the session.
    export_root: PathBuf,
    /// Only the newest analysis counts; older ones see that they are outdated and stop.
    newest: Arc<AtomicU64>,
    /// How exported files look.
    pub(crate) settings: Arc<export::Settings>,
}

/// How often the screen hears what an analysis is doing, at most.
const TELL_EVERY: Duration = Duration::from_millis(200);

/// An analysis goes on as long as no newer one was asked for, and notes what it is doing.
struct WhileNewest {
    mine: u64,
    newest: Arc<AtomicU64>,
    doing: Mutex<Option<Step>>,
}

impl WhileNewest {
    /// What it began since it was last asked.
    fn news(&self) -> Option<String> {
        let step = self.doing.lock().unwrap_or_else(PoisonError::into_inner).take();
        step.filter(|_| !self.is_cancelled()).map(|step| step.label)
    }
}

impl Progress for WhileNewest {
    fn step(&self, step: Step) {
        *self.doing.lock().unwrap_or_else(PoisonError::into_inner) = Some(step);
    }

    fn is_cancelled(&self) -> bool {
        self.newest.load(Ordering::Relaxed) != self.mine
    }
}

impl Background {
    pub fn new(outbox: Sender<Message>, grounds: Grounds, export_root: PathBuf) -> Self {
        Self { outbox, grounds, export_root, settings: Arc::default(), newest: Arc::default() }
    }

    /// The session stands in another folder, or was written anew in its own: what it is held on is kept there, too.
    pub(crate) fn follow(&mut self, world: &World, folder: &Path) {
        folder.clone_into(&mut self.grounds.session);
        let (folder, compiled) = (folder.to_owned(), Arc::clone(&world.compiled));
        std::thread::spawn(move || {
            // What cannot be kept is told when the session is opened again.
            drop(caught(|| held::keep(&folder, &compiled, held::MOST_BYTES).map_err(|error| error.to_string())));
        });
    }

    /// Computes the findings for what the room has said by now.
    pub(crate) fn analyse(&self, world: &World) {
        let compiled: SharedFacts = Arc::clone(&world.compiled);
        let session = world.session().clone();
        let mine = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let progress = Arc::new(WhileNewest { mine, newest: Arc::clone(&self.newest), doing: Mutex::default() });
        tell(&progress, self.outbox.clone());
        let outbox = self.outbox.clone();
        std::thread::spawn(move || {
            // One that was outdated has no findings, and nobody waits for them.
            let found = caught(|| Ok(telling::in_room(&compiled, &session, &*progress).ok()));
            let message = match found {
                Ok(Some((facts, findings))) => Message::Analysed(facts, Arc::new(findings)),
                Ok(None) => return,
                Err(_) if progress.is_cancelled() => return,
                Err(why) => Message::NotAnalysed(why),
            };
            drop(outbox.send(message));
        });
    }

    /// Keeps what a new session stands on, and holds the data against what it stands on.
    pub(crate) fn look_at_data(&self, model: &Model) {
        let (grounds, outbox) = (self.grounds.clone(), self.outbox.clone());
        let (compiled, mut session) = (Arc::clone(&model.world.compiled), model.world.session().clone());
        let read_only = model.settings.read_only;
        std::thread::spawn(move || {
            if session.held.is_none() && !read_only {
                let held = caught(|| grounds.keep(&compiled).map_err(|error| error.to_string()));
                session.held = held.as_ref().ok().cloned();
                drop(outbox.send(Message::Held(held)));
            }
            if session.held.is_some() {
                let compared = caught(|| Ok(grounds.compare(&compiled, &session, &Silent)));
                drop(outbox.send(Message::Compared(compared.unwrap_or_else(Compared::OutOfReach))));
            }
        });
    }

    /// Keeps the data as they are now with the session.
    pub(crate) fn take_news(&self, world: &World) {
        let Some(news) = world.news.clone() else { return };
        let grounds = self.grounds.clone();
        let (compiled, session) = (Arc::clone(&world.compiled), world.session().clone());
        let renew = move || grounds.renew(&compiled, &news, &session).map(Box::new).map_err(|error| error.to_string());
        beside(&self.outbox, renew, Message::Renewed);
    }

    /// Reads facts that the session keeps.
    pub(crate) fn read_held(&self, name: String) {
        let (grounds, of) = (self.grounds.clone(), name.clone());
        let read = move || grounds.read(&of).map_err(|error| error.to_string());
        beside(&self.outbox, read, |facts| Message::HeldRead(name, facts));
    }

    /// Writes the report for reading on the screen.
    pub(crate) fn preview(&self, world: &World, of: Edition) {
        let history = world.history.clone();
        let (facts, findings) = (Arc::clone(&world.facts), Arc::clone(&world.findings));
        let write = move || Ok(export::report_md::report(&facts, &findings, Some(&history)));
        beside(&self.outbox, write, move |bytes| {
            let text = match bytes {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(why) => format!("The report cannot be shown: {why}. What is said is saved, and comes with the next step."),
            };
            Message::Previewed(Preview { of, text })
        });
    }

    /// Writes all files of the session as it stands.
    pub(crate) fn export(&self, world: &World) {
        let history = world.history.clone();
        let found = world.analysing.is_none().then(|| (Arc::clone(&world.facts), Arc::clone(&world.findings)));
        let (compiled, session, settings) = (Arc::clone(&world.compiled), self.grounds.session.clone(), Arc::clone(&self.settings));
        let folder = exports::folder(&self.export_root, &session).map_err(|error| error.to_string());
        let export = move || {
            // What was said last is part of it, even where the findings have not come to it yet.
            let found = found.map_or_else(|| in_room(&compiled, &history), Ok);
            found.and_then(|(facts, findings)| {
                let material = export::Material { history: &history, data: Some((&*facts, &*findings)), audience: None, settings: &settings, packed: None };
                write_all(&session, &folder?, export::files_as(&export::Format::USUAL, &material))
            })
        };
        beside(&self.outbox, export, Message::Exported);
    }

    pub(crate) fn read_account(&self, account: Name) {
        let (source, mapping, of) = (self.grounds.source.clone(), self.grounds.mapping.clone(), account.clone());
        let read = move || compile::history(&source, mapping.as_deref(), &of).map_err(|error| error.to_string());
        beside(&self.outbox, read, |history| Message::AccountRead(account, history));
    }
}

fn in_room(compiled: &SharedFacts, history: &History) -> Result<(SharedFacts, Arc<Findings>), String> {
    let found = telling::in_room(compiled, history.session(), &Silent).map_err(|error| error.to_string())?;
    Ok((found.0, Arc::new(found.1)))
}

/// Nobody waits for findings any more.
impl Drop for Background {
    fn drop(&mut self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
    }
}

/// Tells what an analysis is doing for as long as it lasts.
fn tell(progress: &Arc<WhileNewest>, outbox: Sender<Message>) {
    let progress = Arc::downgrade(progress);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(TELL_EVERY);
            let Some(progress) = progress.upgrade() else { return };
            if let Some(doing) = progress.news() {
                drop(outbox.send(Message::Analysing(doing)));
            }
        }
    });
}

/// Writes a session's files into a folder; what somebody changed there since stays.
///
/// # Errors
/// The first file that could not be written, and what to do.
pub(crate) fn write_all(session: &Path, folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Exported, String> {
    let written = exports::write_all(session, folder, files).map_err(|error| error.to_string())?;
    let is_open_to_others =
        files::is_open_to_others(folder) && written.files.iter().any(|file| files::is_open_to_others(&folder.join(file)));
    Ok(Exported { folder: text::path(folder), files: written.files, kept: written.kept, is_open_to_others })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_newest_analysis_does_is_news_and_only_once() {
        let newest = Arc::new(AtomicU64::new(1));
        let of = |mine| WhileNewest { mine, newest: Arc::clone(&newest), doing: Mutex::default() };
        let (older, newer) = (of(1), of(2));
        let begin = |progress: &WhileNewest, label: &str| progress.step(Step { label: label.to_owned(), ..Step::default() });
        begin(&older, "Grouping renewals");
        begin(&older, "Testing signals");
        assert_eq!(older.news().as_deref(), Some("Testing signals"), "the newest of what it began");
        assert_eq!(older.news(), None);
        newest.store(2, Ordering::Relaxed);
        begin(&older, "Reading notes for reasons");
        begin(&newer, "Computing metrics");
        assert_eq!((older.news(), newer.news().as_deref()), (None, Some("Computing metrics")));
    }
}
