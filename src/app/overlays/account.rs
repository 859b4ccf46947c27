//! One account's page: its renewals, its measured past, and what happened, which is searched and sorted.

use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::crossterm::event::KeyEvent;

use super::{Outcome, corrections};
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::list::{Column, ListState, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::view_cache;
use crate::app::tools;
use crate::app::world::World;
use crate::domain::Name;
use crate::domain::account_history::AccountHistory;
use crate::domain::hook::HookAbout;
use crate::domain::knowledge::Found;
use crate::domain::money::Money;
use crate::domain::renewal::{Became, Renewal};
use crate::telling::figures;

#[derive(Clone, Debug)]
pub struct AccountPage {
    pub account_id: Name,
    /// `None` while it is read.
    pub history: Option<Result<AccountHistory, String>>,
    /// What earlier retros said about its renewals.
    pub earlier: Vec<Found>,
    pub scroll: Cursor,
    /// Order and search of what happened.
    pub state: ListState,
}

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A renewal was due, and this became of it.
    Due(Became),
    Began,
    Closed,
    ChampionLeft,
    OwnerChanged,
    Executive,
    Play,
    Note,
    /// An earlier retro said something of it.
    Retro,
    /// A tool of the user's own did, and somebody accepted it, or not yet.
    Tool {
        accepted: bool,
    },
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Due(_) => "due",
            Self::Began => "begun",
            Self::Closed => "closed",
            Self::ChampionLeft => "champion left",
            Self::OwnerChanged => "owner changed",
            Self::Executive => "executive",
            Self::Play => "play",
            Self::Note => "note",
            Self::Retro => "retro",
            Self::Tool { .. } => "tool",
        }
    }
}

/// Something that happened: when, what kind of thing, what.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Happened {
    pub on: NaiveDate,
    pub kind: Kind,
    pub what: String,
}

impl AccountPage {
    /// More lines than a page has; drawing clamps.
    const LINES: usize = 500;

    pub(crate) fn new(account_id: Name) -> Self {
        Self { account_id, history: None, earlier: vec![], scroll: Cursor::default(), state: ListState::default() }
    }

    pub(crate) fn run(&mut self, model: &Model, command: Command) -> Outcome {
        if self.scroll.travel(command, Self::LINES) {
            return Outcome::Stay;
        }
        match command {
            command if self.state.run(command, &rows(&self.happened(model)), self.stamp(model)) => {
                self.scroll = Cursor::default();
                Outcome::Stay
            }
            Command::Correct => self.renewal(model).map_or(Outcome::Stay, |renewal| corrections::asked(model, &renewal)),
            Command::Back => Outcome::Close,
            _ => Outcome::Elsewhere,
        }
    }

    /// The renewal that the page is about: the window's, else the last one there is.
    pub(crate) fn renewal(&self, model: &Model) -> Option<Arc<Renewal>> {
        let known = self.known(model);
        let window = &model.world.facts.scope.window;
        known.renewals.iter().rev().find(|r| window.contains(r.due)).or(known.renewals.last()).cloned()
    }

    /// Keys while the search is typed.
    pub(crate) fn key(&mut self, model: &Model, key: KeyEvent) -> Outcome {
        self.state.key(key, &rows(&self.happened(model)), self.stamp(model));
        self.scroll = Cursor::default();
        Outcome::Stay
    }

    /// What happened, in the order and as far as it is shown, and how much there is in all.
    pub(crate) fn shown(&self, model: &Model) -> (Vec<Happened>, usize) {
        let events = self.happened(model);
        let shown = self.state.shown(&rows(&events), self.stamp(model));
        (shown.iter().map(|i| events[*i].clone()).collect(), events.len())
    }

    /// What the data tell, and what earlier retros said.
    fn happened(&self, model: &Model) -> Vec<Happened> {
        let retros = self.earlier.iter().map(|found| Happened { on: found.entry.until, kind: Kind::Retro, what: found.told() });
        let is_it = |about: &HookAbout| matches!(about, HookAbout::Account { account_id, .. } if **account_id == *self.account_id);
        // A tool's notes have no day of their own: they are of the day that the retro is held as of.
        let noted = tools::notes_on(&model.world, is_it).into_iter().map(|(source, item, accepted)| {
            let standing = if accepted { "accepted" } else { "not in the record" };
            Happened { on: model.world.as_of(), kind: Kind::Tool { accepted }, what: format!("{source} ({standing}): {item}") }
        });
        let mut all: Vec<Happened> = self.known(model).happened.iter().cloned().chain(retros).chain(noted).collect();
        all.sort_by_key(|event| std::cmp::Reverse(event.on));
        all
    }

    fn stamp(&self, model: &Model) -> u64 {
        model.world.history.last_seq() * 1000 + self.earlier.len() as u64 + model.world.tools.edition() * 1_000_000_007
    }

    fn known(&self, model: &Model) -> Arc<Known> {
        view_cache::account(model, &self.account_id)
    }
}

/// By day they come already, newest first.
fn rows(events: &[Happened]) -> Rows<'_> {
    type Col<'a> = Column<'a, usize>;
    let kind = Col::text("kind", 0).by(|i: &usize| Value::text(events[*i].kind.word()));
    let words = Col::text("words", 0).by(|i: &usize| Value::text(&events[*i].what));
    Rows::new(events.len(), |i| i, ToString::to_string, vec![kind, words]).also(|i| events[i].on.to_string())
}

/// What the facts tell of an account.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// In due order.
    pub renewals: Vec<Arc<Renewal>>,
    /// Newest first.
    happened: Vec<Happened>,
}

impl Known {
    pub(crate) fn of(world: &World, account: &Name) -> Self {
        let renewals: Vec<_> = world.facts.renewals.iter().filter(|r| r.account_id == *account).cloned().collect();
        Self { happened: events(world, &renewals), renewals }
    }
}

fn events(world: &World, renewals: &[Arc<Renewal>]) -> Vec<Happened> {
    let mut events: Vec<Happened> = renewals.iter().flat_map(|renewal| events_of(world, renewal)).collect();
    for note in renewals.iter().flat_map(|r| &r.notes) {
        let what = note.said();
        if !events.iter().any(|e| e.on == note.on && e.what == what) {
            events.push(Happened { on: note.on, kind: Kind::Note, what });
        }
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.on));
    events
}

fn events_of(world: &World, renewal: &Renewal) -> Vec<Happened> {
    let became = renewal.became();
    let money = |amount: Option<Money>| figures::money(amount, &world.facts.currency);
    let arr = format!("{} → {}", money(renewal.before), money(renewal.after));
    let mut events = vec![Happened { on: renewal.due, kind: Kind::Due(became), what: format!("Due: {}, ARR {arr}", became.label()) }];
    let mut add = |on: Option<NaiveDate>, kind, what: &str| {
        events.extend(on.map(|on| Happened { on, kind, what: what.to_owned() }));
    };
    add(renewal.started, Kind::Began, "Work on the renewal began");
    add(renewal.closed, Kind::Closed, "Closed");
    add(renewal.signals.champion_left, Kind::ChampionLeft, "The champion left");
    add(renewal.signals.owner_changed, Kind::OwnerChanged, "The CS owner changed");
    let role = renewal.signals.exec_role.as_deref().unwrap_or("an executive");
    add(renewal.signals.exec_first, Kind::Executive, &format!("First contact: {role}"));
    for play in &renewal.plays {
        let risk = play.risk_before.map_or_else(String::new, |risk| format!(", risk before {}", risk.label()));
        add(Some(play.on), Kind::Play, &format!("Play: {}{risk}", play.play));
    }
    events
}
