//! What was done on two machines at once, and cannot both be so.

use super::touched::{Touch, clash, touched};
use super::{LineId, Lineage};
use crate::domain::action::Action;
use crate::domain::card::CardId;
use crate::domain::event::{Event, Record};
use crate::domain::house::step::HouseStep;
use crate::domain::rules::Refusal;
use crate::domain::session::History;

/// Two steps that clash. Both are in the journal; which of them counts, every machine computes the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// The step that does not count.
    pub other: u64,
    /// The one that counts in its place; `None` where the rules refuse the other.
    pub stands: Option<u64>,
    /// `I5, its words`, or why it is refused.
    pub about: String,
    /// The names of the steps on every machine.
    pub lines: Vec<LineId>,
    /// What the other says, and what the one that counts does, where the steps' own words do not tell.
    values: Vec<[String; 2]>,
}

impl Conflict {
    /// What counts, with who said it; nothing where nothing does.
    pub(crate) fn counts(&self, history: &History) -> Option<String> {
        self.stands.map(|stands| self.said(history, stands, 1))
    }

    /// What does not.
    pub(crate) fn other(&self, history: &History) -> String {
        self.said(history, self.other, 0)
    }

    fn said(&self, history: &History, seq: u64, side: usize) -> String {
        let Some(record) = history.record(seq) else { return String::new() };
        let values: Vec<&str> = self.values.iter().map(|both| both[side].as_str()).collect();
        let head = format!("{}: {}", record.author(), record.event.describe());
        [&[head.as_str()], &values[..]].concat().join("; ")
    }

    /// `A3 (owner). What counts: Jonas: A3 changed: …; owner Bo. What does not: Mara (laptop-3): …`.
    pub(crate) fn told(&self, history: &History) -> String {
        match self.counts(history) {
            Some(counts) => format!("{}. What counts: {counts}. What does not: {}", self.about, self.other(history)),
            None => format!("Not counted: {} ({})", self.other(history), self.about),
        }
    }
}

/// All that nobody has settled yet, in the same order everywhere.
pub(crate) fn conflicts(history: &History, lineage: &Lineage) -> Vec<Conflict> {
    let records = history.records();
    let counts = |place: usize| !history.is_undone(records[place].seq) && history.refusal(records[place].seq).is_none();
    let settled: Vec<&Vec<LineId>> = records
        .iter()
        .enumerate()
        .filter(|(place, _)| counts(*place))
        .filter_map(|(_, record)| if let Event::ConflictSettled { lines, .. } = &record.event { Some(lines) } else { None })
        .collect();
    let is_settled = |ids: &[LineId]| settled.iter().any(|lines| ids.iter().all(|id| lines.contains(id)));
    let mut found = Vec::new();
    for place in lineage.order().iter().copied() {
        let record = &records[place];
        if let Some(refusal) = history.refusal(record.seq) {
            let lines = vec![lineage.id(place)];
            if !history.is_undone(record.seq) && lineage.is_beside_others(place) && !is_settled(&lines) {
                found.push(Conflict { other: record.seq, stands: None, about: refusal.why.clone(), lines, values: Vec::new() });
            }
        }
    }
    let touches = all_touches(history, lineage, counts);
    for (at, (place, touch)) in touches.iter().enumerate() {
        let later = touches[at + 1..].iter().rev().find(|(_, later)| touch.meets(later));
        let Some((last, said)) = later.filter(|(last, _)| lineage.at_once(*place, *last)) else { continue };
        let (one, other) = (&records[*place], &records[*last]);
        let lines = vec![lineage.id(*place), lineage.id(*last)];
        if !clash(&one.event, &other.event, (touch, said)) || is_settled(&lines) {
            continue;
        }
        let is_action = matches!(one.event, Event::ActionChanged { .. }) && matches!(other.event, Event::ActionChanged { .. });
        let values = is_action.then(|| [touch, said].map(|touch| format!("{} {}", touch.part, touch.value)));
        match found.iter_mut().find(|known: &&mut Conflict| known.lines == lines) {
            Some(known) => known.values.extend(values),
            None => found.push(Conflict {
                other: one.seq,
                stands: Some(other.seq),
                about: about(touch),
                lines,
                values: values.into_iter().collect(),
            }),
        }
    }
    let rank = |conflict: &Conflict| lineage.order().iter().position(|place| records[*place].seq == conflict.other);
    found.sort_by_cached_key(rank);
    found
}

fn about(touch: &Touch) -> String {
    if touch.part.is_empty() { touch.thing.clone() } else { format!("{} ({})", touch.thing, touch.part) }
}

