//! How often past accounts were lost: by the strongest sign that they carried on a landmark, and by segment.

use rustc_hash::FxHashMap;

use super::signs::{Said, Signs};
use crate::analysis::parallel::in_parallel;
use crate::analysis::patterns::MIN_FOR_RATE;
use crate::analysis::risk_set::{Case, Chance, Landmark, RiskSet, quarter};
use crate::analysis::stats::Estimate;
use crate::analysis::stats::tally::{Tally, of_both};
use crate::domain::Name;
use crate::domain::progress::Progress;
use crate::domain::window::FiscalYear;
use crate::error::Result;

/// Chances that one thread reads at a time.
const CHUNK: usize = 2_048;

/// The landmarks on which past accounts are looked at.
pub(crate) const STAGES: [Landmark; 3] = [Landmark(90), Landmark(60), Landmark(30)];

/// A tally that tells accounts apart, given those of one account one after the other.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    tally: Tally,
    first: Option<u32>,
    last: Option<u32>,
}

impl Counted {
    fn add(&mut self, account: u32, is_lost: bool) {
        let is_new = self.last != Some(account);
        self.tally.merge(Tally { n: 1, events: u64::from(is_lost), units: u64::from(is_new) });
        self.first.get_or_insert(account);
        self.last = Some(account);
    }

    /// With what comes after it: an account that lies on both sides is one.
    fn merge(&mut self, later: Self) {
        let is_shared = self.last.is_some() && self.last == later.first;
        self.tally.merge(later.tally);
        self.tally.units -= u64::from(is_shared);
        self.first = self.first.or(later.first);
        self.last = later.last.or(self.last);
    }
}

/// The carriers of each sign, and after them those that carry none.
struct Stage {
    all: Counted,
    by_segment: Vec<Counted>,
    /// Over all segments.
    by_sign: Vec<Counted>,
    /// `by_sign_and_segment[sign][segment]`.
    by_sign_and_segment: Vec<Vec<Counted>>,
}

impl Stage {
    fn new(signs: usize, segments: usize) -> Self {
        Self {
            all: Counted::default(),
            by_segment: vec![Counted::default(); segments],
            by_sign: vec![Counted::default(); signs + 1],
            by_sign_and_segment: vec![vec![Counted::default(); segments]; signs + 1],
        }
    }

    fn add(&mut self, said: Said, segment: usize, chance: &Chance) {
        let add = |counted: &mut Counted| counted.add(chance.account, chance.is_lost);
        add(&mut self.all);
        add(&mut self.by_segment[segment]);
        let group = match said {
            Said::Carried(sign) => sign,
            Said::Free => self.by_sign.len() - 1,
            Said::Unread => return,
        };
        add(&mut self.by_sign[group]);
        add(&mut self.by_sign_and_segment[group][segment]);
    }

    fn merge(&mut self, other: Self) {
        let all = |mine: &mut [Counted], theirs: Vec<Counted>| mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| mine.merge(theirs));
        self.all.merge(other.all);
        all(&mut self.by_segment, other.by_segment);
        all(&mut self.by_sign, other.by_sign);
        self.by_sign_and_segment.iter_mut().zip(other.by_sign_and_segment).for_each(|(mine, theirs)| all(mine, theirs));
    }

    fn base(&self, segment: Option<usize>) -> f64 {
        let whole = self.all.tally.whole();
        segment.map_or(whole, |segment| self.by_segment[segment].tally.pulled(whole))
    }
}

/// What is known of the accounts that a renewal is like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Like {
    pub rate: Estimate,
    pub base: f64,
    /// With the same strongest sign, over all segments.
    pub n: u64,
    pub lost: u64,
}

/// Rates on each of the [`STAGES`].
pub(crate) struct Rates {
    stages: Vec<Stage>,
    segments: FxHashMap<Name, usize>,
    /// How far the share lost in a quarter lies from the usual one beyond chance: a standard deviation, as a share of the rate.
    pub drift: f64,
}

impl Rates {
    pub(crate) fn of(set: &RiskSet<'_>, signs: &Signs, progress: &dyn Progress) -> Result<Self> {
        let chunks: Vec<&[Chance]> = set.chances.chunks(CHUNK).collect();
        let mut stages = new_stages(set, signs);
        for part in in_parallel(&chunks, progress, |chances| read(set, signs, chances))? {
            stages.iter_mut().zip(part).for_each(|(mine, theirs)| mine.merge(theirs));
        }
        let segments = set.segments.iter().enumerate().map(|(place, name)| (Name::from(*name), place)).collect();
        Ok(Self { stages, segments, drift: drift(set) })
    }

