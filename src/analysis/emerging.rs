//! What is new or growing: a reason, a competitor, a product or a geo, in this window against its own history.
//!
//! For each key, every place (anywhere, a segment, a geo, a product, a persona) and every start (this window, this and
//! the one before …) is looked at: is it named more often there and since then than earlier and elsewhere (Fisher's
//! exact test)? The best is reported with its p multiplied by the number of looks (Bonferroni), and the keys are
//! corrected among each other (Benjamini–Hochberg). A key that was always where it is now is not emerging, so the
//! place's own history is tested as well. What is counted are accounts, each once in a window: the contracts of one customer
//! are one decision.

mod counts;
mod scan;
mod units;

use std::collections::HashSet;

use super::decisions::RoomDecisions;
use super::findings::Emerging;
use super::indicators::FALSE_DISCOVERY;
use super::population::decided;
use super::stats::multiple::benjamini_hochberg;
use super::windows::Windows;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, RenewalId};
use counts::{Counts, Key, Place};
use scan::Look;
use units::{Unit, units};

/// Everything that holds, surest first.
pub fn emerging(facts: &Facts, room: &RoomDecisions<'_>) -> Vec<Emerging> {
    let windows = Windows::of(facts);
    let units = looked_at(facts, &windows);
    let counts = Counts::over(&units, windows.len(), room, facts.scope.segment.is_none());
    let looks: Vec<(Key<'_>, Look<'_>)> = scan::best_looks(&counts, windows.len());
    let p: Vec<f64> = looks.iter().map(|(_, look)| look.p).collect();
    let q = benjamini_hochberg(&p);
    let holding = looks.into_iter().zip(q).filter(|((_, look), q)| *q <= FALSE_DISCOVERY && look.is_emerging());
    let mut found: Vec<Emerging> = holding.map(|((key, look), q)| describe(key, &look, q, &windows, &units, room)).collect();
    found.sort_by(|x, y| x.q.total_cmp(&y.q).then_with(|| x.key.cmp(&y.key)));
    found
}

/// What was decided, by account and window.
fn looked_at<'a>(facts: &'a Facts, windows: &Windows) -> Vec<Unit<'a>> {
    units(decided(facts).filter(|r| facts.scope.include_churn || !r.is_churned()), windows)
}

fn describe<'a>(key: Key<'_>, look: &Look<'_>, q: f64, windows: &Windows, units: &[Unit<'a>], room: &RoomDecisions<'a>) -> Emerging {
    let naming: Vec<(usize, Vec<&Renewal>)> = units.iter().map(|unit| (unit.window, unit.naming(key, look.place, room))).collect();
    let now = || naming.iter().filter(|(window, _)| *window <= look.start).map(|(_, renewals)| renewals);
    let renewals: Vec<&Renewal> = now().flatten().copied().collect();
    let [now_count, now_not, before, before_not] = look.table.cells();
    Emerging {
        key: key.to_string(),
        label: key.label(),
        span: windows.since(look.start),
        now: now_count,
        now_of: now_count + now_not,
        before,
        before_of: before + before_not,
        p: look.p,
        q,
        history_p: look.history_p,
        lost: now().filter(|of_one| of_one.iter().any(|r| r.is_churned())).count() as u64,
        first_seen: naming.iter().flat_map(|(_, renewals)| renewals).map(|r| r.due).min().unwrap_or_default(),
        within: look.place.describe(),
        renewals: renewals.iter().map(|r| r.id.clone()).collect(),
        arr: renewals.iter().map(|r| r.before).sum(),
    }
}

/// Those that a finding stands out against and that name the same: earlier, or elsewhere.
pub(crate) fn before<'a>(facts: &'a Facts, room: &RoomDecisions<'_>, found: &Emerging) -> Vec<&'a Renewal> {
    let Some(key) = Key::read(&found.key) else { return vec![] };
    let whole = key.home().unwrap_or(Place::Anywhere);
    let now: HashSet<&RenewalId> = found.renewals.iter().collect();
    let units = looked_at(facts, &Windows::of(facts));
    let mut naming: Vec<&Renewal> = units.iter().flat_map(|unit| unit.naming(key, whole, room)).filter(|r| !now.contains(&r.id)).collect();
    naming.sort_by(|x, y| x.due.cmp(&y.due).then_with(|| x.id.cmp(&y.id)));
    naming
}

#[cfg(test)]
#[path = "emerging/emerging_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "emerging/chance_tests.rs"]
mod chance;
