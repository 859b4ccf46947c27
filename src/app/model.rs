//! All that the screen shows and the next key depends on.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::drafts::Drafts;
use super::keymap::Mode;
use super::leaving::Leaving;
use super::message::Moved;
use super::overlays::Overlay;
use super::screens::{self, Screens};
use super::standing::News;
use super::target::Targets;
use crate::analysis;
use crate::analysis::findings::{Findings, SuggestedInsight};
use crate::domain::event::Event;
use crate::domain::facts::Facts;
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::domain::renewal::Renewal;
use crate::domain::rules::{self, Refusal};
use crate::domain::session::{Author, History, Session};
use crate::domain::wish::Wish;

/// How a message at the bottom is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Good,
    Warn,
}

/// What happened last, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    pub text: String,
    pub tone: Tone,
}

/// What the runtime knows and the app shows or obeys.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name at what is done from this keyboard, while nobody says who is meant.
    pub author: String,
    pub bell: bool,
    /// Names of all themes, and the one in use.
    pub themes: Vec<String>,
    pub theme: usize,
    /// To be looked at only: asked for, held by another program, or not whole.
    pub read_only: bool,
}

/// The report for reading on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The last step it holds, and how many findings there had been by then.
    pub of: Edition,
    pub text: String,
}

/// Tells whether a preview is up to date: the session's last step, and how often findings came.
pub type Edition = (u64, u64);

/// The facilitation guide: beside the phase where there is room, unless it was asked for or sent away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GuideShown {
    #[default]
    WhereThereIsRoom,
    Asked,
    Hidden,
}

/// Screens at least this wide show the guide beside the phase.
pub const GUIDE_FROM: u16 = 150;

pub struct Model {
    pub history: History,
    /// As compiled from the data that the session stands on.
    pub compiled: Arc<Facts>,
    /// With what the room corrected, as far as the findings have come.
    pub facts: Arc<Facts>,
    /// The name of the kept facts that `compiled` is.
    pub standing_on: Option<String>,
    /// The data as they are now, where they were found to differ.
    pub news: Option<Arc<News>>,
    /// They could not be kept with the session.
    pub not_held: bool,
    /// Why the data cannot be compared.
    pub out_of_reach: Option<String>,
    pub findings: Arc<Findings>,
    /// Findings are being computed: what was last said of how far that is, at first nothing.
    pub analysing: Option<String>,
    /// How often findings came.
    pub analyses: u64,
    /// The edition of the report that is being written.
    pub previewing: Option<Edition>,
    pub settings: Settings,
    /// Where I look; with the room while nothing is said.
    pub place: Option<Phase>,
    /// Whose steps those at this keyboard are; nobody's by name until it is said.
    pub acting_as: Option<PersonId>,
    pub screens: Screens,
    /// What lies above the phase; the last one has the keys.
    pub overlays: Vec<Overlay>,
    /// The report as it was last written for reading.
    pub preview: Option<Preview>,
    /// What was typed and put aside with Esc.
    pub drafts: Drafts,
    /// All that was half typed when it was last handed out to be kept.
    pub drafts_kept: Drafts,
    pub guide: GuideShown,
    pub status: Option<Status>,
    /// What else is to be said, one after the other: each fits the line, and nothing is cut off.
    pub notices: VecDeque<Status>,
    /// Up to this record everything is on the disk.
    pub saved_seq: u64,
    /// Why what is newer is not on the disk.
    pub save_error: Option<String>,
    /// It was tried again by hand since.
    pub retried: bool,
    /// Why what is half typed is not kept on the disk.
    pub drafts_error: Option<String>,
    /// Why the plan file is not up to date.
    pub plan_error: Option<String>,
    /// A folder that may take what this disk does not; nothing where none is known.
    pub elsewhere: String,
    /// Where the session is, when that is not how it was opened.
    pub moved: Option<Moved>,
    /// When a running clock was looked at last.
    pub clock_seen: Option<DateTime<Utc>>,
    /// Timeboxes whose end was already announced.
    pub announced: BTreeSet<Phase>,
    pub size: (u16, u16),
    pub targets: Targets,
    pub quitting: bool,
    /// What leaving waits for, once that takes long.
    pub leaving: Option<Leaving>,
    /// Leaving was asked for while steps were not saved.
    pub quit_asked: bool,
}

