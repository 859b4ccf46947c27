//! The change log: every change of scope, owners or follow-ups, told from the records.

use std::collections::BTreeMap;

use crate::domain::action::{Action, ActionId};
use crate::domain::correction::FieldChange;
use crate::domain::event::{Event, Record};
use crate::domain::plan::Change;
use crate::domain::session::History;
use crate::telling::steps;

/// Oldest first. What was taken back later stays in the log, and so does the taking back.
pub fn change_log(history: &History) -> Vec<Change> {
    let mut versions = Versions::default();
    let mut log = Vec::new();
    let records: Vec<_> = history.in_order().collect();
    for record in &records {
        if let Some((what, why)) = change(history, record, &versions) {
            log.push(Change { step: record.seq, at: record.at, by: record.author(), what, why });
        }
        versions.follow(record);
    }
    log
}

fn change(history: &History, record: &Record, versions: &Versions) -> Option<(String, Option<String>)> {
    if !record.event.nature().logged || history.refusal(record.seq).is_some() {
        return None;
    }
    let described = record.event.describe();
    match &record.event {
        Event::Undone { seq } => logged(history, *seq).map(|what| (format!("Taken back (step {seq}): {what}"), None)),
        Event::Redone { seq } => logged(history, *seq).map(|what| (format!("Done again (step {seq}): {what}"), None)),
        Event::ScopeChanged { scope, why } => Some((format!("Scope changed to {}", scope.headline()), Some(why.clone()))),
        Event::RenewalCorrected { renewal, account, changes, why } => {
            Some((FieldChange::tell(account, renewal, changes), Some(why.clone()).filter(|why| !why.is_empty())))
        }
        Event::GateOverridden { reason } => Some(("Merge gate overridden".into(), Some(reason.clone()))),
        Event::BlockerAccepted { id, decision: Some(decision) } => Some((format!("{id} accepted as it is"), Some(decision.clone()))),
        Event::PullFailed { error, .. } => Some((described, Some(error.clone()))),
        Event::SyncEnded { failure, .. } => Some((described, failure.clone())),
        Event::SeatTaken { seat, .. } => {
            let stands_in = seat.fallback_used.then(|| format!("{} is not there", seat.name.as_deref().unwrap_or("nobody named")));
            Some((described, stands_in))
        }
        Event::ActionAdded { action } => Some((format!("{described} ({})", owner_and_due(action)), answers(history, action))),
        Event::ActionChanged { action, why } => {
            let old = versions.of(action.id).filter(|old| *old != action)?;
            Some((old.told_changes(action), why.clone()))
        }
        Event::CarriedActionJudged { index, why, verdict } => {
            let event = Event::CarriedActionJudged { index: *index, verdict: *verdict, why: None };
            Some((steps::told(&event, history.session(), None), why.clone()))
        }
        Event::CarriedActionChanged { index, action, why } => {
            let event = Event::CarriedActionChanged { index: *index, action: action.clone(), why: None };
            Some((steps::told(&event, history.session(), None), why.clone()))
        }
        Event::EffectJudged { index, effect } => {
            let title = history.session().carried.get(*index).map_or_else(String::new, |c| format!(" ({})", c.action.title));
            Some((format!("{described}{title}"), effect.as_ref().and_then(|effect| effect.why.clone())))
        }
        _ => Some((described, None)),
    }
}

/// What a step says that was taken back, if it is one that the log holds.
fn logged(history: &History, seq: u64) -> Option<String> {
    let record = history.records().iter().find(|r| r.seq == seq)?;
    let nothing = Versions::default();
    match record.event {
        Event::ActionChanged { .. } => Some(record.event.describe()),
        Event::Undone { .. } | Event::Redone { .. } => None,
        _ => change(history, record, &nothing).map(|(what, _)| what),
    }
}

fn answers(history: &History, action: &Action) -> Option<String> {
    let insight = history.session().insight(action.insight?)?;
    Some(format!("answers {}: {}", insight.id, insight.text))
}

fn owner_and_due(action: &Action) -> String {
    let owner = if action.owner.is_empty() { "no owner yet" } else { &action.owner };
    let due = action.due.map_or_else(|| "no due date yet".to_owned(), |due| format!("due {due}"));
    format!("{owner}, {}, {due}", action.team.label())
}

/// Each action as it stood after the records seen so far, undo respected.
#[derive(Default)]
struct Versions<'a> {
    by_action: BTreeMap<ActionId, Vec<&'a Record>>,
    by_step: BTreeMap<u64, &'a Record>,
}

impl<'a> Versions<'a> {
    fn of(&self, id: ActionId) -> Option<&'a Action> {
        self.by_action.get(&id)?.last().and_then(|record| action_in(record))
    }

    fn follow(&mut self, record: &'a Record) {
        match &record.event {
            Event::Undone { seq } => {
                if let Some(versions) = self.versions_of(*seq) {
                    versions.retain(|r| r.seq != *seq);
                }
            }
            Event::Redone { seq } => {
                let again = self.by_step.get(seq).copied();
                if let (Some(again), Some(versions)) = (again, self.versions_of(*seq)) {
                    versions.push(again);
                }
            }
            _ => {
                if let Some(action) = action_in(record) {
                    self.by_action.entry(action.id).or_default().push(record);
                    self.by_step.insert(record.seq, record);
                }
            }
        }
    }

    fn versions_of(&mut self, seq: u64) -> Option<&mut Vec<&'a Record>> {
        let action = action_in(self.by_step.get(&seq)?)?;
        self.by_action.get_mut(&action.id)
    }
}

fn action_in(record: &Record) -> Option<&Action> {
    match &record.event {
        Event::ActionAdded { action } | Event::ActionChanged { action, .. } => Some(action),
        _ => None,
    }
}
