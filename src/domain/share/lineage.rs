//! Which steps their authors had seen, and the order that follows.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

use chrono::{DateTime, Utc};

use super::{Line, LineId, Origin, about, naming};
use crate::domain::event::Record;

/// The steps of a session by their places in its journal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lineage {
    ids: Vec<LineId>,
    at: Vec<DateTime<Utc>>,
    places: HashMap<LineId, usize>,
    parents: Vec<Vec<usize>>,
    /// What nobody has gone on from.
    heads: BTreeSet<usize>,
    /// Every step behind those that its author had seen, else by time; the same on every machine that has the same steps.
    order: Vec<usize>,
    /// All that each author had seen, a bit a step; empty as long as every step was taken behind the one before it.
    seen: Vec<Vec<u64>>,
}

impl Lineage {
    pub(crate) fn of(records: &[Record]) -> Self {
        let mut lineage = Self::default();
        for record in records {
            lineage.push(record);
        }
        lineage.sort();
        lineage
    }

    /// Takes the next step of the journal in. One from elsewhere is in the order after [`sort`](Self::sort).
    pub(crate) fn push(&mut self, record: &Record) {
        let place = self.ids.len();
        let parents: Vec<usize> = match &record.from {
            Some(origin) => origin.parents.iter().filter_map(|id| self.places.get(id).copied()).collect(),
            None => self.heads.iter().copied().collect(),
        };
        let id = record.from.as_ref().map_or_else(|| LineId::of(record, &self.names(&parents)), |origin| origin.id);
        for parent in &parents {
            self.heads.remove(parent);
        }
        self.heads.insert(place);
        if !self.seen.is_empty() {
            let seen = self.seen_by(place, &parents);
            self.seen.push(seen);
        }
        self.ids.push(id);
        self.at.push(record.at);
        self.places.insert(id, place);
        self.parents.push(parents);
        self.order.push(place);
    }

    fn names(&self, places: &[usize]) -> Vec<LineId> {
        let mut names: Vec<LineId> = places.iter().map(|place| self.ids[*place]).collect();
        names.sort_unstable();
        names
    }

