//! The lexicon of one data set: the taxonomy's words and what coded losses and the room teach.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::Lexicon;
use super::words::{Words, is_common};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::population::decided;
use crate::domain::facts::Facts;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;

/// The newest coded losses that are learned from: enough for any word that matters.
const MOST_LOSSES: usize = 5_000;
/// A word is learned when it stands in the notes of this many losses …
const MIN_LOSSES: u32 = 4;
/// … of which this share has the same reason …
const MIN_SHARE: f64 = 0.7;
/// … which is this many times the reason's share of all losses.
const MIN_TIMES: f64 = 2.0;

const COMPETITOR: f64 = 2.0;
const LEARNED: f64 = 0.75;
const ACCEPTED: f64 = 2.0;

/// Taxonomy, competitors' names, words of coded losses, words the room accepted.
pub(crate) fn lexicon(facts: &Facts, room: &RoomDecisions<'_>) -> Lexicon {
    let mut lexicon = Lexicon::taxonomy();
    if let Some(switch) = ReasonCode::read("competition.switch") {
        let competitors: BTreeSet<&str> = decided(facts).filter_map(|r| r.competitor.as_deref()).collect();
        for name in competitors {
            lexicon.add(name, &switch, COMPETITOR);
        }
    }
    for (word, reason) in words_of_losses(facts, room) {
        if !lexicon.knows(&word) {
            lexicon.add(&word, &reason, LEARNED);
        }
    }
    for (words, reason) in room.learned {
        for word in words {
            lexicon.add(word, reason, ACCEPTED);
        }
    }
    lexicon
}

/// In how many losses of each reason a word stands.
type Seen<'a> = FxHashMap<&'a ReasonCode, u32>;

/// Words that nearly always stand with one reason, in alphabetical order.
fn words_of_losses(facts: &Facts, room: &RoomDecisions<'_>) -> Vec<(String, ReasonCode)> {
    let coded: Vec<(&Renewal, &ReasonCode)> = decided(facts)
        .filter(|r| r.is_churned() && !r.notes.is_empty())
        .filter_map(|r| room.reason(r).filter(|reason| !reason.is_strength()).map(|reason| (r, reason)))
        .collect();
    let newest = &coded[coded.len().saturating_sub(MOST_LOSSES)..];
    let mut of_reason = Seen::default();
    let mut of_word: FxHashMap<String, Seen<'_>> = FxHashMap::default();
    for (renewal, reason) in newest {
        *of_reason.entry(reason).or_default() += 1;
        for word in distinct_words(renewal) {
            *of_word.entry(word).or_default().entry(reason).or_default() += 1;
        }
    }
    let telling = |(word, seen): (String, Seen<'_>)| Some((word, tells(&seen, &of_reason, newest.len())?.clone()));
    let mut learned: Vec<(String, ReasonCode)> = of_word.into_iter().filter_map(telling).collect();
    learned.sort();
    learned
}

/// The reason that a word speaks for, if it speaks for one.
fn tells<'a>(seen: &Seen<'a>, of_reason: &Seen<'_>, losses: usize) -> Option<&'a ReasonCode> {
    let all: u32 = seen.values().sum();
    let (reason, times) = seen.iter().max_by(|x, y| x.1.cmp(y.1).then_with(|| y.0.cmp(x.0)))?;
    let share = f64::from(*times) / f64::from(all);
    let usual = f64::from(*of_reason.get(reason)?) / losses as f64;
    (*times >= MIN_LOSSES && share >= MIN_SHARE && share >= usual * MIN_TIMES).then_some(*reason)
}

fn distinct_words(renewal: &Renewal) -> FxHashSet<String> {
    let mut found = FxHashSet::default();
    let mut word = String::new();
    for note in &renewal.notes {
        let mut words = Words::new(&note.text);
        while words.next_into(&mut word).is_some() {
            if !is_common(&word) && !found.contains(word.as_str()) {
                found.insert(word.clone());
            }
        }
    }
    found
}
