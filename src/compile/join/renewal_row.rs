//! The parts of a renewal's row.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::compile::join::currencies::Currencies;
use crate::compile::join::interner::Names;
use crate::compile::join::registry::Account;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::values::words;
use crate::compile::schema::{CONTRACTIONS, EXPANSIONS, Field, HEALTH, Table, USAGE};
use crate::compile::understand::header::currencies::spoken;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::reason::{ReasonCode, Voice};
use crate::domain::renewal::{ExecInvolvement, Forecast, Note, Outcome, Pricing, RenewalId, Signals, UsageBuckets};
use crate::domain::text;

/// What the row calls its account: the id, or the name where there is none.
pub(crate) fn account<'r>(row: &'r Row<'_>) -> Option<Cow<'r, [u8]>> {
    row.bytes(Field::AccountId).or_else(|| row.bytes(Field::Account))
}

/// The id the row has, else one made of account and due date.
pub(crate) fn id(row: &Row<'_>, account: &str, due: NaiveDate) -> Read<RenewalId> {
    Ok(row.text(Field::RenewalId)?.map_or_else(|| RenewalId::new(&format!("{account}/{due}")), |id| RenewalId::new(&id)))
}

/// ARR before and after, as far as the row tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amounts {
    pub before: Option<Money>,
    pub after: Option<Money>,
    /// What came after if the outcome is not right.
    pub otherwise: Option<Money>,
    pub contradiction: Option<&'static str>,
}

/// What amounts say against an outcome. One may be a slip.
pub(crate) const BY_AMOUNT: [&str; 2] = ["churned, yet the ARR after is not zero", "renewed, yet the ARR after is zero"];

/// Reads the amounts. The amount of a deal alone is what was renewed, or what was lost.
pub(crate) fn amounts(row: &Row<'_>, outcome: Outcome) -> Read<Amounts> {
    let before = positive(row, Field::ArrBefore, outcome)?;
    // Below zero it is what was lost.
    let after = positive(row, Field::ArrAfter, outcome)?.filter(|_| !is_loss_below_zero(row, Field::ArrAfter, outcome));
    let deal = positive(row, Field::Amount, outcome)?;
    let in_shares = row.percent(Field::RelativeChange)?;
    let change = change(row)?.or_else(|| Some(before?.share(in_shares?)));
    let parts = parts(row)?;
    Ok(match outcome {
        Outcome::Churned => {
            let contradiction = after.filter(|a| !a.is_zero()).map(|_| BY_AMOUNT[0]);
            // All that was paid is what it changed by.
            let gone = || change.filter(|change| *change < Money::ZERO).map(|change| Money::ZERO - change);
            let otherwise = after.filter(|after| !after.is_zero());
            Amounts { before: before.or(deal).or_else(gone), after: Some(Money::ZERO), otherwise, contradiction }
        }
        Outcome::Renewed => {
            let whole = after.map(|after| after + parts.unwrap_or_default());
            let flat = || before.filter(|_| row.columns.get(Field::ArrChange).is_some_and(|bound| bound.form.blank_is_none));
            let after =
                whole.or_else(|| Some(before? + change.or(parts)?)).or(deal).or_else(flat).or_else(|| before.filter(|_| is_same(row)));
            let contradiction = after.filter(|a| a.is_zero()).map(|_| BY_AMOUNT[1]);
            Amounts { before: before.or_else(|| Some(after? - change?)), after, otherwise: None, contradiction }
        }
        // An amount after is a forecast, unless a day of closing that has passed stands beside it.
        Outcome::Open => Amounts { before: before.or(deal), otherwise: after, ..Amounts::default() },
    })
}

/// What a mapping says of an amount after that is empty since nothing changed.
pub(crate) const SAME: &str = "same";

/// No amount after means that it stayed as it was: the cell or somebody said so, or the heading does.
fn is_same(row: &Row<'_>) -> bool {
    let says_so = row.text(Field::ArrAfter).is_ok_and(|word| word.is_some_and(|word| words::says_unchanged(&word)));
    says_so
        || row.columns.get(Field::ArrAfter).is_some_and(|bound| match bound.form.mapped("") {
            Some(said) => said == SAME,
            None => says_if_changed(&bound.name),
        })
}

/// `New ARR (if changed)`
pub(crate) fn says_if_changed(name: &str) -> bool {
    const WORDS: [&str; 4] = ["ifchanged", "ifdifferent", "fallsgeandert", "sichange"];
    WORDS.iter().any(|words| text::bare(name).contains(words))
}

