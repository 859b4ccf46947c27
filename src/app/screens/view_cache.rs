//! What views work out from the facts by themselves, kept until the findings or the choice change: drawing asks
//! for it with every frame.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use super::lists::ListId;
use super::lists::buckets;
use super::lists::metrics::Measured;
use super::reasons::{self, Reasons};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::{Breakdown, HeatMap, Lens, Metrics};
use crate::analysis::metrics;
use crate::analysis::metrics::breakdown::by;
use crate::analysis::patterns::heat_map;
use crate::app::model::Model;
use crate::app::overlays::account::Known;
use crate::app::world::Edition;
use crate::app::world::World;
use crate::domain::Name;
use crate::domain::renewal::RenewalId;
use crate::domain::scope::Dimension;

/// A value and what it was worked out for.
type Kept<K, V> = RefCell<Option<(K, Arc<V>)>>;

/// The last of each, with what it was worked out for: how often findings had come, and the choice on screen.
#[derive(Clone, Debug, Default)]
pub struct ViewCache {
    breakdown: Kept<(u64, Vec<Dimension>), Breakdown>,
    measured: Kept<(u64, Vec<Dimension>, Option<usize>), Measured>,
    heat: Kept<(u64, Lens, Dimension), HeatMap>,
    bucket: Kept<(u64, Lens, Option<usize>), Vec<usize>>,
    notes: Kept<(), Vec<usize>>,
    account: Kept<Name, Known>,
    caveat: Kept<(), Option<String>>,
    reasons: Kept<Edition, Reasons>,
}

/// Retention by the grouping shown: as it was asked for, else worked out.
pub fn breakdown(model: &Model) -> Arc<Breakdown> {
    let grouping = model.screens.grouping(&model.world.session().scope.dimensions);
    kept(&model.screens.worked.breakdown, (model.world.analyses, grouping.clone()), || {
        let found = model.world.findings.breakdowns.iter().find(|b| b.dimensions == grouping);
        found.cloned().unwrap_or_else(|| by(&model.world.facts, &RoomDecisions::of(model.world.session()), &grouping))
    })
}

/// The metrics that a list shows: those of the selected group, or of everything in scope.
pub fn measured(model: &Model, list: ListId) -> Arc<Measured> {
    let shown = (list == ListId::GroupMetrics).then(|| (breakdown(model), buckets::selected_group(model)));
    let (dimensions, group) = shown.as_ref().map(|(breakdown, group)| (breakdown.dimensions.clone(), *group)).unwrap_or_default();
    kept(&model.screens.worked.measured, (model.world.analyses, dimensions, group), || match shown {
        Some((breakdown, group)) => of_group(&model.world, &breakdown, group),
        None => Measured {
            group: None,
            facts: Arc::clone(&model.world.facts),
            due: model.world.findings.metrics.clone(),
            ttm: model.world.findings.ttm.clone(),
        },
    })
}

fn of_group(world: &World, breakdown: &Breakdown, group: Option<usize>) -> Measured {
    let Some(group) = group.and_then(|i| breakdown.groups.get(i)) else {
        return Measured { group: None, facts: Arc::clone(&world.facts), due: Metrics::default(), ttm: Metrics::default() };
    };
    let facts = world.facts.only(|renewal| breakdown.holds(group, renewal));
    let ttm = metrics::trailing_year(&facts, &RoomDecisions::of(world.session()));
    Measured { group: Some(breakdown.name(group)), facts: Arc::new(facts), due: group.metrics.clone(), ttm }
}

/// The lens in use against the dimension shown.
pub fn heat(model: &Model) -> Arc<HeatMap> {
    let dimension = model.screens.dimension(&model.world.session().scope.dimensions);
    let lens = model.screens.patterns.lens;
    kept(&model.screens.worked.heat, (model.world.analyses, lens, dimension), || {
        heat_map(&model.world.facts, &RoomDecisions::of(model.world.session()), lens, dimension)
    })
}

/// The renewals of the selected bucket, largest ARR first: their places among the facts' renewals.
pub(crate) fn bucket(model: &Model) -> Arc<Vec<usize>> {
    let (lens, selected) = (model.screens.patterns.lens, buckets::selected(model));
    kept(&model.screens.worked.bucket, (model.world.analyses, lens, selected), || {
        let Some(bucket) = selected.and_then(|i| buckets::all(model).get(i)) else { return vec![] };
        let ids: HashSet<&RenewalId> = bucket.renewals.iter().collect();
        let mut places: Vec<usize> = in_scope(&model.world).filter(|i| ids.contains(&model.world.facts.renewals[*i].id)).collect();
        places.sort_by(|a, b| {
            let [a, b] = [a, b].map(|i| &model.world.facts.renewals[*i]);
            b.before.cmp(&a.before).then_with(|| a.account.cmp(&b.account))
        });
        places
    })
}

/// How far the losses have reasons: what the room says counts at once, before the findings have come again.
pub(crate) fn reasons(model: &Model) -> Arc<Reasons> {
    kept(&model.screens.worked.reasons, model.world.edition(), || reasons::work_out(&model.world))
}

/// The renewals of the window that have notes, those with the newest note first: their places among the facts' renewals.
pub(crate) fn with_notes(model: &Model) -> Arc<Vec<usize>> {
    kept(&model.screens.worked.notes, (), || {
        let renewals = &model.world.facts.renewals;
        let discussed = |i: &usize| model.world.facts.scope.include_churn || !renewals[*i].is_churned();
        let mut places: Vec<usize> = in_scope(&model.world).filter(|i| !renewals[*i].notes.is_empty() && discussed(i)).collect();
        places.sort_by_key(|i| Reverse(renewals[*i].notes.iter().map(|n| n.on).max()));
        places
    })
}

/// What the facts tell of an account, for its page.
pub(crate) fn account(model: &Model, id: &Name) -> Arc<Known> {
    kept(&model.screens.worked.account, id.clone(), || Known::of(&model.world, id))
}

/// What the figures must not be read without.
pub(crate) fn caveat(model: &Model) -> Arc<Option<String>> {
    kept(&model.screens.worked.caveat, (), || model.world.facts.caveat())
}

/// The places of the window's renewals among the facts'.
fn in_scope(world: &World) -> impl Iterator<Item = usize> {
    let window = &world.facts.scope.window;
    let from = world.facts.renewals.partition_point(|r| r.due < window.from);
    from..from + world.facts.in_scope().len()
}

fn kept<K: PartialEq, V>(place: &Kept<K, V>, key: K, work_out: impl FnOnce() -> V) -> Arc<V> {
    if let Some((known, value)) = &*place.borrow()
        && *known == key
    {
        return Arc::clone(value);
    }
    let value = Arc::new(work_out());
    *place.borrow_mut() = Some((key, Arc::clone(&value)));
    value
}
