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
    /// Whether something is called so besides its label.
    known_as: fn(&C, &str) -> bool,
}

/// How near an item is to what was typed. What is nearer leaves out all that is further: letters that merely stand in something are no match
/// beside a word that begins so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    /// Each word begins one of its own, or it is called so.
    Begins,
    /// Each word stands somewhere in it.
    Holds,
    /// The letters stand in it one after another, from the beginnings of words on.
    Scattered,
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// `None` where only letters tell.
fn near(typed: &str, text: &str) -> Option<Near> {
    let (wanted, own) = (words(typed).collect::<Vec<_>>(), words(text).collect::<Vec<_>>());
    let all = |stands: fn(&str, &str) -> bool| wanted.iter().all(|word| own.iter().any(|known| stands(known, word)));
    match () {
        () if wanted.is_empty() => None,
        () if all(|known, word| known.starts_with(word)) => Some(Near::Begins),
        () if all(|known, word| known.contains(word)) => Some(Near::Holds),
        () => None,
    }
}

/// Each run of letters begins a word.
fn begin_words(text: &str, letters: &[u32]) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let begins = |at: usize| at == 0 || !chars[at - 1].is_alphanumeric() || (chars[at].is_uppercase() && chars[at - 1].is_lowercase());
    let runs = letters.iter().enumerate().filter(|(n, at)| *n == 0 || letters[n - 1] + 1 != **at);
    runs.map(|(_, at)| *at as usize).all(|at| at < chars.len() && begins(at))
}

impl<C: Clone> Picker<C> {
    pub(crate) fn new(title: impl Into<String>, items: Vec<Item<C>>) -> Self {
        let shown = (0..items.len()).map(|item| Found { item, letters: vec![] }).collect();
        Self { title: title.into(), input: Input::default(), items, shown, cursor: Cursor::default(), known_as: |_, _| false }
    }

    /// Items are called otherwise, too.
    pub(crate) fn known_as(self, known_as: fn(&C, &str) -> bool) -> Self {
        Self { known_as, ..self }
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
        let mut scored: Vec<(Near, u32, Found)> = Vec::new();
        let mut chars = Vec::new();
        for (item, known) in self.items.iter().enumerate() {
            let text = format!("{} {}", known.label, known.detail);
            let mut letters = Vec::new();
            let score = pattern.indices(Utf32Str::new(&text, &mut chars), &mut matcher, &mut letters);
            letters.sort_unstable();
            letters.dedup();
            let is_called = (self.known_as)(&known.choice, self.input.value());
            let scattered = || score.filter(|_| begin_words(&text, &letters)).map(|_| Near::Scattered);
            let near = if is_called { Some(Near::Begins) } else { near(self.input.value(), &text).or_else(scattered) };
            if let Some(near) = near {
                scored.push((near, score.unwrap_or(0), Found { item, letters }));
            }
        }
        // Letters tell only where no word does.
        let nearest = scored.iter().map(|(near, ..)| *near).min();
        scored.retain(|(near, ..)| *near != Near::Scattered || nearest == Some(Near::Scattered));
        scored.sort_by_key(|(near, score, found)| (*near, std::cmp::Reverse(*score), found.item));
        self.shown = scored.into_iter().map(|(.., found)| found).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(labels: &[&'static str], typed: &str) -> Vec<&'static str> {
        let items = labels.iter().map(|label| Item { label: (*label).into(), detail: String::new(), choice: *label }).collect();
        let mut picker = Picker::new("Which", items).known_as(|label, typed| *label == "Too expensive" && typed == "price");
        picker.search(typed);
        picker.shown.iter().map(|found| picker.items[found.item].choice).collect()
    }

    #[test]
    fn what_is_typed_is_a_word_before_it_is_letters() {
        let all = ["Support experience", "Too expensive", "Uplift refused", "Switched to a competitor", "Repricing later"];
        assert_eq!(shown(&all, "price"), ["Too expensive"], "letters that merely stand in something are no match");
        assert_eq!(shown(&all, "exp"), ["Support experience", "Too expensive"]);
        assert_eq!(shown(&all, "pric"), ["Repricing later"], "a part of a word, where none begins so");
        assert!(shown(&all, "champ").is_empty(), "an unrelated one is none");
        assert_eq!(shown(&all, "stac"), ["Switched to a competitor"], "the first letters of words, where no word is meant");
        assert_eq!(shown(&all, "").len(), all.len());
    }
}
