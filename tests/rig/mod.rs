//! The app without a terminal: keys in, text out; effects are performed at once.
#![allow(dead_code, reason = "tests and benchmarks use different parts")]

use std::path::Path;
use std::sync::{Arc, OnceLock};

#[path = "../asked/mod.rs"]
pub mod asked;
#[path = "../keys/mod.rs"]
mod keys;

use chrono::{DateTime, TimeDelta, Utc};
use keys::{Press, event, presses};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use run_retro::analysis::findings::Lens;
use run_retro::app::drafts::{self, Drafts};
use run_retro::app::effect::Effect;
use run_retro::app::message::Message;
use run_retro::app::model::{Model, Settings};
use run_retro::app::standing::Compared;
use run_retro::app::turn::Turn;
use run_retro::app::update::update;
use run_retro::compile::{self, Source};
use run_retro::config;
use run_retro::domain::NOT_RECORDED;
use run_retro::domain::action::{Action, ActionId, CarriedAction};
use run_retro::domain::agenda::Agenda;
use run_retro::domain::card::InsightKind;
use run_retro::domain::event::{Event, Record, SessionId};
use run_retro::domain::facts::Facts;
use run_retro::domain::house::brought::Brought;
use run_retro::domain::person::PersonId;
use run_retro::domain::progress::Silent;
use run_retro::domain::proposal::Proposal;
use run_retro::domain::reason::ReasonCode;
use run_retro::domain::request::RequestId;
use run_retro::domain::scope::{Depth, Dimension, ScopeRequest};
use run_retro::domain::session::{Author, History};
use run_retro::domain::share;
use run_retro::domain::window::{FiscalYear, WindowSpec};
use run_retro::domain::wish::Wish;
use run_retro::runtime::grounds::Grounds;
use run_retro::runtime::jobs::{self, Places};
use run_retro::store::handover::handed_on;
use run_retro::store::home::Home;
use run_retro::view::Painter;
use run_retro::view::styles::ColorDepth;
use tempfile::TempDir;

pub struct Rig {
    model: Model,
    painter: Painter,
    now: DateTime<Utc>,
    full_disk: bool,
    /// What is half typed, as it was last handed out to be kept.
    kept: Drafts,
    places: Places,
    /// Of the session; gone with the rig.
    folder: TempDir,
    /// What was handed to the clipboard last.
    copied: Option<Vec<u8>>,
}

/// The enterprise renewals of 2026-Q3 in the sample data.
fn facts() -> Arc<Facts> {
    static FACTS: OnceLock<Arc<Facts>> = OnceLock::new();
    Arc::clone(FACTS.get_or_init(|| facts_of("enterprise", WindowSpec::Quarter)))
}

/// A segment's renewals of a window of the sample data; the quarter is 2026-Q3.
fn facts_of(segment: &str, window: WindowSpec) -> Arc<Facts> {
    Arc::new(compile::compile(&Source::Sample, &asked::request(Some(segment), window), None, &Silent).unwrap())
}

/// What a user has who configured nothing, in a place where the clock on the wall shows UTC.
pub fn settings(painter: &Painter) -> Settings {
    let agendas = config::agendas::all(Path::new("none"));
    Settings {
        author: "robin".into(),
        bell: false,
        themes: painter.names(),
        theme: 0,
        local: |at| at.naive_utc(),
        agendas: Arc::new(agendas.known.into_iter().map(|known| known.agenda).collect()),
        guides: Arc::new(config::guides::all(Path::new("none")).0),
        flawed: vec![],
        read_only: false,
        pseudonyms: [7; 32],
    }
}

/// The sample data, and a folder for the session.
fn places(folder: &Path, request: ScopeRequest) -> Places {
    let (cache, session) = (folder.join("cache"), folder.to_owned());
    let grounds = Grounds { source: Source::Sample, mapping: None, request, cache, session, failures: vec![] };
    let places = Places::new(grounds, folder.join("exports")).among(&Home::below(folder));
    places.with_own(folder.join("agendas"), folder.join("guides"))
}

