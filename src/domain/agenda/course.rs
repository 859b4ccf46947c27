//! How an agenda goes: where each phase is in it, and the clock of each step.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Agenda, Step, StepId, StepName};
use crate::domain::phase::Phase;
use crate::domain::timer::Timebox;

/// A step with its clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timed {
    pub step: Step,
    pub clock: Timebox,
    /// The room went on from it, or ended it: what it did not use is no longer planned for.
    pub ended: bool,
}

impl Timed {
    fn new(step: Step) -> Self {
        Self { clock: Timebox::minutes(step.minutes), step, ended: false }
    }

    /// Seconds that the agenda gives it.
    pub(crate) fn planned(&self) -> i64 {
        i64::from(self.step.minutes) * 60
    }

    /// Seconds that are still to come of it.
    fn to_come(&self, now: DateTime<Utc>) -> i64 {
        if self.ended { 0 } else { self.clock.left_at(now).max(0) }
    }

    /// Something of it happened.
    pub(super) fn is_begun(&self) -> bool {
        self.ended || self.clock.used > 0 || self.clock.is_running()
    }
}

/// Never without a step of each phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// The agenda's.
    pub name: String,
    length: u32,
    pub steps: Vec<Timed>,
    /// The step that a phase is at, or was left at.
    at: BTreeMap<Phase, StepId>,
}

impl Course {
    pub(crate) fn new(agenda: &Agenda) -> Self {
        let mut course = Self {
            name: agenda.name.clone(),
            length: agenda.length,
            steps: agenda.steps.iter().cloned().map(Timed::new).collect(),
            at: BTreeMap::new(),
        };
        for whole in Agenda::by_phase(&[]).steps {
            if !course.steps.iter().any(|timed| timed.step.phase == whole.phase) {
                course.insert(Timed::new(whole));
            }
        }
        course
    }

    /// Before all other steps of its phase.
    fn insert(&mut self, timed: Timed) {
        let place = self.steps.iter().position(|other| other.step.phase >= timed.step.phase).unwrap_or(self.steps.len());
        self.steps.insert(place, timed);
    }

    /// The agenda as it is held now.
    pub fn agenda(&self) -> Agenda {
        Agenda { name: self.name.clone(), length: self.length, steps: self.steps.iter().map(|timed| timed.step.clone()).collect() }
    }

    pub(crate) fn find(&self, id: &StepId) -> Option<&Timed> {
        self.steps.iter().find(|timed| timed.step.id == *id)
    }

    pub(crate) fn find_mut(&mut self, id: &StepId) -> Option<&mut Timed> {
        self.steps.iter_mut().find(|timed| timed.step.id == *id)
    }

    /// The place of the step that a phase is at: the one it was left at, else the first that is not over.
    pub(crate) fn place(&self, phase: Phase) -> usize {
        let of_phase = |timed: &Timed| timed.step.phase == phase;
        let left_at = self.at.get(&phase).and_then(|id| self.steps.iter().position(|timed| of_phase(timed) && timed.step.id == *id));
        let first_open = || self.steps.iter().position(|timed| of_phase(timed) && !timed.ended);
        left_at.or_else(first_open).or_else(|| self.steps.iter().position(of_phase)).unwrap_or(0)
    }

    pub(crate) fn at(&self, phase: Phase) -> &Timed {
        &self.steps[self.place(phase)]
    }

    /// The step after the one that a phase is at, of that phase or the next.
    pub(crate) fn after(&self, phase: Phase) -> Option<&Step> {
        self.steps.get(self.place(phase) + 1).map(|timed| &timed.step)
    }

    /// Which step of how many of its phase a phase is at, from 1.
    pub(crate) fn position(&self, phase: Phase) -> (usize, usize) {
        let of: Vec<usize> = (0..self.steps.len()).filter(|i| self.steps[*i].step.phase == phase).collect();
        let here = self.place(phase);
        (of.iter().position(|i| *i == here).unwrap_or(0) + 1, of.len())
    }

