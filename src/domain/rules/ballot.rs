//! Votes within the budget.

use super::{Refusal, require};
use crate::domain::budget::Budget;
use crate::domain::card::CardId;
use crate::domain::event::Event;
use crate::domain::person::PersonId;
use crate::domain::session::Session;
use crate::domain::text::counted;

/// A vote more than these, and it is no budget.
const MOST: u32 = 99;

/// Whether a budget can be held at all.
pub(super) fn is_budget(budget: Budget) -> Result<(), Refusal> {
    require((1..=MOST).contains(&budget.person), || Refusal::new(format!("A person has 1 to {MOST} votes")))?;
    require((1..=budget.person).contains(&budget.card), || {
        Refusal::new(format!("On one card go 1 to {}, the votes that a person has", budget.person))
    })
}

/// Whether votes are left for what somebody wants.
///
/// # Errors
/// What is used up, and what would help.
pub(super) fn within_budget(session: &Session, who: PersonId, event: &Event) -> Result<(), Refusal> {
    let Some(budget) = session.budget() else { return Ok(()) };
    match event {
        Event::VoteCast { id, up: true } => {
            if who.is_room() {
                room_votes(session, budget, *id)?;
            } else {
                person_votes(session, budget, who, *id)?;
            }
            are_left(session, budget, who, 1)
        }
        Event::HandsCounted { id, hands } => {
            let before = session.insight(*id).and_then(|card| card.votes.hands()).unwrap_or(0);
            are_left(session, budget, who, hands.saturating_sub(before))
        }
        _ => Ok(()),
    }
}

fn person_votes(session: &Session, budget: Budget, who: PersonId, id: CardId) -> Result<(), Refusal> {
    let name = session.person(who).map_or("This person", |person| person.name.as_str());
    require(session.votes_of(who) < budget.person, || {
        let all = counted(budget.person as usize, "vote", "votes");
        Refusal::with_remedy(format!("{name} has used {all} of {}", budget.person), remedy())
    })?;
    let on_card = session.insight(id).map_or(0, |card| card.votes.of(who));
    require(on_card < budget.card, || {
        let why = format!("{name} has {} on {id}, the most on one card", counted(on_card as usize, "vote", "votes"));
        Refusal::with_remedy(why, "vote for another card")
    })
}

/// Nobody by name: it stands for any of those here.
fn room_votes(session: &Session, budget: Budget, id: CardId) -> Result<(), Refusal> {
    let on_card = session.insight(id).map_or(0, |card| card.votes.total());
    let most = budget.card.saturating_mul(session.voters());
    require(on_card < most, || Refusal::with_remedy(format!("{id} has all {most} votes that one card can have"), "vote for another card"))
}

fn are_left(session: &Session, budget: Budget, who: PersonId, more: u32) -> Result<(), Refusal> {
    let used = session.votes_used();
    // Who left is counted again by a vote.
    let is_new = session.person(who).is_some_and(|person| !person.present && session.votes_of(who) == 0);
    let given = budget.person.saturating_mul(session.voters() + u32::from(is_new));
    require(more == 0 || used.saturating_add(more) <= given, || {
        let left = given.saturating_sub(used);
        let why = if left == 0 { format!("All {given} votes are used") } else { format!("Only {left} of {given} votes are left") };
        Refusal::with_remedy(why, remedy())
    })
}

fn remedy() -> &'static str {
    "V takes one back, : \"votes per person\" gives more"
}
