//! The action tracker: what is to be done after the retro, an entry each, as it stands on the day the retro is held as of.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::follow_ups::follow_ups;
use crate::domain::action::{ActionId, ActionStatus, CarriedAction, SuccessMetric, Team, Verdict};
use crate::domain::card::CardId;
use crate::domain::effect::JudgedEffect;
use crate::domain::event::Event;
use crate::domain::plan::FollowUp;
use crate::domain::session::{History, Session};
use crate::domain::share::Moment;

/// An action for whoever owns it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Names it among all retros, and for `run-retro actions change`: the session it was made in, and its number there.
    pub id: String,
    pub title: String,
    pub owner: String,
    pub role: String,
    pub team: Team,
    /// `None` where it was made in an earlier session.
    pub created: Option<NaiveDate>,
    pub due: Option<NaiveDate>,
    pub status: ActionStatus,
    pub overdue: bool,
    pub escalated: bool,
    /// The day on which it is overdue or not.
    pub as_of: NaiveDate,
    pub metric: SuccessMetric,
    pub sla_days: u32,
    /// The day of the last progress.
    pub progressed: Option<NaiveDate>,
    /// The insight that it answers, and its words.
    pub insight: Option<(CardId, String)>,
    pub carried_from: Option<String>,
    /// Whether it worked, as the room says.
    #[serde(default)]
    pub effect: Option<JudgedEffect>,
    /// What the room said of one that was taken over.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    pub version: Version,
}

impl Entry {
    /// What people call it: `A3`, and of an earlier retro `2026-Q2-enterprise A3`.
    pub(crate) fn short_id(&self) -> String {
        let (session, number) = self.id.rsplit_once('/').unwrap_or(("", &self.id));
        match &self.carried_from {
            None => number.to_owned(),
            Some(_) => format!("{} {number}", session.rsplit_once('-').map_or(session, |(name, _)| name)),
        }
    }

    /// Whether it worked, which is another thing than that it is done; `None` where nobody said so.
    pub(crate) fn did_it_work(&self) -> Option<String> {
        let room = (self.verdict == Some(Verdict::Worked)).then(|| "worked, as the room says".to_owned());
        self.effect.as_ref().map(ToString::to_string).or(room)
    }

    /// As it is on another day, and as somebody judged it since.
    pub(crate) fn seen_on(self, as_of: NaiveDate, verdict: Option<Verdict>) -> Self {
        let status = self.status.judged(verdict);
        let lateness = status.lateness(self.due, self.progressed, self.sla_days, as_of);
        Self {
            status,
            as_of,
            overdue: lateness.is_overdue(),
            escalated: lateness.is_escalated(),
            verdict: verdict.or(self.verdict),
            ..self
        }
    }
}

/// Which state of which session a tracker shows, for when it comes back: `2026-Q3-enterprise-018f3c@57`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub session: String,
    /// The last step that changed what it shows, and when that was.
    #[serde(flatten)]
    pub after: Moment,
    pub at: DateTime<Utc>,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.session, self.after)
    }
}

/// The session's actions, then those carried over.
pub(crate) fn entries(history: &History) -> Vec<Entry> {
    let session = history.session();
    let version = version(history);
    follow_ups(session).into_iter().map(|action| entry(history, session, &version, action)).collect()
}

/// Steps that no tracker shows leave it as it is.
fn version(history: &History) -> Version {
    let session = history.session();
    let last = history.records().iter().rev().find(|record| shows(&record.event));
    let (step, at) = last.map_or((1, session.opened_at), |record| (record.seq, record.at));
    Version { session: session.id.to_string(), after: Moment::of(history, step), at }
}

fn shows(event: &Event) -> bool {
    matches!(
        event,
        Event::ActionAdded { .. }
            | Event::ActionChanged { .. }
            | Event::ActionRemoved { .. }
            | Event::CarriedActionJudged { .. }
            | Event::CarriedActionChanged { .. }
            | Event::EffectJudged { .. }
            | Event::BaselinesKept { .. }
            | Event::Undone { .. }
            | Event::Redone { .. }
    )
}

