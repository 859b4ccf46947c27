//! The fold of a session's events, with undo.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::action::{Action, ActionId, CarriedAction};
use super::card::{CardId, Insight, InsightKind};
use super::correction::{Correction, Corrections, RenewalValue};
use super::event::{Event, PastBlocker, PastFinding, Record, SessionId};
use super::held::Held;
use super::missing::Missing;
use super::phase::Phase;
use super::prediction::{PastPredictions, Predictions};
use super::reason::ReasonCode;
use super::renewal::RenewalId;
use super::roster::{ReviewItem, Role, Roster};
use super::scope::Scope;
use super::timer::Timebox;

/// What a session holds at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub scope: Scope,
    pub data: Option<String>,
    /// What it stands on; `None` until that is kept.
    #[serde(default)]
    pub held: Option<Held>,
    pub opened_at: DateTime<Utc>,
    pub closed: bool,
    pub roster: Roster,
    pub review: BTreeSet<ReviewItem>,
    pub carried: Vec<CarriedAction>,
    pub past_blockers: Vec<PastBlocker>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_predictions: Vec<PastPredictions>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_findings: Vec<PastFinding>,
    /// What this retro says of the renewals ahead, as it was last kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predictions: Option<Predictions>,
    pub phase: Phase,
    pub phases_entered: BTreeSet<Phase>,
    /// One for each phase, in the order of [`Phase::ALL`].
    pub timeboxes: Vec<Timebox>,
    /// Reason codes the room gave; they stand above those of the data. `None` is "uncoded again".
    pub recoded: BTreeMap<RenewalId, Option<ReasonCode>>,
    /// What the room says of single fields of renewals, the last word on each; reason codes are among them.
    #[serde(default)]
    pub corrections: Corrections,
    /// Accepted suggestions: the words that spoke for the reason.
    pub learned: Vec<(Vec<String>, ReasonCode)>,
    pub rejected_suggestions: BTreeSet<(RenewalId, ReasonCode)>,
    /// In board order within each column.
    pub insights: Vec<Insight>,
    pub dismissed_findings: BTreeSet<String>,
    pub actions: Vec<Action>,
    pub notes: Vec<(Phase, String)>,
    pub gate_override: Option<String>,
    pub signed_off: BTreeMap<Role, String>,
    pub return_on_time: Vec<u8>,
    pub exported_to: Option<String>,
    pub pull_failures: Vec<(String, String)>,
}

impl Session {
    fn open(record: &Record) -> Option<Self> {
        let Event::SessionOpened { id, scope, data, timeboxes, carried, past_blockers, past_predictions, past_findings } = &record.event
        else {
            return None;
        };
        let minutes = |phase: Phase| timeboxes.get(phase.index()).copied().unwrap_or_else(|| phase.default_minutes());
        let first = scope.depth.phases()[0];
        Some(Self {
            id: id.clone(),
            scope: scope.clone(),
            data: data.clone(),
            held: None,
            opened_at: record.at,
            closed: false,
            roster: Roster::default(),
            review: BTreeSet::new(),
            carried: carried.clone(),
            past_blockers: past_blockers.clone(),
            past_predictions: past_predictions.clone(),
            past_findings: past_findings.clone(),
            predictions: None,
            phase: first,
            phases_entered: BTreeSet::from([first]),
            timeboxes: Phase::ALL.into_iter().map(|phase| Timebox::minutes(minutes(phase))).collect(),
            recoded: BTreeMap::new(),
            corrections: Corrections::new(),
            learned: Vec::new(),
            rejected_suggestions: BTreeSet::new(),
            insights: Vec::new(),
            dismissed_findings: BTreeSet::new(),
            actions: Vec::new(),
            notes: Vec::new(),
            gate_override: None,
            signed_off: BTreeMap::new(),
            return_on_time: Vec::new(),
            exported_to: None,
            pull_failures: Vec::new(),
        })
    }

