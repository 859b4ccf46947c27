//! Findings that an earlier retro put on its board, asked again of what fell due since: a test that was named before the data came,
//! so it is not corrected for others.

use chrono::NaiveDate;

use super::findings::{Again, Harm, HeldAgain};
use super::indicators::{self, FALSE_DISCOVERY};
use super::plays;
use super::risk_set::RiskSet;
use super::stats::fourfold::wilson;
use super::stats::share::difference;
use super::stats::{Estimate, Interval};
use crate::domain::Name;
use crate::domain::event::PastFinding;
use crate::domain::facts::Coverage;

/// What a test comes to over some of the accounts.
pub(crate) struct Outcome {
    /// [with it lost, with it kept, without lost, without kept].
    pub table: [u64; 4],
    pub harm: Harm,
    /// Whether more were lost with it, and p; `None` where these are too few.
    pub found: Option<(bool, f64)>,
    pub why: Option<String>,
}

/// Each signal and play of an earlier board, in its order.
pub(crate) fn held_again(set: &RiskSet<'_>, coverage: &Coverage, past: &[PastFinding]) -> Vec<HeldAgain> {
    past.iter().filter_map(|finding| ask(set, coverage, finding)).collect()
}

fn ask(set: &RiskSet<'_>, coverage: &Coverage, finding: &PastFinding) -> Option<HeldAgain> {
    let then = over(set, coverage, &finding.key, |due| due <= finding.until)?;
    let now = over(set, coverage, &finding.key, |due| due > finding.until)?;
    let (verdict, why) = match (then.found, now.found) {
        (_, None) => (Again::TooFew, now.why),
        // Which way it went then is told by the data, so that a sentence that somebody wrote is not read.
        (None, _) => (Again::TooFew, Some("the data no longer hold what the room saw".to_owned())),
        (Some((more, _)), Some((again, p))) if more == again && p <= FALSE_DISCOVERY => (Again::Held, None),
        (Some((more, _)), Some((again, _))) if more == again && reaches(now.table, then.table) => {
            (Again::TooFew, Some("it points the same way, and may be as strong as before or nothing at all".to_owned()))
        }
        _ => (Again::NotHeld, None),
    };
    Some(HeldAgain {
        session: finding.session.clone(),
        key: finding.key.clone(),
        statement: finding.statement.clone(),
        until: finding.until,
        harm: now.harm,
        then: then.table,
        now: now.table,
        p: now.found.map(|(_, p)| p),
        verdict,
        why,
    })
}

/// Whether the difference of now may still be what it was: its interval (Newcombe) holds that of then.
fn reaches(now: [u64; 4], then: [u64; 4]) -> bool {
    let apart = |[with_lost, with_kept, without_lost, without_kept]: [u64; 4]| {
        let rate = |lost: u64, kept: u64| {
            let Interval { low, high } = wilson(lost, lost + kept)?;
            Some(Estimate { value: lost as f64 / (lost + kept) as f64, low, high })
        };
        Some(difference(rate(with_lost, with_kept)?, rate(without_lost, without_kept)?))
    };
    apart(now).zip(apart(then)).is_some_and(|(now, then)| now.low <= then.value && then.value <= now.high)
}

/// What a finding comes to over the accounts due on wanted days; `None` of what is neither a signal nor a play.
pub(crate) fn over(set: &RiskSet<'_>, coverage: &Coverage, key: &str, wanted: impl Fn(NaiveDate) -> bool) -> Option<Outcome> {
    match key.split_once(':')? {
        ("signal", name) => indicators::over(set, coverage, name, wanted),
        ("play", name) => Some(plays::over(set, &Name::from(name), wanted)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, day, facts, renewal};
    use crate::domain::progress::Silent;
    use crate::domain::renewal::Renewal;

    /// Sixty renewals of a quarter, of which a third lost its champion: so many of those were lost, and so many of the others.
    fn quarter(due: &str, left: &str, lost: (usize, usize)) -> Vec<Renewal> {
        let make = |i: usize| {
            let has_left = i < 20;
            let is_lost = if has_left { i < lost.0 } else { i - 20 < lost.1 };
            let base = renewal(&format!("{due}-{i}"), due).closed(due).with(|r| r.signals.champion_left = has_left.then(|| day(left)));
            if is_lost { base.churned(10) } else { base.renewed(10, 10) }
        };
        (0..60).map(make).collect()
    }

    fn asked(then: (usize, usize), now: (usize, usize)) -> HeldAgain {
        let all = [quarter("2026-05-20", "2026-02-20", then), quarter("2026-08-20", "2026-05-20", now)].concat();
        let facts = facts(all);
        let finding = PastFinding {
            session: "2026-Q2".into(),
            key: "signal:champion-left".into(),
            statement: "The champion left".into(),
            until: day("2026-06-30"),
        };
        held_again(&RiskSet::of(&facts, &Silent).unwrap(), &facts.coverage, &[finding]).remove(0)
    }

    #[test]
    fn what_comes_again_holds_again_with_the_figures_of_both() {
        let again = asked((10, 2), (9, 3));
        assert_eq!((again.verdict, again.then, again.now), (Again::Held, [10, 10, 2, 38], [9, 11, 3, 37]));
        assert!(again.p.unwrap() < 0.01);
    }

    #[test]
    fn what_does_not_come_again_or_turns_round_did_not() {
        assert_eq!(asked((10, 2), (3, 6)).verdict, Again::NotHeld, "as much as before it cannot be");
        assert_eq!(asked((10, 2), (0, 30)).verdict, Again::NotHeld, "the other way round");
    }

    #[test]
    fn what_points_the_same_way_and_is_not_sure_is_no_contradiction() {
        let again = asked((8, 2), (5, 4));
        assert!(again.p.unwrap() > 0.05, "{again:?}");
        assert_eq!(again.verdict, Again::TooFew, "{again:?}");
    }

    #[test]
    fn of_too_few_nothing_is_said() {
        let again = asked((10, 2), (1, 1));
        assert_eq!((again.verdict, again.p), (Again::TooFew, None));
        assert!(again.why.unwrap().contains("lost"));
        assert_eq!(asked((1, 1), (10, 2)).verdict, Again::TooFew, "nobody knows any more which way it went");
    }
}
