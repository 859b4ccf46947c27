//! Writes records one after another, as a room makes them.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::event::{Event, Record};
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;

pub(crate) struct Script {
    records: Vec<Record>,
    at: DateTime<Utc>,
    by: &'static str,
    phase: Phase,
}

impl Script {
    pub(crate) fn begin(at: &str, by: &'static str) -> Self {
        Self { records: Vec::new(), at: time(at), by, phase: Phase::CheckIn }
    }

    pub(crate) fn now(&mut self, event: Event) {
        self.by(self.by, event);
    }

    /// Something that happens so many seconds after the last.
    pub(crate) fn after(&mut self, seconds: i64, event: Event) {
        self.wait(seconds);
        self.now(event);
    }

    pub(crate) fn wait(&mut self, seconds: i64) {
        self.at += TimeDelta::seconds(seconds);
    }

    /// Something that another person than the one at the keys contributes.
    pub(crate) fn by(&mut self, by: &str, event: Event) {
        let seq = self.records.len() as u64 + 1;
        self.records.push(Record {
            seq,
            at: self.at,
            by: by.to_owned(),
            who: PersonId::ROOM,
            asked: None,
            part_of: None,
            from: None,
            event,
        });
    }

    pub(crate) fn note(&mut self, seconds: i64, phase: Phase, text: &str) {
        self.after(seconds, Event::NoteTaken { phase, text: text.to_owned() });
    }

    /// Stops the clock of the phase at hand and goes on to the next.
    pub(crate) fn enter(&mut self, phase: Phase) {
        self.after(30, Event::TimerPaused { phase: self.phase, step: None });
        self.after(5, Event::PhaseEntered { phase });
        self.after(2, Event::TimerStarted { phase, step: None });
        self.phase = phase;
    }

    /// The session is opened again on a later day.
    pub(crate) fn resume(&mut self, at: &str, by: &'static str) {
        self.at = time(at);
        self.by = by;
        self.now(Event::SessionResumed);
        self.wait(50);
    }

    /// The number of the last record.
    pub(crate) fn last_seq(&self) -> u64 {
        self.records.len() as u64
    }

    pub(crate) fn records(self) -> Vec<Record> {
        self.records
    }
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_default()
}
