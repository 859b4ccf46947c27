//! What a pasted chat would add, shown before it is added: line by line, with what can be left out.

use std::collections::BTreeSet;
use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;

use super::Outcome;
use crate::app::command::Command;
use crate::app::list::column::cell;
use crate::app::list::{Column, ListState, Rows};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::turn::Turn;
use crate::domain::card::InsightKind;
use crate::domain::chat::{self, Chat, New, News};
use crate::domain::phase::Phase;
use crate::domain::session::Author;
use crate::domain::text::{self, counted};
use crate::domain::wish::{CardWish, Wish};

/// A line of the chat, and what it becomes.
#[derive(Clone, Debug)]
struct Line {
    by: String,
    what: &'static str,
    words: String,
    is_out: bool,
}

impl Line {
    fn of(New { by, wish }: &New, is_out: bool) -> Self {
        let (what, words) = match wish {
            Wish::AddCard { kind, text, .. } => (kind.label(), text.clone()),
            Wish::TakeNote { text, .. } => ("note", text.clone()),
            Wish::OnCard(id, CardWish::Vote) => ("vote", id.to_string()),
            Wish::Score(score) => ("return on time", format!("{score} of 5")),
            _ => ("", String::new()),
        };
        Self { by: by.clone().unwrap_or_else(|| "the room".to_owned()), what, words, is_out }
    }
}

/// A chat that is looked at before it is taken in.
#[derive(Clone, Debug)]
pub struct ChatPage {
    pub phase: Phase,
    /// Where its cards go.
    pub column: InsightKind,
    /// What is not among the lines, in a sentence without a full stop; nothing where all is.
    pub aside: String,
    pub new: Vec<New>,
    /// Those that are not to be taken in.
    pub left_out: BTreeSet<usize>,
    lines: Vec<Line>,
    pub state: ListState,
}

impl ChatPage {
    /// What was pasted, held against the session.
    ///
    /// # Errors
    /// Nothing in it is new, and why.
    pub(crate) fn new(model: &Model, pasted: &str, column: InsightKind) -> Result<Self, String> {
        let people: Vec<&str> = model.world.session().people.iter().map(|person| person.name.as_str()).collect();
        let chat = chat::read(pasted, &people);
        let phase = model.world.session().phase;
        let News { new, known, agreements } = chat::news(&chat, &model.world.history, phase, column);
        let aside = aside(&chat, known, agreements);
        if new.is_empty() {
            return Err(if aside.is_empty() { "There are no messages in it".to_owned() } else { aside });
        }
        let mut page = Self { phase, column, aside, new, left_out: BTreeSet::new(), lines: vec![], state: ListState::default() };
        page.tell();
        Ok(page)
    }

    pub(crate) fn rows(&self) -> Rows<'_> {
        rows(&self.lines)
    }

    fn tell(&mut self) {
        self.lines = self.new.iter().enumerate().map(|(i, new)| Line::of(new, self.left_out.contains(&i))).collect();
    }

    /// Who would join by it.
    pub(crate) fn newcomers(&self, model: &Model) -> Vec<String> {
        let taken: Vec<New> = self.taken().cloned().collect();
        chat::newcomers(&taken, model.world.session()).into_iter().map(str::to_owned).collect()
    }

    fn taken(&self) -> impl Iterator<Item = &New> {
        self.new.iter().enumerate().filter(|(i, _)| !self.left_out.contains(i)).map(|(_, new)| new)
    }

    pub(crate) fn shown(&self) -> Arc<Vec<usize>> {
        self.state.shown(&self.rows(), 0)
    }

    /// The selected place among those shown.
    pub(crate) fn selected(&self) -> Option<usize> {
        let rows = self.rows();
        self.state.selected(&rows, &self.state.shown(&rows, 0))
    }

    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        match command {
            Command::TakeIn => return Outcome::Submitted,
            Command::LeaveOut => self.leave_out(),
            Command::OtherColumn => self.turn_column(),
            command if self.on_list(|state, rows| state.run(command, rows, 0)) => {}
            Command::Back => return Outcome::Close,
            _ => return Outcome::Elsewhere,
        }
        Outcome::Stay
    }

    fn leave_out(&mut self) {
        let Some(i) = self.selected().map(|place| self.shown()[place]) else { return };
        if !self.left_out.remove(&i) {
            self.left_out.insert(i);
        }
        self.tell();
        self.on_list(|state, rows| state.run(Command::Down, rows, 0));
    }

    /// All cards go to the next column.
    fn turn_column(&mut self) {
        self.column = self.column.next();
        for new in &mut self.new {
            if let Wish::AddCard { kind, .. } = &mut new.wish {
                *kind = self.column;
            }
        }
        self.tell();
    }

    /// Keys while the search is typed.
    pub(crate) fn key(&mut self, key: KeyEvent) -> Outcome {
        self.on_list(|state, rows| state.key(key, rows, 0));
        Outcome::Stay
    }

    pub(crate) fn click(&mut self, row: usize) -> Outcome {
        self.on_list(|state, rows| state.click(rows, 0, row));
        Outcome::Stay
    }

    pub(crate) fn sort_by(&mut self, column: usize) {
        self.on_list(|state, rows| state.sort_by(column, rows, 0));
    }

    fn on_list<R>(&mut self, act: impl FnOnce(&mut ListState, &Rows<'_>) -> R) -> R {
        act(&mut self.state, &rows(&self.lines))
    }
}

