//! Keeps the index up with the journals: with those that changed, came or went since it was made.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, Statement, TransactionBehavior, params};

use super::index;
use crate::domain::action::CarriedAction;
use crate::domain::event::SessionId;
use crate::domain::knowledge::{Entry, Kind, entries, segment_key};
use crate::domain::session::Session;
use crate::store::sessions::{Sessions, Stamp};
use crate::work;

/// A session, with what its journal looks like; `None` of one that is not read.
type Stamped = (SessionId, Option<Stamp>);

/// Brings the index up to the journals, or makes all of it anew. Whoever ends in the middle leaves it as it was.
///
/// # Errors
/// The index cannot be read or written.
pub(super) fn up_to_date(db: &mut Connection, sessions: &Sessions, stamped: &[Stamped], anew: bool) -> rusqlite::Result<()> {
    if !anew && is_current(db, stamped)? {
        return Ok(());
    }
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if anew {
        index::clear(&change)?;
    }
    // Another program may have been faster.
    let mut kept = kept(&change)?;
    let mut writer = Writer::of(&change)?;
    for (id, stamp) in stamped {
        let Some(stamp) = stamp.map(told) else { continue };
        let before = kept.remove(&id.0);
        if before.as_ref() == Some(&stamp) {
            continue;
        }
        writer.forget(&id.0)?;
        // What is damaged tells what can be read of it.
        let read = sessions.read(id).ok();
        if let Some(read) = &read {
            writer.add(read.history.session())?;
        }
        writer.note(&id.0, &stamp, read.is_some_and(|read| read.history.session().data.is_none()))?;
    }
    for gone in kept.keys() {
        writer.forget(gone)?;
    }
    drop(writer);
    change.commit()?;
    if anew {
        // What was deleted is gone from the file, too; where that cannot be now, it stays as it is.
        drop(db.execute_batch("VACUUM"));
    }
    Ok(())
}

/// The sample brings an earlier retro that has no journal: it stands in the index for as long as a retro of the sample does.
///
/// # Errors
/// As [`up_to_date`].
pub(super) fn with_bundled(db: &mut Connection, bundled: &Session) -> rusqlite::Result<()> {
    let id = &bundled.id.0;
    let is_wanted = "SELECT EXISTS (SELECT 1 FROM journals WHERE sample) AND NOT EXISTS (SELECT 1 FROM journals WHERE session = ?)";
    let is_wanted: bool = db.query_row(is_wanted, [id], |row| row.get(0))?;
    let is_there: bool = db.query_row(
        "SELECT EXISTS (SELECT 1 FROM entries WHERE session = ? AND session NOT IN (SELECT session FROM journals))",
        [id],
        |row| row.get(0),
    )?;
    if is_wanted == is_there {
        return Ok(());
    }
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut writer = Writer::of(&change)?;
    if is_wanted {
        writer.forget(id)?;
        writer.add(bundled)?;
    } else {
        writer.forget(id)?;
    }
    drop(writer);
    change.commit()
}

/// As it is kept: any difference is one.
fn told(stamp: Stamp) -> String {
    serde_json::to_string(&stamp).unwrap_or_default()
}

fn is_current(db: &Connection, stamped: &[Stamped]) -> rusqlite::Result<bool> {
    let kept = kept(db)?;
    let mut now = stamped.iter().filter_map(|(id, stamp)| Some((id, told((*stamp)?))));
    Ok(kept.len() == now.clone().count() && now.all(|(id, stamp)| kept.get(&id.0) == Some(&stamp)))
}

fn kept(db: &Connection) -> rusqlite::Result<HashMap<String, String>> {
    let mut asked = db.prepare("SELECT session, stamp FROM journals")?;
    let rows = asked.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// Writes pieces, with each statement prepared once.
struct Writer<'a> {
    db: &'a Connection,
    entry: Statement<'a>,
    words: Statement<'a>,
    key: Statement<'a>,
    verdict: Statement<'a>,
}

