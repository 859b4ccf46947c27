//! "That one did renew": the form on which the room corrects a renewal.

use chrono::NaiveDate;

use super::date_entry::Seen;
use super::form::{Field, Form};
use super::forms::Refused;
use super::{Outcome, Overlay, Purpose, amount_entry};
use crate::app::model::Model;
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::correction::{self, Claim, RenewalField, RenewalValue};
use crate::domain::money::Money;
use crate::domain::reason::{ReasonCode, TAXONOMY, Voice};
use crate::domain::renewal::{self, Renewal, RenewalId};
use crate::domain::rules::{self, Refusal};
use crate::domain::text;
use crate::domain::wish::Wish;

const OUTCOMES: [renewal::Outcome; 3] = [renewal::Outcome::Renewed, renewal::Outcome::Churned, renewal::Outcome::Open];
const WHY: &str = "Why";
const UNCODED: &str = "uncoded";
const NOBODY: &str = "nobody said";

/// What opens when a renewal is to be corrected: the form, or why it cannot be.
pub(crate) fn asked(model: &Model, renewal: &Renewal) -> Outcome {
    match may_correct(model) {
        Ok(()) => form(&model.world, renewal).opens(),
        Err(refusal) => Outcome::Refused(refusal.to_string()),
    }
}

/// Opens the form above the phase's screen, or says why it cannot.
pub(crate) fn open(turn: &mut Turn, renewal: &Renewal) {
    match may_correct(turn.model) {
        Ok(()) => {
            let form = form(&turn.model.world, renewal);
            turn.open(form);
        }
        Err(refusal) => turn.warn(refusal.to_string()),
    }
}

fn may_correct(model: &Model) -> Result<(), Refusal> {
    model.look_only().map_or_else(|| rules::figures_may_change(model.world.session()), Err)
}

/// The renewal as it stands, to be changed where it is wrong.
fn form(world: &World, renewal: &Renewal) -> Overlay {
    let amount = |amount: Option<Money>| amount.map_or_else(String::new, |amount| amount.to_string().trim_end_matches(".00").to_owned());
    let place = OUTCOMES.iter().position(|outcome| *outcome == renewal.outcome).unwrap_or(0);
    let reasons = reasons(world, renewal);
    let code = world.reason_of(renewal);
    let chosen = reasons.iter().position(|reason| reason.as_ref() == code).unwrap_or(0);
    let labels = reasons.iter().map(|reason| reason.as_ref().map_or_else(|| UNCODED.to_owned(), ReasonCode::label)).collect();
    let voices = voices();
    let heard = voices.iter().position(|voice| *voice == renewal.reason_source).unwrap_or(0);
    let in_currency = format!("{}, a year: {}", world.facts.currency.code(), amount_entry::FORMS);
    let fields = vec![
        Field::choice(label(RenewalField::Outcome), "←→", OUTCOMES.iter().map(|o| o.label().to_owned()).collect(), place),
        Field::text(label(RenewalField::ArrBefore), &in_currency, &amount(renewal.before)),
        Field::text(label(RenewalField::ArrAfter), &in_currency, &amount(renewal.after)),
        Field::date(label(RenewalField::DueDate), Some(renewal.due)),
        Field::date(label(RenewalField::ClosedDate), renewal.closed),
        Field::choice(label(RenewalField::ReasonCode), "←→", labels, chosen),
        Field::choice(
            label(RenewalField::ReasonSource),
            "←→",
            voices.map(|voice| voice.map_or(NOBODY, Voice::label).to_owned()).into(),
            heard,
        ),
        Field::text(WHY, "who says so, or where it stands", ""),
    ];
    Overlay::Form(Form::new(Purpose::Correct(renewal.id.clone()), format!("Correct {}", renewal.account), fields))
}

fn label(field: RenewalField) -> &'static str {
    match field {
        RenewalField::Outcome => "Outcome",
        RenewalField::ArrBefore => "ARR before",
        RenewalField::ArrAfter => "ARR after",
        RenewalField::DueDate => "Due",
        RenewalField::ClosedDate => "Closed",
        RenewalField::ReasonCode => "Reason",
        RenewalField::ReasonSource => "Whose words",
    }
}

/// Nobody's, and all there are.
fn voices() -> [Option<Voice>; 5] {
    let [first, second, third, fourth] = Voice::ALL.map(Some);
    [None, first, second, third, fourth]
}

/// No reason, all that are known, and the one it has where that is another.
fn reasons(world: &World, renewal: &Renewal) -> Vec<Option<ReasonCode>> {
    let known: Vec<ReasonCode> = TAXONOMY.iter().filter_map(|reason| ReasonCode::read(reason.code)).collect();
    let own = world.reason_of(renewal).filter(|code| !known.contains(code)).cloned();
    std::iter::once(None).chain(own.into_iter().chain(known).map(Some)).collect()
}

/// Takes the filled form in.
///
/// # Errors
/// When a field cannot be read or contradicts another: the form stays, with the error at the field.
pub(crate) fn submitted(turn: &mut Turn, form: &mut Form, id: RenewalId) -> Result<(), Refused> {
    let Some(renewal) = turn.model.world.facts.find(&id).cloned() else {
        turn.warn("This renewal is no longer in the data");
        return Ok(());
    };
    let claim = claim(turn, form, &renewal)?;
    let as_of = turn.model.world.as_of();
    let changes = correction::admit(&renewal, turn.model.world.reason_of(&renewal), &claim, as_of).map_err(|(field, why)| {
        form.refuse(field.map_or(WHY, label), why);
        Refused
    })?;
    let wish = Wish::Correct { renewal: id, account: renewal.account.to_string(), changes, why: claim.why };
    turn.ask(wish).map(drop).ok_or(Refused)
}

fn claim(turn: &Turn, form: &mut Form, renewal: &Renewal) -> Result<Claim, Refused> {
    let seen = turn.model.world.seen(turn.now);
    let Some(due) = day(form, RenewalField::DueDate, seen)? else {
        form.refuse(label(RenewalField::DueDate), "A renewal has a day on which it is due");
        return Err(Refused);
    };
    let chosen = |field| form.field(label(field)).map_or(0, Field::chosen);
    let outcome = OUTCOMES[chosen(RenewalField::Outcome)];
    let reason = reasons(&turn.model.world, renewal).into_iter().nth(chosen(RenewalField::ReasonCode)).flatten();
    let heard = voices()[chosen(RenewalField::ReasonSource)];
    let values = vec![
        RenewalValue::Outcome(outcome),
        RenewalValue::ArrBefore(money(form, RenewalField::ArrBefore)?),
        RenewalValue::ArrAfter(money(form, RenewalField::ArrAfter)?),
        RenewalValue::DueDate(due),
        RenewalValue::ClosedDate(day(form, RenewalField::ClosedDate, seen)?),
        RenewalValue::ReasonCode(reason),
        RenewalValue::ReasonSource(heard),
    ];
    Ok(Claim { values, why: text::line(form.value(WHY)) })
}

fn money(form: &mut Form, field: RenewalField) -> Result<Option<Money>, Refused> {
    amount_entry::read(form.value(label(field))).map_err(|error| {
        form.refuse(label(field), error);
        Refused
    })
}

fn day(form: &mut Form, field: RenewalField, seen: Seen) -> Result<Option<NaiveDate>, Refused> {
    let typed = form.value(label(field)).trim().to_owned();
    if typed.is_empty() {
        return Ok(None);
    }
    seen.read(&typed).map(Some).map_err(|error| {
        form.refuse(label(field), error);
        Refused
    })
}
