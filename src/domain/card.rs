//! Insights on the board, and the evidence behind them.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::money::Money;
use super::renewal::RenewalId;
use super::topic::Remark;
use super::votes::Votes;

/// Numbers a card within its session, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CardId(pub u32);

impl CardId {
    /// Where a card of this number stands on a board from which nothing was taken, and most often a little before.
    pub(super) fn place(self) -> usize {
        self.0.saturating_sub(1) as usize
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "I{}", self.0)
    }
}

/// The three columns of the insight board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InsightKind {
    LeadingIndicator,
    Blocker,
    Opportunity,
}

impl InsightKind {
    pub const ALL: [Self; 3] = [Self::LeadingIndicator, Self::Blocker, Self::Opportunity];

    /// The column to the right; after the last one the first.
    pub(crate) fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    /// The column that somebody names, in however many words.
    pub fn named(words: &str) -> Option<Self> {
        let folded = super::text::fold(words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | ':' | '_' | '-')));
        Some(match folded.as_str() {
            "indicator" | "indicators" | "leadingindicator" | "leadingindicators" | "earlysign" | "earlysigns" => Self::LeadingIndicator,
            "blocker" | "blockers" => Self::Blocker,
            "opportunity" | "opportunities" | "emergingopportunity" | "emergingopportunities" | "emerging" => Self::Opportunity,
            _ => return None,
        })
    }

    /// The column that words begin with, and the rest: `Blocker: no second champion`.
    pub fn prefixed(words: &str) -> Option<(Self, &str)> {
        let (column, rest) = words.split_once(':')?;
        Some((Self::named(column)?, rest.trim_start_matches('*').trim())).filter(|(_, rest)| !rest.is_empty())
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::LeadingIndicator => "Leading indicator",
            Self::Blocker => "Blocker",
            Self::Opportunity => "Opportunity",
        }
    }

    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::LeadingIndicator => "Leading indicators",
            Self::Blocker => "Blockers",
            Self::Opportunity => "Emerging opportunities",
        }
    }
}

/// The figures behind an insight: which renewals, what ARR, which test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Stable name of the finding (`signal:usage-drop`, `reason:pricing.uplift`), the same across sessions.
    pub key: String,
    /// One plain sentence.
    pub statement: String,
    /// The figures in one line, as printed in the report (`18 of 24 lost · $1.2M · q 0.02 · RR 2.4 (1.3–4.1)`).
    pub figures: String,
    pub renewals: Vec<RenewalId>,
    pub arr: Option<Money>,
}

/// A card on the insight board, or several that say the same: the first of them stands for all, and `text` is their name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insight {
    pub id: CardId,
    pub kind: InsightKind,
    pub text: String,
    pub author: String,
    pub votes: Votes,
    /// Only for blockers: renewals will be lost again unless it is removed.
    pub critical: bool,
    pub evidence: Vec<Evidence>,
    /// A recorded decision to accept a critical blocker instead of acting on it.
    pub accepted: Option<String>,
    /// What was said of it, and decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Remark>,
    /// The cards of a group, each as it was written, the first of them included; see [`group`](super::group).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Self>,
}

impl Insight {
    /// Only a critical blocker is accepted as it is: whoever takes the mark away takes that back, too.
    pub(super) fn mark_critical(&mut self, critical: bool) {
        self.critical = critical;
        if !critical {
            self.accepted = None;
        }
    }

    pub(super) fn move_to(&mut self, kind: InsightKind) {
        self.members.iter_mut().for_each(|card| card.move_to(kind));
        self.kind = kind;
        if kind != InsightKind::Blocker {
            self.mark_critical(false);
        }
    }

    /// What makes two blockers of different sessions the same: the finding behind it, else its words.
    pub(crate) fn topic(&self) -> String {
        self.evidence.first().map_or_else(|| super::text::fold(&self.text), |e| e.key.clone())
    }
}
