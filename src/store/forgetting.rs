//! Takes a customer out of all that is kept: journals, kept facts, drafts, what was set aside, pulls, plans, what was made of them. What
//! was exported is found, and deleted when that is wanted.

mod holding;
mod outside;
mod pulled;
mod session;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::home::Home;
use super::knowledge::Knowledge;
use super::sessions::Sessions;
use super::shared::Machine;
use super::{disk, held};
use crate::domain::event::SessionId;
use crate::domain::facts::Facts;
use crate::domain::forgetting::{Forgetting, mark, tail_of};
use crate::domain::renewal::Renewal;
use crate::domain::text;
use crate::error::Result;
use outside::Outside;
pub(crate) use session::InSession;
use session::Said;

/// Where a customer was found.
pub(crate) struct Found {
    pub who: Forgetting,
    pub sessions: Vec<InSession>,
    /// Files of pulls that hold it.
    pub pulled: Vec<PathBuf>,
    /// Plans that hold it, and what assistants asked for; they are written without it.
    pub plans: Vec<PathBuf>,
    /// Files that were exported and hold it.
    pub exports: Vec<PathBuf>,
    /// The data that sessions were held on, and a pull is not; they are the user's.
    pub data: BTreeSet<PathBuf>,
    /// A customer that may have been meant, where nobody is called so.
    pub near: Option<String>,
}

impl Found {
    pub(crate) fn is_nothing(&self) -> bool {
        self.sessions.is_empty() && self.pulled.is_empty() && self.plans.is_empty() && self.exports.is_empty()
    }
}

/// Looks for a customer, by its id or name, and for other names that it goes by. Nothing changes.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(crate) fn look(home: &Home, given: &str, also: &[String]) -> Result<Found> {
    let sessions = Sessions::new(home);
    let ids = sessions.ids()?;
    let folders: Vec<PathBuf> = ids.iter().map(|id| sessions.folder(id)).collect();
    let facts: Vec<_> = folders.iter().flat_map(|folder| held::all(folder)).filter_map(|(_, facts)| facts.ok()).collect();
    let who = Forgetting::of(given, also, &facts, &tail());
    let outside: Vec<Outside> = folders.iter().map(|folder| Outside::of(folder)).collect();
    let holding = |files: BTreeSet<PathBuf>| files.into_iter().filter(|file| holding::file(&who, file)).collect();
    Ok(Found {
        sessions: ids.iter().zip(&folders).filter_map(|(id, folder)| session::look(&who, id, folder)).collect(),
        pulled: pulled::files(home).into_iter().filter(|file| holding::file(&who, file)).collect(),
        plans: holding(
            outside
                .iter()
                .flat_map(|outside| outside.plans.clone())
                .chain([home.read_log()].into_iter().filter(|log| log.exists()))
                .collect(),
        ),
        exports: holding(outside.iter().flat_map(|outside| outside.exports.clone()).collect()),
        data: named_data(home, &sessions),
        near: nearest(given, &facts),
        who,
    })
}

fn nearest(given: &str, facts: &[Facts]) -> Option<String> {
    let names: BTreeSet<&str> = facts.iter().flat_map(Facts::with_ahead).map(|renewal| renewal.account.as_str()).collect();
    text::nearest(given, names).map(text::line)
}

/// Tells a forgotten customer from others: made of nothing that has to do with it.
fn tail() -> String {
    let all = Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple().to_string();
    all[all.len() - 6..].to_owned()
}

fn named_data(home: &Home, sessions: &Sessions) -> BTreeSet<PathBuf> {
    let folders = sessions.data_folders().unwrap_or_default().into_iter().map(|(_, data)| data);
    folders.filter(|data| !data.starts_with(home.pulls()) && data.exists()).collect()
}

/// Takes it out of everything but what was exported. What could not be reached, with why.
pub(crate) fn carry_out(home: &Home, found: &Found, by: &str, now: DateTime<Utc>) -> Vec<String> {
    let sessions = Sessions::new(home);
    let mut unreached = Vec::new();
    let said = Said { by, at: now, is_shared: Machine::known(home).is_some() };
    for known in &found.sessions {
        let done = session::forget(&found.who, &sessions.folder(&known.id), Some(&said));
        unreached.extend(done.err().map(|why| format!("session {}: {why}", known.id)));
    }
    let pulled = found.pulled.iter().map(|file| (file, pulled::forget(&found.who, file)));
    let plans = found.plans.iter().map(|file| (file, outside::rewrite(&found.who, file)));
    let failed = pulled.chain(plans).filter_map(|(file, done)| Some(format!("{}: {}", text::path(file), done.err()?)));
    unreached.extend(failed.collect::<Vec<_>>());
    make_anew(home, &sessions, &mut unreached);
    unreached.extend(still_there(home, found));
    unreached
}

/// What a colleague's request to forget came to here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// In how many sessions here the customer stood; that one, from which it is gone, is among them.
    pub sessions: usize,
    /// What names it still, in sentences without a full stop.
    pub left: Vec<String>,
}

