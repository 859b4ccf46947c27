//! A heading's words.

use super::currencies::{self, is_sign};
use super::units::Word;
use crate::domain::text::bare;

/// Names before the first dot that only say where an answer keeps its fields.
const HOLDERS: [&str; 7] = ["properties", "fields", "attributes", "values", "node", "_source", "record"];

/// The parts of a dotted name, each as its words.
pub(super) fn parts(name: &str) -> Vec<Vec<Word>> {
    let mut parts: Vec<&str> = name.split('.').collect();
    let is_dotted = parts.len() > 1 && parts.iter().all(|part| is_identifier(part));
    if !is_dotted {
        parts = name.split(" - ").flat_map(|part| part.split(": ")).collect();
    }
    if parts.len() > 1 && HOLDERS.contains(&parts[0].to_lowercase().as_str()) && !is_record_kind(name) {
        parts.remove(0);
    }
    let names = parts.into_iter().map(|part| words(unpackaged(part.trim())));
    names.collect()
}

fn is_identifier(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "_-[]".contains(c))
}

/// What Salesforce's answers say of each record beside its fields: the object it is of, not the type of a deal.
fn is_record_kind(name: &str) -> bool {
    matches!(name, "attributes.type" | "attributes.url")
}

/// Without what Salesforce puts around a field that was added (`__c`), and before one that a package brought (`SBQQ__`).
fn unpackaged(part: &str) -> &str {
    let part = unnumbered(part);
    let lower = part.to_ascii_lowercase();
    let Some(mark) = ["__c", "__r", "__pc"].into_iter().find(|mark| lower.ends_with(mark)) else { return part };
    let own = &part[..part.len() - mark.len()];
    own.rsplit_once("__").map_or(own, |(_, own)| own)
}

/// Without the number that a program gives a field which people added: `Renewal date cf_88122`.
fn unnumbered(part: &str) -> &str {
    let Some((name, last)) = part.rsplit_once(' ') else { return part };
    let number = ["cf_", "customfield_"].iter().find_map(|mark| last.strip_prefix(mark)).unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) { name } else { part }
}

/// Split at blanks, marks and where a small letter meets a large one; signs of currencies go with the letters before them, and so do
/// units that are written together with one (`EURk`).
pub(super) fn words(part: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for (piece, is_apart, is_per) in pieces(part) {
        let whole = spelt(piece);
        if !is_one(piece) && currencies::of(&whole).is_none() {
            let humps = humps(piece).into_iter().enumerate();
            words.extend(humps.map(|(place, hump)| Word { text: spelt(hump), is_apart, is_per: is_per && place == 0 }));
        } else {
            words.push(Word { text: whole, is_apart, is_per });
        }
    }
    words.retain(|word| !word.text.is_empty());
    words
}

fn spelt(word: &str) -> String {
    if word.chars().any(is_sign) { word.to_lowercase() } else { bare(word).replace('の', "") }
}

/// A part of a word, and no sign.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == 'ー'
}

/// What stands between blanks and marks, with whether it is in brackets and whether a slash stands before it.
fn pieces(part: &str) -> Vec<(&str, bool, bool)> {
    let is_inside = |c: char| is_letter(c) || is_sign(c);
    let (mut pieces, mut start, mut depth, mut is_per) = (Vec::new(), None, 0_u32, false);
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        match (is_inside(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                pieces.push((&part[from..at], depth > 0, is_per));
                (start, is_per) = (None, false);
            }
            _ => {}
        }
        match c {
            '(' | '[' | '（' | '【' => depth += 1,
            ')' | ']' | '）' | '】' => depth = depth.saturating_sub(1),
            '/' => is_per = true,
            _ => {}
        }
    }
    pieces
}

/// It has no hump.
fn is_one(piece: &str) -> bool {
    !piece.chars().skip(1).any(char::is_uppercase) && !piece.chars().any(is_sign)
}

/// `StageName` and `ARRBefore` are two words each.
fn humps(piece: &str) -> Vec<&str> {
    let chars: Vec<(usize, char)> = piece.char_indices().collect();
    let (mut humps, mut start) = (Vec::new(), 0);
    for (place, (at, c)) in chars.iter().enumerate().skip(1) {
        let (before, after) = (chars[place - 1].1, chars.get(place + 1).map(|(_, after)| *after));
        let rises = c.is_uppercase() && before.is_lowercase();
        // `EURs` and `ARRk` are no words.
        let goes_on = chars.get(place + 2).is_some_and(|(_, second)| second.is_lowercase());
        let is_after_acronym = c.is_uppercase() && before.is_uppercase() && after.is_some_and(char::is_lowercase) && goes_on;
        // A sign stands alone, or behind the letters of its country.
        let leaves_sign = is_sign(before) && !is_sign(*c);
        if rises || is_after_acronym || leaves_sign {
            humps.push(&piece[start..*at]);
            start = *at;
        }
    }
    humps.push(&piece[start..]);
    humps
}
