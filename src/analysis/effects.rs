//! Whether actions worked: their figures as they stood when they were agreed, against the same figures of what fell due since. Two
//! windows are two samples of accounts; the interval of their difference decides, and what is too little to tell says so.

mod reading;

use std::collections::BTreeMap;

use super::blockers::accounts_by_reason;
use super::decisions::RoomDecisions;
use super::stats::share::difference;
use super::stats::{Estimate, Z95, two_sided_normal};
use crate::domain::action::{Action, ActionId, CarriedAction};
use crate::domain::card::Insight;
use crate::domain::effect::{Baseline, Effect, Evaluation, LEVEL, Reading};
use crate::domain::facts::Facts;
use crate::domain::measure::{Figure, Measure, Part, label};
use crate::domain::scope::capitalise;
use crate::domain::session::Session;
use crate::domain::text;
use reading::{peers, read, rounded, rules, stands};

/// Under so many accounts in either window nothing is told.
const FEWEST: u64 = 10;
/// A baseline window that comes to something else by so much is another one.
const A_MOVE: f64 = 0.005;
/// Where the target was met before, an effect of this size would have to be seen.
const WORTH_SEEING: f64 = 0.05;

/// Where a figure stands in the scope's window. `answers` is the insight that its action follows from.
pub fn baseline(facts: &Facts, room: &RoomDecisions<'_>, measure: &Measure, answers: Option<&Insight>) -> Baseline {
    let window = &facts.scope.window;
    let found = read(facts, room, &measure.figure, &measure.part, window);
    let (others, is_worst) = peers(facts, room, measure, window);
    let of = others as u32;
    let (reading, why) = match found {
        Ok(reading) => (Some(reading), None),
        Err(why) => (None, Some(why)),
    };
    let worst = (is_worst && of > 1).then(|| format!("it was the worst of {of} {}", kind_of_many(measure)));
    let pointed = || answers.filter(|card| points_at(card, measure)).map(|card| format!("{} pointed at it", card.id));
    let chosen = worst.or_else(pointed).filter(|_| reading.is_some());
    Baseline { measure: measure.clone(), reading, why, of, chosen, rules: rules(facts) }
}

/// Where the figures of a session's actions stand. Once somebody signed, what was kept stays, as long as its action is measured so.
pub(crate) fn to_keep(facts: &Facts, session: &Session) -> BTreeMap<ActionId, Baseline> {
    let room = RoomDecisions::of(session);
    let is_settled = session.is_signed() || session.closed;
    let keep = |action: &Action| {
        let measure = action.metric.measure.as_ref()?;
        let kept = session.baselines.get(&action.id).filter(|kept| is_settled && kept.measure == *measure);
        let answers = action.insight.and_then(|id| session.insight(id));
        Some((action.id, kept.cloned().unwrap_or_else(|| baseline(facts, &room, measure, answers))))
    };
    session.actions.iter().filter_map(keep).collect()
}

/// What can be said of these data as a success metric: each figure over all, and over each group that there are several of.
pub(crate) fn offered(facts: &Facts, room: &RoomDecisions<'_>) -> Vec<String> {
    // Where the retro is about one segment, its name says so: people type it, though all of the retro is that.
    let own = facts.scope.segment.as_deref().map(|segment| Part::Segment(capitalise(segment)));
    let known = reading::parts(facts);
    let parts: Vec<Part> = own.into_iter().filter(|own| !known.contains(own)).chain(known.iter().cloned()).collect();
    let of_all = Figure::PLAIN.iter().map(|figure| label(figure, &Part::All));
    let of_parts = Figure::PLAIN.iter().flat_map(|figure| parts.iter().map(move |part| label(figure, part)));
    let (by_reason, _) = accounts_by_reason(facts, room, &facts.scope.window);
    let of_reasons = by_reason.into_keys().map(|reason| label(&Figure::LossShare(reason.clone()), &Part::All));
    of_all.chain(of_reasons).chain(of_parts).collect()
}

fn kind_of_many(measure: &Measure) -> &'static str {
    match (&measure.figure, &measure.part) {
        (Figure::LossShare(_), _) => "reasons",
        (_, Part::All) => "wholes",
        (_, Part::Segment(_)) => "segments",
        (_, Part::Product(_)) => "products",
        (_, Part::Geo(_)) => "geos",
        (_, Part::Persona(_)) => "personas",
    }
}

/// Its evidence names the reason or the group.
fn points_at(card: &Insight, measure: &Measure) -> bool {
    let key = match (&measure.figure, measure.part.group()) {
        (Figure::LossShare(reason), _) => format!("reason:{reason}"),
        (_, Some((kind, value))) => format!("{kind}:{value}"),
        (_, None) => return false,
    };
    let key = text::fold(&key);
    card.cards().iter().flat_map(|card| &card.evidence).any(|evidence| text::fold(&evidence.key).ends_with(&key))
}

/// Of each action that an earlier retro left with a figure, what it comes to.
pub(crate) fn evaluations(facts: &Facts, room: &RoomDecisions<'_>) -> Vec<Evaluation> {
    room.carried.iter().filter_map(|carried| evaluate(facts, room, carried)).collect()
}

/// `None` of an action without a figure.
pub fn evaluate(facts: &Facts, room: &RoomDecisions<'_>, carried: &CarriedAction) -> Option<Evaluation> {
    let measure = carried.action.metric.measure.clone()?;
    let then = carried.baseline.as_ref().and_then(|kept| kept.reading.clone());
    let blank = Evaluation { then, ..Evaluation::open(&carried.session, carried.action.id, measure) };
    Some(match comparable(facts, room, carried, &blank) {
        Ok((kept, then, now)) => {
            let found = compared(Evaluation { now: Some(now.clone()), ..blank }, kept, &then, &now);
            restated(facts, room, kept, found)
        }
        Err(why) => Evaluation { why: Some(why), ..blank },
    })
}

