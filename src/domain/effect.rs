//! Whether an action worked: where its figure stood when it was signed off, where it stands now, and what that comes to. It is computed,
//! proposed to the room, and the room has the last word. That an action is done is another thing.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::ActionId;
use super::calendar;
use super::measure::{Figure, Measure};
use super::text;

/// What the figures before and after come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It moved the right way, beyond what chance does.
    Worked,
    /// It did not, and an effect of the size aimed for would have been seen.
    NotShown,
    /// An effect of that size, and none at all, would both look like this.
    TooFew,
    /// Nothing can be compared.
    CannotTell,
}

impl Effect {
    pub(crate) const ALL: [Self; 4] = [Self::Worked, Self::NotShown, Self::TooFew, Self::CannotTell];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Worked => "worked",
            Self::NotShown => "not shown",
            Self::TooFew => "too few",
            Self::CannotTell => "cannot be told",
        }
    }
}

impl FromStr for Effect {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        let folded = text::fold(words);
        let found = Self::ALL.into_iter().find(|effect| text::fold(effect.label()) == folded);
        found.ok_or_else(|| "expected worked, not shown, too few or cannot be told".to_owned())
    }
}

/// How sure an interval is, where nothing asks for more.
pub(crate) const LEVEL: f64 = 0.95;

/// A figure over one window. Ratios are fractions, rounded to a hundredth of a percent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// The window's name, and its days.
    pub window: String,
    #[serde(deserialize_with = "calendar::written")]
    pub from: NaiveDate,
    #[serde(deserialize_with = "calendar::written")]
    pub to: NaiveDate,
    pub value: f64,
    /// 95 % interval, by account.
    pub low: f64,
    pub high: f64,
    /// Accounts that it is over.
    pub accounts: u64,
}

/// Where an action's figure stood, as the program computed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Baseline {
    pub measure: Measure,
    /// `None` where it could not be computed.
    pub reading: Option<Reading>,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How many groups of its kind (segments, reasons …) it could be compared with, itself included.
    pub of: u32,
    /// Why it was likely chosen because it was bad: the worst of its kind, or a finding pointed at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
    /// By which rules it was computed; figures of other rules are not compared.
    pub rules: String,
}

/// What became of it, as it is proposed to the room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evaluation {
    /// The session that made the action, and its number there.
    pub session: String,
    pub action: ActionId,
    pub measure: Measure,
    pub effect: Effect,
    /// Why it is not told otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    pub then: Option<Reading>,
    pub now: Option<Reading>,
    /// What changed from then to now, with its interval: lower end, upper end.
    pub change: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// How sure the interval is: 0.95, more where the group was chosen because it was bad.
    pub level: f64,
    /// Why part of the change would have come by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
    pub target_reached: Option<bool>,
}

/// What the room says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JudgedEffect {
    pub effect: Effect,
    /// What the figures said.
    pub proposed: Evaluation,
    /// Why the room sees it otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Reading {
    /// `81.5 % (74.0–87.2) of 64 accounts in 2026-Q2`.
    pub(crate) fn told(&self, of: &Figure) -> String {
        format!("{} in {}", self.in_short(of), self.window)
    }

    /// `81.5 % (74.0–87.2) of 64 accounts`; of a share of accounts also how many these are.
    pub(crate) fn in_short(&self, of: &Figure) -> String {
        let bound = |fraction: f64| text::decimals(fraction * 100.0, 1);
        let [one, many] = of.noun();
        let part = if of.is_of_accounts() { format!(", {}", (self.value * self.accounts as f64).round()) } else { String::new() };
        let cases = text::counted(self.accounts as usize, one, many);
        format!("{} ({}–{}){part} of {cases}", text::percent(self.value, 1), bound(self.low), bound(self.high))
    }
}

impl Baseline {
    /// The figure, or why there is none.
    pub(crate) fn in_short(&self) -> String {
        match (&self.reading, &self.why) {
            (Some(reading), _) => reading.in_short(&self.measure.figure),
            (None, Some(why)) => format!("not known: {why}"),
            (None, None) => "not known".to_owned(),
        }
    }
}

impl Evaluation {
    /// Of an action of a session; nothing was compared yet.
    pub(crate) fn open(session: &str, action: ActionId, measure: Measure) -> Self {
        Self {
            session: session.to_owned(),
            action,
            measure,
            effect: Effect::CannotTell,
            why: None,
            then: None,
            now: None,
            change: None,
            low: None,
            high: None,
            level: LEVEL,
            chosen: None,
            target_reached: None,
        }
    }

    /// `81.5 % → 90.2 %, GRR of segment Enterprise`, as far as both are known.
    pub(crate) fn moved(&self) -> String {
        let told = |reading: &Option<Reading>| reading.as_ref().map_or_else(|| "?".to_owned(), |r| text::percent(r.value, 1));
        format!("{} → {}, {}", told(&self.then), told(&self.now), self.measure)
    }
}

impl JudgedEffect {
    /// The room says otherwise than the figures.
    pub(crate) fn is_overruled(&self) -> bool {
        self.effect != self.proposed.effect
    }
}

impl fmt::Display for JudgedEffect {
    /// `worked: 81.5 % → 90.2 %, GRR of segment Enterprise`, and why where the room says otherwise than the figures.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.effect.label(), self.proposed.moved())?;
        if self.is_overruled() {
            write!(f, "; the figures say {}, and the room: {}", self.proposed.effect.label(), self.why.as_deref().unwrap_or("otherwise"))?;
        }
        Ok(())
    }
}
