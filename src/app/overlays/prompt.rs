//! One line of text, typed for a purpose.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;

use super::name_entry::{Completed, Names};
use super::{Outcome, Purpose, prompts};
use crate::app::cursor::around;
use crate::app::input::{self, FULL, Taken};
use crate::domain::person;

#[derive(Clone, Debug)]
pub struct Prompt {
    pub purpose: Purpose,
    pub title: String,
    /// What to write, in a few words.
    pub hint: String,
    pub input: Input,
    pub error: Option<String>,
    /// What was done with the last line, where the next one is asked for at once.
    pub done: Option<String>,
    /// Answers that are at hand: Tab turns to the next. Each says what it is.
    pub offers: Vec<Offer>,
    /// Who may be named in it.
    pub(crate) names: Names,
    /// What a second Enter confirms: a name that is nobody's here, and joins; a path that cannot be read, and is kept as words.
    pub(crate) once_more: Option<String>,
    original: String,
    /// It was not typed: the first letter takes its place.
    is_suggested: bool,
}

/// An answer that is at hand, and what it stands for.
#[derive(Clone, Debug)]
pub struct Offer {
    pub answer: String,
    pub is: String,
}

impl Prompt {
    pub(crate) fn new(purpose: Purpose, title: impl Into<String>, hint: impl Into<String>, text: &str) -> Self {
        Self {
            purpose,
            title: title.into(),
            hint: hint.into(),
            input: Input::new(text.to_owned()),
            error: None,
            done: None,
            offers: vec![],
            names: Names::default(),
            once_more: None,
            original: text.to_owned(),
            is_suggested: false,
        }
    }

    /// The card goes to another column; `false` where it is not about a card.
    fn turn_column(&mut self, forward: bool) -> bool {
        let Purpose::NewCard(kind) = self.purpose else { return false };
        let other = if forward { kind.next() } else { kind.next().next() };
        let (title, hint) = prompts::of_column(other);
        (self.purpose, self.title, self.hint) = (Purpose::NewCard(other), title, hint.to_owned());
        true
    }

    /// To the next answer that is at hand; `false` where there is none.
    fn turn_offer(&mut self, forward: bool) -> bool {
        let Some(last) = self.offers.len().checked_sub(1) else { return false };
        let next = match self.offer() {
            Some(here) => around(here, self.offers.len(), forward),
            None => {
                if forward {
                    0
                } else {
                    last
                }
            }
        };
        self.input = Input::new(self.offers[next].answer.clone());
        (self.is_suggested, self.error) = (true, None);
        true
    }

    fn offer(&self) -> Option<usize> {
        let typed = self.name().ok()?;
        self.offers.iter().position(|offer| person::is_same_name(&offer.answer, &typed))
    }

    /// The name that stands there, as somebody here is called.
    ///
    /// # Errors
    /// It may be several people's.
    pub(crate) fn name(&self) -> Result<String, String> {
        self.names.read(self.input.value())
    }

    /// What stands in the field, as it is understood.
    pub fn read_back(&self) -> Option<String> {
        match (self.mention(), self.offer()) {
            (Some(at), _) => self.names.told_of_known(&self.input.value()[at..]),
            (None, Some(place)) => Some(self.offers[place].is.clone()),
            (None, None) if self.purpose == Purpose::Join => self.names.told_of_known(&self.input.value()[self.last_name()..]),
            (None, None) => self.names.told_of_known(self.input.value()),
        }
    }

    /// Where the name of whoever said it begins, behind its `@`.
    fn mention(&self) -> Option<usize> {
        let typed = self.input.value();
        let at = typed.rfind('@').filter(|at| self.purpose.takes_author() && is_free(&typed[..*at]))?;
        Some(at + 1)
    }

    /// Where the last of several names begins.
    fn last_name(&self) -> usize {
        let typed = self.input.value();
        let after = typed.rfind(',').map_or(0, |at| at + 1);
        after + typed[after..].len() - typed[after..].trim_start().len()
    }

