//! The second window: it follows the session that another window has open, shows the facilitator's own view of it or one for the room, and
//! changes nothing.

pub(crate) mod aside;
pub(crate) mod scene;

use chrono::{DateTime, Utc};
use ratatui::crossterm::event::{KeyEventKind, MouseEventKind};

use super::command::Command;
use super::effect::Effect;
use super::hiding;
use super::keymap::{self, Key, Mode};
use super::message::Message;
use super::model::Model;
use super::update::update;
use crate::domain::clocks;
use crate::domain::event::{Record, SessionId};

/// Who looks at the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The facilitator alone.
    #[default]
    Private,
    /// Everybody.
    Room,
}

/// What there is to show.
pub(crate) enum Stage {
    /// Nothing, and why.
    Waiting(String),
    Following(Box<Model>),
}

/// All that the window shows.
pub(crate) struct Presenting {
    pub stage: Stage,
    pub sight: Sight,
    /// Another window has the session open.
    pub is_held: bool,
    /// Lines of the private view that are above its upper edge, as far as there are more than fit.
    pub scroll: usize,
    pub theme: usize,
    pub hides: bool,
    pub size: (u16, u16),
    pub quitting: bool,
    /// The journal is no longer what was followed: the session has to be opened anew.
    pub is_lost: bool,
}

/// Lines that one key, and a page, moves.
const STEP: usize = 1;
const PAGE: usize = 10;

impl Presenting {
    pub(crate) fn new(sight: Sight, theme: usize, hides: bool) -> Self {
        let stage = Stage::Waiting("Looking for a retro …".to_owned());
        Self { stage, sight, is_held: false, scroll: 0, theme, hides, size: (80, 24), quitting: false, is_lost: false }
    }

    /// The session that is followed.
    pub(crate) fn model(&self) -> Option<&Model> {
        match &self.stage {
            Stage::Following(model) => Some(model),
            Stage::Waiting(_) => None,
        }
    }

    pub(crate) fn session(&self) -> Option<&SessionId> {
        self.model().map(|model| &model.world.session().id)
    }

    /// From now on this session is shown.
    pub(crate) fn follow(&mut self, mut model: Model) {
        model.settings.theme = self.theme;
        if self.hides {
            hiding::hide(&mut model);
        }
        model.size = self.size;
        model.status = model.notices.pop_front();
        self.scroll = 0;
        self.is_lost = false;
        self.stage = Stage::Following(Box::new(model));
    }

    /// There is nothing to show.
    pub(crate) fn wait(&mut self, why: String) {
        self.is_lost = false;
        self.stage = Stage::Waiting(why);
    }

    /// Takes in a message; gives what is to be done, which changes nothing but this window.
    pub(crate) fn update(&mut self, message: Message, now: DateTime<Utc>) -> Vec<Effect> {
        match message {
            Message::Key(event) if event.kind != KeyEventKind::Release => {
                if let Some(command) = keymap::command(Mode::Present, Key::of(event)) {
                    self.run(command);
                }
            }
            Message::Mouse(event) => match event.kind {
                MouseEventKind::ScrollUp => self.run(Command::Up),
                MouseEventKind::ScrollDown => self.run(Command::Down),
                _ => {}
            },
            Message::Terminate => self.quitting = true,
            Message::Key(_) | Message::Paste(_) => {}
            other => return self.pass_on(other, now),
        }
        Vec::new()
    }

    fn run(&mut self, command: Command) {
        match command {
            Command::Quit => self.quitting = true,
            Command::OtherView => {
                self.sight = if self.sight == Sight::Private { Sight::Room } else { Sight::Private };
            }
            Command::HideNames => {
                self.hides = !self.hides;
                if let Stage::Following(model) = &mut self.stage {
                    model.hidden = None;
                    if self.hides {
                        hiding::hide(model);
                    }
                }
            }
            Command::NextTheme => {
                if let Stage::Following(model) = &mut self.stage {
                    self.theme = (self.theme + 1) % model.settings.themes.len().max(1);
                    model.settings.theme = self.theme;
                }
            }
            Command::Up => self.scroll = self.scroll.saturating_sub(STEP),
            Command::Down => self.scroll += STEP,
            Command::PageUp => self.scroll = self.scroll.saturating_sub(PAGE),
            Command::PageDown => self.scroll += PAGE,
            Command::First => self.scroll = 0,
            _ => {}
        }
    }

    /// What happened in the session, or came of an effect, is the model's, as in the first window.
    fn pass_on(&mut self, message: Message, now: DateTime<Utc>) -> Vec<Effect> {
        if let Message::Resize(width, height) = message {
            self.size = (width, height);
        }
        let Stage::Following(model) = &mut self.stage else { return Vec::new() };
        if let Message::Happened(records) = &message {
            if !model.world.history.goes_on(records) {
                self.is_lost = true;
                return Vec::new();
            }
            if is_elsewhere(model, records) {
                self.scroll = 0;
            }
        }
        let effects = update(model, message, now);
        effects.into_iter().filter(|effect| matches!(effect, Effect::Analyse | Effect::ReadHeld(_))).collect()
    }

    /// The time that clocks are read at: while nobody has the session open, it stands still where it was left.
    pub(crate) fn clock_now(&self, model: &Model, now: DateTime<Utc>) -> DateTime<Utc> {
        if self.is_held {
            return now;
        }
        clocks::left_running(&model.world.history).into_iter().map(|(_, _, until)| until).max().unwrap_or(now)
    }

    /// Milliseconds until the window shows something else by itself.
    pub(crate) fn next_tick(&self, now: DateTime<Utc>) -> Option<u64> {
        self.model().filter(|_| self.is_held)?.next_tick(now)
    }
}

/// The room goes to another step: the guide to it begins at its beginning.
fn is_elsewhere(model: &Model, records: &[Record]) -> bool {
    let known = model.world.history.records().len();
    records.iter().skip(known).any(|record| clocks::concerns_clocks(&record.event))
}

#[cfg(test)]
#[path = "presenting_tests.rs"]
mod tests;
