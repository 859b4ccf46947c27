//! Ids of customers who are one, each with the one that all go under.

use std::collections::{BTreeMap, HashMap};

use crate::work;

/// Each id that goes under another, with the last of the way; and an id that leads back to itself, if there is one. Such ids are
/// customers of their own. One that is said to go under itself is one, too, and no slip.
pub(crate) fn followed(said: &BTreeMap<String, String>) -> (HashMap<&str, &str>, Option<&str>) {
    let mut found: HashMap<&str, &str> = HashMap::with_capacity(said.len());
    let mut round = None;
    for start in said.keys().map(String::as_str) {
        let (mut way, mut places, mut id) = (Vec::new(), HashMap::new(), start);
        let last = loop {
            work::done(1);
            if let Some(known) = found.get(id) {
                break Some(*known);
            }
            if let Some(at) = places.insert(id, way.len()) {
                let ring = way.split_off(at);
                round = round.or((ring.len() > 1).then_some(id));
                found.extend(ring.into_iter().map(|id| (id, id)));
                break Some(id);
            }
            match said.get(id) {
                Some(next) => {
                    way.push(id);
                    id = next;
                }
                None => break None,
            }
        };
        let last = last.unwrap_or(id);
        found.extend(way.into_iter().map(|id| (id, last)));
    }
    (found, round)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
    }

    #[test]
    fn ways_lead_to_their_end_and_rounds_are_told() {
        let straight = said(&[("a", "b"), ("b", "c"), ("d", "c"), ("e", "e"), ("f", "e")]);
        let (found, round) = followed(&straight);
        assert_eq!((found["a"], found["b"], found["d"], found["e"], found["f"], round), ("c", "c", "c", "e", "e", None));
        for pairs in [&[("a", "b"), ("b", "a")][..], &[("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")]] {
            let pairs = said(pairs);
            let (found, round) = followed(&pairs);
            assert!(round.is_some() && found["b"] == "b" && found.len() == pairs.len(), "{found:?} {round:?}");
        }
    }

    #[test]
    fn a_long_way_costs_no_more_than_it_is_long() {
        let chain = |n: usize| (0..n).map(|at| (format!("{at:06}"), format!("{:06}", at + 1))).collect::<BTreeMap<_, _>>();
        let back = |n: usize| (0..n).map(|at| (format!("{:06}", at + 1), format!("{at:06}"))).collect::<BTreeMap<_, _>>();
        work::grows_in_step(|n| assert_eq!(followed(&chain(n * 1_000)).1, None));
        work::grows_in_step(|n| assert_eq!(followed(&back(n * 1_000)).1, None));
    }
}
