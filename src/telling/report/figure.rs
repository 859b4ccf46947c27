//! Figures of the window with the renewals behind them.

use super::{Source, ids};
use crate::analysis::drill;
use crate::analysis::findings::{Metric, MetricKey};
use crate::analysis::population::discussed;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::telling::block::{Text, own};
use crate::telling::metrics::read;

/// The renewals of the window that are so.
pub fn of(source: &Source, is: fn(&Renewal) -> bool) -> Vec<RenewalId> {
    ids(discussed(source.facts, &source.facts.scope.window).filter(|renewal| is(renewal)))
}

pub fn due(source: &Source) -> Vec<RenewalId> {
    of(source, |_| true)
}

/// A metric's value.
pub fn metric(source: &Source, key: MetricKey, metric: &Metric) -> Text {
    let value = own(read(key, metric.value));
    if metric.value.is_none() {
        return value;
    }
    let behind = drill::behind(source.facts, &source.room(), key, &source.facts.scope.window);
    value.behind(source.in_window(key.label()), &ids(behind.iter().map(|behind| behind.renewal)))
}
