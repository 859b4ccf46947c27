//! One session without a customer. Its journal is written anew under new checksums; that this was done stands at its end.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::domain::event::{Event, Record, SessionId};
use crate::domain::forgetting::Forgetting;
use crate::domain::person::PersonId;
use crate::domain::session::History;
use crate::domain::text;
use crate::error::Error;
use crate::store::files;
use crate::store::held;
use crate::store::journal::format::{self, Decoded, Rest};
use crate::store::journal::{Journal, encode};
use crate::store::sessions::{JOURNAL, LOCK, open};

/// What of a session is about a customer.
pub(crate) struct InSession {
    pub id: SessionId,
    /// The steps, as they will read.
    pub steps: Vec<String>,
    /// Files besides the journal.
    pub files: usize,
    /// Why it cannot be taken out.
    pub stands: Option<String>,
}

/// `None` where nothing of it stands there.
pub(super) fn look(who: &Forgetting, id: &SessionId, folder: &Path) -> Option<InSession> {
    let found = |steps, files, stands| Some(InSession { id: id.clone(), steps, files, stands });
    match Without::of(who, folder) {
        Ok(without) if without.is_nothing() => None,
        Ok(without) => found(without.steps, without.facts.len() + without.others.len(), None),
        Err(why) => found(vec![], 0, Some(why)),
    }
}

/// Takes the customer out of a session.
///
/// # Errors
/// Why not; what was written of it before is whole, and it can be tried again.
pub(super) fn forget(who: &Forgetting, folder: &Path, said: Option<&Said>) -> Result<(), String> {
    let why = |error: Error| error.to_string();
    let lock = open::lock(folder).map_err(in_use)?;
    let journal = folder.join(JOURNAL);
    // Programs that do not know the lock hold the journal itself.
    match Journal::open(&journal) {
        Err(error @ Error::InUse { .. }) => return Err(in_use(error)),
        opened => drop(opened),
    }
    let mut without = Without::of(who, folder)?;
    let mut names = BTreeMap::new();
    for (name, facts) in &without.facts {
        let kept = held::keep(folder, facts, held::MOST_BYTES).map_err(why)?;
        names.insert(name.clone(), kept.name);
    }
    without.rename(&names);
    if let Some(tombstone) = said.filter(|_| without.rest.is_empty()) {
        let session = folder.file_name().unwrap_or_default().to_string_lossy();
        without.records.push(tombstone.record(who, &without.records, &session));
    }
    files::write_private(&journal, &[encode(&without.records), without.rest].concat()).map_err(why)?;
    for (path, text) in &without.others {
        files::write_private(path, text.as_bytes()).map_err(why)?;
    }
    // Whoever stood beside the facts alone leaves them as they are called.
    for (name, _) in names.iter().filter(|(name, now)| name != now) {
        super::remove(&held::place(folder, name))?;
        held::beside(folder, name).exists().then(|| super::remove(&held::beside(folder, name))).transpose()?;
    }
    drop(lock);
    Ok(())
}

fn in_use(error: Error) -> String {
    match error {
        Error::InUse { .. } => "it is open in another window; close it there, and try again".to_owned(),
        other => other.to_string(),
    }
}

/// Who says that a customer was forgotten, and when.
pub(super) struct Said<'a> {
    pub by: &'a str,
    pub at: DateTime<Utc>,
    /// Colleagues have the session, too.
    pub is_shared: bool,
}

impl Said<'_> {
    fn record(&self, who: &Forgetting, before: &[Record], session: &str) -> Record {
        let marks = if self.is_shared { who.marks(session) } else { Vec::new() };
        let (seq, event) = (before.len() as u64 + 1, Event::CustomersForgotten { stand_ins: who.stand_ins(), marks });
        Record { seq, at: self.at, by: self.by.to_owned(), who: PersonId::ROOM, asked: None, part_of: None, from: None, event }
    }
}

