//! Tracked follow-ups.

mod changes;

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use self::changes::Differing;
use super::calendar;
use super::card::CardId;
use super::effect::{Baseline, JudgedEffect};
use super::guardrail::Answered;
use super::measure::Measure;

/// Numbers an action within its session, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ActionId(pub u32);

impl fmt::Display for ActionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "A{}", self.0)
    }
}

/// Who the retro depends on for an action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Team {
    #[default]
    #[serde(rename = "CS Ops")]
    CsOps,
    Product,
    Finance,
}

impl Team {
    pub(crate) const ALL: [Self; 3] = [Self::CsOps, Self::Product, Self::Finance];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::CsOps => "CS Ops",
            Self::Product => "Product",
            Self::Finance => "Finance",
        }
    }
}

impl FromStr for Team {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded = super::text::fold(text);
        let found = Self::ALL.into_iter().find(|t| super::text::fold(t.label()) == folded);
        found.ok_or_else(|| "expected CS Ops, Product or Finance".to_owned())
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    #[default]
    Open,
    InProgress,
    Done,
    Stalled,
    Dropped,
}

impl ActionStatus {
    pub(crate) const ALL: [Self; 5] = [Self::Open, Self::InProgress, Self::Done, Self::Stalled, Self::Dropped];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in progress",
            Self::Done => "done",
            Self::Stalled => "stalled",
            Self::Dropped => "dropped",
        }
    }

    pub(crate) fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }

    /// How late an action is on a day that has this status; whether it is escalated follows from it alone, wherever it is asked.
    /// The days of its SLA count from when it was due, or from the last progress where that was later.
    pub fn lateness(self, due: Option<NaiveDate>, progressed: Option<NaiveDate>, sla_days: u32, as_of: NaiveDate) -> Lateness {
        let Some(due) = due.filter(|due| !self.is_closed() && *due < as_of) else { return Lateness::InTime };
        let limit = progressed.map_or(due, |day| day.max(due)).checked_add_days(Days::new(u64::from(sla_days)));
        if limit.is_some_and(|limit| limit < as_of) { Lateness::BeyondSla } else { Lateness::Overdue }
    }

    /// What it is by now, where a later retro said what became of it: its word is the newer one.
    pub(crate) fn judged(self, verdict: Option<Verdict>) -> Self {
        match verdict {
            Some(Verdict::Done | Verdict::Worked) => Self::Done,
            Some(Verdict::Stalled) if !self.is_closed() => Self::Stalled,
            Some(Verdict::Stalled) | None => self,
        }
    }
}

/// How late an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lateness {
    /// Done, dropped, without a date, or not due yet.
    InTime,
    Overdue,
    /// Overdue, and without progress for longer than its SLA: it is escalated.
    BeyondSla,
}

impl Lateness {
    pub fn is_overdue(self) -> bool {
        self != Self::InTime
    }

    pub fn is_escalated(self) -> bool {
        self == Self::BeyondSla
    }
}

/// How success is told: what is measured, where it stands, where it should get to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SuccessMetric {
    pub name: String,
    pub baseline: String,
    pub target: String,
    /// The day by which it should be there, where that is another than the action's.
    #[serde(default, deserialize_with = "calendar::written_if_any", skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
    /// Where it names a figure of the program's own: that is computed, and has no baseline that somebody typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
}

impl SuccessMetric {
    pub(crate) fn is_set(&self) -> bool {
        !self.name.is_empty()
    }

    /// As its words are understood. What somebody measured themselves stays theirs.
    #[must_use]
    pub(crate) fn understood(self) -> Self {
        let measure = Some(()).filter(|()| self.baseline.is_empty()).and_then(|()| Measure::read(&self.name, &self.target));
        let name = measure.as_ref().map_or(self.name, Measure::label);
        Self { name, measure, ..self }
    }

