//! What another program on this machine asks of a session: a wish that waits in the session's inbox until whoever holds the session
//! admits or refuses it. Only the holder writes the journal.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::calendar;
use super::event::{Event, Record};
use super::person::PersonId;
use super::rules::{self, Refusal};
use super::session::{Author, History, Session};
use super::text;
use super::wish::Wish;

/// Names a request, its file, and the step that came of it: a request that was taken in is never taken in again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(String);

impl RequestId {
    pub(crate) fn new() -> Self {
        Self(Uuid::now_v7().to_string())
    }

    /// The name that a file goes by; `None` where no request is called so.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Uuid::try_parse(name).is_ok_and(|id| id.to_string() == name).then(|| Self(name.to_owned()))
    }
}

impl Default for RequestId {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A wish, with who has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub id: RequestId,
    #[serde(deserialize_with = "calendar::moment")]
    pub at: DateTime<Utc>,
    /// The name of whoever asks.
    pub by: String,
    pub wish: Wish,
}

/// A request as it was found in the inbox: what it is called, and what it says or why that cannot be read.
pub(crate) type Arrived = (RequestId, Result<Request, String>);

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is this step of the session, and what that says.
    Admitted { seq: u64, told: String },
    /// Why not, and what would help.
    Refused { why: String },
}

impl Request {
    pub(crate) fn new(at: DateTime<Utc>, by: impl Into<String>, wish: Wish) -> Self {
        Self { id: RequestId::new(), at, by: by.into(), wish }
    }

    /// The same person wants the same.
    pub(crate) fn asks_as(&self, other: &Self) -> bool {
        self.by == other.by && self.wish == other.wish
    }

    /// Whose step it becomes: that of the person of this name, else of somebody by this name who is not in the room.
    fn author(&self, session: &Session) -> Author {
        let name = text::line(&self.by);
        session
            .person_named(&name)
            .map_or_else(|| Author::from(name.as_str()), |person| Author { person: person.id, name: person.name.clone() })
    }

    /// The answer that was given already, by this program or by one that ended before it could say so.
    fn answered(&self, history: &History) -> Option<Answer> {
        let record = history.records().iter().rfind(|record| record.asked.as_ref() == Some(&self.id))?;
        Some(Answer::Admitted { seq: record.seq, told: record.event.describe() })
    }

    /// Asks the door, and makes the steps of it, clocks with them; there are none where it was refused, or taken in before.
    pub(crate) fn take_in(&self, history: &mut History, at: DateTime<Utc>) -> (Answer, Vec<Record>) {
        if let Some(answer) = self.answered(history) {
            return (answer, Vec::new());
        }
        match self.admit(history) {
            Ok(event) => {
                let author = self.author(history.session());
                let records = history.grant_asked(at, &author, &event, Some(self.id.clone()));
                let seq = records.iter().find(|record| record.asked.is_some()).map_or(history.last_seq(), |record| record.seq);
                (Answer::Admitted { seq, told: event.describe() }, records)
            }
            Err(refusal) => (Answer::Refused { why: refusal.to_string() }, Vec::new()),
        }
    }

    fn admit(&self, history: &History) -> Result<Event, Refusal> {
        let author = self.author(history.session());
        // Nobody's by name are the steps of all who work at the keyboard.
        if author.person == PersonId::ROOM && matches!(self.wish, Wish::Undo | Wish::Redo) {
            return Err(Refusal::with_remedy(
                "Only who is in the room takes steps back",
                "undo it in the window that has the session open",
            ));
        }
        rules::admit(history, author.person, self.wish.clone())
    }
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
