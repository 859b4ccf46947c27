//! Before a session exists: what the files and columns of a data folder mean. Choose, see the effect, confirm.
//! A model of its own, since there is no session to fold; keys, pickers and help are those of the app.

pub mod available;
mod changes;
pub mod choices;
pub mod columns;
pub mod half_typed;
mod navigation;
pub mod questions;
mod rechecked;
pub mod rows;
mod saving;
pub mod update;

use std::collections::VecDeque;

use self::questions::Asking;
use self::rows::{Need, Row, Unfolded};
use super::cursor::Cursor;
use super::drafts::Drafts;
use super::keymap::Mode;
use super::model::{Status, Tone};
use super::overlays::Overlay;
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

/// Screens at least this wide show what is missing beside the columns; on others it stands below them.
pub const BESIDE_FROM: u16 = 110;

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
    pub cursor: Cursor,
    /// The columns whose words are shown.
    pub unfolded: Unfolded,
    /// A list to choose from, a line to type, or help.
    pub overlay: Option<Overlay>,
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
            cursor: Cursor::default(),
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
        let place = |need: Need| screen.rows().iter().position(|row| row.need(&screen.report) == need);
        screen.cursor.0 = place(Need::Must).or_else(|| place(Need::Doubt)).unwrap_or(0);
        screen
    }

    pub fn with_themes(self, themes: Vec<String>, theme: usize) -> Self {
        Self { themes, theme, ..self }
    }

    pub fn mode(&self) -> Mode {
        self.overlay.as_ref().map_or(Mode::Mapping, Overlay::mode)
    }

    /// All rows, top to bottom.
    pub fn rows(&self) -> Vec<Row> {
        rows::rows(&self.report, &self.unfolded, !self.is_wide())
    }

    pub fn selected(&self) -> Option<Row> {
        let rows = self.rows();
        self.cursor.at(rows.len()).map(|i| rows[i])
    }

    /// What is missing stands beside the columns.
    pub fn is_wide(&self) -> bool {
        self.size.0 >= BESIDE_FROM
    }

    /// The data is looked at again.
    pub fn is_checking(&self) -> bool {
        self.seen < self.asked
    }

    pub fn can_undo(&self) -> bool {
        !self.earlier.is_empty()
    }

    fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), tone });
    }
}
