//! An account's renewals as lines: which renewal goes on from which.
//!
//! Renewal events name no contract that they belong to, so it is told from what goes on: the product, the length of a term
//! and the amount. A renewal goes on from an earlier one of the same product that renewed, when it comes after a term as
//! long as the line's last one; where the line has only one renewal so far, when it comes after whole years, or begins with
//! the very amount that the earlier one ended with (after whole months, unless that amount was a new one). Who leaves before
//! the contract's end breaks off a term whenever that is, where the amounts are of one size. What fits none is a line of its own:
//! nothing is taken for a follow-up that may as well be another contract.

use rustc_hash::FxHashMap;

use crate::domain::NOT_RECORDED;
use crate::domain::renewal::{Outcome, Renewal};

/// One contract over time: its renewals in due order.
pub type Line<'a> = Vec<&'a Renewal>;

/// A term may be so many days longer or shorter than the one before, or than whole years.
const GIVE: i64 = 35;
/// Days of the month may differ by so much, since months differ.
const GIVE_IN_MONTHS: i64 = 3;
const YEAR: i64 = 365;

/// Renewals by account, of the accounts that are asked for.
pub fn histories<'a>(
    renewals: impl Iterator<Item = &'a Renewal>,
    accounts: impl Iterator<Item = &'a str>,
) -> FxHashMap<&'a str, Vec<&'a Renewal>> {
    let mut all: FxHashMap<&str, Vec<&Renewal>> = accounts.map(|account| (account, Vec::new())).collect();
    for renewal in renewals {
        if let Some(of_it) = all.get_mut(renewal.account_id.as_str()) {
            of_it.push(renewal);
        }
    }
    all
}

/// The lines of one account's renewals, which come in due order.
pub fn lines<'a>(renewals: impl IntoIterator<Item = &'a Renewal>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for renewal in renewals {
        let best = lines.iter_mut().filter(|line| goes_on(line, renewal)).min_by_key(|line| distance(line, renewal));
        match best {
            Some(line) => line.push(renewal),
            None => lines.push(vec![renewal]),
        }
    }
    lines
}

/// Days of the line's last term; `None` while it has only one renewal.
pub fn term(line: &[&Renewal]) -> Option<i64> {
    match line {
        [.., before, last] => Some(days(before, last)),
        _ => None,
    }
}

fn goes_on(line: &[&Renewal], next: &Renewal) -> bool {
    let Some(last) = line.last().filter(|last| leaves_off(last, next) && last.due < next.due && is_one_product(last, next)) else {
        return false;
    };
    let gap = days(last, next);
    if next.early_termination {
        return is_within_twice(last, next);
    }
    match term(line) {
        Some(term) => (gap - term).abs() <= GIVE.min(term / 4),
        None => is_whole_years(gap) || (is_same_amount(last, next) && (is_new_amount(last) || is_whole_months(last, next))),
    }
}

/// A renewal that nobody decided, or that was lost, may have its next term set down all the same: that is no other contract.
fn leaves_off(last: &Renewal, next: &Renewal) -> bool {
    last.is_renewed() || next.outcome == Outcome::Open
}

/// What is nearer is likelier what a renewal goes on from: the same amount first, then the nearest one.
fn distance(line: &[&Renewal], next: &Renewal) -> (bool, i64) {
    let Some(last) = line.last() else { return (true, i64::MAX) };
    let apart = last.after.zip(next.before).map_or(i64::MAX, |(after, before)| (after - before).abs().in_minor());
    (apart != 0, apart)
}

fn is_one_product(last: &Renewal, next: &Renewal) -> bool {
    last.product == next.product || [&last.product, &next.product].iter().any(|product| matches!(product.as_str(), "" | NOT_RECORDED))
}

fn is_same_amount(last: &Renewal, next: &Renewal) -> bool {
    last.after.or(last.before).zip(next.before).is_some_and(|(after, before)| after == before && !after.is_zero())
}

/// Who leaves before the contract's end breaks off a term, at whatever ARR it has come to by then.
fn is_within_twice(last: &Renewal, next: &Renewal) -> bool {
    last.after.zip(next.before).is_none_or(|(after, before)| before <= after + after && after <= before + before)
}

/// It ended with another amount than it began with, so who begins with it goes on from it.
fn is_new_amount(last: &Renewal) -> bool {
    last.before.is_some_and(|before| last.after != Some(before))
}

