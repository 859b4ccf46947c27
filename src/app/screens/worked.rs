//! What views work out from the facts by themselves, kept until the findings or the choice change: drawing asks
//! for it with every frame.

use std::cell::RefCell;
use std::sync::Arc;

use crate::analysis::findings::{Breakdown, HeatMap, Lens};
use crate::analysis::metrics::breakdown::by;
use crate::analysis::patterns::heat_map;
use crate::analysis::room::Room;
use crate::app::model::Model;
use crate::domain::scope::Dimension;

/// A value and what it was worked out for.
type Kept<K, V> = RefCell<Option<(K, Arc<V>)>>;

/// The last of each, with what it was worked out for: how often findings had come, and the choice on screen.
#[derive(Clone, Debug, Default)]
pub struct Worked {
    breakdown: Kept<(u64, Dimension), Breakdown>,
    heat: Kept<(u64, Lens, Dimension), HeatMap>,
}

/// Retention by the dimension shown: as it was asked for, else worked out.
pub fn breakdown(model: &Model) -> Arc<Breakdown> {
    let dimension = model.screens.dimension(&model.session().scope.dimensions);
    kept(&model.screens.worked.breakdown, (model.analyses, dimension), || {
        let found = model.findings.breakdowns.iter().find(|b| b.dimensions == [dimension]);
        found.cloned().unwrap_or_else(|| by(&model.facts, &Room::of(model.session()), &[dimension]))
    })
}

/// The lens in use against the dimension shown.
pub fn heat(model: &Model) -> Arc<HeatMap> {
    let dimension = model.screens.dimension(&model.session().scope.dimensions);
    let lens = model.screens.patterns.lens;
    kept(&model.screens.worked.heat, (model.analyses, lens, dimension), || {
        heat_map(&model.facts, &Room::of(model.session()), lens, dimension)
    })
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
