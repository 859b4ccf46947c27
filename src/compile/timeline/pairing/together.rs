//! Contracts of one customer that end on one day and go on as one: an add-on was made to end with the contract that it was added to.

use chrono::NaiveDate;

use super::Pairing;
use crate::compile::timeline::intervals::{Interval, Line};
use crate::compile::timeline::rows::Asked;
use crate::compile::timeline::snapshots::Snapshot;
use crate::domain::money::Money;

/// A line that ends where rows begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    line: usize,
    end: NaiveDate,
}

/// A line that a row went on with.
#[derive(Clone, Copy, Debug)]
pub(super) struct GoneOn {
    pub line: usize,
    pub before: Money,
    pub after: Money,
}

/// The lines that run out where rows begin, and of which nobody says that the customer left.
pub(super) fn endings(lines: &[Line], rows: &[Interval], asked: Asked) -> Vec<Ending> {
    let of_line = |line: usize| {
        let last = lines[line].last();
        let end = last.snapshot.contract_end.filter(|_| last.left.is_none())?;
        rows.iter().any(|row| lines[line].goes_on_with(row, asked)).then_some(Ending { line, end })
    };
    (0..lines.len()).filter_map(of_line).collect()
}

/// Brings lines that nothing went on with into one that ended the same day, where what came after is what all of them came to; `true`
/// where it may as well be that they were lost.
pub(super) fn bring(lines: &mut Vec<Line>, ends: &[Ending], went_on: &[GoneOn], how: Pairing) -> bool {
    let end_of = |line: usize| ends.iter().find(|ending| ending.line == line).map(|ending| ending.end);
    let mut went_on: Vec<GoneOn> = went_on.to_vec();
    let (mut is_unclear, mut gone) = (false, Vec::new());
    for ending in ends.iter().filter(|ending| !went_on.iter().any(|other| other.line == ending.line)).copied().collect::<Vec<_>>() {
        let Snapshot { arr: own, product, .. } = lines[ending.line].last().snapshot.clone();
        let Some(other) = went_on.iter_mut().find(|other| end_of(other.line) == Some(ending.end)) else { continue };
        let (is_one, is_clear) = are_one(other.after, other.before + own, other.before);
        // Another product may be a contract of its own, whatever the amounts say.
        let is_alike = product.is_none() || lines[other.line].last().snapshot.product == product;
        let is_clear = is_clear && (is_alike || !is_one);
        let Some(rows) =
            lines[other.line].with(&lines[ending.line], ending.end).filter(|_| is_one || !is_clear || how == Pairing::Together)
        else {
            continue;
        };
        is_unclear |= !is_clear;
        // What is not sure is asked, with the figures of either way.
        if is_one && is_clear || how == Pairing::Together {
            other.before += own;
            lines[other.line].rows = rows;
            gone.push(ending.line);
        }
    }
    gone.sort_unstable();
    gone.into_iter().rev().for_each(|line| drop(lines.remove(line)));
    is_unclear
}

/// Whether an amount is nearer to two together than to the one alone; and whether that is sure: it is to the cent, or nearer by far to
/// the one alone. What is nearer to both may as well be a loss beside a contract that grew.
pub(super) fn are_one(amount: Money, both: Money, one: Money) -> (bool, bool) {
    let apart = |other: Money| amount.ratio(other).filter(|ratio| *ratio > 0.0).map_or(f64::MAX, |ratio| ratio.ln().abs());
    let (together, alone) = (apart(both), apart(one));
    let is_exact = amount == both || amount == one;
    (together < alone, is_exact || alone * 2.0 < together)
}

impl Line {
    /// The rows of this line with what the other came to in each of its terms on top; nothing where those are not this line's terms as well.
    /// The last row went on from the day `end`.
    fn with(&self, other: &Self, end: NaiveDate) -> Option<Vec<Interval>> {
        let terms: Vec<NaiveDate> = self.rows.iter().filter_map(|row| row.snapshot.contract_end).filter(|term| *term <= end).collect();
        let are_same =
            other.rows.iter().all(|row| row.left.is_none() && row.snapshot.contract_end.is_some_and(|term| terms.contains(&term)));
        if !are_same {
            return None;
        }
        let in_force = |line: &Self, term: NaiveDate, day: NaiveDate| {
            let mut of_term = line.rows.iter().filter(|row| row.snapshot.contract_end == Some(term) && row.snapshot.day <= day);
            of_term.next_back().map_or(Money::ZERO, |row| row.snapshot.arr)
        };
        let mut rows: Vec<Interval> = Vec::new();
        for row in &self.rows {
            let Some(term) = row.snapshot.contract_end.filter(|term| *term <= end) else {
                rows.push(row.clone());
                continue;
            };
            if rows.iter().any(|known| known.snapshot.contract_end == Some(term)) {
                continue;
            }
            let of_term =
                |line: &Self| line.rows.iter().filter(move |row| row.snapshot.contract_end == Some(term)).cloned().collect::<Vec<_>>();
            let mut days: Vec<NaiveDate> = of_term(self).iter().chain(&of_term(other)).map(|row| row.snapshot.day).collect();
            days.sort_unstable();
            days.dedup();
            for day in days {
                let mut whole = row.clone();
                whole.snapshot.day = day;
                whole.snapshot.arr = in_force(self, term, day) + in_force(other, term, day);
                rows.push(whole);
            }
        }
        Some(rows)
    }
}