    pub fn timebox(&self, phase: Phase) -> &Timebox {
        &self.timeboxes[phase.index()]
    }

    pub fn insight(&self, id: CardId) -> Option<&Insight> {
        self.insights.iter().find(|card| card.id == id)
    }

    pub fn action(&self, id: ActionId) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    /// The cards of one column, top first.
    pub fn column(&self, kind: InsightKind) -> impl Iterator<Item = &Insight> {
        self.insights.iter().filter(move |card| card.kind == kind)
    }

    /// The actions that answer an insight.
    pub fn actions_for(&self, id: CardId) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| action.insight == Some(id))
    }

    fn apply(&mut self, at: DateTime<Utc>, by: &str, event: &Event) {
        match event {
            Event::DataHeld { held } => self.held = Some(held.clone()),
            Event::DataRenewed { held, .. } => {
                self.data.clone_from(&held.data);
                self.held = Some(held.clone());
            }
            Event::ScopeChanged { scope, .. } => self.scope = scope.clone(),
            Event::SeatTaken { role, seat } => self.roster.set(*role, seat.clone()),
            Event::ReviewConfirmed { item, confirmed: true } => drop(self.review.insert(*item)),
            Event::ReviewConfirmed { item, confirmed: false } => drop(self.review.remove(item)),
            Event::CarriedActionJudged { index, verdict } => {
                if let Some(carried) = self.carried.get_mut(*index) {
                    carried.verdict = *verdict;
                }
            }
            Event::PhaseEntered { .. }
            | Event::TimerStarted { .. }
            | Event::TimerPaused { .. }
            | Event::TimerMarked { .. }
            | Event::TimerExtended { .. } => self.apply_clock(at, event),
            Event::ReasonAssigned { renewals, reason, matched } => {
                self.learn(reason.as_ref(), matched);
                for renewal in renewals {
                    let to = RenewalValue::ReasonCode(reason.clone());
                    self.correct(Correction { renewal: renewal.clone(), to, by: by.to_owned(), at, why: String::new() });
                }
            }
            Event::RenewalCorrected { renewal, changes, why, .. } => {
                for changed in changes {
                    let (renewal, to) = (renewal.clone(), changed.to.clone());
                    self.correct(Correction { renewal, to, by: by.to_owned(), at, why: why.clone() });
                }
            }
            Event::SuggestionRejected { renewal, reason } => {
                self.rejected_suggestions.insert((renewal.clone(), reason.clone()));
            }
            Event::FindingDismissed { key } => drop(self.dismissed_findings.insert(key.clone())),
            Event::ActionAdded { action } => self.actions.push(action.clone()),
            Event::ActionChanged { action } => {
                if let Some(known) = self.actions.iter_mut().find(|a| a.id == action.id) {
                    known.clone_from(action);
                }
            }
            Event::ActionRemoved { id } => self.actions.retain(|a| a.id != *id),
            Event::NoteTaken { phase, text } => self.notes.push((*phase, text.clone())),
            Event::GateOverridden { reason } => self.gate_override = Some(reason.clone()),
            Event::SignedOff { role, name } => drop(self.signed_off.insert(*role, name.clone())),
            Event::SignOffWithdrawn { role } => drop(self.signed_off.remove(role)),
            Event::ReturnOnTimeVoted { score } => self.return_on_time.push(*score),
            Event::Predicted { predictions } => self.predictions = Some(predictions.clone()),
            Event::Exported { folder, .. } => self.exported_to = Some(folder.clone()),
            Event::PullFailed { what, error, .. } => self.pull_failures.push((what.clone(), error.clone())),
            Event::SessionClosed => self.closed = true,
            Event::SessionResumed => self.closed = false,
            _ => self.apply_card(by, event),
        }
    }

    fn apply_clock(&mut self, at: DateTime<Utc>, event: &Event) {
        match event {
            Event::PhaseEntered { phase } => {
                // One clock runs at a time: leaving a phase pauses its own.
                self.timeboxes[self.phase.index()].pause(at);
                self.phase = *phase;
                self.phases_entered.insert(*phase);
            }
            Event::TimerStarted { phase } => self.timeboxes[phase.index()].start(at),
            Event::TimerPaused { phase } => self.timeboxes[phase.index()].pause(at),
            Event::TimerMarked { phase } => self.timeboxes[phase.index()].mark(at),
            Event::TimerExtended { phase, seconds } => self.timeboxes[phase.index()].extend(*seconds),
            _ => {}
        }
    }

    /// The last word on a field of a renewal counts.
    fn correct(&mut self, correction: Correction) {
        if let RenewalValue::ReasonCode(reason) = &correction.to {
            self.recoded.insert(correction.renewal.clone(), reason.clone());
        }
        let said = self.corrections.entry(correction.renewal.clone()).or_default();
        match said.iter_mut().find(|known| known.to.field() == correction.to.field()) {
            Some(known) => *known = correction,
            None => said.push(correction),
        }
    }

    fn learn(&mut self, reason: Option<&ReasonCode>, matched: &[String]) {
        if let (Some(reason), false) = (reason, matched.is_empty()) {
            self.learned.push((matched.to_vec(), reason.clone()));
        }
    }

    fn apply_card(&mut self, by: &str, event: &Event) {
        match event {
            Event::CardAdded { id, kind, text, critical, evidence } => self.insights.push(Insight {
                id: *id,
                kind: *kind,
                text: text.clone(),
                author: by.to_owned(),
                votes: 0,
                critical: *critical,
                evidence: evidence.clone(),
                accepted: None,
            }),
            Event::CardEdited { id, text } => self.change_card(*id, |card| card.text.clone_from(text)),
            Event::CardMoved { id, kind, place } => self.move_card(*id, *kind, *place),
            Event::CardRemoved { id } => {
                self.insights.retain(|card| card.id != *id);
                for action in self.actions.iter_mut().filter(|a| a.insight == Some(*id)) {
                    action.insight = None;
                }
            }
            Event::CardMarkedCritical { id, critical } => self.change_card(*id, |card| card.critical = *critical),
            Event::CardLinked { id, evidence } => self.change_card(*id, |card| {
                card.evidence.retain(|e| e.key != evidence.key);
                card.evidence.push(evidence.clone());
            }),
            Event::CardUnlinked { id, key } => self.change_card(*id, |card| card.evidence.retain(|e| e.key != *key)),
            Event::VoteCast { id, up: true } => self.change_card(*id, |card| card.votes += 1),
            Event::VoteCast { id, up: false } => self.change_card(*id, |card| card.votes = card.votes.saturating_sub(1)),
            Event::BlockerAccepted { id, decision } => self.change_card(*id, |card| card.accepted.clone_from(decision)),
            _ => {}
        }
    }

    fn change_card(&mut self, id: CardId, change: impl FnOnce(&mut Insight)) {
        if let Some(card) = self.insights.iter_mut().find(|card| card.id == id) {
            change(card);
        }
    }

    fn move_card(&mut self, id: CardId, kind: InsightKind, place: usize) {
        let Some(from) = self.insights.iter().position(|card| card.id == id) else { return };
        let mut card = self.insights.remove(from);
        card.kind = kind;
        let places: Vec<usize> = (0..self.insights.len()).filter(|i| self.insights[*i].kind == kind).collect();
        let behind_last = places.last().map_or(self.insights.len(), |last| last + 1);
        let to = places.get(place).copied().unwrap_or(behind_last);
        self.insights.insert(to, card);
    }
}

