//! What each event does to a session. It is folded only after [`rules::integrity`] let it: nothing here has to doubt it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::Session;
use crate::domain::action::Verdict;
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::correction::{Correction, RenewalValue};
use crate::domain::event::{Event, Record};
use crate::domain::guardrail::Answered;
use crate::domain::hook::{HookEnding, HookRun};
use crate::domain::house::step::HouseStep;
use crate::domain::person::{Person, PersonId};
use crate::domain::phase::Phase;
use crate::domain::reason::ReasonCode;
use crate::domain::roster::Role;
use crate::domain::rules::{self, Refusal};
use crate::domain::sign_off::{self, Capacity, SignOff, bearing};
use crate::domain::topic::Remark;
use crate::domain::votes::Votes;

impl Session {
    /// Takes a record in.
    ///
    /// # Errors
    /// Why it cannot be; then nothing changed.
    pub(super) fn take(&mut self, record: &Record) -> Result<(), Refusal> {
        rules::integrity(self, record.who, &record.event)?;
        let change = bearing(self, &record.event).is_change().then(|| sign_off::told_change(self, &record.event));
        self.apply(record);
        if let Some(change) = change {
            self.note_change(record.seq, &change);
        }
        Ok(())
    }

    fn apply(&mut self, record: &Record) {
        let at = record.at;
        match &record.event {
            // Undo is the history's: it folds anew. The opening made the session.
            // The lines of a paste are steps of their own.
            Event::SessionOpened { .. }
            | Event::Undone { .. }
            | Event::Redone { .. }
            | Event::LinesTaken { .. }
            // The steps before it are as they are by now.
            | Event::CustomersForgotten { .. }
            // What was chosen is a part of it.
            | Event::ConflictSettled { .. } => {}
            Event::SessionResumed | Event::SessionReopened { .. } => self.closed = false,
            Event::SessionClosed => self.closed = true,
            Event::DataHeld { held } => self.held = Some(held.clone()),
            Event::DataRenewed { held, insights, .. } => {
                self.data.clone_from(&held.data);
                self.restated.clone_from(insights);
                self.held = Some(held.clone());
            }
            Event::ScopeChanged { scope, .. } => self.scope = scope.clone(),
            Event::PersonJoined { .. } | Event::PersonLeft { .. } | Event::PersonReturned { .. } | Event::PersonRemoved { .. } => {
                self.apply_people(&record.event);
            }
            Event::SeatTaken { role, seat } => self.roster.set(*role, seat.clone()),
            Event::ReviewConfirmed { item, confirmed: true } => drop(self.review.insert(*item)),
            Event::ReviewConfirmed { item, confirmed: false } => drop(self.review.remove(item)),
            Event::CarriedActionJudged { .. } | Event::CarriedActionChanged { .. } | Event::EffectJudged { .. } => self.apply_carried(record),
            Event::PhaseEntered { phase } => self.enter(*phase, at),
            Event::PhaseOpened { phase } => self.open_beside(*phase),
            Event::StepEntered { phase, step } => {
                self.go_to(*phase);
                self.course.enter(&step.id);
            }
            Event::StepEnded { .. } | Event::AgendaChanged { .. } | Event::OverrunTaken { .. } => self.apply_agenda(&record.event),
            Event::TimerStarted { .. } | Event::TimerPaused { .. } | Event::TimerMarked { .. } | Event::TimerExtended { .. } => {
                self.apply_clock(&record.event, at);
            }
            Event::ReasonAssigned { .. } | Event::RenewalCorrected { .. } => self.apply_corrections(record),
            Event::SuggestionRejected { renewal, reason } => {
                self.rejected_suggestions.insert((renewal.clone(), reason.clone()));
            }
            Event::VotesLimited { budget } => self.budget = *budget,
            Event::TallyHidden { hidden } => self.tally_hidden = *hidden,
            Event::FindingDismissed { key } => drop(self.dismissed_findings.insert(key.clone())),
            Event::TopicTaken { id, minutes } => self.take_topic(*id, *minutes, at),
            Event::TopicLeft { .. } => self.leave_topic(at),
            Event::TopicExtended { id, seconds } => self.extend_topic(*id, *seconds),
            Event::CardDiscussed { .. }
            | Event::CardAdded { .. }
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
            | Event::BlockerAccepted { .. } => self.apply_card(record),
            Event::ActionAdded { .. } | Event::ActionChanged { .. } | Event::ActionRemoved { .. } => self.apply_action(record),
            Event::NoteTaken { phase, text } => self.notes.push((*phase, text.clone())),
            Event::Housekeeping { step } => {
                let read = if let HouseStep::ReadBack { id, .. } = step { self.action(*id).cloned() } else { None };
                self.house.take(record, step, read.as_ref());
            }
            Event::GateOverridden { reason } => self.gate_override = Some(reason.clone()),
            Event::SignedOff { role, name, capacity } => self.sign(*role, self.signed(record, (*role, name), *capacity)),
            Event::SignOffWithdrawn { role } => drop(self.signed_off.remove(role)),
            Event::ReturnOnTimeVoted { score } => self.return_on_time.score(record.who, *score),
            Event::Predicted { .. }
            | Event::BaselinesKept { .. }
            | Event::Exported { .. }
            | Event::EscalationAnswered { .. }
            | Event::PullFailed { .. }
            | Event::SyncEnded { .. }
            | Event::HookRan { .. }
            | Event::HookAnswerAccepted { .. } => self.apply_outside(&record.event, at),
        }
    }

