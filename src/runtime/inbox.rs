//! Looks for what other programs ask of the session that is held here.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::mistakes::survived;
use crate::app::message::Message;
use crate::domain::request::RequestId;
use crate::store::inbox::Inbox;

/// Whoever asks waits for the answer.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Ends with its owner: the thread hears that nobody holds this any more.
pub struct Doorkeeper {
    _held: Sender<()>,
}

impl Doorkeeper {
    /// Sends what waits in the session's inbox as [`Message::Asked`], each request once.
    pub(crate) fn start(session: PathBuf, outbox: Sender<Message>) -> Self {
        let (held, ended) = channel();
        let work = move || drop(survived(|| look(&Inbox::of(&session), &ended, &outbox)));
        drop(std::thread::Builder::new().name("inbox".into()).spawn(work));
        Self { _held: held }
    }
}

fn look(inbox: &Inbox, ended: &Receiver<()>, outbox: &Sender<Message>) {
    let mut sent: BTreeSet<RequestId> = BTreeSet::new();
    let mut proposed: Vec<RequestId> = Vec::new();
    while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        let mut waiting = inbox.waiting();
        waiting.retain(|(id, _)| sent.insert(id.clone()));
        if !waiting.is_empty() && outbox.send(Message::Asked(waiting)).is_err() {
            return;
        }
        let now = inbox.proposals();
        if now != proposed {
            let (mut proposals, mut not) = (Vec::new(), Vec::new());
            for id in &now {
                match inbox.proposal(id) {
                    Some(Ok(proposal)) => proposals.push(proposal),
                    // Nobody could accept or drop it: it is told, and put aside.
                    Some(Err(why)) => not.push((id.clone(), Err(why))),
                    None => {}
                }
            }
            if outbox.send(Message::Proposed(proposals)).is_err() || !not.is_empty() && outbox.send(Message::Asked(not)).is_err() {
                return;
            }
            proposed = now;
        }
    }
}
