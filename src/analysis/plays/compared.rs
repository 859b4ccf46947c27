//! Who is compared with whom: each account due that got a play with those that were undecided and without it on that day.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;

use crate::analysis::risk_set::{Case, Landmark, RiskSet, half_year, strata};
use crate::domain::Name;
use crate::domain::renewal::Risk;

/// Plays that began in the same month before due are compared as of one day.
const MONTH: i64 = 30;

/// A chance that got the play, and when.
#[derive(Clone, Copy, Debug)]
struct Use {
    chance: usize,
    on: NaiveDate,
    /// Days before due.
    ahead: i64,
}

/// A chance on the day on which it is compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub chance: usize,
    pub had: bool,
    /// As its health told that day.
    pub risk: Option<Risk>,
    /// Of a stratum: a segment, a risk, the month before due in which the play began, and a half-year.
    pub stratum: Option<usize>,
}

/// Everything that a play is judged by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compared {
    /// In the order of accounts. A chance without the play stands once for every month that it is compared in.
    pub members: Vec<Member>,
    pub strata: usize,
}

impl Compared {
    /// Each chance once: with the play, or else as it was compared first.
    pub(crate) fn once(&self) -> impl Iterator<Item = &Member> {
        self.members.chunk_by(|x, y| x.chance == y.chance).filter_map(|of_one| of_one.iter().find(|m| m.had).or(of_one.first()))
    }
}

/// The plays that were run before an outcome, each with what it is compared with.
pub(crate) fn by_play<'a>(set: &RiskSet<'a>) -> BTreeMap<&'a Name, Compared> {
    uses(set).into_iter().map(|(play, uses)| (play, compared(set, play, &uses))).collect()
}

/// The comparison of one play.
pub(crate) fn of_play(set: &RiskSet<'_>, play: &Name) -> Compared {
    uses(set).remove(play).map(|uses| compared(set, play, &uses)).unwrap_or_default()
}

/// Of each chance the first time that each play began before the outcome.
fn uses<'a>(set: &RiskSet<'a>) -> BTreeMap<&'a Name, Vec<Use>> {
    let mut all: BTreeMap<&Name, Vec<Use>> = BTreeMap::new();
    for (number, chance) in set.chances.iter().enumerate() {
        let mut first: BTreeMap<&Name, Use> = BTreeMap::new();
        for case in set.cases_of(chance) {
            for used in case.renewal.plays_before_outcome() {
                let this = Use { chance: number, on: used.on, ahead: (case.renewal.due - used.on).num_days() };
                let known = first.entry(&used.play).or_insert(this);
                if this.on < known.on {
                    *known = this;
                }
            }
        }
        for (play, this) in first {
            all.entry(play).or_default().push(this);
        }
    }
    all
}

/// The month before due: 0 is the last.
fn month(ahead: i64) -> i64 {
    (ahead - 1).div_euclid(MONTH).max(0)
}

/// The days before due on which those of a month are compared, by month: the middle of when the play began.
fn days(uses: &[Use]) -> BTreeMap<i64, i64> {
    let mut by_month: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for used in uses {
        by_month.entry(month(used.ahead)).or_default().push(used.ahead);
    }
    let middle = |mut all: Vec<i64>| {
        all.sort_unstable();
        all[all.len() / 2]
    };
    by_month.into_iter().map(|(month, all)| (month, middle(all))).collect()
}

fn compared(set: &RiskSet<'_>, play: &Name, uses: &[Use]) -> Compared {
    let days = days(uses);
    let treated: FxHashMap<usize, &Use> = uses.iter().map(|used| (used.chance, used)).collect();
    // Before a play was invented, and after it was given up, nobody could have got it.
    let life = uses.iter().map(|used| used.on).min().zip(uses.iter().map(|used| used.on).max());
    let Some((first, last)) = life else { return Compared::default() };
    let mut members = Vec::new();
    let mut alike = Vec::new();
    for (number, chance) in set.chances.iter().enumerate() {
        let own = treated.get(&number).map(|used| month(used.ahead));
        for (month, ahead) in &days {
            let had = own == Some(*month);
            let is_open = |case: &&Case<'_>| is_open(case, play, *ahead, (first, last));
            let cases = set.cases_of(chance);
            let case = if had { cases.iter().find(|case| got(case, play)) } else { cases.iter().find(is_open) };
            if let Some(case) = case {
                let risk = risk_on(case, *month);
                members.push(Member { chance: number, had, risk, stratum: None });
                alike.push(((chance.segment, risk, *month), half_year(case.renewal.due), chance.is_lost));
            }
        }
    }
    let (numbers, strata) = strata(alike.iter().copied());
    members.iter_mut().zip(numbers).for_each(|(member, number)| member.stratum = member.risk.map(|_| number as usize));
    Compared { members, strata }
}

fn got(case: &Case<'_>, play: &Name) -> bool {
    case.renewal.plays_before_outcome().any(|used| used.play == *play)
}

/// Undecided and without the play so many days before due, while it was in use.
fn is_open(case: &Case<'_>, play: &Name, ahead: i64, (first, last): (NaiveDate, NaiveDate)) -> bool {
    let renewal = case.renewal;
    let day = renewal.due - Days::new(ahead.unsigned_abs());
    let is_without = !renewal.plays_before_outcome().any(|used| used.play == *play && used.on <= day);
    let landmark = Landmark(u16::try_from(ahead).unwrap_or(u16::MAX));
    is_without && first <= day && day <= last && case.is_undecided_at(landmark)
}

/// The risk at the beginning of a month before due, as health told it: the same for whoever got the play and whoever did not.
fn risk_on(case: &Case<'_>, month: i64) -> Option<Risk> {
    let landmark = Landmark::ALL.iter().position(|landmark| i64::from(landmark.0) == (month + 1) * MONTH)?;
    case.renewal.signals.health[landmark].map(Risk::from_health)
}