    fn apply_people(&mut self, event: &Event) {
        match event {
            Event::PersonJoined { id, name } => self.people.push(Person { id: *id, name: name.clone(), present: true }),
            Event::PersonLeft { id, .. } => self.set_present(*id, false),
            Event::PersonReturned { id, .. } => self.set_present(*id, true),
            Event::PersonRemoved { id, .. } => self.people.retain(|person| person.id != *id),
            _ => {}
        }
    }

    fn apply_action(&mut self, record: &Record) {
        match &record.event {
            Event::ActionAdded { action } => self.actions.push(action.clone()),
            Event::ActionChanged { action, .. } => {
                if let Some(known) = self.actions.iter_mut().find(|a| a.id == action.id) {
                    if known.progresses_to(action) {
                        self.progressed.insert(action.id, record.at.date_naive());
                    }
                    known.clone_from(action);
                }
            }
            Event::ActionRemoved { id } => {
                self.actions.retain(|a| a.id != *id);
                self.progressed.remove(id);
            }
            _ => {}
        }
    }

    /// What the program keeps and says by itself, and what others say to it.
    fn apply_outside(&mut self, event: &Event, at: DateTime<Utc>) {
        match event {
            Event::Predicted { predictions } => self.predictions = Some(predictions.clone()),
            Event::BaselinesKept { baselines } => self.baselines = baselines.iter().cloned().collect(),
            Event::Exported { folder, .. } => self.exported_to = Some(folder.clone()),
            Event::EscalationAnswered { name, who, answer, .. } => {
                let said = Answered { on: at.date_naive(), who: who.clone(), answer: answer.clone() };
                self.answers.entry(name.clone()).or_default().push(said);
            }
            Event::PullFailed { what, error, .. } => self.pull_failures.push((what.clone(), error.clone())),
            Event::SyncEnded { machine, failure: Some(error), .. } => drop(self.sync_failures.insert(machine.clone(), error.clone())),
            Event::SyncEnded { machine, failure: None, .. } => drop(self.sync_failures.remove(machine)),
            Event::HookRan { run } => self.hear_of(run),
            Event::HookAnswerAccepted { answer } => self.hook_answers.push((**answer).clone()),
            _ => {}
        }
    }

    /// What becomes of an action that was taken over.
    fn apply_carried(&mut self, record: &Record) {
        match &record.event {
            Event::CarriedActionJudged { index, verdict, why } => {
                let carried = &mut self.carried[*index];
                carried.verdict = *verdict;
                carried.why = why.clone().or_else(|| carried.why.take().filter(|_| *verdict == Some(Verdict::Stalled)));
            }
            Event::CarriedActionChanged { index, action, why } => {
                let carried = &mut self.carried[*index];
                if carried.action.progresses_to(action) {
                    carried.progressed = Some(record.at.date_naive());
                }
                // It was said of the action as it was.
                carried.verdict = None;
                carried.goes_on = true;
                carried.action.clone_from(action);
                carried.why = why.clone().or_else(|| carried.why.take());
            }
            Event::EffectJudged { index, effect } => self.carried[*index].effect = effect.as_deref().cloned(),
            _ => {}
        }
    }

    /// Where nobody was named for the role, a journal of an earlier version is believed.
    fn signed(&self, record: &Record, (role, name): (Role, &str), capacity: Option<Capacity>) -> SignOff {
        let seat = self.roster.seat(role);
        let said = || if seat.name.is_none() && !seat.fallback_used { Capacity::Holder } else { self.roster.capacity(role, name) };
        let capacity = capacity.unwrap_or_else(said);
        let for_whom = seat.name.clone().filter(|_| capacity == Capacity::StandIn);
        SignOff { name: name.to_owned(), capacity, for_whom, at: record.at, step: record.seq, changes: vec![] }
    }

