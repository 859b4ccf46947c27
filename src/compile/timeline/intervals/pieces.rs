//! Rows that were cut where the contract changed within its term: it is due when the term is over, and not where they were cut.

use chrono::NaiveDate;

use super::{ABOUT, Interval, are_years, is_about};

/// Terms of less than a year are so many months long.
const SHORT: [u32; 3] = [1, 3, 6];

/// Gives pieces of one term the end of the last of them. Each begins when the one before ends, not all have the lengths of terms, and
/// together they have that of whole years. Beyond a year terms of any number of months are found.
pub(super) fn of_one_term(rows: &mut [Interval]) {
    let mut from = 0;
    while from < rows.len() {
        let until = last_piece(&rows[from..]).map_or(from, |more| from + more);
        let end = rows[until].snapshot.contract_end;
        rows[from..until].iter_mut().for_each(|piece| piece.snapshot.contract_end = end);
        from = until + 1;
    }
}

/// Which of the rows ends the term that the first one begins, where it is cut.
fn last_piece(rows: &[Interval]) -> Option<usize> {
    let begun = begun(rows.first()?)?;
    for (at, pair) in rows.windows(2).enumerate() {
        let [piece, next] = pair else { return None };
        let follows = piece.left.is_none() && piece.snapshot.contract_end.is_some_and(|end| begins_after(next, end));
        if !follows || is_of_years(piece) || is_of_years(next) {
            return None;
        }
        if next.snapshot.contract_end.is_some_and(|end| are_years(begun, end)) {
            let is_year = next.snapshot.contract_end.is_some_and(|end| is_about(begun, end, 12));
            let is_term = if is_year { is_short_term } else { is_of_months };
            let are_cut = !rows[..at + 2].iter().all(is_term);
            return are_cut.then_some(at + 1);
        }
    }
    None
}

/// The last day before it.
fn begun(row: &Interval) -> Option<NaiveDate> {
    row.snapshot.day.pred_opt()
}

fn begins_after(row: &Interval, end: NaiveDate) -> bool {
    (0..=ABOUT).contains(&(row.snapshot.day - end).num_days())
}

fn is_of_years(row: &Interval) -> bool {
    begun(row).zip(row.snapshot.contract_end).is_some_and(|(begun, end)| are_years(begun, end))
}

fn is_of_months(row: &Interval) -> bool {
    let days = begun(row).zip(row.snapshot.contract_end);
    days.is_some_and(|(begun, end)| {
        let months = ((end - begun).num_days() as f64 / 30.4375).round();
        is_about(begun, end, months.max(1.0) as u32)
    })
}

fn is_short_term(row: &Interval) -> bool {
    let is_of = |months: &u32| begun(row).zip(row.snapshot.contract_end).is_some_and(|(begun, end)| is_about(begun, end, *months));
    SHORT.iter().any(is_of)
}
