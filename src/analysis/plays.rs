//! Whether a play goes with renewal: crude, and among accounts of the same risk before it. An association, never a proof.

use std::collections::BTreeMap;

use super::findings::{PlayFinding, Stratum, Verdict};
use super::indicators::FALSE_DISCOVERY;
use super::metrics::{Saves, is_at_risk};
use super::population::decided;
use super::stats::Fourfold;
use super::stats::multiple::benjamini_hochberg;
use super::stats::strata::{breslow_day, cochran_mantel_haenszel, mantel_haenszel};
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, Risk};

/// Fewer renewals than this with the play, or without it, are too few to compare.
const MIN_SIDE: u64 = 10;

/// Every play that was run on a decided renewal, those that hold first, then by how often they were run.
pub fn plays(facts: &Facts) -> Vec<PlayFinding> {
    let renewals: Vec<&Renewal> = decided(facts).collect();
    let all = Compared::over(&renewals);
    let mut run: BTreeMap<&Name, Vec<&Renewal>> = BTreeMap::new();
    for renewal in &renewals {
        for play in played(renewal) {
            run.entry(play).or_default().push(renewal);
        }
    }
    let mut findings: Vec<PlayFinding> = run.into_iter().map(|(play, with)| find(play, &with, &all)).collect();
    judge(&mut findings);
    findings.sort_by(|x, y| x.verdict.cmp(&y.verdict).then(y.renewals.len().cmp(&x.renewals.len())).then_with(|| x.play.cmp(&y.play)));
    findings
}

/// The plays run before the outcome, each once.
fn played(renewal: &Renewal) -> impl Iterator<Item = &Name> {
    let first = |i: usize, play: &Name| !renewal.plays_before_outcome().take(i).any(|earlier| earlier.play == *play);
    renewal.plays_before_outcome().enumerate().filter(move |(i, used)| first(*i, &used.play)).map(|(_, used)| &used.play)
}

/// Risk before this play: as rated for it, else before any play.
pub fn risk_before(renewal: &Renewal, play: &Name) -> Option<Risk> {
    let rated = renewal.plays.iter().find(|used| used.play == *play).and_then(|used| used.risk_before);
    rated.or_else(|| renewal.prior_risk())
}

/// Renewed and lost by risk, and how many were at risk.
#[derive(Default)]
struct Compared {
    by_risk: [(u64, u64); 3],
    renewed: u64,
    lost: u64,
    at_risk: u64,
}

impl Compared {
    fn over(renewals: &[&Renewal]) -> Self {
        let mut all = Self::default();
        for renewal in renewals {
            all.add(renewal, renewal.prior_risk());
        }
        all
    }

    fn add(&mut self, renewal: &Renewal, risk: Option<Risk>) {
        let renewed = renewal.is_renewed();
        *(if renewed { &mut self.renewed } else { &mut self.lost }) += 1;
        self.at_risk += u64::from(is_at_risk(renewal));
        if let Some(risk) = risk {
            let (kept, lost) = &mut self.by_risk[risk as usize];
            *(if renewed { kept } else { lost }) += 1;
        }
    }
}

fn find(play: &Name, with: &[&Renewal], all: &Compared) -> PlayFinding {
    let (mut ran, mut same) = (Compared::default(), Compared::default());
    let mut saves = Saves::default();
    for renewal in with {
        ran.add(renewal, risk_before(renewal, play));
        // What these count for in `all`, to be taken off it.
        same.add(renewal, renewal.prior_risk());
        if is_at_risk(renewal) {
            saves.at_risk += 1;
            saves.saved += u64::from(renewal.is_renewed());
        }
    }
    let crude = Fourfold::new(ran.renewed, ran.lost, all.renewed - same.renewed, all.lost - same.lost);
    let tables = Risk::ALL.map(|risk| stratum(risk, &ran, all, &same));
    let mut finding = PlayFinding {
        n: crude.n(),
        crude: crude.cells(),
        coverage: (all.at_risk > 0).then(|| saves.at_risk as f64 / all.at_risk as f64),
        save_rate: (saves.at_risk > 0).then(|| saves.saved as f64 / saves.at_risk as f64),
        strata: Risk::ALL.iter().zip(tables).map(|(risk, table)| Stratum { risk: *risk, table: table.cells() }).collect(),
        renewals: with.iter().map(|r| r.id.clone()).collect(),
        arr: with.iter().map(|r| r.before).sum(),
        ..empty(play)
    };
    match too_few(&crude, &tables) {
        Some(why) => finding.why = Some(why),
        None => compare(&mut finding, &crude, &tables),
    }
    finding
}

fn stratum(risk: Risk, ran: &Compared, all: &Compared, same: &Compared) -> Fourfold {
    let [(kept_with, lost_with), (kept_all, lost_all), (kept_same, lost_same)] =
        [ran, all, same].map(|compared| compared.by_risk[risk as usize]);
    Fourfold::new(kept_with, lost_with, kept_all - kept_same, lost_all - lost_same)
}

