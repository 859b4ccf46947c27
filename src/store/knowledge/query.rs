//! Questions to the index.

use std::collections::HashSet;

use rusqlite::types::{Type, Value};
use rusqlite::{Connection, Row, params, params_from_iter};

use super::follow::{renewal_key, topic_key};
use crate::domain::knowledge::{About, Entry, Found, Kind, Later, Query, folded, segment_key};
use crate::work;

/// An account has so many renewals at most that anybody looks at.
const MOST_KEYS: usize = 500;

/// How many pieces of how many sessions there are.
pub(super) fn count(db: &Connection) -> rusqlite::Result<(usize, usize)> {
    let counted = |row: &Row<'_>| Ok((row.get::<_, i64>(0)? as usize, row.get::<_, i64>(1)? as usize));
    db.query_row("SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM journals)", [], counted)
}

/// What says the words itself stands before what they only stand beside; the newest first.
pub(super) fn run(db: &Connection, query: &Query) -> rusqlite::Result<Vec<Found>> {
    let words = folded(&query.words);
    if words.is_empty() {
        // What was typed holds no word: nothing says it.
        return if query.words.trim().is_empty() { told(db, query, "") } else { Ok(Vec::new()) };
    }
    let matching = matching(&words);
    let mut found = told(db, query, &format!("said : ({matching})"))?;
    if found.len() < query.most {
        let itself: HashSet<String> = found.iter().map(|found| found.entry.reference()).collect();
        let all = told(db, &Query { most: query.most + found.len(), ..query.clone() }, &matching)?;
        found.extend(all.into_iter().filter(|other| !itself.contains(&other.entry.reference())).take(query.most - itself.len()));
    }
    Ok(found)
}

fn told(db: &Connection, query: &Query, matching: &str) -> rusqlite::Result<Vec<Found>> {
    let asked = Asked::of(query, matching);
    let mut statement = db.prepare(&asked.sql)?;
    let entries = statement.query_map(params_from_iter(asked.values), entry)?.collect::<rusqlite::Result<Vec<Entry>>>()?;
    entries.into_iter().map(|entry| found(db, entry)).collect()
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    work::done(1);
    let said: String = row.get(0)?;
    serde_json::from_str(&said).map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into()))
}

/// A question in SQL. What somebody typed is never part of it: it stands among the values.
struct Asked {
    sql: String,
    values: Vec<Value>,
}

impl Asked {
    fn of(query: &Query, matching: &str) -> Self {
        let (from, newest) = match matching {
            "" => ("entries", "entries.id"),
            _ => ("words JOIN entries ON entries.id = words.rowid", "words.rowid"),
        };
        let mut asked = Self { sql: format!("SELECT entries.said FROM {from} WHERE 1"), values: vec![] };
        if !matching.is_empty() {
            asked.and(" AND words MATCH ?", [matching.to_owned()]);
        }
        asked.narrow(query);
        asked.and(&format!(" ORDER BY {newest} DESC LIMIT ?"), [query.most as i64]);
        asked
    }

    fn narrow(&mut self, query: &Query) {
        if let Some(segment) = &query.segment {
            self.and(" AND entries.segment = ?", [segment_key(Some(segment))]);
        }
        if let Some(kind) = query.kind {
            self.and(" AND entries.kind = ?", [kind.key().to_owned()]);
        }
        if let Some(since) = query.since {
            self.and(" AND entries.until >= ?", [since.to_string()]);
        }
        if let Some(until) = query.until {
            self.and(" AND entries.until <= ?", [until.to_string()]);
        }
        if let Some(sample) = query.sample {
            self.and(" AND entries.sample = ?", [sample]);
        }
        if let Some(but) = &query.but {
            self.and(" AND entries.session <> ?", [but.clone()]);
        }
        if let Some(reason) = &query.reason {
            // A group holds the codes below it: `pricing` those from `pricing.` up to the character after the point.
            let of = " AND entries.id IN (SELECT entry FROM keys WHERE key = ? OR key >= ? AND key < ?)";
            self.and(of, [format!("reason:{reason}"), format!("reason:{reason}."), format!("reason:{reason}/")]);
        }
        if let Some(about) = &query.about {
            self.about(about);
        }
    }

    fn about(&mut self, about: &About) {
        let renewals = about.renewals.iter().map(|renewal| renewal_key(renewal.0.as_str()));
        let topics = about.topics.iter().map(|topic| topic_key(topic));
        let keys: Vec<String> = about.keys.iter().cloned().chain(topics).chain(renewals).take(MOST_KEYS).collect();
        let places = vec!["?"; keys.len()].join(", ");
        self.and(&format!(" AND entries.id IN (SELECT entry FROM keys WHERE key IN ({places}))"), keys);
    }

    fn and<V: Into<Value>>(&mut self, sql: &str, values: impl IntoIterator<Item = V>) {
        self.sql.push_str(sql);
        self.values.extend(values.into_iter().map(Into::into));
    }
}

/// Each word, or what begins with it. Only letters and digits are in one, so quotes are all that it needs.
fn matching(words: &[String]) -> String {
    words.iter().map(|word| format!("\"{word}\" *")).collect::<Vec<_>>().join(" AND ")
}

/// With what became of it.
fn found(db: &Connection, entry: Entry) -> rusqlite::Result<Found> {
    let later = match entry.kind {
        Kind::Action => Later { verdicts: verdicts(db, &entry)?, ..Later::default() },
        Kind::Decision | Kind::PlaybookChange => Later::default(),
        Kind::Insight | Kind::Blocker | Kind::PlayLearning => {
            let again = if entry.critical { again(db, &entry)? } else { vec![] };
            Later { actions: actions(db, &entry)?, again, ..Later::default() }
        }
    };
    Ok(later.of(entry))
}

/// What later retros said of an action, the newest last.
fn verdicts(db: &Connection, action: &Entry) -> rusqlite::Result<Vec<(String, String)>> {
    let mut asked = db.prepare("SELECT verdict, label FROM verdicts WHERE session = ? AND action = ? ORDER BY until, judge")?;
    asked.query_map([&action.session, &action.id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn actions(db: &Connection, card: &Entry) -> rusqlite::Result<Vec<Found>> {
    let mut asked = db.prepare("SELECT said FROM entries WHERE session = ? AND card = ? AND kind = ? ORDER BY id")?;
    let rows = asked.query_map(params![card.session, card.card, Kind::Action.key()], entry)?;
    rows.map(|action| found(db, action?)).collect()
}

/// Windows of later retros of the segment in which a blocker with the same topic was critical.
fn again(db: &Connection, blocker: &Entry) -> rusqlite::Result<Vec<String>> {
    let topics: Vec<String> = blocker.topics.iter().map(|topic| topic_key(topic)).take(MOST_KEYS).collect();
    let places = vec!["?"; topics.len()].join(", ");
    let mut asked = db.prepare(&format!(
        "SELECT DISTINCT said ->> 'window', until FROM entries WHERE critical AND segment = ? AND sample = ? AND until > ?
         AND id IN (SELECT entry FROM keys WHERE key IN ({places})) ORDER BY until"
    ))?;
    let own = [segment_key(blocker.segment.as_deref()).into(), blocker.sample.into(), blocker.until.to_string().into()];
    let values: Vec<Value> = own.into_iter().chain(topics.into_iter().map(Value::from)).collect();
    asked.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}
