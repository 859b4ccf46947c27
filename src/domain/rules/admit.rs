//! From a wish to the event that grants it.

use super::{Refusal, ballot, figures_may_change, house, integrity, procedure, require};
use crate::domain::action::{Action, Differing, Verdict};
use crate::domain::agenda::{self, Step};
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::effect::JudgedEffect;
use crate::domain::event::{Event, Record};
use crate::domain::guardrail;
use crate::domain::hook::AcceptedAnswer;
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::domain::roster::Role;
use crate::domain::session::{History, Session};
use crate::domain::text;
use crate::domain::wish::{CardWish, Towards, Wish};

/// Makes an event of a person's wish. It changes nothing: [`History::push`] does.
///
/// # Errors
/// Why the wish is refused, and what would help.
pub(crate) fn admit(history: &History, who: PersonId, wish: Wish) -> Result<Event, Refusal> {
    let session = history.session();
    let event = event(history, who, wish)?;
    integrity(session, who, &event)?;
    procedure(session, who, &event)?;
    Ok(event)
}

fn event(history: &History, who: PersonId, wish: Wish) -> Result<Event, Refusal> {
    let session = history.session();
    Ok(match wish {
        Wish::Enter(phase) => entered(session, phase),
        Wish::OpenBeside(phase) => Event::PhaseOpened { phase },
        Wish::EnterStep(id) => step_entered(session, integrity::step(session, &id)?),
        Wish::NextStep => {
            let next = session.step_after(session.phase);
            step_entered(session, next.ok_or_else(|| Refusal::new("This is the last step"))?)
        }
        Wish::EndStep(phase) => Event::StepEnded { phase, step: session.step(phase).name() },
        Wish::UseAgenda { agenda, at } => Event::AgendaChanged { agenda: agenda::changed_to(session, &agenda, at)? },
        Wish::TakeOverrun { at } => agenda::taken(session, at)?,
        Wish::StartClock(phase) => Event::TimerStarted { phase, step: Some(session.step(phase).name()) },
        Wish::PauseClock(phase) => Event::TimerPaused { phase, step: Some(session.step(phase).name()) },
        Wish::ExtendClock(phase, seconds) => Event::TimerExtended { phase, step: Some(session.step(phase).name()), seconds },
        Wish::Join { name } => Event::PersonJoined { id: history.next_person(), name: text::line(&name) },
        Wish::Leave(id) => Event::PersonLeft { id, name: integrity::person(session, id)?.name.clone() },
        Wish::Return(id) => Event::PersonReturned { id, name: integrity::person(session, id)?.name.clone() },
        Wish::RemovePerson(id) => {
            let name = integrity::person(session, id)?.name.clone();
            has_no_steps(history, None, (id, &name))?;
            Event::PersonRemoved { id, name }
        }
        Wish::TakeSeat(role, seat) => Event::SeatTaken { role, seat },
        Wish::SwapFallback(role) => swap_fallback(session, role)?,
        Wish::Confirm { item, confirmed } => Event::ReviewConfirmed { item, confirmed },
        Wish::JudgeEffect { carried, effect, proposed, why } => {
            let why = said(why);
            let effect = effect.map(|effect| Box::new(JudgedEffect { effect, proposed: *proposed, why }));
            Event::EffectJudged { index: carried, effect }
        }
        Wish::Judge { carried, verdict, why } => judged(session, carried, verdict, said(why))?,
        Wish::CarryOn { carried, seen, wanted, why } => carried_on(session, carried, [&seen, &wanted], said(why))?,
        Wish::Recode { renewals, reason, matched } => {
            require(!renewals.is_empty(), || Refusal::new("There is no renewal to move"))?;
            Event::ReasonAssigned { renewals, reason, matched }
        }
        Wish::RejectReason { renewal, reason } => Event::SuggestionRejected { renewal, reason },
        Wish::Correct { renewal, account, changes, why } => Event::RenewalCorrected { renewal, account, changes, why },
        Wish::TakeNote { phase, text } => Event::NoteTaken { phase, text: written(&text)? },
        Wish::Housekeeping(wish) => house::admit(history, wish)?,
        Wish::TakeLines { lines } => {
            require(lines > 0, || Refusal::new("Nothing is taken in"))?;
            Event::LinesTaken { lines }
        }
        Wish::AnswerEscalation { name, who, answer } => {
            let subject = guardrail::subject(session, &name).ok_or_else(|| Refusal::new(format!("Nothing here is escalated as {name}")))?;
            Event::EscalationAnswered { name, subject, who: written(&who)?, answer: written(&answer)? }
        }
        Wish::AcceptAnswer(answer) => {
            let (text, source) = (written(&answer.text)?, written(&answer.source)?);
            let is_new = !session.hook_answers.iter().any(|known| known.text == text && known.about == answer.about);
            require(is_new, || Refusal::new(format!("What {source} says is in the record already")))?;
            Event::HookAnswerAccepted { answer: Box::new(AcceptedAnswer { text, source, hook: text::line(&answer.hook), ..*answer }) }
        }
        Wish::SettleConflict { lines, told } => {
            let is_open = history.conflicts().iter().any(|conflict| conflict.lines == lines);
            require(is_open, || Refusal::new("That is settled already"))?;
            Event::ConflictSettled { lines, told: written(&told)? }
        }
        Wish::SayAgain(line) => history.said_again(line)?,
        Wish::NoteExport { folder, files } => {
            Event::Exported { folder: written(&folder)?, files: files.iter().map(|file| text::line(file)).collect() }
        }
        Wish::OverrideGate { reason } => Event::GateOverridden { reason: written(&reason)? },
        Wish::SignOff { role, name } => {
            let name = written(&name)?;
            let capacity = Some(session.roster.capacity(role, &name));
            Event::SignedOff { role, name, capacity }
        }
        Wish::WithdrawSignOff(role) => Event::SignOffWithdrawn { role },
        Wish::Score(score) => Event::ReturnOnTimeVoted { score },
        Wish::Close => Event::SessionClosed,
        Wish::Reopen { why } => Event::SessionReopened { why: written(&why)? },
        Wish::Undo => undo(history, who)?,
        Wish::Redo => redo(history, who)?,
        Wish::AddAction(action) => {
            let metric = action.metric.clone().understood();
            Event::ActionAdded { action: Action { id: history.next_action(), metric, ..*action } }
        }
        Wish::ChangeAction { seen, wanted, why } => {
            let why = said(why);
            Event::ActionChanged { action: merged(integrity::action_of(session, seen.id)?, &seen, &wanted, why.is_some())?, why }
        }
        Wish::RemoveAction(id) => Event::ActionRemoved { id },
        Wish::AddCard { kind, text, critical, evidence } => {
            Event::CardAdded { id: history.next_card(), kind, text: written(&text)?, critical, evidence }
        }
        Wish::OnCard(id, wish) => on_card(session, id, wish)?,
        Wish::LeaveTopic => Event::TopicLeft { id: integrity::topic(session)? },
        Wish::ExtendTopic(seconds) => Event::TopicExtended { id: integrity::topic(session)?, seconds },
        Wish::LimitVotes(budget) => Event::VotesLimited { budget },
        Wish::HideTally(hidden) => Event::TallyHidden { hidden },
        Wish::Dismiss { finding } => Event::FindingDismissed { key: finding },
    })
}

