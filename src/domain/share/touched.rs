//! What a step says of what. Two steps of which neither author had seen the other clash where both say something of the same.

use serde::Serialize;

use crate::domain::event::Event;
use crate::domain::house::step::HouseStep;

/// Something of a thing, and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Touch {
    pub thing: String,
    /// Empty where it is about all of the thing.
    pub part: String,
    pub value: String,
}

impl Touch {
    pub(super) fn new(thing: &dyn ToString, part: &str, value: &dyn ToString) -> Self {
        Self { thing: thing.to_string(), part: part.to_owned(), value: value.to_string() }
    }

    /// Both are about the same.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.thing == other.thing && (self.part == other.part || self.part.is_empty() || other.part.is_empty())
    }
}

/// What an event says of what; nothing where it only adds something, or says what several may say beside each other. What is changed of an
/// action depends on what its author saw: the history tells.
pub(super) fn touched(event: &Event) -> Vec<Touch> {
    let one = |thing: &dyn ToString, part: &str, value: &dyn ToString| vec![Touch::new(thing, part, value)];
    match event {
        Event::CardEdited { id, text } | Event::GroupNamed { id, name: text } => one(id, "words", text),
        Event::CardMoved { id, kind, .. } => one(id, "column", &kind.label()),
        Event::CardMarkedCritical { id, critical } => one(id, "critical", critical),
        Event::BlockerAccepted { id, decision } => one(id, "decision", &said(decision)),
        Event::HandsCounted { id, hands } => one(id, "hands", hands),
        Event::CardRemoved { id } => one(id, "", &"removed"),
        Event::ActionRemoved { id } => one(id, "", &"removed"),
        Event::CarriedActionJudged { index, verdict, .. } => one(&format!("Carried-over action {}", index + 1), "verdict", &said(verdict)),
        Event::EffectJudged { index, effect } => one(&format!("Carried-over action {}", index + 1), "effect", &said(effect)),
        Event::ReasonAssigned { renewals, reason, .. } => renewals.iter().map(|id| Touch::new(id, "reason", &said(reason))).collect(),
        Event::RenewalCorrected { renewal, changes, .. } => {
            changes.iter().map(|change| Touch::new(renewal, &format!("{:?}", change.to.field()), &said(&change.to))).collect()
        }
        Event::SeatTaken { role, seat } => one(&role.label(), "seat", &said(seat)),
        Event::ReviewConfirmed { item, confirmed } => one(&item.label(), "confirmed", confirmed),
        Event::SignedOff { role, name, .. } => one(&format!("Sign-off as {}", role.label()), "", name),
        Event::SignOffWithdrawn { role } => one(&format!("Sign-off as {}", role.label()), "", &"withdrawn"),
        Event::ScopeChanged { scope, .. } => one(&"The scope", "", &said(scope)),
        Event::DataRenewed { held, .. } => one(&"The data", "", &held.name),
        Event::VotesLimited { budget } => one(&"Votes a person", "", &said(budget)),
        Event::AgendaChanged { agenda } => one(&"The agenda", "", &said(agenda)),
        Event::GateOverridden { reason } => one(&"The merge gate", "", reason),
        Event::SessionClosed => one(&"The session", "closed", &"closed"),
        Event::SessionReopened { why } => one(&"The session", "closed", why),
        Event::Housekeeping { step: HouseStep::ParkedSettled { id, became } } => one(id, "", &said(became)),
        Event::Housekeeping { step: HouseStep::AgreementKept { id, kept, .. } } => one(id, "", kept),
        Event::Housekeeping { step: HouseStep::Asked { question } } => one(&"The question of the check-in", "", question),
        _ => Vec::new(),
    }
}

/// Closing is said twice also where both say the same: two people thought that they were the last.
pub(super) fn clash(one: &Event, other: &Event, by: (&Touch, &Touch)) -> bool {
    let both_close = matches!((one, other), (Event::SessionClosed, Event::SessionClosed));
    by.0.meets(by.1) && (both_close || by.0.value != by.1.value)
}

fn said(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
