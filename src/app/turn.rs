//! One message's turn: the model it changes, the time it happens at, the effects it wants.

use chrono::{DateTime, Utc};

use super::effect::Effect;
use super::marks::Tone;
use super::model::{Model, Status};
use super::overlays::{Overlay, Purpose, THROW_AWAY};
use super::standing;
use crate::analysis::effects;
use crate::analysis::watch::scored;
use crate::domain::event::{Event, Record};
use crate::domain::rules::Refusal;
use crate::domain::session::Author;
use crate::domain::wish::Wish;
use crate::telling::steps;

pub struct Turn<'a> {
    pub model: &'a mut Model,
    pub now: DateTime<Utc>,
    pub effects: Vec<Effect>,
}

impl<'a> Turn<'a> {
    pub fn new(model: &'a mut Model, now: DateTime<Utc>) -> Self {
        Self { model, now, effects: Vec::new() }
    }

    /// Grants somebody's wish and says what happened, or says why it is refused.
    pub(crate) fn ask(&mut self, wish: Wish) -> Option<Event> {
        match self.grant(wish) {
            Ok(event) => {
                self.say(steps::told(&event, self.model.world.session(), Some(&self.model.world.facts)));
                Some(event)
            }
            Err(refusal) => {
                self.warn(refusal.to_string());
                None
            }
        }
    }

    /// [`ask`](Self::ask), for who has other words for it.
    ///
    /// # Errors
    /// Why it is refused; then nothing happened.
    pub(crate) fn grant(&mut self, wish: Wish) -> Result<Event, Refusal> {
        self.grant_to(&self.model.driver(), wish)
    }

    /// [`grant`](Self::grant), for somebody else than who has the keyboard.
    ///
    /// # Errors
    /// Why it is refused; then nothing happened.
    pub(crate) fn grant_to(&mut self, author: &Author, wish: Wish) -> Result<Event, Refusal> {
        let event = self.model.admit_for(author, wish)?;
        // What is signed or closed is held to that later, whoever asked for it and from where.
        if matches!(event, Event::SignedOff { .. } | Event::SessionClosed) {
            self.keep_promises();
        }
        let records = self.model.world.history.grant(self.now, author, &event);
        self.recorded(records);
        Ok(event)
    }

    /// [`grant_to`](Self::grant_to), as a part of a step that was taken.
    ///
    /// # Errors
    /// Why it is refused; then nothing happened.
    pub(crate) fn grant_part(&mut self, author: &Author, wish: Wish, part_of: u64) -> Result<Event, Refusal> {
        let event = self.model.admit_for(author, wish)?;
        let record = self.model.world.history.grant_part(self.now, author, event.clone(), part_of);
        self.recorded(vec![record]);
        Ok(event)
    }

    /// What the program itself did, or found out, goes into the session; nothing does where it is only looked at.
    pub(crate) fn record(&mut self, event: Event) {
        self.record_at(self.now, event);
    }

    /// [`record`](Self::record), for what happened earlier and is known only now.
    pub(crate) fn record_at(&mut self, at: DateTime<Utc>, event: Event) {
        if self.model.settings.read_only {
            return;
        }
        let driver = self.model.driver();
        let record = self.model.world.history.push(at, driver, event);
        self.recorded(vec![record]);
    }

    /// What stands in the history now goes to the disk, and findings follow.
    pub(crate) fn recorded(&mut self, records: Vec<Record>) {
        let recomputes = |record: &Record| record.event.nature().recomputes || self.undoes_findings(&record.event);
        let reanalyse = records.iter().any(recomputes);
        let measures = records.iter().any(|record| record.event.measures_an_action());
        self.effects.extend(records.into_iter().map(|record| Effect::Append(Box::new(record))));
        if reanalyse {
            self.analyse();
        }
        if measures {
            self.keep_baselines();
        }
        standing::follow(self);
    }

    /// The findings have to come anew.
    pub(crate) fn analyse(&mut self) {
        self.model.world.analysing = Some(String::new());
        self.effects.push(Effect::Analyse);
    }

    /// Keeps what the retro is held to later: what it says of the renewals ahead, and where the figures of its actions stand, unless the
    /// same is kept already.
    pub(crate) fn keep_promises(&mut self) {
        let predictions = scored::to_keep(&self.model.world.findings.watch);
        if let Some(predictions) = predictions.filter(|new| self.model.world.session().predictions.as_ref() != Some(new)) {
            self.record(Event::Predicted { predictions });
        }
        self.keep_baselines();
    }

    /// Keeps where the figures of the actions stand, unless the same is kept already.
    pub(crate) fn keep_baselines(&mut self) {
        let session = self.model.world.session();
        let kept = effects::to_keep(&self.model.world.facts, session);
        if kept != session.baselines {
            self.record(Event::BaselinesKept { baselines: kept.into_iter().collect() });
        }
    }

    pub(crate) fn say(&mut self, text: impl Into<String>) {
        self.model.status = Some(Status { text: text.into(), tone: Tone::Neutral });
    }

    pub(crate) fn say_good(&mut self, text: impl Into<String>) {
        self.model.status = Some(Status { text: text.into(), tone: Tone::Good });
    }

    /// A warning that hides nothing else that is to be said: it comes when that was read.
    pub(crate) fn warn_later(&mut self, text: impl Into<String>) {
        self.tell_later(Status { text: text.into(), tone: Tone::Warn });
    }

    /// News that hides nothing else that is to be said.
    pub(crate) fn say_later(&mut self, text: impl Into<String>) {
        self.tell_later(Status { text: text.into(), tone: Tone::Info });
    }

    fn tell_later(&mut self, notice: Status) {
        if self.model.notices.back() != Some(&notice) {
            self.model.notices.push_back(notice);
        }
    }

    pub(crate) fn warn(&mut self, text: impl Into<String>) {
        self.model.status = Some(Status { text: text.into(), tone: Tone::Warn });
    }

    /// Puts an overlay above what is shown; what was typed into the same one before comes back.
    pub(crate) fn open(&mut self, mut overlay: Overlay) {
        // Nobody should write what cannot be taken in.
        let purpose = overlay.purpose().filter(Purpose::is_for_the_session);
        if let Some(refusal) = purpose.and_then(|purpose| self.model.stands_still(purpose.may_follow_close())) {
            return self.warn(refusal.to_string());
        }
        if let Some(typed) = overlay.purpose().and_then(|purpose| self.model.drafts.take(&purpose)) {
            overlay.take_back(&typed);
            // Who sees only the fields takes what stands there for what is so.
            if overlay.is_changed() {
                self.say(format!("What was half typed here is back; {THROW_AWAY} throws it away"));
            }
        }
        self.model.overlays.push(overlay);
    }

    pub(crate) fn close(&mut self) -> Option<Overlay> {
        self.model.overlays.pop()
    }

    /// Undo and redo of what changed the findings change them too.
    fn undoes_findings(&self, event: &Event) -> bool {
        let (Event::Undone { seq } | Event::Redone { seq }) = event else { return false };
        self.model.world.history.record(*seq).is_some_and(|record| record.event.nature().recomputes)
    }
}
