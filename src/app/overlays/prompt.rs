//! One line of text, typed for a purpose.

use ratatui::crossterm::event::{KeyCode, KeyEvent};
use tui_input::Input;

use super::{Outcome, Purpose};
use crate::app::input::{self, FULL};

#[derive(Clone, Debug)]
pub struct Prompt {
    pub purpose: Purpose,
    pub title: String,
    /// What to write, in a few words.
    pub hint: String,
    pub input: Input,
    pub error: Option<String>,
    original: String,
}

impl Prompt {
    pub fn new(purpose: Purpose, title: impl Into<String>, hint: impl Into<String>, text: &str) -> Self {
        Self { purpose, title: title.into(), hint: hint.into(), input: Input::new(text.to_owned()), error: None, original: text.to_owned() }
    }

    pub fn is_changed(&self) -> bool {
        self.input.value() != self.original
    }

    pub fn key(&mut self, key: KeyEvent) -> Outcome {
        match key.code {
            KeyCode::Esc => Outcome::Close,
            KeyCode::Enter => Outcome::Submitted,
            _ => {
                if input::edit(&mut self.input, key) {
                    self.error = None;
                } else if matches!(key.code, KeyCode::Char(_)) && input::is_full(&self.input) {
                    self.error = Some(FULL.into());
                }
                Outcome::Stay
            }
        }
    }
}
