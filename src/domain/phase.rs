//! The phases a retro goes through, in order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    #[default]
    CheckIn,
    DataCompilation,
    PatternAnalysis,
    InsightSynthesis,
    ActionPlanning,
    Documentation,
    Close,
}

impl Phase {
    pub const ALL: [Self; 7] = [
        Self::CheckIn,
        Self::DataCompilation,
        Self::PatternAnalysis,
        Self::InsightSynthesis,
        Self::ActionPlanning,
        Self::Documentation,
        Self::Close,
    ];

    /// The five phases of the workflow, without check-in and close.
    pub(crate) const WORKFLOW: [Self; 5] =
        [Self::DataCompilation, Self::PatternAnalysis, Self::InsightSynthesis, Self::ActionPlanning, Self::Documentation];

    pub fn name(self) -> &'static str {
        match self {
            Self::CheckIn => "Check-in",
            Self::DataCompilation => "Data Compilation",
            Self::PatternAnalysis => "Pattern Analysis",
            Self::InsightSynthesis => "Insight Synthesis",
            Self::ActionPlanning => "Action Planning",
            Self::Documentation => "Documentation",
            Self::Close => "Close",
        }
    }

    /// One word, for narrow headers.
    pub(crate) fn short_name(self) -> &'static str {
        match self {
            Self::CheckIn => "Check-in",
            Self::DataCompilation => "Data",
            Self::PatternAnalysis => "Patterns",
            Self::InsightSynthesis => "Insights",
            Self::ActionPlanning => "Actions",
            Self::Documentation => "Documents",
            Self::Close => "Close",
        }
    }

    /// As in files: `data-compilation`.
    pub fn key(self) -> &'static str {
        match self {
            Self::CheckIn => "check-in",
            Self::DataCompilation => "data-compilation",
            Self::PatternAnalysis => "pattern-analysis",
            Self::InsightSynthesis => "insight-synthesis",
            Self::ActionPlanning => "action-planning",
            Self::Documentation => "documentation",
            Self::Close => "close",
        }
    }

    /// The phases that a room may have open side by side.
    pub const SIDE_BY_SIDE: [Self; 2] = [Self::InsightSynthesis, Self::ActionPlanning];

    /// The other one of a pair that may run side by side.
    pub(crate) fn beside(self) -> Option<Self> {
        match self {
            Self::InsightSynthesis => Some(Self::ActionPlanning),
            Self::ActionPlanning => Some(Self::InsightSynthesis),
            _ => None,
        }
    }

    pub fn index(self) -> usize {
        self as usize
    }

    /// The default timebox in minutes: a retro of just under two hours.
    pub(crate) fn default_minutes(self) -> u32 {
        match self {
            Self::CheckIn | Self::Documentation => 10,
            Self::DataCompilation => 15,
            Self::PatternAnalysis | Self::InsightSynthesis | Self::ActionPlanning => 25,
            Self::Close => 5,
        }
    }
}