/// Takes out of a session whom a colleague asks to forget, where it is known here by one of the marks, with the plans of that session.
///
/// # Errors
/// Why that cannot be done now.
pub(crate) fn asked(home: &Home, id: &SessionId, marks: &[String], stand_ins: &[String]) -> Result<Asked, String> {
    let sessions = Sessions::new(home);
    let folder = sessions.folder(id);
    let facts: Vec<Facts> =
        held::all(&folder).into_iter().map(|(_, facts)| facts).collect::<Result<_>>().map_err(|error| error.to_string())?;
    let is_meant = |renewal: &&Renewal| marks.contains(&mark(&id.0, renewal.account_id.as_str()));
    let Some(renewal) = facts.iter().flat_map(Facts::with_ahead).find(is_meant) else { return Ok(Asked::default()) };
    let Some(tail) = stand_ins.iter().find_map(|stand_in| tail_of(stand_in)) else { return Ok(Asked::default()) };
    // Several ids of one name were asked for by that.
    let given = if marks.len() == 1 { renewal.account_id.as_str() } else { renewal.account.as_str() };
    let who = Forgetting::of(given, &[], &facts, tail);
    let outside = Outside::of(&folder);
    session::forget(&who, &folder, None)?;
    let holding = |files: BTreeSet<PathBuf>| files.into_iter().filter(|file| holding::file(&who, file));
    let mut left: Vec<String> = holding(outside.plans).filter_map(|plan| outside::rewrite(&who, &plan).err()).collect();
    left.extend(holding(outside.exports).map(|file| format!("{} names it still, and is yours to delete", text::path(&file))));
    make_anew(home, &sessions, &mut left);
    let others = sessions.ids().map_err(|error| error.to_string())?.into_iter().filter(|other| other != id);
    let others = others.filter(|other| session::look(&who, other, &sessions.folder(other)).is_some()).count();
    Ok(Asked { sessions: 1 + others, left })
}

/// Files in a folder that others write, too, in which the customer still stands.
pub(crate) fn still_in(who: &Forgetting, folder: &Path) -> Vec<PathBuf> {
    holding::below(folder).into_iter().filter(|file| holding::file(who, file)).collect()
}

/// What is made of journals and data is made of them anew.
fn make_anew(home: &Home, sessions: &Sessions, unreached: &mut Vec<String>) {
    for file in holding::below(&home.cache.join("facts")) {
        unreached.extend(remove(&file).err());
    }
    sessions.make_index_anew();
    unreached.extend(Knowledge::new(home).make_anew().err().map(|error| error.to_string()));
}

/// Files of this program in which it still stands.
fn still_there(home: &Home, found: &Found) -> Vec<String> {
    // Whether exports stay is asked for itself, wherever they lie.
    let same = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let exports: BTreeSet<PathBuf> = found.exports.iter().map(same).collect();
    let roots: BTreeSet<PathBuf> = [home.data.clone(), home.cache.clone(), home.config.clone()].into();
    let files: BTreeSet<PathBuf> = roots.iter().flat_map(|root| holding::below(root)).collect();
    let told = |file: &PathBuf| format!("{}: it still stands there", text::path(file));
    files.iter().filter(|file| !exports.contains(&same(file)) && holding::file(&found.who, file)).map(told).collect()
}

/// Deletes a file that holds the customer.
///
/// # Errors
/// It is still there, and why.
#[expect(clippy::disallowed_methods, reason = "somebody asked for it to be gone")]
pub(crate) fn remove(file: &Path) -> Result<(), String> {
    fs::remove_file(file).map_err(|error| format!("{}: {error}", text::path(file)))
}

/// Retros in which nothing happened since a moment, the oldest first.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(crate) fn untouched_since(home: &Home, moment: DateTime<Utc>) -> Result<Vec<(SessionId, DateTime<Utc>)>> {
    let listed = Sessions::new(home).list()?.into_iter();
    let mut old: Vec<_> = listed.filter_map(|entry| Some((entry.id, entry.summary?.changed))).filter(|(_, at)| *at < moment).collect();
    old.sort_by_key(|(_, at)| *at);
    Ok(old)
}

/// Deletes whole sessions, and what was made of them. What could not be deleted, with why.
pub(crate) fn delete_sessions(home: &Home, ids: &[SessionId]) -> Vec<String> {
    let sessions = Sessions::new(home);
    let mut unreached: Vec<String> = ids.iter().filter_map(|id| session::delete(&sessions.folder(id)).err()).collect();
    make_anew(home, &sessions, &mut unreached);
    unreached
}

/// What sessions exported and planned, where it is still there.
pub(crate) fn files_of(home: &Home, ids: &[SessionId]) -> Vec<PathBuf> {
    let sessions = Sessions::new(home);
    let all = ids.iter().map(|id| Outside::of(&sessions.folder(id)));
    let files: BTreeSet<PathBuf> = all.flat_map(|outside| outside.exports.into_iter().chain(outside.plans)).collect();
    files.into_iter().collect()
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    disk::read(path).map_err(|error| format!("{}: {error}", text::path(path)))
}

#[cfg(test)]
#[path = "forgetting_tests.rs"]
mod tests;
