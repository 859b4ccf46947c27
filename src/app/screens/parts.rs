//! What stands on the screen: the view of a phase, or those of both phases that run side by side.

use super::page::Page;
use crate::app::model::Model;
use crate::domain::phase::Phase;

/// From so many columns on both stand beside each other, each as wide as on the narrowest screen there is.
const BOTH_FROM: u16 = 160;

/// The other phase that runs, where the one on the screen runs with one side by side.
pub(crate) fn other(model: &Model) -> Option<Phase> {
    let here = model.phase();
    let open = &model.world.session().open;
    here.beside().filter(|other| open.contains(&here) && open.contains(other))
}

/// Two phases stand on the screen.
pub(crate) fn are_both_shown(model: &Model) -> bool {
    model.size.0 >= BOTH_FROM && other(model).is_some()
}

/// The phases on the screen with their views, from left to right. That of [`Model::phase`] has the keys.
pub(crate) fn parts(model: &Model) -> Vec<(Phase, Page)> {
    let here = model.phase();
    let phases: &[Phase] = if are_both_shown(model) { &Phase::SIDE_BY_SIDE } else { std::slice::from_ref(&here) };
    phases.iter().map(|phase| (*phase, model.screens.page(*phase))).collect()
}

/// Whether a view has the keys, while nothing lies above it.
pub(crate) fn has_keys(model: &Model, page: Page) -> bool {
    model.screens.page(model.phase()) == page
}
