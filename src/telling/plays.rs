//! What a play goes with, in one sentence, and by tier of risk.

use crate::analysis::findings::{PlayFinding, Stratum, Verdict};
use crate::analysis::indicators::FALSE_DISCOVERY;
use crate::analysis::patterns::MIN_FOR_RATE;
use crate::telling::figures::{MISSING, interval, percent_short, ratio, times};

/// What can be said of a play; of one that was run too seldom, that.
pub(crate) fn sentence(play: &PlayFinding) -> String {
    match (&play.why, play.mh_or, play.verdict) {
        (Some(why), ..) => format!("{}: too few to tell, and the crude rate is no evidence; {why}", play.play),
        (None, Some(odds), Verdict::Holds) => association(play, odds),
        (None, ..) => not_shown(play),
    }
}

/// What a play goes with among accounts of equal risk; where the crude rate says otherwise, that is said.
fn association(play: &PlayFinding, odds: f64) -> String {
    let (more, crude) = if odds > 1.0 { ("more", "worse") } else { ("fewer", "better") };
    let twist = if play.reversed { format!(", though its crude rate looks {crude}") } else { String::new() };
    let tiers = clearest(play).map_or_else(String::new, |tier| format!(": {tier}"));
    let apart = if differs(play) { "; the tiers of risk differ" } else { "" };
    format!("Among accounts of equal risk, {} goes with {more} renewals{twist}{tiers}{apart}", play.play)
}

/// `90 % of 20`: of the at-risk renewals with the play those that renewed; of a few, only how many these are.
pub(crate) fn saved(play: &PlayFinding) -> String {
    let [saved, with, _] = play.saves;
    share_of(saved, with)
}

/// `27 % of 78`: of the at-risk renewals those that had the play.
pub(crate) fn covered(play: &PlayFinding) -> String {
    let [_, with, at_risk] = play.saves;
    share_of(with, at_risk)
}

fn share_of(part: u64, whole: u64) -> String {
    match whole {
        0 => MISSING.to_owned(),
        whole if whole < MIN_FOR_RATE => format!("{part} of {whole}"),
        whole => format!("{} of {whole}", percent_short(part as f64 / whole as f64)),
    }
}

/// Whether the tiers of risk differ by more than chance.
pub(crate) fn differs(play: &PlayFinding) -> bool {
    play.heterogeneity_p.is_some_and(|p| p <= FALSE_DISCOVERY)
}

/// Each tier that says something; where the tiers differ, those are told that go either way.
fn clearest(play: &PlayFinding) -> Option<String> {
    let sure = |stratum: &&Stratum| stratum.saved.is_some_and(|[_, low, high]| low > 0.0 || high < 0.0);
    let told: Vec<String> = play.strata.iter().rev().filter(sure).filter_map(tier).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// `at high risk 16 % lost with it, 68 % without: one save for every two plays`.
pub(crate) fn tier(stratum: &Stratum) -> Option<String> {
    let ([with, ..], [without, ..], [saved, low, high]) = (stratum.lost_with?, stratum.lost_without?, stratum.saved?);
    let worth = match (low > 0.0, high < 0.0) {
        (true, _) => format!(": one save for every {} plays", plays_for_one(saved)),
        (_, true) => format!(": one more loss for every {} plays", plays_for_one(-saved)),
        _ => String::new(),
    };
    Some(format!("at {} risk {} lost with it, {} without{worth}", stratum.risk.label(), percent_short(with), percent_short(without)))
}

/// `two`, `seven`, `12`.
fn plays_for_one(saved: f64) -> String {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let plays = (1.0 / saved).round().max(1.0);
    WORDS.get(plays as usize - 1).map_or_else(|| format!("{plays:.0}"), |word| (*word).to_owned())
}

fn not_shown(play: &PlayFinding) -> String {
    let odds = play.mh_or.filter(|_| play.low.is_some() && play.high.is_some());
    let among = odds.map_or_else(String::new, |odds| {
        format!(" among equals the odds of renewal are {}{};", times(odds), interval(play.low, play.high, ratio))
    });
    match crude_rates(play).filter(|_| misleads(play)) {
        Some((with, without)) => {
            let (looks, goes) = if with < without { ("harmful", "risky") } else { ("helpful", "safe") };
            let (with, without) = (percent_short(with), percent_short(without));
            format!(
                "{} only looks {looks}: {with} renewed with it against {without} without, but it goes to {goes} accounts;{among} no effect is shown",
                play.play
            )
        }
        None => format!("{}:{among} no effect is shown", play.play),
    }
}

/// The crude rate says what turns round among equals.
pub(crate) fn misleads(play: &PlayFinding) -> bool {
    play.points_apart() && play.crude_p.is_some_and(|p| p <= FALSE_DISCOVERY)
}

fn crude_rates(play: &PlayFinding) -> Option<(f64, f64)> {
    let [with_kept, with_lost, without_kept, without_lost] = play.crude.map(|n| n as f64);
    (with_kept + with_lost > 0.0 && without_kept + without_lost > 0.0)
        .then(|| (with_kept / (with_kept + with_lost), without_kept / (without_kept + without_lost)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::plays::plays;
    use crate::analysis::risk_set::RiskSet;
    use crate::analysis::testing::{Build, facts, renewal};
    use crate::domain::renewal::Risk;

    #[test]
    fn of_too_few_it_is_said_that_the_crude_rate_is_no_evidence() {
        let facts = facts(vec![renewal("R1", "2026-05-10").renewed(10, 10).closed("2026-05-01").play("Value review", Risk::High)]);
        let found = plays(&RiskSet::unread(&facts));
        let why = "1 account due with the play and 0 that could have had it; needs 10 of each";
        assert_eq!(sentence(&found[0]), format!("Value review: too few to tell, and the crude rate is no evidence; {why}"));
    }

    #[test]
    fn what_a_play_saves_is_told_by_risk() {
        let stratum = Stratum {
            risk: Risk::High,
            table: [63, 12, 12, 26],
            lost_with: Some([0.16, 0.1, 0.26]),
            lost_without: Some([0.68, 0.53, 0.81]),
            saved: Some([0.52, 0.33, 0.67]),
        };
        assert_eq!(tier(&stratum).unwrap(), "at high risk 16 % lost with it, 68 % without: one save for every two plays");
        let unsure = Stratum { saved: Some([0.1, -0.2, 0.4]), ..stratum };
        assert_eq!(tier(&unsure).unwrap(), "at high risk 16 % lost with it, 68 % without");
    }
}
