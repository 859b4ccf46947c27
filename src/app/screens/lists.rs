//! The lists of the phases' views: for each its rows as the mechanism of [`list`](crate::app::list) wants them, and what
//! a row opens to. The view draws the same items in the same order.

pub mod actions;
pub mod buckets;
pub mod cards;
pub mod check_in;
pub mod emerging;
pub mod forecast;
pub mod heat;
pub mod metrics;
pub mod notes;
pub mod overview;
pub mod plays;
pub mod pricing;
pub mod quality;
pub mod rates;
pub mod signals;
pub mod texts;
pub mod trends;
pub mod watch;

use std::hash::{Hash, Hasher};

use super::comparison::{Beside, Side};
use super::drill_down::Opening;
use super::page::Page;
use crate::app::list::Rows;
use crate::app::model::Model;
use crate::app::overlays::rejects::RejectList;
use crate::app::world::World;
use crate::domain::card::Evidence;

/// A list, and what is kept of how it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListId {
    Headlines,
    Outcomes,
    Bridge,
    Metrics,
    Trends,
    Breakdown,
    /// All metrics of the selected group.
    GroupMetrics,
    ForecastFigures,
    ForecastGroups,
    Misses,
    Calibration,
    BaseRates,
    Notes,
    Files,
    Issues,
    /// The renewals that differ in the data as they are now.
    Differences,
    /// The buckets of the lens in use, on the board and in the Pareto chart.
    Buckets,
    /// The renewals of the selected bucket.
    BucketRenewals,
    HeatMap,
    Plays,
    /// The selected play's tables by risk.
    PlayStrata,
    PriceFigures,
    PriceBands,
    /// The buckets of the lens in use, with rates and intervals.
    Rates,
    Competitors,
    Signals,
    Blockers,
    Emerging,
    Actions,
    /// What all that is ahead comes to.
    WatchFigures,
    /// Renewals ahead.
    Watch,
    Seats,
    Checks,
    /// The actions carried over from the last retro.
    Carried,
    /// The columns of the insight board.
    Indicators,
    BlockerCards,
    Opportunities,
    Suggested,
    /// What the merge gate waits for; in summary depth, which has none, what is published.
    Gate,
    Published,
    Report,
}

impl ListId {
    pub const COUNT: usize = Self::Report as usize + 1;

    /// As it is called where it is not seen (`bucket renewals`).
    pub fn name(self) -> String {
        let name = format!("{self:?}");
        let ends = name.char_indices().skip(1).filter(|(_, c)| c.is_uppercase()).map(|(place, _)| place);
        let words = std::iter::once(0).chain(ends.clone()).zip(ends.chain([name.len()]));
        words.map(|(from, to)| name[from..to].to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// Figures side by side: left and right move among them.
    pub fn is_across(self) -> bool {
        matches!(self, Self::Headlines | Self::ForecastFigures | Self::PriceFigures | Self::WatchFigures)
    }

    /// Lines that are read one after the other: searched, and never sorted.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Gate | Self::Published | Self::Report)
    }

    /// A picture whose rows stand in the only order that makes sense, and are few enough to need no search.
    pub fn is_fixed(self) -> bool {
        self.is_across()
            || matches!(self, Self::Bridge | Self::Calibration | Self::BaseRates | Self::PlayStrata | Self::Seats | Self::Checks)
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
        Page::Quality => &[ListId::Differences, ListId::Files, ListId::Issues],
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
        Page::Gate => &[ListId::Gate, ListId::Published],
        Page::Report => &[ListId::Report],
        Page::Close => &[],
    }
}

/// Where the keys go when a view is first seen: below its headline figures, to what is to be looked at.
pub fn first(page: Page) -> usize {
    of(page).iter().position(|list| !list.is_across() && !matches!(list, ListId::Files | ListId::Differences)).unwrap_or(0)
}

/// The rows of a list as the data gives them.
pub fn rows(model: &Model, list: ListId) -> Rows<'_> {
    match list {
        ListId::Headlines => overview::headlines(),
        ListId::Outcomes => overview::outcome_rows(&model.world),
        ListId::Bridge => overview::bridge(),
        ListId::Metrics | ListId::GroupMetrics => metrics::rows(model, list),
        ListId::Trends => trends::rows(&model.world),
        ListId::Breakdown => buckets::groups(model),
        ListId::ForecastFigures => forecast::figures(),
        ListId::ForecastGroups => forecast::groups(&model.world),
        ListId::Misses => forecast::misses(&model.world),
        ListId::Calibration => forecast::bins(&model.world),
        ListId::BaseRates => forecast::base_rates(&model.world),
        ListId::Notes => notes::rows(model),
        ListId::Files => quality::files(&model.world),
        ListId::Issues => quality::issues(&model.world),
        ListId::Differences => quality::differences(&model.world),
        ListId::Buckets => buckets::rows(model),
        ListId::BucketRenewals => buckets::renewals(model),
        ListId::HeatMap => heat::rows(model),
        ListId::Plays => plays::rows(&model.world),
        ListId::PlayStrata => plays::strata(model),
        ListId::PriceFigures => pricing::figures(),
        ListId::PriceBands => pricing::bands(&model.world),
        ListId::Rates | ListId::Competitors => rates::rows(model, list),
        ListId::Signals => signals::rows(&model.world),
        ListId::Blockers => emerging::blocker_rows(&model.world),
        ListId::Emerging => emerging::rows(&model.world),
        ListId::Actions => actions::rows(&model.world),
        ListId::WatchFigures => watch::figures(&model.world),
        ListId::Watch => watch::rows(&model.world),
        ListId::Seats => check_in::seats(),
        ListId::Checks => check_in::checks(),
        ListId::Carried => check_in::carried(&model.world),
        ListId::Gate | ListId::Published | ListId::Report => texts::rows(model, list),
        ListId::Indicators | ListId::BlockerCards | ListId::Opportunities | ListId::Suggested => cards::rows(&model.world, list),
    }
}

