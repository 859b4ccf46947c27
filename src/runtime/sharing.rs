//! Syncs with the folder that a team shares, beside the screen: at opening, after each save, now and then, and at the end.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::mistakes::survived;
use crate::app::message::Message;
use crate::domain::event::SessionId;
use crate::domain::guardrail::MAX_RETRIES;
use crate::error::{Error, Result};
use crate::store::files;
use crate::store::home::Home;
use crate::store::shared::{Machine, Pass, Share};

/// What colleagues do is here within so long.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// A burst of steps goes out at once.
const SETTLED: Duration = Duration::from_secs(1);
/// Before the first retry; twice as long before the second.
const PAUSE: Duration = Duration::from_secs(2);
/// Retros of colleagues that are not on the screen come in every so many looks.
const OTHERS_EVERY: u32 = 15;
/// Leaving waits no longer for the shared folder.
const LAST_WAIT: Duration = Duration::from_secs(4);

/// What is shared, and of which session.
pub(crate) struct Shared {
    pub home: Home,
    pub share: Share,
    pub kept_since: Option<chrono::DateTime<chrono::Utc>>,
    /// The session on the screen.
    pub session: SessionId,
}

enum Nudge {
    /// Something is on the disk that was not.
    Saved,
    /// The session is closed on the disk, and nobody holds it.
    Left,
}

/// The thread that syncs.
pub struct Sharing {
    nudges: Sender<Nudge>,
    ended: Receiver<()>,
}

impl Sharing {
    pub(crate) fn start(shared: Shared, outbox: Sender<Message>) -> Self {
        let ((nudges, heard), (end, ended)) = (channel(), channel());
        let work = move || {
            drop(survived(|| run(&shared, &heard, &outbox)));
            drop(end);
        };
        drop(std::thread::Builder::new().name("sync".into()).spawn(work));
        Self { nudges, ended }
    }

    pub(crate) fn saved(&self) {
        drop(self.nudges.send(Nudge::Saved));
    }

    /// Syncs once more, if that does not take long; `false` where it did.
    pub(crate) fn leave(self) -> bool {
        drop(self.nudges.send(Nudge::Left));
        self.ended.recv_timeout(LAST_WAIT) != Err(RecvTimeoutError::Timeout)
    }
}

fn run(shared: &Shared, heard: &Receiver<Nudge>, outbox: &Sender<Message>) {
    let mut teller = Teller { shared, outbox, said: None };
    let pass = match Pass::new(&shared.home, &shared.share, shared.kept_since) {
        Ok(pass) => pass,
        Err(error) => return teller.tell(Err(error)),
    };
    let mut looks = 0;
    loop {
        // What is on the screen comes first.
        let beside = retried(heard, || pass.beside(&shared.session));
        let Some(beside) = beside else { return last(&pass, shared) };
        let is_there = beside.is_ok();
        teller.tell(beside.map(|(lines, _)| drop(outbox.send(Message::Arrived(lines)))));
        if is_there {
            if looks % OTHERS_EVERY == 0 {
                // Others are listed and searched, and nobody waits for them.
                drop(pass.fresh(std::slice::from_ref(&shared.session)));
            }
            looks += 1;
        }
        match heard.recv_timeout(LOOK_EVERY) {
            Ok(Nudge::Saved) => std::thread::sleep(SETTLED),
            Err(RecvTimeoutError::Timeout) => {}
            Ok(Nudge::Left) | Err(RecvTimeoutError::Disconnected) => return last(&pass, shared),
        }
        if heard.try_iter().any(|nudge| matches!(nudge, Nudge::Left)) {
            return last(&pass, shared);
        }
    }
}

fn last(pass: &Pass, shared: &Shared) {
    // What does not go out now goes out with the next sync.
    drop(pass.one(&shared.session));
}

/// Tries again where the folder fails; `None` when the session was left meanwhile.
fn retried<T>(heard: &Receiver<Nudge>, work: impl Fn() -> Result<T>) -> Option<Result<T>> {
    let mut pause = PAUSE;
    for _ in 0..MAX_RETRIES {
        match work() {
            Err(Error::Io { .. }) => {}
            done => return Some(done),
        }
        let until_left = heard.recv_timeout(pause);
        if matches!(until_left, Ok(Nudge::Left) | Err(RecvTimeoutError::Disconnected)) {
            return None;
        }
        pause *= 2;
    }
    Some(work())
}

/// Says on the screen how a pass went.
struct Teller<'a> {
    shared: &'a Shared,
    outbox: &'a Sender<Message>,
    /// What stands in the way and was told; nobody hears it every few seconds.
    said: Option<String>,
}

impl Teller<'_> {
    fn tell(&mut self, done: Result<()>) {
        let failure = match done {
            Ok(()) => None,
            Err(Error::Busy(_)) => return,
            Err(error @ Error::Io { .. }) => Some(error.to_string()),
            // No other try mends it: something is set otherwise than it should be.
            Err(error) => return self.tell_once(error.to_string()),
        };
        if failure.is_some() {
            // A command that succeeds later says so in the retro.
            drop(files::write_private(&self.shared.home.sync_failed(), b""));
        }
        self.said = None;
        let machine = Machine::known(&self.shared.home).map_or_else(|| "this machine".to_owned(), |machine| machine.id);
        drop(self.outbox.send(Message::SyncEnded { machine, failure }));
    }

    fn tell_once(&mut self, why: String) {
        if self.said.as_ref() != Some(&why) {
            drop(self.outbox.send(Message::NotShared(why.clone())));
            self.said = Some(why);
        }
    }
}
