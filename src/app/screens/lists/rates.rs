//! Rates of the buckets of the lens in use, and of the competitors that were named.

use super::ListId;
use super::buckets;
use crate::analysis::findings::{Bucket, Lens};
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;

/// The buckets that a list shows.
pub fn all(model: &Model, list: ListId) -> &[Bucket] {
    match list {
        ListId::Competitors => &model.findings.competitors,
        ListId::PriceBands => &model.findings.lenses.pricing,
        _ => buckets::all(model),
    }
}

/// A competitor needs no question beside its name.
pub fn label(model: &Model, list: ListId, bucket: &Bucket) -> String {
    if list == ListId::Competitors { bucket.label.clone() } else { buckets::label(model.screens.patterns.lens, bucket) }
}

/// Renewals more than in the window before.
pub fn change(bucket: &Bucket) -> f64 {
    bucket.count as f64 - bucket.previous_count as f64
}

/// How many columns there are: only reasons are given in second place, too.
pub fn columns(model: &Model, list: ListId) -> usize {
    if list == ListId::Rates && model.screens.patterns.lens == Lens::ReasonCode { 10 } else { 9 }
}

pub fn rows(model: &Model, list: ListId) -> Rows<'_> {
    Rows::of(all(model, list), move |bucket| {
        let mut values = vec![
            Value::text(label(model, list, bucket)),
            Value::count(bucket.count),
            Value::number(Some(change(bucket))),
            Value::count(bucket.churned),
            Value::money(bucket.lost_arr),
            Value::number(bucket.renewal_rate),
            Value::number(bucket.low),
            Value::Picture,
            Value::number(bucket.previous_rate),
            Value::count(bucket.secondary),
        ];
        values.truncate(columns(model, list));
        Row::new(&bucket.key, values)
    })
}

/// The lens that a list's buckets are of; competitors are of none.
pub fn lens(model: &Model, list: ListId) -> Option<Lens> {
    match list {
        ListId::Competitors => None,
        ListId::PriceBands => Some(Lens::Pricing),
        _ => Some(model.screens.patterns.lens),
    }
}
