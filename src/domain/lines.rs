//! An account's renewals as lines: which renewal goes on from which.
//!
//! Renewal events name no contract that they belong to, so it is told from what goes on: the product, the length of a term
//! and the amount. A renewal goes on from an earlier one of the same product that renewed, when it comes after a term as
//! long as the line's last one; where the line has only one renewal so far, when it comes after whole years, or begins with
//! the very amount that the earlier one ended with (after whole months, unless that amount was a new one). Who leaves before
//! the contract's end breaks off a term whenever that is, where the amounts are of one size. What fits none is a line of its own:
//! nothing is taken for a follow-up that may as well be another contract.

use chrono::{Days, Months, NaiveDate};
use rustc_hash::FxHashMap;

use super::NOT_RECORDED;
use super::renewal::{Outcome, Renewal};
use super::window::Window;

/// One contract over time: its renewals in due order.
pub(crate) type Line<'a> = Vec<&'a Renewal>;

/// A term may be so many days longer or shorter than the one before, or than whole years.
const GIVE: i64 = 35;
/// Days of the month may differ by so much, since months differ.
const GIVE_IN_MONTHS: i64 = 3;
const YEAR: i64 = 365;
const HALF_A_YEAR: u32 = 6;
/// More renewals of one product within a year are those of short terms.
const MOST_BESIDE: usize = 3;
/// A term that the data do not tell is taken for a year.
pub(crate) const USUAL_TERM: Days = Days::new(365);

/// Renewals by account, of the accounts that are asked for.
pub(crate) fn histories<'a>(
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
pub(crate) fn lines<'a>(renewals: impl IntoIterator<Item = &'a Renewal>) -> Vec<Line<'a>> {
    let all: Vec<&Renewal> = renewals.into_iter().collect();
    let mut lines: Vec<Line<'a>> = Vec::new();
    for renewal in all.iter().copied() {
        let may_be = |line: &Line<'_>| goes_on(line, renewal) && !is_of_two(&all, line, renewal);
        let best = lines.iter_mut().filter(|line| may_be(line)).min_by_key(|line| distance(line, renewal));
        match best {
            Some(line) => line.push(renewal),
            None => lines.push(vec![renewal]),
        }
    }
    lines
}

/// Days of the line's last term; `None` while it has only one renewal.
pub(crate) fn term(line: &[&Renewal]) -> Option<i64> {
    match line {
        [.., before, last] => Some(days(before, last)),
        _ => None,
    }
}

/// Whether none of an account's contracts is in force after `end`, as far as it is decided.
pub(crate) fn is_gone_after(lines: &[Line<'_>], end: NaiveDate) -> bool {
    !lines.iter().any(|line| is_in_force_after(line, end))
}

/// Whether the line goes on past `end`: it renewed last within a term before, or was due within a term after. What is due
/// later was in force until then, whatever became of it.
pub(crate) fn is_in_force_after(line: &Line<'_>, end: NaiveDate) -> bool {
    let at = line.partition_point(|renewal| renewal.due <= end);
    let (before, after) = line.split_at(at);
    let usual = |line: &[&Renewal]| term(line).map_or(USUAL_TERM, |days| Days::new(days.unsigned_abs()));
    match (before.last(), after.first()) {
        (Some(last), Some(_)) => last.is_renewed(),
        (Some(last), None) => last.is_renewed() && last.due + usual(before) > end,
        (None, Some(next)) => next.due - usual(after) <= end,
        (None, None) => false,
    }
}

/// Of the accounts with something decided or past due in `window`, the share that has a contract in force after it. What is
/// known to have been free is no logo, and what is not yet due keeps its account. The renewals come in due order.
pub(crate) fn logo_retention<'a>(renewals: impl Iterator<Item = &'a Renewal>, window: &Window, known_by: NaiveDate) -> Option<f64> {
    let mut accounts: FxHashMap<&str, Vec<&Renewal>> = FxHashMap::default();
    for renewal in renewals {
        accounts.entry(renewal.account_id.as_str()).or_default().push(renewal);
    }
    let (mut due, mut kept) = (0_u32, 0_u32);
    for of_it in accounts.values() {
        let counted = || of_it.iter().filter(|renewal| window.contains(renewal.due) && !renewal.is_free());
        if counted().all(|renewal| renewal.is_not_yet_due(known_by)) {
            continue;
        }
        due += 1;
        let is_kept = counted().any(|renewal| renewal.is_not_yet_due(known_by));
        kept += u32::from(is_kept || !is_gone_after(&lines(of_it.iter().copied()), window.to));
    }
    (due > 0).then(|| f64::from(kept) / f64::from(due))
}

