//! The overview's figures: headlines, outcomes, the bridge, all other metrics.

use super::ListId;
use super::forecast::FIGURES;
use crate::analysis::drill::{self, Behind, Step, Unlisted};
use crate::analysis::findings::{Metric, MetricKey, Quantity};
use crate::analysis::metrics;
use crate::analysis::room::Room;
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::opening::{Opening, in_window};
use crate::app::screens::sides::{Beside, Figure, Side};
use crate::domain::money::Currency;
use crate::domain::renewal::{Outcome as Decided, Renewal};
use crate::domain::scope::capitalise;
use crate::domain::text;

pub const HEADLINES: [MetricKey; 3] = [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention];

pub fn headlines() -> Rows<'static> {
    fixed(&HEADLINES, |key| key.label())
}

/// Rows of a picture: names only.
pub fn fixed<T>(items: &'static [T], name: impl Fn(&'static T) -> &'static str + 'static) -> Rows<'static> {
    Rows::of(items, move |item| Row::new(name(item), vec![Value::Picture]))
}

/// The windows that a metric is compared with, and the trailing twelve months.
pub fn metric_sides(model: &Model, key: MetricKey) -> Vec<Beside> {
    let Some(metric) = model.findings.metric(key) else { return vec![] };
    let ttm = model.findings.ttm.get(&key).and_then(|metric| metric.value);
    let all = [(Side::Here, metric.value), (Side::BEFORE, metric.previous), (Side::YearAgo, metric.year_ago), (Side::TwelveMonths, ttm)];
    all.map(|(side, value)| Beside::when(model, side, Figure::Metric(key, value))).into()
}

/// The metric's population, with what each renewal adds to the numerator.
pub fn open(model: &Model, key: MetricKey, side: Side) -> Opening {
    let (facts, room) = (&model.facts, Room::of(model.session()));
    let what = side.when(model, key.label());
    let (metric, behind, note) = if side == Side::TwelveMonths {
        let (behind, unlisted) = drill::in_year(facts, &room, key, facts.scope.window.to);
        (model.findings.ttm.get(&key).cloned().unwrap_or_default(), behind, of_accounts(key, unlisted, &facts.currency))
    } else {
        let window = side.window(model);
        (metrics::due_in(facts, &room, key, &window), drill::behind(facts, &room, key, &window), None)
    };
    open_parts(model, &what, key, &metric, &behind, note)
}

/// A metric over any renewals.
pub fn open_over(model: &Model, what: &str, key: MetricKey, renewals: &[&Renewal]) -> Opening {
    let room = Room::of(model.session());
    let all = || renewals.iter().copied();
    let metric = metrics::metric_of(key, all(), &room, model.facts.scope.include_churn);
    open_parts(model, what, key, &metric, &drill::over(all(), &room, key), None)
}

