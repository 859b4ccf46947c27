//! Documentation: the merge gate, sign-off, preview and export.

use super::page::Page;
use super::walk;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::overlays::prompts;
use crate::app::turn::Turn;
use crate::domain::event::Event;
use crate::domain::guardrail;
use crate::domain::roster::Role;

pub fn run(turn: &mut Turn, page: Page, command: Command) -> bool {
    match command {
        Command::SignOff => sign_off(turn),
        Command::OverrideGate => {
            let prompt = prompts::override_gate(turn.model.session().gate_override.as_deref());
            turn.open(prompt);
        }
        Command::Export => export(turn),
        command => return walk::run(turn, page, command),
    }
    true
}

fn sign_off(turn: &mut Turn) {
    let session = turn.model.session();
    if session.signed_off.contains_key(&Role::RenewalDirector) {
        return turn.commit_and_say(Event::SignOffWithdrawn { role: Role::RenewalDirector });
    }
    let prompt = prompts::sign_off(session.roster.seat(Role::RenewalDirector).acting());
    turn.open(prompt);
}

/// Writes the files, once the merge gate is open.
pub fn export(turn: &mut Turn) {
    let workshop = turn.model.is_workshop();
    if workshop && !guardrail::gate_open(turn.model.session()) {
        return turn.warn("The merge gate is closed: see what is open under Gate & sign-off, or override it with a reason");
    }
    turn.say("Exporting …");
    turn.effects.push(Effect::Export);
}
