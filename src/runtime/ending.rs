//! The end that is asked for from outside: by a signal, or because the terminal is gone. It is a message like any other;
//! who asked does not wait for ever for somebody to take it.
#![expect(clippy::disallowed_methods, reason = "limits in real time")]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::terminal;
use crate::app::message::Message;

/// How long the end may take while nothing is being written.
const PATIENCE: Duration = Duration::from_secs(3);
/// A disk that never answers is not waited for longer than this.
const MOST: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(50);

static IS_ASKED: AtomicBool = AtomicBool::new(false);
static WRITING: AtomicUsize = AtomicUsize::new(0);

/// Asks the program to end. The first time the clock starts: a program that is too busy to hear it ends all the same,
/// with the terminal given back.
pub(crate) fn ask(outbox: &Sender<Message>) {
    let is_first = !IS_ASKED.swap(true, Ordering::SeqCst);
    drop(outbox.send(Message::Terminate));
    if is_first {
        drop(std::thread::Builder::new().name("ending".into()).spawn(watch));
    }
}

pub(crate) fn is_asked() -> bool {
    IS_ASKED.load(Ordering::SeqCst)
}

/// While it lives something is being written that an end has to wait for.
pub(crate) struct Writing(());

impl Writing {
    pub(crate) fn begin() -> Self {
        WRITING.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        WRITING.fetch_sub(1, Ordering::SeqCst);
    }
}

fn watch() {
    let mut limit = Limit::default();
    let mut last = Instant::now();
    while !limit.is_over() {
        std::thread::sleep(LOOK_EVERY);
        limit.pass(last.elapsed(), WRITING.load(Ordering::SeqCst) > 0);
        last = Instant::now();
    }
    terminal::give_back();
    terminal::tell(&["Ended before all was on the disk, which answers too slowly: what was not shown as saved may be lost".to_owned()]);
    std::process::exit(1);
}

/// How long it took so far: in all, and since anything was being written.
#[derive(Default)]
struct Limit {
    all: Duration,
    quiet: Duration,
}

impl Limit {
    fn pass(&mut self, passed: Duration, is_writing: bool) {
        self.all += passed;
        self.quiet = if is_writing { Duration::ZERO } else { self.quiet + passed };
    }

    fn is_over(&self) -> bool {
        self.quiet >= PATIENCE || self.all >= MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lasts(is_writing: impl Fn(u64) -> bool) -> u64 {
        let mut limit = Limit::default();
        (1..1_000)
            .find(|second| {
                limit.pass(Duration::from_secs(1), is_writing(*second));
                limit.is_over()
            })
            .unwrap()
    }

    #[test]
    fn the_limit_begins_when_nothing_is_being_written_and_no_disk_is_waited_for_without_end() {
        assert_eq!(lasts(|_| false), 3);
        assert_eq!(lasts(|second| second <= 20), 23, "a slow disk that gets there");
        assert_eq!(lasts(|second| second % 3 == 0), 60, "always a little");
        assert_eq!(lasts(|_| true), 60, "a disk that is gone");
    }
}
