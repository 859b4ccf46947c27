//! What the system asks from outside: to end, to stop for a while, to go on. The one seam for what differs by system.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, LazyLock};

use signal_hook::SigId;
use signal_hook::flag::{register, register_conditional_default};
use signal_hook::low_level::unregister;

use crate::app::message::Message;

/// On Unix a closed terminal or a polite kill ends the app as `q` would. They have a thread of their own because
/// the loop may be busy.
#[cfg(unix)]
pub(crate) fn listen(outbox: Sender<Message>) {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH};
    use signal_hook::iterator::Signals;

    WATCH.stand_down();
    let heard = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGWINCH];
    let Ok(mut signals) = Signals::new(heard) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => drop(outbox.send(Message::Suspend)),
                SIGCONT => drop(outbox.send(Message::Resumed)),
                SIGWINCH => {
                    if let Ok((width, height)) = ratatui::crossterm::terminal::size() {
                        drop(outbox.send(Message::Resize(width, height)));
                    }
                }
                _ => super::ending::ask(&outbox),
            }
        }
    });
}

/// On Windows the console ends the process itself when its window is closed; the journal holds every saved step,
/// and `^C` arrives as a key.
#[cfg(not(unix))]
pub(crate) fn listen(_: Sender<Message>) {}

/// A file that may not grow any further is an error of whoever writes it, as a full disk is, and not the end of the program.
#[cfg(unix)]
pub(crate) fn outlive_limits() {
    drop(register(rustix::process::Signal::XFSZ.as_raw(), Arc::default()));
}

#[cfg(not(unix))]
pub(crate) fn outlive_limits() {}

/// Whether there is a shell that could let the program go on. Without one the system passes over the wish to stop, too.
#[cfg(unix)]
pub(crate) fn can_stop() -> bool {
    use rustix::process::{getppid, getsid};
    let session = |process| getsid(process).ok();
    getppid().is_some_and(|parent| session(Some(parent)).is_some_and(|theirs| Some(theirs) == session(None)))
}

/// Stops the program until it is told to go on.
#[cfg(unix)]
pub(crate) fn stop() {
    drop(signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP));
}

#[cfg(not(unix))]
pub(crate) fn can_stop() -> bool {
    false
}

#[cfg(not(unix))]
pub(crate) fn stop() {}

/// While it lives, being asked to end is noted instead of done, so that work can stop what it started. Asked a second
/// time, the program ends as if nobody had watched.
pub(crate) struct Interrupt;

struct Watch {
    asked: Arc<AtomicBool>,
    /// Nobody watches, or it was asked before.
    ends: Arc<AtomicBool>,
    ids: Vec<SigId>,
}

#[cfg(unix)]
const ENDING: [i32; 3] = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const ENDING: [i32; 2] = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];

static WATCH: LazyLock<Watch> = LazyLock::new(|| {
    let (asked, ends) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(true)));
    let hooks = |signal| {
        // In this order: the first signal is noted and makes the next one end the program.
        let ends_it = register_conditional_default(signal, Arc::clone(&ends));
        [ends_it, register(signal, Arc::clone(&asked)), register(signal, Arc::clone(&ends))]
    };
    let ids = ENDING.into_iter().flat_map(hooks).flatten().collect();
    Watch { asked, ends, ids }
});

impl Watch {
    /// The app sees to signals itself.
    fn stand_down(&self) {
        for id in &self.ids {
            unregister(*id);
        }
    }
}

impl Interrupt {
    pub(crate) fn watch() -> Self {
        WATCH.asked.store(false, Ordering::Relaxed);
        WATCH.ends.store(false, Ordering::Relaxed);
        Self
    }

    #[expect(clippy::unused_self, reason = "asked of nobody but who watches")]
    pub(crate) fn is_asked(&self) -> bool {
        WATCH.asked.load(Ordering::Relaxed)
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        WATCH.ends.store(true, Ordering::Relaxed);
    }
}
