//! The parts of a renewal's row.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::compile::join::names::Names;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::values::date::is_no_end;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, HEALTH, USAGE};
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{ExecInvolvement, Forecast, Note, Outcome, Pricing, RenewalId, Signals};
use crate::domain::text;

/// An opportunity of another kind (new business, expansion) stands in the same table.
pub fn is_no_renewal(row: &Row<'_>) -> Read<bool> {
    let Some(kind) = row.text(Field::RowType)? else { return Ok(false) };
    Ok(words::names_renewal(&kind) != Some(true))
}

/// Nothing falls due here, whatever is wanted: it is no renewal, or its contract has no end.
pub fn is_out_of_scope(row: &Row<'_>) -> Read<bool> {
    Ok(is_no_renewal(row)? || row.date(Field::DueDate).is_ok_and(|due| due.is_some_and(|due| is_no_end(due, due))))
}

/// The outcome; an empty one is open. A customer who is active renewed what was due before; of what will be due it says nothing.
pub fn outcome(row: &Row<'_>, due: NaiveDate, as_of: NaiveDate) -> Read<Outcome> {
    let outcome = row.outcome(Field::Outcome)?.unwrap_or(Outcome::Open);
    if outcome == Outcome::Renewed && due > as_of && row.text(Field::Outcome)?.is_some_and(|word| words::is_state(&word)) {
        return Ok(Outcome::Open);
    }
    Ok(outcome)
}

/// The id the row has, else one made of account and due date.
pub fn id(row: &Row<'_>, account: &str, due: NaiveDate) -> Read<RenewalId> {
    Ok(row.text(Field::RenewalId)?.map_or_else(|| RenewalId::new(&format!("{account}/{due}")), |id| RenewalId::new(&id)))
}

/// ARR before and after, as far as the row tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    pub before: Option<Money>,
    pub after: Option<Money>,
    pub contradiction: Option<&'static str>,
}

/// Reads the amounts. The amount of a deal alone is what was renewed, or what was lost. A churned
/// row with an ARR of zero tells what is left, not what there was: its ARR before stays unknown.
pub fn amounts(row: &Row<'_>, outcome: Outcome) -> Read<Amounts> {
    let before = positive(row, Field::ArrBefore)?;
    let after = positive(row, Field::ArrAfter)?;
    let deal = positive(row, Field::Amount)?;
    let change = row.amount(Field::ArrChange)?;
    Ok(match outcome {
        Outcome::Churned => {
            let before = before.or(deal).filter(|b| !b.is_zero());
            let contradiction = after.filter(|a| !a.is_zero()).map(|_| "churned, yet the ARR after is not zero");
            Amounts { before, after: Some(Money::ZERO), contradiction }
        }
        Outcome::Renewed => {
            let after = after.or_else(|| Some(before? + change?)).or(deal);
            let contradiction = after.filter(|a| a.is_zero()).map(|_| "renewed, yet the ARR after is zero");
            Amounts { before, after, contradiction }
        }
        Outcome::Open => Amounts { before: before.or(deal), after: None, contradiction: None },
    })
}

/// Of an ARR below zero nobody knows what it should be.
fn positive(row: &Row<'_>, field: Field) -> Read<Option<Money>> {
    match row.amount(field)? {
        Some(amount) if amount < Money::ZERO => row.lose(field, &row.bytes(field).unwrap_or_default(), "an ARR below zero"),
        amount => Ok(amount),
    }
}

/// A churn that was closed before the contract's end is an early termination only where the source says so
/// by a due date that is the day of the loss; a renewals table names the contract's end itself.
pub fn left_early(row: &Row<'_>, due: NaiveDate) -> Read<bool> {
    Ok(row.date(Field::ContractEnd)?.is_some_and(|end| due < end && !is_no_end(end, due)))
}

pub fn reason(row: &Row<'_>) -> Read<Option<ReasonCode>> {
    Ok(row.text(Field::ReasonCode)?.as_deref().and_then(read_reason))
}

/// A reason that names a competitor (`Competitor - FleetLogic`) is a switch to one, whoever it is.
pub fn read_reason(value: &str) -> Option<ReasonCode> {
    let code = ReasonCode::read(value)?;
    let names_one = ["competitor", "lostto", "switchedto"].iter().any(|word| text::fold(value).starts_with(word));
    if code.group() == "other" && names_one { ReasonCode::read("competition.switch") } else { Some(code) }
}

