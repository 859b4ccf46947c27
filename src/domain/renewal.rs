//! One renewal event of one account, with what was measured before its due date.

mod as_known;

use std::fmt;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::money::Money;
use super::reason::{ReasonCode, Voice};
use super::{Name, calendar};

/// Identifies a renewal across sources, sessions and exports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RenewalId(#[schemars(with = "String")] pub Name);

impl RenewalId {
    pub fn new(id: &str) -> Self {
        Self(Name::from(id))
    }
}

impl fmt::Display for RenewalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Renewed,
    Churned,
    /// Not decided yet, or past due and still open.
    Open,
}

impl Outcome {
    pub fn label(self) -> &'static str {
        match self {
            Self::Renewed => "renewed",
            Self::Churned => "churned",
            Self::Open => "open",
        }
    }
}

/// What became of a renewal: its outcome, told apart by which way the ARR went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Became {
    Renewed,
    Grew,
    Shrank,
    Churned,
    Open,
}

impl Became {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Renewed => "renewed",
            Self::Grew => "grew",
            Self::Shrank => "shrank",
            Self::Churned => "churned",
            Self::Open => "open",
        }
    }
}

/// Renewal risk before any play, from health or as the CSM rated it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    Low,
    Medium,
    High,
}

impl Risk {
    pub(crate) const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// By health score (0–100): under 50 high, under 70 medium, else low.
    pub fn from_health(score: f64) -> Self {
        match score {
            s if s < 50.0 => Self::High,
            s if s < 70.0 => Self::Medium,
            _ => Self::Low,
        }
    }
}

/// When executives of the vendor took part in the renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExecInvolvement {
    Early,
    Late,
    None,
    /// The data does not say.
    Unknown,
}

impl ExecInvolvement {
    /// Engaged at least this many days before the due date counts as early.
    pub(crate) const EARLY_DAYS: i64 = 60;

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Early => "Engaged early",
            Self::Late => "Engaged late",
            Self::None => "None",
            Self::Unknown => "Not recorded",
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Late => "late",
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }
}

/// A renewal play run on an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlayUse {
    pub play: Name,
    #[serde(deserialize_with = "calendar::written")]
    pub on: NaiveDate,
    /// The risk before the play, as recorded; else from health at that time.
    pub risk_before: Option<Risk>,
}

/// What a CSM wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    #[serde(deserialize_with = "calendar::written")]
    pub on: NaiveDate,
    pub author: Name,
    pub text: String,
}

impl Note {
    /// The text, after who wrote it where that is known.
    pub(crate) fn said(&self) -> String {
        if self.author.is_empty() { self.text.clone() } else { format!("{}: {}", self.author, self.text) }
    }
}

/// What was expected of a renewal before it was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    pub amount: Option<Money>,
    /// Commit, best case, pipeline …
    pub category: Option<Name>,
    /// 0–1.
    pub probability: Option<f64>,
    /// The day of the snapshot.
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub on: Option<NaiveDate>,
}

/// Price of a renewal, where the source tells it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pricing {
    /// The uplift that the contract allows, in basis points of `before`.
    pub uplift_contract: Option<i32>,
    /// The uplift that was applied, in basis points of `before`.
    pub uplift_applied: Option<i32>,
    /// Annual list value and annual net value of what was offered.
    pub list: Option<Money>,
    pub net: Option<Money>,
    pub seats_before: Option<u32>,
    pub seats_after: Option<u32>,
}

impl Pricing {
    /// Discount 1 − net/list, as a fraction; `None` without both or with list zero.
    pub(crate) fn discount(&self) -> Option<f64> {
        Some(1.0 - self.net?.ratio(self.list?)?)
    }
}

/// A support ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ticket {
    #[serde(deserialize_with = "calendar::written")]
    pub opened: NaiveDate,
    pub is_escalated: bool,
}

/// Usage events in six 30-day buckets before the due date, newest first: days 1–30 before due, 31–60 … `None` of days that had
/// not all come yet, or that the usage rows do not reach over.
pub(crate) type UsageBuckets = [Option<u64>; 6];

/// What was measured before the due date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    /// Last health score at or before due −90, −60 and −30 days, not older than 45 days then.
    pub health: [Option<f64>; 3],
    /// `None` where the account has no usage rows at all.
    pub usage: Option<UsageBuckets>,
    /// Tickets opened, and escalated, in the 90 days before due.
    pub tickets: Option<u32>,
    pub escalations: Option<u32>,
    /// Those of which the day is known, in the 120 days before due, oldest first; `None` without a table of tickets.
    pub dated_tickets: Option<Vec<Ticket>>,
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub champion_left: Option<NaiveDate>,
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub owner_changed: Option<NaiveDate>,
    /// The first executive contact within the renewal.
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub exec_first: Option<NaiveDate>,
    pub exec_role: Option<Name>,
}

/// All events of some buckets; `None` as soon as one of them is not known.
pub(crate) fn usage_over(buckets: &[Option<u64>]) -> Option<u64> {
    buckets.iter().copied().sum()
}

impl Signals {
    /// Health change between −90 and −30 days, in points per 30 days (the slope of the line through both).
    pub(crate) fn health_slope(&self) -> Option<f64> {
        Some((self.health[2]? - self.health[0]?) / 2.0)
    }

    /// The newest health score that was known at −30 days or before.
    pub(crate) fn health_latest(&self) -> Option<f64> {
        self.health.iter().rev().find_map(|h| *h)
    }

    /// Usage in the 90 days before due, and in the 90 before those.
    pub fn usage_sums(&self) -> Option<(u64, u64)> {
        let u = self.usage?;
        Some((usage_over(&u[..3])?, usage_over(&u[3..])?))
    }

