//! The lists of the phases' views, a file and a line of the table each: rows and columns as the mechanism of [`list`](crate::app::list) wants
//! them, and what a row opens to. The view draws the same rows by the same columns.

pub(crate) mod actions;
pub(crate) mod buckets;
pub(crate) mod cards;
pub(crate) mod check_in;
pub(crate) mod emerging;
pub(crate) mod forecast;
pub(crate) mod heat;
pub(crate) mod metrics;
pub(crate) mod notes;
pub mod overview;
pub(crate) mod plays;
pub(crate) mod pricing;
pub(crate) mod quality;
pub(crate) mod rates;
pub(crate) mod report;
pub(crate) mod restated;
pub(crate) mod signals;
pub(crate) mod texts;
pub mod topics;
pub(crate) mod trends;
pub(crate) mod watch;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::comparison::{Beside, Side};
use super::drill_down::Opening;
use super::page::Page;
use crate::app::list::Rows;
use crate::app::model::Model;
use crate::app::overlays::rejects::RejectList;
use crate::app::world::World;
use crate::domain::card::Evidence;
use crate::domain::renewal::RenewalId;

/// How a list is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ListKind {
    /// Sorted and searched.
    Table,
    /// Lines that are read one after the other: searched, and never sorted.
    Text,
    /// A picture whose rows stand in the only order that makes sense, and are few enough to need no search.
    Fixed,
    /// Figures side by side: left and right move among them.
    Figures,
}

/// The place of the finding with a key that is over these renewals.
type Find = fn(&World, &str, &[RenewalId]) -> Option<usize>;

/// A list: its rows, and what is behind them.
pub(crate) struct List {
    kind: ListKind,
    rows: fn(&Model) -> Rows<'_>,
    comparisons: fn(&Model, usize) -> Vec<Beside>,
    drill_down: fn(&Model, usize, Side) -> Option<Opening>,
    rejects: fn(&World, usize) -> Option<RejectList>,
    stamp: fn(&Model, &mut FxHasher),
    /// What evidence of its findings is called.
    evidence: Option<(&'static str, Find)>,
}

impl List {
    const fn new(kind: ListKind, rows: fn(&Model) -> Rows<'_>) -> Self {
        Self { kind, rows, comparisons: |_, _| vec![], drill_down: |_, _, _| None, rejects: |_, _| None, stamp: |_, _| {}, evidence: None }
    }

    const fn table(rows: fn(&Model) -> Rows<'_>) -> Self {
        Self::new(ListKind::Table, rows)
    }

    const fn text(rows: fn(&Model) -> Rows<'_>) -> Self {
        Self::new(ListKind::Text, rows)
    }

    const fn fixed(rows: fn(&Model) -> Rows<'_>) -> Self {
        Self::new(ListKind::Fixed, rows)
    }

    const fn figures(rows: fn(&Model) -> Rows<'_>) -> Self {
        Self::new(ListKind::Figures, rows)
    }

    /// The sides of a row that are compared on the screen, its own first.
    const fn compares(self, comparisons: fn(&Model, usize) -> Vec<Beside>) -> Self {
        Self { comparisons, ..self }
    }

    /// The renewals behind a side of a row. Rows that stand alone have no side but [`Side::Here`].
    const fn opens(self, drill_down: fn(&Model, usize, Side) -> Option<Opening>) -> Self {
        Self { drill_down, ..self }
    }

    /// The rejected rows behind a row.
    const fn rejects(self, rejects: fn(&World, usize) -> Option<RejectList>) -> Self {
        Self { rejects, ..self }
    }

    /// What else than the findings its rows depend on.
    const fn stamped(self, stamp: fn(&Model, &mut FxHasher)) -> Self {
        Self { stamp, ..self }
    }