fn open_parts(model: &Model, what: &str, key: MetricKey, metric: &Metric, behind: &[Behind<'_>], note: Option<String>) -> Opening {
    let why = metric.why.as_ref().map(|why| format!("{}.", capitalise(why)));
    let note: Vec<String> = note.into_iter().chain(why).collect();
    let opening = Opening::of_metric(model, what, part_name(key), behind).explain(note.join(" "));
    match of_parts(metric, &model.facts.currency) {
        Some(parts) => opening.say(&parts),
        None => opening,
    }
}

/// How accounts are counted over twelve months, and which of them no renewal can be shown for.
fn of_accounts(key: MetricKey, unlisted: Unlisted, currency: &Currency) -> Option<String> {
    drill::is_of_accounts(key).then(|| {
        let once = "Each account counts once over the twelve months: from before its first renewal to after its last.";
        let n = unlisted.accounts as usize;
        let part = unlisted.part.map_or_else(String::new, |part| format!(", with {} of the figure", read(part, currency)));
        let missing = format!(" {} without a renewal in the data not listed{part}.", text::counted(n, "customer", "customers"));
        format!("{once}{}", if n > 0 { &missing } else { "" })
    })
}

/// What a metric's numerator is made of.
fn part_name(key: MetricKey) -> &'static str {
    match key {
        MetricKey::Grr => "Kept",
        MetricKey::Nrr => "After",
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
pub fn of_parts(metric: &Metric, currency: &Currency) -> Option<String> {
    Some(format!("{} of {}", read(metric.numerator?, currency), read(metric.denominator?, currency)))
}

fn read(quantity: Quantity, currency: &Currency) -> String {
    match quantity {
        Quantity::Money(money) => money.short(currency),
        Quantity::Count(count) => count.to_string(),
        Quantity::Number(number) => format!("{number:.1}"),
    }
}

/// One outcome: its mark and name, the renewals it stands for, how many there are now and were in the window before,
/// and whether more of it is good.
pub struct Outcome {
    pub name: &'static str,
    pub title: &'static str,
    pub is: fn(&Model, &Renewal) -> bool,
    pub now: u64,
    pub before: Option<u64>,
    pub is_good: Option<bool>,
}

pub fn outcomes(model: &Model) -> [Outcome; 7] {
    let (now, before) = (&model.findings.counts, &model.findings.previous_counts);
    let uncoded = model.facts.in_scope().filter(|r| is_uncoded(model, r)).count() as u64;
    let outcome = |name, title, is, now, before, is_good| Outcome { name, title, is, now, before, is_good };
    [
        outcome("Due", "Due", |_, _| true, now.due, Some(before.due), None),
        outcome("● Renewed", "Renewed", |_, r| r.is_renewed(), now.renewed, Some(before.renewed), Some(true)),
        outcome("× Churned", "Churned", |_, r| r.is_churned(), now.churned, Some(before.churned), Some(false)),
        outcome("▼ Shrank", "Shrank", |_, r| r.is_contracted(), now.contracted, Some(before.contracted), Some(false)),
        outcome("▲ Grew", "Grew", |_, r| r.is_expanded(), now.expanded, Some(before.expanded), Some(true)),
        outcome("○ Open", "Open", |_, r| r.outcome == Decided::Open, now.open, Some(before.open), None),
        outcome("? No reason", "Lost without a reason code", is_uncoded, uncoded, None, None),
    ]
}

/// Lost, and neither the data nor the room has given a reason.
fn is_uncoded(model: &Model, renewal: &Renewal) -> bool {
    renewal.is_churned() && model.reason_of(renewal).is_none()
}

pub fn outcome_rows(model: &Model) -> Rows<'_> {
    let all = outcomes(model);
    Rows::new(all.len(), move |i| {
        let one = &all[i];
        let before = Value::number(one.before.map(|n| n as f64));
        Row::new(one.title, vec![Value::text(one.title), Value::count(one.now), before]).also(one.name)
    })
}

pub fn outcome_sides(model: &Model, i: usize) -> Vec<Beside> {
    let Some(Outcome { now, before: Some(before), .. }) = outcomes(model).into_iter().nth(i) else { return vec![] };
    let all = [(Side::Here, now), (Side::BEFORE, before)];
    all.map(|(side, n)| Beside::when(model, side, Figure::Count(n))).into()
}

pub fn open_outcome(model: &Model, i: usize, side: Side) -> Option<Opening> {
    let wanted = outcomes(model).into_iter().nth(i)?;
    let window = side.window(model);
    let renewals = model.facts.due_in(&window).filter(|r| (wanted.is)(model, r));
    Some(Opening::over(model, side.when(model, wanted.title), renewals))
}

pub fn bridge() -> Rows<'static> {
    fixed(&Step::ALL, |step| step.label())
}

/// The renewals that make a step, with what each adds to it.
pub fn open_step(model: &Model, i: usize) -> Option<Opening> {
    let step = *Step::ALL.get(i)?;
    let parts = drill::step(&model.facts, step);
    Some(Opening::of_amounts(model, in_window(model, step.label()), "Adds", &parts))
}

/// All metrics, the headlines again among them: here they stand beside the year before and the twelve months.
pub fn all_metrics(model: &Model) -> Vec<(MetricKey, &Metric)> {
    MetricKey::ALL.iter().filter_map(|key| Some((*key, model.findings.metric(*key)?))).collect()
}

pub fn metric_rows(model: &Model) -> Rows<'_> {
    let all = all_metrics(model);
    Rows::new(all.len(), move |i| {
        let (key, metric) = all[i];
        let change = metric.value.zip(metric.previous).map(|(now, before)| now - before);
        let ttm = model.findings.ttm.get(&key).and_then(|m| m.value);
        let numbers = [metric.value, change, metric.previous, metric.year_ago, ttm].map(Value::number);
        Row::new(key.label(), [vec![Value::text(key.label())], numbers.to_vec()].concat())
    })
}

/// The metric in a row of a list of metrics.
pub fn metric_at(model: &Model, list: ListId, i: usize) -> Option<MetricKey> {
    match list {
        ListId::Headlines => HEADLINES.get(i).copied(),
        ListId::ForecastFigures => FIGURES.get(i).copied(),
        _ => all_metrics(model).get(i).map(|(key, _)| *key),
    }
}
