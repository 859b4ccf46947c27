//! What goes out to the terminal, on a thread of its own: one that does not read holds up nobody else.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::app::message::Message;
use crate::runtime::ending;

/// So little goes out at once that a terminal that stopped reading is noticed between two pieces.
const PIECE: usize = 4 * 1024;

/// The way out. There is one terminal, and so one of these.
pub(crate) struct Outlet {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    queued: Vec<u8>,
    /// Bytes are on their way and not all taken yet.
    is_writing: bool,
    /// What is on its way is given up at the next piece.
    is_dropping: bool,
    is_gone: bool,
    has_thread: bool,
    /// Who wants to draw as soon as the terminal has taken the last frame.
    waits: Option<Sender<Message>>,
    /// Who hears that the terminal is gone.
    owner: Option<Sender<Message>>,
}

static OUTLET: LazyLock<Outlet> = LazyLock::new(|| Outlet { state: Mutex::default(), changed: Condvar::new() });

/// The terminal's.
pub(crate) fn outlet() -> &'static Outlet {
    &OUTLET
}

impl Outlet {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on this one hears when nothing can be written any more.
    pub(crate) fn belongs_to(&self, owner: Sender<Message>) {
        self.state().owner = Some(owner);
    }

    /// Whether a frame would go out now. If not, [`Message::Drawable`] comes when it would.
    pub(crate) fn is_free(&self, asking: &Sender<Message>) -> bool {
        let mut state = self.state();
        let is_free = !state.is_gone && !state.is_writing && state.queued.is_empty();
        if !is_free && !state.is_gone {
            state.waits = Some(asking.clone());
        }
        is_free
    }

    pub(crate) fn send(&'static self, bytes: &[u8]) {
        let mut state = self.state();
        if state.is_gone || bytes.is_empty() {
            return;
        }
        state.queued.extend_from_slice(bytes);
        if !state.has_thread {
            let started = std::thread::Builder::new().name("terminal".into()).spawn(move || self.work());
            state.has_thread = started.is_ok();
        }
        self.changed.notify_all();
    }

    /// Waits until the terminal has taken everything, or is gone. `false`: it has not by then.
    #[expect(clippy::disallowed_methods, reason = "a limit in real time")]
    pub(crate) fn settle(&self, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        let mut state = self.state();
        while !state.is_gone && (state.is_writing || !state.queued.is_empty()) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Gives up what has not been taken yet, and lets `instead` follow.
    pub(crate) fn replace(&'static self, instead: &[u8]) {
        let mut state = self.state();
        state.queued.clear();
        state.is_dropping = state.is_writing;
        drop(state);
        discard_taken();
        self.send(instead);
    }

    fn work(&self) {
        loop {
            let mut state = self.state();
            while state.queued.is_empty() {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            let bytes = std::mem::take(&mut state.queued);
            state.is_writing = true;
            drop(state);
            let written = self.write(&bytes);
            self.wrote(written.is_ok());
        }
    }

    fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() && !self.state().is_dropping {
            match write_some(&bytes[..bytes.len().min(PIECE)]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => bytes = &bytes[count..],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // Another program set the terminal to answer at once.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(Duration::from_millis(5)),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn wrote(&self, is_there: bool) {
        let mut state = self.state();
        state.is_writing = false;
        state.is_dropping = false;
        if !is_there {
            state.is_gone = true;
            state.queued.clear();
        }
        let (waits, owner) = (state.waits.take(), state.owner.clone());
        drop(state);
        self.changed.notify_all();
        match (is_there, waits, owner) {
            (true, Some(waits), _) => drop(waits.send(Message::Drawable)),
            (false, _, Some(owner)) => ending::ask(&owner),
            _ => {}
        }
    }
}

#[cfg(unix)]
fn write_some(bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
}

#[cfg(not(unix))]
fn write_some(bytes: &[u8]) -> io::Result<usize> {
    use std::io::Write;
    let mut out = io::stdout();
    let count = out.write(bytes)?;
    out.flush().map(|()| count)
}

/// What the system holds for a terminal that does not read is thrown away; whoever waits to write more goes on.
#[cfg(unix)]
fn discard_taken() {
    use rustix::termios::{QueueSelector, tcflush};
    let _ = tcflush(rustix::stdio::stdout(), QueueSelector::OFlush);
}

#[cfg(not(unix))]
fn discard_taken() {}
