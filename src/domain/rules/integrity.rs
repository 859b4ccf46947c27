//! What no session may hold, whoever wrote it.

use super::{Refusal, ballot, gone, grouping, house, require};
use crate::domain::action::{Action, ActionId, CarriedAction};
use crate::domain::agenda::{Share, Step, StepId, StepName};
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::effect::JudgedEffect;
use crate::domain::event::Event;
use crate::domain::person::{Person, PersonId};
use crate::domain::phase::Phase;
use crate::domain::session::Session;

/// Days that a due date may be overrun by.
const MOST_SLA_DAYS: u32 = 3_650;
/// Hands that one room can raise, where nobody was named.
const MOST_HANDS: u32 = 999;
/// Longer than that it is something else.
const LONGEST_NAME: usize = 60;
/// A step is never longer than a day.
const MOST_SECONDS: i64 = 24 * 60 * 60;

/// Whether an event may become part of a session.
///
/// # Errors
/// Why not.
pub(crate) fn integrity(session: &Session, who: PersonId, event: &Event) -> Result<(), Refusal> {
    if !who.is_room() {
        person(session, who)?;
    }
    match event {
        Event::SessionOpened { .. } => Err(Refusal::new("A session opens once")),
        Event::PersonJoined { id, name } => joins(session, *id, name),
        Event::PersonLeft { id, .. } | Event::PersonReturned { id, .. } | Event::PersonRemoved { id, .. } => person(session, *id).map(drop),
        Event::CarriedActionJudged { index, .. } => carried(session, *index).map(drop),
        Event::CarriedActionChanged { index, action, .. } => stays_itself(session, *index, action),
        Event::EffectJudged { index, effect } => judges_effect(session, *index, effect.as_deref()),
        Event::PhaseOpened { phase } => opens_beside(session, *phase),
        Event::PhaseEntered { phase }
        | Event::TimerStarted { phase, .. }
        | Event::TimerPaused { phase, .. }
        | Event::TimerMarked { phase, .. } => is_of_the_retro(session, *phase),
        Event::TimerExtended { phase, step, seconds } => extends(session, *phase, step.as_ref(), *seconds),
        Event::StepEntered { phase, step } | Event::StepEnded { phase, step } => {
            is_of_the_retro(session, *phase)?;
            step_of(session, *phase, &step.id).map(drop)
        }
        Event::AgendaChanged { agenda } => agenda.flaw().map_or(Ok(()), |(_, what)| Err(Refusal::new(format!("No such agenda: {what}")))),
        Event::OverrunTaken { phase, step, from } => takes(session, *phase, step, from),
        Event::TopicTaken { id, minutes } => {
            grouping::alone(session, *id)?;
            require(i64::from(*minutes) * 60 <= MOST_SECONDS, || Refusal::new("A topic takes a day at most"))
        }
        Event::TopicLeft { id } => {
            let is_it = session.under_discussion == Some(*id);
            require(is_it, || gone(format!("{id} is not under discussion")))
        }
        Event::TopicExtended { id, seconds } => {
            let topic = session.topics.iter().find(|topic| topic.id == *id).ok_or_else(|| gone(format!("{id} was not discussed")))?;
            let left = topic.allotted.saturating_add(*seconds);
            require((0..=MOST_SECONDS).contains(&left), || Refusal::new("A topic takes a day at most"))
        }
        Event::CardDiscussed { id, .. } => card(session, *id).map(drop),
        Event::CardAdded { .. }
        | Event::CardEdited { .. }
        | Event::CardMoved { .. }
        | Event::CardRemoved { .. }
        | Event::CardMarkedCritical { .. }
        | Event::CardLinked { .. }
        | Event::CardUnlinked { .. }
        | Event::CardsGrouped { .. }
        | Event::GroupNamed { .. }
        | Event::CardsUngrouped { .. }
        | Event::VoteCast { .. }
        | Event::HandsCounted { .. }
        | Event::BlockerAccepted { .. } => card_event(session, who, event),
        Event::ActionAdded { action } => {
            let is_new = session.action(action.id).is_none();
            require(is_new, || Refusal::new(format!("There is an {} already", action.id)))?;
            is_whole(session, action)
        }
        Event::ActionChanged { action, .. } => action_of(session, action.id).and_then(|_| is_whole(session, action)),
        Event::ActionRemoved { id } => action_of(session, *id).map(drop),
        Event::VotesLimited { budget: Some(budget) } => ballot::is_budget(*budget),
        Event::Housekeeping { step } => house::may_be(session, step),
        Event::ReturnOnTimeVoted { score } => scores(session, who, *score),
        Event::SessionResumed
        | Event::SessionClosed
        | Event::DataHeld { .. }
        | Event::DataRenewed { .. }
        | Event::ScopeChanged { .. }
        | Event::SeatTaken { .. }
        | Event::ReviewConfirmed { .. }
        | Event::ReasonAssigned { .. }
        | Event::RenewalCorrected { .. }
        | Event::SuggestionRejected { .. }
        | Event::VotesLimited { budget: None }
        | Event::TallyHidden { .. }
        | Event::FindingDismissed { .. }
        | Event::NoteTaken { .. }
        | Event::LinesTaken { .. }
        | Event::GateOverridden { .. }
        | Event::EscalationAnswered { .. }
        | Event::SignedOff { .. }
        | Event::SessionReopened { .. }
        | Event::SignOffWithdrawn { .. }
        | Event::Predicted { .. }
        | Event::BaselinesKept { .. }
        | Event::Exported { .. }
        | Event::PullFailed { .. }
        | Event::SyncEnded { .. }
        | Event::HookRan { .. }
        | Event::HookAnswerAccepted { .. }
        | Event::CustomersForgotten { .. }
        | Event::ConflictSettled { .. }
        // Whose step it was, the history knows.
        | Event::Undone { .. }
        | Event::Redone { .. } => Ok(()),
    }
}

