use super::Sighting;
use super::settle::{Judged, judge};

fn row(identity: u64, file: u32, line: u64, events: u64) -> Sighting {
    Sighting { identity, whole: identity * 1_000 + events, file, slot: 0, day: 0, line, counts: [events, 0] }
}

/// The later file is the newer.
fn judged(rows: Vec<Sighting>, is_once: bool) -> (u64, Judged) {
    let (counted, judged) = judge(rows, is_once, |file| 9 - file as usize, |_, _| false);
    (counted.iter().map(|row| row.counts[0]).sum(), judged)
}

#[test]
fn rows_of_one_thing_in_one_file_add_up_unless_they_are_one_row() {
    let rows = || vec![row(1, 0, 2, 5), row(1, 0, 3, 5), row(1, 0, 4, 6)];
    assert_eq!((judged(rows(), false).0, judged(rows(), true).0), (16, 11));
}

#[test]
fn of_overlapping_files_each_thing_counts_as_the_newer_tells_it() {
    let old = (1..=10).map(|thing| row(thing, 0, thing, 10));
    let new = (8..=17).map(|thing| row(thing, 1, thing, if thing == 8 { 11 } else { 10 }));
    let (sum, judged) = judged(old.chain(new).collect(), true);
    assert_eq!((sum, judged.apart.len()), (171, 0));
    assert_eq!(judged.told(), [((0, 1, false), 1), ((0, 1, true), 2)]);
}

#[test]
fn files_whose_numbers_differ_throughout_are_about_different_things() {
    let one = (1..=10).map(|thing| row(thing, 0, thing, 10));
    let other = (1..=10).map(|thing| row(thing, 1, thing, 100 + thing));
    let (sum, judged) = judged(one.chain(other).collect(), true);
    assert_eq!((sum, judged.apart), (1155, vec![(0, 1)]));
}