impl Rig {
    pub fn new(size: (u16, u16)) -> Self {
        Self::over(facts(), size)
    }

    /// Over the renewals of one segment.
    pub fn of_segment(size: (u16, u16), segment: &str) -> Self {
        Self::over(facts_of(segment, WindowSpec::Quarter), size)
    }

    /// The enterprise renewals of a window of the sample, with what the retro before it hands on.
    pub fn of_window(size: (u16, u16), window: &str, before: Option<&Self>) -> Self {
        let window = WindowSpec::parse(window, FiscalYear::default()).unwrap();
        let facts = facts_of("enterprise", window);
        let before = before.map(|rig| rig.model.world.history.clone());
        let handed = handed_on(&facts.scope, true, before, None);
        let mut rig = Self::held_by(facts, size, handed.carried, handed.brought, None);
        rig.perform(vec![Effect::Analyse]);
        rig
    }

    /// Over the last 90 days.
    pub fn rolling(size: (u16, u16)) -> Self {
        Self::over(facts_of("enterprise", WindowSpec::Rolling90), size)
    }

    /// With these dimensions asked for.
    pub fn grouped(size: (u16, u16), dimensions: &[Dimension]) -> Self {
        let mut facts = facts();
        Arc::make_mut(&mut facts).scope.dimensions = dimensions.to_vec();
        Self::over(facts, size)
    }

    /// Held as of another day than that on which it is held.
    pub fn as_of(size: (u16, u16), day: &str) -> Self {
        let mut facts = facts();
        Arc::make_mut(&mut facts).scope.as_of = day.parse().unwrap();
        Self::over(facts, size)
    }

    /// With churned accounts left out.
    pub fn renewed_only(size: (u16, u16)) -> Self {
        let mut facts = facts();
        Arc::make_mut(&mut facts).scope.include_churn = false;
        Self::over(facts, size)
    }

    /// Where the loss of an account carries this reason.
    pub fn with_reason(size: (u16, u16), account: &str, reason: &str) -> Self {
        let mut facts = facts();
        for renewal in &mut Arc::make_mut(&mut facts).renewals {
            if &*renewal.account == account && renewal.is_churned() {
                Arc::make_mut(renewal).reason = ReasonCode::read(reason);
            }
        }
        Self::over(facts, size)
    }

    /// Of data without plays.
    pub fn without_plays(size: (u16, u16)) -> Self {
        let mut facts = facts();
        let changed = Arc::make_mut(&mut facts);
        changed.coverage.plays = false;
        for renewal in &mut changed.renewals {
            Arc::make_mut(renewal).plays.clear();
        }
        Self::over(facts, size)
    }

    /// Of data that names no CS owner.
    pub fn without_owners(size: (u16, u16)) -> Self {
        let mut facts = facts();
        for renewal in &mut Arc::make_mut(&mut facts).renewals {
            Arc::make_mut(renewal).cs_owner = NOT_RECORDED.into();
        }
        Self::over(facts, size)
    }

    /// Over any facts, with their findings.
    pub fn over(facts: Arc<Facts>, size: (u16, u16)) -> Self {
        let mut rig = Self::waiting(facts, size);
        rig.perform(vec![Effect::Analyse]);
        rig
    }

    /// Before the first findings have come.
    pub fn unanalysed(size: (u16, u16)) -> Self {
        Self::waiting(facts(), size)
    }

    /// With these actions carried over from the last retro.
    pub fn carrying(size: (u16, u16), actions: &[&str]) -> Self {
        Self::carrying_due(size, None, actions)
    }