/// A session as it will be.
struct Without {
    records: Vec<Record>,
    /// The steps that read otherwise.
    steps: Vec<String>,
    /// What stands behind the records: damage, without the customer.
    rest: Vec<u8>,
    is_rest_changed: bool,
    /// Kept facts that hold it, by the name they have now.
    facts: Vec<(String, crate::domain::facts::Facts)>,
    /// Other files that hold it.
    others: Vec<(PathBuf, String)>,
}

impl Without {
    fn of(who: &Forgetting, folder: &Path) -> Result<Self, String> {
        let bytes = super::read(&folder.join(JOURNAL))?;
        let decoded = format::decode(&bytes);
        let (rest, is_rest_changed) = rest_of(who, &bytes, &decoded)?;
        let (records, steps) = who.records(&decoded.records)?;
        folds_alike(&decoded.records, &records)?;
        let mut facts = Vec::new();
        for (name, kept) in held::all(folder) {
            let kept = kept.map_err(|error| error.to_string())?;
            facts.extend(who.facts(&kept)?.map(|without| (name, without)));
        }
        Ok(Self { records, steps, rest, is_rest_changed, facts, others: others(who, folder) })
    }

    fn is_nothing(&self) -> bool {
        self.steps.is_empty() && !self.is_rest_changed && self.facts.is_empty() && self.others.is_empty()
    }

    /// Names facts as they are kept now.
    fn rename(&mut self, names: &BTreeMap<String, String>) {
        for record in &mut self.records {
            if let Event::DataHeld { held } | Event::DataRenewed { held, .. } = &mut record.event
                && let Some(name) = names.get(&held.name)
            {
                held.name.clone_from(name);
            }
        }
    }
}

/// What was damaged stays, as text; what a newer program wrote cannot be written anew here.
fn rest_of(who: &Forgetting, bytes: &[u8], decoded: &Decoded) -> Result<(Vec<u8>, bool), String> {
    let rest = match &decoded.rest {
        Rest::Nothing | Rest::Unended => return Ok((vec![], false)),
        Rest::Newer { why, .. } | Rest::Unclear { why, .. } => return Err(format!("{why}; forget it with that run-retro")),
        Rest::Torn | Rest::Damaged { .. } => &bytes[decoded.intact..],
    };
    match std::str::from_utf8(rest).ok().and_then(|text| who.lines(text)) {
        Some(without) => Ok((without.into_bytes(), true)),
        None => Ok((rest.to_vec(), false)),
    }
}

/// The same steps count as before: what stands in a name's place may be longer than a card can be.
fn folds_alike(before: &[Record], after: &[Record]) -> Result<(), String> {
    let not_counted = |records: &[Record]| History::fold(records.to_vec()).ok().map(|history| history.not_counted());
    match (not_counted(before), not_counted(after)) {
        (before, after) if before == after => Ok(()),
        _ => Err("a step would no longer count without the name; shorten the card or action that holds it, and try again".to_owned()),
    }
}

/// Drafts, requests, copies, what was set aside.
fn others(who: &Forgetting, folder: &Path) -> Vec<(PathBuf, String)> {
    let all = super::holding::below(folder).into_iter();
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_other = |path: &PathBuf| !held::is_one(&name(path)) && ![JOURNAL, LOCK].contains(&name(path).as_str());
    let without = |path: PathBuf| {
        let text = String::from_utf8(super::read(&path).ok()?).ok()?;
        Some((path, who.lines(&text)?))
    };
    all.filter(is_other).filter_map(without).collect()
}

/// Deletes a session's folder, unless somebody has it open.
///
/// # Errors
/// It is still there, and why.
pub(super) fn delete(folder: &Path) -> Result<(), String> {
    let told = |why: String| format!("{}: {why}", text::path(folder));
    let lock = open::lock(folder).map_err(|error| told(in_use(error)))?;
    drop(lock);
    fs::remove_dir_all(folder).map_err(|error| told(error.to_string()))
}