    /// Puts all steps into their order.
    pub(crate) fn sort(&mut self) {
        let mut waits_for: Vec<usize> = self.parents.iter().map(Vec::len).collect();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.ids.len()];
        for (place, parents) in self.parents.iter().enumerate() {
            for parent in parents {
                children[*parent].push(place);
            }
        }
        let rank = |place: usize| Reverse((self.at[place], self.ids[place], place));
        let mut ready: BinaryHeap<_> = (0..self.ids.len()).filter(|place| waits_for[*place] == 0).map(rank).collect();
        let mut order = Vec::with_capacity(self.ids.len());
        while let Some(Reverse((_, _, place))) = ready.pop() {
            order.push(place);
            for child in &children[place] {
                waits_for[*child] -= 1;
                if waits_for[*child] == 0 {
                    ready.push(rank(*child));
                }
            }
        }
        self.order = order;
        let is_chain = self.order.windows(2).all(|pair| self.parents[pair[1]].contains(&pair[0]));
        self.seen = Vec::new();
        if !is_chain {
            for place in 0..self.ids.len() {
                let seen = self.seen_by(place, &self.parents[place]);
                self.seen.push(seen);
            }
        }
    }

    /// Parents stand before their children in the journal, too.
    fn seen_by(&self, place: usize, parents: &[usize]) -> Vec<u64> {
        let mut seen = vec![0; place / 64 + 1];
        for parent in parents {
            for (word, of_parent) in seen.iter_mut().zip(&self.seen[*parent]) {
                *word |= of_parent;
            }
            seen[parent / 64] |= 1 << (parent % 64);
        }
        seen
    }

    /// The places of the journal in the order in which steps count.
    pub(crate) fn order(&self) -> &[usize] {
        &self.order
    }

    /// Somebody took a step without having seen another.
    pub(crate) fn is_forked(&self) -> bool {
        !self.seen.is_empty()
    }

    /// Whoever took the later step had seen the earlier one.
    pub(crate) fn had_seen(&self, later: usize, earlier: usize) -> bool {
        match self.seen.get(later) {
            Some(seen) => seen.get(earlier / 64).is_some_and(|word| word & (1 << (earlier % 64)) != 0),
            None => earlier < later,
        }
    }

    /// Neither author had seen what the other did.
    pub(crate) fn at_once(&self, one: usize, other: usize) -> bool {
        one != other && !self.had_seen(one, other) && !self.had_seen(other, one)
    }

    /// Somebody did something else meanwhile.
    pub(crate) fn is_beside_others(&self, place: usize) -> bool {
        self.is_forked() && self.order.iter().any(|other| self.at_once(place, *other))
    }

    /// What nobody has gone on from, by name.
    pub(crate) fn heads(&self) -> Vec<LineId> {
        self.names(&self.heads.iter().copied().collect::<Vec<_>>())
    }

    pub(crate) fn id(&self, place: usize) -> LineId {
        self.ids[place]
    }

    pub(crate) fn place(&self, id: LineId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// A step as it travels.
    pub(super) fn line(&self, records: &[Record], place: usize, machine: &str) -> Line {
        let record = &records[place];
        // Steps are numbered from 1, without gaps.
        let id_of = |seq: u64| seq.checked_sub(1).and_then(|place| self.ids.get(place as usize)).copied();
        let from = record.from.as_deref();
        Line {
            id: self.ids[place],
            parents: from.map_or_else(|| self.names(&self.parents[place]), |from| from.parents.clone()),
            machine: from.map_or(machine, |from| from.machine.as_str()).to_owned(),
            about: about(&record.event).and_then(id_of),
            part_of: record.part_of.and_then(id_of),
            forgotten: Vec::new(),
            record: Record { seq: from.map_or(record.seq, |from| from.seq), from: None, part_of: None, ..record.clone() },
        }
    }

    /// What of the lines is new here and can be taken in, each behind what its author had seen; and how many wait for lines that are not
    /// here.
    pub(crate) fn ready(&self, lines: Vec<Line>) -> (Vec<Line>, usize) {
        let mut newest: HashMap<LineId, Line> = HashMap::new();
        for line in lines.into_iter().filter(|line| !self.places.contains_key(&line.id)) {
            match newest.get(&line.id) {
                Some(known) if known.forgotten.len() >= line.forgotten.len() => {}
                _ => drop(newest.insert(line.id, line)),
            }
        }
        let mut waiting: Vec<Line> = newest.into_values().collect();
        waiting.sort_by_key(Line::rank);
        let mut ready: Vec<Line> = Vec::new();
        let mut known: BTreeSet<LineId> = BTreeSet::new();
        loop {
            let before = ready.len();
            let mut left = Vec::new();
            for line in waiting {
                let refers = line.parents.iter().chain(&line.about).chain(&line.part_of);
                // Only the opening of a session that is not here follows nothing.
                let is_opening = self.ids.is_empty() && ready.is_empty();
                let is_ready = (is_opening || !line.parents.is_empty())
                    && refers.into_iter().all(|id| known.contains(id) || self.places.contains_key(id));
                if is_ready {
                    known.insert(line.id);
                    ready.push(line);
                } else {
                    left.push(line);
                }
            }
            waiting = left;
            if ready.len() == before {
                return (ready, waiting.len());
            }
        }
    }

    /// A line as the next step of the journal here.
    pub(crate) fn record(&self, line: Line, seq: u64) -> Record {
        let seq_of = |id: LineId| self.place(id).map(|place| place as u64 + 1);
        let about = line.about.and_then(seq_of);
        let Record { at, by, who, asked, event, .. } = line.record;
        let from = Some(Box::new(Origin { id: line.id, parents: line.parents, machine: line.machine, seq: line.record.seq }));
        Record { seq, at, by, who, asked, part_of: line.part_of.and_then(seq_of), from, event: naming(event, about) }
    }
}