impl Model {
    pub fn new(history: History, facts: Arc<Facts>, settings: Settings) -> Self {
        let saved_seq = history.last_seq();
        let compiled = facts;
        let facts = analysis::corrected(&compiled, history.session());
        Self {
            guide: GuideShown::default(),
            screens: Screens::over(&facts),
            standing_on: history.session().held.as_ref().map(|held| held.name.clone()),
            news: None,
            not_held: false,
            out_of_reach: None,
            history,
            compiled,
            facts,
            findings: Arc::default(),
            analysing: Some(String::new()),
            settings,
            place: None,
            acting_as: None,
            overlays: Vec::new(),
            preview: None,
            previewing: None,
            analyses: 0,
            drafts: Drafts::default(),
            drafts_kept: Drafts::default(),
            status: None,
            notices: VecDeque::new(),
            saved_seq,
            save_error: None,
            drafts_error: None,
            plan_error: None,
            retried: false,
            elsewhere: String::new(),
            moved: None,
            clock_seen: None,
            announced: BTreeSet::new(),
            size: (80, 24),
            targets: Targets::default(),
            quitting: false,
            leaving: None,
            quit_asked: false,
        }
    }

    pub fn session(&self) -> &Session {
        self.history.session()
    }

    /// `Working out the findings: Testing signals`, while they are.
    pub fn working(&self) -> Option<String> {
        self.analysing.as_deref().map(|doing| match doing {
            "" => "Working out the findings …".to_owned(),
            doing => format!("Working out the findings: {doing} …"),
        })
    }

    /// The phase on the screen: where I look, else where the room is.
    pub fn phase(&self) -> Phase {
        self.place.unwrap_or(self.session().phase)
    }

    /// Whose clock the header shows: that of what is on the screen while it is open, else the room's.
    pub fn clock(&self) -> Phase {
        let here = self.phase();
        if self.session().open.contains(&here) { here } else { self.session().phase }
    }

    pub fn is_workshop(&self) -> bool {
        self.session().scope.depth.is_workshop()
    }

    pub fn phases(&self) -> &'static [Phase] {
        self.session().scope.depth.phases()
    }

    pub fn mode(&self) -> Mode {
        match self.overlays.last() {
            Some(overlay) => overlay.mode(),
            None if screens::filtering(self).is_some() => Mode::Filtering,
            None => Mode::Phase(self.phase()),
        }
    }

    pub fn theme_name(&self) -> &str {
        self.settings.themes.get(self.settings.theme).map_or("dark", String::as_str)
    }

    pub fn is_saved(&self) -> bool {
        self.save_error.is_none() && self.saved_seq >= self.history.last_seq()
    }

    /// What a report written now would hold.
    pub fn edition(&self) -> Edition {
        (self.history.last_seq(), self.analyses)
    }

    /// Whether the guide is on the screen.
    pub fn is_guide_shown(&self) -> bool {
        let shown = match self.guide {
            GuideShown::WhereThereIsRoom => self.size.0 >= GUIDE_FROM,
            GuideShown::Asked => true,
            GuideShown::Hidden => false,
        };
        shown && self.is_workshop()
    }

    /// The day the retro is held as of.
    pub fn as_of(&self) -> NaiveDate {
        self.session().scope.as_of
    }

    /// The reason code a renewal has now: the room's, else the data's.
    pub fn reason_of<'a>(&'a self, renewal: &'a Renewal) -> Option<&'a crate::domain::reason::ReasonCode> {
        match self.session().recoded.get(&renewal.id) {
            Some(given) => given.as_ref(),
            None => renewal.reason.as_ref(),
        }
    }

    /// Findings that could go on the board: not there yet, and not turned down.
    pub fn suggested(&self) -> Vec<&SuggestedInsight> {
        let session = self.session();
        let on_board: std::collections::HashSet<&str> =
            session.insights.iter().flat_map(|card| &card.evidence).map(|e| e.key.as_str()).collect();
        let offered = self.findings.insights.iter();
        offered.filter(|s| !session.dismissed_findings.contains(&s.evidence.key) && !on_board.contains(s.evidence.key.as_str())).collect()
    }

    /// What becomes of a wish from this keyboard.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn admit(&self, wish: Wish) -> Result<Event, Refusal> {
        match self.look_only() {
            Some(refusal) => Err(refusal),
            None => rules::admit(&self.history, self.driver().person, wish),
        }
    }

    /// Whose step the next one is.
    pub fn driver(&self) -> Author {
        let person = self.acting_as.and_then(|id| self.session().person(id));
        person.map_or_else(|| Author::from(self.settings.author.as_str()), |person| Author { person: person.id, name: person.name.clone() })
    }

    /// Why nothing can be changed here at all.
    pub fn look_only(&self) -> Option<Refusal> {
        let (why, remedy) = if self.history.missing().is_some() {
            ("Not all of this session can be read here", "`run-retro doctor` says what to do")
        } else {
            ("This window is read-only", "close the other one and reopen to edit")
        };
        self.settings.read_only.then(|| Refusal::with_remedy(why, remedy))
    }

    /// Milliseconds until the clock on screen shows another second; `None` when none runs.
    pub fn next_tick(&self, now: DateTime<Utc>) -> Option<u64> {
        if !self.is_workshop() {
            return None;
        }
        let ticks = self.session().running().filter_map(|phase| self.session().timebox(phase).next_tick(now));
        Some(ticks.min()?.num_milliseconds().unsigned_abs())
    }
}