/// All records of a session, the state they fold to, and what undo and redo would do.
#[derive(Clone, Debug)]
pub struct History {
    records: Vec<Record>,
    session: Session,
    undone: HashSet<u64>,
    done_stack: Vec<u64>,
    redo_stack: Vec<u64>,
    last_card: u32,
    last_action: u32,
    missing: Option<Missing>,
}

impl History {
    /// Folds records, the first of which opens the session.
    ///
    /// # Errors
    /// When the first record does not open a session.
    pub fn fold(records: Vec<Record>) -> Result<Self, String> {
        let opened = records.first().and_then(Session::open);
        let session = opened.ok_or("the journal does not begin with an opened session")?;
        let mut history = Self {
            records: Vec::with_capacity(records.len()),
            session,
            undone: HashSet::new(),
            done_stack: Vec::new(),
            redo_stack: Vec::new(),
            last_card: 0,
            last_action: 0,
            missing: None,
        };
        let mut refold = false;
        for record in records {
            refold |= history.note(&record);
            history.records.push(record);
        }
        if refold || history.records.len() > 1 {
            history.refold();
        }
        Ok(history)
    }

    /// The history of a journal that could not be read to its end.
    pub fn without(self, missing: Option<Missing>) -> Self {
        Self { missing, ..self }
    }