/// What the ARR changed by; where no change has a sign, a word says which way it went.
fn change(row: &Row<'_>) -> Read<Option<Money>> {
    let change = row.annual(Field::ArrChange)?;
    let goes_down = row.text(Field::MovementType)?.and_then(|word| words::moves_down(&word)) == Some(true);
    Ok(change.map(|change| if goes_down && change > Money::ZERO { -change } else { change }))
}

/// What was added less what was taken off, where columns of their own hold it.
fn parts(row: &Row<'_>) -> Read<Option<Money>> {
    let mut parts = None;
    for field in EXPANSIONS.into_iter().chain(CONTRACTIONS).filter(|field| row.columns.has(*field)) {
        let part = row.annual(field)?.unwrap_or_default();
        let part = if CONTRACTIONS.contains(&field) { -part.abs() } else { part };
        parts = Some(parts.unwrap_or_default() + part);
    }
    Ok(parts)
}

/// Of an ARR below zero nobody knows what it should be, unless all losses are written so.
fn positive(row: &Row<'_>, field: Field, outcome: Outcome) -> Read<Option<Money>> {
    match row.annual(field)? {
        Some(amount) if amount < Money::ZERO && is_loss_below_zero(row, field, outcome) => Ok(Some(-amount)),
        Some(amount) if amount < Money::ZERO => row.lose(field, &row.bytes(field).unwrap_or_default(), "an ARR below zero"),
        amount => Ok(amount),
    }
}

/// What was lost is written below zero there.
fn is_loss_below_zero(row: &Row<'_>, field: Field, outcome: Outcome) -> bool {
    outcome == Outcome::Churned && row.columns.get(field).is_some_and(|bound| bound.form.losses_below_zero)
}

pub(crate) fn reason(row: &Row<'_>) -> Read<Option<ReasonCode>> {
    Ok(row.text(Field::ReasonCode)?.as_deref().and_then(read_reason))
}

/// Whose words the reason is; words that nobody understands leave it open.
pub(crate) fn reason_source(row: &Row<'_>) -> Read<Option<Voice>> {
    Ok(row.text(Field::ReasonSource)?.as_deref().and_then(Voice::read))
}

/// A reason that names a competitor (`Competitor - FleetLogic`) is a switch to one, whoever it is.
pub(crate) fn read_reason(value: &str) -> Option<ReasonCode> {
    let code = ReasonCode::read(value)?;
    let names_one = ["competitor", "lostto", "switchedto"].iter().any(|word| text::fold(value).starts_with(word));
    if code.group() == "other" && names_one { ReasonCode::read("competition.switch") } else { Some(code) }
}

/// Secondary reasons; the mapping may name each of them, or the whole value.
pub(crate) fn secondary(row: &Row<'_>) -> Read<Vec<ReasonCode>> {
    const FIELD: Field = Field::SecondaryReasons;
    let (Some(bound), Some(all)) = (row.columns.get(FIELD), row.prose(FIELD)?) else { return Ok(Vec::new()) };
    let named = |part| bound.form.mapped(part).unwrap_or(part);
    Ok(match bound.form.mapped(&all) {
        Some(whole) => words_of(FIELD, whole).filter_map(read_reason).collect(),
        None => words_of(FIELD, &all).map(named).filter_map(read_reason).collect(),
    })
}

/// The words of a value: secondary reasons are several, separated by `;`.
pub(crate) fn words_of(field: Field, value: &str) -> impl Iterator<Item = &str> {
    let split = move |c| field == Field::SecondaryReasons && matches!(c, ';' | '|');
    value.split(split).map(str::trim).filter(|part| !part.is_empty())
}

pub(crate) fn exec(row: &Row<'_>, first: Option<NaiveDate>, due: NaiveDate) -> ExecInvolvement {
    match first {
        _ if !row.columns.has(Field::ExecFirstContact) => ExecInvolvement::Unknown,
        None => ExecInvolvement::None,
        Some(day) if (due - day).num_days() >= ExecInvolvement::EARLY_DAYS => ExecInvolvement::Early,
        Some(_) => ExecInvolvement::Late,
    }
}

