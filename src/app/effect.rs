//! What the app wants done outside itself. Only `runtime` does it; the results come back as messages.

use std::path::PathBuf;

use super::drafts::Drafts;
use super::tools::Asking;
use super::world::Edition;
use crate::domain::Name;
use crate::domain::card::InsightKind;
use crate::domain::event::Record;
use crate::domain::knowledge::About;
use crate::domain::request::{Answer, RequestId};

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Append to the journal and sync.
    Append(Box<Record>),
    /// Tell another program what became of its request, once that is on the disk.
    Answer(RequestId, Answer),
    /// Write again what could not be written.
    RetryAppend,
    /// Write all of the session below another folder, and go on there.
    SaveIn(PathBuf),
    /// Compute the findings anew: the room said something of a renewal.
    Analyse,
    /// Keep the data as they are now with the session, which goes over to them.
    TakeNews,
    /// Read the facts that the session keeps under a name.
    ReadHeld(String),
    /// Write the report for reading on the screen.
    Preview(Edition),
    /// Write report, tracker, transcript and session files.
    Export,
    /// Write the summary, for the clipboard.
    Summarise,
    /// Hand words to the terminal's clipboard.
    Copy(Vec<u8>),
    /// Read the user's own agendas and guides again.
    ReadOwn,
    /// Read the chat or transcript that somebody named by its file.
    ReadChat(ChatFile),
    /// Read one account's history for its page.
    ReadAccount(Name),
    /// Look what earlier retros said about something, or about everything.
    ReadKnowledge(Option<About>),
    /// Hold this retro's plan against the others here.
    ReadPlans,
    /// Ask a tool of the user's own.
    AskTool(Box<Asking>),
    /// Nobody waits for that run of a tool any more.
    CallOffTool(u64),
    /// Keep what is half typed; of several only the newest counts.
    KeepDrafts(Box<Drafts>),
    Bell,
    /// Whether clicks and the wheel come here; else the terminal selects text with the mouse.
    TakeMouse(bool),
    Quit,
}

/// A chat or transcript that was named by its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatFile {
    pub path: PathBuf,
    /// As it was typed or pasted.
    pub written: String,
    /// Where its cards go that name no column.
    pub column: InsightKind,
}