/// Said of an action that was taken over; the same once more takes it back.
fn judged(session: &Session, carried: usize, verdict: Option<Verdict>, why: Option<String>) -> Result<Event, Refusal> {
    let same = session.carried.get(carried).is_some_and(|action| action.verdict == verdict);
    let verdict = verdict.filter(|_| !same);
    require(verdict != Some(Verdict::Stalled) || why.is_some(), || Refusal::new("Say why it stalled"))?;
    Ok(Event::CarriedActionJudged { index: carried, verdict, why })
}

/// An action that was taken over goes on otherwise than it was seen.
fn carried_on(session: &Session, carried: usize, [seen, wanted]: [&Action; 2], why: Option<String>) -> Result<Event, Refusal> {
    let known = integrity::carried(session, carried)?;
    let now = &known.action;
    // That it goes on is news of one that was judged, or of which nothing was said here, though nothing else of it changes: another retro
    // may hold it for done.
    let goes_on = seen == wanted && (known.verdict.is_some() || !known.goes_on);
    let action = if goes_on { now.clone() } else { merged(now, seen, wanted, why.is_some())? };
    require(action.due == now.due || why.is_some(), || Refusal::new("Say why it is put off"))?;
    Ok(Event::CarriedActionChanged { index: carried, action: Box::new(action), why })
}

