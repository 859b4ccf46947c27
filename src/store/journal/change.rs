//! Why steps are not saved: what the disk says, or what somebody did to the file.

use std::io;
use std::path::PathBuf;

use crate::error::Error;

/// What happened to a journal from outside while it was open here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The disk was unplugged, or the network drive let go of. What is written at its place now is hidden when it comes back.
    DiskGone,
    /// The folder was deleted or moved, and the journal with it.
    FolderGone,
    Gone,
    /// Another file has its name: a cloud drive, a restored copy or an editor put it there.
    Replaced,
    Shortened,
    Grown,
    /// As long as before, and something else in it.
    Edited,
}

impl Change {
    /// In plain words, without a full stop.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Self::DiskGone => "The disk that the session is on is gone: bring it back",
            Self::FolderGone => "The session's folder was deleted or moved away",
            Self::Gone => "The journal was deleted or moved away",
            Self::Replaced => "Another file took the journal's place",
            Self::Shortened => "Something cut the journal short",
            Self::Grown => "Something else wrote into the journal",
            Self::Edited => "Something else changed the journal",
        }
    }
}

/// Steps are not on the disk.
#[derive(Debug)]
pub enum Unsaved {
    /// The file is not what was written here.
    Changed { path: PathBuf, change: Change },
    /// The disk refused. It can be tried again.
    Failed { path: PathBuf, source: io::Error },
    /// The records do not follow those that are saved.
    Gap(String),
}

impl Unsaved {
    /// What is wrong and what to do first; it is read in one line of a narrow screen.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Changed { change, .. } => change.told().to_owned(),
            Self::Failed { source, .. } => in_plain_words(source),
            Self::Gap(why) => why.clone(),
        }
    }

    /// More room, other rights or the disk itself would help; another file in the same place would not.
    pub(crate) fn is_of_the_place(&self) -> bool {
        use io::ErrorKind::{FileTooLarge, NotADirectory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match self {
            Self::Failed { source, .. } => {
                matches!(source.kind(), StorageFull | QuotaExceeded | FileTooLarge | ReadOnlyFilesystem | PermissionDenied | NotADirectory)
            }
            Self::Changed { change, .. } => *change == Change::DiskGone,
            Self::Gap(_) => true,
        }
    }
}

fn in_plain_words(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::StorageFull => "The disk is full: make room".to_owned(),
        io::ErrorKind::QuotaExceeded => "Your quota is used up: make room".to_owned(),
        io::ErrorKind::FileTooLarge => "Files may not grow larger here (ulimit -f): allow it".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "The disk is read-only: make it writable".to_owned(),
        io::ErrorKind::PermissionDenied => "The folder may not be written: allow it".to_owned(),
        _ => format!("The disk fails ({})", without_number(source)),
    }
}

/// `Input/output error`: the number says nothing to people.
fn without_number(source: &io::Error) -> String {
    let said = source.to_string();
    said.split(" (os error").next().unwrap_or(&said).to_owned()
}

impl From<Unsaved> for Error {
    fn from(unsaved: Unsaved) -> Self {
        match unsaved {
            Unsaved::Failed { path, source } => {
                Self::io(path, source, "the last step is not saved; make room or make the disk writable, then go on")
            }
            Unsaved::Changed { path, change } => {
                Self::Other(format!("{}: {}; the last step is not saved", crate::domain::text::path(&path), change.told()))
            }
            Unsaved::Gap(why) => Self::Other(why),
        }
    }
}
