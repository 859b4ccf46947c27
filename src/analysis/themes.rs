//! What notes speak of: reasons suggested for losses without one, and for those whose notes speak another language.
//!
//! An explainable match of words, no model: the words of the taxonomy, the names of competitors, words that stand
//! nearly always with one reason in coded losses, and words that the room accepted. What matched is shown as written.

mod learn;
pub(crate) mod lexicon;
mod score;
pub(crate) mod words;

use super::decisions::RoomDecisions;
use super::findings::ReasonSuggestion;
use super::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;
use lexicon::{Buffer, Lexicon};
use score::{Scored, score};

/// How many reasons are suggested for one renewal at most.
const MOST: usize = 2;
/// The weight of matched words from which a reason is suggested at all.
const MIN_WEIGHT: f64 = 1.0;
/// The notes of a coded loss must speak this strongly for another reason, and not at all for its own.
const MIN_WEIGHT_AGAINST_CODE: f64 = 3.0;
/// A second suggestion must be nearly as strong as the first.
const NEARLY: f64 = 0.6;

/// Suggestions for the losses of the scope's window: uncoded ones first, surest first.
pub fn suggestions(facts: &Facts, room: &RoomDecisions<'_>) -> Vec<ReasonSuggestion> {
    let losses: Vec<&Renewal> = discussed(facts, &facts.scope.window).filter(|r| r.is_churned() && !r.notes.is_empty()).collect();
    if losses.is_empty() {
        return Vec::new();
    }
    let lexicon = learn::lexicon(facts, room);
    let mut buffer = Buffer::default();
    let mut all: Vec<ReasonSuggestion> = losses.into_iter().flat_map(|r| for_loss(r, room, &lexicon, &mut buffer)).collect();
    all.sort_by(|x, y| x.coded.is_some().cmp(&y.coded.is_some()).then(y.score.total_cmp(&x.score)).then_with(|| x.renewal.cmp(&y.renewal)));
    all
}

fn for_loss(renewal: &Renewal, room: &RoomDecisions<'_>, lexicon: &Lexicon, buffer: &mut Buffer) -> Vec<ReasonSuggestion> {
    let coded = room.reason(renewal);
    let scored = score(renewal, lexicon, buffer);
    let rejected = |reason: &ReasonCode| !room.rejected.is_empty() && room.rejected.contains(&(renewal.id.clone(), reason.clone()));
    let offered = scored.iter().filter(|s| !s.reason.is_strength() && coded != Some(s.reason) && !rejected(s.reason));
    let offered: Vec<&Scored<'_>> = match coded {
        None => offered.filter(|s| s.weight >= MIN_WEIGHT).collect(),
        Some(code) if scored.iter().any(|s| s.reason == code) => Vec::new(),
        Some(_) => offered.filter(|s| s.weight >= MIN_WEIGHT_AGAINST_CODE).take(1).collect(),
    };
    let strongest = offered.first().map_or(0.0, |s| s.weight);
    let near = offered.into_iter().take(MOST).filter(|s| s.weight >= strongest * NEARLY);
    near.map(|s| ReasonSuggestion {
        renewal: renewal.id.clone(),
        coded: coded.cloned(),
        reason: s.reason.clone(),
        score: s.share,
        matched: s.matched.clone(),
    })
    .collect()
}

#[cfg(test)]
#[path = "themes/themes_tests.rs"]
mod tests;
