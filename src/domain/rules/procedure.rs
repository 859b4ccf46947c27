//! What a retro does not do now, although nothing would break by it. Old journals are not held to it.

use super::{Refusal, ballot, house, require};
use crate::domain::action::Verdict;
use crate::domain::event::Event;
use crate::domain::guardrail;
use crate::domain::person::PersonId;
use crate::domain::roster::Role;
use crate::domain::session::Session;
use crate::domain::sign_off::{Bearing, Capacity, SignOff, bearing};
use crate::domain::text;

/// Whether the retro is where this may happen.
///
/// # Errors
/// Why not, and what to do first.
pub(crate) fn procedure(session: &Session, who: PersonId, event: &Event) -> Result<(), Refusal> {
    if session.closed {
        may_follow_close(bearing(session, event), event)?;
    }
    if event.nature().recomputes {
        figures_may_change(session)?;
    }
    is_time_for(session, event)?;
    ballot::within_budget(session, who, event)
}

/// A closed session is left as it is: what becomes of its actions is written down, and who stands behind it.
fn may_follow_close(bearing: Bearing, event: &Event) -> Result<(), Refusal> {
    let is_allowed = match event {
        // Whether what is taken back may be is asked of the history.
        Event::SessionClosed
        | Event::SessionReopened { .. }
        | Event::SignedOff { .. }
        | Event::SignOffWithdrawn { .. }
        | Event::Undone { .. }
        | Event::Redone { .. } => true,
        _ => bearing.may_follow_close(),
    };
    require(is_allowed, is_closed)
}

/// What is refused, and what helps.
pub(crate) fn is_closed() -> Refusal {
    Refusal::with_remedy("The session is closed", "reopen it first (c under Close)")
}

fn is_time_for(session: &Session, event: &Event) -> Result<(), Refusal> {
    match event {
        Event::SessionClosed => {
            require(!session.closed, || Refusal::new("The session is closed already; it can still be read and exported"))
        }
        // Done is one thing, worked another: of what has a figure, that says the latter.
        Event::CarriedActionJudged { index, verdict: Some(Verdict::Worked), .. } => {
            let measured = session.carried.get(*index).filter(|carried| carried.action.metric.measure.is_some());
            measured.map_or(Ok(()), |carried| {
                let why = format!("Whether {} worked is told by {}", carried.reference(), carried.action.metric.name);
                Err(Refusal::with_remedy(why, "say that it is done, and confirm or overrule what its figure says"))
            })
        }
        Event::SessionReopened { .. } => require(session.closed, || Refusal::new("The session is open")),
        Event::SignedOff { role, name, capacity } => signs_off(session, *role, (name, *capacity)),
        Event::SignOffWithdrawn { role } => {
            require(session.signed_off.contains_key(role), || Refusal::new(format!("Nobody signed off as {}", role.label())))
        }
        Event::GateOverridden { .. } => {
            require(!guardrail::conditions_hold(session), || Refusal::new("The merge gate is open: there is nothing to override"))
        }
        Event::TopicTaken { id, .. } => {
            require(session.under_discussion != Some(*id), || Refusal::new(format!("{id} is under discussion already")))
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
        Event::Housekeeping { step } => house::may_be_now(session, step),
        Event::HandsCounted { hands, .. } => hands_are_here(session, *hands),
        Event::PersonLeft { id, .. } | Event::PersonReturned { id, .. } => {
            let wanted = matches!(event, Event::PersonReturned { .. });
            let is_news = session.person(*id).is_some_and(|person| person.present != wanted);
            require(is_news, || Refusal::new(if wanted { "They are here already" } else { "They left already" }))
        }
        _ => Ok(()),
    }
}

/// Once; again after something has changed, and by whom it counts where somebody else's stands there.
fn signs_off(session: &Session, role: Role, (name, capacity): (&str, Option<Capacity>)) -> Result<(), Refusal> {
    let seat = session.roster.seat(role);
    require(seat.name.is_some() || capacity == Some(Capacity::StandIn), || {
        let remedy = format!("name the {} first (Enter under Check-in)", role.label());
        Refusal::with_remedy(format!("Nobody is named as {}, so nobody can tell as what {name} signs", role.label()), remedy)
    })?;
    let Some(signed) = session.signed_off.get(&role) else { return Ok(()) };
    let counts_now = !signed.is_of_role() && capacity != Some(Capacity::Other);
    require(counts_now || !signed.changes.is_empty(), || {
        Refusal::with_remedy(format!("{} signed off already, and nothing has changed since", signed.name), "withdraw that first")
    })
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
    let refusal = |signed: &SignOff| {
        let remedy = "withdraw the sign-off first (: \"withdraw\")";
        Err(Refusal::with_remedy(format!("{} signed these figures", signed.name), remedy))
    };
    signed.map_or(Ok(()), refusal)
}
