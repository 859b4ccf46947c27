//! A mistake of the program itself, on any thread: it is heard as what failed, and never printed into the screen.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, Once, PoisonError};
use std::thread::ThreadId;

use super::terminal;
use crate::app::message::Message;

/// What went wrong on which thread and nobody has told yet, oldest first.
static HEARD: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());

/// From now on mistakes are kept, and printed only while the terminal is the shell's.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = take_hook();
        set_hook(Box::new(move |info| {
            HEARD.lock().unwrap_or_else(PoisonError::into_inner).push((std::thread::current().id(), described(info)));
            if !terminal::is_taken() {
                print(info);
            }
        }));
    });
}

/// Does something; a mistake in it is an error like any other, in one sentence.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(told()))
}

/// Works on a thread of its own. What it comes to is told, a mistake in it like any other error: nobody waits for a
/// thread that is no more.
pub(crate) fn beside<T: 'static>(
    outbox: &Sender<Message>,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
    told: impl FnOnce(Result<T, String>) -> Message + Send + 'static,
) {
    let outbox = outbox.clone();
    std::thread::spawn(move || drop(outbox.send(told(caught(work)))));
}

/// [`caught`], for what gives nothing.
pub(crate) fn survived(work: impl FnOnce()) -> Result<(), String> {
    caught(|| {
        work();
        Ok(())
    })
}

/// What went wrong on this thread, or on one that it waited for, as a sentence.
pub(crate) fn told() -> String {
    let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    let here = std::thread::current().id();
    let mine = heard.iter().position(|(thread, _)| *thread == here).unwrap_or(0);
    let what = if heard.is_empty() { "no more is known".to_owned() } else { heard.remove(mine).1 };
    format!("a mistake in run-retro itself: {what}")
}

/// `index out of bounds (src/view/pen.rs:41)`.
fn described(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let what = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let what = what.and_then(|what| what.lines().next()).unwrap_or("no more is known");
    match info.location() {
        Some(place) => format!("{what} ({}:{})", place.file(), place.line()),
        None => what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_an_error_with_its_place() {
        listen();
        let divided = caught(|| Ok(1 / "".len()));
        let why = divided.unwrap_err();
        assert!(why.starts_with("a mistake in run-retro itself: ") && why.contains("mistakes.rs:"), "{why}");
        assert_eq!(caught(|| Ok(1)), Ok(1));
        assert_eq!(caught::<()>(|| Err("full".into())), Err("full".into()));
    }

    #[test]
    fn a_thread_that_goes_wrong_is_heard_as_its_work_that_failed() {
        listen();
        let (outbox, inbox) = std::sync::mpsc::channel();
        beside(&outbox, || Ok(vec![0_u8][usize::MAX >> 1]), |done| Message::NotSaved(done.unwrap_err()));
        let Ok(Message::NotSaved(why)) = inbox.recv() else { panic!("nothing was heard") };
        assert!(why.contains("index out of bounds"), "{why}");
    }
}
