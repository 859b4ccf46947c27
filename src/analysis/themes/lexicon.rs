//! Which words and phrases speak for which reason.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::words::{Words, split};
use crate::domain::reason::{ReasonCode, TAXONOMY};

/// A reason's place in the lexicon.
pub(crate) type ReasonIndex = u16;

/// A phrase that speaks for a reason.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    words: Vec<String>,
    pub reason: ReasonIndex,
    /// How strongly: one for a word of the taxonomy, two for a phrase of several.
    pub weight: f64,
}

/// A phrase found in a text, with its place there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Its place among the lexicon's phrases.
    pub phrase: usize,
    pub at: Range<usize>,
}

/// Reasons and their phrases, indexed by how the first word begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    reasons: Vec<ReasonCode>,
    phrases: Vec<Phrase>,
    by_start: FxHashMap<[u8; 3], Vec<u32>>,
}

/// A word of the taxonomy this long also matches longer words that begin with it (`consolidat`, `escalat`).
const STEM: usize = 5;

impl Lexicon {
    /// The words of the taxonomy.
    pub(crate) fn taxonomy() -> Self {
        let mut lexicon = Self::default();
        for reason in &TAXONOMY {
            let Some(code) = ReasonCode::read(reason.code) else { continue };
            for phrase in reason.words {
                let weight = if phrase.contains([' ', '-']) { 2.0 } else { 1.0 };
                lexicon.add(phrase, &code, weight);
            }
        }
        lexicon
    }

    /// Adds a phrase; one that already speaks for the reason is only made stronger, never doubled.
    pub(crate) fn add(&mut self, phrase: &str, code: &ReasonCode, weight: f64) {
        let words = split(phrase);
        let Some(first) = words.first() else { return };
        let start = start_of(first);
        let reason = self.index_of(code);
        let known = self.by_start.entry(start).or_default();
        if let Some(same) = known.iter().find(|i| self.phrases[**i as usize].words == words && self.phrases[**i as usize].reason == reason)
        {
            let phrase = &mut self.phrases[*same as usize];
            phrase.weight = phrase.weight.max(weight);
            return;
        }
        known.push(self.phrases.len() as u32);
        self.phrases.push(Phrase { words, reason, weight });
    }

    pub(crate) fn phrase(&self, index: usize) -> &Phrase {
        &self.phrases[index]
    }

    pub(crate) fn reason(&self, index: ReasonIndex) -> &ReasonCode {
        &self.reasons[usize::from(index)]
    }

    pub(crate) fn reasons(&self) -> &[ReasonCode] {
        &self.reasons
    }

    /// Whether some phrase of a single word is this word.
    pub(crate) fn knows(&self, word: &str) -> bool {
        let candidates = self.by_start.get(&start_of(word));
        candidates.is_some_and(|all| all.iter().any(|i| self.phrases[*i as usize].is_word(word)))
    }

    /// Calls `found` for every phrase in the text.
    pub(crate) fn scan(&self, text: &str, buffer: &mut Buffer, mut found: impl FnMut(Match)) {
        let mut words = Words::new(text);
        while let Some(at) = words.next_into(&mut buffer.word) {
            // Only places where a phrase may begin are looked at twice.
            let Some(candidates) = self.by_start.get(&start_of(&buffer.word)) else { continue };
            for candidate in candidates {
                let phrase = &self.phrases[*candidate as usize];
                if let Some(end) = phrase.ends_at(text, &at, buffer) {
                    found(Match { phrase: *candidate as usize, at: at.start..end });
                }
            }
        }
    }

    fn index_of(&mut self, code: &ReasonCode) -> ReasonIndex {
        let known = self.reasons.iter().position(|c| c == code);
        known.unwrap_or_else(|| {
            self.reasons.push(code.clone());
            self.reasons.len() - 1
        }) as ReasonIndex
    }
}

/// RoomDecisions to work in, kept between scans so that a million notes need no allocation each.
#[derive(Default)]
pub(crate) struct Buffer {
    word: String,
    ahead: String,
}

impl Phrase {
    fn is_word(&self, word: &str) -> bool {
        matches!(self.words.as_slice(), [only] if last_matches(only, word))
    }

    /// Where the phrase ends in the text when it begins with the word in the buffer, which stands at `first`.
    fn ends_at(&self, text: &str, first: &Range<usize>, buffer: &mut Buffer) -> Option<usize> {
        let last = self.words.len() - 1;
        let fits =
            |place: usize, word: &str| if place == last { last_matches(&self.words[place], word) } else { self.words[place] == word };
        if !fits(0, &buffer.word) {
            return None;
        }
        let mut end = first.end;
        let mut ahead = Words::new(&text[first.end..]);
        for place in 1..=last {
            let at = ahead.next_into(&mut buffer.ahead)?;
            if !fits(place, &buffer.ahead) {
                return None;
            }
            end = first.end + at.end;
        }
        Some(end)
    }
}

/// Long words also match what begins with them; short ones only themselves and their plural.
fn last_matches(pattern: &str, word: &str) -> bool {
    match word.strip_prefix(pattern) {
        Some("" | "s") => true,
        Some(_) => pattern.len() >= STEM,
        None => false,
    }
}

fn start_of(word: &str) -> [u8; 3] {
    let bytes = word.as_bytes();
    std::array::from_fn(|i| bytes.get(i).copied().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(text: &str) -> Vec<(String, String)> {
        let lexicon = Lexicon::taxonomy();
        let mut found = Vec::new();
        lexicon.scan(text, &mut Buffer::default(), |m| {
            found.push((text[m.at.clone()].to_owned(), lexicon.reason(lexicon.phrase(m.phrase).reason).to_string()));
        });
        found
    }

    fn words(text: &str) -> Vec<String> {
        matches(text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn phrases_are_found_as_they_stand() {
        assert_eq!(words("The Price  Increase was too much"), ["Price  Increase", "Increase"]);
        assert_eq!(words("they Built their own in-house"), ["Built their own", "in-house"]);
    }

    #[test]
    fn stems_match_their_forms_and_short_words_only_themselves() {
        assert_eq!(words("Consolidation of vendors"), ["Consolidation"]);
        assert_eq!(words("two bugs in a bugle"), ["bugs"]);
        assert!(matches("a rapid erption of apiaries").is_empty());
    }

    #[test]
    fn a_learned_word_speaks_for_its_reason() {
        let mut lexicon = Lexicon::taxonomy();
        let code = ReasonCode::read("Moved to Mars").unwrap();
        lexicon.add("rocket", &code, 2.0);
        let mut seen = Vec::new();
        lexicon.scan("A rocket!", &mut Buffer::default(), |m| seen.push(lexicon.reason(lexicon.phrase(m.phrase).reason).clone()));
        assert_eq!(seen, [code]);
        assert!(lexicon.knows("rocket") && !lexicon.knows("rock"));
    }
}