    /// What a tool could not do is settled once it could; a run that was called off says nothing about it.
    fn hear_of(&mut self, run: &HookRun) {
        if run.ending == HookEnding::Answered || run.ending.is_failure() {
            self.hook_failures.retain(|known| known.hook != run.hook);
        }
        if run.ending.is_failure() {
            self.hook_failures.push(run.clone());
        }
    }

    fn set_present(&mut self, id: PersonId, present: bool) {
        if let Some(person) = self.people.iter_mut().find(|person| person.id == id) {
            person.present = present;
        }
    }

    /// Between open phases the room only turns round. Where it goes elsewhere, what it leaves is closed, and its clock paused.
    fn enter(&mut self, phase: Phase, at: DateTime<Utc>) {
        if !self.open.contains(&phase) {
            self.stop_clocks(at);
        }
        self.go_to(phase);
    }

    /// The same where clocks are told by steps of their own.
    fn go_to(&mut self, phase: Phase) {
        if !self.open.contains(&phase) {
            self.course.leave(&self.open);
            self.course.enter_phase(phase);
            self.open = BTreeSet::from([phase]);
        }
        self.phase = phase;
        self.phases_entered.insert(phase);
    }

    fn open_beside(&mut self, phase: Phase) {
        self.course.enter_phase(phase);
        self.open.insert(phase);
        self.phase = phase;
        self.phases_entered.insert(phase);
        self.ran_side_by_side = true;
    }

    pub(super) fn stop_clocks(&mut self, at: DateTime<Utc>) {
        self.course.stop_clocks(at);
    }

    fn apply_clock(&mut self, event: &Event, at: DateTime<Utc>) {
        match event {
            Event::TimerStarted { phase, step } => {
                let timed = self.course.clock(*phase, step.as_ref());
                timed.clock.start(at);
                timed.ended = false;
            }
            Event::TimerPaused { phase, step } => self.course.clock(*phase, step.as_ref()).clock.pause(at),
            Event::TimerMarked { phase, step } => self.course.clock(*phase, step.as_ref()).clock.mark(at),
            Event::TimerExtended { phase, step, seconds } => self.course.clock(*phase, step.as_ref()).clock.extend(*seconds),
            _ => {}
        }
    }

    fn apply_agenda(&mut self, event: &Event) {
        match event {
            Event::StepEnded { phase, step } => self.course.clock(*phase, Some(step)).ended = true,
            Event::AgendaChanged { agenda } => self.course.change(agenda, &self.open),
            Event::OverrunTaken { phase, step, from } => {
                for share in from {
                    if let Some(giver) = self.course.find_mut(&share.step.id) {
                        giver.clock.extend(-share.seconds);
                    }
                }
                self.course.clock(*phase, Some(step)).clock.extend(from.iter().map(|share| share.seconds).sum());
            }
            _ => {}
        }
    }

    fn apply_corrections(&mut self, record: &Record) {
        let said = |renewal: &_, to, why: &str| Correction {
            renewal: Clone::clone(renewal),
            to,
            by: record.by.clone(),
            at: record.at,
            why: why.to_owned(),
        };
        match &record.event {
            Event::ReasonAssigned { renewals, reason, matched } => {
                self.learn(reason.as_ref(), matched);
                for renewal in renewals {
                    self.correct(said(renewal, RenewalValue::ReasonCode(reason.clone()), ""));
                }
            }
            Event::RenewalCorrected { renewal, changes, why, .. } => {
                for changed in changes {
                    self.correct(said(renewal, changed.to.clone(), why));
                }
            }
            _ => {}
        }
    }

    /// The last word on a field of a renewal counts; they stand in the order in which they were said.
    fn correct(&mut self, correction: Correction) {
        if let RenewalValue::ReasonCode(reason) = &correction.to {
            self.recoded.insert(correction.renewal.clone(), reason.clone());
        }
        let said = self.corrections.entry(correction.renewal.clone()).or_default();
        said.retain(|known| known.to.field() != correction.to.field());
        said.push(correction);
    }

    fn learn(&mut self, reason: Option<&ReasonCode>, matched: &[String]) {
        if let (Some(reason), false) = (reason, matched.is_empty()) {
            self.learned.push((matched.to_vec(), reason.clone()));
        }
    }

