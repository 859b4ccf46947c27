//! An action's figure over one window, as the metrics of the program are computed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::analysis::blockers::accounts_by_reason;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::MetricKey;
use crate::analysis::metrics::{beyond, due_in, is_worked_at_risk};
use crate::analysis::population::discussed;
use crate::analysis::stats::fourfold::wilson;
use crate::domain::NOT_RECORDED;
use crate::domain::effect::Reading;
use crate::domain::facts::Facts;
use crate::domain::measure::{Figure, Measure, Part};
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;
use crate::domain::scope::capitalise;
use crate::domain::text;
use crate::domain::window::Window;

/// The rules by which figures are computed: they change when a definition does.
const EDITION: u32 = 1;

pub(super) fn rules(facts: &Facts) -> String {
    let churn = if facts.scope.include_churn { "churn included" } else { "churn left out" };
    format!("definitions {EDITION}, {churn}, in {}", facts.currency)
}

pub(super) fn key(figure: &Figure) -> Option<MetricKey> {
    Some(match figure {
        Figure::Grr => MetricKey::Grr,
        Figure::Nrr => MetricKey::Nrr,
        Figure::LogoRetention => MetricKey::LogoRetention,
        Figure::RenewalRateArr => MetricKey::RenewalRateArr,
        Figure::RenewalRateCount => MetricKey::RenewalRateCount,
        Figure::OnTimeRate => MetricKey::OnTimeRate,
        Figure::SaveRate => MetricKey::SaveRate,
        Figure::Discount => MetricKey::Discount,
        Figure::LossShare(_) => return None,
    })
}

/// What a renewal's group is called.
fn group_of<'r>(part: &Part, renewal: &'r Renewal) -> &'r str {
    part.dimension().map_or_else(|| renewal.segment.as_str(), |dimension| renewal.dimension(dimension).as_str())
}

fn holds(part: &Part, renewal: &Renewal) -> bool {
    part.group().is_none_or(|(_, value)| text::folds_to(group_of(part, renewal), &text::fold(value)))
}

/// A figure over one window.
///
/// # Errors
/// Why it cannot be computed.
pub(super) fn read(facts: &Facts, room: &RoomDecisions<'_>, figure: &Figure, part: &Part, window: &Window) -> Result<Reading, String> {
    if let Some(why) = beyond(facts, window) {
        return Err(why);
    }
    let of_part = match part {
        Part::All => Cow::Borrowed(facts),
        _ => Cow::Owned(facts.only(|renewal| holds(part, renewal))),
    };
    if let Some((kind, value)) = part.group().filter(|_| of_part.due_in(window).next().is_none()) {
        let nowhere = of_part.renewals.is_empty();
        let elsewhen = format!("nothing of {kind} {value} fell due in {}", window.label);
        return Err(if nowhere { format!("these data have no {kind} {value}") } else { elsewhen });
    }
    match (figure, key(figure)) {
        (Figure::LossShare(reason), _) => share_of_losses(&of_part, room, reason, window),
        (_, Some(key)) => metric(&of_part, room, key, window),
        (_, None) => Err("it is not computed".to_owned()),
    }
}

fn metric(facts: &Facts, room: &RoomDecisions<'_>, key: MetricKey, window: &Window) -> Result<Reading, String> {
    let found = due_in(facts, room, key, window);
    let Some(((value, low), high)) = found.value.zip(found.low).zip(found.high) else {
        return Err(found.why.unwrap_or_else(|| "it cannot be computed from these data".to_owned()));
    };
    if let Some([least, most]) = found.range {
        let [least, most] = [least, most].map(|end| text::percent(end, 1));
        return Err(format!("too much of {} is still open: anything from {least} to {most}", window.label));
    }
    let accounts = accounts(facts, key, window);
    Ok(reading(window, [value, low, high], accounts))
}