impl<'a> Writer<'a> {
    fn of(db: &'a Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            db,
            entry: db.prepare(
                "INSERT INTO entries (id, session, name, kind, segment, until, sample, critical, card, said)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?,
            words: db.prepare("INSERT INTO words (rowid, said, beside) VALUES (?, ?, ?)")?,
            key: db.prepare("INSERT OR IGNORE INTO keys (key, entry) VALUES (?, ?)")?,
            verdict: db
                .prepare("INSERT OR REPLACE INTO verdicts (session, action, judge, until, label, verdict) VALUES (?, ?, ?, ?, ?, ?)")?,
        })
    }

    /// All that a session had said.
    fn forget(&self, session: &str) -> rusqlite::Result<()> {
        for said in [
            "DELETE FROM words WHERE rowid IN (SELECT id FROM entries WHERE session = ?)",
            "DELETE FROM keys WHERE entry IN (SELECT id FROM entries WHERE session = ?)",
            "DELETE FROM entries WHERE session = ?",
            "DELETE FROM verdicts WHERE judge = ?",
            "DELETE FROM journals WHERE session = ?",
        ] {
            self.db.execute(said, [session])?;
        }
        Ok(())
    }

    fn note(&self, session: &str, stamp: &str, sample: bool) -> rusqlite::Result<()> {
        self.db.execute("INSERT INTO journals (session, stamp, sample) VALUES (?, ?, ?)", params![session, stamp, sample]).map(drop)
    }

    fn add(&mut self, session: &Session) -> rusqlite::Result<()> {
        let mut row = self.first_free(session.scope.window.to)?;
        for entry in entries(session) {
            work::done(1);
            self.add_entry(row, &entry)?;
            row -= 1;
        }
        self.add_verdicts(session)
    }

    /// The place before all pieces of the windows that end that day.
    fn first_free(&self, until: NaiveDate) -> rusqlite::Result<i64> {
        let of_day = i64::from(until.num_days_from_ce()) << 32;
        let next = of_day + (1 << 32);
        let first: Option<i64> =
            self.db.query_row("SELECT min(id) FROM entries WHERE id >= ? AND id < ?", [of_day, next], |row| row.get(0))?;
        Ok(first.unwrap_or(next) - 1)
    }

    fn add_entry(&mut self, row: i64, entry: &Entry) -> rusqlite::Result<()> {
        let said = serde_json::to_string(entry).unwrap_or_default();
        let (segment, until) = (segment_key(entry.segment.as_deref()), entry.until.to_string());
        let Entry { session, id, kind, sample, critical, card, .. } = entry;
        self.entry.execute(params![row, session, id, kind.key(), segment, until, sample, critical, card, said])?;
        let [said, beside] = entry.words();
        self.words.execute(params![row, said, beside])?;
        let renewals = entry.renewals.iter().map(|renewal| renewal_key(renewal.0.as_str()));
        let again = entry.topics.iter().filter(|_| *kind != Kind::Action).map(|topic| topic_key(topic));
        for key in entry.keys.iter().cloned().chain(renewals).chain(again) {
            self.key.execute(params![key, row])?;
        }
        Ok(())
    }

    /// What it says of actions that it took over.
    fn add_verdicts(&mut self, session: &Session) -> rusqlite::Result<()> {
        let (judge, window) = (session.id.to_string(), &session.scope.window);
        for carried in &session.carried {
            // Done is one thing, worked another: the figure behind the latter tells how far it moved.
            let done = carried.verdict.map(|verdict| verdict.label().to_owned());
            let effect = carried.effect.as_ref().map(ToString::to_string);
            let goes_on = carried.goes_on.then(|| goes_on(carried));
            let said: Vec<String> = done.or(goes_on).into_iter().chain(effect).collect();
            if said.is_empty() {
                continue;
            }
            let (action, until) = (carried.action.id.to_string(), window.to.to_string());
            self.verdict.execute(params![carried.session, action, judge, until, window.label, said.join("; ")])?;
        }
        Ok(())
    }
}

/// `goes on, Mara, due 2027-01-15: the CRM team has no time`.
fn goes_on(carried: &CarriedAction) -> String {
    let action = &carried.action;
    let owner = if action.owner.is_empty() { String::new() } else { format!(", {}", action.owner) };
    let due = action.due.map_or_else(String::new, |due| format!(", due {due}"));
    let why = carried.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
    format!("goes on, {}{owner}{due}{why}", action.status.label())
}

/// How a renewal is named among keys.
pub(super) fn renewal_key(renewal: &str) -> String {
    format!("renewal:{renewal}")
}

/// How the topic of a card is named among keys.
pub(super) fn topic_key(topic: &str) -> String {
    format!("topic:{topic}")
}