pub(super) fn person(session: &Session, id: PersonId) -> Result<&Person, Refusal> {
    session.person(id).ok_or_else(|| gone(format!("Nobody here is {id}")))
}

pub(super) fn carried(session: &Session, index: usize) -> Result<&CarriedAction, Refusal> {
    session.carried.get(index).ok_or_else(|| Refusal::new(format!("There is no carried-over action {}", index + 1)))
}

/// Another day or another owner makes no other action of it.
fn stays_itself(session: &Session, index: usize, action: &Action) -> Result<(), Refusal> {
    let now = &carried(session, index)?.action;
    let in_time = Action { due: now.due, status: now.status, owner: now.owner.clone(), ..action.clone() };
    require(in_time == *now, || {
        Refusal::new(format!(
            "{} was agreed in an earlier retro: it goes on with another date, owner or status",
            carried_reference(session, index)
        ))
    })
}

fn carried_reference(session: &Session, index: usize) -> String {
    session.carried.get(index).map_or_else(String::new, CarriedAction::reference)
}

/// The figures are those of this action, and who says otherwise than they do says why.
fn judges_effect(session: &Session, index: usize, effect: Option<&JudgedEffect>) -> Result<(), Refusal> {
    let carried = carried(session, index)?;
    let Some(effect) = effect else { return Ok(()) };
    let is_of_it = (&effect.proposed.session, effect.proposed.action) == (&carried.session, carried.action.id);
    require(is_of_it, || Refusal::new(format!("These are not the figures of {}", carried.reference())))?;
    let says_why = effect.why.as_deref().is_some_and(|why| !why.trim().is_empty());
    require(!effect.is_overruled() || says_why, || {
        let said = effect.proposed.effect.label();
        Refusal::with_remedy(format!("The figures say {said}"), "write why the room sees it otherwise")
    })
}

fn joins(session: &Session, id: PersonId, name: &str) -> Result<(), Refusal> {
    require(!name.trim().is_empty(), || Refusal::new("A person needs a name"))?;
    require(name.chars().count() <= LONGEST_NAME, || Refusal::new(format!("A name has at most {LONGEST_NAME} letters")))?;
    require(!id.is_room() && session.person(id).is_none(), || Refusal::new(format!("There is a {id} already")))?;
    require(session.person_named(name).is_none(), || Refusal::new(format!("{name} is in the list already")))
}

fn is_of_the_retro(session: &Session, phase: Phase) -> Result<(), Refusal> {
    let has_it = session.scope.depth.phases().contains(&phase);
    require(has_it, || Refusal::new(format!("This retro has no {}", phase.name())))
}

fn opens_beside(session: &Session, phase: Phase) -> Result<(), Refusal> {
    let [one, other] = Phase::SIDE_BY_SIDE;
    let is_pair = phase.beside() == Some(session.phase);
    require(session.scope.depth.is_workshop() && is_pair, || {
        Refusal::new(format!("Only {} and {} run side by side, in a workshop", one.name(), other.name()))
    })
}

pub(super) fn step<'a>(session: &'a Session, id: &StepId) -> Result<&'a Step, Refusal> {
    let timed = session.course.find(id).ok_or_else(|| gone(format!("The agenda has no step {id}")))?;
    Ok(&timed.step)
}

fn step_of<'a>(session: &'a Session, phase: Phase, id: &StepId) -> Result<&'a Step, Refusal> {
    step(session, id).and_then(|step| {
        let refusal = || gone(format!("{} has no step {id}", phase.name()));
        require(step.phase == phase, refusal).map(|()| step)
    })
}

