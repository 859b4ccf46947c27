//! What a session holds. It is the fold of its events ([`fold`]); [`History`] keeps those, with undo.

mod checkpoints;
mod fold;
mod history;
mod merging;
mod numbering;
mod steps;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::action::{Action, ActionId, CarriedAction, Lateness};
use super::agenda::{Agenda, Course, Step};
use super::budget::Budget;
use super::card::{CardId, Insight, InsightKind};
use super::correction::Corrections;
use super::effect::Baseline;
use super::event::{Event, PastBlocker, PastFinding, Record, SessionId};
use super::guardrail::Answered;
use super::held::Held;
use super::hook::{AcceptedAnswer, HookRun};
use super::house::House;
use super::person::{self, Person, PersonId};
use super::phase::Phase;
use super::prediction::{PastPredictions, Predictions};
use super::reason::ReasonCode;
use super::renewal::RenewalId;
use super::restated::Restated;
use super::roster::{ReviewItem, Role, Roster};
use super::scope::Scope;
use super::shared_list::SharedList;
use super::sign_off::SignOff;
use super::timer::Timebox;
use super::topic::Topic;
use super::votes::ReturnOnTime;

pub use history::{Author, History};

/// What a session holds at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub scope: Scope,
    pub data: Option<String>,
    /// What it stands on; `None` until that is kept.
    #[serde(default)]
    pub held: Option<Held>,
    /// What became of the insights when the session went over to other data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restated: Vec<Restated>,
    pub opened_at: DateTime<Utc>,
    pub closed: bool,
    /// In the order in which they came.
    #[serde(default)]
    pub people: Vec<Person>,
    pub roster: Roster,
    pub review: BTreeSet<ReviewItem>,
    pub carried: Vec<CarriedAction>,
    pub past_blockers: Vec<PastBlocker>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_predictions: Vec<PastPredictions>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_findings: Vec<PastFinding>,
    /// What this retro says of the renewals ahead, as it was last kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predictions: Option<Predictions>,
    /// Where the room is.
    pub phase: Phase,
    /// What the room works on now: its place, and a phase that it opened beside it.
    pub open: BTreeSet<Phase>,
    /// Two phases were open at once: the retro ran as a diamond.
    #[serde(default)]
    pub ran_side_by_side: bool,
    pub phases_entered: BTreeSet<Phase>,
    /// The agenda, and how far it is.
    pub course: Course,
    /// Reason codes the room gave; they stand above those of the data. `None` is "uncoded again".
    pub recoded: BTreeMap<RenewalId, Option<ReasonCode>>,
    /// What the room says of single fields of renewals, the last word on each; reason codes are among them.
    #[serde(default)]
    pub corrections: Corrections,
    /// Accepted suggestions: the words that spoke for the reason.
    pub learned: Vec<(Vec<String>, ReasonCode)>,
    pub rejected_suggestions: BTreeSet<(RenewalId, ReasonCode)>,
    /// In board order within each column.
    pub insights: SharedList<Insight>,
    /// The highest number that a card ever had here: what is above it is on no board.
    #[serde(skip)]
    newest_card: Newest,
    /// Votes a person; see [`budget`](Self::budget) for what holds now.
    #[serde(default = "Budget::usual")]
    pub budget: Option<Budget>,
    #[serde(default)]
    pub tally_hidden: bool,
    /// What was discussed, in the order in which it was taken up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    #[serde(default)]
    pub under_discussion: Option<CardId>,
    pub dismissed_findings: BTreeSet<String>,
    pub actions: Vec<Action>,
    /// The day of the last progress of each, as far as there was any.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub progressed: BTreeMap<ActionId, NaiveDate>,
    /// Where the figures of its actions stood, as they were last kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub baselines: BTreeMap<ActionId, Baseline>,
    pub notes: SharedList<(Phase, String)>,
    #[serde(default, skip_serializing_if = "House::is_empty")]
    pub house: House,
    pub gate_override: Option<String>,
    pub signed_off: BTreeMap<Role, SignOff>,
    pub return_on_time: ReturnOnTime,
    pub exported_to: Option<String>,
    pub pull_failures: Vec<(String, String)>,
    /// Why machines cannot sync this with the folder that the team shares.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sync_failures: BTreeMap<String, String>,
    /// The last run of each tool that did not answer, however often it was tried.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hook_failures: Vec<HookRun>,
    /// What tools answered and somebody accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hook_answers: Vec<AcceptedAnswer>,
    /// What was said to escalations, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Vec<Answered>>,
}

/// What was said to the escalations of actions goes with them from retro to retro.
fn already_answered(carried: &[CarriedAction]) -> BTreeMap<String, Vec<Answered>> {
    let answered = carried.iter().filter(|carried| !carried.answers.is_empty());
    answered.map(|carried| (carried.reference(), carried.answers.clone())).collect()
}

/// It follows from the steps and is no part of what a session says: of two that say the same, one may have been read back.
#[derive(Clone, Copy, Debug, Default)]
struct Newest(Option<CardId>);