    /// With these actions carried over, which were to be done by that day.
    pub fn carrying_due(size: (u16, u16), due: Option<&str>, actions: &[&str]) -> Self {
        let carried = actions.iter().zip(1..).map(|(title, n)| {
            let action = Action { due: due.map(|day| day.parse().unwrap()), ..Action::new(ActionId(n), (*title).to_owned()) };
            CarriedAction::new("2026-Q2-enterprise-test", action)
        });
        Self::beginning(facts(), size, carried.collect())
    }

    /// One reader, no room.
    pub fn summary(size: (u16, u16)) -> Self {
        let mut facts = facts();
        Arc::make_mut(&mut facts).scope.depth = Depth::Summary;
        Self::over(facts, size)
    }

    /// Held by a bundled agenda.
    pub fn by_agenda(size: (u16, u16), name: &str) -> Self {
        let agendas = config::agendas::all(Path::new("none"));
        let agenda = agendas.named(name).unwrap().agenda.clone();
        let mut rig = Self::held_by(facts(), size, vec![], Brought::default(), Some(agenda));
        rig.perform(vec![Effect::Analyse]);
        rig
    }

    fn waiting(facts: Arc<Facts>, size: (u16, u16)) -> Self {
        Self::beginning(facts, size, vec![])
    }

    fn beginning(facts: Arc<Facts>, size: (u16, u16), carried: Vec<CarriedAction>) -> Self {
        Self::held_by(facts, size, carried, Brought::default(), None)
    }

