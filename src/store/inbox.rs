//! What other programs ask of a session, and what they are answered: a file each, in `inbox/` beside the journal. Whoever asks writes
//! `ID.json`; the holder of the session puts `ID.answer.json` in its place, which the asker takes away. A
//! proposal is `ID.proposal.json` until a person accepts or drops it.
#![expect(clippy::disallowed_methods, reason = "this is where requests are read and written")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{disk, files};
use crate::domain::proposal::Proposal;
use crate::domain::request::{Answer, Arrived, Request, RequestId};
use crate::domain::text;
use crate::error::{Error, Result};
use crate::regular;

const INBOX: &str = "inbox";

/// How the names of proposals end, and of those that somebody dropped.
const PROPOSED: &str = ".proposal.json";
const DROPPED: &str = ".dropped.json";

/// No request is longer.
const MOST: u64 = 256 << 10;

/// So many are taken in at a time; the others wait for their turn.
const MOST_AT_ONCE: usize = 100;

pub(crate) struct Inbox {
    folder: PathBuf,
}

impl Inbox {
    pub(crate) fn of(session: &Path) -> Self {
        Self { folder: session.join(INBOX) }
    }

    /// Lays a request where the holder of the session finds it.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn put(&self, request: &Request) -> Result<()> {
        self.lay(&self.asked(&request.id), request)
    }

    /// Nobody waits for what nobody can read: it is tried before it is laid here.
    fn lay<T: Serialize + DeserializeOwned>(&self, path: &Path, value: &T) -> Result<()> {
        if files::is_link(&self.folder) {
            return Err(Error::io(&self.folder, files::through_a_link(), "remove the link"));
        }
        let bytes = json(value);
        if bytes.len() as u64 > MOST {
            return Err(Error::Other(format!("this is too long to be asked: {} kB at most", MOST >> 10)));
        }
        let unread = |error: serde_json::Error| Error::Other(format!("this cannot be asked: {}", text::line(&error.to_string())));
        serde_json::from_slice::<T>(&bytes).map_err(unread)?;
        files::write_private(path, &bytes)
    }

    /// The names of what lies here. A link leads to what is somebody else's.
    fn names(&self) -> Vec<String> {
        if files::is_link(&self.folder) { Vec::new() } else { files::names(&self.folder) }
    }

    /// What waits, in the order in which it was asked.
    pub(crate) fn waiting(&self) -> Vec<Arrived> {
        let id = |name: &String| name.strip_suffix(".json").and_then(RequestId::named);
        let mut ids: Vec<RequestId> = self.names().iter().filter_map(id).collect();
        // Their names are made of the time.
        ids.sort();
        ids.truncate(MOST_AT_ONCE);
        ids.into_iter().map(|id| (id.clone(), self.read(&id))).collect()
    }

    fn read(&self, id: &RequestId) -> Result<Request, String> {
        let path = self.asked(id);
        if path.is_dir() && !files::is_link(&path) {
            return Err(set_aside(&path));
        }
        let request: Request = read(&path, "request")?;
        if request.id == *id { Ok(request) } else { Err("the request goes by another name than its file".to_owned()) }
    }

    /// Lays a proposal where a person finds it.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn propose(&self, proposal: &Proposal) -> Result<()> {
        self.lay(&self.proposed(&proposal.id), proposal)
    }

    /// The names of the proposals that wait, oldest first.
    pub(crate) fn proposals(&self) -> Vec<RequestId> {
        let id = |name: &String| name.strip_suffix(PROPOSED).and_then(RequestId::named);
        let mut ids: Vec<RequestId> = self.names().iter().filter_map(id).collect();
        ids.sort();
        ids.truncate(MOST_AT_ONCE);
        ids
    }

    /// A proposal, or why it is none that a person could accept; `None` where it waits no longer.
    pub(crate) fn proposal(&self, id: &RequestId) -> Option<Result<Proposal, String>> {
        let path = self.proposed(id);
        match read::<Proposal>(&path, "proposal") {
            Ok(proposal) if proposal.id != *id => Some(Err("the proposal goes by another name than its file".to_owned())),
            Ok(proposal) if !proposal.is_sound() => Some(Err("only cards and actions are proposed, and this is neither".to_owned())),
            Err(_) if fs::symlink_metadata(&path).is_err() => None,
            read => Some(read),
        }
    }

    /// A proposal waits no longer: it is in the session, or was dropped; then it is kept under another name.
    fn settle(&self, id: &RequestId, answer: &Answer) -> Result<()> {
        let path = self.proposed(id);
        match answer {
            Answer::Admitted { .. } => remove(&path),
            Answer::Refused { .. } => {
                let aside = self.folder.join(format!("{id}{DROPPED}"));
                fs::rename(&path, &aside).map_err(|source| Error::io(&path, source, "remove it: it was dropped"))
            }
        }
    }

    /// Says what became of a request, which is then no longer waiting.
    ///
    /// # Errors
    /// That cannot be written; the request waits on, and gets the same answer again.
    pub(crate) fn answer(&self, id: &RequestId, answer: &Answer) -> Result<()> {
        if self.proposed(id).exists() {
            return self.settle(id, answer);
        }
        files::write_private(&self.answered(id), &json(answer))?;
        remove(&self.asked(id))
    }

    /// The answer to a request, once there is one; it is read once.
    pub(crate) fn take_answer(&self, id: &RequestId) -> Option<Answer> {
        let path = self.answered(id);
        let bytes = regular::read(&path, MOST).ok()?;
        let answer = serde_json::from_slice(&bytes).ok()?;
        drop(remove(&path));
        Some(answer)
    }

    fn proposed(&self, id: &RequestId) -> PathBuf {
        self.folder.join(format!("{id}{PROPOSED}"))
    }

    fn asked(&self, id: &RequestId) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }

    fn answered(&self, id: &RequestId) -> PathBuf {
        self.folder.join(format!("{id}.answer.json"))
    }
}

/// What lies under a request's or a proposal's name.
fn read<T: DeserializeOwned>(path: &Path, what: &str) -> Result<T, String> {
    if files::is_link(path) {
        return Err(format!("a link lies where a {what} is expected"));
    }
    let bytes = regular::read(path, MOST).map_err(|error| format!("the {what} cannot be read: {error}"))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| format!("this run-retro does not understand the {what} ({})", text::line(&error.to_string())))
}

/// A folder is no request, and cannot be taken away like one: it is kept under another name, so that it is in nobody's way.
fn set_aside(path: &Path) -> String {
    let why = "a folder lies where a request is expected";
    match disk::move_folder_aside(path, "aside") {
        Ok(place) => format!("{why}; it was set aside as {}", text::path(&place)),
        Err(error) => format!("{why}, and it cannot be moved: {error}"),
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap_or_default()
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::io(path, source, "remove it: it was answered")),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "inbox_tests.rs"]
mod tests;
