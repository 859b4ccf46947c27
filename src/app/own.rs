//! A user's own agendas and guides: they may be written while the program runs, and count from when they are next asked for.

use std::sync::Arc;

use super::effect::Effect;
use super::guide::Guides;
use super::overlays::picker::Choice;
use super::overlays::{Overlay, pickers};
use super::turn::Turn;
use crate::domain::agenda::Agenda;

/// The agendas and guides there are, bundled and one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    pub agendas: Vec<Agenda>,
    pub guides: Guides,
    /// What is left out, and why.
    pub flawed: Vec<String>,
}

/// Has them read again beside the screen; what is known is shown meanwhile.
pub(crate) fn look_again(turn: &mut Turn) {
    turn.effects.push(Effect::ReadOwn);
}

/// They were read: whoever is choosing chooses among them.
pub(crate) fn read(turn: &mut Turn, own: Own) {
    let settings = &mut turn.model.settings;
    let new: Vec<String> =
        own.flawed.iter().filter(|flaw| !settings.flawed.contains(flaw)).map(|flaw| format!("Left out: {flaw}")).collect();
    let is_news = *settings.agendas != own.agendas;
    (settings.agendas, settings.guides, settings.flawed) = (Arc::new(own.agendas), Arc::new(own.guides), own.flawed);
    if is_news {
        offer_again(turn);
    }
    for told in new {
        turn.warn_later(told);
    }
}

/// A chooser of agendas that is open shows those that there are now, narrowed as it was.
fn offer_again(turn: &mut Turn) {
    let Some(place) = turn.model.overlays.iter().rposition(offers_agendas) else { return };
    let Overlay::Picker(old) = &turn.model.overlays[place] else { return };
    let typed = old.input.value().to_owned();
    let fresh = if old.title == pickers::PALETTE { pickers::palette(turn.model) } else { pickers::agendas(turn.model) };
    let Overlay::Picker(mut fresh) = fresh else { return };
    fresh.search(&typed);
    turn.model.overlays[place] = Overlay::Picker(fresh);
}

/// It is chosen from the agendas there are.
pub(crate) fn offers_agendas(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::Picker(picker) if picker.items.iter().any(|item| matches!(item.choice, Choice::Agenda(_))))
}
