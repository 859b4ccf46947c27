//! Whether a play goes with renewal: crude, and among accounts of the same segment, half-year and risk that were undecided and
//! without it on the day on which it began. An association, never a proof.

mod compared;

use chrono::NaiveDate;

use super::findings::{Harm, PlayFinding, Stratum, Verdict};
use super::held_again::Outcome;
use super::indicators::FALSE_DISCOVERY;
use super::metrics::{Saves, is_at_risk};
use super::risk_set::{Case, RiskSet};
use super::stats::fourfold::wilson;
use super::stats::multiple::benjamini_hochberg;
use super::stats::share::difference;
use super::stats::stratified::{Seen, Stratified, heterogeneity, stratified};
use super::stats::{Estimate, Fourfold, Interval};
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, Risk};
use crate::domain::text::counted;
use compared::{Compared, Member};

/// Fewer accounts than this with the play, or without it, are too few to compare.
const MIN_SIDE: u64 = 10;
/// Odds that a team would act on, either way. Where no effect is shown and the interval still holds them, the data are too few.
const WORTH_ACTING_ON: f64 = 2.0;

/// Every play that was run before a decision, those that hold first, then by how often they were run.
pub fn plays(set: &RiskSet<'_>) -> Vec<PlayFinding> {
    let at_risk = cases(set).filter(|case| is_at_risk(case.renewal)).count() as u64;
    let find = |(play, compared): (&Name, Compared)| find(set, play, &compared, at_risk);
    let mut findings: Vec<PlayFinding> = compared::by_play(set).into_iter().map(find).collect();
    judge(&mut findings);
    findings.sort_by(|x, y| x.verdict.cmp(&y.verdict).then(y.renewals.len().cmp(&x.renewals.len())).then_with(|| x.play.cmp(&y.play)));
    findings
}

/// A play over the accounts due on wanted days, whatever other plays there are.
pub(crate) fn over(set: &RiskSet<'_>, play: &Name, wanted: impl Fn(NaiveDate) -> bool) -> Outcome {
    let mut compared = compared::of_play(set, play);
    compared.members.retain(|member| wanted(set.due(&set.chances[member.chance])));
    let found = find(set, play, &compared, 0);
    let [with_kept, with_lost, without_kept, without_lost] = found.crude;
    let more_lost = found.mh_or.map_or(with_lost * without_kept > with_kept * without_lost, |odds| odds < 1.0);
    Outcome {
        table: [with_lost, with_kept, without_lost, without_kept],
        harm: Harm::Lost,
        found: found.p.map(|p| (more_lost, p)),
        why: found.why,
    }
}

/// A renewal that a play is judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged<'a> {
    pub renewal: &'a Renewal,
    pub had: bool,
    /// Of its account on the day of the comparison.
    pub risk: Option<Risk>,
    #[cfg_attr(not(test), expect(dead_code, reason = "tests hold the counts to the tables"))]
    pub is_kept: bool,
}

/// The renewals that a play is judged by, by account: its tables are made of their accounts.
pub(crate) fn judged<'a>(facts: &'a Facts, play: &Name) -> Vec<Vec<Judged<'a>>> {
    let set = RiskSet::unread(facts);
    let of_one = |member: &Member| {
        let chance = &set.chances[member.chance];
        let judged = |case: &Case<'a>| Judged { renewal: case.renewal, had: member.had, risk: member.risk, is_kept: !chance.is_lost };
        set.cases_of(chance).iter().map(judged).collect()
    };
    compared::of_play(&set, play).once().map(of_one).collect()
}

fn cases<'s, 'a>(set: &'s RiskSet<'a>) -> impl Iterator<Item = &'s Case<'a>> {
    set.chances.iter().flat_map(|chance| set.cases_of(chance))
}

fn find(set: &RiskSet<'_>, play: &Name, compared: &Compared, at_risk: u64) -> PlayFinding {
    let mut with: Vec<&Renewal> =
        cases(set).map(|case| case.renewal).filter(|r| r.plays_before_outcome().any(|u| u.play == *play)).collect();
    with.sort_by(|x, y| x.due.cmp(&y.due).then_with(|| x.id.cmp(&y.id)));
    let mut saves = Saves::default();
    for renewal in with.iter().filter(|renewal| is_at_risk(renewal)) {
        saves.at_risk += 1;
        saves.saved += u64::from(renewal.is_renewed());
    }
    let tables = Tables::over(set, compared);
    let mut finding = PlayFinding {
        n: tables.crude.n(),
        crude: tables.crude.cells(),
        coverage: (at_risk > 0).then(|| saves.at_risk as f64 / at_risk as f64),
        save_rate: (saves.at_risk > 0).then(|| saves.saved as f64 / saves.at_risk as f64),
        saves: [saves.saved, saves.at_risk, at_risk],
        strata: Risk::ALL.iter().zip(tables.by_risk).map(|(risk, table)| stratum(*risk, table)).collect(),
        renewals: with.iter().map(|r| r.id.clone()).collect(),
        arr: with.iter().map(|r| r.before).sum(),
        play: play.clone(),
        ..PlayFinding::default()
    };
    let tested = tables.too_few().map_or_else(|| test(set, compared, &tables).ok_or_else(|| UNLIKE.to_owned()), Err);
    match tested {
        Ok(tested) => tell(&mut finding, &tables, tested),
        Err(why) => finding.why = Some(why),
    }
    finding
}

