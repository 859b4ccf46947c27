//! Customers and amounts hidden on the screen while it is shared. What the session holds, and what is written, is as ever.

use std::sync::Arc;

use super::model::Model;
use super::turn::Turn;
use crate::domain::facts::Facts;
use crate::domain::redaction::Redaction;

/// What hides them, and the data whose customers it knows.
pub struct Hidden {
    facts: Arc<Facts>,
    pub redaction: Arc<Redaction>,
}

impl Hidden {
    fn over(model: &Model) -> Self {
        let facts = model.world.facts.clone();
        let redaction = Arc::new(Redaction::of(&facts, model.settings.pseudonyms));
        Self { facts, redaction }
    }
}

/// From now on.
pub fn hide(model: &mut Model) {
    model.hidden = Some(Hidden::over(model));
}

pub(crate) fn toggle(turn: &mut Turn) {
    if turn.model.hidden.take().is_some() {
        return turn.warn("Names and amounts are shown again");
    }
    hide(turn.model);
    turn.say_good("Names and amounts are hidden on the screen; files keep them");
}

/// Other data have other customers.
pub(crate) fn keep_up(model: &mut Model) {
    if model.hidden.as_ref().is_some_and(|hidden| !Arc::ptr_eq(&hidden.facts, &model.world.facts)) {
        hide(model);
    }
}