    /// With the baseline that the program computed, for people.
    #[must_use]
    pub(crate) fn with_baseline(&self, kept: Option<&Baseline>) -> Self {
        let kept = kept.filter(|kept| self.measure.as_ref() == Some(&kept.measure));
        Self { baseline: kept.map_or_else(|| self.baseline.clone(), Baseline::in_short), ..self.clone() }
    }
}

/// `exec sponsor coverage: 41 % → 80 %`, or as much of it as is there.
impl fmt::Display for SuccessMetric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match (self.baseline.is_empty(), self.target.is_empty()) {
            (true, true) => Ok(()),
            (true, false) => write!(f, " → {}", self.target),
            (false, true) => write!(f, ": {} →", self.baseline),
            (false, false) => write!(f, ": {} → {}", self.baseline, self.target),
        }
    }
}

/// A tracked follow-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub id: ActionId,
    pub title: String,
    pub owner: String,
    /// The owner's role, as people say it (`CSM lead`).
    pub role: String,
    pub team: Team,
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub due: Option<NaiveDate>,
    pub metric: SuccessMetric,
    /// Days after the due date, or after the last progress, until a stalled action is escalated.
    pub sla_days: u32,
    pub insight: Option<CardId>,
    pub status: ActionStatus,
}

impl Action {
    pub(crate) const DEFAULT_SLA_DAYS: u32 = 14;
    /// Of an action that answers a critical blocker.
    pub(crate) const CRITICAL_SLA_DAYS: u32 = 7;

    pub fn new(id: ActionId, title: String) -> Self {
        Self {
            id,
            title,
            owner: String::new(),
            role: String::new(),
            team: Team::default(),
            due: None,
            metric: SuccessMetric::default(),
            sla_days: Self::DEFAULT_SLA_DAYS,
            insight: None,
            status: ActionStatus::default(),
        }
    }

    /// What the merge gate still misses, in the words of the form.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let fields = [(self.owner.is_empty(), "owner"), (self.due.is_none(), "due date"), (!self.metric.is_set(), "success metric")];
        fields.into_iter().filter_map(|(missing, name)| missing.then_some(name)).collect()
    }

    /// The day by which its figure should be where it aims.
    pub(crate) fn measured_by(&self) -> Option<NaiveDate> {
        self.metric.by.or(self.due)
    }

    pub fn lateness(&self, progressed: Option<NaiveDate>, as_of: NaiveDate) -> Lateness {
        self.status.lateness(self.due, progressed, self.sla_days, as_of)
    }

    /// Becoming this is progress: it is under way now, or it was, and somebody only said what was done.
    pub(crate) fn progresses_to(&self, then: &Self) -> bool {
        then.status == ActionStatus::InProgress && (self.status != then.status || self == then)
    }
}

/// What the room says of an action carried over from the last retro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "CarriedVerdict")]
pub enum Verdict {
    /// Done, effect not known yet.
    Done,
    /// Done, and it worked.
    Worked,
    Stalled,
}

impl Verdict {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Worked => "worked",
            Self::Stalled => "stalled",
        }
    }
}

/// An action as the session before left it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarriedAction {
    /// The session it was made in.
    pub session: String,
    pub action: Action,
    pub verdict: Option<Verdict>,
    /// The day of the last progress that was known when it was handed on.
    #[serde(default, deserialize_with = "calendar::written_if_any", skip_serializing_if = "Option::is_none")]
    pub progressed: Option<NaiveDate>,
    /// What those above the room said to its escalation by then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered>,
    /// Where its figure stood when it was signed off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// Whether it worked, as the room says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<JudgedEffect>,
    /// Why it stalled, or was put off: what was said of it last, here or in an earlier retro.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The room has said that it goes on: with another date, another owner, or as under way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub goes_on: bool,
}

impl CarriedAction {
    /// Nothing has been said of it yet.
    pub fn new(session: impl Into<String>, action: Action) -> Self {
        let (verdict, progressed, baseline, effect, why) = (None, None, None, None, None);
        Self { session: session.into(), action, verdict, progressed, answers: vec![], baseline, effect, why, goes_on: false }
    }