fn share_of_losses(facts: &Facts, room: &RoomDecisions<'_>, reason: &ReasonCode, window: &Window) -> Result<Reading, String> {
    let (by_reason, all) = accounts_by_reason(facts, room, window);
    let of_it = by_reason.get(reason).map_or(0, BTreeSet::len) as u64;
    let found = wilson(of_it, all).ok_or_else(|| format!("no loss of {} has a reason", window.label))?;
    Ok(reading(window, [of_it as f64 / all as f64, found.low, found.high], all))
}

fn reading(window: &Window, figures: [f64; 3], accounts: u64) -> Reading {
    let [value, low, high] = figures.map(rounded);
    Reading { window: window.label.clone(), from: window.from, to: window.to, value, low, high, accounts }
}

/// To a hundredth of a percent: what is kept reads back as it was.
pub(super) fn rounded(fraction: f64) -> f64 {
    (fraction * 10_000.0).round() / 10_000.0
}

/// The accounts that a metric is over.
fn accounts(facts: &Facts, key: MetricKey, window: &Window) -> u64 {
    let known_by = facts.scope.known_by();
    let counts = |renewal: &&Renewal| match key {
        MetricKey::SaveRate => is_worked_at_risk(renewal) && !renewal.is_not_yet_due(known_by),
        MetricKey::Discount => renewal.pricing.list.is_some() && renewal.pricing.net.is_some(),
        _ => !renewal.is_not_yet_due(known_by),
    };
    let all: BTreeSet<&str> = discussed(facts, window).filter(counts).map(|renewal| renewal.account_id.as_str()).collect();
    all.len() as u64
}

/// The baseline's window, where these data still hold it.
pub(super) fn stands(facts: &Facts, then: &Reading) -> Option<Window> {
    let window = Window { label: then.window.clone(), from: then.from, to: then.to, step: facts.scope.window.step };
    Some(window).filter(|window| facts.due_in(window).next().is_some())
}

/// The groups of each kind in the scope's window, where there are several; nobody's own people.
pub(super) fn parts(facts: &Facts) -> Vec<Part> {
    let kinds = [Part::Segment, Part::Product, Part::Geo, Part::Persona].map(|kind| kind(String::new()));
    let of_kind = |kind: Part| {
        let known = facts.in_scope().map(|renewal| group_of(&kind, renewal)).filter(|value| !matches!(*value, "" | NOT_RECORDED));
        let groups: BTreeSet<&str> = known.collect();
        let is_several = groups.len() > 1;
        // Segments are called so wherever they are named; of the others the data have the spelling.
        let named = |value: &str| if matches!(kind, Part::Segment(_)) { capitalise(value) } else { value.to_owned() };
        groups.into_iter().filter(|_| is_several).map(|value| kind.peer(&named(value))).collect::<Vec<_>>()
    };
    kinds.into_iter().flat_map(of_kind).collect()
}

/// How many groups of its kind there are in a window, and whether the measure's is the worst of them.
pub(super) fn peers(facts: &Facts, room: &RoomDecisions<'_>, measure: &Measure, window: &Window) -> (usize, bool) {
    if let Figure::LossShare(reason) = &measure.figure {
        let (by_reason, _) = accounts_by_reason(facts, room, window);
        let most = by_reason.values().map(BTreeSet::len).max().unwrap_or(0);
        let is_worst = by_reason.get(reason).is_some_and(|of_it| of_it.len() == most);
        return (by_reason.len(), is_worst);
    }
    let Some((_, own)) = measure.part.group() else { return (1, false) };
    let groups: BTreeSet<&str> = facts.due_in(window).map(|renewal| group_of(&measure.part, renewal)).collect();
    let value = |group: &str| read(facts, room, &measure.figure, &measure.part.peer(group), window).ok().map(|reading| reading.value);
    let values: Vec<(&str, f64)> = groups.into_iter().filter_map(|group| Some((group, value(group)?))).collect();
    let sign = if measure.figure.is_better_low() { -1.0 } else { 1.0 };
    let worst = values.iter().map(|(_, value)| value * sign).min_by(f64::total_cmp);
    let own = text::fold(own);
    let is_worst = values.iter().any(|(group, value)| text::folds_to(group, &own) && Some(value * sign) <= worst);
    (values.len(), is_worst)
}
