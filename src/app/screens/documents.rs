//! Documentation: the merge gate, sign-off, preview and export.

use super::navigation;
use super::page::Page;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::overlays::prompts;
use crate::app::turn::Turn;
use crate::domain::roster::Role;
use crate::domain::rules;
use crate::domain::wish::Wish;

pub(crate) fn run(turn: &mut Turn, page: Page, command: Command) -> bool {
    match command {
        Command::SignOff => sign_off(turn),
        Command::OverrideGate => {
            let prompt = prompts::override_gate(turn.model.world.session().gate_override.as_deref());
            turn.open(prompt);
        }
        Command::Export => export(turn),
        Command::CopySummary => copy(turn),
        command => return navigation::run(turn, page, command),
    }
    true
}

fn sign_off(turn: &mut Turn) {
    let session = turn.model.world.session();
    if session.signed_off.contains_key(&Role::RenewalDirector) {
        drop(turn.ask(Wish::WithdrawSignOff(Role::RenewalDirector)));
        return;
    }
    let prompt = prompts::sign_off(session.roster.seat(Role::RenewalDirector).acting());
    turn.open(prompt);
}

/// Writes the files, once the merge gate is open.
pub(crate) fn export(turn: &mut Turn) {
    let refusal = turn.model.look_only().map_or_else(|| rules::files_may_go_out(turn.model.world.session()), Err);
    match refusal {
        Ok(()) => {
            turn.say("Exporting …");
            turn.effects.push(Effect::Export);
        }
        Err(refusal) => turn.warn(refusal.to_string()),
    }
}

/// Terminals do not say whether they take it.
fn copy(turn: &mut Turn) {
    turn.say("The summary is copied, where the terminal lets programs copy; summary.txt of the export holds it, too");
    turn.effects.push(Effect::CopySummary);
}
