//! The views each phase has, in the order in which Tab goes through them.

use crate::domain::phase::Phase;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    CheckIn,
    Overview,
    Trends,
    Breakdown,
    Forecast,
    Notes,
    Quality,
    PatternBoard,
    Pareto,
    HeatMap,
    Plays,
    Pricing,
    Rates,
    InsightBoard,
    Signals,
    Emerging,
    Discussion,
    Actions,
    Watch,
    Gate,
    Report,
    Close,
}

impl Page {
    /// As it is called in the room; one reader has no gate.
    pub(crate) fn label_in(self, is_workshop: bool) -> &'static str {
        if self == Self::Gate && !is_workshop { "What is published" } else { self.label() }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::CheckIn => "Check-in",
            Self::Overview => "Overview",
            Self::Trends => "Health & usage",
            Self::Breakdown => "Breakdown",
            Self::Forecast => "Forecast",
            Self::Notes => "Notes",
            Self::Quality => "Data quality",
            Self::PatternBoard | Self::InsightBoard => "Board",
            Self::Pareto => "Pareto",
            Self::HeatMap => "Heat map",
            Self::Plays => "Plays",
            Self::Pricing => "Pricing",
            Self::Rates => "Rates & competitors",
            Self::Signals => "Leading indicators",
            Self::Emerging => "Blockers & emerging",
            Self::Discussion => "Discuss",
            Self::Actions => "Actions",
            Self::Watch => "What is ahead",
            Self::Gate => "Gate & sign-off",
            Self::Report => "Report preview",
            Self::Close => "Close",
        }
    }
}

pub fn pages(phase: Phase) -> &'static [Page] {
    match phase {
        Phase::CheckIn => &[Page::CheckIn],
        Phase::DataCompilation => &[Page::Overview, Page::Trends, Page::Breakdown, Page::Forecast, Page::Notes, Page::Quality],
        Phase::PatternAnalysis => &[Page::PatternBoard, Page::Pareto, Page::HeatMap, Page::Plays, Page::Pricing, Page::Rates],
        Phase::InsightSynthesis => &[Page::InsightBoard, Page::Signals, Page::Emerging, Page::Discussion],
        Phase::ActionPlanning => &[Page::Actions, Page::Watch],
        Phase::Documentation => &[Page::Gate, Page::Report],
        Phase::Close => &[Page::Close],
    }
}
