//! Work that takes longer than a frame, each job on a thread of its own: findings, exports, one account's history.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::jobs::{self, Job, Places};
use super::mistakes::caught;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::model::Model;
use crate::app::world::World;
use crate::domain::progress::{Progress, Step};
use crate::store::held;

/// Starts threads; their results arrive as messages.
pub struct Background {
    outbox: Sender<Message>,
    places: Places,
    /// Only the newest analysis counts; older ones see that they are outdated and stop.
    newest: Arc<AtomicU64>,
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
    pub fn new(outbox: Sender<Message>, places: Places) -> Self {
        Self { outbox, places, newest: Arc::default() }
    }

    /// The session stands in another folder, or was written anew in its own: what it is held on is kept there, too.
    pub(crate) fn follow(&mut self, world: &World, folder: &Path) {
        folder.clone_into(&mut self.places.grounds.session);
        let (folder, compiled) = (folder.to_owned(), Arc::clone(&world.compiled));
        std::thread::spawn(move || {
            // What cannot be kept is told when the session is opened again.
            drop(caught(|| held::keep(&folder, &compiled, held::MOST_BYTES).map_err(|error| error.to_string())));
        });
    }

    /// Does what an effect asks for.
    pub(crate) fn start(&self, effect: &Effect, world: &World) {
        if let Some(job) = jobs::job(effect, world, &self.places) {
            self.spawn(job);
        }
    }

    /// Nobody waits for what a tool says any more.
    pub(crate) fn call_off_tool(&self, run: u64) {
        self.places.tools.call_off(run);
    }

    fn spawn(&self, job: Job) {
        let outbox = self.outbox.clone();
        std::thread::spawn(move || drop(outbox.send(job())));
    }

    /// Computes the findings for what the room has said by now.
    pub(crate) fn analyse(&self, world: &World) {
        let (compiled, session) = (Arc::clone(&world.compiled), world.session().clone());
        let mine = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let progress = Arc::new(WhileNewest { mine, newest: Arc::clone(&self.newest), doing: Mutex::default() });
        tell(&progress, self.outbox.clone());
        let outbox = self.outbox.clone();
        std::thread::spawn(move || {
            if let Some(message) = jobs::analysed(&compiled, &session, &*progress) {
                drop(outbox.send(message));
            }
        });
    }

    /// Keeps what a new session stands on, and holds the data against what it stands on.
    pub(crate) fn look_at_data(&self, model: &Model) {
        let (places, outbox) = (self.places.clone(), self.outbox.clone());
        let (compiled, mut session) = (Arc::clone(&model.world.compiled), model.world.session().clone());
        let read_only = model.settings.read_only;
        std::thread::spawn(move || {
            if session.held.is_none() && !read_only {
                let kept = jobs::kept(&compiled, &places);
                if let Message::Held(held) = &kept {
                    session.held = held.as_ref().ok().cloned();
                }
                drop(outbox.send(kept));
            }
            if session.held.is_some() {
                drop(outbox.send(jobs::compared(&compiled, &session, &places)));
            }
        });
    }
}

/// Nobody waits for findings any more, nor for tools.
impl Drop for Background {
    fn drop(&mut self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
        self.places.tools.end();
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