fn entry(history: &History, session: &Session, version: &Version, action: FollowUp) -> Entry {
    let as_of = session.scope.as_of;
    let made_in = action.carried_from.clone().unwrap_or_else(|| session.id.to_string());
    let is_this = |carried: &&CarriedAction| carried.session == made_in && carried.action.id == action.id;
    let carried = session.carried.iter().find(|carried| action.carried_from.is_some() && is_this(carried));
    let progressed = carried.map_or_else(|| session.progressed.get(&action.id).copied(), |carried| carried.progressed);
    let lateness = action.status.lateness(action.due, progressed, action.sla_days, as_of);
    Entry {
        id: format!("{made_in}/{}", action.id),
        created: if carried.is_none() { created(history, action.id) } else { None },
        overdue: lateness.is_overdue(),
        escalated: lateness.is_escalated(),
        as_of,
        insight: action.insight.and_then(|id| session.insight(id)).map(|card| (card.id, card.text.clone())),
        title: action.title,
        owner: action.owner,
        role: action.role,
        team: action.team,
        due: action.due,
        status: action.status,
        metric: action.metric,
        sla_days: action.sla_days,
        progressed,
        carried_from: action.carried_from,
        effect: action.effect,
        verdict: action.verdict,
        version: version.clone(),
    }
}

fn created(history: &History, id: ActionId) -> Option<NaiveDate> {
    let made = |event: &Event| matches!(event, Event::ActionAdded { action } if action.id == id);
    let counts = |seq: u64| !history.is_undone(seq) && history.refusal(seq).is_none();
    history.records().iter().find(|record| counts(record.seq) && made(&record.event)).map(|record| record.at.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, Verdict};
    use crate::store::fixture::{history, scope};

    /// A session with an action of its own, and one carried over for each verdict, all with the number 1.
    fn carried(verdicts: &[Option<Verdict>]) -> History {
        let mut record = crate::store::fixture::opened("2026-Q3", scope(2026, 3));
        let Event::SessionOpened { carried, .. } = &mut record.event else { panic!("{record:?}") };
        let mut action = Action::new(ActionId(1), "Lead on depot openings".into());
        (action.due, action.status) = ("2026-10-30".parse().ok(), ActionStatus::InProgress);
        let from = |i: usize| CarriedAction::new(format!("2025-Q{}", i + 1), action.clone());
        *carried = (0..verdicts.len()).map(from).collect();
        let rest = history("2026-Q3", scope(2026, 3)).records()[1..].to_vec();
        let mut history = History::fold([vec![record], rest].concat()).unwrap();
        for (index, verdict) in verdicts.iter().enumerate().filter(|(_, verdict)| verdict.is_some()) {
            history.push(crate::store::fixture::at(5), "Mara", Event::CarriedActionJudged { index, verdict: *verdict, why: None });
        }
        history
    }

    #[test]
    fn ids_are_apart_over_sessions_and_what_was_judged_is_the_status() {
        let entries = entries(&carried(&[Some(Verdict::Done), Some(Verdict::Worked), Some(Verdict::Stalled), None]));
        let told: Vec<(&str, ActionStatus, bool, bool)> =
            entries.iter().map(|entry| (entry.id.as_str(), entry.status, entry.overdue, entry.escalated)).collect();
        assert_eq!(
            told,
            [
                ("2026-Q3/A1", ActionStatus::Open, false, false),
                ("2025-Q1/A1", ActionStatus::Done, false, false),
                ("2025-Q2/A1", ActionStatus::Done, false, false),
                ("2025-Q3/A1", ActionStatus::Stalled, true, true),
                ("2025-Q4/A1", ActionStatus::InProgress, true, true),
            ]
        );
        let made: Vec<Option<NaiveDate>> = entries.iter().map(|entry| entry.created).collect();
        assert_eq!(made, ["2026-11-23".parse().ok(), None, None, None, None]);
    }

    #[test]
    fn done_and_worked_are_two_things_and_people_have_a_short_name_for_it() {
        let entries = entries(&carried(&[Some(Verdict::Done), Some(Verdict::Worked), None]));
        let told: Vec<(ActionStatus, Option<String>)> = entries[1..].iter().map(|entry| (entry.status, entry.did_it_work())).collect();
        let worked = Some("worked, as the room says".to_owned());
        assert_eq!(told, [(ActionStatus::Done, None), (ActionStatus::Done, worked), (ActionStatus::InProgress, None)]);
        assert_eq!((entries[0].short_id().as_str(), entries[1].short_id().as_str()), ("A1", "2025 A1"));
    }
}
