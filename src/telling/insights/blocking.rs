//! Reasons that cost the most and come again, as sentences.

use super::evidence;
use crate::analysis::blockers::{LOOK_BACK, topic};
use crate::analysis::findings::{BlockerFinding, SuggestedInsight, UsualShare};
use crate::domain::card::InsightKind;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::telling::figures::{amount, counted, percent_short, probability};

/// A blocker is critical when it takes this share of the ARR lost in the window, and more of the losses than it usually does.
const CRITICAL_SHARE: f64 = 0.15;
/// What struck fewer accounts than this may be a coincidence.
const MIN_CRITICAL: u64 = 3;
/// This many blockers are offered; a board with all of them helps nobody.
const MOST_BLOCKERS: usize = 5;
/// What chance does more often than not is nothing to wonder about.
const ANYWAY: f64 = 0.5;
/// What chance does less often is rare.
const RARE: f64 = 0.05;

/// Only what struck more than one account and is not over: in an earlier window or an earlier retro as well.
pub(crate) fn insights(facts: &Facts, found: &[BlockerFinding], lost_in_window: Option<Money>) -> Vec<SuggestedInsight> {
    let comes_again = |found: &&BlockerFinding| found.accounts > 1 && (held_in(found) > 1 || found.seen_in.is_some());
    found.iter().filter(comes_again).take(MOST_BLOCKERS).map(|found| insight(facts, found, lost_in_window)).collect()
}

fn insight(facts: &Facts, found: &BlockerFinding, lost_in_window: Option<Money>) -> SuggestedInsight {
    let share = found.lost_arr.zip(lost_in_window).and_then(|(lost, all)| lost.ratio(all));
    let hit = counted(found.renewals.len(), "renewal", "renewals");
    let cost = found.lost_arr.map_or_else(|| format!("hit {hit}"), |lost| format!("cost {}", amount(facts, lost)));
    let part = share.map_or_else(String::new, |share| format!(", {} of all ARR lost", percent_short(share)));
    let text = format!("{} {cost} over {} accounts{part}; {}", found.reason.label(), found.accounts, again(found));
    let is_above = found.usual.is_some_and(|usual| usual.is_above());
    SuggestedInsight {
        kind: InsightKind::Blocker,
        critical: is_above
            && found.accounts >= MIN_CRITICAL
            && (found.seen_in.is_some() || share.is_some_and(|share| share >= CRITICAL_SHARE)),
        evidence: evidence(topic(&found.reason), &text, figures(facts, found, &hit), &found.renewals, found.lost_arr),
        text,
    }
}

/// In how many of the last windows it cost ARR.
fn held_in(found: &BlockerFinding) -> usize {
    found.windows.iter().filter(|losses| **losses > 0).count()
}

/// How often it came before, how often chance alone would bring it, and whether it takes more than it usually does.
fn again(found: &BlockerFinding) -> String {
    let already = found.seen_in.as_ref().map(|session| format!("a critical blocker in {session} already"));
    let often = || already.clone().unwrap_or_else(|| repeats(found));
    match found.usual {
        Some(usual) if usual.is_above() => {
            // How often chance repeats it matters no more where it takes more than it usually does.
            let share = percent_short(usual.before as f64 / usual.before_of as f64);
            let often = already.clone().unwrap_or_else(|| windows(found));
            format!("behind {} of {} losses with a reason, usually {share}; {often}", usual.now, usual.now_of)
        }
        Some(_) if found.seen_in.is_some() => format!("{}, now within chance of its usual share", often()),
        _ => often(),
    }
}

fn repeats(found: &BlockerFinding) -> String {
    let chance = found.usual.and_then(|usual| usual.repeats_by_chance).map_or_else(String::new, by_chance);
    format!("{}{chance}", windows(found))
}

fn windows(found: &BlockerFinding) -> String {
    format!("in {} of the last {} windows", held_in(found), found.windows.len().min(LOOK_BACK))
}

fn by_chance(chance: f64) -> String {
    match chance {
        p if p > ANYWAY => format!(", as a common reason does anyway (chance alone: {})", percent_short(p)),
        p if p <= RARE => format!(", as chance alone seldom does ({})", percent_short(p)),
        p => format!(" (chance alone: {})", percent_short(p)),
    }
}

fn figures(facts: &Facts, found: &BlockerFinding, hit: &str) -> String {
    let per_window: Vec<String> = found.windows.iter().map(u64::to_string).collect();
    let lost = found.lost_arr.map(|lost| format!("{} lost", amount(facts, lost)));
    let windows = format!("losses per window, newest first: {}", per_window.join(", "));
    let usual = found.usual.as_ref().map(usual_share);
    [Some(hit.to_owned()), lost, Some(windows), usual].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn usual_share(usual: &UsualShare) -> String {
    let UsualShare { now, now_of, before, before_of, q, .. } = usual;
    format!("{now} of {now_of} accounts lost or shrunken with a reason now, {before} of {before_of} before, q {}", probability(*q))
}
