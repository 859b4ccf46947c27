//! Being asked to end from outside. The one seam for what differs by system.

use std::sync::mpsc::Sender;

use crate::app::message::Message;

/// On Unix a closed terminal or a polite kill ends the app as `q` would. They have a thread of their own because
/// a dead terminal can keep the reading thread busy.
#[cfg(unix)]
pub fn listen(outbox: Sender<Message>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP, SIGINT]) else { return };
    std::thread::spawn(move || {
        if signals.forever().next().is_some() && outbox.send(Message::Terminate).is_ok() {
            // Whoever asked waits; a drawing thread stuck on a dead terminal must not.
            std::thread::sleep(std::time::Duration::from_secs(3));
            std::process::exit(1);
        }
    });
}

/// On Windows the console ends the process itself when its window is closed; the journal holds every saved step,
/// and `^C` arrives as a key.
#[cfg(not(unix))]
pub fn listen(_: Sender<Message>) {}
