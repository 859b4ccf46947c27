//! The headline figures: what a session is remembered by.

use super::decisions::RoomDecisions;
use super::findings::{Counts, Metric, MetricKey, Metrics};
use super::metrics;
use crate::domain::facts::Facts;
use crate::domain::held::Figures;

/// The headline figures of the facts, with the room's word above the data's.
pub fn headline(facts: &Facts, room: &RoomDecisions<'_>) -> Figures {
    let compared = metrics::available_to_renew(facts, room);
    figures(&compared.metrics, &metrics::trailing_year(facts, room), &compared.counts)
}

fn figures(due: &Metrics, ttm: &Metrics, counts: &Counts) -> Figures {
    let value = |of: &Metrics, key| of.get(&key).and_then(|metric: &Metric| metric.value);
    let Counts { due: all, renewed, churned, open, .. } = *counts;
    Figures {
        due: all,
        renewed,
        churned,
        open,
        grr: value(due, MetricKey::Grr),
        nrr: value(due, MetricKey::Nrr),
        logo_retention: value(due, MetricKey::LogoRetention),
        ttm_grr: value(ttm, MetricKey::Grr),
        ttm_nrr: value(ttm, MetricKey::Nrr),
    }
    .rounded()
}
