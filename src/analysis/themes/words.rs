//! Text to words, with the place of each, so that a match can be shown as it was written.

use std::ops::Range;

/// The words of a text, lower case, one after the other.
pub(crate) struct Words<'t> {
    text: &'t str,
    rest: std::iter::Peekable<std::str::CharIndices<'t>>,
}

impl<'t> Words<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, rest: text.char_indices().peekable() }
    }

    /// Writes the next word into `word`, folded, and tells where it stands. Everything that is not a letter or a digit parts words.
    pub(crate) fn next_into(&mut self, word: &mut String) -> Option<Range<usize>> {
        word.clear();
        while self.rest.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let (from, _) = *self.rest.peek()?;
        while let Some((_, c)) = self.rest.next_if(|(_, c)| c.is_alphanumeric()) {
            if c.is_ascii() { word.push(c.to_ascii_lowercase()) } else { word.extend(c.to_lowercase()) }
        }
        let to = self.rest.peek().map_or(self.text.len(), |(at, _)| *at);
        Some(from..to)
    }
}

/// All words of a short text.
pub(crate) fn split(text: &str) -> Vec<String> {
    let (mut words, mut found, mut word) = (Words::new(text), Vec::new(), String::new());
    while words.next_into(&mut word).is_some() {
        found.push(word.clone());
    }
    found
}

/// Words that say nothing about a reason.
pub(crate) fn is_common(word: &str) -> bool {
    // Sorted, for binary search.
    const COMMON: [&str; 97] = [
        "about", "above", "account", "after", "again", "against", "also", "always", "another", "because", "been", "before", "being",
        "below", "between", "both", "call", "came", "could", "customer", "does", "doing", "done", "down", "during", "each", "every",
        "first", "from", "further", "gave", "give", "good", "have", "having", "here", "into", "itself", "just", "last", "like", "made",
        "make", "many", "meeting", "month", "more", "most", "much", "never", "next", "nobody", "note", "once", "only", "other", "over",
        "quarter", "renew", "renewal", "renewed", "said", "same", "says", "should", "since", "some", "such", "than", "that", "their",
        "them", "then", "there", "these", "they", "this", "those", "through", "today", "told", "took", "under", "until", "very", "want",
        "wanted", "wants", "week", "were", "what", "when", "where", "which", "while", "with", "year",
    ];
    word.len() < 4 || COMMON.binary_search(&word).is_ok() || word.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_place() {
        let text = "Réné's build-out: 12 Näpfe";
        assert_eq!(split(text), ["réné", "s", "build", "out", "12", "näpfe"]);
        let (mut words, mut word) = (Words::new(text), String::new());
        let first = words.next_into(&mut word).unwrap();
        assert_eq!(&text[first], "Réné");
    }

    #[test]
    fn common_words_are_found() {
        assert!(is_common("about") && is_common("year") && is_common("quarter") && is_common("it") && is_common("2026"));
        assert!(!is_common("budget"));
    }
}
