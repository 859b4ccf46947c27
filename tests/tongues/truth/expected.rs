//! What a rendering has to come out as.

use std::collections::BTreeMap;

use super::happened::{Fate, Renewal, Sight, of_the_window};
use super::twelve_months;
use crate::book::{Book, Foreign, Stage};
use crate::stage::to;

/// What a rendering lets be known.
#[derive(Clone, Copy)]
pub struct Knows {
    /// None where no contract end is told: then no renewal is due.
    pub renewals: Option<Sight>,
    /// The ARR before each renewal and after.
    pub amounts: bool,
    /// What everybody paid a year ago and pays now.
    pub twelve_months: bool,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Figure {
    Is(f64),
    /// It cannot be known, and must not be told.
    None,
    /// Nothing is held to it.
    Unchecked,
}

#[derive(Clone, Copy, Debug)]
pub struct Rates {
    pub grr: Figure,
    pub nrr: Figure,
    pub logo: Figure,
}

#[derive(Clone, Debug)]
pub struct Expected {
    pub counts: BTreeMap<&'static str, usize>,
    pub window: Rates,
    pub year: Rates,
}

pub fn ratio(part: i64, whole: i64) -> Figure {
    if whole == 0 { Figure::None } else { Figure::Is(part as f64 / whole as f64) }
}

pub fn of(book: &Book, knows: Knows) -> Expected {
    let year = if knows.twelve_months && year_is_clear(book) { twelve_months::rates(book) } else { Rates::UNCHECKED };
    let Some(sight) = knows.renewals else { return Expected { counts: BTreeMap::new(), window: Rates::NONE, year } };
    let renewals = of_the_window(book, sight);
    let mut window = retention(&renewals);
    window.logo = logos(book, &renewals);
    let mut counts = counts(&renewals);
    if !knows.amounts {
        (window.grr, window.nrr) = (Figure::Unchecked, Figure::Unchecked);
    }
    if !knows.amounts || renewals.iter().any(|renewal| renewal.after.is_none()) {
        counts.retain(|key, _| !["contracted", "expanded"].contains(key));
    }
    Expected { counts, window, year }
}

/// Who is gone for less than the grace at the end of the window, or pays in a currency without a rate, makes it unclear what
/// is in force then.
fn year_is_clear(book: &Book) -> bool {
    let gone_a_little = of_the_window(book, Sight::Terms).iter().any(|renewal| renewal.fate == Fate::Open);
    book.stage != Stage::Running && book.foreign != Some(Foreign::RateUnknown) && !(book.stage == Stage::Fresh && gone_a_little)
}

fn counts(renewals: &[Renewal]) -> BTreeMap<&'static str, usize> {
    let of = |wanted: &dyn Fn(&Renewal) -> bool| renewals.iter().filter(|renewal| wanted(renewal)).count();
    let renewed = |renewal: &Renewal| renewal.fate == Fate::Renewed;
    BTreeMap::from([
        ("due", renewals.len()),
        ("renewed", of(&renewed)),
        ("churned", of(&|renewal| renewal.fate == Fate::Churned)),
        ("open", of(&|renewal| matches!(renewal.fate, Fate::Open | Fate::NotYetDue))),
        ("not_yet_due", of(&|renewal| renewal.fate == Fate::NotYetDue)),
        ("contracted", of(&|renewal| renewed(renewal) && renewal.after.is_some_and(|after| after < renewal.before))),
        ("expanded", of(&|renewal| renewed(renewal) && renewal.after.is_some_and(|after| after > renewal.before))),
    ])
}

fn retention(renewals: &[Renewal]) -> Rates {
    let due: Vec<&Renewal> = renewals.iter().filter(|renewal| renewal.fate != Fate::NotYetDue).collect();
    let all: i64 = due.iter().map(|renewal| renewal.before).sum();
    let known: Vec<(i64, i64)> = due.iter().filter_map(|renewal| Some((renewal.before, renewal.after?))).collect();
    let base: i64 = known.iter().map(|(before, _)| before).sum();
    // More than one part in twenty unknown, and the rate is not computable.
    if (all - base) * 20 > all {
        return Rates::NONE;
    }
    let capped: i64 = known.iter().map(|(before, after)| (*before).min(*after)).sum();
    let after: i64 = known.iter().map(|(_, after)| after).sum();
    Rates { grr: ratio(capped, base), nrr: ratio(after, base), logo: Figure::Unchecked }
}

/// Accounts with a renewal due that have a contract after it, of those whose price was not zero.
fn logos(book: &Book, renewals: &[Renewal]) -> Figure {
    let mut by_account: BTreeMap<usize, Vec<&Renewal>> = BTreeMap::new();
    for renewal in renewals.iter().filter(|renewal| renewal.fate != Fate::NotYetDue && renewal.before != 0) {
        by_account.entry(renewal.account).or_default().push(renewal);
    }
    let kept = by_account.iter().filter(|(account, due)| goes_on(book, renewals, **account, due)).count();
    ratio(kept as i64, by_account.len() as i64)
}

fn goes_on(book: &Book, renewals: &[Renewal], account: usize, due: &[&Renewal]) -> bool {
    let lost: Vec<usize> = due.iter().filter(|renewal| renewal.fate != Fate::Renewed).map(|renewal| renewal.line).collect();
    let renewed = due.iter().any(|renewal| renewal.fate == Fate::Renewed && !lost.contains(&renewal.line));
    let waits = renewals.iter().any(|renewal| renewal.account == account && renewal.fate == Fate::NotYetDue && renewal.before > 0);
    let last = due.iter().map(|renewal| renewal.due).max().unwrap_or_else(to);
    let beside = book.accounts[account].lines.iter().enumerate().any(|(line, contract)| !lost.contains(&line) && contract.arr_on(last) > 0);
    renewed || waits || beside
}
