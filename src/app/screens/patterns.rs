//! The board of Pattern Analysis: buckets of the lens on the left, the selected bucket's renewals on the right.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lists::{ListId, buckets};
use super::page::Page;
use super::{navigation, reasons, view_cache};
use crate::analysis::findings::{Lens, ReasonSuggestion};
use crate::app::command::Command;
use crate::app::list::ListState;
use crate::app::model::Model;
use crate::app::overlays::account::AccountPage;
use crate::app::overlays::{self, Overlay, corrections, pickers, whose_words};
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::wish::Wish;

#[derive(Clone, Debug, Default)]
pub struct PatternBoard {
    pub lens: Lens,
    pub marked: BTreeSet<RenewalId>,
    /// The bucket whose renewals are listed: when it changes, their selection starts anew.
    followed: Option<String>,
}

/// The renewals of the selected bucket, largest ARR first: their places among the facts' renewals.
pub(crate) fn rows(model: &Model) -> Arc<Vec<usize>> {
    view_cache::bucket(model)
}

/// What a lens sorts by, within a title.
pub(crate) fn lens_noun(lens: Lens) -> &'static str {
    match lens {
        Lens::ReasonCode => "reason",
        Lens::Play => "play",
        Lens::ExecInvolvement => "executive involvement",
        Lens::Pricing => "price band",
    }
}

/// Looks through another lens. What is marked stays marked; order, filter and selection are the lens's own.
pub(crate) fn use_lens(model: &mut Model, lens: Lens) {
    if model.screens.patterns.lens == lens {
        return;
    }
    model.screens.patterns.lens = lens;
    for list in [ListId::Buckets, ListId::BucketRenewals, ListId::HeatMap, ListId::Rates] {
        *model.screens.list_mut(list) = ListState::default();
    }
    model.screens.focus(Page::PatternBoard, ListId::Buckets);
}

/// Starts the renewals anew when another bucket is selected.
pub(crate) fn follow_bucket(model: &mut Model) {
    let key = buckets::selected(model).map(|i| buckets::all(model)[i].key.clone());
    if model.screens.patterns.followed != key {
        model.screens.patterns.followed = key;
        model.screens.list_mut(ListId::BucketRenewals).forget_selection();
    }
}

/// What the notes of a renewal suggest, unless it was turned down.
pub(crate) fn suggestion<'a>(world: &'a World, id: &RenewalId) -> Option<&'a ReasonSuggestion> {
    world.findings.suggestions.iter().find(|s| s.renewal == *id && stands(world, s))
}

/// Whether it was not turned down, and the renewal has not been given another code since.
pub(crate) fn stands(world: &World, found: &ReasonSuggestion) -> bool {
    let session = world.session();
    let rejected = session.rejected_suggestions.contains(&(found.renewal.clone(), found.reason.clone()));
    !rejected && session.recoded.get(&found.renewal).is_none_or(|given| *given == found.coded)
}

/// The renewal that the cursor stands on.
pub(crate) fn selected_renewal(model: &Model) -> Option<&Renewal> {
    let rows = rows(model);
    let selected = model.screens.selected(model, ListId::BucketRenewals)?;
    Some(&model.world.facts.renewals[rows[selected]])
}

/// Which side has the keys.
pub(crate) fn side(model: &Model) -> ListId {
    model.screens.focused(Page::PatternBoard).unwrap_or(ListId::Buckets)
}

pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    let side = side(turn.model);
    match command {
        Command::UseLens(lens) => use_lens(turn.model, lens),
        Command::Left => turn.model.screens.focus(Page::PatternBoard, ListId::Buckets),
        Command::Right => turn.model.screens.focus(Page::PatternBoard, ListId::BucketRenewals),
        Command::Open => open(turn),
        Command::ShowRenewals => navigation::open(turn, ListId::Buckets),
        Command::Mark => mark(turn),
        Command::Recode => recode(turn),
        Command::HeardFrom => heard_from(turn),
        Command::Correct => correct(turn),
        Command::AcceptSuggestion | Command::RejectSuggestion => on_suggestion(turn, command),
        Command::NextToCheck => reasons::next(turn),
        // Two sides, each its own list: up and down stay on theirs.
        command => return navigation::on_list(turn.model, side, |state, rows, stamp| state.run(command, rows, stamp)),
    }
    true
}

fn open(turn: &mut Turn) {
    if side(turn.model) == ListId::Buckets {
        turn.model.screens.focus(Page::PatternBoard, ListId::BucketRenewals);
        return;
    }
    if let Some(id) = selected_renewal(turn.model).map(|r| r.account_id.clone()) {
        overlays::open(turn, Overlay::Account(Box::new(AccountPage::new(id))));
    }
}

fn mark(turn: &mut Turn) {
    let Some(id) = selected_renewal(turn.model).map(|r| r.id.clone()) else { return };
    let board = &mut turn.model.screens.patterns;
    if !board.marked.remove(&id) {
        board.marked.insert(id);
    }
    turn.model.screens.focus(Page::PatternBoard, ListId::BucketRenewals);
    navigation::on_list(turn.model, ListId::BucketRenewals, |state, rows, stamp| state.run(Command::Down, rows, stamp));
}

/// The marked renewals, else the selected one.
fn meant(model: &Model) -> Vec<RenewalId> {
    let marked: Vec<RenewalId> = model.screens.patterns.marked.iter().cloned().collect();
    if marked.is_empty() { selected_renewal(model).map(|r| r.id.clone()).into_iter().collect() } else { marked }
}

fn heard_from(turn: &mut Turn) {
    match whose_words::asked(&turn.model.world, &meant(turn.model)) {
        Ok(picker) => turn.open(picker),
        Err(why) => turn.warn(why),
    }
}

fn recode(turn: &mut Turn) {
    let renewals = meant(turn.model);
    if renewals.is_empty() {
        return turn.warn("This bucket holds no renewals to move");
    }
    let picker = pickers::reasons(&turn.model.world, &renewals);
    turn.open(picker);
}

fn correct(turn: &mut Turn) {
    match selected_renewal(turn.model).cloned() {
        Some(renewal) => corrections::open(turn, &renewal),
        None => turn.warn("This bucket holds no renewal to correct"),
    }
}

fn on_suggestion(turn: &mut Turn, command: Command) {
    match wish(turn.model, command) {
        Some(wish) => drop(turn.ask(wish)),
        None => turn.warn("The notes of this renewal suggest no other reason"),
    }
}

/// What a command asks for on the selected renewal.
pub(crate) fn wish(model: &Model, command: Command) -> Option<Wish> {
    let found = suggestion(&model.world, &selected_renewal(model)?.id)?.clone();
    match command {
        Command::AcceptSuggestion => {
            Some(Wish::Recode { renewals: vec![found.renewal], reason: Some(found.reason), matched: found.matched })
        }
        Command::RejectSuggestion => Some(Wish::RejectReason { renewal: found.renewal, reason: found.reason }),
        _ => None,
    }
}
