//! Looks whether another window shows the guide to the session that is held here.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::mistakes::survived;
use crate::app::message::Message;

/// What one window does is seen in the other before anybody looks for it.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Ends with its owner: the thread hears that nobody holds this any more.
pub(crate) struct Beside {
    _held: Sender<()>,
}

impl Beside {
    /// Sends [`Message::GuideBeside`] whenever what `is_there` says changes.
    pub(crate) fn start(is_there: impl Fn() -> bool + Send + 'static, outbox: Sender<Message>) -> Self {
        let (held, ended) = channel::<()>();
        let work = move || {
            drop(survived(|| {
                let mut known = false;
                while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                    let now = is_there();
                    if std::mem::replace(&mut known, now) != now && outbox.send(Message::GuideBeside(now)).is_err() {
                        return;
                    }
                }
            }));
        };
        drop(std::thread::Builder::new().name("beside".into()).spawn(work));
        Self { _held: held }
    }
}
