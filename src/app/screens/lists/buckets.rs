//! Renewals in groups: the buckets of the lens in use, the renewals of the selected one, the values of a dimension.

use crate::analysis::findings::{Bucket, Lens, MetricKey};
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::lists::{ListId, outcome_word};
use crate::app::screens::opening::{Opening, in_window};
use crate::app::screens::{patterns, worked};
use crate::domain::renewal::Renewal;

/// The buckets of the lens in use.
pub fn all(model: &Model) -> &[Bucket] {
    model.findings.lenses.get(model.screens.patterns.lens)
}

/// `Uplift: 5–10 %`: the label with the question it answers, where a lens asks several.
pub fn label(lens: Lens, bucket: &Bucket) -> String {
    match &bucket.group {
        Some(group) if matches!(lens, Lens::Pricing | Lens::ExecInvolvement) => format!("{group}: {}", bucket.label),
        _ => bucket.label.clone(),
    }
}

pub fn rows(model: &Model) -> Rows<'_> {
    Rows::of(all(model), |bucket| {
        let numbers = [bucket.count, bucket.churned].map(Value::count);
        let rest = [Value::money(bucket.lost_arr), Value::number(bucket.renewal_rate), Value::count(bucket.previous_count)];
        let values = [vec![Value::text(&bucket.label)], numbers.to_vec(), rest.to_vec()].concat();
        Row::new(&bucket.key, values).also(bucket.group.as_deref().unwrap_or_default())
    })
}

pub fn open(model: &Model, i: usize) -> Option<Opening> {
    all(model).get(i).map(|bucket| open_bucket(model, model.screens.patterns.lens, bucket))
}

/// A bucket's renewals, with the ARR lost at each.
pub fn open_bucket(model: &Model, lens: Lens, bucket: &Bucket) -> Opening {
    Opening::lost(model, in_window(model, &label(lens, bucket)), &bucket.renewals, bucket.lost_arr)
}

/// The selected bucket: its place in the lens's order.
pub fn selected(model: &Model) -> Option<usize> {
    model.screens.selected(model, ListId::Buckets)
}

/// The renewals of the selected bucket.
pub fn renewals(model: &Model) -> Rows<'_> {
    let rows = patterns::rows(model);
    Rows::new(rows.len(), move |i| {
        let renewal: &Renewal = &model.facts.renewals[rows[i]];
        let suggested = patterns::suggestion(model, &renewal.id).map_or_else(String::new, |s| s.reason.label());
        let words = [&*renewal.id.0, &*renewal.product, &*renewal.geo, renewal.competitor.as_deref().unwrap_or_default()].join(" ");
        let values = vec![
            Value::Picture,
            Value::text(&*renewal.account),
            Value::money(renewal.before),
            Value::text(outcome_word(renewal)),
            Value::text(suggested),
            Value::text(&*renewal.cs_owner),
        ];
        Row::new(&*renewal.id.0, values).also(words)
    })
}

/// The values of the dimension shown.
pub fn groups(model: &Model) -> Rows<'_> {
    let shown = worked::breakdown(model);
    Rows::new(shown.groups.len(), move |i| {
        let group = &shown.groups[i];
        let metric = |key| Value::number(group.metrics.get(&key).and_then(|m| m.value));
        let change = group.metrics.get(&MetricKey::Grr).and_then(|m| Some(m.value? - m.previous?));
        let name = group.values.join(" × ");
        let values = vec![
            Value::text(&name),
            Value::count(group.counts.due),
            Value::count(group.counts.churned),
            Value::money(group.lost_arr),
            Value::Picture,
            metric(MetricKey::Grr),
            Value::number(change),
            metric(MetricKey::Nrr),
            metric(MetricKey::LogoRetention),
            metric(MetricKey::OnTimeRate),
            Value::money(group.arr),
            Value::count(group.counts.open),
        ];
        Row::new(name, values)
    })
}

pub fn open_group(model: &Model, i: usize) -> Option<Opening> {
    let shown = worked::breakdown(model);
    let group = shown.groups.get(i)?;
    let what = in_window(model, &format!("{}: {}", shown.label(), group.values.join(" × ")));
    Some(Opening::lost(model, what, &group.renewals, group.lost_arr))
}
