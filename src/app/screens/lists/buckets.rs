//! Renewals in groups: the buckets of the lens in use, the renewals of the selected one, the values of a dimension.

use std::collections::HashSet;

use crate::analysis::decisions::RoomDecisions;
use crate::analysis::drill;
use crate::analysis::findings::{Bucket, Lens, Metric, MetricKey, Quantity};
use crate::analysis::patterns::{MIN_FOR_RATE, UNCODED};
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::screens::lists::ListId;
use crate::app::screens::{navigation, patterns, view_cache};
use crate::app::world::World;
use crate::domain::NOT_RECORDED;
use crate::domain::renewal::{Outcome, Renewal, RenewalId};

/// The buckets of the lens in use.
pub fn all(model: &Model) -> &[Bucket] {
    model.world.findings.lenses.get(model.screens.patterns.lens)
}

/// `Uplift: 5–10 %`: the label with the question it answers, where a lens asks several.
pub fn label(lens: Lens, bucket: &Bucket) -> String {
    match &bucket.group {
        Some(group) if matches!(lens, Lens::Pricing | Lens::ExecInvolvement) => format!("{group}: {}", bucket.label),
        _ => bucket.label.clone(),
    }
}

/// `?2 Champion left`: of reasons with how many of the losses have notes that speak for another one.
pub fn marked_label(model: &Model, i: usize) -> String {
    let (lens, bucket) = (model.screens.patterns.lens, &all(model)[i]);
    match view_cache::reasons(model).doubtful(i) {
        _ if lens != Lens::ReasonCode => label(lens, bucket),
        _ if bucket.key == UNCODED => format!("? {}", bucket.label),
        0 => label(lens, bucket),
        doubtful => format!("?{doubtful} {}", bucket.label),
    }
}

/// The column of lost renewals.
pub const LOST: usize = 2;

/// Most lost renewals first, or back to most lost ARR: the ranks differ.
pub fn rank(model: &mut Model, by_count: bool) {
    navigation::on_list(model, ListId::Buckets, |state, rows, stamp| match state.order.column == Some(LOST) {
        false if by_count => state.sort_by(LOST, rows, stamp),
        true if !by_count => state.order = state.natural,
        _ => {}
    });
}

pub fn rows(model: &Model) -> Rows<'_> {
    Rows::of(all(model), move |bucket| {
        let numbers = [bucket.count, bucket.churned].map(Value::count);
        let lost = Value::money(bucket.lost_arr);
        let rate = model.screens.patterns.lens.has_rates().then(|| Value::number(bucket.renewal_rate));
        let rest: Vec<Value> = [lost].into_iter().chain(rate).chain([Value::count(bucket.previous_count)]).collect();
        let values = [vec![Value::text(&bucket.label)], numbers.to_vec(), rest].concat();
        Row::new(&bucket.key, values).also(bucket.group.as_deref().unwrap_or_default())
    })
}

/// Whether it holds those of which the data says nothing.
fn is_unrecorded(bucket: &Bucket) -> bool {
    bucket.label.eq_ignore_ascii_case(NOT_RECORDED)
}

/// This window, the one before, and of a reason where it stands in second place. Reasons have no renewal rate.
pub fn sides(world: &World, lens: Option<Lens>, bucket: &Bucket) -> Vec<Beside> {
    let has_rate = lens.is_none_or(Lens::has_rates) && !is_unrecorded(bucket);
    let share = |n, rate| if has_rate { Figure::Share(n, rate, "renewed") } else { Figure::Count(n) };
    let mut sides = vec![
        Beside::when(world, Side::Here, share(bucket.count, bucket.renewal_rate)),
        Beside::when(world, Side::BEFORE, share(bucket.previous_count, bucket.previous_rate)),
    ];
    if bucket.secondary > 0 {
        sides.push(Beside::new(Side::Second, "As second reason", Figure::Count(bucket.secondary)));
    }
    sides
}

/// A bucket's renewals, with the ARR lost at each. Without a lens it is a competitor's.
pub fn open(world: &World, lens: Option<Lens>, bucket: &Bucket, side: Side) -> Opening {
    let label = lens.map_or_else(|| format!("Competitor: {}", bucket.label), |lens| label(lens, bucket));
    let window = side.window(world);
    let renewals = match (side, lens) {
        (Side::Here, _) => return Opening::lost(world, in_window(world, &label), &bucket.renewals, bucket.lost_arr),
        (Side::Second, _) => return open_second(world, bucket, &label),
        (_, Some(lens)) => drill::in_bucket(&world.facts, &RoomDecisions::of(world.session()), lens, &bucket.key, &window),
        (_, None) => drill::naming(&world.facts, &bucket.key, &window),
    };
    let why = if lens.is_none_or(Lens::has_rates) { too_few(&renewals) } else { String::new() };
    Opening::lost_at(world, side.when(world, &label), &renewals).explain(why)
}

