//! What customers are called in short: by the first word of their name, where that is nobody else's and no ordinary word. Whoever takes
//! names out of texts, for a while or for good, asks this.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::facts::Facts;
use super::forgetting::tail_of;

/// A customer may be called by the first word of its name where that is as long.
const SHORTEST: usize = 4;

/// The customers that are known by name, and the words that people write without a capital.
#[derive(Clone, Debug, Default)]
pub(super) struct ShortNames {
    /// Names, each with whose it is.
    names: BTreeMap<String, String>,
    /// Words, each with the customer in whose notes it stands, or `None` where in those of several.
    uncapitalised: HashMap<String, Option<String>>,
}

impl ShortNames {
    /// Learns the customers of some data; `called` says under what each goes by its id.
    pub(super) fn learn(&mut self, facts: &Facts, called: impl Fn(&str) -> String) {
        for (id, name) in facts.customers() {
            self.names.entry(super::text::line(name)).or_insert_with(|| called(id));
        }
        self.names.remove("");
        for renewal in facts.with_ahead().filter(|renewal| !renewal.notes.is_empty()) {
            let whose = called(renewal.account_id.as_str());
            let texts = renewal.notes.iter().map(|note| note.text.as_str());
            let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
            for word in words.filter(|word| word.chars().next().is_some_and(char::is_lowercase)) {
                let seen = self.uncapitalised.entry(word.to_owned()).or_insert_with(|| Some(whose.clone()));
                if seen.as_ref() != Some(&whose) {
                    *seen = None;
                }
            }
        }
    }

    /// Whole names, each with whose it is.
    pub(super) fn names(&self) -> &BTreeMap<String, String> {
        &self.names
    }

    /// The first words of names, each with whose it is: of several where more than one name begins so.
    pub(super) fn short(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let first = |name: &str| name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).map(str::len);
        let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, whose) in self.names.iter().filter(|(name, _)| tail_of(name).is_none()) {
            let begins = name.find(char::is_alphanumeric).unwrap_or(0);
            let word = first(name).map(|length| &name[begins..begins + length]);
            let is_telling = |word: &&str| word.chars().count() >= SHORTEST && word.len() < name.trim().len();
            // A name that begins with an ordinary word is not called by that alone.
            let is_ordinary = |word: &str| self.uncapitalised.get(&word.to_lowercase()).is_some_and(|of| of.as_ref() != Some(whose));
            if let Some(word) = word.filter(is_telling).filter(|word| !is_ordinary(word)) {
                all.entry(word).or_default().insert(whose);
            }
        }
        all
    }
}
