//! Metrics by the values of one dimension, or of several crossed.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::value::{Given, value};
use super::{Around, Tallies, Tally, Unreached, chance, compare, given};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::{Breakdown, Group, MetricKey, Metrics};
use crate::analysis::population::discussed;
use crate::analysis::stats::pull::{Pull, Told};
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::scope::Dimension;

/// The breakdowns a scope asks for: each of its dimensions, people last, then all of them crossed.
pub(crate) fn asked_for(tallies: &Tallies<'_>) -> Vec<Breakdown> {
    let facts = tallies.facts;
    let mut dimensions = facts.scope.dimensions.clone();
    dimensions.sort_by_key(|dimension| dimension.is_of_people());
    let mut all: Vec<Breakdown> = dimensions.iter().map(|dimension| over(tallies, &[*dimension])).collect();
    if dimensions.len() > 1 {
        all.push(over(tallies, &facts.scope.dimensions));
    }
    all
}

/// Metrics of each combination of values that stands in the scope's window, those first that cost most: what is lost of their
/// ARR at the rate that is pulled towards the whole.
pub fn by(facts: &Facts, room: &RoomDecisions<'_>, dimensions: &[Dimension]) -> Breakdown {
    over(&Tallies::of(facts, room), dimensions)
}

fn over(tallies: &Tallies<'_>, dimensions: &[Dimension]) -> Breakdown {
    let (facts, room) = (tallies.facts, tallies.room);
    let (previous, year_ago) = facts.scope.comparisons();
    let windows = [&facts.scope.window, &previous, &year_ago];
    let [now, before, then] = windows.map(|window| grouped(discussed(facts, window), dimensions));
    let nothing = Vec::new();
    let all = grouped(facts.with_ahead(), dimensions);
    let unreached = Unreached::of(facts);
    let of_values = |(values, renewals): (&Vec<Name>, &Vec<&Renewal>)| {
        let of_group = [&now, &before, &then].map(|groups| groups.get(values).unwrap_or(&nothing));
        let everything = all.get(values).unwrap_or(&nothing);
        let [now, before, then] = [0, 1, 2].map(|i| {
            let around = Around::over(&everything.iter().copied(), windows[i], facts.scope.known_by());
            Tally::over(of_group[i].iter().copied(), room, &around)
        });
        let mut metrics = compare(&now, &before, &then, given(facts));
        metrics.values_mut().for_each(|metric| unreached.leave_out(metric));
        (group(values.clone(), renewals, &now, metrics), now)
    };
    let mut groups: Vec<(Group, Tally)> = now.iter().map(of_values).collect();
    pull(&mut groups, tallies.now(), given(facts));
    let mut groups: Vec<Group> = groups.into_iter().map(|(group, _)| group).collect();
    groups.sort_by(|x, y| costs(y).total_cmp(&costs(x)).then(y.counts.due.cmp(&x.counts.due)).then(x.values.cmp(&y.values)));
    Breakdown { dimensions: dimensions.to_vec(), groups }
}

fn group(values: Vec<Name>, renewals: &[&Renewal], now: &Tally, metrics: Metrics) -> Group {
    let known = super::arr_unknown(&now.arr).is_none();
    Group {
        values,
        counts: now.counts,
        arr: known.then_some(now.arr.before + now.arr.not_yet_due),
        lost_arr: known.then_some(now.arr.lost),
        metrics,
        renewals: renewals.iter().map(|r| RenewalId::clone(&r.id)).collect(),
    }
}

/// What a group of this size loses at its pulled rate; below nothing where its ARR is not known.
fn costs(group: &Group) -> f64 {
    let rate = group.metrics.get(&MetricKey::Grr).and_then(|metric| metric.pulled);
    group.arr.zip(rate).map_or(-1.0, |(arr, rate)| arr.to_f64() * (1.0 - rate))
}

/// Pulls each rate of the groups towards that of the whole.
fn pull(groups: &mut [(Group, Tally)], whole: &Tally, given: Given<'_>) {
    for key in MetricKey::ALL {
        let Some(rate) = value(key, whole, given).value else { continue };
        let Some(variance) = chance::variance(key, rate, whole) else { continue };
        let told = |(group, tally): &(Group, Tally)| chance::told(key, group.metrics.get(&key)?.value?, tally);
        let all: Vec<Told> = groups.iter().filter_map(told).collect();
        let pull = Pull::of(rate, variance, &all);
        for one in &mut *groups {
            let pulled = told(one).map(|told| pull.rate(told));
            if let Some(metric) = one.0.metrics.get_mut(&key) {
                metric.pulled = pulled;
            }
        }
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
