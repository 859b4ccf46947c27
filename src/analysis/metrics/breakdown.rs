//! Metrics by the values of one dimension, or of several crossed.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Tally, compare};
use crate::analysis::findings::{Breakdown, Group};
use crate::analysis::population::discussed;
use crate::analysis::room::Room;
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::scope::Dimension;
use crate::domain::window::Window;

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
    let now = grouped(facts, &facts.scope.window, dimensions);
    let [before, then] = [previous, year_ago].map(|window| tallies(grouped(facts, &window, dimensions), room));
    let nothing = Tally::default();
    let mut groups: Vec<Group> = now
        .into_iter()
        .map(|(values, renewals)| {
            let tally = Tally::over(renewals.iter().copied(), room);
            let earlier = [&before, &then].map(|tallies| tallies.get(&values).unwrap_or(&nothing));
            group(values, &renewals, &tally, earlier, facts.scope.include_churn)
        })
        .collect();
    groups.sort_by(|x, y| y.lost_arr.cmp(&x.lost_arr).then(y.counts.due.cmp(&x.counts.due)).then(x.values.cmp(&y.values)));
    Breakdown { dimensions: dimensions.to_vec(), groups }
}

fn group(values: Vec<Name>, renewals: &[&Renewal], tally: &Tally, [before, then]: [&Tally; 2], include_churn: bool) -> Group {
    let known = super::arr_unknown(tally).is_none();
    Group {
        values,
        counts: tally.counts,
        arr: known.then_some(tally.arr.before),
        lost_arr: known.then_some(tally.arr.lost),
        metrics: compare(tally, before, then, include_churn),
        renewals: renewals.iter().map(|r| RenewalId::clone(&r.id)).collect(),
    }
}

fn grouped<'a>(facts: &'a Facts, window: &Window, dimensions: &[Dimension]) -> BTreeMap<Vec<Name>, Vec<&'a Renewal>> {
    // At most four dimensions: their values are compared in place, and named only once for each group.
    let mut groups: FxHashMap<[&str; 4], Vec<&Renewal>> = FxHashMap::default();
    for renewal in discussed(facts, window) {
        let mut values = [""; 4];
        for (value, dimension) in values.iter_mut().zip(dimensions) {
            *value = renewal.dimension(*dimension);
        }
        groups.entry(values).or_default().push(renewal);
    }
    let named = |values: [&str; 4]| values.into_iter().take(dimensions.len()).map(Name::from).collect();
    groups.into_iter().map(|(values, renewals)| (named(values), renewals)).collect()
}

fn tallies(groups: BTreeMap<Vec<Name>, Vec<&Renewal>>, room: &Room<'_>) -> BTreeMap<Vec<Name>, Tally> {
    groups.into_iter().map(|(values, renewals)| (values, Tally::over(renewals.into_iter(), room))).collect()
}