fn too_few(crude: &Fourfold, strata: &[Fourfold]) -> Option<String> {
    let (with, without) = (crude.a + crude.b, crude.c + crude.d);
    if with < MIN_SIDE || without < MIN_SIDE {
        return Some(format!("{with} renewals with the play and {without} without; needs {MIN_SIDE} of each"));
    }
    let none = mantel_haenszel(strata).is_none();
    none.then(|| "no risk tier holds renewed and lost accounts both with and without the play, so like cannot be compared with like".into())
}

fn compare(finding: &mut PlayFinding, crude: &Fourfold, strata: &[Fourfold]) {
    let common = mantel_haenszel(strata);
    finding.crude_p = Some(crude.fisher());
    finding.crude_or = crude.odds_ratio().map(|ratio| ratio.value);
    finding.mh_or = common.map(|ratio| ratio.value);
    finding.low = common.map(|ratio| ratio.low);
    finding.high = common.map(|ratio| ratio.high);
    finding.p = cochran_mantel_haenszel(strata).map(|test| test.p);
    finding.heterogeneity_p = breslow_day(strata).map(|test| test.p);
    finding.verdict = Verdict::NotShown;
}

fn judge(findings: &mut [PlayFinding]) {
    let p: Vec<f64> = findings.iter().filter_map(|finding| finding.p).collect();
    let tested = findings.iter_mut().filter(|finding| finding.p.is_some());
    for (finding, q) in tested.zip(benjamini_hochberg(&p)) {
        finding.q = Some(q);
        let holds = q <= FALSE_DISCOVERY;
        finding.verdict = if holds { Verdict::Holds } else { Verdict::NotShown };
        finding.reversed = holds && finding.points_apart();
    }
}

fn empty(play: &Name) -> PlayFinding {
    PlayFinding {
        play: play.clone(),
        n: 0,
        crude: [0; 4],
        crude_p: None,
        crude_or: None,
        mh_or: None,
        low: None,
        high: None,
        p: None,
        q: None,
        heterogeneity_p: None,
        reversed: false,
        coverage: None,
        save_rate: None,
        strata: vec![],
        verdict: Verdict::Insufficient,
        why: None,
        renewals: vec![],
        arr: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};

    /// `kept` renewed and `lost` churned renewals at one risk, with the play or only with health to tell their risk.
    fn group(name: &str, risk: Risk, with: bool, kept: usize, lost: usize) -> Vec<Renewal> {
        let health = [85.0, 60.0, 40.0][risk as usize];
        let make = |i: usize| {
            let base = renewal(&format!("{name}{i}"), "2026-05-10");
            let base = if i < kept { base.renewed(10, 10) } else { base.churned(10) };
            if with { base.play("Executive alignment", risk) } else { base.with(|r| r.signals.health[0] = Some(health)) }
        };
        (0..kept + lost).map(make).collect()
    }

    /// The play goes to high risk, where it helps: worse in the crude rate, better among equals.
    fn reversing() -> Facts {
        let all = [
            group("hw", Risk::High, true, 45, 30),
            group("hn", Risk::High, false, 8, 30),
            group("lw", Risk::Low, true, 10, 0),
            group("ln", Risk::Low, false, 150, 6),
        ];
        facts(all.into_iter().flatten().collect())
    }

    #[test]
    fn a_play_that_goes_to_risky_accounts_is_compared_among_equals() {
        let found = plays(&reversing());
        let play = &found[0];
        assert!(play.crude_or.unwrap() < 1.0 && play.low.unwrap() > 1.0, "{play:?}");
        assert!(play.reversed);
        assert_eq!(play.verdict, Verdict::Holds);
        assert_eq!(play.strata[2].table, [45, 30, 8, 30]);
        assert_eq!(play.coverage, Some(75.0 / 113.0), "of at-risk renewals");
        assert_eq!(play.save_rate, Some(45.0 / 75.0));
        assert_eq!(play.renewals.len(), 85);
    }

    #[test]
    fn what_does_not_hold_is_no_reversal() {
        let all = [
            group("hw", Risk::High, true, 8, 12),
            group("hn", Risk::High, false, 7, 13),
            group("lw", Risk::Low, true, 9, 1),
            group("ln", Risk::Low, false, 36, 4),
        ];
        let found = &plays(&facts(all.into_iter().flatten().collect()))[0];
        assert!(found.crude_or.unwrap() < 1.0 && found.mh_or.unwrap() > 1.0 && found.points_apart(), "{found:?}");
        assert_eq!((found.verdict, found.reversed), (Verdict::NotShown, false));
    }

    #[test]
    fn too_few_cases_give_no_number() {
        let found = plays(&facts(group("a", Risk::High, true, 4, 3)));
        assert_eq!((found[0].verdict, found[0].mh_or, found[0].p), (Verdict::Insufficient, None, None));
        assert!(found[0].why.as_ref().unwrap().contains("7 renewals with the play and 0 without"));
    }

    #[test]
    fn a_play_run_after_the_outcome_does_not_count() {
        let late = group("a", Risk::High, true, 1, 0).pop().unwrap().closed("2026-02-01");
        assert!(plays(&facts(vec![late])).is_empty());
    }
}
