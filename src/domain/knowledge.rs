//! What a retro leaves to those after it, piece by piece: found again by words, reason, segment and renewal.

mod became;
mod entries;
mod words;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reason::ReasonCode;
use super::renewal::RenewalId;
use super::text;

pub(crate) use became::Later;
pub(crate) use entries::entries;
pub(crate) use words::folded;

/// What kind of thing was learned or promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Insight,
    Blocker,
    Action,
    Decision,
    /// An insight that a play's figures stand behind.
    PlayLearning,
    /// What was decided about such an insight.
    PlaybookChange,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] =
        [Self::Insight, Self::Blocker, Self::Action, Self::Decision, Self::PlayLearning, Self::PlaybookChange];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Insight => "Insight",
            Self::Blocker => "Blocker",
            Self::Action => "Action",
            Self::Decision => "Decision",
            Self::PlayLearning => "Play learning",
            Self::PlaybookChange => "Playbook change",
        }
    }

    /// The word for it on the command line and in files.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Insight => "insight",
            Self::Blocker => "blocker",
            Self::Action => "action",
            Self::Decision => "decision",
            Self::PlayLearning => "play-learning",
            Self::PlaybookChange => "playbook-change",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let allowed = || format!("expected one of {}", Self::ALL.map(Self::key).join(", "));
        Self::ALL.into_iter().find(|kind| kind.key() == word).ok_or_else(allowed)
    }
}

/// One piece, as its session tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    pub kind: Kind,
    /// Names it within its session: `I4`, `A2`; a decision goes by its card's name and a number.
    pub id: String,
    pub text: String,
    pub session: String,
    /// `None` is all segments.
    pub segment: Option<String>,
    /// The window's label.
    pub window: String,
    /// The window's last day.
    pub until: NaiveDate,
    /// It was learned from the bundled sample.
    pub sample: bool,
    /// Who owns an action, decided, or wrote a card.
    pub who: String,
    /// The words of the card that a decision or an action is about.
    pub about: Option<String>,
    pub due: Option<NaiveDate>,
    /// What the session itself says became of it.
    pub status: String,
    /// Sentences with their figures.
    pub evidence: Vec<String>,
    /// Names of findings behind it (`reason:pricing.uplift`), the same across sessions.
    pub keys: Vec<String>,
    /// What makes it the same as a card of another retro.
    pub topics: Vec<String>,
    pub renewals: Vec<RenewalId>,
    /// The card that it answers, or is.
    pub card: Option<String>,
    /// A critical blocker.
    pub critical: bool,
}

impl Entry {
    /// Names it among all sessions, as `run-retro actions` does.
    pub(crate) fn reference(&self) -> String {
        format!("{}/{}", self.session, self.id)
    }

    /// The reason codes that it is about.
    pub(crate) fn reasons(&self) -> impl Iterator<Item = ReasonCode> {
        self.keys.iter().filter_map(|key| ReasonCode::read(key.strip_prefix("reason:")?))
    }

    /// `Enterprise · 2026-Q3`.
    pub(crate) fn cycle(&self) -> String {
        let sample = if self.sample { " · sample" } else { "" };
        format!("{} · {}{sample}", self.segment.as_deref().unwrap_or("all segments"), self.window)
    }

    /// What it can be found by, folded: its own words, and those that stand beside them.
    pub(crate) fn words(&self) -> [String; 2] {
        let reasons: Vec<String> = self.reasons().map(|reason| format!("{} {}", reason.as_str(), reason.label())).collect();
        let about = self.about.as_deref().unwrap_or_default();
        let segment = self.segment.as_deref().unwrap_or_default();
        let texts = [about, &self.who, &self.status, &self.id, &self.window, segment, self.kind.label()];
        let beside: Vec<&str> = texts.into_iter().chain(self.evidence.iter().chain(&reasons).map(String::as_str)).collect();
        [self.text.clone(), beside.join(" ")].map(|said| folded(&said).join(" "))
    }
}

/// A piece, and what became of it by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    #[serde(flatten)]
    pub entry: Entry,
    /// One line each: what its own session says, and what later ones said.
    pub became: Vec<String>,
}

impl Found {
    /// In a sentence: `Decision of 2026-Q2 (Ines): Finance sends prices 90 days ahead`.
    pub(crate) fn told(&self) -> String {
        let Entry { kind, window, who, text, .. } = &self.entry;
        let who = if who.is_empty() { String::new() } else { format!(" ({who})") };
        let became = self.became.last().map_or_else(String::new, |became| format!(" → {became}"));
        format!("{kind} of {window}{who}: {text}{became}")
    }
}

/// What is looked for; nothing said is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// All of them are in it, from their first letters on.
    pub words: String,
    pub segment: Option<String>,
    /// A code, or a group of them.
    pub reason: Option<String>,
    pub kind: Option<Kind>,
    /// Of windows that end on that day or later.
    pub since: Option<NaiveDate>,
    /// Of windows that end on that day or before.
    pub until: Option<NaiveDate>,
    pub about: Option<About>,
    /// `Some`: of the sample alone, or of the user's own data alone.
    pub sample: Option<bool>,
    /// Not of this session.
    pub but: Option<String>,
    /// So many at most.
    pub most: usize,
}

/// What somebody stands before, in the words of the findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// For people.
    pub what: String,
    /// Names of findings.
    pub keys: Vec<String>,
    pub topics: Vec<String>,
    pub renewals: Vec<RenewalId>,
}

impl About {
    /// What the findings with these names are about.
    pub(crate) fn of(what: &str, keys: impl IntoIterator<Item = String>) -> Self {
        Self { what: text::line(what), keys: keys.into_iter().collect(), topics: vec![], renewals: vec![] }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// A segment as it is compared.
pub(crate) fn segment_key(segment: Option<&str>) -> String {
    segment.map(text::fold).unwrap_or_default()
}
