//! The user's sessions: one folder each, found by id, locked by whoever writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use uuid::{NoContext, Timestamp, Uuid};

use super::files;
use super::handover::Outline;
use super::home::{HOME_VARIABLE, Home};
use super::journal::{self, Reading};
use super::shared::Machine;
use crate::domain::event::{Event, Record, SessionId};
use crate::domain::missing::Missing;
use crate::domain::scope::Scope;
use crate::domain::session::History;
use crate::domain::text;
use crate::error::{Error, Place, Result};

mod beside;
pub(crate) mod health;
pub(crate) mod index;
mod kept;
pub(crate) mod listing;
pub(in crate::store) mod open;
mod restore;
mod witness;

pub(crate) use index::Known;
pub(crate) use kept::{Kept, Stamp};
pub(crate) use listing::{Entry, Summary};
pub(crate) use open::OpenSession;
pub(crate) use restore::{Restored, write_elsewhere};

pub(crate) const JOURNAL: &str = "journal.jsonl";
pub(in crate::store) const LOCK: &str = "lock";

/// All sessions of a user.
#[derive(Clone, Debug)]
pub struct Sessions {
    root: PathBuf,
    /// What was made of them last.
    cache: PathBuf,
    /// What this machine is called in the shared folder, where there is one.
    machine: Option<String>,
}

/// A session opened for looking at only.
#[derive(Clone, Debug)]
pub struct ReadSession {
    pub folder: PathBuf,
    /// It knows what is missing of it.
    pub history: History,
    /// What somebody should know of the session besides.
    pub notice: Option<String>,
}

/// A new name for a session: its window and segment to be read, and a random tail to be told apart and typed.
pub(crate) fn new_id(scope: &Scope, at: DateTime<Utc>) -> SessionId {
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    let uuid = Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, at.timestamp_subsec_nanos())).simple().to_string();
    let tail = &uuid[uuid.len() - 8..];
    let segment = scope.segment.as_deref().map_or_else(|| "all".to_owned(), |name| slug(name).to_lowercase());
    SessionId(format!("{}-{segment}-{tail}", slug(&scope.window.label)))
}

/// Letters and digits that every file system takes, with single hyphens between them.
pub(crate) fn slug(name: &str) -> String {
    let parts: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let mut slug = parts.join("-");
    slug.truncate(40);
    if slug.is_empty() { "segment".to_owned() } else { slug.trim_end_matches('-').to_owned() }
}

impl Sessions {
    pub fn new(home: &Home) -> Self {
        let machine = Machine::known(home).map(|machine| machine.id);
        Self { root: home.sessions(), cache: home.cache.clone(), machine }
    }

    /// Makes a session's folder with a journal whose first record opens it, and locks it.
    pub fn create(&self, opened: Record) -> Result<OpenSession> {
        let Event::SessionOpened { id, .. } = &opened.event else {
            return Err(Error::Other("a session begins with its opening".into()));
        };
        let id = id.clone();
        let folder = self.folder(&id);
        check_name(&id, &folder)?;
        if folder.join(JOURNAL).exists() {
            return Err(Error::Other(format!("session {id} is already there; open it with `run-retro resume {id}`")));
        }
        files::close_to_others(&self.root);
        OpenSession::begin(id, folder, opened)
    }

    /// Keeps a session that came from colleagues.
    ///
    /// # Errors
    /// There is one of its name, or it cannot be written.
    pub(crate) fn receive(&self, id: &SessionId, records: &[Record]) -> Result<()> {
        let folder = self.folder(id);
        check_name(id, &folder)?;
        check_links(&folder)?;
        if folder.join(JOURNAL).exists() {
            return Err(Error::Other(format!("session {id} is already there")));
        }
        files::close_to_others(&self.root);
        open::make(&folder, records).map(drop)
    }

    /// Opens a session for going on.
    ///
    /// # Errors
    /// [`Error::InUse`] when another program has it open; [`Error::Incomplete`] when not all of it can be read. In both cases
    /// [`read`](Self::read) opens what there is to look at.
    pub fn open(&self, id: &SessionId) -> Result<OpenSession> {
        files::close_to_others(&self.root);
        let mut session = OpenSession::open(id, self.known_folder(id)?)?;
        if let Some(machine) = &self.machine {
            session.history.number_as(machine);
        }
        Ok(session)
    }

    /// Opens a damaged session for going on from the last step before the damage; what stands there is kept beside.
    ///
    /// # Errors
    /// As [`open`](Self::open), where nothing is damaged or nothing intact stands before the damage.
    pub fn mend(&self, id: &SessionId) -> Result<OpenSession> {
        OpenSession::mend(id, self.known_folder(id)?)
    }

