//! Figures of the window with the renewals behind them.

use super::{Source, ids};
use crate::analysis::drill::{self, Step};
use crate::analysis::findings::{Metric, MetricKey};
use crate::analysis::population::discussed;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::window::Window;
use crate::telling::block::{Text, own};
use crate::telling::figures::counted;
use crate::telling::metrics::read;

/// The renewals of the window that are so.
pub(crate) fn of(source: &Source, is: fn(&Renewal) -> bool) -> Vec<RenewalId> {
    ids(discussed(source.facts, &source.facts.scope.window).filter(|renewal| is(renewal)))
}

pub(crate) fn due(source: &Source) -> Vec<RenewalId> {
    of(source, |_| true)
}

/// A metric's value.
pub(crate) fn metric(source: &Source, key: MetricKey, metric: &Metric) -> Text {
    metric_in(source, key, metric.value, &source.facts.scope.window)
}

/// What a metric was in a window.
pub(crate) fn metric_in(source: &Source, key: MetricKey, value: Option<f64>, window: &Window) -> Text {
    let words = own(read(key, value));
    if value.is_none() {
        return words;
    }
    let behind = drill::behind(source.facts, &source.room(), key, window);
    words.behind(format!("{}, {}", key.label(), window.label), &ids(behind.iter().map(|behind| behind.renewal)))
}

/// What a metric is over the twelve months to the window's end.
pub(crate) fn metric_of_year(source: &Source, key: MetricKey, value: Option<f64>) -> Text {
    let words = own(read(key, value));
    if value.is_none() {
        return words;
    }
    let end = source.facts.scope.window.to;
    let (behind, unlisted) = drill::in_year(source.facts, &source.room(), key, end);
    let beside = match unlisted.accounts {
        0 => String::new(),
        n => format!(", besides {} without a renewal in the data", counted(n, "account", "accounts")),
    };
    words.behind(format!("{}, the year to {end}{beside}", key.label()), &ids(behind.iter().map(|behind| behind.renewal)))
}

/// An amount of the ARR bridge.
pub(crate) fn step(source: &Source, step: Step, amount: impl Into<Text>) -> Text {
    let behind = ids(drill::step(source.facts, step).into_iter().map(|(renewal, _)| renewal));
    amount.into().behind(source.in_window(step.label()), &behind)
}
