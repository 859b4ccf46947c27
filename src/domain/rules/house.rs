//! The rules of the house: its parking lot, its agreements, the question of the check-in, and reading back.

use super::admit::written;
use super::{Refusal, gone, integrity, require};
use crate::domain::event::Event;
use crate::domain::house::step::{HouseStep, HouseWish};
use crate::domain::house::{Agreement, AgreementId, Became, Parked, ParkedId};
use crate::domain::session::{History, Session};

pub(super) fn admit(history: &History, wish: HouseWish) -> Result<Event, Refusal> {
    let session = history.session();
    let step = match wish {
        HouseWish::Park { text } => HouseStep::Parked { id: history.next_parked(), text: written(&text)? },
        HouseWish::Settle { id, became } => {
            is_or_comes_next(history, became)?;
            HouseStep::ParkedSettled { id, became }
        }
        HouseWish::Agree { text } => {
            let text = written(&text)?;
            let is_new = session.house.in_force().all(|known| known.text != text);
            require(is_new, || Refusal::new("The room has agreed on that already"))?;
            HouseStep::Agreed { id: history.next_agreement(), text }
        }
        HouseWish::Keep { id, kept } => HouseStep::AgreementKept { id, text: agreement(session, id)?.text.clone(), kept },
        HouseWish::Ask { question } => HouseStep::Asked { question: written(&question)? },
        HouseWish::Answer { text } => HouseStep::Answered { text: written(&text)? },
        HouseWish::ReadBack { id, read } => HouseStep::ReadBack { id, owner: integrity::action_of(session, id)?.owner.clone(), read },
    };
    Ok(Event::Housekeeping { step })
}

/// What no session may hold.
pub(super) fn may_be(session: &Session, step: &HouseStep) -> Result<(), Refusal> {
    let house = &session.house;
    match step {
        HouseStep::Parked { id, .. } => require(house.parked(*id).is_none(), || Refusal::new(format!("There is a {id} already"))),
        HouseStep::ParkedSettled { id, .. } => parked(session, *id).map(drop),
        HouseStep::Agreed { id, .. } => require(house.agreement(*id).is_none(), || Refusal::new(format!("There is a {id} already"))),
        HouseStep::AgreementKept { id, .. } => agreement(session, *id).map(drop),
        HouseStep::Asked { .. } => Ok(()),
        HouseStep::Answered { .. } => {
            require(house.question.is_some(), || Refusal::with_remedy("Nothing was asked at check-in", "ask it first (Q under Check-in)"))
        }
        HouseStep::ReadBack { id, .. } => integrity::action_of(session, *id).map(drop),
    }
}

/// What the retro does not do now.
pub(super) fn may_be_now(session: &Session, step: &HouseStep) -> Result<(), Refusal> {
    match step {
        HouseStep::ParkedSettled { id, became } => {
            let now = parked(session, *id)?.became;
            let already = || match now {
                Some(now) => Refusal::new(format!("{id} became {now} already")),
                None => Refusal::new(format!("{id} is open")),
            };
            require(now != *became && (now.is_none() || became.is_none()), already)
        }
        HouseStep::AgreementKept { id, kept, .. } => {
            let told = if *kept { "It is kept already" } else { "It is dropped already" };
            require(agreement(session, *id)?.kept != Some(*kept), || Refusal::new(told))
        }
        HouseStep::Asked { question } => {
            require(session.house.question.as_ref() != Some(question), || Refusal::new("That is the question already"))
        }
        HouseStep::ReadBack { id, read, .. } => {
            let now = session.house.is_read_back(integrity::action_of(session, *id)?);
            require(now != *read, || Refusal::new(if now { "It was read back already" } else { "It was not read back yet" }))
        }
        HouseStep::Parked { .. } | HouseStep::Agreed { .. } | HouseStep::Answered { .. } => Ok(()),
    }
}

/// What a line becomes is there, or is the very next thing to come.
fn is_or_comes_next(history: &History, became: Option<Became>) -> Result<(), Refusal> {
    let session = history.session();
    match became {
        Some(Became::Card(id)) if id != history.next_card() => integrity::card(session, id).map(drop),
        Some(Became::Action(id)) if id != history.next_action() => integrity::action_of(session, id).map(drop),
        _ => Ok(()),
    }
}

fn parked(session: &Session, id: ParkedId) -> Result<&Parked, Refusal> {
    session.house.parked(id).ok_or_else(|| gone(format!("There is no {id} in the parking lot")))
}

fn agreement(session: &Session, id: AgreementId) -> Result<&Agreement, Refusal> {
    session.house.agreement(id).ok_or_else(|| gone(format!("There is no working agreement {id}")))
}
