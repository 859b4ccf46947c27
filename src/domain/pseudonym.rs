//! Customers under other names: the same one everywhere and always, and nobody else's. Figures stay as they are.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::Value;

use super::digest::Fnv;
use super::facts::Facts;
use super::forgetting::{ACCOUNTS, RENEWALS, SOMEBODYS, is_telling};
use super::spelled::Many;
use super::text;

/// Secret, and the same for all of a user's retros: without it nobody can tell whether a pseudonym is somebody's.
pub type Key = [u8; 32];

const CUSTOMER: &str = "Customer";
const RENEWAL: &str = "Renewal";

/// A customer may be called by the first word of its name where that is as long.
const SHORTEST: usize = 4;

/// What stands in the place of an id.
pub(crate) fn pseudonym(key: &Key, kind: &str, id: &str) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let digest = u64::from_str_radix(&Fnv::of(id.as_bytes())[..16], 16).unwrap_or_default();
    let mut stream = ChaCha8Rng::from_seed(*key);
    stream.set_stream(digest);
    let drawn = stream.next_u64();
    let tail: String = (0..8).map(|place| char::from(LETTERS[(drawn >> (place * 5)) as usize % LETTERS.len()])).collect();
    format!("{kind}-{tail}")
}

/// The customers that are known, and what stands in their place.
pub(crate) struct Pseudonyms {
    key: Key,
    accounts: BTreeMap<String, String>,
    renewals: BTreeMap<String, String>,
    /// By name.
    names: BTreeMap<String, String>,
    /// Words that people write without a capital, each with the customer in whose notes it stands, or `None` where in those of several.
    uncapitalised: HashMap<String, Option<String>>,
    spelled: Many,
    meant: HashMap<String, String>,
}

impl Pseudonyms {
    pub(crate) fn new(key: Key) -> Self {
        Self {
            key,
            accounts: BTreeMap::new(),
            renewals: BTreeMap::new(),
            names: BTreeMap::new(),
            uncapitalised: HashMap::new(),
            spelled: Many::default(),
            meant: HashMap::new(),
        }
    }

