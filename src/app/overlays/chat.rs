//! What a pasted chat would add, shown before it is added: line by line, with what can be left out.

mod kept;
mod may_be;
mod pasted;
mod placing;
mod taking;

use super::list_page::{ListPage, Parts};
use super::{Outcome, pickers};
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::list::column::cell;
use crate::app::list::{Column, ListState, Rows};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::domain::card::InsightKind;
use crate::domain::chat::{self, Chat, Left, Meant, New, News, Why};
use crate::domain::person::{self, Person};
use crate::domain::phase::Phase;
use crate::domain::text::counted;
use crate::domain::wish::{CardWish, Wish};

use kept::Choices;
use may_be::{MayBe, may_be};
pub(crate) use pasted::{Spoken, asks_for_file, pasted, read, spoken};
pub(crate) use taking::submitted;
use taking::{author, first_refused};

/// A line of the chat: what it would become, and whether it does.
#[derive(Clone, Debug)]
struct Entry {
    /// Names the line for as long as the page is kept.
    name: String,
    new: New,
    /// Why it is left out, unless somebody takes it in.
    why: Option<Why>,
    /// Why the retro did not take it.
    refused: Option<String>,
    is_out: bool,
    /// Its words as they were written, where they begin with what may be the name of somebody who is not written down.
    may_be: Option<MayBe>,
}

/// As it is shown.
#[derive(Clone, Debug)]
struct Line {
    by: String,
    what: &'static str,
    words: String,
    is_out: bool,
}

/// A chat that is looked at before it is taken in.
#[derive(Clone, Debug)]
pub struct ChatPage {
    pub phase: Phase,
    /// Where its cards go that name no column.
    pub column: InsightKind,
    /// What is not among the lines, in a sentence without a full stop; nothing where all is.
    pub aside: String,
    entries: Vec<Entry>,
    /// Names that are likely somebody's who is written otherwise.
    likely: Vec<Meant>,
    /// What those here scored before.
    scores: Vec<(String, u8)>,
    /// While the tally is hidden, nobody is told what a vote is for.
    hides_votes: bool,
    lines: Vec<Line>,
    pub state: ListState,
    /// It was typed into the box for cards, where it stands until it is taken in.
    is_typed: bool,
    /// The words as they were pasted, and the column they were pasted into.
    pasted: String,
    pasted_into: InsightKind,
    /// What stood chosen by itself.
    unchanged: Choices,
    /// What was chosen for lines that are no longer here, others having been taken in.
    settled: Choices,
}

impl ChatPage {
    /// What was pasted, held against the session.
    ///
    /// # Errors
    /// Nothing in it is new, and why.
    pub(crate) fn new(model: &Model, pasted: &str, column: InsightKind) -> Result<Self, String> {
        let session = model.world.session();
        let people: Vec<&str> = session.people.iter().map(|person| person.name.as_str()).collect();
        let pasted = kept::readable(pasted);
        let chat = chat::read(&pasted, &people);
        let phase = session.phase;
        let News { new, known, left } = chat::news(&chat, &model.world.history, phase, column);
        let aside = aside(&chat, known, &left);
        if new.is_empty() {
            return Err(if aside.is_empty() { "There are no messages in it".to_owned() } else { aside });
        }
        let meant = chat::naming(&chat.said, session);
        let is_customer = |name: &str| model.world.facts.is_customer(name);
        let entries = new.into_iter().map(|new| Entry { may_be: may_be(&new, &is_customer), ..Entry::of(new, None) });
        let left = left.into_iter().map(|left| Entry::of(as_words(&left, &meant, phase, column), Some(left.why)));
        let score = |person: &Person| Some((person.name.clone(), session.return_on_time.of(person.id)?));
        let mut page = Self {
            phase,
            column,
            aside,
            entries: entries.chain(left).collect(),
            likely: meant.into_iter().filter(|meant| meant.is_likely).collect(),
            scores: session.people.iter().filter_map(score).collect(),
            hides_votes: session.tally_hidden,
            lines: vec![],
            state: ListState::default(),
            is_typed: false,
            pasted,
            pasted_into: column,
            unchanged: Choices::default(),
            settled: Choices::default(),
        };
        // Two words that begin like a name's are likelier somebody's than a heading; either way it is asked.
        let names = page.entries.iter().filter(|entry| entry.is_likely_somebody()).filter_map(|entry| Some(&entry.may_be.as_ref()?.name));
        if chat::speaking(names).len() <= chat::MOST_SPEAKERS {
            page.entries.iter_mut().filter(|entry| entry.is_likely_somebody()).for_each(Entry::turn_name);
        }
        page.unchanged = page.choices();
        page.tell();
        Ok(page)
    }

    /// How many lines there are, and how many of them are taken in.
    pub fn count(&self) -> (usize, usize) {
        (self.entries.len(), self.taken().count())
    }

    fn tell(&mut self) {
        self.lines = self.entries.iter().map(|entry| self.line(entry)).collect();
    }