    /// What the session holds beyond these records; whatever is made of them says so.
    pub fn missing(&self) -> Option<&Missing> {
        self.missing.as_ref()
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    pub fn records(&self) -> &[Record] {
        &self.records
    }

    pub fn last_seq(&self) -> u64 {
        self.records.last().map_or(0, |r| r.seq)
    }

    /// Makes the next record and folds it in; the record is what goes into the journal.
    pub fn push(&mut self, at: DateTime<Utc>, by: &str, event: Event) -> Record {
        let record = Record { seq: self.last_seq() + 1, at, by: by.to_owned(), event };
        if self.note(&record) {
            self.records.push(record.clone());
            self.refold();
        } else {
            self.session.apply(record.at, &record.by, &record.event);
            self.records.push(record.clone());
        }
        record
    }

    /// The record that undo would take back.
    pub fn undo_target(&self) -> Option<&Record> {
        self.done_stack.last().and_then(|seq| self.record(*seq))
    }

    /// The record that redo would bring back.
    pub fn redo_target(&self) -> Option<&Record> {
        self.redo_stack.last().and_then(|seq| self.record(*seq))
    }

    pub fn is_undone(&self, seq: u64) -> bool {
        self.undone.contains(&seq)
    }

    pub fn next_card(&self) -> CardId {
        CardId(self.last_card.saturating_add(1))
    }

    pub fn next_action(&self) -> ActionId {
        ActionId(self.last_action.saturating_add(1))
    }

    fn record(&self, seq: u64) -> Option<&Record> {
        self.records.binary_search_by_key(&seq, |r| r.seq).ok().map(|i| &self.records[i])
    }

    /// Keeps the books of undo and of numbers given out; says whether the state must be folded anew.
    fn note(&mut self, record: &Record) -> bool {
        match &record.event {
            Event::Undone { seq } => {
                self.done_stack.retain(|s| s != seq);
                self.redo_stack.push(*seq);
                self.undone.insert(*seq);
                return true;
            }
            Event::Redone { seq } => {
                self.redo_stack.retain(|s| s != seq);
                self.done_stack.push(*seq);
                self.undone.remove(seq);
                return true;
            }
            Event::CardAdded { id, .. } => self.last_card = self.last_card.max(id.0),
            Event::ActionAdded { action } => self.last_action = self.last_action.max(action.id.0),
            _ => {}
        }
        if record.event.is_undoable() {
            self.done_stack.push(record.seq);
            self.redo_stack.clear();
        }
        false
    }

    fn refold(&mut self) {
        let Some(mut session) = self.records.first().and_then(Session::open) else { return };
        for record in self.records.iter().skip(1).filter(|r| !self.undone.contains(&r.seq)) {
            session.apply(record.at, &record.by, &record.event);
        }
        self.session = session;
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