    /// What became of accounts of which the signs said the same on a landmark; `None` where those were too few.
    pub(crate) fn like(&self, landmark: Landmark, said: Said, segment: &Name) -> Option<Like> {
        let stage = &self.stages[self.stage(landmark)?];
        let segment = self.segments.get(segment).copied();
        let (whole, base) = (stage.all.tally.whole(), stage.base(segment));
        let group = match said {
            Said::Carried(sign) => sign,
            Said::Free => stage.by_sign.len() - 1,
            Said::Unread => {
                let of_it = segment.map_or(stage.all, |segment| stage.by_segment[segment]).tally;
                if stage.all.tally.n < MIN_FOR_RATE {
                    return None;
                }
                let rate = of_it.estimate(whole, stage.all.tally.units);
                return Some(Like { rate, base, n: of_it.n, lost: of_it.events });
            }
        };
        let sign = stage.by_sign[group].tally;
        if sign.n < MIN_FOR_RATE {
            return None;
        }
        let cell = segment.map_or_else(Tally::default, |segment| stage.by_sign_and_segment[group][segment].tally);
        let expected = of_both(sign.pulled(whole), base, whole);
        let rate = cell.estimate(expected, sign.units);
        Some(Like { rate, base, n: sign.n, lost: sign.events })
    }

    /// The stage of a landmark; where nobody was undecided any more, or nobody can tell, the one before.
    fn stage(&self, landmark: Landmark) -> Option<usize> {
        let from = STAGES.iter().position(|stage| *stage == landmark)?;
        (0..=from).rev().find(|stage| self.stages[*stage].all.tally.n > 0)
    }
}

fn new_stages(set: &RiskSet<'_>, signs: &Signs) -> Vec<Stage> {
    STAGES.iter().map(|_| Stage::new(signs.0.len(), set.segments.len())).collect()
}

fn read(set: &RiskSet<'_>, signs: &Signs, chances: &[Chance]) -> Vec<Stage> {
    let mut stages = new_stages(set, signs);
    for chance in chances {
        let cases = set.cases_of(chance);
        for (landmark, stage) in STAGES.into_iter().zip(&mut stages) {
            if cases.iter().any(|case| case.is_undecided_at(landmark)) {
                let said = signs.said(cases, &set.reach, |case: &Case<'_>| landmark.day(case.renewal));
                stage.add(said, chance.segment as usize, chance);
            }
        }
    }
    stages
}

/// Between quarters, by moments (DerSimonian & Laird 1986).
fn drift(set: &RiskSet<'_>) -> f64 {
    let mut quarters: FxHashMap<i32, (f64, f64)> = FxHashMap::default();
    for chance in &set.chances {
        let Some(first) = set.cases_of(chance).first() else { continue };
        let (n, lost) = quarters.entry(quarter(first.renewal.due, FiscalYear::default())).or_default();
        *n += 1.0;
        *lost += f64::from(u8::from(chance.is_lost));
    }
    let (n, lost) = quarters.values().fold((0.0, 0.0), |sum: (f64, f64), of| (sum.0 + of.0, sum.1 + of.1));
    let rate = lost / n;
    let variance = rate * (1.0 - rate);
    if quarters.len() < 2 || lost <= 0.0 || lost >= n {
        return 0.0;
    }
    let beyond: f64 =
        quarters.values().map(|(n, lost)| (lost - n * rate).powi(2) / (n * variance)).sum::<f64>() - (quarters.len() - 1) as f64;
    let squares: f64 = quarters.values().map(|(n, _)| n * n).sum();
    let between = beyond.max(0.0) * variance / (n - squares / n);
    between.sqrt() / rate
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(accounts: &[u32]) -> Counted {
        let mut counted = Counted::default();
        for account in accounts {
            counted.add(*account, false);
        }
        counted
    }

    #[test]
    fn an_account_is_one_in_each_group_that_it_is_in_and_where_it_lies_on_both_sides() {
        let mut all = counted(&[1, 1, 2]);
        assert_eq!((all.tally.n, all.tally.units), (3, 2));
        all.merge(counted(&[2, 3, 3]));
        assert_eq!((all.tally.n, all.tally.units), (6, 3));
        let mut none = counted(&[]);
        none.merge(counted(&[4]));
        none.merge(counted(&[]));
        none.merge(counted(&[4]));
        assert_eq!((none.tally.n, none.tally.units), (2, 1));
    }
}