/// Secondary reasons; the mapping may name each of them, or the whole value.
pub fn secondary(row: &Row<'_>) -> Read<Vec<ReasonCode>> {
    const FIELD: Field = Field::SecondaryReasons;
    let (Some(bound), Some(all)) = (row.columns.get(FIELD), row.prose(FIELD)?) else { return Ok(Vec::new()) };
    let named = |part| bound.form.mapped(part).unwrap_or(part);
    Ok(match bound.form.mapped(&all) {
        Some(whole) => parts(FIELD, whole).filter_map(read_reason).collect(),
        None => parts(FIELD, &all).map(named).filter_map(read_reason).collect(),
    })
}

/// The words of a value: secondary reasons are several, separated by `;`.
pub fn parts(field: Field, value: &str) -> impl Iterator<Item = &str> {
    let split = move |c| field == Field::SecondaryReasons && matches!(c, ';' | '|');
    value.split(split).map(str::trim).filter(|part| !part.is_empty())
}

pub fn exec(row: &Row<'_>, first: Option<NaiveDate>, due: NaiveDate) -> ExecInvolvement {
    match first {
        _ if !row.columns.has(Field::ExecFirstContact) => ExecInvolvement::Unknown,
        None => ExecInvolvement::None,
        Some(day) if (due - day).num_days() >= ExecInvolvement::EARLY_DAYS => ExecInvolvement::Early,
        Some(_) => ExecInvolvement::Late,
    }
}

pub fn pricing(row: &Row<'_>) -> Read<Pricing> {
    let seats = |field| -> Read<Option<u32>> { Ok(row.count(field)?.map(|n| u32::try_from(n).unwrap_or(u32::MAX))) };
    Ok(Pricing {
        uplift_contract: row.percent(Field::UpliftContract)?,
        uplift_applied: row.percent(Field::UpliftApplied)?,
        list: row.amount(Field::ListPrice)?,
        net: row.amount(Field::NetPrice)?,
        seats_before: seats(Field::SeatsBefore)?,
        seats_after: seats(Field::SeatsAfter)?,
    })
}

pub fn forecast(row: &Row<'_>, names: &mut Names) -> Read<Option<Forecast>> {
    let forecast = Forecast {
        amount: row.amount(Field::ForecastAmount)?,
        category: row.text(Field::ForecastCategory)?.map(|name| names.get(&name)),
        probability: row.probability(Field::ForecastProbability)?,
        on: row.date(Field::ForecastDate)?,
    };
    let says = forecast.amount.is_some() || forecast.category.is_some() || forecast.probability.is_some();
    Ok(says.then_some(forecast))
}

/// What the row itself tells of the time before the due date; health, usage and tickets of tables of their own are joined later.
pub fn signals(row: &Row<'_>, exec_first: Option<NaiveDate>, names: &mut Names) -> Read<Signals> {
    let counts = |field| -> Read<Option<u32>> { Ok(row.count(field)?.map(|n| u32::try_from(n).unwrap_or(u32::MAX))) };
    Ok(Signals {
        health: health(row)?,
        usage: usage(row)?,
        tickets: counts(Field::Tickets)?,
        escalations: counts(Field::Escalations)?,
        champion_left: row.date(Field::ChampionLeft)?,
        owner_changed: row.date(Field::OwnerChanged)?,
        exec_first,
        exec_role: row.text(Field::ExecRole)?.map(|name| names.get(&name)),
    })
}

/// The scores that stand in the row.
pub fn health(row: &Row<'_>) -> Read<[Option<f64>; 3]> {
    let mut health = [None; 3];
    for (score, field) in health.iter_mut().zip(HEALTH) {
        *score = row.number(field)?;
    }
    Ok(health)
}

/// The buckets that stand in the row; one without a value held nothing.
pub fn usage(row: &Row<'_>) -> Read<Option<[u64; 6]>> {
    let mut buckets = [0; 6];
    let mut any = false;
    for (bucket, field) in buckets.iter_mut().zip(USAGE) {
        if let Some(events) = row.count(field)? {
            *bucket = events;
            any = true;
        }
    }
    Ok(any.then_some(buckets))
}

/// The note that stands in the renewal's own row, dated `on`.
pub fn note(row: &Row<'_>, on: NaiveDate) -> Read<Option<Note>> {
    Ok(row.prose(Field::Note)?.map(|text| Note { on, author: Name::from(""), text }))
}

/// The currency's code, upper case.
pub fn currency<'r>(row: &'r Row<'_>) -> Read<Option<Cow<'r, str>>> {
    let code = row.text(Field::Currency)?;
    Ok(code.map(|code| if code.bytes().all(|b| b.is_ascii_uppercase()) { code } else { Cow::Owned(code.to_uppercase()) }))
}