    /// Opens a session for looking at only: nothing on disk changes, and nobody is kept out.
    pub fn read(&self, id: &SessionId) -> Result<ReadSession> {
        let folder = self.known_folder(id)?;
        let mut reading = witness::reading(&folder)?;
        let copies = beside::copies_told(&folder, &reading.records);
        let notice = go_by_the_folder(id, &mut reading.records).into_iter().chain(copies).reduce(|all, one| format!("{all}. {one}"));
        let history = fold(&folder, reading)?;
        Ok(ReadSession { folder, history, notice })
    }

    /// The error of a session of which something is missing, with what to do.
    pub(crate) fn incomplete(&self, id: &SessionId, missing: &Missing) -> Error {
        journal::incomplete_error(&self.folder(id).join(JOURNAL), missing.clone())
    }

    /// The session meant by a whole id, by its beginning, or by the beginning of its last part.
    ///
    /// # Errors
    /// No such session, with the nearest name, or several, with their names.
    pub(crate) fn find(&self, given: &str) -> Result<SessionId> {
        let ids = self.ids()?;
        if let Some(id) = ids.iter().find(|id| id.0 == given) {
            return Ok(id.clone());
        }
        let wanted = given.to_lowercase();
        let meant = |id: &&SessionId| {
            let name = id.0.to_lowercase();
            !wanted.is_empty() && (name.starts_with(&wanted) || name.rsplit('-').next().is_some_and(|tail| tail.starts_with(&wanted)))
        };
        let found: Vec<&SessionId> = ids.iter().filter(meant).collect();
        match found.as_slice() {
            [id] => Ok((*id).clone()),
            [] => Err(unknown(given, &ids)),
            several => {
                let names: Vec<&str> = several.iter().map(|id| id.0.as_str()).collect();
                Err(no_session(given, format!("several sessions begin like this: {}", names.join(", "))))
            }
        }
    }

    /// The session that was worked on last on this machine, of those that can be opened. What colleagues work on meanwhile is not it, unless
    /// there is nothing else.
    pub fn latest(&self) -> Result<Option<Entry>> {
        let worked_on = |entry: &Entry| entry.summary.as_ref().map(|summary| (summary.worked_on_here, summary.changed));
        let readable = self.list()?.into_iter().filter(|entry| entry.summary.is_some());
        // Of equals the first counts, as in the list.
        Ok(readable.rev().max_by_key(worked_on))
    }

    /// All sessions, the one worked on last first; damaged ones say so.
    pub fn list(&self) -> Result<Vec<Entry>> {
        let mut entries: Vec<Entry> = self.survey()?.into_iter().map(|known| known.entry).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.summary.as_ref().map(|s| s.changed)));
        Ok(entries)
    }

    /// The histories of those sessions whose outline is `wanted`, the newest window first; each is read when it is its turn.
    pub(crate) fn newest_first(&self, survey: &[Known], wanted: impl Fn(&Outline) -> bool) -> impl Iterator<Item = History> {
        let outlined = survey.iter().filter_map(|known| Some((known.outline.as_ref()?, &known.entry.id)));
        let mut found: Vec<_> = outlined.filter(|(outline, _)| wanted(outline)).map(|(o, id)| (o.until, o.opened, id.clone())).collect();
        found.sort();
        found.into_iter().rev().filter_map(|(_, _, id)| Some(self.read(&id).ok()?.history))
    }

    /// The folders that sessions were held on, with the session.
    ///
    /// # Errors
    /// A session that does not tell.
    pub(crate) fn data_folders(&self) -> Result<Vec<(SessionId, PathBuf)>> {
        let mut folders = Vec::new();
        for (id, opening) in self.openings()? {
            if let Event::SessionOpened { data: Some(data), .. } = opening?.event {
                folders.push((id, PathBuf::from(data)));
            }
        }
        Ok(folders)
    }

    fn openings(&self) -> Result<impl Iterator<Item = (SessionId, Result<Record>)>> {
        Ok(self.ids()?.into_iter().map(|id| {
            let opening = journal::read_opening(&self.folder(&id).join(JOURNAL));
            (id, opening)
        }))
    }

    pub fn folder(&self, id: &SessionId) -> PathBuf {
        self.root.join(&id.0)
    }

    /// When a session was worked on last; `None` where there is none of that name.
    pub(crate) fn changed(&self, id: &SessionId) -> Option<SystemTime> {
        let folder = self.known_folder(id).ok()?;
        fs::metadata(folder.join(JOURNAL)).and_then(|known| known.modified()).ok()
    }

    /// The names of the session folders, sorted. A folder that holds no journal is none.
    pub(crate) fn ids(&self) -> Result<Vec<SessionId>> {
        Ok(self.found()?.into_iter().map(|(id, _)| id).collect())
    }

    /// [`ids`](Self::ids), each with what the disk says of its journal; nothing where a link leads there. One look for each: there may
    /// be hundreds, and a retro that opens looks at all of them.
    fn found(&self) -> Result<Vec<(SessionId, Option<fs::Metadata>)>> {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(Error::io(&self.root, source, "the folder of your sessions cannot be read")),
        };
        let named = entries.filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let journal = entry.path().join(JOURNAL);
            let known = fs::symlink_metadata(&journal).ok()?;
            let is_link = known.is_symlink() || entry.file_type().is_ok_and(|kind| kind.is_symlink());
            let is_there = !is_link || journal.exists();
            is_there.then(|| (SessionId(name), (!is_link).then_some(known)))
        });
        let mut found: Vec<(SessionId, Option<fs::Metadata>)> = named.collect();
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(found)
    }

    /// The folder of a session that is there: asked of that folder alone.
    fn known_folder(&self, id: &SessionId) -> Result<PathBuf> {
        let folder = self.folder(id);
        // What is no name leads nowhere.
        let is_there = if id.is_plain() { folder.join(JOURNAL).exists() } else { self.ids()?.contains(id) };
        if !is_there {
            return Err(unknown(&id.0, &self.ids()?));
        }
        check_name(id, &folder)?;
        check_links(&folder)?;
        Ok(folder)
    }
}

