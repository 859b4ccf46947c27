//! The plan JSON: written when the session starts and kept up with it.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};

use super::writer::Writer;
use crate::app::model::Model;
use crate::export;

/// Where the plan stands and when it is to be written next.
pub struct PlanFile {
    path: PathBuf,
    due: Option<DateTime<Utc>>,
}

impl PlanFile {
    /// How long a burst of steps may go on before the file follows.
    const CALM: TimeDelta = TimeDelta::milliseconds(700);

    /// Due at once: the plan stands on disk from the start.
    pub fn new(path: PathBuf, now: DateTime<Utc>) -> Self {
        Self { path, due: Some(now) }
    }

    /// Something happened in the session.
    pub fn touch(&mut self, now: DateTime<Utc>) {
        self.due.get_or_insert(now + Self::CALM);
    }

    /// Milliseconds until it is due; `None` when the file is up to date.
    pub fn due_in(&self, now: DateTime<Utc>) -> Option<u64> {
        self.due.map(|due| (due - now).num_milliseconds().max(0).unsigned_abs())
    }

    pub fn write_if_due(&mut self, model: &Model, writer: &Writer, now: DateTime<Utc>) {
        if self.due.is_some_and(|due| due <= now) {
            self.write_now(model, writer);
        }
    }

    pub fn write_now(&mut self, model: &Model, writer: &Writer) {
        self.due = None;
        if model.settings.read_only {
            return;
        }
        let bytes = export::plan::to_json(&export::plan::plan(&model.history, Some(&model.facts), Some(&model.findings)));
        writer.write_plan(self.path.clone(), bytes);
    }
}
