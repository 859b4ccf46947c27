//! Rates of the buckets of the lens in use, and of the competitors that were named.

use super::ListId;
use super::buckets;
use crate::analysis::findings::{Bucket, Lens};
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;

/// The buckets that a list shows.
pub fn all(model: &Model, list: ListId) -> &[Bucket] {
    match list {
        ListId::Competitors => &model.world.findings.competitors,
        ListId::PriceBands => &model.world.findings.lenses.pricing,
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

/// Which of the ten columns there are, by their places: only reasons are given in second place, too, and only they have no
/// rates.
pub fn columns(model: &Model, list: ListId) -> &'static [usize] {
    let is_of_reasons = lens(model, list).is_some_and(|lens| !lens.has_rates());
    if is_of_reasons { &[0, 1, 2, 3, 4, 9] } else { &[0, 1, 2, 3, 4, 5, 6, 7, 8] }
}

pub fn rows(model: &Model, list: ListId) -> Rows<'_> {
    Rows::of(all(model, list), move |bucket| {
        let values = [
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
        Row::new(&bucket.key, columns(model, list).iter().map(|place| values[*place].clone()).collect::<Vec<_>>())
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
