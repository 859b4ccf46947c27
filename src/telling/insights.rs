//! Findings that hold, each as one plain sentence for the board, with its evidence. What the data do not support is not offered.

mod blocking;
mod forecasting;
mod signals;

pub(crate) use signals::story;

use super::figures::{amount, counted, estimate, or_missing, percent_short, probability, ratio};
use super::plays;
use crate::analysis::findings::{Emerging, Findings, PlayFinding, SuggestedInsight, Verdict};
use crate::analysis::population::discussed;
use crate::analysis::pricing::uplifts;
use crate::domain::card::{Evidence, InsightKind};
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::RenewalId;

/// Uplift realised below this share of the contracts is worth a sentence.
const FULL_UPLIFT: f64 = 0.9;

/// What the room may want on the board: leading indicators, blockers, then opportunities, each strongest first.
pub(crate) fn insights(facts: &Facts, findings: &Findings, lost_in_window: Option<Money>) -> Vec<SuggestedInsight> {
    let offer = Offer { facts, findings };
    let mut all = signals::insights(facts, findings);
    all.extend(blocking::insights(facts, &findings.blockers, lost_in_window));
    all.extend(forecasting::insights(facts, &findings.forecast));
    all.extend(findings.emerging.iter().map(|found| offer.emerging(found)));
    all.extend(findings.plays.iter().filter_map(|play| offer.play(play)));
    all.extend(offer.uplift());
    all.sort_by_key(|found| InsightKind::ALL.iter().position(|kind| *kind == found.kind));
    all
}

struct Offer<'a> {
    facts: &'a Facts,
    findings: &'a Findings,
}

/// What grows belongs with the opportunities only where it is a strength: rivals, losses and what costs ARR stand in the way.
fn board_of(emerging: &str) -> InsightKind {
    let is_strength = || ReasonCode::read(emerging.strip_prefix("reason:")?).map(|reason| reason.is_strength());
    if is_strength().unwrap_or(false) { InsightKind::Opportunity } else { InsightKind::Blocker }
}

impl Offer<'_> {
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
        let text = format!("{what}: {} of {} accounts in {}{lost}; first seen {}", found.now, found.now_of, found.span, found.first_seen);
        let arr = found.arr.map_or_else(String::new, |arr| format!(" · {} ARR", amount(self.facts, arr)));
        let figures = format!(
            "{} of {} now, {} of {} {}{arr} · q {} · against its own history p {}",
            found.now,
            found.now_of,
            found.before,
            found.before_of,
            found.other(),
            probability(found.q),
            probability(found.history_p)
        );
        let evidence = evidence(format!("emerging:{}", found.key), &text, figures, &found.renewals, found.arr);
        SuggestedInsight { kind: board_of(&found.key), critical: false, text, evidence }
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
            estimate(Some(odds), found.low, found.high, ratio),
            ratio(crude),
            or_missing(found.q, probability),
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
            percent_short(realised),
            counted(renewals.len(), "renewal", "renewals")
        );
        let figures = format!(
            "{} applied of {} contractual uplift · {} renewals below contract{}",
            amount(self.facts, applied),
            amount(self.facts, contract),
            renewals.len(),
            match review.uplift_unknown {
                0 => String::new(),
                n => format!(" · {} left out: what was applied is not known", counted(n, "renewal", "renewals")),
            }
        );
        let evidence = evidence("pricing:uplift-realised".into(), &text, figures, &renewals, Some(contract - applied));
        Some(SuggestedInsight { kind: InsightKind::Blocker, critical: false, text, evidence })
    }
}

fn evidence(key: String, statement: &str, figures: String, renewals: &[RenewalId], arr: Option<Money>) -> Evidence {
    Evidence { key, statement: statement.to_owned(), figures, renewals: renewals.to_vec(), arr }
}

#[cfg(test)]
#[path = "insights/insights_tests.rs"]
mod tests;