    fn line(&self, Entry { new: New { by, written, wish, .. }, why, refused, is_out, may_be, .. }: &Entry) -> Line {
        let (what, words) = match wish {
            Wish::AddCard { kind, text, .. } => (kind.label(), text.clone()),
            Wish::AddAction(action) => ("Action", action.title.clone()),
            Wish::TakeNote { text, .. } => ("note", text.clone()),
            Wish::OnCard(_, CardWish::Vote) if self.hides_votes => ("vote", "hidden".to_owned()),
            Wish::OnCard(id, CardWish::Vote) => ("vote", id.to_string()),
            Wish::Score(score) => ("return on time", format!("{score} of 5{}", self.was(by.as_deref()))),
            _ => ("", String::new()),
        };
        let what = match refused {
            _ if *is_out => why.map_or("left out", Why::label),
            Some(_) => "refused",
            None => what,
        };
        let words = refused.as_ref().map_or_else(|| words.clone(), |refused| format!("{words}: {refused}"));
        let is_likely = self.likely.iter().any(|meant| Some(&meant.written) == written.as_ref() && meant.name == *by);
        let is_likely = is_likely || may_be.is_some();
        let by = by.clone().unwrap_or_else(|| "the room".to_owned());
        Line { by: if is_likely { format!("{by} ?") } else { by }, what, words, is_out: *is_out }
    }

    /// A score takes the place of the last one.
    fn was(&self, by: Option<&str>) -> String {
        let before = self.scores.iter().find(|(name, _)| by.is_some_and(|by| person::is_same_name(by, name)));
        before.map_or_else(String::new, |(_, score)| format!(", was {score}"))
    }

    /// Why the selected line was not taken in.
    pub fn refused(&self) -> Option<String> {
        let entry = self.entries.get(self.selected_row()?)?;
        let words = self.line(entry).words;
        entry.refused.as_ref().map(|_| format!("{}, {words}", entry.new.by.as_deref().unwrap_or("The room")))
    }

    /// The words of the selected line.
    pub fn words(&self) -> Option<&str> {
        Some(self.lines.get(self.selected_row()?)?.words.as_str())
    }

    /// Names of nobody who is written down, taken for somebody's.
    pub fn asked(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for may_be in self.entries.iter().filter(|entry| !entry.is_out && entry.new.by.is_some()).filter_map(|entry| entry.may_be.as_ref())
        {
            if !names.contains(&may_be.name.as_str()) {
                names.push(&may_be.name);
            }
        }
        names
    }

    /// Nothing of it needs to be looked at: all is said by people who are here.
    fn is_certain(&self, model: &Model) -> bool {
        let is_plain = |entry: &Entry| !entry.is_out && entry.may_be.is_none() && entry.new.by.is_some();
        self.likely.is_empty() && self.entries.iter().all(is_plain) && self.newcomers(model).is_empty()
    }

    /// Only lines that were refused are left.
    pub fn is_rest(&self) -> bool {
        self.entries.iter().all(|entry| entry.refused.is_some())
    }

    /// Who would join by it.
    pub(crate) fn newcomers(&self, model: &Model) -> Vec<String> {
        let taken: Vec<New> = self.taken().cloned().collect();
        chat::newcomers(&taken, model.world.session()).into_iter().map(str::to_owned).collect()
    }

    /// Two spellings that are taken for one person: `Ana Lopez (Acme) for Ana Lopez`.
    pub fn likely(&self) -> Vec<String> {
        let counts = |meant: &&Meant| self.taken().any(|new| new.written.as_ref() == Some(&meant.written) && new.by == meant.name);
        let told = |meant: &Meant| Some(format!("{} for {}", meant.written, meant.name.as_ref()?));
        self.likely.iter().filter(counts).filter_map(told).collect()
    }

    fn taken(&self) -> impl Iterator<Item = &New> {
        self.entries.iter().filter(|entry| !entry.is_out).map(|entry| &entry.new)
    }

    fn selected_entry(&mut self) -> Option<&mut Entry> {
        let row = self.selected_row()?;
        self.entries.get_mut(row)
    }

    pub(crate) fn run(&mut self, model: &Model, command: Command) -> Outcome {
        match command {
            Command::TakeIn if self.takes_in(model) == 0 => return Outcome::Refused(self.nothing_to_take(model)),
            Command::TakeIn => return Outcome::Submitted,
            Command::LeaveOut => self.leave_out(),
            Command::OtherColumn => return self.turn_column(),
            Command::LineColumn => return self.turn_line(),
            Command::Whose => return self.ask_whose(model),
            Command::PartNames => return self.part_names(),
            command if self.travels(command) => {}
            Command::Back => return Outcome::Close,
            _ => return Outcome::Elsewhere,
        }
        Outcome::Stay
    }

    /// How many lines would be taken in now; of those that were refused, none as long as what stood against them still does.
    pub(crate) fn takes_in(&self, model: &Model) -> usize {
        if !self.is_rest() {
            return self.taken().count();
        }
        self.taken().filter(|new| model.admit_for(&author(model, new), new.wish.clone()).is_ok()).count()
    }