    fn held_by(
        facts: Arc<Facts>,
        (width, height): (u16, u16),
        carried: Vec<CarriedAction>,
        brought: Brought,
        agenda: Option<Agenda>,
    ) -> Self {
        let now: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
        let event = Event::SessionOpened {
            id: SessionId("2026-Q3-enterprise-test".into()),
            scope: facts.scope.clone(),
            data: None,
            timeboxes: vec![],
            agenda,
            carried,
            past_blockers: vec![],
            past_predictions: vec![],
            past_findings: vec![],
            brought,
        };
        let history = History::fold(vec![Record {
            seq: 1,
            at: now,
            by: "robin".into(),
            who: PersonId::ROOM,
            asked: None,
            part_of: None,
            from: None,
            event,
        }])
        .unwrap();
        let painter = Painter::new(ColorDepth::TrueColor);
        let settings = settings(&painter);
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path(), facts.scope.request());
        let mut rig = Self {
            model: Model::new(history, facts, settings),
            painter,
            now,
            full_disk: false,
            kept: Drafts::default(),
            places,
            folder,
            copied: None,
        };
        rig.send(Message::Resize(width, height));
        rig
    }

    /// The retro before this one was held on this machine, too.
    #[expect(clippy::disallowed_methods, reason = "it stood on the disk before")]
    pub fn after_another(self) -> Self {
        let before = self.folder.path().join("sessions/2026-Q2-enterprise-7c41e09a");
        std::fs::create_dir_all(&before).unwrap();
        std::fs::copy("tests/journals/v3.jsonl", before.join("journal.jsonl")).unwrap();
        self
    }

    /// An assistant proposed these cards, and an action.
    pub fn with_proposals(mut self, cards: &[&str]) -> Self {
        let proposal =
            |wish| Proposal { id: RequestId::default(), at: self.now, by: "Mara".into(), client: "claude-code 2.1".into(), wish };
        let card = |text: &&str| Wish::AddCard { kind: InsightKind::Blocker, text: (*text).to_owned(), critical: false, evidence: vec![] };
        let action =
            Action { owner: "Ana Ruiz".into(), due: "2026-12-18".parse().ok(), ..Action::new(ActionId(0), "Name a second contact".into()) };
        let wishes = cards.iter().map(card).chain([Wish::AddAction(Box::new(action))]);
        let proposals = wishes.map(proposal).collect();
        self.send(Message::Proposed(proposals));
        self
    }

    /// With a card that was edited here and, at the same time, on another machine.
    pub fn with_conflicts(mut self) -> Self {
        let session = &mut self.model.world.history;
        let author = Author::from("robin");
        let added = Event::CardAdded {
            id: session.next_card(),
            kind: InsightKind::Blocker,
            text: "Champions leave and nobody notices".to_owned(),
            critical: false,
            evidence: vec![],
        };
        let id = session.next_card();
        let edited = |text: &str| Event::CardEdited { id, text: text.to_owned() };
        session.push(self.now, author.clone(), added);
        let elsewhere = {
            let mut there = session.clone();
            there.push(
                self.now + TimeDelta::seconds(1),
                Author::from("Mara"),
                edited("Champions leave, and nobody in the house knows a second one"),
            );
            share::lines(there.records(), "laptop-3f9a1c", &[])
        };
        session.push(self.now, author, edited("Champions leave in enterprise"));
        self.send(Message::Arrived(elsewhere));
        self
    }

    /// With tools that the configuration declares.
    pub fn with_tools(mut self, config: &str) -> Self {
        let config = config::Config::parse(&self.folder.path().join("config.toml"), config).unwrap();
        self.places = self.places.clone().with_tools(&config);
        self.model.world.tools.declared = Arc::new(self.places.declared_tools());
        self.send(Message::Resize(self.model.size.0, self.model.size.1));
        self
    }

    /// The session's folder; gone with the rig.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Presses keys.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for press in presses(keys) {
            match press {
                Press::Named(name) if name.starts_with("paste:") => self.send(Message::Paste(name["paste:".len()..].to_owned())),
                press => self.send(Message::Key(event(&press))),
            }
        }
        self
    }

    /// Presses keys, and leaves to [`perform`](Self::perform) what other threads do because of it.
    pub fn press(&mut self, keys: &str) -> Vec<Effect> {
        presses(keys).iter().flat_map(|press| update(&mut self.model, Message::Key(event(press)), self.now)).collect()
    }

    /// Lets seconds pass, with their ticks.
    pub fn wait(&mut self, seconds: i64) -> &mut Self {
        for _ in 0..seconds {
            self.now += TimeDelta::seconds(1);
            self.send(Message::Tick);
        }
        self
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Lets seconds pass without a tick.
    pub fn pass(&mut self, seconds: i64) -> &mut Self {
        self.now += TimeDelta::seconds(seconds);
        self
    }

    /// Lets seconds pass at once, as for a machine that slept; less than none when its time is set back.
    pub fn sleep(&mut self, seconds: i64) -> &mut Self {
        self.pass(seconds).send(Message::Tick);
        self
    }

    pub fn click(&mut self, label: &str) -> &mut Self {
        let screen = self.screen();
        let place = screen.lines().enumerate().find_map(|(y, line)| Some((y, line[..line.find(label)?].chars().count())));
        let (y, x) = place.unwrap_or_else(|| panic!("no {label} on\n{screen}"));
        let kind = MouseEventKind::Down(MouseButton::Left);
        self.send(Message::Mouse(MouseEvent { kind, column: x as u16, row: y as u16, modifiers: KeyModifiers::NONE }));
        self
    }

    /// A file that the user writes beside the configuration while the program runs.
    #[allow(clippy::disallowed_methods, reason = "the test writes what a user writes")]
    pub fn user_writes(&self, path: &str, written: &str) {
        let file = self.folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, written).unwrap();
    }

    /// What was handed to the clipboard last.
    pub fn copied(&self) -> String {
        String::from_utf8(self.copied.clone().unwrap_or_default()).unwrap()
    }

    /// What is half typed, as the disk has it.
    pub fn kept(&self) -> String {
        serde_json::to_string_pretty(&self.kept).unwrap()
    }

    /// Goes on where a program ended that had kept this.
    pub fn restore(&mut self, kept: &str) -> String {
        let drafts = serde_json::from_str(kept).unwrap();
        drafts::restore(&mut Turn::new(&mut self.model, self.now), drafts).unwrap_or_default()
    }

    /// From now on nothing can be written.
    pub fn disk_is_full(&mut self) {
        self.full_disk = true;
    }

    pub fn disk_has_room(&mut self) {
        self.full_disk = false;
    }

    /// Lets something happen in the session on its way to the disk.
    pub fn happen_unsaved(&mut self, event: Event) {
        let record = self.model.world.history.push(self.now, "robin", event);
        self.perform(vec![Effect::Append(Box::new(record))]);
    }

    /// Lets something happen in the session without a key.
    pub fn happen(&mut self, event: impl FnOnce(&History) -> Event) {
        let event = event(&self.model.world.history);
        let record = self.model.world.history.push(self.now, "robin", event);
        self.model.world.saved_seq = record.seq;
    }

    /// The record that opened the session.
    pub fn opened(&self) -> Record {
        self.model.world.history.records()[0].clone()
    }

    pub fn resize(&mut self, (width, height): (u16, u16)) -> &mut Self {
        self.send(Message::Resize(width, height));
        self
    }

    /// From now on the terminal shows only this much.
    pub fn depth(&mut self, depth: ColorDepth) -> &mut Self {
        self.painter = Painter::new(depth);
        self
    }

    /// What the screen is drawn from.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The session as it is when it is opened once more.
    pub fn again(&self) -> Model {
        let history = History::fold(self.model.world.history.records().to_vec()).unwrap();
        Model::new(history, Arc::clone(&self.model.world.compiled), self.model.settings.clone())
    }

    /// Draws the screen.
    pub fn draw(&mut self) -> Buffer {
        let (width, height) = self.model.size;
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        self.painter.draw(&mut buf, area, &mut self.model, self.now);
        buf
    }

    /// The text of the screen, without trailing spaces.
    pub fn screen(&mut self) -> String {
        let (width, height) = self.model.size;
        let buf = self.draw();
        let row = |y: u16| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(row).collect::<Vec<_>>().join("\n")
    }

    /// Lost renewals without a reason code, as the findings count them.
    pub fn uncoded(&self) -> u64 {
        let buckets = self.model.world.findings.lenses.get(Lens::ReasonCode);
        buckets.iter().find(|b| b.key == "uncoded").map_or(0, |b| b.count)
    }

    pub fn send(&mut self, message: Message) {
        let effects = update(&mut self.model, message, self.now);
        self.perform(effects);
    }

    /// The data that the session stands on are kept with it.
    pub fn hold(&mut self) {
        let kept = jobs::kept(&self.model.world.compiled, &self.places);
        self.send(kept);
    }

    /// The data were looked at, and have changed like this.
    pub fn data_change(&mut self, change: impl FnOnce(&mut Facts)) {
        let world = &self.model.world;
        let mut facts = Facts::clone(&world.compiled);
        change(&mut facts);
        let news = self.places.grounds.news(&world.compiled, world.session(), facts, "content now".into());
        self.send(Message::Compared(Compared::Differs(Arc::new(news.expect("something changed")))));
    }

    /// Does what the program does, at once and on no terminal. The disk is one that is always quick; nothing is exported.
    pub fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let message = match &effect {
                Effect::KeepDrafts(drafts) => {
                    self.kept = (**drafts).clone();
                    None
                }
                Effect::Copy(words) => {
                    self.copied = Some(words.clone());
                    None
                }
                Effect::Append(_) | Effect::RetryAppend if self.full_disk => Some(Message::NotSaved("no space left on device".into())),
                Effect::Append(record) => Some(Message::Saved(record.seq)),
                Effect::Analyse => jobs::analysed(&self.model.world.compiled, self.model.world.session(), &Silent),
                Effect::Export => None,
                effect => jobs::job(effect, &self.model.world, &self.places).map(|job| job()),
            };
            if let Some(message) = message {
                self.send(message);
            }
        }
    }
}
