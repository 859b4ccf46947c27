//! Looks, beside the second window, which session is meant, and opens it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::{Desk, Opened, patiently};
use crate::domain::event::SessionId;

/// A session that begins is on the screen before anybody asks for it.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// What could not be opened is tried again after so many looks.
const PATIENCE: u32 = 12;

pub(super) enum News {
    /// There is nothing to show, and why.
    Nothing(String),
    Opened(Box<Opened>),
    /// Whether another window has the session open.
    Held(bool),
}

/// Ends with its owner: the thread hears that nobody holds this any more.
pub(super) struct Usher {
    news: Receiver<News>,
    again: Arc<AtomicBool>,
    _held: Sender<()>,
}

impl Usher {
    pub(super) fn start(desk: impl Desk) -> Self {
        let ((held, ended), (outbox, news)) = (channel(), channel());
        let again = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&again);
        let mut round = Round { desk, outbox, shown: None, told: None, is_held: None, rest: 0 };
        let work = move || {
            while round.look(asked.swap(false, Ordering::Relaxed)) && ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {}
        };
        drop(std::thread::Builder::new().name("usher".into()).spawn(work));
        Self { news, again, _held: held }
    }

    pub(super) fn hear(&self) -> Option<News> {
        self.news.try_recv().ok()
    }

    /// What is on the screen is no longer what stands on the disk.
    pub(super) fn look_again(&self) {
        self.again.store(true, Ordering::Relaxed);
    }
}

struct Round<D> {
    desk: D,
    outbox: Sender<News>,
    shown: Option<SessionId>,
    /// Why there is nothing, as it was last told.
    told: Option<String>,
    is_held: Option<bool>,
    /// Looks until it is tried again.
    rest: u32,
}

impl<D: Desk> Round<D> {
    /// `false`: nobody hears any more.
    fn look(&mut self, is_lost: bool) -> bool {
        if is_lost {
            self.shown = None;
        }
        match patiently(|| self.desk.meant(self.shown.as_ref())) {
            Some(Ok(id)) if self.shown.as_ref() != Some(&id) => self.open(id),
            Some(Ok(id)) => self.tell_held(&id),
            Some(Err(why)) => self.nothing(why),
            None => true,
        }
    }

    fn open(&mut self, id: SessionId) -> bool {
        if self.rest > 0 {
            self.rest -= 1;
            return true;
        }
        match patiently(|| self.desk.open(&id)) {
            Some(Ok(Some(opened))) => {
                (self.told, self.is_held) = (None, None);
                let is_heard = self.outbox.send(News::Opened(Box::new(opened))).is_ok();
                let is_heard = is_heard && self.tell_held(&id);
                self.shown = Some(id);
                is_heard
            }
            Some(Ok(None)) => self.nothing(format!("{id} begins …")),
            Some(Err(error)) => {
                self.rest = PATIENCE;
                self.nothing(error.to_string())
            }
            None => {
                self.rest = PATIENCE;
                true
            }
        }
    }

    fn tell_held(&mut self, id: &SessionId) -> bool {
        let now = self.desk.is_held(id);
        self.is_held.replace(now) == Some(now) || self.outbox.send(News::Held(now)).is_ok()
    }

    fn nothing(&mut self, why: String) -> bool {
        self.shown = None;
        self.told.as_ref() == Some(&why) || {
            self.told = Some(why.clone());
            self.outbox.send(News::Nothing(why)).is_ok()
        }
    }
}
