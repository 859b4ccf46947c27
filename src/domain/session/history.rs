//! All that happened in a session, and undo.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};

use super::Session;
use super::checkpoints::{Checkpoint, Checkpoints};
use super::merging::Merged;
use super::steps::Steps;
use crate::domain::agenda;
use crate::domain::clocks;
use crate::domain::event::{Event, Record};
use crate::domain::missing::Missing;
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::domain::request::RequestId;
use crate::domain::rules::Refusal;
use crate::domain::share::{Lineage, Numbers};
use crate::domain::sign_off::{Bearing, bearing};

/// Whose step it is: a person, and the name that stands at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub person: PersonId,
    pub name: String,
}

/// The keyboard, under a name.
impl From<&str> for Author {
    fn from(name: &str) -> Self {
        Self { person: PersonId::ROOM, name: name.to_owned() }
    }
}

/// All records of a session, the state they fold to, and what undo and redo would do.
#[derive(Clone, Debug)]
pub struct History {
    records: Vec<Record>,
    session: Session,
    checkpoints: Checkpoints,
    undone: HashSet<u64>,
    steps: BTreeMap<PersonId, Steps>,
    /// What steps are made of that are taken back as a whole.
    parts: BTreeMap<u64, Vec<u64>>,
    /// Steps that stand in the journal and are not counted.
    refused: BTreeMap<u64, Refusal>,
    /// What steps are to a sign-off and to a closed session; those that are neither are left out.
    bearings: BTreeMap<u64, Bearing>,
    /// Where clocks ran when a step was taken that they follow: what undo lets run on.
    ran_before: BTreeMap<u64, Vec<Phase>>,
    pub(super) last_card: u32,
    pub(super) last_action: u32,
    pub(super) last_person: u32,
    missing: Option<Missing>,
    /// Only where steps came from other machines.
    pub(super) lineage: Option<Lineage>,
    /// What became of changes of actions that were made elsewhere at once.
    pub(super) merged: Merged,
    pub(super) numbers: Numbers,
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
            refused: BTreeMap::new(),
            records: Vec::with_capacity(records.len()),
            session,
            checkpoints: Checkpoints::default(),
            undone: HashSet::new(),
            steps: BTreeMap::new(),
            bearings: BTreeMap::new(),
            parts: BTreeMap::new(),
            ran_before: BTreeMap::new(),
            last_card: 0,
            last_action: 0,
            last_person: 0,
            missing: None,
            lineage: None,
            merged: Merged::default(),
            numbers: Numbers::default(),
        };
        history.records = records;
        history.rebuild();
        Ok(history)
    }

    /// The history of a journal that could not be read to its end.
    pub(crate) fn without(self, missing: Option<Missing>) -> Self {
        Self { missing, ..self }
    }

    /// What the session holds beyond these records; whatever is made of them says so.
    pub fn missing(&self) -> Option<&Missing> {
        self.missing.as_ref()
    }

    /// Why a step of the journal is not counted.
    pub(crate) fn refusal(&self, seq: u64) -> Option<&Refusal> {
        self.refused.get(&seq)
    }

    /// What whoever reads something made of this must know first, a sentence each.
    pub(crate) fn doubts(&self) -> Vec<String> {
        let not_counted = self.not_counted().map(|told| format!("{told}."));
        let conflicts = self.conflicts_told().map(|told| format!("{told}: the retro shows both."));
        self.missing.as_ref().map(Missing::headline).into_iter().chain(not_counted).chain(conflicts).collect()
    }

    /// Which steps are not counted, in a sentence without a full stop: something else than this program wrote them. What is
    /// about a step that was taken back is no news.
    pub fn not_counted(&self) -> Option<String> {
        let is_news = |refusal: &Refusal| !refusal.is_of_what_is_gone || self.undone.is_empty();
        // What was done on two machines at once is put before the room.
        let is_alone = |seq: u64| {
            !self.lineage.as_ref().is_some_and(|lineage| lineage.is_beside_others(self.records.partition_point(|record| record.seq < seq)))
        };
        let mut told = self.refused.iter().filter(|(seq, refusal)| is_news(refusal) && is_alone(**seq));
        let (seq, refusal) = told.next()?;
        let others: Vec<String> = told.map(|(seq, _)| seq.to_string()).collect();
        Some(match others.len() {
            0 => format!("Step {seq} stands in the journal and is not counted: {}", refusal.why),
            more => {
                let others = others.join(", ");
                format!("{} steps stand in the journal and are not counted, step {seq} ({}) and {others}", more + 1, refusal.why)
            }
        })
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The time ledger, up to the last step.
    pub fn ledger(&self) -> Vec<agenda::Entry> {
        let until = self.records.last().map_or(self.session.opened_at, |record| record.at);
        agenda::ledger(&self.session.course, until)
    }

    pub fn last_seq(&self) -> u64 {
        self.records.last().map_or(0, |r| r.seq)
    }

    /// Makes the next record and folds it in; the record is what goes into the journal. Wishes come through
    /// [`rules::admit`](crate::domain::rules::admit), which gives the event.
    pub fn push(&mut self, at: DateTime<Utc>, by: impl Into<Author>, event: Event) -> Record {
        self.push_granted(at, by, event, None)
    }

    fn push_granted(&mut self, at: DateTime<Utc>, by: impl Into<Author>, event: Event, asked: Option<RequestId>) -> Record {
        let by = by.into();
        self.take(Record { seq: self.last_seq() + 1, at, by: by.name, who: by.person, asked, part_of: None, from: None, event })
    }

    /// Makes the record of an event that was admitted as a part of a step; it is no move, and no clock's.
    pub fn grant_part(&mut self, at: DateTime<Utc>, by: &Author, event: Event, part_of: u64) -> Record {
        let (by, who) = (by.name.clone(), by.person);
        self.take(Record { seq: self.last_seq() + 1, at, by, who, asked: None, part_of: Some(part_of), from: None, event })
    }

    fn take(&mut self, record: Record) -> Record {
        if let Some(lineage) = &mut self.lineage {
            // Whoever takes a step here has seen all that is here: it is the last in the order, too.
            lineage.push(&record);
        }
        let changed = self.note(&record);
        note_bearing(&mut self.bearings, &self.session, &record);
        if changed.is_none()
            && let Err(refusal) = self.session.take(&record)
        {
            self.refused.insert(record.seq, refusal);
        }
        self.records.push(record.clone());
        if let Some(first) = changed {
            self.refold_from(first);
        } else {
            // It is as it is written: its author has seen everything.
            drop(self.merged.changed(self.lineage.as_ref(), &self.records, self.records.len() - 1, None));
            self.checkpoints.pass(self.records.len(), self.records.len(), &self.session, &self.merged);
        }
        record
    }

    /// Steps of others, folded where they belong.
    pub(super) fn extend(&mut self, records: Vec<Record>) {
        self.records.extend(records);
        self.rebuild();
    }

    /// Keeps the books and folds anew, in the order in which steps count.
    fn rebuild(&mut self) {
        let records = std::mem::take(&mut self.records);
        self.lineage = records.iter().any(|record| record.from.is_some()).then(|| Lineage::of(&records));
        self.merged = Merged::of(self.lineage.as_ref(), &records);
        (self.undone, self.steps, self.parts) = (HashSet::new(), BTreeMap::new(), BTreeMap::new());
        (self.refused, self.bearings) = (BTreeMap::new(), BTreeMap::new());
        let first = self.numbers.before_first();
        (self.last_card, self.last_action, self.last_person) = (first, first, first);
        for nth in 0..records.len() {
            self.note(&records[self.place(nth)]);
        }
        self.records = records;
        self.refold_from(0);
    }

    /// Makes the records of an event that was admitted: before and after it, what becomes of clocks by it.
    pub(crate) fn grant(&mut self, at: DateTime<Utc>, by: &Author, event: &Event) -> Vec<Record> {
        self.grant_asked(at, by, event, None)
    }

    /// [`grant`](Self::grant), for what another program asked for.
    pub(crate) fn grant_asked(&mut self, at: DateTime<Utc>, by: &Author, event: &Event, asked: Option<RequestId>) -> Vec<Record> {
        let ran: Vec<Phase> = self.session.running().collect();
        let concerns_clocks = clocks::concerns_clocks(event);
        let before = clocks::before(self, event);
        let mut records: Vec<Record> = before.into_iter().map(|clock| self.push(at, by.clone(), clock)).collect();
        records.push(self.push_granted(at, by.clone(), event.clone(), asked));
        if concerns_clocks {
            self.ran_before.insert(self.last_seq(), ran.clone());
        }
        let after = clocks::after(self, &ran, event);
        records.extend(after.into_iter().map(|clock| self.push(at, by.clone(), clock)));
        records
    }

    /// Whether `records` are what is here and what came after it.
    pub(crate) fn goes_on(&self, records: &[Record]) -> bool {
        records.len() >= self.records.len() && records[..self.records.len()] == self.records[..]
    }

    /// Takes in what somebody else wrote since: `records` is all that the journal holds now.
    ///
    /// # Errors
    /// The journal does not go on from what is here; then nothing is taken in.
    pub(crate) fn follow(&mut self, records: Vec<Record>) -> Result<Vec<Record>, Refusal> {
        if !self.goes_on(&records) {
            return Err(Refusal::with_remedy("The session was written anew elsewhere", "open it again to see it"));
        }
        let new = records[self.records.len()..].to_vec();
        self.records = records;
        // Folded anew once, however many came.
        self.rebuild();
        Ok(new)
    }

    /// The record that undo would take back for a person: their own last step.
    pub(crate) fn undo_target(&self, person: PersonId) -> Option<&Record> {
        self.own(&self.steps.get(&person)?.done)
    }

    /// The record that redo would bring back for a person.
    pub(crate) fn redo_target(&self, person: PersonId) -> Option<&Record> {
        self.own(&self.steps.get(&person)?.to_redo)
    }

    /// The last that was taken on this machine: another room's steps are not this one's.
    fn own(&self, steps: &[u64]) -> Option<&Record> {
        steps.iter().rev().filter_map(|seq| self.record(*seq)).find(|record| record.from.is_none())
    }

    /// Where clocks ran when a step was taken, as long as this program has been there since.
    pub(crate) fn ran_before(&self, seq: u64) -> Option<&[Phase]> {
        self.ran_before.get(&seq).map(Vec::as_slice)
    }

    pub(crate) fn is_undone(&self, seq: u64) -> bool {
        self.undone.contains(&seq)
    }

    /// A step, or all that it is made of.
    pub fn parts(&self, seq: u64) -> impl Iterator<Item = &Record> {
        let parts = self.parts.get(&seq).into_iter().flatten().copied();
        std::iter::once(seq).chain(parts).filter_map(|seq| self.record(seq))
    }

    pub fn bearing(&self, seq: u64) -> Bearing {
        self.bearings.get(&seq).copied().unwrap_or(Bearing::Aside)
    }

    /// What was signed is changed, too, by taking back a step from before.
    fn changed_again(&self, record: &Record) -> Option<(u64, String)> {
        let (seq, word) = match record.event {
            Event::Undone { seq } => (seq, "Taken back"),
            Event::Redone { seq } => (seq, "Done again"),
            _ => return None,
        };
        let is_content = self.parts(seq).any(|part| self.bearing(part.seq).is_change());
        let counts = !self.refused.contains_key(&record.seq) && is_content;
        let about = self.record(seq).filter(|_| counts)?;
        Some((seq, format!("{word}: {}", about.event.describe())))
    }

    /// When files were written last, and whether the session has gone on since.
    pub fn exported(&self) -> Option<(&Record, bool)> {
        let counts = |record: &&Record| matches!(record.event, Event::Exported { .. }) && self.refusal(record.seq).is_none();
        let last = self.records.iter().rfind(counts)?;
        let is_news = |record: &Record| match record.event {
            Event::Undone { .. } | Event::Redone { .. } | Event::SessionClosed | Event::SessionReopened { .. } => true,
            _ => record.event.nature().undoable,
        };
        let since = self.records.iter().rev().take_while(|record| record.seq > last.seq);
        Some((last, since.into_iter().any(is_news)))
    }

    pub(crate) fn record(&self, seq: u64) -> Option<&Record> {
        self.records.binary_search_by_key(&seq, |r| r.seq).ok().map(|i| &self.records[i])
    }

    /// Keeps the books of undo and of numbers given out; says from which step on the state must be folded anew, if it must.
    fn note(&mut self, record: &Record) -> Option<u64> {
        self.note_number(record);
        if let Some(whole) = record.part_of {
            self.parts.entry(whole).or_default().push(record.seq);
            return None;
        }
        let steps = self.steps.entry(self.merged.person(record.who)).or_default();
        match &record.event {
            Event::Undone { seq } if steps.undo(*seq) => {
                self.undone.extend(self.parts.get(seq).into_iter().flatten());
                self.undone.insert(*seq).then_some(*seq)
            }
            Event::Redone { seq } if steps.redo(*seq) => {
                for part in self.parts.get(seq).into_iter().flatten() {
                    self.undone.remove(part);
                }
                self.undone.remove(seq).then_some(*seq)
            }
            Event::Undone { seq } | Event::Redone { seq } => {
                self.refused.insert(record.seq, Refusal::new(format!("Step {seq} is not one that this person can take back or do again")));
                None
            }
            event => {
                steps.note(record.seq, event);
                None
            }
        }
    }

    /// The room went to another phase, though not by the fold: by a move that was taken back later, or by the taking back. Clocks
    /// stop there, for nobody counted for them in between. Where this program moved a room, it paused them itself before.
    fn stops_clocks(&self, session: &Session, record: &Record) -> bool {
        match record.event {
            Event::Undone { seq } | Event::Redone { seq } => {
                let is_move = |record: &Record| matches!(record.event, Event::PhaseEntered { .. } | Event::PhaseOpened { .. });
                !self.refused.contains_key(&record.seq) && self.record(seq).is_some_and(is_move)
            }
            Event::PhaseEntered { phase } => self.undone.contains(&record.seq) && !session.open.contains(&phase),
            _ => false,
        }
    }

    /// The number of a step in the order in which they count.
    fn nth(&self, seq: u64) -> usize {
        let place = self.records.partition_point(|record| record.seq < seq);
        self.lineage.as_ref().and_then(|lineage| lineage.order().iter().rposition(|at| *at == place)).unwrap_or(place)
    }

    /// Folds anew what stands behind the last checkpoint before a step; all where there is none. Parts of a step come after it.
    fn refold_from(&mut self, seq: u64) {
        let first = self.nth(seq);
        self.checkpoints.forget_from(first);
        let opened = || Some((1, self.records.first().and_then(Session::open)?, Merged::of(self.lineage.as_ref(), &self.records)));
        let kept = self.checkpoints.before(first).map(|Checkpoint { steps, session, merged }| (*steps, session.clone(), merged.clone()));
        let Some((folded, mut session, merged)) = kept.or_else(opened) else { return };
        self.merged = merged;
        let all = self.records.len();
        for nth in folded..all {
            self.checkpoints.pass(nth, all, &session, &self.merged);
            let place = self.place(nth);
            let is_undone = self.undone.contains(&self.records[place].seq);
            let merged = if is_undone { None } else { self.merged.record(self.lineage.as_ref(), &self.records, place, &session) };
            let record = merged.map_or(Cow::Borrowed(&self.records[place]), Cow::Owned);
            let record = &*record;
            if self.stops_clocks(&session, record) {
                session.stop_clocks(record.at);
            }
            note_bearing(&mut self.bearings, &session, record);
            if self.undone.contains(&record.seq) {
                continue;
            }
            if let Some((about, what)) = self.changed_again(record) {
                session.note_taken_back(about, &what);
            }
            match session.take(record) {
                Ok(()) if !is_of_the_books(&record.event) => drop(self.refused.remove(&record.seq)),
                Ok(()) => {}
                Err(refusal) => drop(self.refused.insert(record.seq, refusal)),
            }
        }
        self.session = session;
    }
}

fn note_bearing(bearings: &mut BTreeMap<u64, Bearing>, session: &Session, record: &Record) {
    match bearing(session, &record.event) {
        Bearing::Aside => {}
        bearing => drop(bearings.insert(record.seq, bearing)),
    }
}

/// Undo and redo: whether they hold is seen in the books, not in the state.
fn is_of_the_books(event: &Event) -> bool {
    matches!(event, Event::Undone { .. } | Event::Redone { .. })
}