const UNLIKE: &str = "at no risk were some kept and some lost, both with and without the play in the same half-year, so like cannot be compared \
                      with like";

/// Kept and lost, with the play and without: each account due counts once in these.
struct Tables {
    crude: Fourfold,
    by_risk: [Fourfold; 3],
}

impl Tables {
    fn over(set: &RiskSet<'_>, compared: &Compared) -> Self {
        let mut tables = Self { crude: Fourfold::default(), by_risk: [Fourfold::default(); 3] };
        for member in compared.once() {
            let is_kept = !set.chances[member.chance].is_lost;
            tables.crude.add(member.had, is_kept);
            if let Some(risk) = member.risk {
                tables.by_risk[risk as usize].add(member.had, is_kept);
            }
        }
        tables
    }

    fn too_few(&self) -> Option<String> {
        let (with, without) = (self.crude.a + self.crude.b, self.crude.c + self.crude.d);
        let is_short = with < MIN_SIDE || without < MIN_SIDE;
        is_short.then(|| {
            format!(
                "{} with the play and {without} that could have had it; needs {MIN_SIDE} of each",
                counted(with as usize, "account due", "accounts due")
            )
        })
    }
}

/// Holds the play against renewal within the strata.
fn test(set: &RiskSet<'_>, compared: &Compared, tables: &Tables) -> Option<Stratified> {
    if tables.by_risk.iter().all(|table| table.n() == 0) {
        return None;
    }
    let mut strata = vec![Fourfold::default(); compared.strata];
    let seen = || {
        compared.members.iter().filter_map(|member| {
            let chance = &set.chances[member.chance];
            Some(Seen { stratum: member.stratum?, cluster: chance.account, with: member.had, event: !chance.is_lost })
        })
    };
    seen().for_each(|one| strata[one.stratum].add(one.with, one.event));
    stratified(&strata, seen())
}

fn tell(finding: &mut PlayFinding, tables: &Tables, tested: Stratified) {
    let common = tested.odds_ratio;
    finding.crude_p = Some(tables.crude.fisher());
    finding.crude_or = tables.crude.odds_ratio().map(|ratio| ratio.value);
    finding.mh_or = common.map(|ratio| ratio.value);
    finding.low = common.map(|ratio| ratio.low);
    finding.high = common.map(|ratio| ratio.high);
    finding.p = Some(tested.p);
    finding.heterogeneity_p = heterogeneity(&tables.by_risk);
    finding.verdict = Verdict::NotShown;
}

fn stratum(risk: Risk, table: Fourfold) -> Stratum {
    let lost = |kept: u64, lost: u64| {
        let Interval { low, high } = wilson(lost, kept + lost)?;
        Some(Estimate { value: lost as f64 / (kept + lost) as f64, low, high })
    };
    let (with, without) = (lost(table.a, table.b), lost(table.c, table.d));
    let all = |estimate: Estimate| [estimate.value, estimate.low, estimate.high];
    Stratum {
        risk,
        table: table.cells(),
        lost_with: with.map(all),
        lost_without: without.map(all),
        saved: with.zip(without).map(|(with, without)| all(difference(without, with))),
    }
}

fn judge(findings: &mut [PlayFinding]) {
    let p: Vec<f64> = findings.iter().filter_map(|finding| finding.p).collect();
    let tested = findings.iter_mut().filter(|finding| finding.p.is_some());
    for (finding, q) in tested.zip(benjamini_hochberg(&p)) {
        finding.q = Some(q);
        if q <= FALSE_DISCOVERY {
            finding.verdict = Verdict::Holds;
            finding.reversed = finding.points_apart();
        } else if could_matter(finding) {
            withhold(finding);
        }
    }
}

/// Whether an effect worth acting on is as possible as none.
fn could_matter(finding: &PlayFinding) -> bool {
    finding.low.zip(finding.high).is_none_or(|(low, high)| low < 1.0 / WORTH_ACTING_ON || high > WORTH_ACTING_ON)
}

/// Too few cases give no number.
fn withhold(finding: &mut PlayFinding) {
    let [with_kept, with_lost, without_kept, without_lost] = finding.crude;
    let why = format!(
        "{with_lost} of {} due with it were lost, {without_lost} of {} without; among equals {}",
        counted((with_kept + with_lost) as usize, "account", "accounts"),
        without_kept + without_lost,
        open_effects(finding)
    );
    let PlayFinding { play, n, crude, coverage, save_rate, saves, strata, renewals, arr, .. } = std::mem::take(finding);
    *finding = PlayFinding { play, n, crude, coverage, save_rate, saves, strata, renewals, arr, why: Some(why), ..PlayFinding::default() };
}

/// What the interval leaves open. It may hold 1 only once all plays that were tried are allowed for.
fn open_effects(finding: &PlayFinding) -> &'static str {
    let halves = finding.low.is_none_or(|low| low < 1.0 / WORTH_ACTING_ON);
    match (halves, finding.high.is_none_or(|high| high > WORTH_ACTING_ON)) {
        (true, true) => "it may as well double the odds of renewal as halve them",
        (true, false) => "it may halve the odds of renewal or do nothing",
        (false, _) => "it may double the odds of renewal or do nothing",
    }
}

#[cfg(test)]
#[path = "plays/plays_tests.rs"]
mod tests;
