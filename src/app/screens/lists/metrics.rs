//! The metrics of everything in scope, or of one group of it: beside each what it was before, a year ago and over
//! twelve months, each open to its own renewals.

use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

use super::forecast::FIGURES;
use super::overview::HEADLINES;
use super::{List, ListId, buckets};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::drill::{self, Behind, Unlisted};
use crate::analysis::findings::{Metric, MetricKey, Metrics, Quantity};
use crate::analysis::metrics;
use crate::app::list::column::{Cell, cell, muted, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::{self, Change, Tone};
use crate::app::model::Model;
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::Opening;
use crate::app::screens::view_cache;
use crate::app::world::World;
use crate::domain::facts::Facts;
use crate::domain::money::Currency;
use crate::domain::scope::capitalise;
use crate::domain::text;
use crate::telling::figures;

pub(crate) const OF_ALL: List = List::table(|model| rows(model, ListId::Metrics))
    .compares(|model, i| sides(model, ListId::Metrics, i))
    .opens(|model, i, side| open(model, ListId::Metrics, i, side));

pub(crate) const OF_GROUP: List = List::table(|model| rows(model, ListId::GroupMetrics))
    .compares(|model, i| sides(model, ListId::GroupMetrics, i))
    .opens(|model, i, side| open(model, ListId::GroupMetrics, i, side))
    .stamped(|model, hasher| {
        (model.screens.grouping(&model.world.session().scope.dimensions), buckets::selected_group(model)).hash(hasher);
    });

/// The columns of the other windows.
pub(crate) const BEFORE: &str = "Before";
pub(crate) const YEAR_AGO: &str = "Year ago";

/// How many renewals, accounts or losses each is over.
const CASES: &str = "n";

fn cases(metric: &Metric) -> String {
    metric.cases.map(figures::count).unwrap_or_default()
}

/// Whose metrics a list shows.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The group's name; `None` of everything in scope.
    pub group: Option<String>,
    pub facts: Arc<Facts>,
    pub due: Metrics,
    pub ttm: Metrics,
}

impl Measured {
    /// All metrics, the headlines again among them: here they stand beside the year before and the twelve months. By
    /// account where that tells something else than by renewal.
    pub fn all(&self) -> Vec<(MetricKey, &Metric)> {
        let is_as = |key: &MetricKey, other| self.due.get(key).zip(self.due.get(&other)).is_some_and(|(one, other)| one.is_as(other));
        let tells = |key: &MetricKey| key.by_renewal().is_none_or(|other| !is_as(key, other));
        MetricKey::ALL.iter().filter(|key| tells(key)).filter_map(|key| Some((*key, self.due.get(key)?))).collect()
    }

    /// `GRR`, `GRR of Geo: APAC`.
    fn name(&self, key: MetricKey) -> String {
        self.group.as_ref().map_or_else(|| key.label().to_owned(), |group| format!("{} of {group}", key.label()))
    }
}

/// A metric, what it was, and what it is over twelve months.
struct Row {
    key: MetricKey,
    metric: Metric,
    ttm: Option<f64>,
    ttm_cases: Option<u64>,
}

impl Row {
    fn change<'a>(&self) -> Cell<'a> {
        match (Change::of(self.key, &self.metric), self.metric.value) {
            (Some(change), _) => cell(change.text, change.tone),
            (None, None) => cell(self.metric.why.clone().unwrap_or_default(), Tone::Faint),
            (None, Some(_)) => Cell::default(),
        }
    }
}