    fn nothing_to_take(&self, model: &Model) -> String {
        let [whose, again, back] = [Command::Whose, Command::LeaveOut, Command::Back].map(keymap::named);
        match first_refused(model, self) {
            Some(why) => format!("{why}. {whose} gives a line to somebody else; {back} leaves what was refused"),
            None => format!("All lines are left out; {again} takes the selected one in again"),
        }
    }

    fn leave_out(&mut self) {
        if let Some(entry) = self.selected_entry() {
            entry.is_out = !entry.is_out;
        }
        self.tell();
        self.travels(Command::Down);
    }

    /// The selected line's author is likely somebody who is written otherwise.
    pub(crate) fn is_on_likely(&self) -> bool {
        let entry = self.selected_row().and_then(|row| self.entries.get(row));
        entry.is_some_and(|entry| {
            entry.may_be.is_some() || self.likely.iter().any(|meant| Some(&meant.written) == entry.new.written.as_ref())
        })
    }

    /// Somebody else may have said it.
    fn ask_whose(&mut self, model: &Model) -> Outcome {
        let Some(entry) = self.selected_entry() else { return Outcome::Stay };
        let written = entry.new.written.clone();
        let mut names: Vec<String> = model.world.session().people.iter().map(|person| person.name.clone()).collect();
        let may_be = self.entries.iter().filter_map(|entry| Some(entry.may_be.as_ref()?.name.clone()));
        for by in self.entries.iter().filter_map(|entry| entry.new.by.clone()).chain(written).chain(may_be) {
            if !names.contains(&by) {
                names.push(by);
            }
        }
        pickers::whose(names).opens()
    }

    /// The selected line is somebody else's.
    pub fn give_to(&mut self, name: Option<String>) {
        if let Some(entry) = self.selected_entry() {
            // As another's it may be taken.
            (entry.new.by, entry.refused) = (name, None);
        }
        self.tell();
    }

    /// A name that was taken for somebody's is somebody else's after all, in all lines.
    fn part_names(&mut self) -> Outcome {
        if let Some(MayBe { name, .. }) = self.selected_entry().and_then(|entry| entry.may_be.clone()) {
            let is_this = |entry: &&mut Entry| entry.may_be.as_ref().is_some_and(|may_be| may_be.name == name);
            self.entries.iter_mut().filter(is_this).for_each(Entry::turn_name);
            self.tell();
            return Outcome::Stay;
        }
        let Some(written) = self.selected_entry().and_then(|entry| entry.new.written.clone()) else { return Outcome::Stay };
        let Some(meant) = self.likely.iter().find(|meant| meant.written == written) else {
            return Outcome::Refused("Nobody else is called like that".to_owned());
        };
        let is_meant = self.entries.iter().any(|entry| entry.new.written.as_ref() == Some(&written) && entry.new.by == meant.name);
        let by = if is_meant { Some(written.clone()) } else { meant.name.clone() };
        for entry in self.entries.iter_mut().filter(|entry| entry.new.written.as_ref() == Some(&written)) {
            entry.new.by.clone_from(&by);
        }
        self.tell();
        Outcome::Stay
    }
}

impl ListPage for ChatPage {
    fn parts(&self) -> Parts<'_, &ListState> {
        (&self.state, rows(&self.lines), 0)
    }

    fn parts_mut(&mut self) -> Parts<'_, &mut ListState> {
        (&mut self.state, rows(&self.lines), 0)
    }
}

/// What is nobody's words, should somebody want it after all.
fn as_words(left: &Left, meant: &[Meant], phase: Phase, column: InsightKind) -> New {
    let (text, is_insight) = (left.text.clone(), phase == Phase::InsightSynthesis);
    let wish = if is_insight { placing::card(column, text) } else { Wish::TakeNote { phase, text } };
    let by = left.by.as_ref().and_then(|by| meant.iter().find(|meant| meant.written == *by)?.name.clone());
    New { by, written: left.by.clone(), wish, says_where: false }
}

impl Entry {
    /// A line as it was read; it is left out where there is a reason to.
    fn of(new: New, why: Option<Why>) -> Self {
        Self { name: kept::name(&new), new, is_out: why.is_some(), why, refused: None, may_be: None }
    }
}

/// What a chat holds that adds nothing.
fn aside(chat: &Chat, known: usize, left: &[Left]) -> String {
    let of = |why: Why| (left.iter().filter(|left| left.why == why).count(), why.counted());
    let known = (known, ("line is here already", "lines are here already"));
    let private = (chat.private, ("private message stays private", "private messages stay private"));
    let parts = [known, private].into_iter().chain(Why::ALL.map(of));
    let told: Vec<String> = parts.filter(|(n, _)| *n > 0).map(|(n, (one, many))| counted(n, one, many)).collect();
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
            Col::text("Becomes", 18).says(move |line| cell(line.what, tone(line, Tone::Neutral))),
            Col::text("What", 24).grows().says(move |line| cell(line.words.as_str(), tone(line, Tone::Plain))),
        ],
    )
}
