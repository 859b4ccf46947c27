//! Lists of words in several spellings.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::compile::tongues;
use crate::domain::text::{bare, fold};

/// What words mean, and the key under which the files of [`tongues`] have them.
pub(crate) type List<T> = (T, &'static str);

/// Words by their bare spelling.
pub(crate) struct Lexicon<T> {
    meanings: FxHashMap<String, T>,
}

impl<T: Copy> Lexicon<T> {
    /// The words of `section`; where one stands under several keys, the first of them tells what it means.
    pub(crate) fn of(section: &'static str, lists: &[List<T>]) -> Self {
        let mut meanings = FxHashMap::default();
        for (meaning, key) in lists {
            for word in tongues::words(section, key).flat_map(spellings) {
                meanings.entry(bare(&word)).or_insert(*meaning);
            }
        }
        Self { meanings }
    }

    pub(crate) fn get(&self, bare: &str) -> Option<T> {
        self.meanings.get(bare).copied()
    }
}

/// As it stands, and as it is written where there are no umlauts.
pub(crate) fn spellings(word: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let spelt = || word.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    std::iter::once(Cow::Borrowed(word)).chain((!word.is_ascii()).then(|| Cow::Owned(spelt())))
}

/// The spellings that an engine may meet, each once: with accents, without, and with umlauts as two letters.
pub(crate) fn in_engines(words: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Vec::new();
    for spelling in words.flat_map(spellings).flat_map(|word| [fold(&word), bare(&word)]) {
        if !spelling.is_empty() && !all.contains(&spelling.as_str()) {
            all.push(spelling.leak());
        }
    }
    all
}
