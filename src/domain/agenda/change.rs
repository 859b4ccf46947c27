//! Another agenda on the fly: what was spent stays, and what is left of the time is shared among its remaining steps.

use chrono::{DateTime, Utc};

use super::{Agenda, Step, StepKind, Timed, share_out};
use crate::domain::phase::Phase;
use crate::domain::rules::Refusal;
use crate::domain::session::Session;
use crate::domain::text::counted;

/// The agenda by which the retro goes on, so that all of it takes as long as the `wanted` one.
///
/// # Errors
/// So much was spent that the remaining steps would not have a minute each.
pub(crate) fn changed_to(session: &Session, wanted: &Agenda, now: DateTime<Utc>) -> Result<Agenda, Refusal> {
    let kept: Vec<&Timed> = session.course.steps.iter().filter(|timed| timed.is_begun()).collect();
    let rest: Vec<Step> =
        wanted.steps.iter().enumerate().filter(|(i, _)| is_to_come(session, wanted, *i, &kept)).map(|(_, s)| s.clone()).collect();
    let budget = i64::from(wanted.length) * 60 - kept.iter().map(|timed| spoken_for(timed, now)).sum::<i64>();
    // Steps are of whole minutes: what is left of one is not lost to those who were told when the meeting ends.
    let minutes = u32::try_from((budget + 59).div_euclid(60)).unwrap_or(0);
    if (minutes as usize) < rest.len() {
        let left = counted(minutes as usize, "minute", "minutes");
        let why = format!("{} leaves {left} for {}", wanted.label(), counted(rest.len(), "step", "steps"));
        return Err(Refusal::with_remedy(why, "choose a longer agenda"));
    }
    let weights: Vec<u32> = rest.iter().map(|step| step.minutes).collect();
    let shares = if kept.is_empty() { weights } else { share_out::among(minutes, &weights, 1, &vec![minutes; rest.len()]) };
    let rest: Vec<Step> = rest.into_iter().zip(shares).map(|(step, minutes)| Step { minutes, ..step }).collect();
    let of = |phase: Phase| {
        let kept = kept.iter().map(|timed| &timed.step);
        let steps: Vec<Step> = kept.chain(&rest).filter(|step| step.phase == phase).cloned().collect();
        // What the room passed over stays as it was planned.
        if steps.is_empty() { session.course.agenda().of_phase(phase).cloned().collect() } else { steps }
    };
    Ok(Agenda { name: wanted.name.clone(), length: wanted.length, steps: Phase::ALL.into_iter().flat_map(of).collect() })
}

/// Seconds that a begun step takes of the whole: what it used, and what it may still use.
fn spoken_for(timed: &Timed, now: DateTime<Utc>) -> i64 {
    let used = timed.clock.used_at(now);
    if timed.ended { used } else { used.max(timed.clock.allotted) }
}

/// A step of the wanted agenda that the room has not had yet.
fn is_to_come(session: &Session, wanted: &Agenda, place: usize, kept: &[&Timed]) -> bool {
    let step = &wanted.steps[place];
    let is_same =
        |one: &Step, other: &Step| one.id == other.id || one.phase == other.phase && one.kind == other.kind && one.kind != StepKind::Other;
    if kept.iter().any(|timed| is_same(&timed.step, step)) {
        return false;
    }
    if !session.open.contains(&step.phase) {
        return session.open.first().is_none_or(|first| step.phase > *first);
    }
    let here = &session.course.at(step.phase).step;
    wanted.steps.iter().position(|other| is_same(here, other)).is_none_or(|at| place >= at)
}