fn is_whole_years(gap: i64) -> bool {
    let years = (gap + GIVE) / YEAR;
    years >= 1 && (gap - years * YEAR).abs() <= GIVE
}

fn is_whole_months(last: &Renewal, next: &Renewal) -> bool {
    let gap = days(last, next);
    // A mean month has 30.44 days; twelve of them are the longest term that is not told as a year.
    let months = (gap as f64 / 30.44).round();
    months >= 1.0 && (gap as f64 - months * 30.44).abs() <= GIVE_IN_MONTHS as f64
}

fn days(before: &Renewal, after: &Renewal) -> i64 {
    (after.due - before.due).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, renewal};

    fn ids(renewals: &[Renewal]) -> Vec<Vec<&str>> {
        lines(renewals).iter().map(|line| line.iter().map(|r| r.id.0.as_str()).collect()).collect()
    }

    #[test]
    fn a_yearly_contract_is_one_line_also_where_its_amount_changed_within_the_year_or_it_is_short_of_a_year() {
        let years = [
            renewal("1", "2024-10-08").renewed(100, 100),
            renewal("2", "2025-10-01").renewed(130, 130),
            renewal("3", "2026-09-21").churned(130),
        ];
        assert_eq!(ids(&years), [["1", "2", "3"]]);
    }

    #[test]
    fn two_contracts_within_a_year_stay_two() {
        let two = [
            renewal("core 25", "2025-03-01").renewed(100, 100),
            renewal("add-on 25", "2025-09-10").renewed(5, 5),
            renewal("core 26", "2026-03-01").renewed(100, 100),
            renewal("add-on 26", "2026-09-10").churned(5),
        ];
        assert_eq!(ids(&two), [["core 25", "core 26"], ["add-on 25", "add-on 26"]]);
        assert_eq!(ids(&two[2..]), [["core 26"], ["add-on 26"]], "without a history as well");
        let alike = [renewal("1", "2026-03-01").renewed(10, 10), renewal("2", "2026-07-17").churned(10)];
        assert_eq!(ids(&alike), [["1"], ["2"]], "the same amount alone proves nothing");
    }

    #[test]
    fn the_next_term_of_what_nobody_decided_is_no_other_contract() {
        let half_years =
            [renewal("25", "2026-01-31").renewed(10, 10), renewal("26", "2026-07-31").open(10), renewal("27", "2027-01-31").open(10)];
        assert_eq!(ids(&half_years[1..]), [["26", "27"]]);
        let lost = [renewal("26", "2026-07-31").churned(10), renewal("27", "2027-07-31").open(10)];
        assert_eq!(ids(&lost), [["26", "27"]], "nor is that of what was lost");
    }

    #[test]
    fn a_monthly_contract_is_one_line() {
        let months = [
            renewal("7", "2026-07-15").renewed(10, 10),
            renewal("8", "2026-08-15").renewed(10, 12),
            renewal("9", "2026-09-15").churned(12),
        ];
        assert_eq!(ids(&months), [["7", "8", "9"]]);
    }

    #[test]
    fn who_leaves_early_ends_the_contract_that_renewed_last() {
        let left = |before| renewal("left", "2026-11-10").churned(before).with(|r| r.early_termination = true);
        assert_eq!(ids(&[renewal("1", "2026-02-28").renewed(90, 100), left(130)]), [["1", "left"]]);
        assert_eq!(ids(&[renewal("core", "2026-02-28").renewed(90, 100), left(5)]), [["core"], ["left"]], "that was an add-on");
    }

    #[test]
    fn other_products_and_what_was_lost_are_not_gone_on_from() {
        let other = |r: Renewal| r.with(|r| r.product = "Analytics".into());
        let renewals = [renewal("1", "2025-09-01").renewed(10, 20), other(renewal("2", "2026-09-01").churned(20))];
        assert_eq!(ids(&renewals), [["1"], ["2"]]);
        let back = [renewal("1", "2025-09-01").churned(10), renewal("2", "2026-09-01").renewed(10, 10)];
        assert_eq!(ids(&back), [["1"], ["2"]], "who came back has a new contract");
        assert_eq!(ids(&[renewal("1", "2026-09-01").renewed(10, 20), renewal("2", "2026-09-01").churned(20)]).len(), 2, "due on one day");
    }
}
