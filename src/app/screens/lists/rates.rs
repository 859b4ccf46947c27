//! Rates of the buckets of the lens in use, and of the competitors that were named.

use std::hash::Hash;

use super::{List, ListId, buckets};
use crate::analysis::findings::{Bucket, Lens};
use crate::app::list::column::{cell, muted, plain, strong};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::screens::comparison::{Beside, Side};
use crate::app::screens::drill_down::Opening;
use crate::app::screens::patterns::lens_noun;
use crate::domain::scope::capitalise;
use crate::telling::figures;

pub(crate) const OF_LENS: List = List::table(|model| rows(model, ListId::Rates))
    .compares(|model, i| sides(model, ListId::Rates, i))
    .opens(|model, i, side| open(model, ListId::Rates, i, side))
    .stamped(|model, hasher| model.screens.patterns.lens.hash(hasher));

pub(crate) const COMPETITORS: List = List::table(|model| rows(model, ListId::Competitors))
    .compares(|model, i| sides(model, ListId::Competitors, i))
    .opens(|model, i, side| open(model, ListId::Competitors, i, side));

/// The buckets that a list shows.
fn all(model: &Model, list: ListId) -> &[Bucket] {
    match list {
        ListId::Competitors => &model.world.findings.competitors,
        ListId::PriceBands => &model.world.findings.lenses.pricing,
        _ => buckets::all(model),
    }
}

/// A competitor needs no question beside its name.
fn label(model: &Model, list: ListId, bucket: &Bucket) -> String {
    if list == ListId::Competitors {
        return bucket.label.clone();
    }
    let all = all(model, list);
    let place = all.iter().position(|other| std::ptr::eq(other, bucket));
    place.map_or_else(|| buckets::label(model.screens.patterns.lens, bucket), |i| buckets::label_below(model, list, all, i))
}

/// Renewals more than in the window before.
fn change(bucket: &Bucket) -> f64 {
    bucket.count as f64 - bucket.previous_count as f64
}

/// The column with the plot of a figure and its interval.
pub(crate) const PLOT: &str = "interval";

/// Where the renewal rate is drawn with its interval.
pub(crate) fn plot<'a, T>(priority: u8) -> Column<'a, T> {
    Column::text(PLOT, 18).titled("0 %    50 %  100 %").priority(priority)
}

/// What only buckets with a renewal rate have, and only those without one.
const OF_RATES: [&str; 5] = ["Renewed", "Of", "95 %", PLOT, "Before"];
const OF_REASONS: [&str; 1] = ["Second"];

fn rows(model: &Model, list: ListId) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Bucket>;
    let has_rates = lens(model, list).is_none_or(Lens::has_rates);
    let noun = if list == ListId::Competitors { "competitor" } else { lens_noun(model.screens.patterns.lens) };
    let columns = [
        Col::text("name", 18)
            .titled(capitalise(noun))
            .grows()
            .by(|bucket| Value::text(&bucket.label))
            .says(move |bucket| plain(label(model, list, bucket))),
        Col::number("Due", 4).count(|bucket| bucket.count, Tone::Neutral),
        Col::number("Change", 6).priority(2).by(|bucket| Value::number(Some(change(bucket)))).says(|bucket| muted(change_told(bucket))),
        Col::number("Lost", 4).losses(|bucket| bucket.churned),
        Col::number("Lost ARR", 9).amount(&model.world.facts.currency, |bucket| bucket.lost_arr, Tone::Plain),
        Col::number("Renewed", 7).by(|bucket| Value::number(bucket.renewal_rate)).says(|bucket| strong(renewed(bucket))),
        Col::number("Of", 4).count(|bucket| bucket.rated, Tone::Neutral),
        Col::number("95 %", 10).priority(1).by(|bucket| Value::number(bucket.low)).says(|bucket| muted(interval(bucket))),
        plot(5),
        Col::number("Before", 6).priority(3).figure(|bucket| bucket.previous_rate, figures::percent_short, Tone::Faint),
        Col::number("Second", 6)
            .priority(4)
            .by(|bucket| Value::count(bucket.secondary))
            .says(|bucket| cell(figures::count(bucket.secondary), if bucket.secondary > 0 { Tone::Plain } else { Tone::Faint })),
    ];
    let rows = Rows::of(all(model, list), |bucket| bucket.key.as_str(), columns);
    rows.only(|name| if has_rates { !OF_REASONS.contains(&name) } else { !OF_RATES.contains(&name) })
}

/// The share that renewed, or that there are too few to say.
pub(crate) fn renewed(bucket: &Bucket) -> String {
    bucket.renewal_rate.map_or_else(|| "too few".to_owned(), figures::percent_short)
}

/// How far chance reaches.
pub(crate) fn interval(bucket: &Bucket) -> String {
    figures::or_missing(bucket.low.zip(bucket.high), |(low, high)| figures::range([low, high], figures::percent_short))
}

fn change_told(bucket: &Bucket) -> String {
    match change(bucket) {
        0.0 => "0".to_owned(),
        change => figures::signed(change, 0),
    }
}

/// The lens that a list's buckets are of; competitors are of none.
fn lens(model: &Model, list: ListId) -> Option<Lens> {
    match list {
        ListId::Competitors => None,
        ListId::PriceBands => Some(Lens::Pricing),
        _ => Some(model.screens.patterns.lens),
    }
}

/// The sides of a bucket of a list.
pub(crate) fn sides(model: &Model, list: ListId, i: usize) -> Vec<Beside> {
    all(model, list).get(i).map_or_else(Vec::new, |bucket| buckets::sides(&model.world, lens(model, list), bucket))
}

/// The renewals of a bucket of a list.
pub(crate) fn open(model: &Model, list: ListId, i: usize, side: Side) -> Option<Opening> {
    all(model, list).get(i).map(|bucket| buckets::open(&model.world, lens(model, list), bucket, side))
}
