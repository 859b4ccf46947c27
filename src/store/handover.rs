//! What the last retro hands on to a new one: unfinished actions and critical blockers. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::action::{Action, ActionId, ActionStatus, CarriedAction};
use crate::domain::card::{Evidence, InsightKind};
use crate::domain::event::{Event, PastBlocker, PastFinding, Record};
use crate::domain::house::brought::Brought;
use crate::domain::prediction::PastPredictions;
use crate::domain::scope::Scope;
use crate::domain::session::{History, Session};
use crate::domain::text;

/// What goes into the opening of a new session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handover {
    pub carried: Vec<CarriedAction>,
    pub past_blockers: Vec<PastBlocker>,
    pub past_predictions: Vec<PastPredictions>,
    pub past_findings: Vec<PastFinding>,
    pub brought: Brought,
}

/// What is said of the renewals ahead is handed on for so many retros.
const PREDICTIONS: usize = 8;

/// What tells of a session whether it hands anything on, without reading it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outline {
    /// Folded.
    segment: String,
    from: NaiveDate,
    /// The last day of its window.
    pub until: NaiveDate,
    pub opened: DateTime<Utc>,
    is_sample: bool,
    /// Something was found or decided in it.
    was_held: bool,
}

impl Outline {
    pub(crate) fn of(session: &Session) -> Self {
        let window = &session.scope.window;
        Self {
            segment: text::fold(session.scope.segment_label()),
            from: window.from,
            until: window.to,
            opened: session.opened_at,
            is_sample: session.data.is_none(),
            was_held: session.closed
                || !session.actions.is_empty()
                || !session.insights.is_empty()
                || session.predictions.is_some()
                || session.house.open().next().is_some(),
        }
    }

    /// It is about the same segment and an earlier window than `scope`, with the same kind of data.
    fn is_before(&self, scope: &Scope, sample: bool) -> bool {
        self.segment == text::fold(scope.segment_label()) && self.from < scope.window.from && self.is_sample == sample
    }

    /// A retro of `scope` would go on from it.
    pub(crate) fn hands_on_to(&self, scope: &Scope, sample: bool) -> bool {
        self.is_before(scope, sample) && self.was_held
    }
}

/// What the retro before `scope` hands on: the first of `own` sessions (newest first, read only as far as needed) about
/// the same segment and an earlier window, with the same kind of data (`sample` or the user's). For the sample, the
/// `bundled` finished session stands in while there is no own one.
pub fn handed_on(scope: &Scope, sample: bool, own: impl IntoIterator<Item = History>, bundled: Option<&History>) -> Handover {
    if let Some(newest) = own.into_iter().find(|history| Outline::of(history.session()).hands_on_to(scope, sample)) {
        return of(&newest);
    }
    let bundled = bundled.filter(|history| sample && Outline::of(history.session()).is_before(scope, sample));
    bundled.map(of).unwrap_or_default()
}

fn of(history: &History) -> Handover {
    let session = history.session();
    // Of what is done, its figure still has to tell whether it worked.
    let is_owed = |action: &&Action| !action.status.is_closed() || action.status == ActionStatus::Done && action.metric.measure.is_some();
    let own = session.actions.iter().filter(is_owed);
    let answered = |carried: CarriedAction| {
        let answers = session.answers.get(&carried.reference()).cloned().unwrap_or_default();
        CarriedAction { answers, ..carried }
    };
    let own = own.map(|action| {
        let progressed = session.progressed.get(&action.id).copied();
        let baseline = session.baselines.get(&action.id).filter(|kept| action.metric.measure.as_ref() == Some(&kept.measure)).cloned();
        let why = Some(action).filter(|action| action.status == ActionStatus::Stalled).and_then(|action| why_stalled(history, action.id));
        CarriedAction { progressed, baseline, why, ..CarriedAction::new(session.id.to_string(), action.clone()) }
    });
    // What was carried into that session and not finished there is still owed.
    let owed = session.carried.iter().filter(|c| c.now().status != ActionStatus::Dropped);
    let owed = owed.filter(|c| c.now().status != ActionStatus::Done || c.awaits_effect());
    let owed = owed.map(|carried| {
        let action = carried.now();
        CarriedAction { action, verdict: None, goes_on: false, ..carried.clone() }
    });
    let critical = session.column(InsightKind::Blocker).filter(|card| card.critical);
    let past = critical.map(|card| {
        let (topic, also) = (card.topic(), card.topics().skip(1).collect());
        PastBlocker { session: session.id.to_string(), text: card.text.clone(), topic, also }
    });
    Handover {
        carried: owed.chain(own).map(answered).collect(),
        past_blockers: past.collect(),
        past_predictions: predictions(session),
        past_findings: findings(session),
        brought: Brought::from(session),
    }
}

/// Why an action that stalled in the retro that made it did so.
fn why_stalled(history: &History, id: ActionId) -> Option<String> {
    let counts = |record: &&Record| !history.is_undone(record.seq) && history.refusal(record.seq).is_none();
    let why = |record: &Record| match &record.event {
        Event::ActionChanged { action, why } if action.id == id && action.status == ActionStatus::Stalled => why.clone(),
        _ => None,
    };
    history.records().iter().rev().filter(counts).find_map(why)
}

/// The signals and plays on its board, each once.
fn findings(session: &Session) -> Vec<PastFinding> {
    let is_tested = |evidence: &&Evidence| evidence.key.starts_with("signal:") || evidence.key.starts_with("play:");
    let evidence = session.insights.iter().flat_map(|card| &card.evidence).filter(is_tested);
    let mut found: Vec<PastFinding> = Vec::new();
    for Evidence { key, statement, .. } in evidence {
        if !found.iter().any(|known| known.key == *key) {
            let (session, until) = (session.id.to_string(), session.scope.window.to);
            found.push(PastFinding { session, key: key.clone(), statement: statement.clone(), until });
        }
    }
    found
}

/// Those that it was handed itself, and its own.
fn predictions(session: &Session) -> Vec<PastPredictions> {
    let own = session.predictions.iter().map(|said| PastPredictions { session: session.id.to_string(), said: said.clone() });
    let all: Vec<PastPredictions> = session.past_predictions.iter().cloned().chain(own).collect();
    all[all.len().saturating_sub(PREDICTIONS)..].to_vec()
}

#[cfg(test)]
#[path = "handover_tests.rs"]
mod tests;
