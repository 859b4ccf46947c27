//! What may be put into a group, and what may be done with it.

use super::integrity::card;
use super::{Refusal, require};
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::session::Session;

/// Each card stands in one group, and a group in none.
pub(super) fn groups(session: &Session, id: CardId, name: &str, cards: &[CardId]) -> Result<(), Refusal> {
    let lead = alone(session, id)?;
    require(!name.trim().is_empty(), || Refusal::new("A group needs a name"))?;
    require(!cards.is_empty(), || Refusal::new("A group needs a second card"))?;
    for (i, other) in cards.iter().enumerate() {
        let card = alone(session, *other)?;
        let is_new = *other != id && !cards[..i].contains(other);
        require(is_new, || Refusal::new(format!("{other} is in this group already")))?;
        require(!card.is_group(), || {
            let remedy = "M takes one of them apart";
            Refusal::with_remedy(format!("{id} and {other} cannot be put together: {other} is a group itself"), remedy)
        })?;
        require(!card.critical || lead.kind == InsightKind::Blocker, || {
            let remedy = format!("mark {id} (m) and put it to {other} instead");
            Refusal::with_remedy(format!("{other} is a critical blocker, and {id} is not among the blockers"), remedy)
        })?;
    }
    Ok(())
}

/// A card or group that stands on the board by itself.
pub(super) fn alone(session: &Session, id: CardId) -> Result<&Insight, Refusal> {
    let found = card(session, id)?;
    require(found.id == id, || {
        let why = format!("{id} is in the group {} {}", found.id, found.text);
        Refusal::with_remedy(why, format!("take {} apart first (M)", found.id))
    })?;
    Ok(found)
}

pub(super) fn is_group(session: &Session, id: CardId) -> Result<&Insight, Refusal> {
    let found = alone(session, id)?;
    require(found.is_group(), || super::gone(format!("{id} is no group")))?;
    Ok(found)
}

/// What is removed is one card: a group is taken apart before.
pub(super) fn removes(session: &Session, id: CardId) -> Result<(), Refusal> {
    let found = alone(session, id)?;
    require(!found.is_group(), || Refusal::with_remedy(format!("{id} is a group"), "take it apart first (M)"))
}
