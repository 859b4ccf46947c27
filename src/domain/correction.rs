//! What the room corrects of a renewal: it did renew, at another amount, on another day, for another reason.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar;
use super::facts::Facts;
use super::money::{Currency, Money};
use super::reason::{ReasonCode, Voice};
use super::renewal::{Outcome, Renewal, RenewalId};

/// What of a renewal can be corrected, by the names that the source systems' columns have here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RenewalField {
    Outcome,
    ArrBefore,
    ArrAfter,
    DueDate,
    ClosedDate,
    ReasonCode,
    ReasonSource,
}

impl RenewalField {
    pub(crate) const ALL: [Self; 7] =
        [Self::Outcome, Self::ArrBefore, Self::ArrAfter, Self::DueDate, Self::ClosedDate, Self::ReasonCode, Self::ReasonSource];

    /// It says why, and changes no figure of the data.
    pub(crate) fn is_about_why(self) -> bool {
        matches!(self, Self::ReasonCode | Self::ReasonSource)
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::ArrBefore => "ARR before",
            Self::ArrAfter => "ARR after",
            Self::DueDate => "due date",
            Self::ClosedDate => "closed date",
            Self::ReasonCode => "reason",
            Self::ReasonSource => "whose words",
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::ArrBefore => "arr_before",
            Self::ArrAfter => "arr_after",
            Self::DueDate => "due_date",
            Self::ClosedDate => "closed_date",
            Self::ReasonCode => "reason_code",
            Self::ReasonSource => "reason_source",
        }
    }

    /// What a renewal has there.
    pub(crate) fn of(self, renewal: &Renewal) -> RenewalValue {
        match self {
            Self::Outcome => RenewalValue::Outcome(renewal.outcome),
            Self::ArrBefore => RenewalValue::ArrBefore(renewal.before),
            Self::ArrAfter => RenewalValue::ArrAfter(renewal.after),
            Self::DueDate => RenewalValue::DueDate(renewal.due),
            Self::ClosedDate => RenewalValue::ClosedDate(renewal.closed),
            Self::ReasonCode => RenewalValue::ReasonCode(renewal.reason.clone()),
            Self::ReasonSource => RenewalValue::ReasonSource(renewal.reason_source),
        }
    }
}

/// A field with what stands there; `None` is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum RenewalValue {
    Outcome(Outcome),
    ArrBefore(Option<Money>),
    ArrAfter(Option<Money>),
    DueDate(#[serde(deserialize_with = "calendar::written")] NaiveDate),
    ClosedDate(#[serde(deserialize_with = "calendar::written_if_any")] Option<NaiveDate>),
    ReasonCode(Option<ReasonCode>),
    ReasonSource(Option<Voice>),
}

impl RenewalValue {
    pub(crate) fn field(&self) -> RenewalField {
        match self {
            Self::Outcome(_) => RenewalField::Outcome,
            Self::ArrBefore(_) => RenewalField::ArrBefore,
            Self::ArrAfter(_) => RenewalField::ArrAfter,
            Self::DueDate(_) => RenewalField::DueDate,
            Self::ClosedDate(_) => RenewalField::ClosedDate,
            Self::ReasonCode(_) => RenewalField::ReasonCode,
            Self::ReasonSource(_) => RenewalField::ReasonSource,
        }
    }

    /// As it goes into files: decimal amounts, ISO dates, codes. `None` is not known.
    pub(crate) fn plain(&self) -> Option<String> {
        match self {
            Self::Outcome(outcome) => Some(outcome.label().to_owned()),
            Self::ArrBefore(amount) | Self::ArrAfter(amount) => amount.map(|amount| amount.to_string()),
            Self::DueDate(day) => Some(day.to_string()),
            Self::ClosedDate(day) => day.map(|day| day.to_string()),
            Self::ReasonCode(code) => code.as_ref().map(|code| code.as_str().to_owned()),
            Self::ReasonSource(voice) => voice.map(|voice| voice.key().to_owned()),
        }
    }

    /// For people who see the currency too: `$84,000.00`.
    pub(crate) fn in_currency(&self, currency: &Currency) -> String {
        match self {
            Self::ArrBefore(Some(amount)) | Self::ArrAfter(Some(amount)) => amount.exact(currency),
            value => value.to_string(),
        }
    }

    fn put(&self, renewal: &mut Renewal) {
        match self {
            Self::Outcome(outcome) => {
                renewal.outcome = *outcome;
                // Who renewed, or has not decided, did not leave early.
                renewal.early_termination &= renewal.is_churned();
            }
            Self::ArrBefore(amount) => renewal.before = *amount,
            Self::ArrAfter(amount) => renewal.after = *amount,
            Self::DueDate(day) => renewal.due = *day,
            Self::ClosedDate(day) => renewal.closed = *day,
            // The room's reasons stand above the data's wherever reasons are read. Words for another reason are no words for it.
            Self::ReasonCode(code) => renewal.reason_source = renewal.reason_source.filter(|_| renewal.reason == *code),
            Self::ReasonSource(voice) => renewal.reason_source = *voice,
        }
    }
}

/// For people: `renewed`, `84000.00`, `not known`.
impl fmt::Display for RenewalValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReasonCode(code) => f.write_str(&code.as_ref().map_or_else(|| "uncoded".to_owned(), ReasonCode::label)),
            Self::ReasonSource(voice) => f.write_str(voice.map_or("nobody said whose words", Voice::label)),
            value => f.write_str(value.plain().as_deref().unwrap_or("not known")),
        }
    }
}

