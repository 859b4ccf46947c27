//! What reaches the app: keys, results of effects, ticks; one ordered stream.

use std::sync::Arc;

use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use super::model::Preview;
use crate::analysis::findings::Findings;
use crate::compile::CheckReport;
use crate::domain::Name;
use crate::domain::history::AccountHistory;

#[derive(Clone, Debug)]
pub enum Message {
    Key(KeyEvent),
    Mouse(MouseEvent),
    Paste(String),
    Resize(u16, u16),
    /// A whole second of a running clock has passed.
    Tick,
    /// Everything up to this record is on the disk.
    Saved(u64),
    /// These records are not on the disk.
    NotSaved(String),
    /// The plan file could not be written.
    PlanNotWritten(String),
    /// What the analysis has come to (`Testing signals`).
    Analysing(String),
    Analysed(Arc<Findings>),
    /// The report as it stands, for reading.
    Previewed(Preview),
    Exported(Result<Exported, String>),
    /// Asked from outside to end, or nobody is left to talk to.
    Terminate,
    AccountRead(Name, Result<AccountHistory, String>),
    /// What is understood of the data with a mapping, by the number of the look.
    Checked(u64, Result<Box<CheckReport>, String>),
    MappingWritten(Written),
}

/// What became of writing a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It stands; the one before, if there was one, is kept under this name.
    Done {
        kept: Option<String>,
    },
    /// Another one is there; it would be kept under this name.
    IsThere {
        old: String,
    },
    Failed(String),
}

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub folder: String,
    pub files: Vec<String>,
}
