//! Renewals bucketed under the four lenses. Cheap enough to be called on every change of lens or filter.

mod accumulate;
mod coded;
mod heat;
mod slots;

pub(crate) use coded::{Coded, coded};
pub use heat::heat_map;
pub(crate) use slots::UNCODED;

use accumulate::Buckets;
pub(crate) use accumulate::arr_lost;
use slots::{Facet, Slot, slots};

use super::decisions::RoomDecisions;
use super::findings::{Bucket, Lens, Lenses};
use super::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;

/// A rate over fewer decided renewals than this is not given.
pub const MIN_FOR_RATE: u64 = 5;

/// The buckets of one lens over the scope's window, most ARR lost first within each question the lens asks.
pub fn lens(facts: &Facts, room: &RoomDecisions<'_>, lens: Lens) -> Vec<Bucket> {
    let (previous, _) = facts.scope.comparisons();
    let mut buckets = Buckets::known_by(facts.scope.known_by());
    for renewal in discussed(facts, &facts.scope.window) {
        slots(lens, renewal, room, &mut |slot| buckets.now(slot, renewal));
        if lens == Lens::ReasonCode {
            secondary(renewal, &mut buckets);
        }
    }
    for renewal in discussed(facts, &previous) {
        slots(lens, renewal, room, &mut |slot| buckets.before(slot, renewal));
    }
    buckets.finish(&facts.coverage)
}

/// Whether a renewal stands in the bucket of this key.
pub(crate) fn stands_in(lens: Lens, renewal: &Renewal, room: &RoomDecisions<'_>, key: &str) -> bool {
    let mut stands = false;
    slots(lens, renewal, room, &mut |slot| stands |= slot.key() == key);
    stands
}

/// All four.
pub(crate) fn lenses(facts: &Facts, room: &RoomDecisions<'_>) -> Lenses {
    let [reason_code, play, exec_involvement, pricing] = Lens::ALL.map(|which| lens(facts, room, which));
    Lenses { reason_code, play, exec_involvement, pricing }
}

/// Renewals by the competitor that was named.
pub(crate) fn competitors(facts: &Facts) -> Vec<Bucket> {
    let (previous, _) = facts.scope.comparisons();
    let mut buckets = Buckets::known_by(facts.scope.known_by());
    let slot = |renewal: &'_ Renewal| renewal.competitor.is_some();
    for renewal in discussed(facts, &facts.scope.window).filter(|r| slot(r)) {
        buckets.now(competitor(renewal), renewal);
    }
    for renewal in discussed(facts, &previous).filter(|r| slot(r)) {
        buckets.before(competitor(renewal), renewal);
    }
    buckets.finish(&facts.coverage)
}

fn competitor(renewal: &Renewal) -> Slot<'_> {
    Slot { facet: Facet::Competitor, value: renewal.competitor.as_deref().unwrap_or_default() }
}

fn secondary<'a>(renewal: &'a Renewal, buckets: &mut Buckets<'a>) {
    for reason in &renewal.secondary {
        buckets.secondary(Slot { facet: Facet::Reason, value: reason.as_str() });
    }
}

#[cfg(test)]
#[path = "patterns/patterns_tests.rs"]
mod tests;