/// One field, as it was seen and as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub from: RenewalValue,
    pub to: RenewalValue,
}

impl FieldChange {
    /// `Acme (R-0412) corrected: outcome from churned to renewed, closed date from not known to 2026-09-30`.
    pub(crate) fn tell(account: &str, renewal: &RenewalId, changes: &[Self]) -> String {
        if let [Self { to: to @ RenewalValue::ReasonSource(_), .. }] = changes {
            return format!("{account} ({renewal}), its reason: {to}");
        }
        let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
        format!("{account} ({renewal}) corrected: {}", changes.join(", "))
    }

    pub(crate) fn is_about_whose_words(&self) -> bool {
        self.to.field() == RenewalField::ReasonSource
    }

    /// For people who see the currency too.
    pub(crate) fn told(&self, currency: &Currency) -> String {
        let [from, to] = [&self.from, &self.to].map(|value| value.in_currency(currency));
        format!("{} from {from} to {to}", self.to.field().label())
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {} to {}", self.to.field().label(), self.from, self.to)
    }
}

/// What the room said last of a field of a renewal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub renewal: RenewalId,
    pub to: RenewalValue,
    pub by: String,
    pub at: DateTime<Utc>,
    /// Empty where a reason code was given on the board, or whose words it is: nobody asks for a why there.
    pub why: String,
}

/// The last word on each field, by renewal.
pub(crate) type Corrections = BTreeMap<RenewalId, Vec<Correction>>;

/// A correction that stands: the data say something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// What the data say.
    pub from: RenewalValue,
    pub correction: Correction,
}

impl Corrected {
    pub(crate) fn field(&self) -> RenewalField {
        self.correction.to.field()
    }

    /// Given on the board: it says why, and changes no figure of the data.
    pub(crate) fn is_coding(&self) -> bool {
        self.field().is_about_why() && self.correction.why.is_empty()
    }

    /// `outcome was churned (Mara: they signed on Friday)`.
    pub(crate) fn told(&self, currency: &Currency) -> String {
        let from = self.from.in_currency(currency);
        format!("{} was {from} ({}: {})", self.field().label(), self.correction.by, self.correction.why)
    }
}