    fn apply_card(&mut self, record: &Record) {
        match &record.event {
            Event::CardAdded { id, kind, text, critical, evidence } => {
                self.newest_card.0 = self.newest_card.0.max(Some(*id));
                self.insights.push(Insight {
                    id: *id,
                    kind: *kind,
                    text: text.clone(),
                    author: record.by.clone(),
                    votes: Votes::default(),
                    critical: *critical,
                    evidence: evidence.clone(),
                    accepted: None,
                    said: vec![],
                    members: vec![],
                });
            }
            Event::CardDiscussed { id, text, decided } => {
                let remark = Remark { by: record.by.clone(), text: text.clone(), decided: *decided };
                self.change_card(*id, |card| card.said.push(remark));
            }
            Event::CardEdited { id, text } => self.change_card(*id, |card| card.text.clone_from(text)),
            Event::CardMoved { id, kind, place } => self.move_card(*id, *kind, *place),
            Event::CardRemoved { id } => {
                self.insights.part(|card| card.id != *id);
                for action in self.actions.iter_mut().filter(|a| a.insight == Some(*id)) {
                    action.insight = None;
                }
            }
            Event::CardMarkedCritical { id, critical: true } => self.change_card(*id, |card| card.mark_critical(true)),
            Event::CardMarkedCritical { id, critical: false } => self.change_all(*id, |card| card.mark_critical(false)),
            Event::CardLinked { id, evidence } => self.change_card(*id, |card| {
                card.evidence.retain(|e| e.key != evidence.key);
                card.evidence.push(evidence.clone());
            }),
            Event::CardUnlinked { id, key } => self.change_all(*id, |card| card.evidence.retain(|e| e.key != *key)),
            Event::VoteCast { id, up: true } => self.change_card(*id, |card| card.votes.cast(record.who)),
            Event::VoteCast { id, up: false } => self.take_vote_back(*id, record.who),
            // Of a group as a whole: what was counted for its cards is replaced, too.
            Event::HandsCounted { id, hands } => {
                self.change_all(*id, |card| card.votes.count_hands(if card.id == *id { *hands } else { 0 }));
            }
            Event::BlockerAccepted { id, decision } => {
                self.change_all(*id, |card| card.accepted = decision.clone().filter(|_| card.critical));
            }
            Event::CardsGrouped { id, name, cards } => self.group(*id, name, cards),
            Event::GroupNamed { id, name } => {
                if let Some(group) = self.insights.find_near_mut(id.place(), |card| card.id == *id) {
                    group.text.clone_from(name);
                }
            }
            Event::CardsUngrouped { id, .. } => self.ungroup(*id),
            _ => {}
        }
    }

    fn change_card(&mut self, id: CardId, change: impl FnOnce(&mut Insight)) {
        if let Some(card) = self.insights.find_near_mut(id.place(), |card| card.holds(id)) {
            card.change(id, change);
        }
    }

    fn change_all(&mut self, id: CardId, change: impl FnMut(&mut Insight)) {
        if let Some(card) = self.insights.find_near_mut(id.place(), |card| card.holds(id)) {
            card.change_all(change);
        }
    }

    /// From the card itself, else from another of its group.
    fn take_vote_back(&mut self, id: CardId, who: PersonId) {
        let Some(found) = self.insight(id) else { return };
        let voted = |card: &&Insight| card.votes.of(who) > 0;
        let own = found.cards().iter().filter(|card| card.id == id).find(voted);
        if let Some(id) = own.or_else(|| found.cards().iter().rfind(voted)).map(|card| card.id) {
            self.change_card(id, |card| card.votes.take_back(who));
        }
    }

    fn group(&mut self, id: CardId, name: &str, cards: &[CardId]) {
        let taken = self.insights.part(|card| !cards.contains(&card.id));
        if let Some(lead) = self.insights.find_near_mut(id.place(), |card| card.id == id) {
            lead.take_in(name, taken);
        }
    }

    fn ungroup(&mut self, id: CardId) {
        let Some(at) = self.insights.iter().position(|card| card.id == id) else { return };
        let group = self.insights.remove(at);
        for (nth, card) in group.members.into_iter().enumerate() {
            self.insights.insert(at + nth, card);
        }
    }

    fn move_card(&mut self, id: CardId, kind: InsightKind, place: usize) {
        let Some(from) = self.insights.iter().position(|card| card.id == id) else { return };
        let mut card = self.insights.remove(from);
        card.move_to(kind);
        let of_kind = self.insights.iter().enumerate().filter(|(_, card)| card.kind == kind);
        let places: Vec<usize> = of_kind.map(|(place, _)| place).collect();
        let behind_last = places.last().map_or(self.insights.len(), |last| last + 1);
        let to = places.get(place).copied().unwrap_or(behind_last);
        self.insights.insert(to, card);
    }
}
