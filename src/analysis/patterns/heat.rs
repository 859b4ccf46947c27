//! A lens against a dimension.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::accumulate::Amounts;
use super::slots::{Slot, slots};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::{HeatMap, Lens};
use crate::analysis::population::discussed;
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::scope::Dimension;

/// Each bucket of the lens by each value of the dimension, over the scope's window; rows in the lens's order.
pub fn heat_map(facts: &Facts, room: &RoomDecisions<'_>, lens: Lens, dimension: Dimension) -> HeatMap {
    let mut cells: FxHashMap<(Slot<'_>, &Name), Amounts> = FxHashMap::default();
    let mut columns: BTreeSet<Name> = BTreeSet::new();
    for renewal in discussed(facts, &facts.scope.window) {
        let value = renewal.dimension(dimension);
        slots(lens, renewal, room, &mut |slot| cells.entry((slot, value)).or_default().add(renewal));
        if !columns.contains(value) {
            columns.insert(value.clone());
        }
    }
    let mut by_key: FxHashMap<(String, &Name), Amounts> =
        cells.into_iter().map(|((slot, value), sum)| ((slot.key(), value), sum)).collect();
    let buckets = super::lens(facts, room, lens).into_iter().filter(|bucket| bucket.count > 0);
    let rows: Vec<(String, String)> = buckets.map(|bucket| (bucket.key, bucket.label)).collect();
    let row = |(key, _): &(String, String)| {
        let cell = |column| by_key.remove(&(key.clone(), column)).unwrap_or_default().into_cell();
        columns.iter().map(cell).collect()
    };
    let cells = rows.iter().map(row).collect();
    HeatMap { rows, columns: columns.into_iter().collect(), cells }
}