fn on_card(session: &Session, id: CardId, wish: CardWish) -> Result<Event, Refusal> {
    let card = integrity::card(session, id)?;
    Ok(match wish {
        CardWish::Edit(text) if card.is_group() && card.id == id => Event::GroupNamed { id, name: written(&text)? },
        CardWish::Edit(text) => Event::CardEdited { id, text: written(&text)? },
        CardWish::Move(towards) => moved(session, card, towards)?,
        CardWish::Remove => Event::CardRemoved { id },
        CardWish::MarkCritical(critical) => Event::CardMarkedCritical { id, critical },
        CardWish::Link(evidence) => Event::CardLinked { id, evidence },
        CardWish::UnlinkLast => {
            let last = card.evidence.last().ok_or_else(|| Refusal::new(format!("{id} has no evidence linked")))?;
            Event::CardUnlinked { id, key: last.key.clone() }
        }
        CardWish::GroupWith { other, name } => grouped(session, card, other, &name)?,
        CardWish::Ungroup => Event::CardsUngrouped { id, name: card.text.clone() },
        CardWish::Discuss => Event::TopicTaken { id: card.id, minutes: session.minutes_for_topic() },
        CardWish::Say(text) => Event::CardDiscussed { id, text: written(&text)?, decided: false },
        CardWish::Decide(text) => Event::CardDiscussed { id, text: written(&text)?, decided: true },
        CardWish::Vote => Event::VoteCast { id, up: true },
        CardWish::TakeVoteBack => Event::VoteCast { id, up: false },
        CardWish::CountHands(hands) => Event::HandsCounted { id, hands },
        CardWish::Accept(decision) => {
            let decision = Some(text::line(&decision)).filter(|text| !text.is_empty());
            require(decision.is_some() || card.accepted.is_some() || card.critical, integrity::only_critical_ones)?;
            Event::BlockerAccepted { id, decision }
        }
    })
}

/// A card joins a group, whichever of the two was named first.
fn grouped(session: &Session, card: &Insight, other: CardId, name: &str) -> Result<Event, Refusal> {
    let asked = other;
    let other = integrity::card(session, asked)?;
    require(other.id != card.id, || Refusal::new(format!("{asked} is in this group already")))?;
    let (lead, joins) = if other.is_group() && !card.is_group() { (other, card) } else { (card, other) };
    Ok(Event::CardsGrouped { id: lead.id, name: written(name)?, cards: vec![joins.id] })
}

/// Between open phases the room only turns round, to where the other one is.
fn entered(session: &Session, phase: Phase) -> Event {
    let turns_round = session.open.contains(&phase) && session.phase != phase;
    if turns_round { Event::StepEntered { phase, step: session.step(phase).name() } } else { Event::PhaseEntered { phase } }
}

/// Where a phase would begin anyway, the room goes to the phase.
fn step_entered(session: &Session, step: &Step) -> Event {
    let is_where_it_begins = !session.open.contains(&step.phase) && session.step(step.phase).id == step.id;
    if is_where_it_begins { Event::PhaseEntered { phase: step.phase } } else { Event::StepEntered { phase: step.phase, step: step.name() } }
}

/// A card goes up or down among those of its kind, or on top of the next column.
fn moved(session: &Session, card: &Insight, towards: Towards) -> Result<Event, Refusal> {
    let column: Vec<CardId> = session.column(card.kind).map(|other| other.id).collect();
    let here = column.iter().position(|id| *id == card.id).unwrap_or(0);
    let beside = |by: isize| (card.kind as usize).checked_add_signed(by).and_then(|kind| InsightKind::ALL.get(kind)).copied();
    let (kind, place) = match towards {
        Towards::Up => (here > 0).then(|| (card.kind, here - 1)),
        Towards::Down => (here + 1 < column.len()).then_some((card.kind, here + 1)),
        Towards::Left => beside(-1).map(|kind| (kind, 0)),
        Towards::Right => beside(1).map(|kind| (kind, 0)),
    }
    .ok_or_else(|| Refusal::new(format!("{} goes no further that way", card.id)))?;
    Ok(Event::CardMoved { id: card.id, kind, place })
}

fn swap_fallback(session: &Session, role: Role) -> Result<Event, Refusal> {
    let mut seat = session.roster.seat(role).clone();
    let refusal = || Refusal::with_remedy(format!("{} has no fallback yet", role.label()), "Enter fills it in");
    require(seat.fallback.is_some(), refusal)?;
    seat.fallback_used = !seat.fallback_used;
    Ok(Event::SeatTaken { role, seat })
}

/// What differs between what somebody saw and what they want, laid over the action as it is by now. What somebody else changed in the
/// same field meanwhile is not written over.
fn merged(now: &Action, seen: &Action, wanted: &Action, says_why: bool) -> Result<Action, Refusal> {
    // What was done on it is progress, though it is still under way.
    if says_why && seen == wanted && now.progresses_to(now) {
        return Ok(now.clone());
    }
    require(seen != wanted, || Refusal::new(format!("{} is as it was", seen.id)))?;
    let clashing = now.clashing(seen, wanted);
    require(clashing.is_empty(), || changed_meanwhile(now, &clashing))?;
    let merged = now.with_change(seen, wanted);
    let is_typed = now.metric.measure.is_some() && now.metric.name == merged.metric.name && !merged.metric.baseline.is_empty();
    require(!is_typed, || computed(now))?;
    require(merged != *now, || Refusal::new(format!("{} is so already", seen.id)))?;
    Ok(merged)
}

