//! Overrun taken from later steps: the meeting ends when it was to end.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{StepName, Timed, share_out};
use crate::domain::event::Event;
use crate::domain::rules::Refusal;
use crate::domain::session::Session;

/// A later step always keeps a minute.
const LEAST_MINUTES: i64 = 1;

/// What a step gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub step: StepName,
    pub seconds: i64,
}

/// The step that took longer than it had, and by how many seconds: the room's own, else the last one.
pub(crate) fn overrun(session: &Session, now: DateTime<Utc>) -> Option<(&Timed, i64)> {
    let over = |timed: &Timed| -timed.clock.left_at(now);
    let room = session.course.at(session.phase);
    let others = session.course.steps.iter().rev();
    let found = std::iter::once(room).chain(others).find(|timed| over(timed) > 0)?;
    Some((found, over(found)))
}

/// Takes the overrun, in whole minutes, from steps that are still to come: from each in proportion to what it has.
///
/// # Errors
/// No step is over its time, or none has anything to give.
pub(crate) fn taken(session: &Session, now: DateTime<Utc>) -> Result<Event, Refusal> {
    let refusal = || Refusal::new("No step is over its time: there is nothing to take from later ones");
    let (over, seconds) = overrun(session, now).ok_or_else(refusal)?;
    let later: Vec<&Timed> = session.course.to_come(&session.open).collect();
    let spare: Vec<u32> = later.iter().map(|timed| u32::try_from(timed.clock.left_at(now) / 60 - LEAST_MINUTES).unwrap_or(0)).collect();
    let wanted = u32::try_from((seconds + 59) / 60).unwrap_or(u32::MAX).min(spare.iter().sum());
    if wanted == 0 {
        return Err(Refusal::with_remedy("No later step has a minute to give", "+ gives more time, and the meeting ends later"));
    }
    let parts = share_out::among(wanted, &spare, 0, &spare);
    let share = |(timed, minutes): (&&Timed, u32)| Share { step: timed.step.name(), seconds: i64::from(minutes) * 60 };
    let from = later.iter().zip(parts).filter(|(_, minutes)| *minutes > 0).map(share).collect();
    Ok(Event::OverrunTaken { phase: over.step.phase, step: over.step.name(), from })
}