/// What a loss would break off, had the customer left on its day: a contract that renewed at the very amount and that has not
/// come to its end, where nothing else tells which contract the loss is of. The renewals are one account's, in due order.
pub(crate) fn may_break_off<'a>(renewals: &[&'a Renewal], loss: &Renewal) -> Option<&'a Renewal> {
    let lines = lines(renewals.iter().copied());
    if !loss.is_churned() || loss.early_termination {
        return None;
    }
    if let Some(last) = lines.iter().find_map(|line| seems_to_end(line, loss)) {
        return Some(last);
    }
    let is_alone = lines.iter().any(|line| matches!(line.as_slice(), [one] if one.id == loss.id));
    if !is_alone {
        return None;
    }
    lines.iter().find(|line| runs_on(line, loss)).and_then(|line| line.last().copied())
}

/// The loss ends a short term of the line's only renewal for all that the amounts and whole months tell, and both may be chance:
/// what had renewed at the amount that it had.
fn seems_to_end<'a>(line: &Line<'a>, loss: &Renewal) -> Option<&'a Renewal> {
    let [only, last] = line.as_slice() else { return None };
    let is_short = days(only, last) < YEAR - GIVE;
    (last.id == loss.id && is_short && !is_new_amount(only)).then_some(*only)
}

/// The line renewed last, at what was lost, less than a term before.
fn runs_on(line: &[&Renewal], loss: &Renewal) -> bool {
    let end = |last: &Renewal| last.due + term(line).map_or(USUAL_TERM, |days| Days::new(days.unsigned_abs()));
    line.last().is_some_and(|last| {
        let is_in_term = last.due < loss.due && loss.due < end(last);
        last.is_renewed() && is_in_term && is_one_product(last, loss) && is_same_amount(last, loss)
    })
}