/// Where somebody's link leads is not for this program to read and to write.
///
/// # Errors
/// The session's folder or its journal is a link, with what to do.
fn check_links(folder: &Path) -> Result<()> {
    let Some(link) = link_in(folder) else { return Ok(()) };
    let what = std::io::Error::new(std::io::ErrorKind::InvalidInput, "this is a link, and links are not followed");
    let remedy = format!("put what it leads to in its place, or name the home that holds it with {HOME_VARIABLE}");
    Err(Error::io(link, what, remedy))
}

fn link_in(folder: &Path) -> Option<PathBuf> {
    [folder.to_owned(), folder.join(JOURNAL)].into_iter().find(|path| files::is_link(path))
}

/// A name goes into paths, commands and onto the screen.
fn check_name(id: &SessionId, folder: &Path) -> Result<()> {
    let remedy = "sessions are called by letters, digits and hyphens; rename this folder so to open it";
    if id.is_plain() { Ok(()) } else { Err(Error::data(Place::file(folder), remedy)) }
}

/// What [`Sessions::read`] does to a journal's records, for who reads on in it.
pub(crate) fn named_as_its_folder(journal: &Path, records: &mut [Record]) {
    let folder = journal.parent().and_then(Path::file_name).and_then(std::ffi::OsStr::to_str);
    if let Some(name) = folder {
        go_by_the_folder(&SessionId(name.to_owned()), records);
    }
}

/// A session is called as its folder is, whatever its journal says: a copy is no other session, and no journal says where files go.
fn go_by_the_folder(id: &SessionId, records: &mut [Record]) -> Option<String> {
    let Some(Record { event: Event::SessionOpened { id: said, .. }, .. }) = records.first_mut() else { return None };
    let said = std::mem::replace(said, id.clone());
    (said != *id).then(|| {
        format!("Its journal calls this session {}; it goes by its folder's name, {id}", text::shortened(&text::line(&said.0), 40))
    })
}

fn fold(folder: &Path, reading: Reading) -> Result<History> {
    let folded = History::fold(reading.records);
    let history =
        folded.map_err(|why| Error::data(Place::line(folder.join(JOURNAL), 1), format!("{why}; bring the file back from a backup")))?;
    Ok(history.without(reading.missing))
}

/// Where sessions cannot be kept, another place can be named.
fn elsewhere(error: Error) -> Error {
    match error {
        Error::Io { path, source, .. } => {
            Error::io(path, source, format!("sessions cannot be kept here; name a folder that can be written with {HOME_VARIABLE}"))
        }
        other => other,
    }
}

fn unknown(given: &str, ids: &[SessionId]) -> Error {
    let near = text::nearest(given, ids.iter().map(|id| id.0.as_str()));
    let hint = near.map_or_else(|| "`run-retro sessions` lists them".to_owned(), |name| format!("did you mean {name}?"));
    no_session(given, format!("there is no such session; {hint}"))
}

fn no_session(given: &str, message: String) -> Error {
    Error::Usage { flag: "session".into(), value: text::line(given), message }
}

#[cfg(test)]
#[path = "sessions_tests.rs"]
mod tests;