    /// Evidence of this kind was taken from a row.
    const fn found_as(self, kind: &'static str, find: Find) -> Self {
        Self { evidence: Some((kind, find)), ..self }
    }
}

/// Names the lists, each with what it is.
macro_rules! lists {
    ($($(#[$doc:meta])* $id:ident = $list:expr;)*) => {
        /// A list, and what is kept of how it is looked at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ListId {
            $($(#[$doc])* $id,)*
        }

        const LISTS: &[(ListId, List)] = &[$((ListId::$id, $list)),*];
    };
}

lists! {
    Headlines = overview::LARGE;
    Outcomes = overview::OUTCOMES;
    Bridge = overview::BRIDGE;
    Metrics = metrics::OF_ALL;
    Trends = trends::FELL;
    Breakdown = buckets::GROUPS;
    /// All metrics of the selected group.
    GroupMetrics = metrics::OF_GROUP;
    ForecastFigures = forecast::HOW_FAR_OFF;
    ForecastGroups = forecast::GROUPS;
    Misses = forecast::MISSES;
    Calibration = forecast::CALIBRATION;
    BaseRates = forecast::BASE_RATES;
    Notes = notes::WRITTEN;
    Files = quality::FILES;
    Issues = quality::DOUBTS;
    /// The renewals that differ in the data as they are now.
    Differences = quality::CHANGED;
    /// The retro's insights on those data.
    Restated = restated::LIST;
    /// The buckets of the lens in use, on the board and in the Pareto chart.
    Buckets = buckets::OF_LENS;
    /// The renewals of the selected bucket.
    BucketRenewals = buckets::RENEWALS;
    HeatMap = heat::CROSSED;
    Plays = plays::TRIED;
    /// The selected play's tables by risk.
    PlayStrata = plays::STRATA;
    PriceFigures = pricing::FIGURES_OF_PRICE;
    PriceBands = pricing::BANDS;
    /// The buckets of the lens in use, with rates and intervals.
    Rates = rates::OF_LENS;
    Competitors = rates::COMPETITORS;
    Signals = signals::TRIED;
    Blockers = emerging::COSTLY;
    Emerging = emerging::GROWING;
    Actions = actions::FOLLOW_UPS;
    /// What all that is ahead comes to.
    WatchFigures = watch::FIGURES_AHEAD;
    /// Renewals ahead.
    Watch = watch::AHEAD;
    Seats = check_in::SEATS;
    Checks = check_in::CHECKS;
    /// The actions carried over from the last retro.
    Carried = check_in::CARRIED;
    /// The columns of the insight board.
    Indicators = cards::INDICATORS;
    BlockerCards = cards::BLOCKERS;
    Opportunities = cards::OPPORTUNITIES;
    Suggested = cards::SUGGESTED;
    /// What may be discussed.
    Topics = topics::QUEUE;
    /// What the merge gate waits for; in summary depth, which has none, what is published.
    Gate = texts::GATE;
    Published = texts::PUBLISHED;
    Report = texts::REPORT;
}

impl ListId {
    pub(crate) const COUNT: usize = LISTS.len();

    fn list(self) -> &'static List {
        &LISTS[self as usize].1
    }

    /// As it is called where it is not seen (`bucket renewals`).
    pub(crate) fn name(self) -> String {
        let name = format!("{self:?}");
        let ends = name.char_indices().skip(1).filter(|(_, c)| c.is_uppercase()).map(|(place, _)| place);
        let words = std::iter::once(0).chain(ends.clone()).zip(ends.chain([name.len()]));
        words.map(|(from, to)| name[from..to].to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// Figures side by side: left and right move among them.
    pub(crate) fn is_across(self) -> bool {
        self.list().kind == ListKind::Figures
    }

    /// Lines that are read one after the other.
    pub(crate) fn is_text(self) -> bool {
        self.list().kind == ListKind::Text
    }

    /// Neither sorted nor searched.
    pub(crate) fn is_fixed(self) -> bool {
        matches!(self.list().kind, ListKind::Fixed | ListKind::Figures)
    }
}

/// The lists of a view, in the order in which the arrows go through them.
pub fn of(page: Page) -> &'static [ListId] {
    match page {
        Page::Overview => &[ListId::Headlines, ListId::Outcomes, ListId::Bridge, ListId::Metrics],
        Page::Trends => &[ListId::Trends],
        Page::Breakdown => &[ListId::Breakdown, ListId::GroupMetrics],
        Page::Forecast => &[ListId::ForecastFigures, ListId::ForecastGroups, ListId::Misses, ListId::Calibration, ListId::BaseRates],
        Page::Notes => &[ListId::Notes],
        Page::Quality => &[ListId::Differences, ListId::Restated, ListId::Files, ListId::Issues],
        Page::PatternBoard => &[ListId::Buckets, ListId::BucketRenewals],
        Page::Pareto => &[ListId::Buckets],
        Page::HeatMap => &[ListId::HeatMap],
        Page::Plays => &[ListId::Plays, ListId::PlayStrata],
        Page::Pricing => &[ListId::PriceFigures, ListId::PriceBands],
        Page::Rates => &[ListId::Rates, ListId::Competitors],
        Page::Signals => &[ListId::Signals],
        Page::Emerging => &[ListId::Blockers, ListId::Emerging],
        Page::Actions => &[ListId::Actions],
        Page::Watch => &[ListId::WatchFigures, ListId::Watch],
        Page::CheckIn => &[ListId::Seats, ListId::Checks, ListId::Carried],
        Page::InsightBoard => &cards::COLUMNS,
        Page::Discussion => &[ListId::Topics],
        Page::Gate => &[ListId::Gate, ListId::Published],
        Page::Report => &[ListId::Report],
        Page::Close => &[],
    }
}

/// Where the keys go when a view is first seen: below its headline figures, to what is to be looked at.
pub(crate) fn first(page: Page) -> usize {
    of(page)
        .iter()
        .position(|list| !list.is_across() && !matches!(list, ListId::Files | ListId::Differences | ListId::Restated))
        .unwrap_or(0)
}

/// The rows of a list as the data gives them.
pub fn rows(model: &Model, list: ListId) -> Rows<'_> {
    (list.list().rows)(model)
}

/// The sides of a row that are compared on the screen, its own first; none where it stands alone.
pub fn beside(model: &Model, list: ListId, i: usize) -> Vec<Beside> {
    (list.list().comparisons)(model, i)
}

/// The rejected rows behind a row; `None` where it is about something else.
pub(crate) fn rejects(world: &World, list: ListId, i: usize) -> Option<RejectList> {
    (list.list().rejects)(world, i)
}

/// The renewals behind a side of a row, by its place in the data's order; `None` where there are none to open. Rows
/// that stand alone have no side but [`Side::Here`].
pub fn opening(model: &Model, list: ListId, i: usize, side: Side) -> Option<Opening> {
    (list.list().drill_down)(model, i, side)
}

/// The row of the finding that evidence was taken from, where the finding is still over the same renewals.
pub(crate) fn of_evidence(world: &World, evidence: &Evidence) -> Option<(ListId, usize)> {
    let (kind, key) = evidence.key.split_once(':')?;
    let (list, find) = LISTS.iter().find_map(|(id, list)| list.evidence.filter(|(of, _)| *of == kind).map(|(_, find)| (*id, find)))?;
    Some((list, find(world, key, &evidence.renewals)?))
}

/// Changes whenever the rows of a list may have changed.
pub(crate) fn stamp(model: &Model, list: ListId) -> u64 {
    let mut hasher = FxHasher::default();
    model.world.edition().hash(&mut hasher);
    (list.list().stamp)(model, &mut hasher);
    hasher.finish()
}
