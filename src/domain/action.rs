//! Tracked follow-ups.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar;
use super::card::CardId;

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

    /// What is due on a day, and still to be done.
    pub(crate) fn is_overdue(self, due: Option<NaiveDate>, as_of: NaiveDate) -> bool {
        !self.is_closed() && due.is_some_and(|due| due < as_of)
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

/// How success is told: what is measured, where it stands, where it should get to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SuccessMetric {
    pub name: String,
    pub baseline: String,
    pub target: String,
}

impl SuccessMetric {
    pub(crate) fn is_set(&self) -> bool {
        !self.name.is_empty()
    }
}

/// `exec sponsor coverage: 41 % → 80 %`, or as much of it as is there.
impl fmt::Display for SuccessMetric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match (self.baseline.is_empty(), self.target.is_empty()) {
            (true, true) => Ok(()),
            (true, false) => write!(f, ": → {}", self.target),
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
    /// Days after the due date until a stalled action is escalated.
    pub sla_days: u32,
    pub insight: Option<CardId>,
    pub status: ActionStatus,
}

impl Action {
    pub(crate) const DEFAULT_SLA_DAYS: u32 = 14;

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

    pub(crate) fn is_overdue(&self, as_of: NaiveDate) -> bool {
        self.status.is_overdue(self.due, as_of)
    }

    /// Unfinished past its due date by more than its SLA.
    pub(crate) fn is_beyond_sla(&self, as_of: NaiveDate) -> bool {
        let limit = |due: NaiveDate| due.checked_add_days(Days::new(u64::from(self.sla_days)));
        !self.status.is_closed() && self.due.and_then(limit).is_some_and(|limit| limit < as_of)
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedAction {
    /// The session it was made in.
    pub session: String,
    pub action: Action,
    pub verdict: Option<Verdict>,
}

impl CarriedAction {
    /// Stands unfinished beyond its SLA, or the room said it stalled and it is past due.
    pub(crate) fn is_stalled_beyond_sla(&self, as_of: NaiveDate) -> bool {
        match self.verdict {
            Some(Verdict::Done | Verdict::Worked) => false,
            Some(Verdict::Stalled) | None => self.action.is_beyond_sla(as_of),
        }
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
        action.due = Some("2026-09-01".parse().unwrap());
        assert!(!action.is_beyond_sla("2026-09-15".parse().unwrap()));
        assert!(action.is_beyond_sla("2026-09-16".parse().unwrap()));
        action.status = ActionStatus::Done;
        assert!(!action.is_beyond_sla("2026-09-16".parse().unwrap()));
    }
}
