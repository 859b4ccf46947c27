//! Before a session exists: what the files and columns of a data folder mean. Choose, see the effect, confirm.
//! A model of its own, since there is no session to fold; keys, pickers and help are those of the app.

pub(crate) mod available;
mod changes;
pub(crate) mod choices;
pub(crate) mod columns;
pub mod half_typed;
mod navigation;
pub(crate) mod questions;
mod rechecked;
pub mod rows;
mod saving;
pub mod update;

use std::collections::VecDeque;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use self::questions::Asking;
use self::rows::{Need, Row, Unfolded};
use super::drafts::Drafts;
use super::keymap::Mode;
use super::list::{ListState, Rows};
use super::marks::Tone;
use super::model::Status;
use super::overlays::picker;
use super::overlays::prompt::Prompt;
use super::overlays::reading::Reading;
use super::target::Targets;
use crate::compile::{CheckReport, Edit, Mapping};

/// What the screen wants done outside itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Look at the data again with this mapping; the number comes back with the report.
    Check(u64, Box<Mapping>),
    /// Write the mapping. A file that is there already is kept under another name if `keeping` says so, else it stays.
    Save { text: String, keeping: bool },
    /// Keep what is half typed; of several only the newest counts.
    KeepDrafts(Box<Drafts>),
}

/// How the screen was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// On to the retro.
    GoOn,
    Leave,
}

/// What is chosen from a list here.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    Edit(Edit),
    /// Ask on.
    Ask(Asking),
    /// Keep the mapping that is there as an old one, and write the new one.
    Replace,
    /// Write nothing.
    Nothing,
}

pub(crate) type Picker = picker::Picker<Choice>;
pub(crate) type Item = picker::Item<Choice>;

/// What lies above the rows and has the keys.
pub enum Above {
    /// A list to choose from.
    Picker(Picker),
    /// A line to type.
    Prompt(Prompt),
    /// Help.
    Reading(Box<Reading>),
}

/// Screens at least this wide show what is missing beside the columns; on others it stands below them.
pub(crate) const BESIDE_FROM: u16 = 110;

/// How many steps can be undone.
const STEPS: usize = 200;

pub struct MappingScreen {
    /// What the data is called (`./exports`).
    pub source: String,
    /// Where the mapping will stand.
    pub target: String,
    pub mapping: Mapping,
    /// Mappings before each change, the newest last.
    earlier: VecDeque<Mapping>,
    pub report: CheckReport,
    /// Counts the looks at the data that were asked for.
    asked: u64,
    /// The newest look that came back.
    seen: u64,
    /// Order, search and selection of the rows.
    pub list: ListState,
    /// The columns whose words are shown.
    pub unfolded: Unfolded,
    pub overlay: Option<Above>,
    /// What the line is typed for.
    asking: Option<Asking>,
    /// What was typed and put aside.
    drafts: Drafts,
    /// All that was half typed when it was last handed out to be kept.
    drafts_kept: Drafts,
    /// The mapping on the screen is not the one on the disk.
    pub unsaved: bool,
    /// Go on once it is written.
    going_on: bool,
    /// Leaving was asked for while changes were not saved.
    quit_asked: bool,
    pub status: Option<Status>,
    pub themes: Vec<String>,
    pub theme: usize,
    pub size: (u16, u16),
    pub targets: Targets,
    pub ending: Option<Ending>,
}

impl MappingScreen {
    /// `unsaved`: the retro would not find this mapping where it looks for it.
    pub fn new(source: String, target: String, mapping: Mapping, report: CheckReport, unsaved: bool) -> Self {
        let mut screen = Self {
            source,
            target,
            mapping,
            earlier: VecDeque::new(),
            report,
            asked: 0,
            seen: 0,
            list: ListState::default(),
            unfolded: Unfolded::new(),
            overlay: None,
            asking: None,
            drafts: Drafts::default(),
            drafts_kept: Drafts::default(),
            unsaved,
            going_on: false,
            quit_asked: false,
            status: None,
            themes: Vec::new(),
            theme: 0,
            size: (80, 24),
            targets: Targets::default(),
            ending: None,
        };
        screen.unfolded = rows::in_doubt(&screen.report);
        let all = rows::all(&screen.report);
        let first = |need: Need| all.iter().find(|row| row.need() == need).map(|row| row.key());
        if let Some(key) = first(Need::Must).or_else(|| first(Need::Doubt)) {
            screen.list.select_key(key);
        }
        screen
    }

    pub(crate) fn with_themes(self, themes: Vec<String>, theme: usize) -> Self {
        Self { themes, theme, ..self }
    }

    pub(crate) fn mode(&self) -> Mode {
        match &self.overlay {
            Some(Above::Picker(_)) => Mode::Picking,
            Some(Above::Prompt(_)) => Mode::Typing,
            Some(Above::Reading(reading)) if reading.state.filtering => Mode::Filtering,
            Some(Above::Reading(_)) => Mode::Reading,
            None if self.list.filtering => Mode::Filtering,
            None => Mode::Mapping,
        }
    }

    /// The rows there are, as the data give them. Words that are folded are found by a search; what is missing stands below the files where
    /// there is no room beside them.
    fn all(&self, is_searched: bool) -> Vec<Row<'_>> {
        let is_there = |row: &Row<'_>| match row {
            Row::Word(..) => is_searched || row.fold().is_some_and(|fold| self.unfolded.contains(&fold)),
            Row::Missing(_) => !self.is_wide(),
            _ => true,
        };
        rows::all(&self.report).into_iter().filter(is_there).collect()
    }

    /// The same as the mechanism of lists wants them.
    pub(crate) fn rows(&self) -> Rows<'_> {
        columns::listed(&self.report, self.all(self.list.is_filtered()))
    }

    /// Changes whenever the rows may have changed.
    pub(crate) fn stamp(&self) -> u64 {
        let mut hasher = FxHasher::default();
        (self.seen, &self.unfolded, self.is_wide()).hash(&mut hasher);
        hasher.finish()
    }

    /// The rows on the screen, top to bottom.
    pub fn shown(&self) -> Vec<Row<'_>> {
        let all = self.all(self.list.is_filtered());
        self.list.shown(&self.rows(), self.stamp()).iter().map(|i| all[*i]).collect()
    }

    pub fn selected(&self) -> Option<Row<'_>> {
        let (rows, all) = (self.rows(), self.all(self.list.is_filtered()));
        let shown = self.list.shown(&rows, self.stamp());
        self.list.selected(&rows, &shown).map(|place| all[shown[place]])
    }

    /// Lets the list do something with the rows.
    fn on_list<R>(&mut self, act: impl FnOnce(&mut ListState, &Rows<'_>, u64) -> R) -> R {
        let mut list = std::mem::take(&mut self.list);
        let rows = columns::listed(&self.report, self.all(list.is_filtered()));
        let result = act(&mut list, &rows, self.stamp());
        drop(rows);
        self.list = list;
        result
    }

    /// What is missing stands beside the columns.
    pub(crate) fn is_wide(&self) -> bool {
        self.size.0 >= BESIDE_FROM
    }

    /// The data is looked at again.
    pub(crate) fn is_checking(&self) -> bool {
        self.seen < self.asked
    }

    pub(crate) fn can_undo(&self) -> bool {
        !self.earlier.is_empty()
    }

    fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), tone });
    }
}
