//! Where the room is, and where I look: turning pages alone writes nothing, moving the room is a step.

use super::agenda;
use super::command::Command;
use super::keymap;
use super::overlays::Overlay;
use super::screens::{check_in, discussion, parts};
use super::turn::Turn;
use crate::domain::agenda::StepId;
use crate::domain::event::Event;
use crate::domain::phase::Phase;
use crate::domain::rules;
use crate::domain::wish::Wish;

pub(crate) fn step_phase(turn: &mut Turn, forward: bool) {
    let phases = turn.model.world.phases();
    let here = phases.iter().position(|p| *p == turn.model.phase()).unwrap_or(0);
    let next = if forward { here.checked_add(1) } else { here.checked_sub(1) };
    match next.and_then(|i| phases.get(i)) {
        // On from where it is, the room goes itself, and everybody with it.
        Some(phase) if forward && turn.model.phase() == turn.model.world.session().phase => enter(turn, *phase),
        Some(phase) if forward => go_to(turn, *phase),
        Some(phase) => look_at(turn, *phase),
        None if forward => turn.say("This is the last phase"),
        None => turn.say("This is the first phase"),
    }
}

/// On from where the room is, to its next step; who looks elsewhere turns on to the next phase.
pub(crate) fn next_step(turn: &mut Turn) {
    let (session, here) = (turn.model.world.session(), turn.model.phase());
    // Side by side the room works on both boards: on goes the one that is looked at.
    let is_with_room = session.open.contains(&here);
    let has_steps = turn.model.world.is_workshop() && turn.model.look_only().is_none();
    if !is_with_room || !has_steps {
        return step_phase(turn, true);
    }
    let left_open = agenda::left_open(turn.model);
    let was_at = session.step(here).title.clone();
    let beside = (here != session.phase).then(|| session.step_after(here)).flatten().map(|step| Wish::EnterStep(step.id.clone()));
    if !move_room(turn, beside.unwrap_or(Wish::NextStep)) {
        return;
    }
    if let Some(open) = left_open {
        turn.warn(format!("Left open in {was_at}: {open}. {} goes back", keymap::named(Command::Undo)));
    }
}

/// The room goes to any step.
pub(crate) fn enter_step(turn: &mut Turn, step: StepId) {
    move_room(turn, Wish::EnterStep(step));
}

/// To a phase where the room was, to look; to another the room goes.
pub(crate) fn go_to(turn: &mut Turn, phase: Phase) {
    let session = turn.model.world.session();
    if session.phases_entered.contains(&phase) || turn.model.settings.read_only { look_at(turn, phase) } else { enter(turn, phase) }
}

/// To where the room is, and the room stays there.
pub(crate) fn back_to_room(turn: &mut Turn) {
    let room = turn.model.world.session().phase;
    look_at(turn, room);
}

/// Looking round stops no clock, and writes nothing.
fn look_at(turn: &mut Turn, phase: Phase) {
    if phase == turn.model.phase() {
        return;
    }
    turn.model.overlays.clear();
    let room = turn.model.world.session().phase;
    turn.model.place = (phase != room).then_some(phase);
    if turn.model.world.session().open.contains(&phase) {
        return;
    }
    if turn.model.place.is_some() && !turn.model.settings.read_only {
        turn.say(format!(
            "You are viewing {}. The room is still at {}: {} goes back there, {} brings it here",
            phase.name(),
            room.name(),
            keymap::named(Command::Back),
            keymap::named(Command::BringRoom)
        ));
    }
}

/// The room goes to a phase, and whoever looks at this screen with it.
pub(crate) fn enter(turn: &mut Turn, phase: Phase) {
    if turn.model.look_only().is_some() {
        return look_at(turn, phase);
    }
    move_room(turn, Wish::Enter(phase));
}

pub(crate) fn open_beside(turn: &mut Turn) {
    let room = turn.model.world.session().phase;
    let [one, other] = Phase::SIDE_BY_SIDE;
    move_room(turn, Wish::OpenBeside(room.beside().unwrap_or(if room == one { other } else { one })));
}

/// To the other phase that runs: its board stands beside, or takes the screen. The room stays where it is.
pub(crate) fn other_board(turn: &mut Turn) {
    match parts::other(turn.model) {
        Some(phase) => go_to(turn, phase),
        None => turn.say(format!(
            "Only one phase runs here; {} \"side by side\" runs Insight Synthesis and Action Planning together",
            keymap::named(Command::Palette)
        )),
    }
}

/// Whether it went.
fn move_room(turn: &mut Turn, wish: Wish) -> bool {
    let event = match turn.grant(wish) {
        Ok(event) => event,
        Err(refusal) => {
            turn.warn(refusal.to_string());
            return false;
        }
    };
    // The clock on the wall stays there.
    turn.model.overlays.retain(|overlay| matches!(overlay, Overlay::Clock));
    turn.model.place = None;
    turn.model.guide_scroll = 0;
    discussion::follow_step(turn.model);
    check_in::follow_step(turn.model);
    let is_gated = matches!(turn.model.phase(), Phase::Documentation | Phase::Close);
    if is_gated && rules::files_may_go_out(turn.model.world.session()).is_err() {
        turn.warn("The merge gate is closed. Prepare documents now; export once it opens");
    } else if matches!(event, Event::PhaseOpened { .. }) {
        let key = keymap::named(Command::OtherBoard);
        turn.say(format!("{}. Each has its own clock; {key} switches between them", event.describe()));
    } else if matches!(event, Event::StepEntered { .. }) {
        turn.say(event.describe());
    }
    true
}