impl PartialEq for Newest {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Session {
    fn open(record: &Record) -> Option<Self> {
        let Event::SessionOpened { id, scope, data, timeboxes, agenda, carried, past_blockers, past_predictions, past_findings, brought } =
            &record.event
        else {
            return None;
        };
        let by_phase = || Agenda::by_phase(timeboxes);
        let mut course = Course::new(&agenda.clone().unwrap_or_else(by_phase));
        let first = scope.depth.phases()[0];
        course.enter_phase(first);
        Some(Self {
            id: id.clone(),
            scope: scope.clone(),
            data: data.clone(),
            held: None,
            restated: Vec::new(),
            opened_at: record.at,
            closed: false,
            people: Vec::new(),
            roster: Roster::default(),
            review: BTreeSet::new(),
            carried: carried.clone(),
            past_blockers: past_blockers.clone(),
            past_predictions: past_predictions.clone(),
            past_findings: past_findings.clone(),
            predictions: None,
            phase: first,
            open: BTreeSet::from([first]),
            ran_side_by_side: false,
            phases_entered: BTreeSet::from([first]),
            course,
            recoded: BTreeMap::new(),
            corrections: Corrections::new(),
            learned: Vec::new(),
            rejected_suggestions: BTreeSet::new(),
            insights: SharedList::new(),
            newest_card: Newest::default(),
            budget: Budget::usual(),
            tally_hidden: false,
            topics: Vec::new(),
            under_discussion: None,
            dismissed_findings: BTreeSet::new(),
            actions: Vec::new(),
            progressed: BTreeMap::new(),
            baselines: BTreeMap::new(),
            notes: SharedList::new(),
            house: House::opened(brought),
            gate_override: None,
            signed_off: BTreeMap::new(),
            return_on_time: ReturnOnTime::default(),
            exported_to: None,
            pull_failures: Vec::new(),
            sync_failures: BTreeMap::new(),
            hook_failures: Vec::new(),
            hook_answers: Vec::new(),
            answers: already_answered(carried),
        })
    }

    /// The phases in which a clock runs.
    pub fn running(&self) -> impl Iterator<Item = Phase> {
        let phases: BTreeSet<Phase> = self.course.running().map(|timed| timed.step.phase).collect();
        phases.into_iter()
    }

    /// The step that a phase is at.
    pub fn step(&self, phase: Phase) -> &Step {
        &self.course.at(phase).step
    }

    /// The step after the one that a phase is at. Where phases run side by side, the board's own steps come first, then what is left of the
    /// other board; the agenda goes on behind both.
    pub(crate) fn step_after(&self, phase: Phase) -> Option<&Step> {
        let own = |phase: Phase| self.course.after(phase).filter(|step| step.phase == phase);
        if let Some(step) = own(phase) {
            return Some(step);
        }
        let beside = self.open.iter().filter(|_| self.open.contains(&phase));
        let other = beside.clone().find(|other| **other != phase && own(**other).is_some()).map(|other| self.step(*other));
        let last = beside.max().copied().unwrap_or(phase);
        other.or_else(|| self.course.after(last)).filter(|step| self.scope.depth.phases().contains(&step.phase))
    }

    /// The clock of the step that a phase is at.
    pub fn timebox(&self, phase: Phase) -> &Timebox {
        &self.course.at(phase).clock
    }

    /// When the meeting ends, if each step takes what it has left.
    pub(crate) fn ends_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.course.ends_at(&self.open, now)
    }

    /// The card, or the group that it stands in.
    pub(crate) fn insight(&self, id: CardId) -> Option<&Insight> {
        self.insights.find_near(id.place(), |card| card.holds(id))
    }

    /// Nothing has this number, nor had it while it is folded.
    pub(crate) fn is_new(&self, id: CardId) -> bool {
        Some(id) > self.newest_card.0 || self.insight(id).is_none()
    }

    pub(crate) fn action(&self, id: ActionId) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    /// How late an action of this session is.
    pub fn lateness(&self, action: &Action, as_of: NaiveDate) -> Lateness {
        action.lateness(self.progressed.get(&action.id).copied(), as_of)
    }

    /// The cards of one column, top first.
    pub fn column(&self, kind: InsightKind) -> impl Iterator<Item = &Insight> {
        self.insights.iter().filter(move |card| card.kind == kind)
    }

    /// The actions that answer an insight, or a card in it.
    pub(crate) fn actions_for(&self, id: CardId) -> impl Iterator<Item = &Action> {
        let card = self.insight(id);
        self.actions.iter().filter(move |action| action.insight.is_some_and(|answers| card.is_some_and(|card| card.holds(answers))))
    }

    pub(crate) fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    pub(crate) fn person_named(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|known| person::is_same_name(&known.name, name))
    }

    /// Who was in the last retro, and has not been said to be in this one.
    pub(crate) fn expected(&self) -> impl Iterator<Item = &str> {
        self.house.past_people.iter().map(String::as_str).filter(|name| self.person_named(name).is_none())
    }

    /// Who of the people here wrote a card, or the cards of a group; nobody where the room named nobody.
    pub fn authors(&self, card: &Insight) -> Vec<&Person> {
        let mut authors: Vec<&Person> = Vec::new();
        for person in card.cards().iter().filter_map(|card| self.person_named(&card.author)) {
            if !authors.iter().any(|known| known.id == person.id) {
                authors.push(person);
            }
        }
        authors
    }

    /// How many are here; `None` while nobody was named.
    pub(crate) fn present(&self) -> Option<usize> {
        (!self.people.is_empty()).then(|| self.people.iter().filter(|person| person.present).count())
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
