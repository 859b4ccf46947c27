//! A session that others work on from other machines: their steps come in behind those that are here, and are folded where every machine
//! folds them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::history::History;
use super::{Record, Session};
use crate::domain::action::{Action, ActionId, Differing};
use crate::domain::event::Event;
use crate::domain::person::{PersonId, is_same_name};
use crate::domain::rules::Refusal;
use crate::domain::share::{self, Conflict, Line, LineId, Lineage, Numbers};
use crate::domain::text::counted;

/// What people said who had not seen each other's steps. Of a changed action, what differs from what its author saw is laid over what it is
/// by then; whom two machines put on the list under one name is one person.
#[derive(Clone, Debug, Default)]
pub(super) struct Merged {
    /// As it was folded, where that is not as it was written.
    records: BTreeMap<u64, Record>,
    /// Numbers that another number of the same person stands for.
    people: BTreeMap<PersonId, PersonId>,
    /// The places of all that was said of an action, in the order in which they count.
    versions: BTreeMap<ActionId, Vec<usize>>,
    /// The place of what its author saw.
    before: BTreeMap<u64, usize>,
}

/// What came in.
pub(crate) struct TakenIn {
    /// What goes into the journal.
    pub records: Vec<Record>,
    /// Lines that wait for others that are not here.
    pub waiting: usize,
}

impl Merged {
    /// Before anything is folded.
    pub(super) fn of(lineage: Option<&Lineage>, records: &[Record]) -> Self {
        let people = lineage.filter(|lineage| lineage.is_forked()).map(|lineage| namesakes(lineage, records));
        Self { people: people.unwrap_or_default(), ..Self::default() }
    }

    /// The number that a person goes by.
    pub(super) fn person(&self, id: PersonId) -> PersonId {
        self.people.get(&id).copied().unwrap_or(id)
    }

    /// What a step comes to where its author had not seen all that was said before; `None` where it is as it is written.
    pub(super) fn record(&mut self, lineage: Option<&Lineage>, records: &[Record], place: usize, session: &Session) -> Option<Record> {
        let record = &records[place];
        let event = self.changed(lineage, records, place, Some(session)).or_else(|| self.of_one_person(&record.event, session));
        let who = self.person(record.who);
        if event.is_none() && who == record.who {
            return None;
        }
        let merged = Record { who, event: event.unwrap_or_else(|| record.event.clone()), ..record.clone() };
        self.records.insert(record.seq, merged.clone());
        Some(merged)
    }

    /// What a change of an action comes to.
    pub(super) fn changed(
        &mut self,
        lineage: Option<&Lineage>,
        records: &[Record],
        place: usize,
        session: Option<&Session>,
    ) -> Option<Event> {
        let lineage = lineage.filter(|lineage| lineage.is_forked())?;
        let record = &records[place];
        let wanted = action_in(&record.event)?;
        let versions = self.versions.entry(wanted.id).or_default();
        let seen = versions.iter().rev().find(|version| lineage.had_seen(place, **version)).copied();
        let is_last = versions.last().copied() == seen;
        versions.push(place);
        let Event::ActionChanged { why, .. } = &record.event else { return None };
        let seen = seen?;
        self.before.insert(record.seq, seen);
        if is_last {
            return None;
        }
        let now = session?.action(wanted.id)?;
        let action = now.with_change(action_in(&records[seen].event)?, wanted);
        Some(Event::ActionChanged { action, why: why.clone() })
    }

    /// What is said of somebody whom another machine lists under another number.
    fn of_one_person(&self, event: &Event, session: &Session) -> Option<Event> {
        let (Event::PersonJoined { id, name }
        | Event::PersonLeft { id, name }
        | Event::PersonReturned { id, name }
        | Event::PersonRemoved { id, name }) = event
        else {
            return None;
        };
        let (id, name) = (self.people.get(id).copied()?, name.clone());
        Some(match event {
            Event::PersonJoined { .. } if session.person(id).is_none() => Event::PersonJoined { id, name },
            Event::PersonLeft { .. } => Event::PersonLeft { id, name },
            // Who took them from the list did not know that they are on the other one, too.
            _ => Event::PersonReturned { id, name },
        })
    }
}

/// Whom several machines put on the list at once under one name.
fn namesakes(lineage: &Lineage, records: &[Record]) -> BTreeMap<PersonId, PersonId> {
    let mut joined: Vec<(usize, PersonId, &str)> = Vec::new();
    let mut people = BTreeMap::new();
    for place in lineage.order().iter().copied() {
        let Event::PersonJoined { id, name } = &records[place].event else { continue };
        let is_same = |other: &&(usize, PersonId, &str)| lineage.at_once(place, other.0) && is_same_name(other.2, name);
        match joined.iter().rev().find(is_same) {
            Some((_, known, _)) => drop(people.insert(*id, *known)),
            None => joined.push((place, *id, name)),
        }
    }
    people
}