    /// Learns the customers of some data.
    pub(crate) fn learn(&mut self, facts: &Facts) {
        for renewal in facts.with_ahead() {
            let account = renewal.account_id.as_str();
            if !self.accounts.contains_key(account) {
                self.accounts.insert(account.to_owned(), pseudonym(&self.key, CUSTOMER, account));
            }
            let stand_in = &self.accounts[account];
            let name = text::line(&renewal.account);
            self.names.entry(name).or_insert_with(|| stand_in.clone());
            let id = renewal.id.0.as_str();
            if !self.renewals.contains_key(id) {
                self.renewals.insert(id.to_owned(), pseudonym(&self.key, RENEWAL, id));
            }
            for note in &renewal.notes {
                let words =
                    note.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().next().is_some_and(char::is_lowercase));
                for word in words {
                    let seen = self.uncapitalised.entry(word.to_owned()).or_insert_with(|| Some(stand_in.clone()));
                    if seen.as_ref() != Some(stand_in) {
                        *seen = None;
                    }
                }
            }
        }
        self.names.remove("");
        self.spell();
    }

    fn spell(&mut self) {
        let ids = self.accounts.iter().chain(&self.renewals).filter(|(id, _)| is_telling(id));
        let whole = self.names.iter().chain(ids).map(|(name, with)| (name.as_str(), with.as_str(), false));
        let short = self.short_forms();
        self.spelled = Many::of(whole.chain(short.iter().map(|(name, with)| (*name, *with, true))));
        let back = self.accounts.iter().chain(&self.renewals).map(|(id, with)| (with.clone(), id.clone()));
        let by_name = self.names.iter().map(|(name, with)| (with.clone(), name.clone()));
        self.meant = back.chain(by_name).collect();
    }

    /// The first words of names, as far as they are nobody else's and no ordinary word.
    fn short_forms<'a>(&'a self) -> Vec<(&'a str, &'a str)> {
        let first = |name: &'_ str| name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).map(str::len);
        let mut all: BTreeMap<&'a str, BTreeSet<&'a str>> = BTreeMap::new();
        for (name, with) in &self.names {
            let begins = name.find(char::is_alphanumeric).unwrap_or(0);
            let word = first(name).map(|length| &name[begins..begins + length]);
            let is_telling = |word: &&str| word.chars().count() >= SHORTEST && word.len() < name.trim().len();
            // A name that begins with an ordinary word is not called by that alone.
            let is_ordinary = |word: &str| self.uncapitalised.get(&word.to_lowercase()).is_some_and(|of| of.as_ref() != Some(with));
            if let Some(word) = word.filter(is_telling).filter(|word| !is_ordinary(word)) {
                all.entry(word).or_default().insert(with);
            }
        }
        let stand_in = |with: &BTreeSet<&'a str>| with.first().copied().filter(|_| with.len() == 1).unwrap_or("a customer");
        all.into_iter().map(|(word, with)| (word, stand_in(&with))).collect()
    }

    /// A text under pseudonyms; `None` where nobody who is known stands in it.
    pub(crate) fn text(&self, text: &str) -> Option<String> {
        self.spelled.replaced(text)
    }

    /// Where somebody who is known stands in a text, in bytes.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        self.spelled.places(text)
    }

    /// JSON under pseudonyms, whatever it says of whom.
    pub(crate) fn value(&self, field: &str, value: &mut Value) {
        match value {
            Value::String(said) => {
                if let Some(without) = self.said(field, said) {
                    *said = without;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(field, item)),
            Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| self.value(name, value)),
            _ => {}
        }
    }

    fn said(&self, field: &str, said: &str) -> Option<String> {
        let of_field = |fields: &[&str], ids: &BTreeMap<String, String>| ids.get(said).filter(|_| fields.contains(&field)).cloned();
        let by_id = of_field(&ACCOUNTS, &self.accounts).or_else(|| of_field(&RENEWALS, &self.renewals));
        // Words of this program's own stay, also where a customer is called so.
        let is_own_word = !SOMEBODYS.contains(&field) && said.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        by_id.or_else(|| if is_own_word { None } else { self.names.get(said).cloned().or_else(|| self.text(said)) })
    }

    /// What somebody says who knows customers by pseudonyms alone, with their names.
    pub(crate) fn meant(&self, said: &str) -> String {
        let mut told = said.to_owned();
        for kind in [CUSTOMER, RENEWAL] {
            let mut from = 0;
            while let Some(at) = told[from..].find(kind).map(|at| at + from) {
                let end = told[at + kind.len()..]
                    .find(|c: char| !c.is_alphanumeric() && c != '-')
                    .map_or(told.len(), |end| at + kind.len() + end);
                match self.meant.get(&told[at..end]) {
                    Some(name) => {
                        told.replace_range(at..end, name);
                        from = at + name.len();
                    }
                    None => from = end,
                }
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::testing::{facts, renewal};
    use crate::domain::Name;
    use crate::domain::renewal::Note;

    fn known(key: Key) -> Pseudonyms {
        let names = [("A-1017", "Kaverin Logistics"), ("A-1018", "Acme, Inc."), ("A-1019", "Summit Health"), ("A-1020", "open")];
        let mut all = facts(names.iter().enumerate().map(|(n, _)| renewal(&format!("R-{}", 1000 + n), "2026-07-10")).collect());
        for (place, (id, name)) in names.into_iter().enumerate() {
            let renewal = Arc::make_mut(&mut all.renewals[place]);
            (renewal.account_id, renewal.account) = (Name::from(id), Name::from(name));
            let on = "2026-06-01".parse().unwrap();
            renewal.notes = vec![Note { on, author: Name::from("Mara"), text: "We met at their summit".into() }];
        }
        let mut known = Pseudonyms::new(key);
        known.learn(&all);
        known
    }

    #[test]
    fn a_customer_has_one_pseudonym_however_it_is_written_and_another_under_another_key() {
        let known = known([7; 32]);
        let kaverin = pseudonym(&[7; 32], CUSTOMER, "A-1017");
        assert_eq!(
            known.text("KAVERIN logistics cut seats; Kaverin (A-1017) stays").unwrap(),
            format!("{kaverin} cut seats; {kaverin} ({kaverin}) stays")
        );
        assert_eq!(known.text("The Summit was far"), None, "an ordinary word is nobody");
        assert!(!known.text("Summit Health, acme inc").unwrap().to_lowercase().contains("acme"));
        assert_ne!(kaverin, pseudonym(&[8; 32], CUSTOMER, "A-1017"));
    }

    #[test]
    fn json_keeps_its_words_and_figures() {
        let mut value =
            serde_json::json!({ "outcome": "open", "account": "open", "account_id": "A-1018", "arr": "A", "renewals": ["R-1001"], "n": 7 });
        known([7; 32]).value("", &mut value);
        assert_eq!((value["outcome"].as_str(), value["n"].as_u64(), value["arr"].as_str()), (Some("open"), Some(7), Some("A")));
        for field in ["account", "account_id"] {
            assert!(value[field].as_str().unwrap().starts_with("Customer-"), "{value}");
        }
        assert!(value["renewals"][0].as_str().unwrap().starts_with("Renewal-"), "{value}");
    }

    #[test]
    fn what_is_said_under_pseudonyms_is_understood() {
        let known = known([7; 32]);
        let said = "Kaverin Logistics, not Customer-none, asked for R-1000";
        assert_eq!(known.meant(&known.text(said).unwrap()), said);
    }
}