/// The sides of a row that are compared on the screen, its own first; none where it stands alone.
pub fn beside(model: &Model, list: ListId, i: usize) -> Vec<Beside> {
    match list {
        ListId::Headlines | ListId::Metrics | ListId::GroupMetrics | ListId::ForecastFigures => metrics::sides(model, list, i),
        ListId::Outcomes => overview::outcome_sides(&model.world, i),
        ListId::Buckets | ListId::PriceBands | ListId::Rates | ListId::Competitors => {
            rates::all(model, list).get(i).map_or_else(Vec::new, |bucket| buckets::sides(&model.world, rates::lens(model, list), bucket))
        }
        ListId::Plays => plays::sides(&model.world, i),
        ListId::PlayStrata => plays::stratum_sides(model, i),
        ListId::Signals => signals::sides(&model.world, i),
        ListId::Blockers => emerging::blocker_sides(&model.world, i),
        ListId::Emerging => emerging::sides(&model.world, i),
        ListId::Watch => watch::sides(&model.world, i),
        _ => vec![],
    }
}

/// The rejected rows behind a row; `None` where it is about something else.
pub fn rejects(world: &World, list: ListId, i: usize) -> Option<RejectList> {
    match list {
        ListId::Files => quality::rejects_of_file(world, i),
        ListId::Issues => quality::rejects_of_issue(world, i),
        _ => None,
    }
}

/// The renewals behind a side of a row, by its place in the data's order; `None` where there are none to open. Rows
/// that stand alone have no side but [`Side::Here`].
pub fn opening(model: &Model, list: ListId, i: usize, side: Side) -> Option<Opening> {
    match list {
        ListId::Headlines | ListId::Metrics | ListId::GroupMetrics | ListId::ForecastFigures => metrics::open(model, list, i, side),
        ListId::Outcomes => overview::open_outcome(&model.world, i, side),
        ListId::Bridge => overview::open_step(&model.world, i),
        ListId::Trends => trends::open(&model.world, i),
        ListId::Breakdown => buckets::open_group(model, i),
        ListId::ForecastGroups => forecast::open_group(&model.world, i),
        ListId::Misses => forecast::open_miss(&model.world, i),
        ListId::Calibration => forecast::open_bin(&model.world, i),
        ListId::BaseRates => forecast::open_base_rate(&model.world, i),
        ListId::Notes => notes::open(model, i),
        ListId::Files => quality::open_file(&model.world, i),
        ListId::Issues => quality::open_issue(&model.world, i),
        ListId::Differences => quality::open_difference(&model.world, i),
        ListId::Buckets | ListId::PriceBands | ListId::Rates | ListId::Competitors => {
            rates::all(model, list).get(i).map(|bucket| buckets::open(&model.world, rates::lens(model, list), bucket, side))
        }
        ListId::HeatMap => heat::open(model, i),
        ListId::Plays => plays::open(&model.world, i, side),
        ListId::PlayStrata => plays::open_stratum(model, i, side),
        ListId::PriceFigures => pricing::open_figure(&model.world, i),
        ListId::Signals => signals::open(&model.world, i, side),
        ListId::Blockers => emerging::open_blocker(&model.world, i, side),
        ListId::Emerging => emerging::open(&model.world, i, side),
        ListId::WatchFigures => watch::open_figure(&model.world, i),
        ListId::Watch => watch::open(&model.world, i, side),
        _ => None,
    }
}

/// The row of the finding that evidence was taken from, where the finding is still over the same renewals.
pub fn of_evidence(world: &World, evidence: &Evidence) -> Option<(ListId, usize)> {
    let findings = &world.findings;
    let (kind, key) = evidence.key.split_once(':')?;
    let (list, place) = match kind {
        "signal" => (ListId::Signals, findings.signals.iter().position(|s| s.signal == key && s.renewals == evidence.renewals)),
        "play" => (ListId::Plays, findings.plays.iter().position(|p| *p.play == *key && p.renewals == evidence.renewals)),
        "emerging" => (ListId::Emerging, findings.emerging.iter().position(|e| e.key == key && e.renewals == evidence.renewals)),
        "reason" => (ListId::Blockers, findings.blockers.iter().position(|b| b.reason.as_str() == key && b.renewals == evidence.renewals)),
        "forecast" => {
            (ListId::ForecastGroups, findings.forecast.rows.iter().position(|r| r.group == key && r.renewals == evidence.renewals))
        }
        _ => return None,
    };
    place.map(|place| (list, place))
}

/// Changes whenever the rows of a list may have changed.
pub fn stamp(model: &Model, list: ListId) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    model.world.edition().hash(&mut hasher);
    let screens = &model.screens;
    match list {
        ListId::Differences => quality::differing(&model.world).len().hash(&mut hasher),
        ListId::Buckets | ListId::Rates => screens.patterns.lens.hash(&mut hasher),
        ListId::BucketRenewals => (screens.patterns.lens, buckets::selected(model)).hash(&mut hasher),
        ListId::HeatMap => (screens.patterns.lens, screens.dimension(&model.world.session().scope.dimensions)).hash(&mut hasher),
        ListId::Breakdown => screens.grouping(&model.world.session().scope.dimensions).hash(&mut hasher),
        ListId::GroupMetrics => {
            (screens.grouping(&model.world.session().scope.dimensions), buckets::selected_group(model)).hash(&mut hasher);
        }
        ListId::Report => model.preview.as_ref().map(|preview| preview.of).hash(&mut hasher),
        _ => {}
    }
    hasher.finish()
}
