//! Documentation: the merge gate, sign-off, preview and export.

use super::navigation;
use super::page::Page;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlays::picker::Choice;
use crate::app::overlays::{forms, pickers, prompts};
use crate::app::turn::Turn;
use crate::domain::guardrail::{self, Escalation};
use crate::domain::roster::Role;
use crate::domain::rules;
use crate::domain::session::Session;
use crate::domain::wish::Wish;

pub(crate) fn run(turn: &mut Turn, page: Page, command: Command) -> bool {
    match command {
        Command::SignOff => sign_off(turn),
        Command::OverrideGate => {
            let prompt = prompts::override_gate(turn.model.world.session().gate_override.as_deref());
            turn.open(prompt);
        }
        Command::Export => export(turn),
        Command::AnswerEscalation => answer(turn),
        Command::CopySummary => copy(turn),
        command => return navigation::run(turn, page, command),
    }
    true
}

/// What the key would do where the sign-off stands as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signing {
    /// Nobody is named yet who could.
    NameFirst,
    Ask,
    /// Something has changed since, and whoever signed signs again.
    Again,
    Withdraw,
}

pub(crate) fn signing(session: &Session) -> Signing {
    let seat = session.roster.seat(Role::RenewalDirector);
    match session.signed_off.get(&Role::RenewalDirector) {
        Some(signed) if signed.is_of_role() && !signed.changes.is_empty() => Signing::Again,
        Some(signed) if signed.is_of_role() => Signing::Withdraw,
        _ if seat.acting().is_none() => Signing::NameFirst,
        _ => Signing::Ask,
    }
}

fn sign_off(turn: &mut Turn) {
    let session = turn.model.world.session();
    let (role, seat) = (Role::RenewalDirector, session.roster.seat(Role::RenewalDirector));
    match signing(session) {
        Signing::Withdraw => drop(turn.ask(Wish::WithdrawSignOff(role))),
        Signing::Again => {
            let name = session.signed_off.get(&role).map_or_else(String::new, |signed| signed.name.clone());
            turn.keep_predictions();
            drop(turn.ask(Wish::SignOff { role, name }));
        }
        Signing::NameFirst => {
            let form = forms::seat(role, seat);
            turn.open(form);
            turn.say(format!("Name the {} or a stand-in first; then s signs off", role.label()));
        }
        Signing::Ask => {
            let prompt = prompts::sign_off(seat, role);
            turn.open(prompt);
        }
    }
}

/// What goes beyond the retro as things stand; those who were asked may answer each.
pub(crate) fn escalated(model: &Model) -> Vec<Escalation> {
    guardrail::escalations(model.world.session(), model.world.as_of())
}

/// Where several are raised, which of them is asked first.
fn answer(turn: &mut Turn) {
    let all = escalated(turn.model);
    match all.as_slice() {
        [] => turn.warn("Nothing is escalated"),
        [one] => pickers::chosen(turn, Choice::Escalation(one.name.clone())),
        several => turn.open(pickers::escalations(several)),
    }
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
