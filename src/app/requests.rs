//! What other programs ask of the session that is open here: the door answers, and the room is told.

use super::effect::Effect;
use super::marks::Tone;
use super::overlays::Overlay;
use super::turn::Turn;
use crate::app::command::Command;
use crate::app::keymap;
use crate::domain::proposal::Proposal;
use crate::domain::request::{Answer, Arrived, Request};
use crate::domain::text::{self, counted};

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

/// What assistants propose waits for a person, who is told of what is new.
pub(crate) fn proposed(turn: &mut Turn, mut proposals: Vec<Proposal>) {
    let world = &mut turn.model.world;
    proposals.retain(|proposal| !proposal.is_in(&world.history));
    let is_known = |proposal: &Proposal| world.proposals.iter().any(|known| known.id == proposal.id);
    let new: Vec<String> = proposals.iter().filter(|proposal| !is_known(proposal)).map(Proposal::author).collect();
    world.proposals = proposals;
    for overlay in &mut turn.model.overlays {
        if let Overlay::Proposals(page) = overlay {
            page.renew(&turn.model.world.proposals);
        }
    }
    if let Some(last) = new.last() {
        let told = counted(new.len(), "new proposal", "new proposals");
        turn.say_later(format!("{told} by {last}: {} shows what waits", keymap::named(Command::Proposals)));
    }
}