/// What a chat holds that adds nothing.
fn aside(chat: &Chat, known: usize, agreements: usize) -> String {
    let parts = [
        (known, "line is here already", "lines are here already"),
        (agreements, "line agrees and names no card", "lines agree and name no card"),
        (chat.private, "private message stays private", "private messages stay private"),
        (chat.reactions, "reaction is left out", "reactions are left out"),
    ];
    let told: Vec<String> = parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(n, one, many)).collect();
    told.join(", ")
}

fn rows(lines: &[Line]) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Line>;
    let tone = |line: &Line, tone: Tone| if line.is_out { Tone::Faint } else { tone };
    Rows::of(
        lines,
        |line| format!("{} {} {}", line.by, line.what, line.words),
        [
            Col::text("Who", 22).says(move |line| cell(line.by.as_str(), tone(line, Tone::Strong))),
            Col::text("Becomes", 18).says(move |line| cell(if line.is_out { "left out" } else { line.what }, tone(line, Tone::Neutral))),
            Col::text("What", 24).grows().says(move |line| cell(line.words.as_str(), tone(line, Tone::Plain))),
        ],
    )
}

/// Takes in what is left, each line as its author's; who is new joins first.
pub(crate) fn submitted(turn: &mut Turn, page: &ChatPage) {
    let mut refused = Vec::new();
    for name in page.newcomers(turn.model) {
        if let Err(refusal) = turn.grant(Wish::Join { name }) {
            refused.push(refusal.to_string());
        }
    }
    let mut taken = 0;
    for new in page.taken() {
        match turn.grant_to(&author(turn.model, new), new.wish.clone()) {
            Ok(_) => taken += 1,
            Err(refusal) => refused.push(format!("{}: {refusal}", new.by.as_deref().unwrap_or("the room"))),
        }
    }
    let told = counted(taken, "line", "lines") + " taken in from the chat";
    match refused.first() {
        Some(first) => turn.warn(format!("{told}; {} refused. {first}", counted(refused.len(), "was", "were"))),
        None => turn.say_good(told),
    }
}

fn author(model: &Model, new: &New) -> Author {
    let known = new.by.as_deref().and_then(|by| model.world.session().person_named(by));
    known.map_or_else(|| model.driver(), |person| Author { person: person.id, name: person.name.clone() })
}

/// What is pasted where nothing asks for text: several lines are a chat or a list, one is a card or a note.
pub(crate) fn pasted(turn: &mut Turn, pasted: &str, column: InsightKind) {
    use super::{Overlay, prompts};

    if pasted.lines().filter(|line| !line.trim().is_empty()).count() > 1 {
        match ChatPage::new(turn.model, pasted, column) {
            Ok(page) => turn.open(Overlay::Chat(Box::new(page))),
            Err(why) => turn.warn(format!("Nothing was taken in from what was pasted. {why}")),
        }
        return;
    }
    let line = text::line(pasted);
    if !line.is_empty() {
        let is_card = turn.model.phase() == Phase::InsightSynthesis;
        let prompt = if is_card { prompts::new_card(column) } else { prompts::note() };
        turn.open(prompts::holding(prompt, &line));
    }
}
