//! What tools take, and what they give that no command prints.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::page::Wanted;
use crate::domain::action::Team;
use crate::domain::calendar;
use crate::domain::knowledge::Kind;
use crate::domain::phase::Phase;
use crate::domain::plan::PlanScope;
use crate::error::Result;

/// A list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Listing {
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items at a time: 50 without it, 200 at most.
    pub limit: Option<usize>,
}

/// One retro.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OfSession {
    /// The retro: its id as list_sessions has it, or how that begins. Without it, the one worked on last.
    pub session: Option<String>,
}

/// A list of one retro.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InSession {
    /// The retro: its id as list_sessions has it, or how that begins. Without it, the one worked on last.
    pub session: Option<String>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items at a time: 50 without it, 200 at most.
    pub limit: Option<usize>,
}

/// Findings of one kind.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OfFindings {
    /// The retro: its id as list_sessions has it, or how that begins. Without it, the one worked on last.
    pub session: Option<String>,
    pub part: Part,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items at a time: 50 without it, 200 at most.
    pub limit: Option<usize>,
}

/// The field in which suggestions stand; in a report they stand among the insights.
pub(super) const SUGGESTIONS: &str = "suggestions";

/// A part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Part {
    /// Counts, retention with intervals, the ARR bridge, and what became of every row of the data.
    Headlines,
    /// What was lost and what of it had been visible; each account that was lost or shrank.
    Losses,
    /// Buckets by reason code, play, executive involvement and pricing; competitors.
    Lenses,
    /// Leading indicators that were tried, each with its test and verdict.
    Signals,
    /// Whether plays worked, crude and stratified.
    Plays,
    Pricing,
    Forecast,
    Blockers,
    /// Groups in which losses grew.
    Emerging,
    /// Whether insights of earlier retros held again, and how predictions came out.
    HeldAgain,
    /// What the data suggest for the board, each with its evidence; `propose` takes the key of one.
    Suggestions,
}

impl Part {
    pub(super) const ALL: [Self; 11] = [
        Self::Headlines,
        Self::Losses,
        Self::Lenses,
        Self::Signals,
        Self::Plays,
        Self::Pricing,
        Self::Forecast,
        Self::Blockers,
        Self::Emerging,
        Self::HeldAgain,
        Self::Suggestions,
    ];

    /// The fields of the report that it is, and the one of them that is a long list.
    pub(super) fn fields(self) -> (&'static [&'static str], Option<&'static str>) {
        match self {
            Self::Headlines => {
                (&["currency", "note", "counts", "previous_counts", "metrics", "trailing_twelve_months", "bridge", "quality"], None)
            }
            Self::Losses => (&["losses"], Some("lost_accounts")),
            Self::Lenses => (&["lenses", "competitors"], None),
            Self::Signals => (&["signal_population", "signals_tried"], Some("signals")),
            Self::Plays => (&[], Some("plays")),
            Self::Pricing => (&["pricing"], None),
            Self::Forecast => (&["forecast"], None),
            Self::Blockers => (&[], Some("blockers")),
            Self::Emerging => (&[], Some("emerging")),
            Self::HeldAgain => (&["watch_score"], Some("held_again")),
            Self::Suggestions => (&[], Some(SUGGESTIONS)),
        }
    }
}

/// Actions of all retros.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OfActions {
    /// Only those that this retro made.
    pub session: Option<String>,
    /// Only this owner's.
    pub owner: Option<String>,
    /// Only what is overdue.
    #[serde(default)]
    pub overdue: bool,
    /// Finished ones, too.
    #[serde(default)]
    pub all: bool,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items at a time: 50 without it, 200 at most.
    pub limit: Option<usize>,
}

/// What is looked for in the knowledge base.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    /// All of them have to be there, from their first letters on. Without words, the newest.
    #[serde(default)]
    pub words: String,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this segment.
    pub segment: Option<String>,
    /// Only about this reason code, or a group of them, like pricing.
    pub reason: Option<String>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items at a time: 50 without it, 200 at most.
    pub limit: Option<usize>,
}

/// What a proposal becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Becomes {
    LeadingIndicator,
    Blocker,
    Opportunity,
    Action,
}

/// A card, an insight with its evidence, or an action.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Propose {
    /// The retro: its id as list_sessions has it, or how that begins. Without it, the one worked on last.
    pub session: Option<String>,
    pub becomes: Becomes,
    /// The card, or what is to be done: one plain sentence, 300 letters at most. Pseudonyms of customers are understood.
    pub text: String,
    /// Of a card that is an insight: the key of the evidence behind it, as read_findings has it under suggestions.
    pub evidence: Option<String>,
    /// Of an action: who does it.
    pub owner: Option<String>,
    /// Of an action.
    pub team: Option<Team>,
    /// Of an action: until when.
    #[serde(default, deserialize_with = "calendar::in_reach_if_any")]
    pub due: Option<NaiveDate>,
    /// Of an action: by what one sees that it worked.
    pub success_metric: Option<String>,
}

/// A proposal that waits.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Waits {
    pub proposal: String,
    /// What it becomes once a person accepts it.
    pub becomes: String,
    pub text: String,
    /// How many proposals wait in this retro, this one included.
    pub waiting: usize,
}

macro_rules! paged {
    ($($name:ident),*) => {
        $(impl $name {
            /// # Errors
            /// The cursor is none.
            pub(super) fn wanted(&self) -> Result<Wanted> {
                Wanted::read(self.cursor.as_deref(), self.limit)
            }
        })*
    };
}

paged!(Listing, InSession, OfFindings, OfActions, Search);

/// What a retro is about, and how far it is.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ScopeOf {
    pub scope: PlanScope,
    /// The same in words.
    pub headline: String,
    /// The data that it was opened with; `null` for the bundled sample.
    pub source: Option<String>,
    pub opened: DateTime<Utc>,
    /// When the last step was made.
    pub changed: DateTime<Utc>,
    /// Where the room is.
    pub phase: Phase,
    pub closed: bool,
    /// Who is written down, and here; `null` where nobody is written down.
    pub present: Option<usize>,
    pub cards: usize,
    pub actions: usize,
}

/// A piece of the transcript, as Markdown.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TranscriptOf {
    pub markdown: String,
}
