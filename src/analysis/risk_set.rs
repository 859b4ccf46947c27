//! Who could still be lost on a day, what was known of them by then, and what became of them: whatever is tested is tested on this.
//!
//! The unit of chance is an account with what it had due in one quarter: lost when no contract of it is in force afterwards.
//! Whoever left before the end of a contract had no day that could be foreseen, so nothing can be measured back from it: these
//! are left out.

mod case;
pub(super) mod gone;
mod reach;
mod strata;

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

pub(crate) use case::{Case, Landmark, NOTES_LOOK_BACK, groups_of};
pub(crate) use reach::{Reach, Recorded};
pub(crate) use strata::strata;

use super::parallel::in_parallel;
use super::population::up_to_window_end;
use super::themes::lexicon::{Buffer, Lexicon};
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::progress::Progress;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::{FiscalYear, Window};
use crate::error::Result;
use gone::Gone;

/// Cases that one thread reads at a time.
const CHUNK: usize = 8_192;

/// An account with what it had due in one quarter.
#[derive(Clone, Debug)]
pub struct Chance {
    /// Accounts are numbered; the chances of one stand one after the other.
    pub account: u32,
    /// Segment × half-year; see [`strata()`].
    pub stratum: u32,
    pub segment: u32,
    cases: Range<u32>,
    /// No contract of it is in force after the quarter.
    pub is_lost: bool,
    /// `None` where an amount is not known.
    pub amounts: Option<Amounts>,
}

/// ARR of a chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    pub before: Money,
    /// Of contracts that were lost.
    pub lost: Money,
    /// That, and what contracts shrank by.
    pub lost_or_shrunk: Money,
}

/// All chances up to the end of the scope's window that were decided, in the order of their accounts.
pub struct RiskSet<'a> {
    pub cases: Vec<Case<'a>>,
    pub chances: Vec<Chance>,
    pub segments: Vec<&'a str>,
    pub strata: usize,
    pub reach: Reach,
    /// Losses that are left out, since they came before the end of a contract.
    pub early_terminations: u64,
    /// The landmark nearest to due on which anybody can tell who was undecided.
    pub last: Landmark,
}

impl<'a> RiskSet<'a> {
    /// # Errors
    /// [`Cancelled`](crate::error::Error::Cancelled) when nobody waits any more.
    pub fn of(facts: &'a Facts, progress: &dyn Progress) -> Result<Self> {
        let mut set = Self::unread(facts);
        read_notes(&mut set.cases, set.last, progress)?;
        Ok(set)
    }

    /// For signs that do not look into notes.
    pub fn unread(facts: &'a Facts) -> Self {
        let early_terminations = up_to_window_end(facts).filter(|r| r.early_termination && r.is_churned()).count() as u64;
        let fiscal = facts.scope.fiscal();
        // Of losses without the renewals beside them nobody can tell how often anything was lost.
        let is_rated = facts.no_dues.is_none();
        let (renewals, units) = group(up_to_window_end(facts).filter(|r| is_rated && !r.early_termination), fiscal);
        let gone = Gone::of(facts);
        let mut segments = Vec::new();
        let chance = |(account, cases): (u32, Range<u32>)| {
            let of_it = &renewals[cases.start as usize..cases.end as usize];
            let segment = numbered(&mut segments, &of_it[0].segment);
            Chance { account, stratum: 0, segment, cases, is_lost: is_lost(of_it, &gone, fiscal), amounts: amounts(of_it) }
        };
        let mut chances: Vec<Chance> = units.into_iter().map(chance).collect();
        let half_year_of = |chance: &Chance| half_year(renewals[chance.cases.start as usize].due);
        let (numbers, strata) = strata(chances.iter().map(|chance| (chance.segment, half_year_of(chance), chance.is_lost)));
        chances.iter_mut().zip(numbers).for_each(|(chance, number)| chance.stratum = number);
        Self {
            chances,
            segments,
            strata,
            reach: Reach::of(facts.all(), facts.scope.known_by()),
            early_terminations,
            last: if renewals.iter().any(|r| r.closed.is_some()) { Landmark::NEAREST } else { Landmark::UNDATED },
            cases: renewals.into_iter().map(Case::unread).collect(),
        }
    }

