//! Metrics by the values of one dimension, or of several crossed.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Around, Tally, compare, given};
use crate::analysis::findings::{Breakdown, Group};
use crate::analysis::population::discussed;
use crate::analysis::room::Room;
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::scope::Dimension;

/// The breakdowns a scope asks for: each of its dimensions, then all of them crossed.
pub fn asked_for(facts: &Facts, room: &Room<'_>) -> Vec<Breakdown> {
    let dimensions = &facts.scope.dimensions;
    let mut all: Vec<Breakdown> = dimensions.iter().map(|dimension| by(facts, room, &[*dimension])).collect();
    if dimensions.len() > 1 {
        all.push(by(facts, room, dimensions));
    }
    all
}

/// Metrics of each combination of values that stands in the scope's window, most ARR lost first.
pub fn by(facts: &Facts, room: &Room<'_>, dimensions: &[Dimension]) -> Breakdown {
    let (previous, year_ago) = facts.scope.comparisons();
    let windows = [&facts.scope.window, &previous, &year_ago];
    let [now, before, then] = windows.map(|window| grouped(discussed(facts, window), dimensions));
    let nothing = Vec::new();
    let all = grouped(facts.all(), dimensions);
    let mut groups: Vec<Group> = now
        .iter()
        .map(|(values, renewals)| {
            let of_group = [&now, &before, &then].map(|groups| groups.get(values).unwrap_or(&nothing));
            let everything = all.get(values).unwrap_or(&nothing);
            let tally = |i: usize| {
                let around = Around::over(&everything.iter().copied(), windows[i], facts.scope.known_by());
                Tally::over(of_group[i].iter().copied(), room, &around)
            };
            group(facts, values.clone(), renewals, &[tally(0), tally(1), tally(2)])
        })
        .collect();
    groups.sort_by(|x, y| y.lost_arr.cmp(&x.lost_arr).then(y.counts.due.cmp(&x.counts.due)).then(x.values.cmp(&y.values)));
    Breakdown { dimensions: dimensions.to_vec(), groups }
}

fn group(facts: &Facts, values: Vec<Name>, renewals: &[&Renewal], [now, before, then]: &[Tally; 3]) -> Group {
    let known = super::arr_unknown(&now.arr).is_none();
    Group {
        values,
        counts: now.counts,
        arr: known.then_some(now.arr.before + now.arr.not_yet_due),
        lost_arr: known.then_some(now.arr.lost),
        metrics: compare(now, before, then, given(facts)),
        renewals: renewals.iter().map(|r| RenewalId::clone(&r.id)).collect(),
    }
}

fn grouped<'a>(renewals: impl Iterator<Item = &'a Renewal>, dimensions: &[Dimension]) -> BTreeMap<Vec<Name>, Vec<&'a Renewal>> {
    // At most four dimensions: their values are compared in place, and named only once for each group.
    let mut groups: FxHashMap<[&str; 4], Vec<&Renewal>> = FxHashMap::default();
    for renewal in renewals {
        let mut values = [""; 4];
        for (value, dimension) in values.iter_mut().zip(dimensions) {
            *value = renewal.dimension(*dimension);
        }
        groups.entry(values).or_default().push(renewal);
    }
    let named = |values: [&str; 4]| values.into_iter().take(dimensions.len()).map(Name::from).collect();
    groups.into_iter().map(|(values, renewals)| (named(values), renewals)).collect()
}