/// A reason in second place: these renewals count for another one.
fn open_second(world: &World, bucket: &Bucket, label: &str) -> Opening {
    let named = drill::second(&world.facts, &bucket.key);
    let what = in_window(world, &format!("Second reason: {label}"));
    let times = |r: &Renewal| named.iter().find(|(renewal, _)| renewal.id == r.id).map(|(_, times)| Quantity::Count(*times));
    let opening = Opening::over(world, what, named.iter().map(|(r, _)| *r)).parts(world, "Named", times);
    opening.explain("Only primary reasons count in totals; here it was given beside another one.")
}

/// Why no rate is given.
fn too_few(renewals: &[&Renewal]) -> String {
    let decided: Vec<bool> = renewals.iter().filter(|r| r.outcome != Outcome::Open).map(|r| r.is_renewed()).collect();
    if renewals.is_empty() || decided.len() as u64 >= MIN_FOR_RATE {
        return String::new();
    }
    let renewed = decided.iter().filter(|renewed| **renewed).count();
    format!("{renewed} of {} decided renewed; under {MIN_FOR_RATE} no rate is given.", decided.len())
}

/// The selected bucket: its place in the lens's order.
pub fn selected(model: &Model) -> Option<usize> {
    model.screens.selected(model, ListId::Buckets)
}

/// Whether the notes of any renewal of the selected bucket suggest a reason: else there is no column of them.
pub fn suggests(model: &Model) -> bool {
    let ids: HashSet<&RenewalId> = model.world.findings.suggestions.iter().map(|suggested| &suggested.renewal).collect();
    let rows = patterns::rows(model);
    let mut suggested = rows.iter().map(|place| &model.world.facts.renewals[*place].id).filter(|id| ids.contains(id));
    suggested.any(|id| patterns::suggestion(&model.world, id).is_some())
}

/// The renewals of the selected bucket.
pub fn renewals(model: &Model) -> Rows<'_> {
    let rows = patterns::rows(model);
    let suggests = suggests(model);
    Rows::new(rows.len(), move |i| {
        let renewal: &Renewal = &model.world.facts.renewals[rows[i]];
        let words = [&*renewal.id.0, &*renewal.product, &*renewal.geo, renewal.competitor.as_deref().unwrap_or_default()].join(" ");
        let mut values = vec![
            Value::Picture,
            Value::text(&*renewal.account),
            Value::money(renewal.before),
            Value::text(renewal.became().label()),
            Value::text(&*renewal.cs_owner),
        ];
        if suggests {
            let suggested = patterns::suggestion(&model.world, &renewal.id).map_or_else(String::new, |s| s.reason.label());
            values.push(Value::text(suggested));
        }
        Row::new(&*renewal.id.0, values).also(words)
    })
}

/// The values of the dimension shown.
pub fn groups(model: &Model) -> Rows<'_> {
    let shown = view_cache::breakdown(model);
    Rows::new(shown.groups.len(), move |i| {
        let group = &shown.groups[i];
        // Sorted is by what is shown: a few renewals do not make anybody first or last.
        let metric = |key| Value::number(group.metrics.get(&key).and_then(|m| m.pulled));
        let change = group.metrics.get(&MetricKey::Grr).and_then(Metric::change).map(|(before, now)| now - before);
        let name = group.values.join(" × ");
        let values = vec![
            Value::text(&name),
            Value::count(group.counts.due),
            Value::count(group.counts.churned),
            Value::money(group.lost_arr),
            Value::Picture,
            metric(MetricKey::Grr),
            Value::Picture,
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

/// The selected group: its place in the breakdown.
pub fn selected_group(model: &Model) -> Option<usize> {
    model.screens.selected(model, ListId::Breakdown)
}

/// What a group lost; its metrics open where they stand side by side.
pub fn open_group(model: &Model, i: usize) -> Option<Opening> {
    let shown = view_cache::breakdown(model);
    let group = shown.groups.get(i)?;
    Some(Opening::lost(&model.world, in_window(&model.world, &shown.name(group)), &group.renewals, group.lost_arr))
}