/// The baseline and both readings.
///
/// # Errors
/// Why nothing can be compared.
fn comparable<'k>(
    facts: &Facts,
    room: &RoomDecisions<'_>,
    carried: &'k CarriedAction,
    blank: &Evaluation,
) -> Result<(&'k Baseline, Reading, Reading), String> {
    let (window, measure) = (&facts.scope.window, &blank.measure);
    let kept = carried.baseline.as_ref().ok_or("no baseline was kept: the retro that agreed it was never opened with data since")?;
    let then =
        kept.reading.clone().ok_or_else(|| format!("there was no baseline: {}", kept.why.as_deref().unwrap_or("it was not computed")))?;
    if kept.measure != *measure {
        return Err("the metric was changed since its baseline was kept".to_owned());
    }
    if kept.rules != rules(facts) {
        return Err(format!("its definition changed: then {}, now {}", kept.rules, rules(facts)));
    }
    if let Some(by) = carried.action.measured_by().filter(|by| *by > window.to) {
        return Err(format!("its date, {by}, is not reached by the end of {}", window.label));
    }
    if window.from <= then.to {
        return Err(format!("{} is not after {}, in which its baseline was taken", window.label, then.window));
    }
    let now = read(facts, room, &measure.figure, &measure.part, window)?;
    Ok((kept, then, now))
}

/// What two readings come to.
fn compared(blank: Evaluation, kept: &Baseline, then: &Reading, now: &Reading) -> Evaluation {
    let comparisons = if kept.chosen.is_some() { kept.of.max(1) } else { 1 };
    let level = 1.0 - (1.0 - LEVEL) / f64::from(comparisons);
    let change = widened(difference(estimate(now), estimate(then)), level);
    let measure = &blank.measure;
    let is_better_low = measure.figure.is_better_low();
    // From here on, up is better.
    let (low, high) = if is_better_low { (-change.high, -change.low) } else { (change.low, change.high) };
    let aimed = measure.aims_beyond(then.value);
    let (effect, why) = verdict((then, now), (low, high), aimed);
    Evaluation {
        effect,
        why,
        change: Some(rounded(change.value)),
        low: Some(rounded(change.low)),
        high: Some(rounded(change.high)),
        level: rounded(level),
        chosen: kept.chosen.clone(),
        target_reached: Some(measure.aims_beyond(now.value) <= 0.0),
        ..blank
    }
}

/// Of an interval in which up is better, and the change aimed for.
fn verdict((then, now): (&Reading, &Reading), (low, high): (f64, f64), aimed: f64) -> (Effect, Option<String>) {
    let told = |effect, why: &str| (effect, Some(why.to_owned()));
    if then.accounts < FEWEST || now.accounts < FEWEST {
        let why = format!("{} accounts then, {} now: nothing is told of fewer than {FEWEST}", then.accounts, now.accounts);
        return (Effect::TooFew, Some(why));
    }
    match () {
        () if low > 0.0 => (Effect::Worked, None),
        () if high < 0.0 => told(Effect::NotShown, "it went the other way, beyond what chance does"),
        () if aimed <= 0.0 && high >= WORTH_SEEING => {
            told(Effect::TooFew, "the target was met before; five points more, and none at all, would both look like this")
        }
        () if aimed <= 0.0 => told(Effect::NotShown, "within what chance does; the target was met before"),
        () if high >= aimed => told(Effect::TooFew, "the change aimed for, and none at all, would both look like this"),
        () => told(Effect::NotShown, "within what chance does, and the change aimed for would have been seen"),
    }
}

/// Where the data tell something else of the baseline's window by now, and the verdict hangs on that, it is not told.
fn restated(facts: &Facts, room: &RoomDecisions<'_>, kept: &Baseline, found: Evaluation) -> Evaluation {
    let Some((then, now)) = found.then.clone().zip(found.now.clone()) else { return found };
    let again = stands(facts, &then).and_then(|window| read(facts, room, &found.measure.figure, &found.measure.part, &window).ok());
    let Some(again) = again.filter(|again| (again.value - then.value).abs() > A_MOVE) else { return found };
    let otherwise = compared(found.clone(), kept, &again, &now);
    let [was, is] = [then.value, again.value].map(|value| text::percent(value, 1));
    let said = format!("by the data of now, {} was {is} and not {was}", then.window);
    if otherwise.effect == found.effect {
        let why = found.why.as_ref().map_or_else(|| said.clone(), |why| format!("{why}; {said}"));
        return Evaluation { why: Some(why), ..found };
    }
    let why = format!("{said}: against that it is {}, against what was kept {}", otherwise.effect.label(), found.effect.label());
    Evaluation { effect: Effect::CannotTell, why: Some(why), ..found }
}

fn estimate(reading: &Reading) -> Estimate {
    Estimate { value: reading.value, low: reading.low, high: reading.high }
}

/// A 95 % interval of another level.
fn widened(change: Estimate, level: f64) -> Estimate {
    let times = two_sided_normal(1.0 - level) / Z95;
    let reach = |bound: f64| change.value + (bound - change.value) * times;
    Estimate { value: change.value, low: reach(change.low), high: reach(change.high) }
}

#[cfg(test)]
#[path = "effects/effects_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "effects/chance_tests.rs"]
mod chance;
