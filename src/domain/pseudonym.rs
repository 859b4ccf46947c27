//! Customers under other names: the same one everywhere and always, and nobody else's. Figures stay as they are.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::Value;

use super::digest::Fnv;
use super::facts::Facts;
use super::forgetting::{ACCOUNTS, RENEWALS, SOMEBODYS, is_telling};
use super::short_names::ShortNames;
use super::spelled::Many;

/// Secret, and the same for all of a user's retros: without it nobody can tell whether a pseudonym is somebody's.
pub type Key = [u8; 32];

const CUSTOMER: &str = "Customer";
const RENEWAL: &str = "Renewal";

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
    named: ShortNames,
    spelled: Many,
    meant: HashMap<String, String>,
}

impl Pseudonyms {
    pub(crate) fn new(key: Key) -> Self {
        Self {
            key,
            accounts: BTreeMap::new(),
            renewals: BTreeMap::new(),
            named: ShortNames::default(),
            spelled: Many::default(),
            meant: HashMap::new(),
        }
    }

    /// Learns the customers of some data.
    pub(crate) fn learn(&mut self, facts: &Facts) {
        for (account, _) in facts.customers() {
            if !self.accounts.contains_key(account) {
                self.accounts.insert(account.to_owned(), pseudonym(&self.key, CUSTOMER, account));
            }
        }
        for renewal in facts.with_ahead() {
            let id = renewal.id.0.as_str();
            if !self.renewals.contains_key(id) {
                self.renewals.insert(id.to_owned(), pseudonym(&self.key, RENEWAL, id));
            }
        }
        self.named.learn(facts, |account| self.accounts.get(account).cloned().unwrap_or_default());
        self.spell();
    }

    fn spell(&mut self) {
        let ids = self.accounts.iter().chain(&self.renewals).filter(|(id, _)| is_telling(id));
        let whole = self.named.names().iter().chain(ids).map(|(name, with)| (name.as_str(), with.as_str(), false));
        let short = self.named.short();
        // Whoever of several is meant is nobody's to tell.
        let short =
            short.iter().map(|(word, with)| (*word, with.first().copied().filter(|_| with.len() == 1).unwrap_or("a customer"), true));
        self.spelled = Many::of(whole.chain(short));
        let back = self.accounts.iter().chain(&self.renewals).map(|(id, with)| (with.clone(), id.clone()));
        let by_name = self.named.names().iter().map(|(name, with)| (with.clone(), name.clone()));
        self.meant = back.chain(by_name).collect();
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
        by_id.or_else(|| if is_own_word { None } else { self.named.names().get(said).cloned().or_else(|| self.text(said)) })
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
    use crate::domain::facts::Customer;
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
    fn a_customer_outside_the_scope_is_as_well_hidden_as_one_within() {
        let mut all = facts(vec![renewal("R-1000", "2026-07-10")]);
        all.others = vec![Customer { account_id: Name::from("A-2047"), account: Name::from("Firmament Holdings") }];
        let mut known = Pseudonyms::new([7; 32]);
        known.learn(&all);
        let hidden = known.text("Firmament Holdings again; Firmament (A-2047) too; FIRMAMENT HOLDINGS").unwrap();
        assert!(!hidden.to_lowercase().contains("firmament") && !hidden.contains("A-2047"), "{hidden}");
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