    /// The first day on which something of it is due.
    pub(crate) fn due(&self, chance: &Chance) -> NaiveDate {
        self.cases[chance.cases.start as usize].renewal.due
    }

    pub(crate) fn cases_of(&self, chance: &Chance) -> &[Case<'a>] {
        &self.cases[chance.cases.start as usize..chance.cases.end as usize]
    }
}

/// Renewals by account and quarter, and where each such group lies among them; what is still open leaves its group undecided,
/// and out.
fn group<'a>(renewals: impl Iterator<Item = &'a Renewal>, fiscal: FiscalYear) -> (Vec<&'a Renewal>, Vec<(u32, Range<u32>)>) {
    let mut accounts: FxHashMap<&str, u32> = FxHashMap::default();
    let mut keyed: Vec<((u32, i32), &Renewal)> = Vec::new();
    for renewal in renewals {
        let next = accounts.len() as u32;
        let account = *accounts.entry(renewal.account_id.as_str()).or_insert(next);
        keyed.push(((account, quarter(renewal.due, fiscal)), renewal));
    }
    keyed.sort_by_key(|(key, _)| *key);
    let is_decided = |group: &&[((u32, i32), &Renewal)]| group.iter().all(|(_, renewal)| renewal.outcome != Outcome::Open);
    let (mut decided, mut units) = (Vec::with_capacity(keyed.len()), Vec::new());
    for group in keyed.chunk_by(|x, y| x.0 == y.0).filter(is_decided) {
        let from = decided.len() as u32;
        decided.extend(group.iter().map(|(_, renewal)| *renewal));
        units.push((group[0].0.0, from..decided.len() as u32));
    }
    (decided, units)
}

/// The fiscal quarter of a day, counted from year zero.
pub(crate) fn quarter(day: NaiveDate, fiscal: FiscalYear) -> i32 {
    (day.year() * 12 + day.month() as i32 - fiscal.start_month as i32).div_euclid(3)
}

fn is_lost(renewals: &[&Renewal], gone: &Gone<'_>, fiscal: FiscalYear) -> bool {
    let end = |renewal: &Renewal| Window::quarter_of(renewal.due, fiscal).to;
    renewals.iter().find(|r| r.is_churned()).is_some_and(|churned| gone.after(churned, end(churned)))
}

/// Segments are few.
fn numbered<'a>(segments: &mut Vec<&'a str>, segment: &'a str) -> u32 {
    let known = segments.iter().position(|known| *known == segment);
    known.unwrap_or_else(|| {
        segments.push(segment);
        segments.len() - 1
    }) as u32
}

/// Half-years, counted from year zero.
pub(crate) fn half_year(day: NaiveDate) -> i32 {
    day.year() * 2 + i32::from(day.month() > 6)
}

fn amounts(renewals: &[&Renewal]) -> Option<Amounts> {
    renewals.iter().try_fold(Amounts::default(), |sum, renewal| {
        let (before, lost) = (renewal.before?, renewal.lost().or(renewal.before.filter(|_| renewal.is_churned()))?);
        Some(Amounts {
            before: sum.before + before,
            lost: if renewal.is_churned() { sum.lost + lost } else { sum.lost },
            lost_or_shrunk: sum.lost_or_shrunk + lost,
        })
    })
}

/// Notes are the long part, so they are read by all processors.
pub(super) fn read_notes(cases: &mut [Case<'_>], last: Landmark, progress: &dyn Progress) -> Result<()> {
    let lexicon = Lexicon::taxonomy();
    let groups = groups_of(&lexicon);
    let chunks: Vec<&[Case<'_>]> = cases.chunks(CHUNK).collect();
    let read = |chunk: &&[Case<'_>]| {
        let mut buffer = Buffer::default();
        chunk.iter().map(|case| Case::themes_of(case.renewal, last, &lexicon, &groups, &mut buffer)).collect::<Vec<_>>()
    };
    let themes = in_parallel(&chunks, progress, read)?;
    cases.iter_mut().zip(themes.into_iter().flatten()).for_each(|(case, themes)| case.themes = themes);
    Ok(())
}

#[cfg(test)]
#[path = "risk_set/risk_set_tests.rs"]
mod tests;
