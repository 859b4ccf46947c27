//! What a retro does not do now, although nothing would break by it. Old journals are not held to it.

use super::{Refusal, ballot, require};
use crate::domain::event::Event;
use crate::domain::guardrail;
use crate::domain::person::PersonId;
use crate::domain::session::Session;
use crate::domain::text;

/// Whether the retro is where this may happen.
///
/// # Errors
/// Why not, and what to do first.
pub(crate) fn procedure(session: &Session, who: PersonId, event: &Event) -> Result<(), Refusal> {
    if event.nature().recomputes {
        figures_may_change(session)?;
    }
    is_time_for(session, event)?;
    ballot::within_budget(session, who, event)
}

fn is_time_for(session: &Session, event: &Event) -> Result<(), Refusal> {
    match event {
        Event::SessionClosed => {
            require(!session.closed, || Refusal::new("The session is closed already; it can still be read and exported"))
        }
        Event::SignedOff { role, .. } => {
            let signed = session.signed_off.get(role);
            signed.map_or(Ok(()), |name| Err(Refusal::with_remedy(format!("{name} signed off already"), "withdraw that first")))
        }
        Event::SignOffWithdrawn { role } => {
            require(session.signed_off.contains_key(role), || Refusal::new(format!("Nobody signed off as {}", role.label())))
        }
        Event::PhaseEntered { phase } => {
            require(session.phase != *phase, || Refusal::new(format!("The room is at {} already", phase.name())))
        }
        Event::PhaseOpened { phase } => {
            require(!session.open.contains(phase), || Refusal::new(format!("{} is open already", phase.name())))
        }
        Event::TimerStarted { phase, .. } | Event::TimerExtended { phase, .. } if !session.scope.depth.is_workshop() => {
            Err(Refusal::new(format!("In summary depth {} has no clock", phase.name())))
        }
        Event::AgendaChanged { .. } | Event::StepEnded { .. } | Event::OverrunTaken { .. } if !session.scope.depth.is_workshop() => {
            Err(Refusal::new("In summary depth there is no agenda"))
        }
        Event::StepEntered { phase, step } => {
            let is_there = session.phase == *phase && session.step(*phase).id == step.id;
            require(!is_there, || Refusal::new(format!("The room is at {} already", step.title)))
        }
        Event::StepEnded { phase, step } => {
            require(session.open.contains(phase), || Refusal::new(format!("The room is at {}", session.phase.name())))?;
            require(!session.course.at(*phase).ended, || Refusal::with_remedy(format!("{} is over already", step.title), "n goes on"))
        }
        Event::AgendaChanged { agenda } => {
            require(*agenda != session.course.agenda(), || Refusal::new(format!("The agenda is {} already", agenda.label())))
        }
        Event::TimerStarted { phase, .. } if !session.open.contains(phase) => {
            let remedy = format!("bring it to {} first", phase.name());
            Err(Refusal::with_remedy(format!("The room is at {}", session.phase.name()), remedy))
        }
        Event::TimerStarted { phase, .. } => {
            let title = &session.step(*phase).title;
            require(!session.timebox(*phase).is_running(), || Refusal::new(format!("The clock of {title} runs already")))
        }
        Event::TimerPaused { phase, .. } => {
            let title = &session.step(*phase).title;
            require(session.timebox(*phase).is_running(), || Refusal::new(format!("The clock of {title} stands still")))
        }
        Event::VotesLimited { budget } => {
            let told = || budget.map_or_else(|| "There is no limit".to_owned(), |budget| format!("It is {}", budget.told()));
            require(session.budget != *budget, || Refusal::new(format!("{} already", told())))
        }
        Event::TallyHidden { hidden } => {
            let told = if *hidden { "Votes are hidden already" } else { "Votes are shown already" };
            require(session.tally_hidden != *hidden, || Refusal::new(told))
        }
        Event::HandsCounted { hands, .. } => hands_are_here(session, *hands),
        Event::PersonLeft { id, .. } | Event::PersonReturned { id, .. } => {
            let wanted = matches!(event, Event::PersonReturned { .. });
            let is_news = session.person(*id).is_some_and(|person| person.present != wanted);
            require(is_news, || Refusal::new(if wanted { "They are here already" } else { "They left already" }))
        }
        _ => Ok(()),
    }
}

/// Who leaves afterwards takes no hand away that was counted.
fn hands_are_here(session: &Session, hands: u32) -> Result<(), Refusal> {
    let Some(present) = session.present().filter(|present| *present < hands as usize) else { return Ok(()) };
    let here = text::counted(present, "person is", "people are");
    Err(Refusal::with_remedy(format!("{hands} hands, and {here} here"), "write down who is missing (a under Check-in)"))
}

/// Files go out of a workshop once its gate is open.
///
/// # Errors
/// The gate is closed.
pub(crate) fn files_may_go_out(session: &Session) -> Result<(), Refusal> {
    let is_open = !session.scope.depth.is_workshop() || guardrail::gate_open(session);
    let remedy = "see what is open under Gate & sign-off, or override it with a reason";
    require(is_open, || Refusal::with_remedy("The merge gate is closed", remedy))
}

/// After sign-off the figures are those that were signed.
///
/// # Errors
/// Who signed, and what to do first.
pub(crate) fn figures_may_change(session: &Session) -> Result<(), Refusal> {
    let signed = session.signed_off.values().next();
    let refusal = |name: &String| {
        Err(Refusal::with_remedy(format!("{name} signed these figures"), "withdraw the sign-off first (s under Gate & sign-off)"))
    };
    signed.map_or(Ok(()), refusal)
}
