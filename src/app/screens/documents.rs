//! Documentation: the merge gate, sign-off, preview and export.

use super::lists::ListId;
use super::lists::texts::{self, Leads};
use super::page::Page;
use super::{insights, navigation};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::keymap;
use crate::app::model::Model;
use crate::app::overlays::picker::Choice;
use crate::app::overlays::{self, Overlay, forms, pickers, prompts};
use crate::app::places;
use crate::app::turn::Turn;
use crate::domain::guardrail::{self, Escalation, MissingOf};
use crate::domain::phase::Phase;
use crate::domain::roster::Role;
use crate::domain::rules;
use crate::domain::session::Session;

pub(crate) fn run(turn: &mut Turn, page: Page, command: Command) -> bool {
    match command {
        Command::SignOff => sign_off(turn),
        Command::Open if leads(turn.model).is_some() => go_to_missing(turn),
        Command::OverrideGate => override_gate(turn),
        Command::Export => export(turn),
        Command::AnswerEscalation => answer(turn),
        Command::CopySummary => copy(turn),
        Command::ComparePlans => overlays::open(turn, Overlay::Plans(Box::default())),
        command => return navigation::run(turn, page, command),
    }
    true
}

/// Where the selected line of the gate leads.
fn leads(model: &Model) -> Option<Leads> {
    let list = model.screens.focused(Page::Gate).filter(|list| *list == ListId::Gate && model.screens.page(model.phase()) == Page::Gate)?;
    texts::leads_to(&model.world, model.screens.selected(model, list)?).filter(|_| model.world.is_workshop())
}

/// What Enter does on the selected line, for the footer; nothing where the line leads nowhere.
pub(crate) fn opens(model: &Model) -> Option<&'static str> {
    Some(match leads(model)? {
        Leads::To(MissingOf::Card(_)) => "to the blocker",
        Leads::To(MissingOf::Action(_)) => "to the action",
        Leads::To(MissingOf::SignOff) => "to the sign-off",
        Leads::ToOverride => "override",
    })
}

/// To the card that nothing answers, into the action that misses a part, to the sign-off.
fn go_to_missing(turn: &mut Turn) {
    match leads(turn.model) {
        Some(Leads::To(MissingOf::Card(id))) => {
            places::go_to(turn, Phase::InsightSynthesis);
            turn.model.screens.show(Phase::InsightSynthesis, 0);
            insights::show_card(turn.model, id);
            let [act, accept] = [Command::ActOn, Command::AcceptBlocker].map(keymap::named);
            turn.say(format!("{id} is critical, and nothing answers it: {act} makes an action of it, {accept} accepts it as it is"));
        }
        Some(Leads::To(MissingOf::Action(id))) => {
            let form = turn.model.world.session().action(id).map(|action| forms::fill_in_action(&turn.model.world, action));
            if let Some(form) = form {
                turn.open(form);
            }
        }
        Some(Leads::To(MissingOf::SignOff)) => sign_off(turn),
        Some(Leads::ToOverride) => override_gate(turn),
        None => {}
    }
}

fn override_gate(turn: &mut Turn) {
    let session = turn.model.world.session();
    if guardrail::conditions_hold(session) {
        return turn.say("The merge gate is open: there is nothing to override");
    }
    let prompt = prompts::override_gate(session.gate_override.as_deref());
    turn.open(prompt);
}

/// What the key would do where the sign-off stands as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signing {
    /// Nobody is named yet who could.
    NameFirst,
    Ask,
    /// Something has changed since: it is signed again, by whoever says so.
    Again,
    /// What stands here is signed: it may be withdrawn, which is asked.
    Signed,
}

pub(crate) fn signing(session: &Session) -> Signing {
    let seat = session.roster.seat(Role::RenewalDirector);
    match session.signed_off.get(&Role::RenewalDirector) {
        Some(signed) if signed.is_of_role() && !signed.changes.is_empty() => Signing::Again,
        Some(signed) if signed.is_of_role() => Signing::Signed,
        _ if seat.acting().is_none() => Signing::NameFirst,
        _ => Signing::Ask,
    }
}

fn sign_off(turn: &mut Turn) {
    let session = turn.model.world.session();
    let role = Role::RenewalDirector;
    match (signing(session), session.signed_off.get(&role)) {
        (Signing::Signed, Some(signed)) => {
            let asked = pickers::signed(role, signed);
            turn.open(asked);
        }
        (Signing::NameFirst, _) => {
            let form = forms::seat(session, role);
            turn.open(form);
            turn.say(format!("Name the {} or a stand-in first; then {} signs off", role.label(), keymap::named(Command::SignOff)));
        }
        _ => {
            let prompt = prompts::sign_off(session, role);
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

/// It is written beside the screen.
fn copy(turn: &mut Turn) {
    turn.say("Copying the summary …");
    turn.effects.push(Effect::Summarise);
}

/// Terminals do not say whether they take it.
pub(crate) fn summarised(turn: &mut Turn, summary: Vec<u8>) {
    turn.say("The summary is copied, where the terminal lets programs copy; summary.txt of the export holds it, too");
    turn.effects.push(Effect::Copy(summary));
}
