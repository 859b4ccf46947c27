//! One contract that goes on as several: the next ones begin on one day, and one contract alone ended before them.

use std::collections::BTreeMap;

use super::Pairing;
use super::together::{GoneOn, are_one};
use crate::compile::timeline::intervals::{Interval, Line};
use crate::domain::money::Money;

/// Adds to what a line went on with the parts that began beside it, where all of them together are what came after; the others are
/// contracts of their own. `true` where it may as well be otherwise: what is nearer to all may be an add-on beside a smaller contract.
pub(super) fn add(lines: &mut Vec<Line>, parts: Vec<(usize, Interval)>, went_on: &[GoneOn], how: Pairing) -> bool {
    let mut by_line: BTreeMap<usize, Vec<Interval>> = BTreeMap::new();
    for (line, part) in parts {
        by_line.entry(line).or_default().push(part);
    }
    let mut is_unclear = false;
    for (line, parts) in by_line {
        let whole = went_on.iter().find(|gone| gone.line == line).filter(|_| are_of_one_time(&lines[line], &parts));
        let (is_one, is_clear) = whole.map_or((false, true), |gone| told(&lines[line], &parts, *gone));
        is_unclear |= !is_clear;
        if whole.is_some() && (is_one && is_clear || how == Pairing::Together) {
            let more: Money = parts.iter().map(|part| part.snapshot.arr).sum();
            if let Some(last) = lines[line].rows.last_mut() {
                last.snapshot.arr += more;
            }
        } else {
            lines.extend(parts.into_iter().map(|part| Line { rows: vec![part] }));
        }
    }
    is_unclear
}

/// All run for the same days, and each has a price.
fn are_of_one_time(line: &Line, parts: &[Interval]) -> bool {
    let last = line.last();
    let end = |row: &Interval| row.left.or(row.snapshot.contract_end);
    let is_so = |part: &Interval| end(part) == end(last) && part.left == last.left && !part.snapshot.is_unpriced;
    !last.snapshot.is_unpriced && parts.iter().all(is_so)
}

/// Whether the line went on as all of them, and whether that is sure.
fn told(line: &Line, parts: &[Interval], gone: GoneOn) -> (bool, bool) {
    let more: Money = parts.iter().map(|part| part.snapshot.arr).sum();
    let (is_one, is_clear) = are_one(gone.before, gone.after + more, gone.after);
    // Another product may be a contract of its own, whatever the amounts say.
    let product = &line.last().snapshot.product;
    let are_alike = parts.iter().all(|part| part.snapshot.product.is_none() || part.snapshot.product == *product);
    (is_one, is_clear && (are_alike || !is_one))
}
