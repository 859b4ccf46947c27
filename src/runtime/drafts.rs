//! Keeps what is half typed, on a thread of its own: typing waits for no disk.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::ending::Writing;
use super::mistakes::survived;
use crate::app::drafts::Drafts;
use crate::app::message::Message;
use crate::error::Result;
use crate::store::drafts;

/// A burst of keys is written once.
const CALM: Duration = Duration::from_millis(300);

/// Hands drafts to the thread that keeps them.
#[derive(Default)]
pub struct DraftKeeper {
    /// Where they are kept; nowhere while a session is only looked at.
    session: Option<PathBuf>,
    drafts: Option<Sender<(PathBuf, Drafts)>>,
    thread: Option<JoinHandle<()>>,
}

impl DraftKeeper {
    /// Keeps them in a session's folder; without one, nowhere.
    pub fn start(session: Option<PathBuf>, outbox: Sender<Message>) -> Self {
        if session.is_none() {
            return Self::default();
        }
        let (drafts, inbox) = channel();
        let work = move || drop(survived(|| keep_all(&inbox, &outbox)));
        let thread = std::thread::Builder::new().name("drafts".into()).spawn(work).ok();
        Self { session, drafts: Some(drafts), thread }
    }

    pub(crate) fn keep(&self, drafts: Drafts) {
        if let Some((session, thread)) = self.session.clone().zip(self.drafts.as_ref()) {
            // Without the thread there is nobody to keep them; the steps are kept elsewhere.
            drop(thread.send((session, drafts)));
        }
    }

    /// From now on they are kept in another folder.
    pub(crate) fn follow(&mut self, session: &Path, drafts: Drafts) {
        if self.session.is_some() {
            self.session = Some(session.to_owned());
            self.keep(drafts);
        }
    }

    /// No more come: once the last ones are written, the thread ends.
    pub(crate) fn close(&mut self) {
        self.drafts = None;
    }

    pub(crate) fn is_done(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

#[expect(clippy::disallowed_methods, reason = "typed text is kept within real time")]
fn keep_all(inbox: &Receiver<(PathBuf, Drafts)>, outbox: &Sender<Message>) {
    let mut failed = None;
    while let Ok(mut newest) = inbox.recv() {
        let due = Instant::now() + CALM;
        let is_over = loop {
            match inbox.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(newer) => newest = newer,
                Err(RecvTimeoutError::Timeout) => break false,
                Err(RecvTimeoutError::Disconnected) => break true,
            }
        };
        let (session, drafts) = &newest;
        let why = write(session, drafts).err().map(|error| error.to_string());
        if why != failed {
            // Nobody listens any more once the program has gone.
            drop(outbox.send(Message::DraftsNotKept(why.clone())));
            failed = why;
        }
        if is_over {
            return;
        }
    }
}

/// What cannot be written now is written with the next key.
pub(crate) fn write(session: &Path, newest: &Drafts) -> Result<()> {
    let _writing = Writing::begin();
    let bytes = serde_json::to_vec_pretty(newest).unwrap_or_default();
    drafts::write(session, (!newest.is_empty()).then_some(&bytes))
}

/// What was half typed last in a session, and what is to be said where that cannot be read.
pub(crate) fn read(session: &Path) -> (Drafts, Option<String>) {
    let Ok(Some(bytes)) = drafts::read(session) else { return (Drafts::default(), None) };
    if let Ok(drafts) = serde_json::from_slice::<Drafts>(&bytes) {
        return (drafts.cleaned(), None);
    }
    let kept = drafts::set_aside(session);
    let told = kept.map(|path| format!("What was half typed last cannot be read; it is kept in {}", path.display()));
    (Drafts::default(), Some(told.unwrap_or_else(|error| error.to_string())))
}

#[cfg(test)]
#[path = "drafts_tests.rs"]
mod tests;
