//! Whose words the reason of a renewal is: the customer's own weigh more than what somebody here made of them.

use super::Overlay;
use super::picker::{Choice, Item, Picker};
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::correction::{FieldChange, RenewalValue};
use crate::domain::reason::Voice;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::wish::Wish;

/// The picker, or why there is nothing to ask.
///
/// # Errors
/// None of them has a reason yet.
pub(crate) fn asked(world: &World, renewals: &[RenewalId]) -> Result<Overlay, String> {
    let with_reason: Vec<&Renewal> = with_reason(world, renewals).collect();
    let title = match with_reason[..] {
        [] => return Err(format!("There is no reason yet: {} gives one", keymap::named(Command::Recode))),
        [one] => format!("Whose words is the reason of {}?", one.account),
        _ => format!("Whose words are the reasons of {} renewals?", with_reason.len()),
    };
    let renewals: Vec<RenewalId> = with_reason.iter().map(|renewal| renewal.id.clone()).collect();
    let is_said = |from: Option<Voice>| with_reason.iter().all(|renewal| renewal.reason_source == from);
    let item = |from: Option<Voice>| Item {
        label: from.map_or("nobody said", Voice::label).to_owned(),
        detail: if is_said(from) { "as it stands" } else { from.map_or("", Voice::about) }.to_owned(),
        choice: Choice::Heard { renewals: renewals.clone(), from },
    };
    Ok(Overlay::Picker(Picker::new(title, Voice::ALL.into_iter().map(Some).chain([None]).map(item).collect())))
}

fn with_reason<'a>(world: &'a World, renewals: &[RenewalId]) -> impl Iterator<Item = &'a Renewal> {
    renewals.iter().filter_map(|id| world.facts.find(id)).filter(|renewal| world.reason_of(renewal).is_some())
}

/// Does what was chosen.
pub(crate) fn chosen(turn: &mut Turn, renewals: &[RenewalId], from: Option<Voice>) {
    let world = &turn.model.world;
    let others = with_reason(world, renewals).filter(|renewal| renewal.reason_source != from);
    let wish = |renewal: &Renewal| Wish::Correct {
        renewal: renewal.id.clone(),
        account: renewal.account.to_string(),
        changes: vec![FieldChange { from: RenewalValue::ReasonSource(renewal.reason_source), to: RenewalValue::ReasonSource(from) }],
        why: String::new(),
    };
    let wishes: Vec<Wish> = others.map(wish).collect();
    if wishes.is_empty() {
        return turn.say("That stands there already");
    }
    if wishes.into_iter().all(|wish| turn.ask(wish).is_some()) {
        turn.model.screens.patterns.marked.clear();
    }
}