fn computed(action: &Action) -> Refusal {
    let why = format!("Where {} stands is computed from the data, not typed", action.metric.name);
    Refusal::with_remedy(why, "leave the baseline empty, or name another metric")
}

fn changed_meanwhile(now: &Action, clashing: &[Differing]) -> Refusal {
    let told: Vec<String> = clashing.iter().map(|Differing { name, from, to }| format!("{name} is {from} by now, not {to}")).collect();
    Refusal::with_remedy(
        format!("{} was changed meanwhile: {}", now.id, told.join(", ")),
        "whoever still wants it otherwise changes it once more",
    )
}

fn undo(history: &History, who: PersonId) -> Result<Event, Refusal> {
    let record = history.undo_target(who).ok_or_else(|| nothing(history, who, "undo"))?;
    closed_stays(history, record.seq)?;
    for part in history.parts(record.seq) {
        may_be_folded_anew(history.session(), &part.event)?;
        nobody_goes_with_it(history, record.seq, &part.event)?;
    }
    Ok(Event::Undone { seq: record.seq })
}

fn redo(history: &History, who: PersonId) -> Result<Event, Refusal> {
    let record = history.redo_target(who).ok_or_else(|| nothing(history, who, "redo"))?;
    closed_stays(history, record.seq)?;
    for part in history.parts(record.seq) {
        may_be_folded_anew(history.session(), &part.event)?;
        ballot::within_budget(history.session(), part.who, &part.event)?;
        if let Event::PersonRemoved { id, name } = &part.event {
            has_no_steps(history, None, (*id, name))?;
        }
    }
    Ok(Event::Redone { seq: record.seq })
}

/// Each person's steps are their own: those of others stay, whoever asks.
fn nothing(history: &History, who: PersonId, word: &str) -> Refusal {
    match history.session().people.iter().find(|person| person.id == who) {
        Some(person) => Refusal::with_remedy(
            format!("Nothing of {}'s is left to {word}", person.name),
            "each person takes back their own steps (: \"act as\" says whose come next)",
        ),
        None => Refusal::new(format!("Nothing to {word}")),
    }
}

/// Of a closed session only what followed it is taken back.
fn closed_stays(history: &History, seq: u64) -> Result<(), Refusal> {
    let record = history.record(seq);
    let is_sign_off = record.is_some_and(|record| matches!(record.event, Event::SignedOff { .. } | Event::SignOffWithdrawn { .. }));
    let may = !history.session().closed || is_sign_off || history.bearing(seq).may_follow_close();
    require(may, procedure::is_closed)
}

/// Who took steps is not undone: all of their steps would go, and nobody asked for that.
fn nobody_goes_with_it(history: &History, step: u64, event: &Event) -> Result<(), Refusal> {
    if let Event::CardAdded { id, .. } = event
        && let Some(group) = history.session().insight(*id).filter(|card| card.is_group())
    {
        let remedy = format!("take {} apart first (M)", group.id);
        return Err(Refusal::with_remedy(format!("{id} is in the group {} {}", group.id, group.text), remedy));
    }
    let Event::PersonJoined { id, name } = event else { return Ok(()) };
    has_no_steps(history, Some(step), (*id, name))
}

/// What somebody said is theirs: nobody takes it from them by taking them from the list. What goes with the same step is no loss.
fn has_no_steps(history: &History, step: Option<u64>, (id, name): (PersonId, &str)) -> Result<(), Refusal> {
    let goes_too = |record: &Record| step.is_some() && record.part_of == step;
    let has_steps =
        history.records().iter().any(|record| history.person(record.who) == id && !history.is_undone(record.seq) && !goes_too(record));
    require(!has_steps, || Refusal::with_remedy(format!("{name} has taken steps since"), "say that they left instead (p under Check-in)"))
}

/// Signed figures change by undo as little as by anything else.
fn may_be_folded_anew(session: &Session, event: &Event) -> Result<(), Refusal> {
    if event.nature().recomputes { figures_may_change(session) } else { Ok(()) }
}

/// Why, where somebody says.
fn said(why: Option<String>) -> Option<String> {
    why.map(|why| text::line(&why)).filter(|why| !why.is_empty())
}

/// What somebody wrote, as one clean line.
pub(super) fn written(text: &str) -> Result<String, Refusal> {
    let line = text::line(text);
    require(!line.is_empty(), || Refusal::new("Write something first"))?;
    Ok(line)
}
