//! How strongly the notes of a renewal speak for each reason.

use super::lexicon::{Buffer, Lexicon};
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;

/// What speaks for one reason.
pub(crate) struct Scored<'l> {
    pub reason: &'l ReasonCode,
    /// Summed weight of the distinct phrases that matched.
    pub weight: f64,
    /// Of all weight matched, with one held back for what was not said: 0–1.
    pub share: f64,
    /// As they stand in the notes, in reading order.
    pub matched: Vec<String>,
}

/// The reasons that the notes speak for, strongest first.
pub(crate) fn score<'l>(renewal: &Renewal, lexicon: &'l Lexicon, buffer: &mut Buffer) -> Vec<Scored<'l>> {
    let mut seen: Vec<usize> = Vec::new();
    let mut scored: Vec<(u16, f64, Vec<String>)> = Vec::new();
    for note in &renewal.notes {
        lexicon.scan(&note.text, buffer, |found| {
            // Each phrase counts once, however often it is repeated.
            if seen.contains(&found.phrase) {
                return;
            }
            seen.push(found.phrase);
            let phrase = lexicon.phrase(found.phrase);
            let place = scored.iter().position(|(reason, _, _)| *reason == phrase.reason).unwrap_or_else(|| {
                scored.push((phrase.reason, 0.0, Vec::new()));
                scored.len() - 1
            });
            let (_, weight, matched) = &mut scored[place];
            *weight += phrase.weight;
            let words = note.text[found.at].to_owned();
            if !matched.contains(&words) {
                matched.push(words);
            }
        });
    }
    let total: f64 = scored.iter().map(|(_, weight, _)| weight).sum();
    let finish = |(reason, weight, matched): (u16, f64, Vec<String>)| Scored {
        reason: lexicon.reason(reason),
        weight,
        share: weight / (total + 1.0),
        matched,
    };
    let mut scored: Vec<Scored<'l>> = scored.into_iter().map(finish).collect();
    scored.sort_by(|x, y| y.weight.total_cmp(&x.weight).then_with(|| x.reason.cmp(y.reason)));
    scored
}
