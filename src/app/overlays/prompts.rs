//! What the prompts ask, and what their answers do.

use super::prompt::Prompt;
use super::{Overlay, Purpose};
use crate::app::effect::Effect;
use crate::app::screens::insights;
use crate::app::turn::Turn;
use crate::domain::card::{Insight, InsightKind};
use crate::domain::event::Event;
use crate::domain::roster::Role;
use crate::domain::text;

pub fn note() -> Overlay {
    Overlay::Prompt(Prompt::new(Purpose::Note, "Note for the transcript", "What was said, decided or left open", ""))
}

pub fn new_card(kind: InsightKind) -> Overlay {
    let hint = match kind {
        InsightKind::LeadingIndicator => "What could be seen before the renewal was lost or won?",
        InsightKind::Blocker => "What stands in the way of renewals, and for whom?",
        InsightKind::Opportunity => "What works or grows, and could be done on purpose?",
    };
    Overlay::Prompt(Prompt::new(Purpose::NewCard(kind), format!("New: {}", kind.label().to_lowercase()), hint, ""))
}

pub fn edit_card(card: &Insight) -> Overlay {
    Overlay::Prompt(Prompt::new(Purpose::EditCard(card.id), format!("Edit {}", card.id), "", &card.text))
}

pub fn accept_blocker(card: &Insight) -> Overlay {
    let title = format!("Accept {} as it is", card.id);
    let decision = card.accepted.clone().unwrap_or_default();
    Overlay::Prompt(Prompt::new(Purpose::AcceptBlocker(card.id), title, "Why, and who decided; empty takes the decision back", &decision))
}

pub fn override_gate(reason: Option<&str>) -> Overlay {
    let hint = "Why documentation may start although conditions are open; it is recorded";
    Overlay::Prompt(Prompt::new(Purpose::OverrideGate, "Override the merge gate", hint, reason.unwrap_or_default()))
}

pub fn sign_off(name: Option<&str>) -> Overlay {
    let hint = "Name of the Renewal Director, or of who stands in";
    Overlay::Prompt(Prompt::new(Purpose::SignOff, "Sign off as sponsor", hint, name.unwrap_or_default()))
}

pub fn save_elsewhere(suggested: &str) -> Overlay {
    let hint = "On another disk, say; all of the session goes there, and goes on there";
    Overlay::Prompt(Prompt::new(Purpose::Elsewhere, "Save the session in another folder", hint, suggested))
}

/// Does what was asked for.
///
/// # Errors
/// What is missing; the prompt stays open and shows it.
pub fn submitted(turn: &mut Turn, prompt: &Prompt) -> Result<(), String> {
    let line = text::line(prompt.input.value());
    if let Purpose::AcceptBlocker(id) = prompt.purpose {
        let decision = (!line.is_empty()).then_some(line);
        turn.commit_and_say(Event::BlockerAccepted { id, decision });
        return Ok(());
    }
    if line.is_empty() {
        return Err("Write something first, or press Esc".into());
    }
    match prompt.purpose.clone() {
        Purpose::Note => turn.commit_and_say(Event::NoteTaken { phase: turn.model.phase(), text: line }),
        Purpose::NewCard(kind) => {
            let id = turn.model.history.next_card();
            turn.commit_and_say(Event::CardAdded { id, kind, text: line, critical: false, evidence: vec![] });
            insights::show_card(turn.model, id);
        }
        Purpose::EditCard(id) => turn.commit_and_say(Event::CardEdited { id, text: line }),
        Purpose::OverrideGate => turn.commit_and_say(Event::GateOverridden { reason: line }),
        Purpose::SignOff => {
            turn.keep_predictions();
            turn.commit_and_say(Event::SignedOff { role: Role::RenewalDirector, name: line });
        }
        Purpose::Elsewhere => turn.effects.push(Effect::SaveIn(line.into())),
        Purpose::AcceptBlocker(_)
        | Purpose::Seat(_)
        | Purpose::NewAction(_)
        | Purpose::ActOn(_)
        | Purpose::EditAction(_)
        | Purpose::Correct(_)
        | Purpose::Search(_)
        | Purpose::Pick(_)
        | Purpose::Mapping(_) => {}
    }
    Ok(())
}