fn read(column: Column<'_, Rc<Row>>, of: fn(&Row) -> Option<f64>, tone: Tone) -> Column<'_, Rc<Row>> {
    let text = move |row: &Rc<Row>| figures::or_missing(of(row), |value| figures::value(row.key.unit(), value));
    column.by(move |row| Value::number(of(row))).says(move |row| cell(text(row), tone))
}

/// Cells in which a figure of another window has its cases beside it.
pub(crate) const WITH_CASES: u16 = 14;

/// [`read`] of another window: where there is room, with how many cases it is over (`84.0 %  n 43`).
fn read_of(column: Column<'_, Rc<Row>>, of: fn(&Row) -> Option<f64>, cases: fn(&Row) -> Option<u64>) -> Column<'_, Rc<Row>> {
    let with_cases = move |row: &Rc<Row>| {
        let value = figures::or_missing(of(row), |value| figures::value(row.key.unit(), value));
        let cases = of(row).and(cases(row)).map_or_else(String::new, |n| format!(" {:>3}", figures::count(n)));
        cell(format!("{value}{cases}"), Tone::Neutral)
    };
    read(column, of, Tone::Neutral).or_from(WITH_CASES, with_cases)
}

fn rows(model: &Model, list: ListId) -> Rows<'_> {
    type Col<'a> = Column<'a, Rc<Row>>;
    let shown = view_cache::measured(model, list);
    let (before, year) = model.world.facts.scope.comparisons();
    let change = |row: &Rc<Row>| Value::number(row.metric.change().map(|(before, now)| now - before));
    let columns = vec![
        Col::text("Metric", 41).grows().says(|row| plain(row.key.label())),
        read(Col::number("Now", 10), |row| row.metric.value, Tone::Strong),
        Col::number(CASES, 6).by(|row| Value::number(row.metric.cases.map(|n| n as f64))).says(|row| muted(cases(&row.metric))),
        Col::text("95 %", 15).priority(4).unsorted().says(|row| muted(marks::reach(row.key, &row.metric).unwrap_or_default())),
        Col::text("Change", 18).by(change).says(|row| row.change()),
        read_of(
            Col::number(BEFORE, WITH_CASES).titled(format!("{}   n", before.label)).or_short(BEFORE).priority(1),
            |row| row.metric.previous,
            |row| row.metric.previous_cases,
        ),
        read_of(
            Col::number(YEAR_AGO, WITH_CASES).titled(format!("{}   n", year.label)).or_short(YEAR_AGO).priority(2),
            |row| row.metric.year_ago,
            |row| row.metric.year_ago_cases,
        ),
        read_of(Col::number("TTM", WITH_CASES).titled("TTM   n").priority(3), |row| row.ttm, |row| row.ttm_cases),
    ];
    let ttm = |key: MetricKey| shown.ttm.get(&key);
    let row = |(key, metric): (MetricKey, &Metric)| {
        let (ttm, ttm_cases) = ttm(key).map_or((None, None), |metric| (metric.value, metric.cases));
        Rc::new(Row { key, metric: metric.clone(), ttm, ttm_cases })
    };
    let all: Vec<Rc<Row>> = shown.all().into_iter().map(row).collect();
    Rows::new(all.len(), move |i| Rc::clone(&all[i]), |row| row.key.label(), columns)
}

/// The metric in a row of a list of metrics.
fn at(shown: &Measured, list: ListId, i: usize) -> Option<MetricKey> {
    match list {
        ListId::Headlines => HEADLINES.get(i).copied(),
        ListId::ForecastFigures => FIGURES.get(i).copied(),
        _ => shown.all().get(i).map(|(key, _)| *key),
    }
}

/// A headline: over the renewals due, or, where nobody can say what was due, over the trailing twelve months.
pub(crate) fn headline(world: &World, key: MetricKey) -> Option<&Metric> {
    if world.facts.no_dues.is_some() { world.findings.ttm.get(&key) } else { world.findings.metric(key) }
}

/// The windows that a metric is compared with, and the trailing twelve months.
pub(crate) fn sides(model: &Model, list: ListId, i: usize) -> Vec<Beside> {
    let shown = view_cache::measured(model, list);
    let Some(key) = at(&shown, list, i) else { return vec![] };
    if list == ListId::Headlines && model.world.facts.no_dues.is_some() {
        let figure = Figure::Metric(key, headline(&model.world, key).and_then(|metric| metric.value));
        return vec![Beside::when(&model.world, Side::TwelveMonths, figure)];
    }
    let Some(metric) = shown.due.get(&key) else { return vec![] };
    let ttm = shown.ttm.get(&key).and_then(|metric| metric.value);
    let all = [(Side::Here, metric.value), (Side::BEFORE, metric.previous), (Side::YearAgo, metric.year_ago), (Side::TwelveMonths, ttm)];
    all.map(|(side, value)| Beside::when(&model.world, side, Figure::Metric(key, value))).into()
}

/// The metric's population, with what each renewal adds to the numerator.
pub(crate) fn open(model: &Model, list: ListId, i: usize, side: Side) -> Option<Opening> {
    let shown = view_cache::measured(model, list);
    let key = at(&shown, list, i)?;
    let is_year = list == ListId::Headlines && shown.facts.no_dues.is_some();
    let side = if is_year { Side::TwelveMonths } else { side };
    let (facts, room) = (&*shown.facts, RoomDecisions::of(model.world.session()));
    let what = side.when(&model.world, &shown.name(key));
    let (metric, behind, note) = if side == Side::TwelveMonths {
        let (behind, unlisted) = drill::in_year(facts, &room, key, facts.scope.window.to);
        (shown.ttm.get(&key).cloned().unwrap_or_default(), behind, of_accounts(facts, key, unlisted))
    } else {
        let window = side.window(&model.world);
        (metrics::due_in(facts, &room, key, &window), drill::behind(facts, &room, key, &window), None)
    };
    Some(open_parts(&model.world, &what, key, &metric, &behind, note))
}

fn open_parts(world: &World, what: &str, key: MetricKey, metric: &Metric, behind: &[Behind<'_>], note: Option<String>) -> Opening {
    let why = metric.why.as_ref().map(|why| format!("{}.", capitalise(why)));
    let note: Vec<String> = note.into_iter().chain(why).collect();
    let opening = Opening::of_metric(world, what, part_name(key), behind).explain(note.join(" "));
    match of_parts(metric, &world.facts.currency) {
        Some(parts) => opening.say(&parts),
        None => opening,
    }
}

/// How accounts are counted over twelve months, and which of them no renewal can be shown for.
fn of_accounts(facts: &Facts, key: MetricKey, unlisted: Unlisted) -> Option<String> {
    metrics::is_of_accounts(key).then(|| {
        let once = match facts.cohort(facts.scope.window.to) {
            Some(_) => "Each customer of a year before counts once: from its ARR then to its ARR at the end, whatever its renewals say.",
            None => "Each account counts once: its contracts from before their first renewal of the twelve months to after their last.",
        };
        let n = unlisted.accounts as usize;
        let part = unlisted.part.map_or_else(String::new, |part| format!(", with {} of the figure", quantity_told(part, &facts.currency)));
        let missing = format!(" {} without a renewal in the data not listed{part}.", text::counted(n, "customer", "customers"));
        format!("{once}{}", if n > 0 { &missing } else { "" })
    })
}

/// What a metric's numerator is made of.
fn part_name(key: MetricKey) -> &'static str {
    match key {
        MetricKey::Grr | MetricKey::GrrByAccount => "Kept",
        MetricKey::Nrr | MetricKey::NrrByAccount => "After",
        MetricKey::LogoRetention | MetricKey::RenewalRateArr | MetricKey::RenewalRateCount => "Renewed",
        MetricKey::OnTimeRate => "In time",
        MetricKey::DaysLateMedian | MetricKey::DaysLateP90 => "Days late",
        MetricKey::Discount => "Off list",
        MetricKey::SaveRate => "Saved",
        MetricKey::ForecastBias => "Above",
        MetricKey::Wape => "Missed by",
        MetricKey::ForecastAccuracy => "Hit",
        MetricKey::Brier => "Miss²",
        MetricKey::CodedShare => "Coded",
    }
}

/// `$12.1M of $14.2M`, `97 of 110`.
pub(crate) fn of_parts(metric: &Metric, currency: &Currency) -> Option<String> {
    Some(format!("{} of {}", quantity_told(metric.numerator?, currency), quantity_told(metric.denominator?, currency)))
}

fn quantity_told(quantity: Quantity, currency: &Currency) -> String {
    match quantity {
        Quantity::Money(money) => money.short(currency),
        Quantity::Count(count) => figures::count(count),
        Quantity::Number(number) => figures::decimals(number, 1),
    }
}
