//! What reaches the app: keys, results of effects, ticks; one ordered stream.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use super::effect::ChatFile;
use super::model::Preview;
use super::overlays::plans::Beside;
use super::own::Own;
use super::standing::Compared;
use super::tools::ToolEnded;
use crate::analysis::findings::Findings;
use crate::compile::CheckReport;
use crate::domain::account_history::AccountHistory;
use crate::domain::event::{Event, Record};
use crate::domain::facts::Facts;
use crate::domain::held::Held;
use crate::domain::knowledge::{About, Found};
use crate::domain::plan::merge::Theirs;
use crate::domain::proposal::Proposal;
use crate::domain::request::Arrived;
use crate::domain::share::Line;
use crate::domain::{Name, text};

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
    /// The journal of a session that is only looked at holds these records now.
    Happened(Vec<Record>),
    /// Whether a second window shows the guide to this session, from now on.
    GuideBeside(bool),
    /// What other programs ask of the session.
    Asked(Vec<Arrived>),
    /// All that assistants propose and nobody accepted or dropped.
    Proposed(Vec<Proposal>),
    /// What colleagues did on other machines.
    Arrived(Vec<Line>),
    /// The shared folder was synced, or could not be after all retries.
    SyncEnded {
        machine: String,
        failure: Option<String>,
    },
    /// Why nothing is synced, and no other try mends it.
    NotShared(String),
    /// The session is written otherwise than it was.
    Moved(Moved),
    /// The plan file is up to date; where somebody else had changed it, under which name their version was kept.
    PlanWritten(Option<Theirs>),
    /// What is half typed is not kept on the disk, and why; `None` once it is again.
    DraftsNotKept(Option<String>),
    /// The plan file could not be written.
    PlanNotWritten(String),
    /// The terminal has taken the last frame and can show another.
    Drawable,
    /// Asked from outside to stop for a while.
    Suspend,
    /// The program goes on after it was stopped.
    Resumed,
    /// What the analysis has come to (`Testing signals`).
    Analysing(String),
    /// The facts with what the room corrected, and what was found in them.
    Analysed(Arc<Facts>, Arc<Findings>),
    /// No findings came, and why.
    NotAnalysed(String),
    /// What the session stands on was kept in its folder.
    Held(Result<Held, String>),
    /// The data were looked at again.
    Compared(Compared),
    /// The data as they are now were kept; the event says that the session went over to them.
    Renewed(Result<Box<Event>, String>),
    /// The facts that are kept under a name.
    HeldRead(String, Result<Arc<Facts>, String>),
    /// The report as it stands, for reading.
    Previewed(Preview),
    /// The summary as it stands, for the clipboard.
    Summarised(Result<Vec<u8>, String>),
    /// The user's own agendas and guides as they are by now.
    OwnRead(Result<Own, String>),
    Exported(Result<Exported, String>),
    /// Asked from outside to end, or nobody is left to talk to.
    Terminate,
    /// What earlier retros said, the newest first.
    PlansRead(Result<Vec<Beside>, String>),
    /// A tool of the user's own has ended.
    ToolEnded(Box<ToolEnded>),
    KnowledgeRead(Option<About>, Result<Vec<Found>, String>),
    /// What stands in the file that somebody named as a chat.
    ChatRead(Box<ChatFile>, Result<String, String>),
    AccountRead(Name, Result<AccountHistory, String>),
    /// What is understood of the data with a mapping, by the number of the look.
    Checked(u64, Result<Box<CheckReport>, String>),
    MappingWritten(Written),
}

impl Message {
    /// Whether it tells what became of writing something down.
    pub(crate) fn is_of_saving(&self) -> bool {
        matches!(
            self,
            Self::Saved(_) | Self::NotSaved(_) | Self::Moved(_) | Self::PlanWritten(_) | Self::PlanNotWritten(_) | Self::DraftsNotKept(_)
        )
    }
}

/// Where a session is, when that is not how it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What happened and what was done.
    pub told: String,
    /// The command that goes on with it.
    pub resume: String,
    /// Its folder from now on.
    pub folder: PathBuf,
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

impl Exported {
    /// What was written where, and which files were kept because somebody changed them.
    pub(crate) fn told(&self) -> String {
        let kept: Vec<String> = self
            .kept
            .iter()
            .map(|(theirs, new)| format!("{theirs} is not what was written from here last, so it stays; the new one is {new}"))
            .collect();
        let kept = if kept.is_empty() { String::new() } else { format!(". {}", kept.join(". ")) };
        let read_by = if self.is_open_to_others { " (others on this computer can read them)" } else { "" };
        format!("{} written to {}{read_by}{kept}", text::counted(self.files.len(), "file", "files"), self.folder)
    }
}

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub folder: String,
    pub files: Vec<String>,
    /// Files that somebody changed, and the names of the new ones beside them.
    pub kept: Vec<(String, String)>,
    /// What the look at the page came to: how many of its links lead somewhere, or what is wrong; nothing where there is none.
    pub checked: Option<Result<usize, String>>,
    /// As the user's umask and the folder's permissions have it.
    pub is_open_to_others: bool,
}
