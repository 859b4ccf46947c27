//! `run-retro doctor` as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::text;
use crate::store::doctor::Checkup;
use crate::store::sessions::health::Health;

/// What is whole, and what needs somebody.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Examined {
    /// Nothing needs anybody.
    pub whole: bool,
    /// Where everything lies.
    pub places: Vec<Place>,
    pub sessions: Vec<Session>,
    /// All that is said, in the order in which it is printed without `--format json`.
    pub said: Vec<Line>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Place {
    pub what: String,
    pub path: String,
    pub bytes: u64,
    /// Something is there.
    pub there: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Session {
    pub session: String,
    /// How many steps can be read.
    pub steps: usize,
    pub whole: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Line {
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Heading,
    Told,
    /// It needs somebody.
    Needs,
}

impl Examined {
    pub(crate) fn of(checkup: &Checkup, said: &[Line]) -> Self {
        let session = |health: &Health| Session { session: health.id.to_string(), steps: health.steps, whole: health.is_whole() };
        let places = checkup.places.iter().map(|place| Place {
            what: place.what.to_owned(),
            path: text::path(&place.path),
            bytes: place.bytes,
            there: place.path.exists(),
        });
        Self {
            whole: said.iter().all(|line| line.kind != Kind::Needs),
            places: places.collect(),
            sessions: checkup.sessions.iter().map(session).collect(),
            said: said.to_vec(),
        }
    }
}