fn extends(session: &Session, phase: Phase, named: Option<&StepName>, seconds: i64) -> Result<(), Refusal> {
    is_of_the_retro(session, phase)?;
    let id = named.map_or_else(|| session.step(phase).id.clone(), |step| step.id.clone());
    step_of(session, phase, &id)?;
    let allotted = session.course.find(&id).map_or(0, |timed| timed.clock.allotted);
    let left = allotted.saturating_add(seconds);
    require((-MOST_SECONDS..=MOST_SECONDS).contains(&left), || Refusal::new("A step takes a day at most"))
}

/// Nothing is taken twice, nor more than there is.
fn takes(session: &Session, phase: Phase, to: &StepName, from: &[Share]) -> Result<(), Refusal> {
    step_of(session, phase, &to.id)?;
    for (i, share) in from.iter().enumerate() {
        let id = &share.step.id;
        step(session, id)?;
        let is_new = *id != to.id && from[..i].iter().all(|other| other.step.id != *id);
        require(is_new && share.seconds > 0, || Refusal::new(format!("{} gives something once", share.step.title)))?;
        let has = session.course.find(id).map_or(0, |timed| timed.clock.allotted);
        require(share.seconds <= has, || gone(format!("{} does not have that much", share.step.title)))?;
    }
    require(!from.is_empty(), || Refusal::new("Nothing is taken"))
}

/// What is under discussion.
pub(super) fn topic(session: &Session) -> Result<CardId, Refusal> {
    let topic = session.topic().map(|(_, topic)| topic.id);
    topic.ok_or_else(|| Refusal::with_remedy("Nothing is under discussion", "take a topic first (Enter under Discuss)"))
}

pub(super) fn card(session: &Session, id: CardId) -> Result<&Insight, Refusal> {
    session.insight(id).ok_or_else(|| gone(format!("There is no card {id} on the board")))
}

fn card_event(session: &Session, who: PersonId, event: &Event) -> Result<(), Refusal> {
    match event {
        Event::CardAdded { id, kind, critical, .. } => {
            require(session.is_new(*id), || Refusal::new(format!("There is a card {id} already")))?;
            require(!critical || *kind == InsightKind::Blocker, only_blockers)
        }
        Event::CardMarkedCritical { id, critical } => {
            let card = grouping::alone(session, *id)?;
            require(!critical || card.kind == InsightKind::Blocker, only_blockers)
        }
        Event::BlockerAccepted { id, decision } => {
            let card = grouping::alone(session, *id)?;
            require(decision.is_none() || card.critical, only_critical_ones)
        }
        Event::CardUnlinked { id, key } => {
            let has_it = grouping::alone(session, *id)?.evidence.iter().any(|evidence| evidence.key == *key);
            require(has_it, || Refusal::new(format!("{id} is not linked to that")))
        }
        Event::VoteCast { id, up } => {
            let own = card(session, *id)?.votes.of(who);
            require(*up || own > 0, || Refusal::new(format!("No vote on {id} is yours to take back")))
        }
        Event::HandsCounted { id, hands } => {
            grouping::alone(session, *id)?;
            require(*hands <= MOST_HANDS, || Refusal::new(format!("At most {MOST_HANDS} hands are counted")))
        }
        Event::CardsGrouped { id, name, cards } => grouping::groups(session, *id, name, cards),
        Event::GroupNamed { id, .. } | Event::CardsUngrouped { id, .. } => grouping::is_group(session, *id).map(drop),
        Event::CardMoved { id, .. } => grouping::alone(session, *id).map(drop),
        Event::CardRemoved { id } => grouping::removes(session, *id),
        Event::CardEdited { id, .. } | Event::CardLinked { id, .. } => card(session, *id).map(drop),
        _ => Ok(()),
    }
}

pub(super) fn only_critical_ones() -> Refusal {
    Refusal::with_remedy("Only a critical blocker needs a decision to accept it", "mark it critical first")
}

fn only_blockers() -> Refusal {
    Refusal::with_remedy("Only a blocker can be critical", "move the card to Blockers first")
}

pub(super) fn action_of(session: &Session, id: ActionId) -> Result<&Action, Refusal> {
    session.action(id).ok_or_else(|| gone(format!("There is no action {id}")))
}

fn is_whole(session: &Session, action: &Action) -> Result<(), Refusal> {
    require(!action.title.trim().is_empty(), || Refusal::new("An action needs a title"))?;
    require(action.sla_days <= MOST_SLA_DAYS, || Refusal::new(format!("An SLA is 0 to {MOST_SLA_DAYS} days")))?;
    action.insight.map_or(Ok(()), |id| card(session, id).map(drop))
}

fn scores(session: &Session, who: PersonId, score: u8) -> Result<(), Refusal> {
    require((1..=5).contains(&score), || Refusal::new("Return on time is scored 1 to 5"))?;
    // A person's own score stands whatever the room called out before they were written down.
    let all_have = who.is_room() && session.present().is_some_and(|present| session.return_on_time.len() >= present);
    require(!all_have, || Refusal::with_remedy("Everybody here has scored", "undo takes the last one back"))
}
