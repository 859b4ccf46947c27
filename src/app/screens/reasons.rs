//! What is left to do about reasons: the losses without one, and those whose notes speak for another.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::lists::{ListId, buckets};
use super::page::{self, Page};
use super::{navigation, patterns, view_cache};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Lens;
use crate::analysis::patterns::{Coded, coded};
use crate::analysis::population::discussed;
use crate::app::list::ListState;
use crate::app::model::Model;
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::phase::Phase;
use crate::domain::renewal::{Renewal, RenewalId};

/// How far the losses of the window have reasons, as the room has it now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reasons {
    pub coded: Coded,
    /// Losses to look at, in the order of their buckets, the largest first: each with its bucket.
    pub open: Vec<(usize, RenewalId)>,
    /// How many coded losses of a bucket have notes that speak for another reason.
    doubtful: HashMap<usize, usize>,
}

impl Reasons {
    /// Of a bucket of the reason lens.
    pub(crate) fn doubtful(&self, bucket: usize) -> usize {
        self.doubtful.get(&bucket).copied().unwrap_or(0)
    }

    pub(crate) fn all_doubtful(&self) -> usize {
        self.doubtful.values().sum()
    }
}

/// Works it out; [`view_cache::reasons`] keeps it.
pub(crate) fn work_out(world: &World) -> Reasons {
    let room = RoomDecisions::of(world.session());
    let suggested = world.findings.suggestions.iter().filter(|s| s.coded.is_some() && patterns::stands(world, s));
    let doubts: HashSet<&RenewalId> = suggested.map(|s| &s.renewal).collect();
    let is_open = |renewal: &&Renewal| room.is_uncoded_loss(renewal) || doubts.contains(&renewal.id);
    let open: Vec<&Renewal> = discussed(&world.facts, &world.facts.scope.window).filter(is_open).collect();
    let ids: HashSet<&RenewalId> = open.iter().map(|renewal| &renewal.id).collect();
    let all = world.findings.lenses.get(Lens::ReasonCode).iter().enumerate();
    let places: HashMap<&RenewalId, usize> =
        all.flat_map(|(i, bucket)| bucket.renewals.iter().filter(|id| ids.contains(id)).map(move |id| (id, i))).collect();
    let mut placed: Vec<(usize, &Renewal)> = open.into_iter().filter_map(|r| Some((*places.get(&r.id)?, r))).collect();
    placed.sort_by(|(x, a), (y, b)| (x, Reverse(a.before), &a.account).cmp(&(y, Reverse(b.before), &b.account)));
    let mut doubtful = HashMap::new();
    for (place, _) in placed.iter().filter(|(_, renewal)| doubts.contains(&renewal.id)) {
        *doubtful.entry(*place).or_default() += 1;
    }
    let open = placed.into_iter().map(|(place, renewal)| (place, renewal.id.clone())).collect();
    Reasons { coded: coded(&world.facts, &room), open, doubtful }
}

/// On to the next loss to look at, wherever in Pattern Analysis the keys are; after the last comes the first.
pub(crate) fn next(turn: &mut Turn) {
    let reasons = view_cache::reasons(turn.model);
    if reasons.open.is_empty() {
        return turn.say("Every loss has a reason that fits its notes");
    }
    let place = next_place(turn.model, &reasons);
    let (bucket, id) = &reasons.open[place];
    let model = &mut *turn.model;
    patterns::use_lens(model, Lens::ReasonCode);
    let board = page::pages(Phase::PatternAnalysis).iter().position(|page| *page == Page::PatternBoard);
    model.screens.show(Phase::PatternAnalysis, board.unwrap_or(0));
    let key = buckets::all(model)[*bucket].key.clone();
    select(model, ListId::Buckets, &key);
    select(model, ListId::BucketRenewals, &id.0);
    model.screens.focus(Page::PatternBoard, ListId::BucketRenewals);
    let said = format!("{} of {}: {}", place + 1, reasons.open.len(), why(model, id));
    turn.say(said);
}

/// The one after the selected renewal; from elsewhere the next in the buckets' order.
fn next_place(model: &Model, reasons: &Reasons) -> usize {
    if model.screens.patterns.lens != Lens::ReasonCode {
        return 0;
    }
    let on_board = model.screens.page(model.phase()) == Page::PatternBoard;
    let among = on_board && patterns::side(model) == ListId::BucketRenewals;
    let selected = patterns::selected_renewal(model).filter(|_| among);
    if let Some(here) = selected.and_then(|renewal| reasons.open.iter().position(|(_, id)| *id == renewal.id)) {
        return (here + 1) % reasons.open.len();
    }
    let bucket = buckets::selected(model).unwrap_or(0);
    reasons.open.iter().position(|(place, _)| *place >= bucket).unwrap_or(0)
}

/// Selects what has this key, if a search hides it, after ending that.
fn select(model: &mut Model, list: ListId, key: &str) {
    navigation::on_list(model, list, |state, rows, stamp| {
        let is_there = |state: &ListState| state.shown(rows, stamp).iter().any(|i| rows.key(*i) == *key);
        if !is_there(state) {
            state.filter.reset();
        }
        state.select_key(key);
    });
}

/// Short enough for the narrowest screen; the account is the one selected.
fn why(model: &Model, id: &RenewalId) -> String {
    let coded = patterns::selected_renewal(model).and_then(|renewal| model.world.reason_of(renewal));
    match (coded, patterns::suggestion(&model.world, id)) {
        (Some(coded), Some(found)) => format!("coded {}, its notes say {}", coded.label(), found.reason.label()),
        _ => "lost without a reason".to_owned(),
    }
}
