//! Does something long beside a screen that says how far it is. What is done at once shows no screen.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::os_signals::Interrupt;
use super::terminal::Screen;
use super::{Wire, ending, now};
use crate::app::waiting::Waiting;
use crate::domain::progress::{Progress, Step};
use crate::error::{Error, Result};
use crate::view::Painter;

/// Work that takes less is done before anybody wonders.
const PATIENCE: Duration = Duration::from_millis(300);
/// A bar that moves ten times a second is smooth.
const FRAME: Duration = Duration::from_millis(100);

/// Where the work is, told by its threads and read by the screen.
struct Watch {
    step: Mutex<Step>,
    stop: AtomicBool,
    interrupt: Interrupt,
}

impl Progress for Watch {
    fn step(&self, step: Step) {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner) = step;
    }

    fn is_cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.interrupt.is_asked()
    }
}

/// Does `work`, which `title` names, and shows its progress once it takes a while.
///
/// # Errors
/// Those of the work; [`Cancelled`](crate::error::Error::Cancelled) when it was stopped.
#[expect(clippy::disallowed_methods, reason = "progress is about real time")]
pub(crate) fn run<T: Send>(
    title: String,
    painter: &Painter,
    theme: usize,
    wire: &mut Wire,
    work: impl FnOnce(&dyn Progress) -> Result<T> + Send,
) -> Result<T> {
    let watch = Watch { step: Mutex::default(), stop: AtomicBool::new(false), interrupt: Interrupt::watch() };
    let started = Instant::now();
    thread::scope(|scope| {
        let (done, over) = channel::<()>();
        let watch = &watch;
        let worker = scope.spawn(move || {
            // Dropped when the work is over, however it ends.
            let _done = done;
            work(watch)
        });
        if over.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            let mut waiting = Waiting::new(title, theme);
            let mut screen = Screen::enter(&wire.outbox)?;
            wire.listen();
            while over.recv_timeout(FRAME) == Err(RecvTimeoutError::Timeout) {
                while let Ok(message) = wire.inbox.try_recv() {
                    screen.heed(&message);
                    waiting.update(&message);
                }
                watch.stop.store(waiting.stopping, Ordering::Relaxed);
                waiting.step = watch.step.lock().unwrap_or_else(PoisonError::into_inner).clone();
                waiting.elapsed = started.elapsed();
                screen.draw(|frame| painter.draw_waiting(frame, &waiting, now()));
            }
        }
        let done = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // Work that was over before it heard of it: nothing begins after it.
        if ending::is_asked() { Err(Error::Cancelled) } else { done }
    })
}