/// What a settled conflict is called, when it was settled on two machines at once.
const CHOICE: &str = "The choice of ";

/// What is said of what, in the order in which steps count.
fn all_touches(history: &History, lineage: &Lineage, counts: impl Fn(usize) -> bool) -> Vec<(usize, Touch)> {
    let records = history.records();
    let of = |place: &usize| {
        let record: &Record = &records[*place];
        let said = match &record.event {
            Event::ActionChanged { action, .. } => {
                let changed = history.changed_fields(record.seq).into_iter();
                changed.map(|field| Touch::new(&action.id, field.name, &field.to)).collect()
            }
            // Two rooms may settle one thing at once.
            Event::ConflictSettled { told, .. } => {
                let about = told.split(": ").next().unwrap_or_default();
                // A choice between two choices is one of the same thing.
                let about = if about.starts_with(CHOICE) { about.to_owned() } else { format!("{CHOICE}{about}") };
                vec![Touch::new(&about, "", &other_taken(history, record).is_some())]
            }
            event => touched(event),
        };
        said.into_iter().map(|touch| (*place, touch)).collect::<Vec<_>>()
    };
    let mut touches: Vec<(usize, Touch)> = lineage.order().iter().filter(|place| counts(**place)).flat_map(of).collect();
    // Who took the other changed something; who left it so did not, however late.
    touches.sort_by_key(|(place, _)| other_taken(history, &records[*place]).is_some());
    touches
}

/// The step by which whoever settled something took what did not count.
fn other_taken<'a>(history: &'a History, record: &Record) -> Option<&'a Record> {
    let is_choice = matches!(record.event, Event::ConflictSettled { .. });
    is_choice.then(|| history.parts(record.seq).nth(1)).flatten()
}

/// What a step that does not count wanted, as it would be said now.
///
/// # Errors
/// It cannot be said once more.
pub(crate) fn said_again(history: &History, record: &Record) -> Result<Event, Refusal> {
    let session = history.session();
    Ok(match record.event.clone() {
        Event::Undone { .. } | Event::Redone { .. } => {
            return Err(Refusal::with_remedy("What was taken back then is not known now", "take it back once more (u)"));
        }
        Event::ConflictSettled { lines, .. } => match (other_taken(history, record), lines.get(1)) {
            (Some(part), _) => said_again(history, part)?,
            (None, Some(stood)) => history.said_again(*stood)?,
            (None, None) => return Err(Refusal::with_remedy("It was left out then", "take the other choice back (u)")),
        },
        Event::CardAdded { kind, text, critical, evidence, .. } => {
            Event::CardAdded { id: history.next_card(), kind, text, critical, evidence }
        }
        Event::ActionAdded { mut action } => {
            action.id = history.next_action();
            Event::ActionAdded { action }
        }
        Event::PersonJoined { name, .. } => Event::PersonJoined { id: history.next_person(), name },
        Event::Housekeeping { step: HouseStep::Parked { text, .. } } => {
            Event::Housekeeping { step: HouseStep::Parked { id: history.next_parked(), text } }
        }
        Event::Housekeeping { step: HouseStep::Agreed { text, .. } } => {
            Event::Housekeeping { step: HouseStep::Agreed { id: history.next_agreement(), text } }
        }
        // Who wants the change wants the action, which was removed elsewhere.
        Event::ActionChanged { action, .. } if session.action(action.id).is_none() => {
            let insight = action.insight.filter(|id| session.insight(*id).is_some());
            Event::ActionAdded { action: Action { id: history.next_action(), insight, ..action } }
        }
        Event::ActionChanged { action, why } => {
            let now = session.action(action.id).unwrap_or(&action);
            let seen = history.action_before(record.seq).unwrap_or(now);
            Event::ActionChanged { action: now.with_change(seen, &action), why }
        }
        Event::CardEdited { id, text } if session.insight(id).is_none() => card_anew(history, id, &text)?,
        event => event,
    })
}

/// The words of a card that was removed elsewhere, on a card of their own.
fn card_anew(history: &History, id: CardId, text: &str) -> Result<Event, Refusal> {
    let anew = |record: &Record| match &record.event {
        Event::CardAdded { id: known, kind, critical, evidence, .. } if *known == id => Some(Event::CardAdded {
            id: history.next_card(),
            kind: *kind,
            text: text.to_owned(),
            critical: *critical,
            evidence: evidence.clone(),
        }),
        _ => None,
    };
    history.records().iter().find_map(anew).ok_or_else(|| Refusal::new(format!("There is no card {id}")))
}
