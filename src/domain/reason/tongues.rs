//! Reasons as they are written in other languages. Nobody writes them from a list, so what is compared are the words that carry the
//! meaning: `passé à la concurrence`, `parti chez un concurrent` and `concurrence` name one reason.

mod dutch;
mod french;
mod german;
mod italian;
mod japanese;
mod portuguese;
mod spanish;
#[cfg(test)]
mod tongues_tests;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::text::bare;

/// A code of the taxonomy with what names it, separated by commas: each a word or several, in any order. A word that ends in a
/// hyphen stands for all that begin with it.
type Row = (&'static str, &'static str);

const TONGUES: [&[Row]; 6] = [french::REASONS, spanish::REASONS, portuguese::REASONS, german::REASONS, italian::REASONS, dutch::REASONS];

/// Whoever writes more tells a story, and no reason.
const MOST_WORDS: usize = 10;

/// Words that name a reason.
struct Phrase {
    code: &'static str,
    words: Vec<Stem>,
}

/// A word, or how it begins.
struct Stem {
    text: String,
    is_beginning: bool,
}

/// The phrases by how their longest word begins.
static PHRASES: LazyLock<HashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
    for (code, listed) in TONGUES.into_iter().flatten() {
        for phrase in listed.split(',').map(|phrase| Phrase::of(code, phrase)) {
            let longest = phrase.words.iter().max_by_key(|word| word.text.len());
            let key = longest.map(|word| beginning(&word.text)).unwrap_or_default();
            phrases.entry(key).or_default().push(phrase);
        }
    }
    phrases
});

/// The code that a value in another language names. Where it names two reasons alike, nobody can say which is meant.
pub(crate) fn read(value: &str) -> Option<&'static str> {
    let words: Vec<String> = value.split(|c: char| !c.is_alphanumeric()).map(bare).filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let starts = words.iter().flat_map(|word| [beginning(word), beginning(&without_digraphs(word))]);
    let near = starts.filter_map(|start| PHRASES.get(&start)).flatten();
    let found = near.filter(|phrase| phrase.names(&words)).map(|phrase| (phrase.words.len(), phrase.code));
    the_fullest(found).or_else(|| the_fullest(japanese::named(&bare(value))))
}

/// What the most words speak for; nothing where as many speak for another reason.
fn the_fullest(found: impl Iterator<Item = (usize, &'static str)>) -> Option<&'static str> {
    let found: Vec<(usize, &str)> = found.collect();
    let most = found.iter().map(|(words, _)| *words).max()?;
    let mut best = found.into_iter().filter(|(words, _)| *words == most).map(|(_, code)| code);
    let first = best.next()?;
    best.all(|code| code == first).then_some(first)
}

impl Phrase {
    fn of(code: &'static str, phrase: &str) -> Self {
        Self { code, words: phrase.split_whitespace().map(Stem::of).collect() }
    }

    fn names(&self, words: &[String]) -> bool {
        self.words.iter().all(|stem| words.iter().any(|word| stem.is(word)))
    }
}

impl Stem {
    fn of(word: &str) -> Self {
        Self { text: bare(word), is_beginning: word.ends_with('-') }
    }

    fn is(&self, word: &str) -> bool {
        let is_so = |word: &str| if self.is_beginning { word.starts_with(&self.text) } else { word == self.text };
        is_so(word) || is_so(&without_digraphs(word))
    }
}

fn beginning(word: &str) -> String {
    word.chars().take(3).collect()
}

/// German has its umlauts as two letters where there are none.
fn without_digraphs(word: &str) -> String {
    word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}