    /// Usage shift: change of the last 90 days against the 90 before, as a fraction; `None` without a base.
    pub(crate) fn usage_shift(&self) -> Option<f64> {
        let (recent, prior) = self.usage_sums()?;
        (prior > 0).then(|| recent as f64 / prior as f64 - 1.0)
    }
}

/// One renewal event. Money is in the report's currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Renewal {
    pub id: RenewalId,
    pub account_id: Name,
    pub account: Name,
    pub segment: Name,
    pub product: Name,
    pub geo: Name,
    pub persona: Name,
    pub cs_owner: Name,
    #[serde(deserialize_with = "calendar::written")]
    pub due: NaiveDate,
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub closed: Option<NaiveDate>,
    /// When work on the renewal began.
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub started: Option<NaiveDate>,
    pub outcome: Outcome,
    /// The customer left before the contract's end; `due` is then the day of the loss.
    pub early_termination: bool,
    /// A person says that it is of a contract of its own, whichever it would seem to go on from.
    #[serde(default)]
    pub stands_alone: bool,
    /// When the contract would have ended, where the customer left before it and the data tell.
    #[serde(default, deserialize_with = "calendar::written_if_any")]
    pub contract_end: Option<NaiveDate>,
    /// `b`: ARR in force at the due date; `None` where the source does not tell it.
    pub before: Option<Money>,
    /// `r`: ARR after the renewal; zero when churned.
    pub after: Option<Money>,
    pub reason: Option<ReasonCode>,
    /// Whose words the reason is, where somebody says so.
    #[serde(default)]
    pub reason_source: Option<Voice>,
    pub secondary: Vec<ReasonCode>,
    pub competitor: Option<Name>,
    pub exec: ExecInvolvement,
    pub pricing: Pricing,
    pub forecast: Option<Forecast>,
    pub signals: Signals,
    pub plays: Vec<PlayUse>,
    pub notes: Vec<Note>,
    /// Where the row stands in its source, for messages: file and line.
    pub origin: Origin,
}

/// The place a row came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    pub file: Name,
    pub line: u64,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl Renewal {
    pub fn is_churned(&self) -> bool {
        self.outcome == Outcome::Churned
    }

    /// Whether the other says the same in every respect but where it stands.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        Self { origin: other.origin.clone(), ..self.clone() } == *other
    }

    pub fn is_renewed(&self) -> bool {
        self.outcome == Outcome::Renewed
    }

    /// ARR kept, capped at what was there: the numerator of GRR for this event.
    pub(crate) fn kept(&self) -> Option<Money> {
        Some(self.after?.min(self.before?))
    }

    /// ARR lost at this event: b − min(r, b).
    pub(crate) fn lost(&self) -> Option<Money> {
        Some(self.before? - self.kept()?)
    }

    pub(crate) fn is_contracted(&self) -> bool {
        self.is_renewed() && matches!((self.before, self.after), (Some(b), Some(r)) if r < b)
    }

    pub(crate) fn is_expanded(&self) -> bool {
        self.is_renewed() && matches!((self.before, self.after), (Some(b), Some(r)) if r > b)
    }

    pub(crate) fn became(&self) -> Became {
        match self.outcome {
            Outcome::Renewed if self.is_contracted() => Became::Shrank,
            Outcome::Renewed if self.is_expanded() => Became::Grew,
            Outcome::Renewed => Became::Renewed,
            Outcome::Churned => Became::Churned,
            Outcome::Open => Became::Open,
        }
    }

    /// A loss whose reason nobody coded.
    pub fn is_uncoded_loss(&self) -> bool {
        self.is_churned() && self.reason.is_none()
    }

    /// Open, and due on or after the day up to which the data know anything: nobody can say yet how it went.
    pub(crate) fn is_not_yet_due(&self, known_by: NaiveDate) -> bool {
        self.outcome == Outcome::Open && self.due >= known_by
    }

    /// Whether what began on `day` began before the renewal was decided: before it closed, or before it was due where the
    /// data do not say when it closed. While it is open, everything did.
    pub(crate) fn is_before_outcome(&self, day: NaiveDate) -> bool {
        self.outcome == Outcome::Open || day < self.closed.unwrap_or(self.due)
    }

    /// The plays that began before the outcome: only they can have had a part in it.
    pub(crate) fn plays_before_outcome(&self) -> impl Iterator<Item = &PlayUse> {
        self.plays.iter().filter(|used| self.is_before_outcome(used.on))
    }

    /// When executives engaged before the outcome. Whoever was called after it took no part.
    pub(crate) fn exec_before_outcome(&self) -> ExecInvolvement {
        match self.signals.exec_first {
            Some(first) if !self.is_before_outcome(first) => ExecInvolvement::None,
            _ => self.exec,
        }
    }

    /// The ARR before is known, and was nothing: a pilot or a free plan.
    pub(crate) fn is_free(&self) -> bool {
        self.before.is_some_and(Money::is_zero)
    }

    /// Days closed after due; negative when early.
    pub(crate) fn days_late(&self) -> Option<i64> {
        Some((self.closed? - self.due).num_days())
    }

    /// Risk before any play: as rated at the first play, else from the earliest known health.
    pub(crate) fn prior_risk(&self) -> Option<Risk> {
        let rated = self.plays.iter().min_by_key(|p| p.on).and_then(|p| p.risk_before);
        rated.or_else(|| self.signals.health.iter().find_map(|h| *h).map(Risk::from_health))
    }

    /// The value of a grouping for this renewal.
    pub(crate) fn dimension(&self, dimension: super::scope::Dimension) -> &Name {
        use super::scope::Dimension;
        match dimension {
            Dimension::CsOwner => &self.cs_owner,
            Dimension::Product => &self.product,
            Dimension::Geo => &self.geo,
            Dimension::Persona => &self.persona,
        }
    }
}
