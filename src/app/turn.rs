//! One message's turn: the model it changes, the time it happens at, the effects it wants.

use chrono::{DateTime, Utc};

use super::effect::Effect;
use super::model::{Model, Status, Tone};
use super::overlays::Overlay;
use super::standing;
use crate::analysis::watch::scored;
use crate::domain::event::Event;

pub struct Turn<'a> {
    pub model: &'a mut Model,
    pub now: DateTime<Utc>,
    pub effects: Vec<Effect>,
}

impl<'a> Turn<'a> {
    pub fn new(model: &'a mut Model, now: DateTime<Utc>) -> Self {
        Self { model, now, effects: Vec::new() }
    }

    /// Lets something happen in the session: folded in at once, and on its way to the journal.
    /// In a session that is only looked at nothing happens, and the screen says why.
    pub fn commit(&mut self, event: Event) {
        self.commit_at(self.now, event);
    }

    /// [`commit`](Self::commit), for what happened earlier and is known only now.
    pub fn commit_at(&mut self, at: DateTime<Utc>, event: Event) {
        if self.model.settings.read_only {
            let is_whole = self.model.history.missing().is_none();
            self.warn(if is_whole { LOOKED_AT } else { "Read-only: not all of this session can be read here" });
            return;
        }
        let reanalyse = changes_findings(&event) || self.touches_findings(&event);
        let author = self.model.settings.author.clone();
        let record = self.model.history.push(at, &author, event);
        self.effects.push(Effect::Append(Box::new(record)));
        if reanalyse {
            self.analyse();
        }
        standing::follow(self);
    }

    /// The findings have to come anew.
    pub fn analyse(&mut self) {
        self.model.analysing = Some(String::new());
        self.effects.push(Effect::Analyse);
    }

    /// Keeps what the retro says of the renewals ahead, unless the same is kept already.
    pub fn keep_predictions(&mut self) {
        let predictions = scored::to_keep(&self.model.findings.watch);
        if let Some(predictions) = predictions.filter(|new| self.model.session().predictions.as_ref() != Some(new)) {
            self.commit(Event::Predicted { predictions });
        }
    }

    /// [`commit`](Self::commit), and say what happened.
    pub fn commit_and_say(&mut self, event: Event) {
        let text = event.describe();
        self.commit(event);
        if !self.model.settings.read_only {
            self.say(text);
        }
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.model.status = Some(Status { text: text.into(), tone: Tone::Info });
    }

    pub fn cheer(&mut self, text: impl Into<String>) {
        self.model.status = Some(Status { text: text.into(), tone: Tone::Good });
    }

    /// A warning that hides nothing else that is to be said: it comes when that was read.
    pub fn warn_later(&mut self, text: impl Into<String>) {
        let notice = Status { text: text.into(), tone: Tone::Warn };
        if self.model.notices.back() != Some(&notice) {
            self.model.notices.push_back(notice);
        }
    }

    pub fn warn(&mut self, text: impl Into<String>) {
        self.model.status = Some(Status { text: text.into(), tone: Tone::Warn });
    }

    /// Puts an overlay above what is shown; what was typed into the same one before comes back.
    pub fn open(&mut self, mut overlay: Overlay) {
        if let Some(typed) = overlay.purpose().and_then(|purpose| self.model.drafts.take(&purpose)) {
            overlay.take_back(&typed);
        }
        self.model.overlays.push(overlay);
    }

    pub fn close(&mut self) -> Option<Overlay> {
        self.model.overlays.pop()
    }

    /// Undo and redo of a recoding change the findings too.
    fn touches_findings(&self, event: &Event) -> bool {
        let target = match event {
            Event::Undone { .. } => self.model.history.undo_target(),
            Event::Redone { .. } => self.model.history.redo_target(),
            _ => None,
        };
        target.is_some_and(|record| changes_findings(&record.event))
    }
}

const LOOKED_AT: &str = "Opened to look at only. To work on it, close it elsewhere and open it again.";

fn changes_findings(event: &Event) -> bool {
    matches!(
        event,
        Event::ReasonAssigned { .. }
            | Event::SuggestionRejected { .. }
            | Event::ScopeChanged { .. }
            | Event::RenewalCorrected { .. }
            | Event::DataRenewed { .. }
    )
}