    /// The room has said what becomes of it.
    pub(crate) fn is_settled(&self) -> bool {
        self.verdict.is_some() || self.goes_on
    }

    /// Its figure is to tell whether it worked, and the room has not said yet.
    pub(crate) fn awaits_effect(&self) -> bool {
        self.action.metric.measure.is_some() && self.effect.is_none()
    }

    /// Names it among all retros: the session it was made in, and its number there.
    pub(crate) fn reference(&self) -> String {
        format!("{}/{}", self.session, self.action.id)
    }

    /// As the room has judged it by now.
    pub fn now(&self) -> Action {
        Action { status: self.action.status.judged(self.verdict), ..self.action.clone() }
    }

    pub fn lateness(&self, as_of: NaiveDate) -> Lateness {
        self.now().lateness(self.progressed, as_of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_says_what_it_misses() {
        let mut action = Action::new(ActionId(1), "Name a second champion".into());
        assert_eq!(action.missing(), ["owner", "due date", "success metric"]);
        action.owner = "Mara".into();
        action.metric.name = "accounts with two champions".into();
        assert_eq!(action.missing(), ["due date"]);
    }

    #[test]
    fn what_a_later_retro_said_is_the_status() {
        for open in [ActionStatus::Open, ActionStatus::InProgress, ActionStatus::Stalled] {
            let now = [None, Some(Verdict::Done), Some(Verdict::Worked), Some(Verdict::Stalled)].map(|verdict| open.judged(verdict));
            assert_eq!(now, [open, ActionStatus::Done, ActionStatus::Done, ActionStatus::Stalled]);
        }
        assert_eq!(ActionStatus::Dropped.judged(Some(Verdict::Stalled)), ActionStatus::Dropped);
    }

    #[test]
    fn the_sla_counts_from_the_due_date() {
        let mut action = Action::new(ActionId(1), "x".into());
        let on = |action: &Action, day: &str| action.lateness(None, day.parse().unwrap());
        assert_eq!(on(&action, "2026-09-16"), Lateness::InTime, "without a date nothing is late");
        action.due = Some("2026-09-01".parse().unwrap());
        assert_eq!(on(&action, "2026-09-01"), Lateness::InTime);
        assert_eq!(on(&action, "2026-09-02"), Lateness::Overdue);
        assert_eq!(on(&action, "2026-09-15"), Lateness::Overdue);
        assert_eq!(on(&action, "2026-09-16"), Lateness::BeyondSla);
        let after = |progressed: &str, day: &str| action.lateness(progressed.parse().ok(), day.parse().unwrap());
        assert_eq!(after("2026-09-10", "2026-09-24"), Lateness::Overdue, "something was done since");
        assert_eq!(after("2026-09-10", "2026-09-25"), Lateness::BeyondSla);
        assert_eq!(after("2026-07-01", "2026-09-15"), Lateness::Overdue, "who began early is not late sooner");
        action.status = ActionStatus::Done;
        assert_eq!(on(&action, "2026-09-16"), Lateness::InTime);
    }

    #[test]
    fn a_carried_action_is_as_late_as_the_same_action_anywhere() {
        let day: NaiveDate = "2026-11-23".parse().unwrap();
        for status in ActionStatus::ALL {
            for verdict in [None, Some(Verdict::Done), Some(Verdict::Worked), Some(Verdict::Stalled)] {
                let action = Action { due: "2026-10-01".parse().ok(), status, ..Action::new(ActionId(1), "x".into()) };
                let carried = CarriedAction { verdict, ..CarriedAction::new("s", action.clone()) };
                let own = Action { status: status.judged(verdict), ..action };
                assert_eq!(carried.lateness(day), own.lateness(None, day), "{status:?} {verdict:?}");
            }
        }
    }
}