fn action_in(event: &Event) -> Option<&Action> {
    match event {
        Event::ActionAdded { action } | Event::ActionChanged { action, .. } => Some(action),
        _ => None,
    }
}

impl History {
    /// A session as others have it; what is not whole yet waits.
    ///
    /// # Errors
    /// Its opening is not among the lines.
    pub(crate) fn of_lines(lines: Vec<Line>) -> Result<(Self, usize), String> {
        let mut lineage = Lineage::default();
        let (ready, waiting) = lineage.ready(lines);
        let mut records: Vec<Record> = Vec::with_capacity(ready.len());
        for line in ready {
            let record = lineage.record(line, records.len() as u64 + 1);
            lineage.push(&record);
            records.push(record);
        }
        Ok((Self::fold(records)?, waiting))
    }

    /// Takes in what others did. What is here already, or waits for what is not here, changes nothing.
    pub(crate) fn take_in(&mut self, lines: Vec<Line>) -> TakenIn {
        let mut lineage = self.lineage.clone().unwrap_or_else(|| Lineage::of(self.records()));
        let (ready, waiting) = lineage.ready(lines);
        let mut records = Vec::with_capacity(ready.len());
        for line in ready {
            let record = lineage.record(line, self.last_seq() + 1 + records.len() as u64);
            lineage.push(&record);
            records.push(record);
        }
        if !records.is_empty() {
            self.extend(records.clone());
        }
        TakenIn { records, waiting }
    }

    /// Gives out the numbers of a machine that has the session from others.
    pub(crate) fn number_as(&mut self, machine: &str) {
        if self.records().first().is_some_and(|record| record.from.is_some()) {
            self.numbers = Numbers::of(machine);
            self.extend(Vec::new());
        }
    }

    /// All steps in the order in which they count, as they count.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = Cow<'_, Record>> {
        let records = self.records();
        (0..records.len()).map(move |nth| {
            let record = &records[self.place(nth)];
            self.merged.records.get(&record.seq).map_or(Cow::Borrowed(record), |merged| Cow::Owned(merged.clone()))
        })
    }

    /// The number that a person goes by, also where another machine had given them one of its own.
    pub(crate) fn person(&self, id: PersonId) -> PersonId {
        self.merged.person(id)
    }

    /// The place in the journal of the nth step that counts.
    pub(super) fn place(&self, nth: usize) -> usize {
        self.lineage.as_ref().map_or(nth, |lineage| lineage.order()[nth])
    }

    /// What was done on two machines at once, cannot both be so, and was not settled.
    pub(crate) fn conflicts(&self) -> Vec<Conflict> {
        let forked = self.lineage.as_ref().filter(|lineage| lineage.is_forked());
        forked.map(|lineage| share::conflicts(self, lineage)).unwrap_or_default()
    }

    /// That there are such, in a sentence without a full stop.
    pub(crate) fn conflicts_told(&self) -> Option<String> {
        self.conflicts_told_of(self.conflicts().len())
    }

    /// The same of so many.
    #[expect(clippy::unused_self, reason = "it is asked beside the one above")]
    pub(crate) fn conflicts_told_of(&self, found: usize) -> Option<String> {
        let told = counted(found, "thing was", "things were");
        (found > 0).then(|| format!("{told} done on two machines at once, and each in another way"))
    }

    /// What a step that does not count wanted, as it would be wanted now.
    ///
    /// # Errors
    /// There is no such step, or it cannot be said once more.
    pub(crate) fn said_again(&self, line: LineId) -> Result<Event, Refusal> {
        let place = self.lineage.as_ref().and_then(|lineage| lineage.place(line));
        let record = place.and_then(|place| self.records().get(place)).ok_or_else(|| Refusal::new("There is no such step here"))?;
        share::said_again(self, record)
    }

    /// What a change of an action changed of what its author saw.
    pub(crate) fn changed_fields(&self, seq: u64) -> Vec<Differing> {
        let wanted = self.record(seq).and_then(|record| action_in(&record.event));
        let pair = self.action_before(seq).zip(wanted);
        pair.map(|(seen, wanted)| seen.differing(wanted)).unwrap_or_default()
    }

    /// The action as whoever changed it saw it; only where several machines changed something at once.
    pub(crate) fn action_before(&self, seq: u64) -> Option<&Action> {
        action_in(&self.records()[*self.merged.before.get(&seq)?].event)
    }
}
