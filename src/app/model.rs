//! All that the screen shows and the next key depends on.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::drafts::Drafts;
use super::guide::{self, Guides};
use super::hiding::Hidden;
use super::keymap::Mode;
use super::leaving::Leaving;
use super::marks::Tone;
use super::overlays::Overlay;
use super::screens::{self, Screens, discussion, parts};
use super::target::Targets;
use super::world::{Edition, World};
use crate::domain::agenda::{Agenda, StepId};
use crate::domain::event::Event;
use crate::domain::facts::Facts;
use crate::domain::person::{Person, PersonId};
use crate::domain::phase::Phase;
use crate::domain::pseudonym::Key;
use crate::domain::rules::{self, Refusal};
use crate::domain::session::{Author, History};
use crate::domain::wish::Wish;

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
    /// What the clock on the wall shows.
    pub local: fn(DateTime<Utc>) -> NaiveDateTime,
    /// The agendas there are, bundled and one's own.
    pub agendas: Arc<Vec<Agenda>>,
    pub guides: Arc<Guides>,
    /// Files of one's own that are left out, as it was told.
    pub flawed: Vec<String>,
    /// To be looked at only: asked for, held by another program, or not whole.
    pub read_only: bool,
    /// Under which customers get other names while theirs are hidden.
    pub pseudonyms: Key,
}

/// The report for reading on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The last step it holds, and how many findings there had been by then.
    pub of: Edition,
    pub text: String,
}

/// The facilitation guide: beside the phase where there is room, unless it was asked for or sent away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GuideShown {
    #[default]
    WhereThereIsRoom,
    Asked,
    Hidden,
}

/// Screens at least this wide show the guide beside the phase.
pub(crate) const GUIDE_FROM: u16 = 150;
/// And beside two phases.
const GUIDE_FROM_BOTH: u16 = 220;

/// What is so, and what this screen shows of it.
pub struct Model {
    pub world: World,
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
    /// While customers and amounts are hidden.
    pub hidden: Option<Hidden>,
    pub guide: GuideShown,
    /// A second window shows the guide, so that it need not stand on a screen that is shared.
    pub is_guide_beside: bool,
    pub status: Option<Status>,
    /// What else is to be said, one after the other: each fits the line, and nothing is cut off.
    pub notices: VecDeque<Status>,
    /// When a running clock was looked at last.
    pub clock_seen: Option<DateTime<Utc>>,
    /// Steps whose end was already announced.
    pub announced: BTreeSet<StepId>,
    /// The first line of the guide that is seen.
    pub guide_scroll: usize,
    pub size: (u16, u16),
    pub targets: Targets,
    pub quitting: bool,
    /// What leaving waits for, once that takes long.
    pub leaving: Option<Leaving>,
    /// Leaving was asked for while steps were not saved.
    pub quit_asked: bool,
    /// The terminal selects text with it.
    pub(crate) is_mouse_free: bool,
}

impl Model {
    pub fn new(history: History, facts: Arc<Facts>, settings: Settings) -> Self {
        let world = World::new(history, facts);
        let mut model = Self {
            screens: Screens::over(&world.facts),
            world,
            previewing: None,
            settings,
            place: None,
            acting_as: None,
            overlays: Vec::new(),
            preview: None,
            drafts: Drafts::default(),
            drafts_kept: Drafts::default(),
            hidden: None,
            guide: GuideShown::default(),
            is_guide_beside: false,
            status: None,
            notices: VecDeque::new(),
            clock_seen: None,
            announced: BTreeSet::new(),
            guide_scroll: 0,
            size: (80, 24),
            targets: Targets::default(),
            quitting: false,
            leaving: None,
            quit_asked: false,
            is_mouse_free: false,
        };
        discussion::stand_where_the_room_is(&mut model);
        model
    }

    /// The phase on the screen: where I look, else where the room is.
    pub fn phase(&self) -> Phase {
        self.place.unwrap_or(self.world.session().phase)
    }

    /// Whose clock the header shows: that of what is on the screen while it is open, else the room's.
    pub(crate) fn clock(&self) -> Phase {
        let here = self.phase();
        if self.world.session().open.contains(&here) { here } else { self.world.session().phase }
    }

