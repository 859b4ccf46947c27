//! Findings that hold, each as one plain sentence for the board, with its evidence. What the data do not support is not offered.

mod forecasting;
mod signals;

use super::plays;
use super::sentences::{amount, named, number, p_value, percent, ratio};
use crate::analysis::blockers::{LOOK_BACK, topic};
use crate::analysis::findings::{BlockerFinding, Emerging, Findings, PlayFinding, SuggestedInsight, Verdict};
use crate::analysis::population::discussed;
use crate::analysis::pricing::uplifts;
use crate::domain::card::{Evidence, InsightKind};
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::RenewalId;

/// A blocker is critical when it takes this share of the ARR lost in the window, and repeats.
const CRITICAL_SHARE: f64 = 0.15;
/// This many blockers are offered; a board with all of them helps nobody.
const MOST_BLOCKERS: usize = 5;
/// Uplift realised below this share of the contracts is worth a sentence.
const FULL_UPLIFT: f64 = 0.9;

/// What the room may want on the board: leading indicators, blockers, then opportunities, each strongest first.
pub fn insights(facts: &Facts, findings: &Findings, lost_in_window: Option<Money>) -> Vec<SuggestedInsight> {
    let offer = Offer { facts, findings, lost_in_window };
    let mut all = signals::insights(facts, findings);
    all.extend(findings.blockers.iter().filter_map(|found| offer.blocker(found)).take(MOST_BLOCKERS));
    all.extend(forecasting::insights(facts, &findings.forecast));
    all.extend(findings.emerging.iter().map(|found| offer.emerging(found)));
    all.extend(findings.plays.iter().filter_map(|play| offer.play(play)));
    all.extend(offer.uplift());
    all
}

struct Offer<'a> {
    facts: &'a Facts,
    findings: &'a Findings,
    lost_in_window: Option<Money>,
}

