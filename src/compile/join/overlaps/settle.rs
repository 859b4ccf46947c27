//! Which of several rows for one thing counts.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Sighting;

/// A row that does not count, for another one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passed {
    pub file: u32,
    pub line: u64,
    /// The file and the line that count in its place.
    pub by: u32,
    pub of_line: u64,
    pub is_same: bool,
}

/// What became of rows for one thing.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub passed: Vec<Passed>,
    /// Files that count different things.
    pub apart: Vec<(u32, u32)>,
}

impl Judged {
    /// How many rows of which file give way to which, by whether they are the same.
    pub(crate) fn told(&self) -> Vec<((u32, u32, bool), usize)> {
        let mut told: std::collections::BTreeMap<(u32, u32, bool), usize> = std::collections::BTreeMap::new();
        for passed in &self.passed {
            *told.entry((passed.file, passed.by, passed.is_same)).or_default() += 1;
        }
        told.into_iter().collect()
    }
}

/// What two files tell of the same things.
#[derive(Clone, Copy, Debug, Default)]
struct Shared {
    things: usize,
    /// Things of which one of them counts more than nothing.
    telling: usize,
    equal: usize,
}

/// Of each thing the rows of the newest file that has it. Files that tell other numbers of mostly the same things count different
/// things, unless they are exports of different days, and add up. Where a row `is_once`, those of one file that are the same in
/// every value are one.
pub(crate) fn judge(
    mut sightings: Vec<Sighting>,
    is_once: bool,
    rank: impl Fn(u32) -> usize,
    are_dated: impl Fn(u32, u32) -> bool,
) -> (Vec<Sighting>, Judged) {
    sightings.sort_by_cached_key(|sighting| (sighting.identity, rank(sighting.file), sighting.whole, sighting.line));
    let mut judged = Judged::default();
    if is_once {
        drop_repeats(&mut sightings, &mut judged);
    }
    judged.apart = apart(&sightings, are_dated);
    let are_apart: FxHashSet<(u32, u32)> = judged.apart.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
    let mut counted = Vec::with_capacity(sightings.len());
    for thing in sightings.chunk_by(|a, b| a.identity == b.identity) {
        let mut kept: Vec<&[Sighting]> = Vec::new();
        for of_file in thing.chunk_by(|a, b| a.file == b.file) {
            match kept.iter().find(|kept| !are_apart.contains(&(kept[0].file, of_file[0].file))) {
                Some(newer) => judged.passed.extend(of_file.iter().map(|row| passed(row, newer, of_file))),
                None => kept.push(of_file),
            }
        }
        counted.extend(kept.into_iter().flatten());
    }
    (counted, judged)
}

fn passed(row: &Sighting, newer: &[Sighting], of_file: &[Sighting]) -> Passed {
    Passed { file: row.file, line: row.line, by: newer[0].file, of_line: newer[0].line, is_same: sum(newer) == sum(of_file) }
}

fn drop_repeats(sightings: &mut Vec<Sighting>, judged: &mut Judged) {
    sightings.dedup_by(|row, kept| {
        let is_same = row.identity == kept.identity && row.file == kept.file && row.whole == kept.whole;
        if is_same {
            judged.passed.push(Passed { file: row.file, line: row.line, by: kept.file, of_line: kept.line, is_same });
        }
        is_same
    });
}

fn sum(rows: &[Sighting]) -> [u64; 2] {
    rows.iter().fold([0; 2], |sum, row| [sum[0].saturating_add(row.counts[0]), sum[1].saturating_add(row.counts[1])])
}

/// Pairs of files that count different things.
fn apart(sightings: &[Sighting], are_dated: impl Fn(u32, u32) -> bool) -> Vec<(u32, u32)> {
    let mut things: FxHashMap<u32, usize> = FxHashMap::default();
    let mut pairs: FxHashMap<(u32, u32), Shared> = FxHashMap::default();
    for thing in sightings.chunk_by(|a, b| a.identity == b.identity) {
        let files: Vec<&[Sighting]> = thing.chunk_by(|a, b| a.file == b.file).collect();
        for (at, one) in files.iter().enumerate() {
            *things.entry(one[0].file).or_default() += 1;
            for other in &files[..at] {
                let shared = pairs.entry((other[0].file.min(one[0].file), other[0].file.max(one[0].file))).or_default();
                let (one, other) = (sum(one), sum(other));
                shared.things += 1;
                shared.telling += usize::from(one != [0; 2] || other != [0; 2]);
                shared.equal += usize::from(one == other && one != [0; 2]);
            }
        }
    }
    let is_apart = |(pair, shared): &((u32, u32), Shared)| {
        let fewest = things[&pair.0].min(things[&pair.1]);
        shared.equal * 2 < shared.telling && shared.things * 2 > fewest && !are_dated(pair.0, pair.1)
    };
    let mut apart: Vec<(u32, u32)> = pairs.into_iter().filter(is_apart).map(|(pair, _)| pair).collect();
    apart.sort_unstable();
    apart
}
