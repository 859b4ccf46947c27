//! Which contract goes on with which, where several of one customer end on one day and their next ones go by other numbers.

mod split;
mod together;

use super::intervals::{Interval, Line};
use super::rows::Asked;
use crate::domain::money::Money;

/// What tells which of several next contracts goes on with which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pairing {
    /// What differs least from what was paid before.
    #[default]
    Amount,
    /// The first of the next ones goes on with the first of those that end.
    Order,
    /// What differs most, within what may be: so little is kept at the least.
    Apart,
    /// Those that end on one day are one from then on, and what begins next is what came after all of them.
    Together,
}

impl Pairing {
    pub(crate) const ALL: [Self; 4] = [Self::Amount, Self::Order, Self::Apart, Self::Together];

    /// The name in a mapping.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Order => "order",
            Self::Apart => "apart",
            Self::Together => "together",
        }
    }
}

/// A row that may go on with a line.
struct Pair {
    row: usize,
    line: usize,
    /// Numbers, products and days come first.
    known: (bool, bool, i64),
    change: i64,
    is_likely: bool,
    /// How far their places in the file are from each other.
    places: usize,
    kept: Money,
}

/// Gives rows that begin on one day to the lines that they go on with; `true` where others would fit as well, and keep another amount.
pub(super) fn take(lines: &mut Vec<Line>, batch: Vec<Interval>, asked: Asked) -> bool {
    let ends: Vec<together::Ending> = together::endings(lines, &batch, asked);
    let mut went_on: Vec<together::GoneOn> = Vec::new();
    let mut open: Vec<Interval> = Vec::new();
    for row in batch {
        match lines.iter().position(|line| line.is_named_by(&row)) {
            Some(line) => push(lines, line, row, &mut went_on),
            None => open.push(row),
        }
    }
    let pairs = pairs(lines, &open, asked);
    let found = assigned(&pairs, asked.pairing);
    let is_unclear = !open.is_empty() && is_unclear(&pairs);
    let mut parts: Vec<(usize, Interval)> = Vec::new();
    for (number, row) in open.into_iter().enumerate() {
        let line = found.iter().find(|pair| pair.row == number).map(|pair| pair.line);
        let named = || lines.iter().position(|line| line.is_named_by(&row));
        match (line.or_else(named), only_line(&pairs, number)) {
            (Some(line), _) => push(lines, line, row, &mut went_on),
            (None, Some(line)) => parts.push((line, row)),
            (None, None) => lines.push(Line { rows: vec![row] }),
        }
    }
    let may_be_parts = split::add(lines, parts, &went_on, asked.pairing);
    together::bring(lines, &ends, &went_on, asked.pairing) || is_unclear || may_be_parts
}

fn push(lines: &mut [Line], line: usize, row: Interval, went_on: &mut Vec<together::GoneOn>) {
    let (before, after) = (lines[line].last().snapshot.arr, row.snapshot.arr);
    went_on.push(together::GoneOn { line, before, after });
    lines[line].rows.push(row);
}

fn pairs(lines: &[Line], rows: &[Interval], asked: Asked) -> Vec<Pair> {
    let ending: Vec<usize> = (0..lines.len()).filter(|line| rows.iter().any(|row| lines[*line].goes_on_with(row, asked))).collect();
    let pair = |(place, line): (usize, usize), row: usize| {
        let (before, after) = (lines[line].last().snapshot.arr, rows[row].snapshot.arr);
        let ((sub, product, days), change) = lines[line].distance(&rows[row]);
        Pair {
            row,
            line,
            known: (sub, product, days),
            change,
            is_likely: after.ratio(before).is_none_or(|ratio| (0.5..=2.0).contains(&ratio)),
            places: place.abs_diff(row),
            kept: before.min(after),
        }
    };
    let fits = |line: usize, row: usize| lines[line].goes_on_with(&rows[row], asked);
    let all = ending.into_iter().enumerate().flat_map(|(place, line)| (0..rows.len()).map(move |row| ((place, line), row)));
    all.filter(|((_, line), row)| fits(*line, *row)).map(|(line, row)| pair(line, row)).collect()
}

/// The one line that a row may go on with, where that ends alone.
fn only_line(pairs: &[Pair], row: usize) -> Option<usize> {
    let line = pairs.iter().find(|pair| pair.row == row)?.line;
    pairs.iter().all(|pair| pair.line == line).then_some(line)
}

/// The pairs that are taken, the nearest first; no row and no line twice.
fn assigned(pairs: &[Pair], how: Pairing) -> Vec<&Pair> {
    let mut sorted: Vec<&Pair> = pairs.iter().collect();
    sorted.sort_by_key(|pair| {
        let last = match how {
            Pairing::Amount | Pairing::Together => (false, pair.change),
            Pairing::Order => (false, pair.places as i64),
            Pairing::Apart => (!pair.is_likely, -pair.change),
        };
        (pair.known, last, pair.row, pair.line)
    });
    let mut taken: Vec<&Pair> = Vec::new();
    for pair in sorted {
        if !taken.iter().any(|other| other.row == pair.row || other.line == pair.line) {
            taken.push(pair);
        }
    }
    taken
}

/// Another way to pair them is as likely, and keeps another amount. What stayed the same to the cent went on.
fn is_unclear(pairs: &[Pair]) -> bool {
    let (near, apart) = (assigned(pairs, Pairing::Amount), assigned(pairs, Pairing::Apart));
    let kept = |taken: &[&Pair]| taken.iter().map(|pair| pair.kept).sum::<Money>();
    let are_likely = |taken: &[&Pair]| taken.iter().all(|pair| pair.is_likely);
    let is_as_likely = are_likely(&apart) || !are_likely(&near);
    kept(&near) != kept(&apart) && is_as_likely && !near.iter().all(|pair| pair.change == 0)
}