impl Offer<'_> {
    /// Only what struck more than one account and is not over: in an earlier window or an earlier retro as well.
    fn blocker(&self, found: &BlockerFinding) -> Option<SuggestedInsight> {
        let windows = found.windows.iter().filter(|losses| **losses > 0).count();
        let repeats = windows > 1 || found.seen_in.is_some();
        if found.accounts < 2 || !repeats {
            return None;
        }
        let share = found.lost_arr.zip(self.lost_in_window).and_then(|(lost, all)| lost.ratio(all));
        let hit = named(found.renewals.len(), "renewal");
        let cost = found.lost_arr.map_or_else(|| format!("hit {hit}"), |lost| format!("cost {}", amount(self.facts, lost)));
        let part = share.map_or_else(String::new, |share| format!(", {} of all ARR lost", percent(share)));
        let again = match &found.seen_in {
            Some(session) => format!("a critical blocker in {session} already"),
            None => format!("in {windows} of the last {} windows", found.windows.len().min(LOOK_BACK)),
        };
        let text = format!("{} {cost} over {} accounts{part}; {again}", found.reason.label(), found.accounts);
        let per_window: Vec<String> = found.windows.iter().map(u64::to_string).collect();
        let lost = found.lost_arr.map_or_else(String::new, |lost| format!(" · {} lost", amount(self.facts, lost)));
        let figures = format!("{hit}{lost} · losses per window, newest first: {}", per_window.join(", "));
        Some(SuggestedInsight {
            kind: InsightKind::Blocker,
            critical: found.seen_in.is_some() || share.is_some_and(|share| share >= CRITICAL_SHARE),
            evidence: evidence(topic(&found.reason), &text, figures, &found.renewals, found.lost_arr),
            text,
        })
    }

    fn emerging(&self, found: &Emerging) -> SuggestedInsight {
        let place = found.within.as_deref().and_then(|within| within.split_once(": ")).map_or("", |(_, value)| value);
        let is_now = found.span == self.facts.scope.window.label;
        let (turning, growing) = if is_now { ("is turning", "is growing") } else { ("has turned", "has grown") };
        let what = match found.key.split_once(':') {
            Some(("competitor", name)) => format!("{name} {turning} up in {}", if place.is_empty() { "renewals" } else { place }),
            Some(("reason", _)) if place.is_empty() => format!("{} {growing} as a reason", found.label),
            Some(("reason", _)) => format!("{} {growing} as a reason in {place}", found.label),
            _ => format!("{} {}", found.label, if is_now { "are growing" } else { "have grown" }),
        };
        let lost =
            if found.key.starts_with("competitor:") && found.lost > 0 { format!(", {} of them lost", found.lost) } else { String::new() };
        let text = format!("{what}: {} of {} renewals in {}{lost}; first seen {}", found.now, found.now_of, found.span, found.first_seen);
        let arr = found.arr.map_or_else(String::new, |arr| format!(" · {} ARR", amount(self.facts, arr)));
        let figures = format!(
            "{} of {} now, {} of {} {}{arr} · q {} · against its own history p {}",
            found.now,
            found.now_of,
            found.before,
            found.before_of,
            found.other(),
            p_value(found.q),
            p_value(found.history_p)
        );
        let evidence = evidence(format!("emerging:{}", found.key), &text, figures, &found.renewals, found.arr);
        SuggestedInsight { kind: InsightKind::Opportunity, critical: false, text, evidence }
    }

    /// The association among accounts of equal risk, when it holds; else, when the crude rate misleads, that.
    fn play(&self, found: &PlayFinding) -> Option<SuggestedInsight> {
        let (odds, crude) = found.mh_or.zip(found.crude_or)?;
        if found.verdict != Verdict::Holds && !plays::misleads(found) {
            return None;
        }
        let text = plays::sentence(found);
        let figures = format!(
            "{} with the play of {} · stratified OR {} · crude OR {} · q {} · {}",
            found.renewals.len(),
            found.n,
            ratio(odds, found.low, found.high),
            number(crude),
            found.q.map_or_else(|| "–".to_owned(), p_value),
            self.findings.signal_population
        );
        let kind = if odds > 1.0 { InsightKind::Opportunity } else { InsightKind::LeadingIndicator };
        let evidence = evidence(format!("play:{}", found.play), &text, figures, &found.renewals, found.arr);
        Some(SuggestedInsight { kind, critical: false, text, evidence })
    }

    fn uplift(&self) -> Option<SuggestedInsight> {
        let review = &self.findings.pricing;
        let (contract, applied, realised) = (review.uplift_contract?, review.uplift_applied?, review.realised?);
        let renewals: Vec<RenewalId> = discussed(self.facts, &self.facts.scope.window)
            .filter(|r| uplifts(r).is_some_and(|(allowed, applied)| r.before.is_some() && applied < allowed))
            .map(|r| r.id.clone())
            .collect();
        if realised >= FULL_UPLIFT || renewals.len() < 2 {
            return None;
        }
        let left = amount(self.facts, contract - applied);
        let text = format!(
            "{} of the contractual uplift was realised; {} gave way, worth {left}",
            percent(realised),
            named(renewals.len(), "renewal")
        );
        let figures = format!(
            "{} applied of {} contractual uplift · {} renewals below contract{}",
            amount(self.facts, applied),
            amount(self.facts, contract),
            renewals.len(),
            match review.uplift_unknown {
                0 => String::new(),
                n => format!(" · {} left out: what was applied is not known", named(n as usize, "renewal")),
            }
        );
        let evidence = evidence("pricing:uplift-realised".into(), &text, figures, &renewals, Some(contract - applied));
        Some(SuggestedInsight { kind: InsightKind::Opportunity, critical: false, text, evidence })
    }
}

fn evidence(key: String, statement: &str, figures: String, renewals: &[RenewalId], arr: Option<Money>) -> Evidence {
    Evidence { key, statement: statement.to_owned(), figures, renewals: renewals.to_vec(), arr }
}

#[cfg(test)]
#[path = "insights/insights_tests.rs"]
mod tests;
