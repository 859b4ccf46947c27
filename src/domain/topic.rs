//! What is discussed, one topic at a time. A topic is a card or a group; its clock is a part of the step's, so it stands still when that
//! does, and no second is counted twice.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::agenda::StepId;
use super::card::{CardId, Insight};
use super::phase::Phase;
use super::session::Session;

/// A topic has so many minutes at least and at most; in between a third of its step.
const MINUTES: std::ops::RangeInclusive<u32> = 2..=10;

/// Something that was or is discussed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    pub id: CardId,
    /// Seconds that it was given.
    pub allotted: i64,
    /// Seconds up to when it was left last.
    spent: i64,
    /// What the step's clock had used when it was taken up.
    since: Option<(StepId, i64)>,
}

/// What was said of a card, or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub by: String,
    pub text: String,
    pub decided: bool,
}

impl Insight {
    /// All that was said of it and of the cards in it.
    pub fn remarks(&self) -> impl Iterator<Item = &Remark> {
        self.cards().iter().flat_map(|card| &card.said)
    }
}

impl Session {
    /// What is under discussion.
    pub fn topic(&self) -> Option<(&Insight, &Topic)> {
        let topic = self.topics.iter().find(|topic| Some(topic.id) == self.under_discussion)?;
        Some((self.insight(topic.id)?, topic))
    }

    /// It was or is under discussion.
    pub fn is_discussed(&self, card: &Insight) -> bool {
        self.topics.iter().any(|topic| card.holds(topic.id))
    }

    /// Seconds that a topic took.
    pub fn spent_on(&self, topic: &Topic, now: DateTime<Utc>) -> i64 {
        let running = topic.since.as_ref().and_then(|(step, from)| Some((self.course.find(step)?.clock.used_at(now) - from).max(0)));
        topic.spent + running.unwrap_or(0)
    }

    /// What the cards of all columns took, by the card.
    pub fn discussed_for(&self, card: &Insight, now: DateTime<Utc>) -> i64 {
        self.topics.iter().filter(|topic| card.holds(topic.id)).map(|topic| self.spent_on(topic, now)).sum()
    }

    /// Minutes for the next topic, where the room is.
    pub fn minutes_for_topic(&self) -> u32 {
        (self.step(Phase::InsightSynthesis).minutes / 3).clamp(*MINUTES.start(), *MINUTES.end())
    }

    pub(super) fn take_topic(&mut self, id: CardId, minutes: u32, at: DateTime<Utc>) {
        self.leave_topic(at);
        let timed = self.course.at(Phase::InsightSynthesis);
        let since = Some((timed.step.id.clone(), timed.clock.used_at(at)));
        match self.topics.iter_mut().find(|topic| topic.id == id) {
            // It is taken up again: what it has left goes on.
            Some(topic) => topic.since = since,
            None => self.topics.push(Topic { id, allotted: i64::from(minutes) * 60, spent: 0, since }),
        }
        self.under_discussion = Some(id);
    }

    pub(super) fn leave_topic(&mut self, at: DateTime<Utc>) {
        let Some(id) = self.under_discussion.take() else { return };
        let Some(place) = self.topics.iter().position(|topic| topic.id == id) else { return };
        let spent = self.spent_on(&self.topics[place], at);
        let topic = &mut self.topics[place];
        (topic.spent, topic.since) = (spent, None);
    }

    pub(super) fn extend_topic(&mut self, id: CardId, seconds: i64) {
        if let Some(topic) = self.topics.iter_mut().find(|topic| topic.id == id) {
            topic.allotted = topic.allotted.saturating_add(seconds).max(0);
        }
    }
}

#[cfg(test)]
#[path = "topic_tests.rs"]
mod tests;
