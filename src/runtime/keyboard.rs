//! Keys, mouse and pastes become messages on a thread of their own. It hears, too, when the terminal has gone:
//! then the program is asked to end.

mod burst;
#[cfg(any(unix, test))]
mod decoder;
#[cfg(any(unix, test))]
mod sequence;

use std::sync::mpsc::Sender;

use ratatui::crossterm::event::Event;

use super::{ending, mistakes};
use crate::app::message::Message;

/// How often it is looked whether the keys are the app's again.
#[cfg(unix)]
const NOT_OURS: std::time::Duration = std::time::Duration::from_millis(20);

pub(crate) fn listen(outbox: Sender<Message>) {
    std::thread::spawn(move || {
        // A mistake in reading costs the key that it was made on, not the keyboard.
        while mistakes::survived(|| read(&outbox)).is_err() {}
        ending::ask(&outbox);
    });
}

/// `false`: nobody hears any more.
fn tell(outbox: &Sender<Message>, event: Event) -> bool {
    let message = match event {
        Event::Key(key) => Message::Key(key),
        Event::Mouse(mouse) => Message::Mouse(mouse),
        // Terminals send pasted line ends as carriage returns.
        Event::Paste(text) => Message::Paste(text.replace('\r', "\n")),
        Event::Resize(width, height) => Message::Resize(width, height),
        Event::FocusGained | Event::FocusLost => return true,
    };
    outbox.send(message).is_ok()
}

/// Reads until the terminal is gone.
#[cfg(unix)]
fn read(outbox: &Sender<Message>) {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    let input = rustix::stdio::stdin();
    let mut decoder = decoder::Decoder::default();
    let mut bytes = [0; 4096];
    loop {
        let wait = decoder.patience().map(|wait| Timespec { tv_sec: wait.as_secs() as i64, tv_nsec: i64::from(wait.subsec_nanos()) });
        let mut wanted = [PollFd::new(&input, PollFlags::IN)];
        let events = match poll(&mut wanted, wait.as_ref()) {
            Ok(0) => decoder.nothing_came(),
            // Given back, or between two screens: what is typed now is for the shell, or for what comes next.
            Ok(_) if !super::terminal::is_taken() => {
                std::thread::sleep(NOT_OURS);
                continue;
            }
            Ok(_) => match rustix::io::read(input, &mut bytes) {
                Ok(0) => return,
                Ok(count) => burst::told_apart(decoder.take(&bytes[..count])),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(_) => return,
            },
            Err(Errno::INTR) => continue,
            Err(_) => return,
        };
        if !events.into_iter().all(|event| tell(outbox, event)) {
            return;
        }
    }
}

#[cfg(not(unix))]
fn read(outbox: &Sender<Message>) {
    use ratatui::crossterm::event;

    while let Ok(first) = event::read() {
        let mut events = vec![first];
        while event::poll(std::time::Duration::ZERO).unwrap_or(false)
            && let Ok(next) = event::read()
        {
            events.push(next);
        }
        if !burst::told_apart(events).into_iter().all(|event| tell(outbox, event)) {
            return;
        }
    }
}