    pub fn mode(&self) -> Mode {
        match self.overlays.last() {
            Some(overlay) => overlay.mode(),
            None if screens::filtering(self).is_some() => Mode::Filtering,
            None => Mode::Phase(self.phase()),
        }
    }

    pub(crate) fn theme_name(&self) -> &str {
        self.settings.themes.get(self.settings.theme).map_or("dark", String::as_str)
    }

    /// Whether the guide is on the screen.
    pub(crate) fn is_guide_shown(&self) -> bool {
        let shown = match self.guide {
            GuideShown::WhereThereIsRoom => {
                let from = if parts::are_both_shown(self) { GUIDE_FROM_BOTH } else { GUIDE_FROM };
                self.size.0 >= from && !self.is_guide_beside
            }
            GuideShown::Asked => true,
            GuideShown::Hidden => false,
        };
        shown && self.world.is_workshop()
    }

    /// Lines of the guide that one key moves.
    const GUIDE_LINES: usize = 4;

    /// Drawing does not go beyond its end.
    pub(crate) fn scroll_guide(&mut self, down: bool) {
        let lines = guide::lines(self, self.phase()).len();
        let moved = if down { self.guide_scroll + Self::GUIDE_LINES } else { self.guide_scroll.saturating_sub(Self::GUIDE_LINES) };
        self.guide_scroll = moved.min(lines.saturating_sub(1));
    }

    /// What becomes of a wish from this keyboard.
    ///
    /// # Errors
    /// Why it is refused.
    pub(crate) fn admit(&self, wish: Wish) -> Result<Event, Refusal> {
        self.admit_for(&self.driver(), wish)
    }

    /// [`admit`](Self::admit), for somebody else than who has the keyboard.
    ///
    /// # Errors
    /// Why it is refused.
    pub(crate) fn admit_for(&self, author: &Author, wish: Wish) -> Result<Event, Refusal> {
        match self.look_only() {
            Some(refusal) => Err(refusal),
            None => rules::admit(&self.world.history, author.person, wish),
        }
    }

    /// Who has the keyboard, where they said so.
    pub(crate) fn acting(&self) -> Option<&Person> {
        self.world.session().person(self.world.history.person(self.acting_as?))
    }

    /// Whose step the next one is.
    pub(crate) fn driver(&self) -> Author {
        self.acting()
            .map_or_else(|| Author::from(self.settings.author.as_str()), |person| Author { person: person.id, name: person.name.clone() })
    }

    /// Why nothing can be changed here at all.
    pub(crate) fn look_only(&self) -> Option<Refusal> {
        let (why, remedy) = if self.world.history.missing().is_some() {
            ("Not all of this session can be read here", "`run-retro doctor` says what to do")
        } else {
            ("This window is read-only", "close the other one and reopen to edit")
        };
        self.settings.read_only.then(|| Refusal::with_remedy(why, remedy))
    }

    /// Why something cannot be written here: at all, or since the retro is closed and it is nothing that `follows` the close.
    pub(crate) fn stands_still(&self, follows: bool) -> Option<Refusal> {
        self.look_only().or_else(|| (self.world.session().closed && !follows).then(rules::is_closed))
    }

    /// Milliseconds until the screen shows something else by itself; `None` when it does not.
    pub fn next_tick(&self, now: DateTime<Utc>) -> Option<u64> {
        let gone = self.screens.gone.as_ref().and_then(|gone| gone.left(self.world.session(), now));
        let gone = gone.map(|left| left.num_milliseconds().unsigned_abs());
        self.next_time(now).into_iter().chain(gone).min()
    }

    fn next_time(&self, now: DateTime<Utc>) -> Option<u64> {
        if !self.world.is_workshop() {
            return None;
        }
        let ticks = self.world.session().course.running().filter_map(|timed| timed.clock.next_tick(now));
        // While no clock runs, the end of the meeting moves: it is shown in minutes.
        let minute = || (!self.world.session().closed).then(|| TimeDelta::milliseconds(60_000 - now.timestamp_millis().rem_euclid(60_000)));
        Some(ticks.min().or_else(minute)?.num_milliseconds().unsigned_abs())
    }
}
