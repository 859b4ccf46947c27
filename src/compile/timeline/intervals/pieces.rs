//! Rows that were cut where the contract changed within its term: it is due when the term is over, and not where they were cut.

use chrono::NaiveDate;

use super::{ABOUT, Interval, are_years, is_about};
use crate::compile::timeline::rows::FoundRow;
use crate::compile::timeline::snapshots::Snapshot;

/// Terms of less than a year are so many months long.
const SHORT: [u32; 3] = [1, 3, 6];

/// Of so many customers rows are surely cut: then others are by whole months.
const SEVERAL: usize = 3;

/// A term that is cut into more is none that changed: somebody pays every few weeks.
const MOST: usize = 6;

/// A row, and whether it says that the customer left.
type Piece<'r> = (&'r Snapshot, bool);

/// Whether the rows of a source are cut where contracts change: of several customers there are pieces that are no whole months long.
pub(crate) fn are_cut(accounts: &[Vec<FoundRow>]) -> bool {
    let is_cut = |rows: &&Vec<FoundRow>| {
        let rows: Vec<Piece<'_>> = rows.iter().map(|row| (&row.snapshot, row.left.is_some())).collect();
        (0..rows.len()).any(|from| last_piece(&rows[from..], false).is_some())
    };
    accounts.iter().filter(is_cut).take(SEVERAL).count() == SEVERAL
}

/// Gives pieces of one term the end of the last of them. Each begins when the one before ends, and together they have the length of whole
/// years. Not all are whole months long; or, `where_cut`, of a term of a year not all have the length of a shorter one.
pub(super) fn of_one_term(rows: &mut [Interval], where_cut: bool) {
    let pieces: Vec<Piece<'_>> = rows.iter().map(|row| (&row.snapshot, row.left.is_some())).collect();
    let mut ends: Vec<Option<NaiveDate>> = Vec::with_capacity(rows.len());
    while let Some((row, _)) = pieces.get(ends.len()) {
        let from = ends.len();
        match last_piece(&pieces[from..], where_cut) {
            Some(last) => ends.extend(std::iter::repeat_n(pieces[from + last].0.contract_end, last + 1)),
            None => ends.push(row.contract_end),
        }
    }
    for (row, end) in rows.iter_mut().zip(ends) {
        row.snapshot.contract_end = end;
    }
}

/// Which of the rows ends the term that the first one begins, where it is cut.
fn last_piece(rows: &[Piece<'_>], where_cut: bool) -> Option<usize> {
    let begun = rows.first()?.0.day;
    for (at, pair) in rows.windows(2).enumerate().take(MOST - 1) {
        let [(piece, is_over), (next, _)] = pair else { return None };
        let follows = !is_over && piece.contract_end.is_some_and(|end| begins_after(next, end));
        if !follows || is_of_years(piece) || is_of_years(next) {
            return None;
        }
        if over(next).is_some_and(|over| are_years(begun, over)) {
            let is_year = over(next).is_some_and(|over| is_about(begun, over, 12));
            let is_term = if is_year && where_cut { is_short_term } else { is_of_months };
            return (!rows[..at + 2].iter().all(|(row, _)| is_term(row))).then_some(at + 1);
        }
    }
    None
}

fn begins_after(row: &Snapshot, end: NaiveDate) -> bool {
    (0..=ABOUT).contains(&(row.day - end).num_days())
}

/// The day after the last one: whole months after the first, wherever in its month that is.
fn over(row: &Snapshot) -> Option<NaiveDate> {
    row.contract_end?.succ_opt()
}

fn is_of_years(row: &Snapshot) -> bool {
    over(row).is_some_and(|over| are_years(row.day, over))
}

fn is_of_months(row: &Snapshot) -> bool {
    over(row).is_some_and(|over| {
        let months = ((over - row.day).num_days() as f64 / 30.4375).round();
        is_about(row.day, over, months.max(1.0) as u32)
    })
}

fn is_short_term(row: &Snapshot) -> bool {
    let is_of = |months: &u32| over(row).is_some_and(|over| is_about(row.day, over, *months));
    SHORT.iter().any(is_of)
}
