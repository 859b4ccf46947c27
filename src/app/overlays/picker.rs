//! A list to choose from, narrowed by typing.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;

use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::input::{self, Taken};
use crate::app::overlays::house::Becomes;
use crate::domain::agenda::Agenda;
use crate::domain::card::{CardId, Evidence};
use crate::domain::house::ParkedId;
use crate::domain::person::PersonId;
use crate::domain::reason::{ReasonCode, Voice};
use crate::domain::renewal::RenewalId;
use crate::domain::roster::Role;

/// What is chosen, and for what.
#[derive(Clone, Debug)]
pub enum Choice {
    Command(Command),
    Reason {
        renewals: Vec<RenewalId>,
        reason: Option<ReasonCode>,
    },
    /// Whose words the reason of these is.
    Heard {
        renewals: Vec<RenewalId>,
        from: Option<Voice>,
    },
    Evidence {
        card: CardId,
        evidence: Box<Evidence>,
    },
    /// Somebody who was written down by mistake.
    RemovePerson(PersonId),
    /// Whose a line of a chat is; nobody's by name.
    Whose(Option<String>),
    /// Whose steps are typed from here on.
    ActAs(PersonId),
    /// What is answered, by its name.
    Escalation(String),
    /// A sign-off is taken back, or stays.
    Withdraw(Option<Role>),
    /// What a parked line becomes.
    MakeOf(ParkedId, Becomes),
    /// To go on by another agenda.
    Agenda(Box<Agenda>),
}

/// What follows from a key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Picked<C = Choice> {
    Stay,
    Close,
    Chosen(C),
}

#[derive(Clone, Debug)]
pub struct Item<C = Choice> {
    pub label: String,
    /// Beside it, quiet: a key, a group, figures.
    pub detail: String,
    pub choice: C,
}

/// An item that matches: its number, and which of its label's characters do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub item: usize,
    pub letters: Vec<u32>,
}

#[derive(Clone, Debug)]
pub struct Picker<C = Choice> {
    pub title: String,
    pub input: Input,
    pub items: Vec<Item<C>>,
    /// The items that match what is typed, best first.
    pub shown: Vec<Found>,
    pub cursor: Cursor,
}

impl<C: Clone> Picker<C> {
    pub(crate) fn new(title: impl Into<String>, items: Vec<Item<C>>) -> Self {
        let shown = (0..items.len()).map(|item| Found { item, letters: vec![] }).collect();
        Self { title: title.into(), input: Input::default(), items, shown, cursor: Cursor::default() }
    }

    pub(crate) fn selected(&self) -> Option<&Item<C>> {
        self.cursor.at(self.shown.len()).map(|i| &self.items[self.shown[i].item])
    }

    pub(crate) fn paste(&mut self, text: &str) -> Taken {
        let taken = input::paste(&mut self.input, text);
        self.narrow();
        taken
    }

    /// Narrows it as if this had been typed.
    pub(crate) fn search(&mut self, words: &str) {
        self.input = words.into();
        self.narrow();
    }

    pub(crate) fn click(&mut self, row: usize) -> Picked<C> {
        self.cursor.0 = row;
        self.choose()
    }

    pub(crate) fn key(&mut self, key: KeyEvent) -> Picked<C> {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let travel = match key.code {
            KeyCode::Esc => return Picked::Close,
            KeyCode::Char('c') if ctrl => return Picked::Close,
            KeyCode::Enter => return self.choose(),
            KeyCode::Up | KeyCode::BackTab => Some(Command::Up),
            KeyCode::Down | KeyCode::Tab => Some(Command::Down),
            KeyCode::Char('k') if ctrl => Some(Command::Up),
            KeyCode::Char('j') if ctrl => Some(Command::Down),
            KeyCode::PageUp => Some(Command::PageUp),
            KeyCode::PageDown => Some(Command::PageDown),
            _ => None,
        };
        match travel {
            Some(command) => drop(self.cursor.travel(command, self.shown.len())),
            None if input::edit(&mut self.input, key) => self.narrow(),
            None => {}
        }
        Picked::Stay
    }

    fn choose(&self) -> Picked<C> {
        self.selected().map_or(Picked::Stay, |item| Picked::Chosen(item.choice.clone()))
    }

    fn narrow(&mut self) {
        self.cursor = Cursor::default();
        let pattern = Pattern::parse(self.input.value(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut scored: Vec<(u32, Found)> = Vec::new();
        let mut chars = Vec::new();
        for (item, known) in self.items.iter().enumerate() {
            let text = format!("{} {}", known.label, known.detail);
            let mut letters = Vec::new();
            if let Some(score) = pattern.indices(Utf32Str::new(&text, &mut chars), &mut matcher, &mut letters) {
                letters.sort_unstable();
                letters.dedup();
                scored.push((score, Found { item, letters }));
            }
        }
        scored.sort_by_key(|(score, found)| (std::cmp::Reverse(*score), found.item));
        self.shown = scored.into_iter().map(|(_, found)| found).collect();
    }
}