/// The facts with what the room corrected. Corrections that the data have come to say themselves have no effect.
#[must_use]
pub(crate) fn apply(facts: &Facts, corrections: &Corrections) -> Facts {
    let mut corrected = Facts { corrections: Vec::new(), ..facts.clone() };
    for renewal in corrected.renewals.iter_mut().chain(&mut corrected.ahead) {
        for correction in corrections.get(&renewal.id).into_iter().flatten() {
            let from = correction.to.field().of(renewal);
            if from != correction.to {
                correction.to.put(Arc::make_mut(renewal));
                corrected.corrections.push(Corrected { from, correction: correction.clone() });
            }
        }
    }
    corrected.corrections.sort_by_key(|corrected| corrected.correction.at);
    for renewals in [&mut corrected.renewals, &mut corrected.ahead] {
        renewals.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    }
    corrected
}

/// What a person says is so of a renewal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// One for each field, in the order of [`RenewalField::ALL`].
    pub values: Vec<RenewalValue>,
    pub why: String,
}

/// Why something said of a renewal cannot stand; `None` is about the why.
pub(crate) type Refusal = (Option<RenewalField>, &'static str);

/// The changes that come of what somebody says of a renewal, seen on `as_of`.
///
/// # Errors
/// What contradicts itself, or lacks its reason.
pub(crate) fn admit(now: &Renewal, reason: Option<&ReasonCode>, claim: &Claim, as_of: NaiveDate) -> Result<Vec<FieldChange>, Refusal> {
    let seen =
        |field: RenewalField| if field == RenewalField::ReasonCode { RenewalValue::ReasonCode(reason.cloned()) } else { field.of(now) };
    let mut wanted = now.clone();
    claim.values.iter().for_each(|value| value.put(&mut wanted));
    let [outcome_is_new, after_is_new] = [wanted.outcome != now.outcome, wanted.after != now.after];
    follow_outcome(&mut wanted, outcome_is_new, after_is_new)?;
    if [wanted.before, wanted.after].into_iter().flatten().any(|amount| amount < Money::ZERO) {
        let field = if wanted.before.is_some_and(|b| b < Money::ZERO) { RenewalField::ArrBefore } else { RenewalField::ArrAfter };
        return Err((Some(field), "An amount of ARR is not negative"));
    }
    if wanted.closed.is_some_and(|day| day > as_of) && wanted.closed != now.closed {
        return Err((Some(RenewalField::ClosedDate), "Nothing is closed after the day the retro is held as of"));
    }
    let coded = claim.values.iter().filter(|value| value.field() == RenewalField::ReasonCode).cloned();
    let others = RenewalField::ALL.into_iter().filter(|field| *field != RenewalField::ReasonCode).map(|field| field.of(&wanted));
    let changes = others.chain(coded).map(|to| FieldChange { from: seen(to.field()), to });
    let changes: Vec<FieldChange> = changes.filter(|changed| changed.from != changed.to).collect();
    match changes.is_empty() {
        true => Err((Some(RenewalField::Outcome), "Nothing differs from what stands there now")),
        false if claim.why.is_empty() && changes.iter().any(|changed| changed.to.field() != RenewalField::ReasonSource) => {
            Err((None, "Say why, for whoever reads these figures later"))
        }
        false => Ok(changes),
    }
}

/// What is left after a renewal goes with how it went: nothing after a loss, nothing known while it is open.
fn follow_outcome(wanted: &mut Renewal, is_new: bool, after_is_new: bool) -> Result<(), Refusal> {
    match (wanted.outcome, wanted.after) {
        (Outcome::Renewed, Some(after)) if after.is_zero() && is_new => {
            Err((Some(RenewalField::ArrAfter), "What did it renew at? Leave it empty where nobody knows"))
        }
        (Outcome::Churned, Some(after)) if after_is_new && !after.is_zero() => {
            Err((Some(RenewalField::ArrAfter), "A lost renewal leaves nothing after it"))
        }
        (Outcome::Churned, _) if is_new => {
            wanted.after = Some(Money::ZERO);
            Ok(())
        }
        (Outcome::Open, _) if is_new => {
            wanted.after = None;
            Ok(())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "correction_tests.rs"]
mod tests;