    pub(crate) fn running(&self) -> impl Iterator<Item = &Timed> {
        self.steps.iter().filter(|timed| timed.clock.is_running())
    }

    /// Seconds spent in all.
    pub fn spent(&self, now: DateTime<Utc>) -> i64 {
        self.steps.iter().map(|timed| timed.clock.used_at(now)).sum()
    }

    /// The steps that the room has not come to, while these phases are open.
    pub(crate) fn to_come(&self, open: &BTreeSet<Phase>) -> impl Iterator<Item = &Timed> {
        let places: BTreeMap<Phase, usize> = open.iter().map(|phase| (*phase, self.place(*phase))).collect();
        let last = open.last().copied().unwrap_or_default();
        self.steps.iter().enumerate().filter_map(move |(i, timed)| {
            let phase = timed.step.phase;
            let is_later = places.get(&phase).map_or(phase > last, |here| i > *here);
            (is_later && !timed.ended).then_some(timed)
        })
    }

    /// When the meeting ends if each step takes what it has left; phases side by side share their time.
    pub(crate) fn ends_at(&self, open: &BTreeSet<Phase>, now: DateTime<Utc>) -> DateTime<Utc> {
        let rest = |phases: &dyn Fn(Phase) -> bool| {
            self.to_come(open).filter(|timed| phases(timed.step.phase)).map(|timed| timed.to_come(now)).sum::<i64>()
        };
        let side_by_side = open.iter().map(|phase| self.at(*phase).to_come(now) + rest(&|other| other == *phase)).max().unwrap_or(0);
        let later = rest(&|phase| !open.contains(&phase));
        now + TimeDelta::seconds(side_by_side.saturating_add(later))
    }

    /// The phase goes to one of its steps; what it was at is over.
    pub(crate) fn enter(&mut self, id: &StepId) {
        let Some(phase) = self.find(id).map(|timed| timed.step.phase) else { return };
        let here = self.place(phase);
        self.steps[here].ended = true;
        self.at.insert(phase, id.clone());
        if let Some(timed) = self.find_mut(id) {
            timed.ended = false;
        }
    }

    /// The room is in a phase again, at the step where it left it.
    pub(crate) fn enter_phase(&mut self, phase: Phase) {
        let here = self.place(phase);
        self.steps[here].ended = false;
        self.at.insert(phase, self.steps[here].step.id.clone());
    }

    /// What these phases are at is over.
    pub(crate) fn leave(&mut self, phases: &BTreeSet<Phase>) {
        for phase in phases {
            let here = self.place(*phase);
            self.steps[here].ended = true;
        }
    }

    /// The clock that an event is about: time that was spent on a step that is gone counts for what its phase is at.
    pub(crate) fn clock(&mut self, phase: Phase, step: Option<&StepName>) -> &mut Timed {
        let is_meant = |timed: &Timed, step: &StepName| timed.step.id == step.id && timed.step.phase == phase;
        let named = step.and_then(|step| self.steps.iter().position(|timed| is_meant(timed, step)));
        let place = named.unwrap_or_else(|| self.place(phase));
        &mut self.steps[place]
    }

    pub(crate) fn stop_clocks(&mut self, at: DateTime<Utc>) {
        self.steps.iter_mut().for_each(|timed| timed.clock.pause(at));
    }

    /// Goes over to another agenda: no second that was spent is lost, and the open phases stay where they are.
    pub(crate) fn change(&mut self, agenda: &Agenda, open: &BTreeSet<Phase>) {
        let kept: Vec<Timed> = self.steps.iter().filter(|timed| timed.is_begun()).cloned().collect();
        let mut next = Self::new(agenda);
        // From the last, for each goes before what is there.
        for timed in kept.into_iter().rev() {
            match next.find_mut(&timed.step.id) {
                Some(known) => *known = timed,
                None => next.insert(timed),
            }
        }
        next.at = std::mem::take(&mut self.at);
        for phase in open {
            let here = next.place(*phase);
            next.at.insert(*phase, next.steps[here].step.id.clone());
        }
        *self = next;
    }
}