pub(crate) fn pricing(row: &Row<'_>) -> Read<Pricing> {
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

pub(crate) fn forecast(row: &Row<'_>, names: &mut Names) -> Read<Option<Forecast>> {
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
pub(crate) fn signals(row: &Row<'_>, exec_first: Option<NaiveDate>, names: &mut Names) -> Read<Signals> {
    let counts = |field| -> Read<Option<u32>> { Ok(row.count(field)?.map(|n| u32::try_from(n).unwrap_or(u32::MAX))) };
    Ok(Signals {
        health: health(row)?,
        usage: usage(row)?,
        tickets: counts(Field::Tickets)?,
        escalations: counts(Field::Escalations)?,
        dated_tickets: None,
        champion_left: row.date(Field::ChampionLeft)?,
        owner_changed: row.date(Field::OwnerChanged)?,
        exec_first,
        exec_role: row.text(Field::ExecRole)?.map(|name| names.get(&name)),
    })
}

/// The scores that stand in the row.
pub(crate) fn health(row: &Row<'_>) -> Read<[Option<f64>; 3]> {
    let mut health = [None; 3];
    for (score, field) in health.iter_mut().zip(HEALTH) {
        *score = row.number(field)?;
    }
    Ok(health)
}

/// The buckets that stand in the row; one without a value held nothing.
pub(crate) fn usage(row: &Row<'_>) -> Read<Option<UsageBuckets>> {
    let mut buckets = [0; 6];
    let mut any = false;
    for (bucket, field) in buckets.iter_mut().zip(USAGE) {
        if let Some(events) = row.count(field)? {
            *bucket = events;
            any = true;
        }
    }
    Ok(any.then_some(buckets.map(Some)))
}

/// The note that stands in the renewal's own row, dated `on`.
pub(crate) fn note(row: &Row<'_>, on: NaiveDate) -> Read<Option<Note>> {
    Ok(row.prose(Field::Note)?.map(|text| Note { on, author: Name::from(""), text }))
}

/// ARR before and after, and what is in force or changes, in the order in which they are looked for.
const BEFORE: [Field; 2] = [Field::ArrBefore, Field::Amount];
const AFTER: [Field; 2] = [Field::ArrAfter, Field::Amount];
const IN_FORCE: [Field; 5] = [Field::Arr, Field::ArrChange, Field::Mrr, Field::MrrChange, Field::Amount];
/// Amounts beside them.
const BESIDE: [Field; 3] = [Field::ListPrice, Field::NetPrice, Field::ForecastAmount];

/// The currency of each amount: what stands in its cell or its column's name, else what holds for the row, else for its account.
pub(crate) fn currencies(row: &Row<'_>, account: Option<&Account>, names: &mut Names) -> Read<Currencies> {
    let of_account = account.and_then(|account| account.currency.as_ref());
    let mut of = |code: Option<Cow<'_, str>>| code.map(|code| names.get(&code)).or_else(|| of_account.cloned());
    Ok(Currencies { before: of(currency_of(row, &BEFORE)?), after: of(currency_of(row, &AFTER)?), row: of(currency(row)?) })
}

/// The currency of what is in force in a contract.
pub(crate) fn currency_in_force<'r>(row: &'r Row<'_>) -> Read<Option<Cow<'r, str>>> {
    currency_of(row, &IN_FORCE)
}

/// The currencies that a row's amounts are in, first that of ARR before or in force, by which the report's is told.
pub(crate) fn all_currencies<'r>(row: &'r Row<'_>) -> Read<Vec<Option<Cow<'r, str>>>> {
    let of_contracts = row.columns.table == Table::Subscriptions;
    let fields: &[&[Field]] = if of_contracts { &[&IN_FORCE] } else { &[&BEFORE, &AFTER] };
    let mut all = fields.iter().map(|fields| currency_of(row, fields)).collect::<Read<Vec<_>>>()?;
    if BESIDE.iter().any(|field| row.bytes(*field).is_some()) {
        all.push(currency(row)?);
    }
    Ok(all)
}

/// Of the first of these amounts that stands in the row.
fn currency_of<'r>(row: &'r Row<'_>, fields: &[Field]) -> Read<Option<Cow<'r, str>>> {
    let field = fields.iter().find(|field| row.bytes(**field).is_some());
    let of_side = if field == Some(&Field::ArrBefore) { code(row, Field::CurrencyBefore)? } else { None };
    let signed = field.and_then(|field| row.sign_of(*field)).map(Cow::Owned);
    signed.or(of_side).map_or_else(|| currency(row), |code| Ok(Some(code)))
}

/// The currency's code, upper case.
pub(crate) fn currency<'r>(row: &'r Row<'_>) -> Read<Option<Cow<'r, str>>> {
    code(row, Field::Currency)
}

fn code<'r>(row: &'r Row<'_>, field: Field) -> Read<Option<Cow<'r, str>>> {
    let is_plain = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    let named = |code: Cow<'r, str>| {
        if is_plain(&code) {
            return code;
        }
        spoken(&code).map_or_else(|| Cow::Owned(code.to_uppercase()), Cow::Borrowed)
    };
    Ok(row.text(field)?.map(named))
}