fn goes_on(line: &[&Renewal], next: &Renewal) -> bool {
    if next.stands_alone {
        return false;
    }
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

/// Within a year two renewals of a like amount are two contracts' where one of them comes round with another, on the very day after
/// whole years; short terms have more renewals in a year, or half a year between them.
fn is_of_two(all: &[&Renewal], line: &[&Renewal], next: &Renewal) -> bool {
    let Some(last) = line.last().filter(|last| line.len() == 1 && days(last, next) < YEAR - GIVE) else { return false };
    let is_half = (next.due - (last.due + Months::new(HALF_A_YEAR))).num_days().abs() <= 1;
    let in_a_year = all.iter().filter(|other| (0..YEAR - GIVE).contains(&days(last, other)) && is_one_product(last, other)).count();
    if next.early_termination || is_half || in_a_year > MOST_BESIDE {
        return false;
    }
    all.iter().any(|other| other.id != next.id && comes_round(last, other) || other.id != last.id && comes_round(other, next))
}

/// On the very day after whole years.
fn comes_round(last: &Renewal, next: &Renewal) -> bool {
    let gap = days(last, next);
    let off = (gap + YEAR / 2).rem_euclid(YEAR) - YEAR / 2;
    leaves_off(last, next) && is_one_product(last, next) && gap > YEAR / 2 && off.abs() <= GIVE_IN_MONTHS
}

/// A renewal that nobody decided, or that was lost, may have its next term set down all the same: that is no other contract.
fn leaves_off(last: &Renewal, next: &Renewal) -> bool {
    last.is_renewed() || next.outcome == Outcome::Open
}

/// What is nearer is likelier what a renewal goes on from: one that comes round on the very day first, since amounts change within
/// a term and contracts come round where they were; then the same amount, the nearest one, and the nearest day.
fn distance(line: &[&Renewal], next: &Renewal) -> (bool, bool, i64, i64) {
    let Some(last) = line.last() else { return (true, true, i64::MAX, i64::MAX) };
    let apart = last.after.zip(next.before).map_or(i64::MAX, |(after, before)| (after - before).abs().in_minor());
    let off = days_off(line, next);
    (off > GIVE_IN_MONTHS, apart != 0, apart, off)
}

/// Days between a renewal and the day on which the line would come round: after a term as its last one, else after whole years.
fn days_off(line: &[&Renewal], next: &Renewal) -> i64 {
    let Some(last) = line.last() else { return i64::MAX };
    let gap = days(last, next);
    let term = term(line).unwrap_or(YEAR);
    let terms = ((gap + term / 2) / term.max(1)).max(1);
    (gap - terms * term).abs()
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
    fn what_is_said_to_be_of_its_own_goes_on_from_nothing() {
        let renewals = [renewal("1", "2026-03-15").renewed(10, 10), renewal("2", "2026-08-15").churned(10).with(|r| r.stands_alone = true)];
        assert_eq!(ids(&renewals), [["1"], ["2"]]);
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

    #[test]
    fn a_loss_within_a_term_of_the_same_amount_may_break_it_off() {
        let broken = |renewals: &[Renewal]| {
            let all: Vec<&Renewal> = renewals.iter().collect();
            may_break_off(&all, &renewals[renewals.len() - 1]).map(|last| last.id.to_string())
        };
        let (before, lost) = (renewal("25", "2025-11-15").renewed(90, 100), renewal("lost", "2026-08-23").churned(100));
        let two = [renewal("24", "2024-11-15").renewed(90, 90), before.clone(), lost.clone()];
        assert_eq!(broken(&two).as_deref(), Some("25"));
        assert_eq!(broken(&[renewal("25", "2025-11-15").renewed(100, 100), lost.clone()]).as_deref(), Some("25"));
        let other = |r: Renewal| r.with(|r| r.product = "Analytics".into());
        assert_eq!(broken(&[before.clone(), other(lost.clone())]), None, "of another product");
        assert_eq!(broken(&[two[0].clone(), before.clone(), renewal("lost", "2026-08-23").churned(5)]), None, "of another size");
        let own = renewal("own 25", "2025-08-23").renewed(100, 100);
        assert_eq!(broken(&[two[0].clone(), own, before, lost]), None, "it has a history of its own");
        let months = |after| [renewal("25", "2026-03-15").renewed(100, after), renewal("lost", "2026-08-15").churned(after)];
        assert_eq!(broken(&months(100)).as_deref(), Some("25"), "whole months may be chance");
        assert_eq!(broken(&months(130)), None, "the new amount is hardly");
        let at_the_end = [renewal("25", "2025-09-01").renewed(100, 100), renewal("lost", "2026-09-01").churned(100)];
        assert_eq!(broken(&at_the_end), None, "nothing is broken off");
    }

    #[test]
    fn of_two_contracts_that_end_within_weeks_each_goes_on_from_its_own_whatever_the_amounts_became() {
        // Both grew within the year, so that each begins with what the other one ended with.
        let two = [
            renewal("B 25", "2025-09-20").renewed(80, 100),
            renewal("A 25", "2025-10-10").renewed(100, 120),
            renewal("B 26", "2026-09-20").renewed(120, 120),
            renewal("A 26", "2026-10-10").renewed(100, 130),
        ];
        assert_eq!(ids(&two), [["B 25", "B 26"], ["A 25", "A 26"]]);
        let own = renewal("A 25", "2025-10-10").renewed(90, 120);
        let moved = [two[0].clone(), own, renewal("A 26", "2026-10-01").renewed(120, 120)];
        assert_eq!(ids(&moved)[1], ["A 25", "A 26"], "of those that come round on no day of theirs the amount tells");
    }

    #[test]
    fn half_a_year_apart_on_other_days_are_two_contracts_and_on_the_same_day_terms_of_one() {
        let of = |second: [&str; 2]| {
            [
                renewal("1", "2025-01-03").renewed(10, 10),
                renewal("2", second[0]).renewed(10, 10),
                renewal("3", "2026-01-03").renewed(10, 10),
                renewal("4", second[1]).renewed(10, 10),
            ]
        };
        assert_eq!(ids(&of(["2025-06-02", "2026-06-02"])), [["1", "3"], ["2", "4"]]);
        assert_eq!(ids(&of(["2025-07-03", "2026-07-03"])), [["1", "2", "3", "4"]]);
    }
}
