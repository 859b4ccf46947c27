//! While something long is done before there is a session: what, how far it is, and the way out.

use std::time::Duration;

use ratatui::crossterm::event::KeyEventKind;

use super::command::Command;
use super::keymap::{self, Key, Mode};
use super::message::Message;
use crate::domain::progress::Step;

/// What the screen shows.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    /// What all of it is for (`Compiling ./exports`).
    pub title: String,
    pub step: Step,
    pub elapsed: Duration,
    /// It was asked to stop, and does so at the next chance.
    pub stopping: bool,
    pub theme: usize,
}

impl Waiting {
    pub(crate) fn new(title: String, theme: usize) -> Self {
        Self { title, theme, ..Self::default() }
    }

    /// Only the stop keys work here: there is nothing to do yet.
    pub(crate) fn update(&mut self, message: &Message) {
        self.stopping |= match message {
            Message::Key(event) if event.kind != KeyEventKind::Release => {
                keymap::command(Mode::Waiting, Key::of(*event)) == Some(Command::Stop)
            }
            Message::Terminate => true,
            _ => false,
        };
    }
}

#[cfg(test)]
mod tests {
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    #[test]
    fn it_stops_by_its_keys_and_when_asked_from_outside_only() {
        let after = |message| {
            let mut waiting = Waiting::default();
            waiting.update(&message);
            waiting.stopping
        };
        let key = |code, modifiers| Message::Key(KeyEvent::new(code, modifiers));
        assert!(after(key(KeyCode::Esc, KeyModifiers::NONE)));
        assert!(after(key(KeyCode::Char('c'), KeyModifiers::CONTROL)));
        assert!(after(Message::Terminate));
        assert!(!after(key(KeyCode::Enter, KeyModifiers::NONE)));
        assert!(!after(Message::Resize(80, 24)));
    }
}
