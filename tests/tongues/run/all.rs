//! Many renderings, two at a time.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Outcome, Trial};
use crate::shape::{SHAPES, Shape};
use crate::spell::spellings;

/// Every shape and spelling by each seed.
pub fn every(seeds: u64) -> Vec<Trial> {
    let pairs = SHAPES.iter().flat_map(|shape| spellings(*shape).into_iter().map(|tongue| (*shape, tongue)));
    pairs.flat_map(|(shape, tongue)| (1..=seeds).map(move |seed| Trial { seed, shape, tongue })).collect()
}

/// The one that `seed:shape:spelling` names.
pub fn named(key: &str) -> Option<Trial> {
    let mut parts = key.split(':');
    let seed = parts.next()?.parse().ok()?;
    let shape = Shape::of(parts.next()?)?;
    let wanted = parts.next()?;
    let tongue = spellings(shape).into_iter().find(|tongue| tongue.key == wanted)?;
    Some(Trial { seed, shape, tongue })
}

pub fn run(trials: &[Trial]) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![]);
    let threads = thread::available_parallelism().map_or(2, usize::from).min(8);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = trial.run();
                    outcomes.lock().expect("no thread panics with it").push(outcome);
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().expect("all threads ended");
    outcomes.sort_by_key(|outcome| (outcome.trial.shape, outcome.trial.tongue.key, outcome.trial.seed));
    outcomes
}
