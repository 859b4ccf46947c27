//! What other programs ask of the session that is open here: the door answers, and the room is told.

use super::effect::Effect;
use super::marks::Tone;
use super::turn::Turn;
use crate::domain::request::{Answer, Arrived, Request};
use crate::domain::text;

pub(crate) fn take_in(turn: &mut Turn, arrived: Vec<Arrived>) {
    // It is newer than what stands there; only a warning is read first.
    turn.model.status.take_if(|status| status.tone != Tone::Warn);
    for (id, request) in arrived {
        let answer = match &request {
            Ok(request) => grant(turn, request),
            Err(why) => {
                turn.warn_later(format!("Something from outside was not taken in: {why}"));
                Answer::Refused { why: why.clone() }
            }
        };
        turn.effects.push(Effect::Answer(id, answer));
    }
}

fn grant(turn: &mut Turn, request: &Request) -> Answer {
    let (answer, records) = request.take_in(&mut turn.model.world.history, turn.now);
    let by = text::line(&request.by);
    match &answer {
        Answer::Admitted { told, .. } if !records.is_empty() => turn.say_later(format!("{by}, from another window: {told}")),
        Answer::Admitted { .. } => {}
        // Who asked reads it as an error; for the room it is news.
        Answer::Refused { why } => turn.say_later(format!("Refused what {by} asked from another window: {why}")),
    }
    turn.recorded(records);
    answer
}
