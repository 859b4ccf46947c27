//! Many renderings, two at a time.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Outcome, Trial};
use crate::shape::{SHAPES, Shape};
use crate::spell::spellings;
use crate::spell::tongue::Tongue;

/// So many books take turns where nobody says how many seeds each shape and spelling has; of languages that are words alone, more.
const BOOKS: u64 = 2;
const BOOKS_OF_WORDS: u64 = 9;

/// Every shape and spelling by each of so many seeds, or by one.
pub fn every(seeds: Option<u64>) -> Vec<Trial> {
    let pairs = SHAPES.iter().flat_map(|shape| spellings(*shape).into_iter().map(|tongue| (*shape, tongue)));
    let by_seeds = |(at, (shape, tongue)): (u64, (Shape, &'static Tongue))| {
        // Where nobody says how many: not the same book for all of them.
        let own = 1 + at % if tongue.by_words { BOOKS_OF_WORDS } else { BOOKS };
        let seeds = seeds.map_or(own..=own, |seeds| 1..=seeds);
        seeds.map(move |seed| Trial { seed, shape, tongue })
    };
    (0..).zip(pairs).flat_map(by_seeds).collect()
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
