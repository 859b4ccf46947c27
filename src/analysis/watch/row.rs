//! One row: an account with what it has due in a quarter.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::rates::{Like, Rates, STAGES};
use super::signs::{Said, Signs};
use crate::analysis::findings::{PlayFinding, SeenSign, Tried, Verdict, WatchRow};
use crate::analysis::indicators::{Definition, Needs, Reading};
use crate::analysis::risk_set::{Case, Landmark, Reach, RiskSet};
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Forecast, Renewal};

/// The plays that were run most often are told.
const MOST_TRIED: usize = 2;

/// A forecast that lies nearer to the rate is no other opinion.
const WORTH_A_WORD: f64 = 0.15;

/// Everything that rows are made with.
pub(crate) struct Reader<'r> {
    known_by: NaiveDate,
    usage_until: Option<NaiveDate>,
    reach: Reach,
    last: Landmark,
    signs: &'r Signs,
    rates: &'r Rates,
    plays: &'r [PlayFinding],
    /// By strongest sign: plays with how many accounts had them, and how many of those were lost.
    tried: Vec<Vec<(Name, u64, u64)>>,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(facts: &Facts, set: &RiskSet<'_>, signs: &'r Signs, rates: &'r Rates, plays: &'r [PlayFinding]) -> Self {
        let known_by = facts.scope.known_by();
        let reach = Reach::of(facts.with_ahead(), known_by);
        Self { known_by, usage_until: facts.usage_until, reach, last: set.last, signs, rates, plays, tried: tried(set, signs) }
    }

    pub(crate) fn row(&self, cases: &[Case<'_>], places: &[usize]) -> WatchRow {
        let of_it: Vec<Case<'_>> = places.iter().map(|place| cases[*place].clone()).collect();
        // In due order.
        let first = of_it[0].renewal;
        let landmark = self.landmark(first);
        let signs: Vec<(usize, SeenSign)> = (0..self.signs.0.len()).filter_map(|place| self.carried(place, &of_it)).collect();
        let said = self.said(&of_it, signs.first().map(|(place, _)| *place));
        // Those before it were nearly all decided by then: nobody can tell how often accounts so late were lost.
        let like = if self.is_past_due(first) { None } else { self.like(landmark, said, &first.segment) };
        let strongest = signs.first().map(|(place, _)| *place);
        WatchRow {
            renewals: of_it.iter().map(|case| case.renewal.id.clone()).collect(),
            account_id: first.account_id.clone(),
            account: first.account.clone(),
            segment: first.segment.clone(),
            owner: first.cs_owner.clone(),
            due: first.due,
            arr: of_it.iter().map(|case| case.renewal.before).sum(),
            landmark: landmark.map(|landmark| landmark.0),
            signs: signs.into_iter().map(|(_, sign)| sign).collect(),
            rate: like.map(|like| like.rate.value),
            low: like.map(|like| like.rate.low),
            high: like.map(|like| like.rate.high),
            base_rate: like.map(|like| like.base),
            like_it: like.map_or(0, |like| like.n),
            like_it_lost: like.map_or(0, |like| like.lost),
            forecast: forecast(first),
            forecast_differs: like.and_then(|like| differs(first, like)),
            tried: strongest.map_or_else(Vec::new, |sign| self.tried(sign, &of_it)),
        }
    }

    fn is_past_due(&self, renewal: &Renewal) -> bool {
        renewal.due <= self.known_by
    }

    /// The last landmark that the known day has passed.
    fn landmark(&self, renewal: &Renewal) -> Option<Landmark> {
        if self.is_past_due(renewal) {
            return Some(Landmark(0));
        }
        STAGES
            .into_iter()
            .rev()
            .find(|stage| (*stage >= self.last || self.last == Landmark::NEAREST) && stage.day(renewal) <= self.known_by)
    }

    /// The rate that a row goes by, and the group that it was observed in.
    pub(crate) fn like(&self, landmark: Option<Landmark>, said: Said, segment: &Name) -> Option<Like> {
        // What has happened before the first landmark is held against what became of those who carried it on that one.
        self.rates.like(landmark.unwrap_or(STAGES[0]), said, segment)
    }

    fn said(&self, cases: &[Case<'_>], strongest: Option<usize>) -> Said {
        if let Some(place) = strongest {
            return Said::Carried(place);
        }
        let is_read = |sign: &Definition| cases.iter().any(|case| self.read(sign, case) == Some(Reading::Absent));
        if self.signs.0.iter().any(is_read) { Said::Free } else { Said::Unread }
    }

    fn carried(&self, place: usize, cases: &[Case<'_>]) -> Option<(usize, SeenSign)> {
        let sign = &self.signs.0[place];
        let since = |case: &Case<'_>| match self.read(sign, case) {
            Some(Reading::Present(since)) => Some(since),
            _ => None,
        };
        let since = cases.iter().filter_map(since).min()?;
        Some((place, SeenSign { signal: sign.name.clone(), brief: sign.brief.clone(), since, holds: true, reliable: false }))
    }

    fn read(&self, sign: &Definition, case: &Case<'_>) -> Option<Reading> {
        let is_measured = sign.needs != Needs::Usage || self.usage_until.is_none_or(|until| sign.landmark.day(case.renewal) <= until);
        if is_measured { sign.read_by(case, &self.reach, self.known_by) } else { None }
    }

    fn tried(&self, sign: usize, cases: &[Case<'_>]) -> Vec<Tried> {
        let told = |(play, accounts, lost): &(Name, u64, u64)| Tried {
            play: play.clone(),
            accounts: *accounts,
            lost: *lost,
            effect: self.effect(play),
            is_under_way: cases.iter().any(|case| case.renewal.plays.iter().any(|used| used.play == *play)),
        };
        self.tried[sign].iter().take(MOST_TRIED).map(told).collect()
    }

    /// Only what holds is an effect, and then one that goes with the play, not one that it is proven to have.
    fn effect(&self, play: &Name) -> String {
        let found = self.plays.iter().find(|finding| finding.play == *play);
        let holds = found.filter(|finding| finding.verdict == Verdict::Holds);
        match holds.and_then(|finding| finding.mh_or) {
            Some(odds) if odds > 1.0 => format!("goes with renewal (odds × {odds:.1} at equal risk)"),
            Some(odds) if odds < 1.0 => format!("goes with loss (odds of renewal × {odds:.1} at equal risk)"),
            _ if found.is_some_and(|finding| finding.verdict == Verdict::NotShown) => "no effect shown".to_owned(),
            _ => "too few to tell its effect".to_owned(),
        }
    }
}

/// What was run on past accounts, by the strongest sign that they carried on the last landmark; most often first.
fn tried(set: &RiskSet<'_>, signs: &Signs) -> Vec<Vec<(Name, u64, u64)>> {
    let mut found: Vec<FxHashMap<&Name, (u64, u64)>> = signs.0.iter().map(|_| FxHashMap::default()).collect();
    if signs.0.is_empty() {
        return vec![];
    }
    for chance in &set.chances {
        let cases = set.cases_of(chance);
        let mut plays: Vec<&Name> = cases.iter().flat_map(|case| case.renewal.plays_before_outcome()).map(|used| &used.play).collect();
        if plays.is_empty() {
            continue;
        }
        let Said::Carried(sign) = signs.said(cases, &set.reach, |case| set.last.day(case.renewal)) else { continue };
        plays.sort_unstable();
        plays.dedup();
        for play in plays {
            let (accounts, lost) = found[sign].entry(play).or_default();
            *accounts += 1;
            *lost += u64::from(chance.is_lost);
        }
    }
    let sorted = |plays: FxHashMap<&Name, (u64, u64)>| {
        let mut plays: Vec<(Name, u64, u64)> = plays.into_iter().map(|(play, (n, lost))| (play.clone(), n, lost)).collect();
        plays.sort_by(|x, y| y.1.cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
        plays
    };
    found.into_iter().map(sorted).collect()
}

/// The chance of loss that somebody forecast: by the probability, else by the share of ARR that is not expected back.
fn forecast(renewal: &Renewal) -> Option<f64> {
    let Forecast { probability, amount, .. } = renewal.forecast.as_ref()?;
    if let Some(probability) = probability {
        return Some((1.0 - probability).clamp(0.0, 1.0));
    }
    let kept = amount.as_ref()?.ratio(renewal.before?)?;
    Some((1.0 - kept).clamp(0.0, 1.0))
}

/// A probability differs where it lies outside the interval; an amount says whether a renewal is expected, and differs where the
/// rate says the opposite.
fn differs(renewal: &Renewal, like: Like) -> Option<String> {
    let lost = forecast(renewal)?;
    let kept = |rate: f64| format!("{:.0}", (1.0 - rate) * 100.0);
    let rate = like.rate;
    if renewal.forecast.as_ref()?.probability.is_some() {
        let is_outside = (lost < rate.low || lost > rate.high) && (lost - rate.value).abs() >= WORTH_A_WORD;
        return is_outside
            .then(|| format!("forecast {} % to renew; of accounts like it {} to {} % did", kept(lost), kept(rate.high), kept(rate.low)));
    }
    let is_opposite = (lost < 0.5) != (rate.value < 0.5);
    is_opposite.then(|| {
        format!("forecast at {} % of its ARR; of accounts like it {} to {} % renewed", kept(lost), kept(rate.high), kept(rate.low))
    })
}