    /// Completes the name that is being typed; `false` where none is.
    fn complete_name(&mut self) -> bool {
        let begins = match self.purpose {
            ref purpose if purpose.takes_author() => self.mention(),
            // Several join at once, with commas between them.
            Purpose::Join => Some(self.last_name()),
            _ => Some(0),
        };
        let Some(at) = begins else { return false };
        let (before, name) = self.input.value().split_at(at);
        let mut name = Input::new(name.trim().to_owned());
        if self.names.complete(&mut name) == Completed::Nothing {
            return false;
        }
        // Words follow a name that stands before them.
        let gap = if before == "@" { " " } else { "" };
        self.input = Input::new(format!("{before}{}{gap}", name.value()));
        self.error = None;
        true
    }

    pub(crate) fn is_changed(&self) -> bool {
        self.input.value() != self.original
    }

    /// What was typed before stands there again, and is gone on with.
    pub(crate) fn take_back(&mut self, typed: &str) {
        (self.input, self.is_suggested) = (typed.into(), false);
    }

    /// As it was before anything was typed.
    pub(crate) fn start_anew(&mut self) {
        self.input = Input::new(self.original.clone());
        (self.error, self.once_more) = (None, None);
    }

    /// With answers that are at hand, the first of them suggested.
    pub fn offering(self, offers: Vec<Offer>) -> Self {
        Self { offers, ..self }.suggesting()
    }

    /// With answers that are at hand, none of them suggested.
    pub(crate) fn with_at_hand(self, offers: Vec<Offer>) -> Self {
        Self { offers, ..self }
    }

    /// With people whom it may name.
    pub(crate) fn naming(self, names: Names) -> Self {
        Self { names, ..self }
    }

    /// With an answer that may be meant.
    pub(crate) fn suggesting(self) -> Self {
        Self { is_suggested: !self.input.value().is_empty(), ..self }
    }

    /// Names join those that stand there already, with a comma between them.
    pub(crate) fn paste_names(&mut self, names: &str) -> Taken {
        let before = self.input.value().trim_end();
        let is_apart = before.is_empty() || before.ends_with(',') || self.input.cursor() == 0;
        self.input = if is_apart { self.input.clone() } else { Input::new(format!("{before}, ")) };
        self.is_suggested = false;
        input::paste(&mut self.input, names)
    }

    pub(crate) fn key(&mut self, key: KeyEvent) -> Outcome {
        let is_letter = matches!(key.code, KeyCode::Char(_)) && (key.modifiers - KeyModifiers::SHIFT).is_empty();
        if std::mem::take(&mut self.is_suggested) && is_letter {
            self.input = Input::default();
        }
        match key.code {
            KeyCode::Esc => Outcome::Close,
            // With nothing more to write, the last line was the last.
            KeyCode::Enter if self.done.is_some() && self.input.value().trim().is_empty() => Outcome::Close,
            KeyCode::Enter => Outcome::Submitted,
            KeyCode::Tab if self.complete_name() => Outcome::Stay,
            KeyCode::Tab if self.turn_column(true) => Outcome::Stay,
            KeyCode::BackTab if self.turn_column(false) => Outcome::Stay,
            KeyCode::Tab if self.turn_offer(true) => Outcome::Stay,
            KeyCode::BackTab if self.turn_offer(false) => Outcome::Stay,
            _ => {
                if input::edit(&mut self.input, key) {
                    (self.error, self.once_more) = (None, None);
                    self.names.typed();
                } else if matches!(key.code, KeyCode::Char(_)) && input::is_full(&self.input) {
                    self.error = Some(FULL.into());
                }
                Outcome::Stay
            }
        }
    }
}

/// What follows stands by itself: no address has its `@` there.
fn is_free(before: &str) -> bool {
    before.is_empty() || before.ends_with(char::is_whitespace)
}
