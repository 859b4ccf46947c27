//! The accounts of a source: which are in scope, and how rows of other tables find them.

use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::sync::OnceLock;

use chrono::NaiveDate;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::compile::read::values::record_id;
use crate::compile::understand::mapping::Mapping;
use crate::domain::Name;
use crate::domain::facts::Customer;
use crate::domain::text;

/// An account in scope, by number.
pub(crate) type Slot = u32;

/// What an account's row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub id: Name,
    pub name: Name,
    pub segment: Name,
    pub product: Name,
    pub geo: Name,
    pub persona: Name,
    pub cs_owner: Name,
    /// In which its amounts are, where their own rows do not say it.
    pub currency: Option<Name>,
    /// Its last day, where a person said that a column of the accounts tells it.
    pub left: Option<NaiveDate>,
}

/// What an account id leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    InScope(Slot),
    /// A known account of another segment.
    OutOfScope,
    /// No table knows it.
    Unknown,
}

/// All account ids, and the accounts in scope.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    ids: Ids,
    /// Ids without case, blanks and hyphens, for rows that spell an id otherwise; `AMBIGUOUS` where two share one.
    /// Made when the first such row turns up: in most sources none does.
    folded: OnceLock<FxHashMap<Box<str>, Slot>>,
    accounts: Vec<Account>,
    /// Ids that go under another one, each with that.
    same: FxHashMap<Box<[u8]>, Box<[u8]>>,
    /// The account that one belongs to or goes on under, as the accounts tell it.
    parents: FxHashMap<Name, Name>,
    /// Customers that are known and not in scope.
    others: Vec<Customer>,
}

const OUT: Slot = Slot::MAX;
const AMBIGUOUS: Slot = Slot::MAX - 1;

impl Registry {
    /// A registry in which the ids that a person said to be one customer lead to one account.
    pub(crate) fn of(mapping: &Mapping) -> Self {
        let same = mapping.same_customers().into_iter().map(|(id, other)| (id.as_bytes().into(), other.as_bytes().into())).collect();
        Self { same, ..Self::default() }
    }

    /// The id that the account of `id` goes under.
    pub(crate) fn canonical<'i>(&'i self, id: &'i [u8]) -> &'i [u8] {
        self.same.get(id).map_or(id, |other| other)
    }

    pub(crate) fn set_parent(&mut self, id: Name, parent: Name) {
        self.parents.insert(id, parent);
    }

    /// Whether one account is the parent of the other, or both have one parent.
    pub(crate) fn are_related(&self, one: &Name, other: &Name) -> bool {
        let (mine, theirs) = (self.parents.get(one), self.parents.get(other));
        mine == Some(other) || theirs == Some(one) || (mine.is_some() && mine == theirs)
    }

    /// Number of accounts in scope.
    pub(crate) fn size(&self) -> usize {
        self.accounts.len()
    }

    pub(crate) fn account(&self, slot: Slot) -> &Account {
        &self.accounts[slot as usize]
    }

    /// Makes room for `more` accounts.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.accounts.reserve_exact(more);
    }

    /// Adds an account in scope; `None` when its id stands already, in whichever form.
    pub(crate) fn add(&mut self, account: Account) -> Option<Slot> {
        let slot = self.accounts.len() as Slot;
        if record_id::other_form(account.id.as_bytes()).is_some_and(|other| self.ids.get(&other).is_some()) {
            return None;
        }
        if self.insert(account.id.as_bytes(), slot) {
            self.accounts.push(account);
            return Some(slot);
        }
        None
    }

    /// The account of exactly this id, added where no table knows it yet; `None` when it is not in scope.
    pub(crate) fn slot_or_add(&mut self, id: &[u8], account: impl FnOnce() -> Account) -> Option<Slot> {
        match self.same_id(id) {
            Some(OUT) => None,
            Some(slot) => Some(slot),
            None => self.add(account()),
        }
    }

    /// Adds ids that are known and not in scope, in the spelling of which no account stands yet.
    pub(crate) fn add_known(&mut self, ids: impl Iterator<Item = Box<[u8]>>) {
        let others: Vec<Box<[u8]>> = ids.filter(|id| self.find(id) == Found::Unknown).collect();
        for id in others {
            self.add_out_of_scope(&id);
        }
    }

    /// Notes what a customer is called who is not in scope.
    pub(crate) fn note_other(&mut self, account_id: Name, account: Name) {
        self.others.push(Customer { account_id, account });
    }

    /// All customers that the source names, but for some, each once.
    pub(crate) fn others_than<'n>(&self, some: impl Iterator<Item = &'n Name>) -> Vec<Customer> {
        let some: FxHashSet<&Name> = some.collect();
        let in_scope = self.accounts.iter().map(|account| Customer { account_id: account.id.clone(), account: account.name.clone() });
        let all = self.others.iter().cloned().chain(in_scope).filter(|customer| !some.contains(&customer.account_id));
        let once: BTreeSet<Customer> = all.collect();
        once.into_iter().collect()
    }

    /// Adds an id whose account is not in scope; `false` when it stands already.
    pub(crate) fn add_out_of_scope(&mut self, id: &[u8]) -> bool {
        self.insert(id, OUT)
    }

    fn insert(&mut self, id: &[u8], slot: Slot) -> bool {
        self.folded.take();
        self.ids.insert(id, slot)
    }

    /// The account of exactly this id, or of its other form where a system has two.
    fn same_id(&self, id: &[u8]) -> Option<Slot> {
        self.ids.get(id).or_else(|| self.ids.get(&record_id::other_form(id)?))
    }

    /// The account that `id` names, exactly or but for case, blanks and hyphens.
    pub(crate) fn find(&self, id: &[u8]) -> Found {
        let id = self.canonical(id);
        let slot = self.same_id(id).or_else(|| {
            let folded = text::fold(std::str::from_utf8(id).ok()?);
            self.folded.get_or_init(|| self.ids.folded()).get(folded.as_str()).copied()
        });
        match slot {
            Some(OUT) => Found::OutOfScope,
            Some(AMBIGUOUS) | None => Found::Unknown,
            Some(slot) => Found::InScope(slot),
        }
    }
}

/// Ids with their slots. Sources have many more ids than accounts in scope, so they stand behind one another in one
/// piece of memory.
#[derive(Debug, Default)]
struct Ids {
    bytes: Vec<u8>,
    table: HashTable<Id>,
}

#[derive(Clone, Copy, Debug)]
struct Id {
    start: usize,
    length: u32,
    slot: Slot,
}

impl Id {
    fn of<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.start..self.start + self.length as usize]
    }
}

impl Ids {
    fn get(&self, id: &[u8]) -> Option<Slot> {
        self.table.find(hash(id), |known| known.of(&self.bytes) == id).map(|known| known.slot)
    }

    /// `false` when the id stands already.
    fn insert(&mut self, id: &[u8], slot: Slot) -> bool {
        let bytes = &mut self.bytes;
        match self.table.entry(hash(id), |known| known.of(bytes) == id, |known| hash(known.of(bytes))) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(Id { start: bytes.len(), length: id.len() as u32, slot });
                bytes.extend_from_slice(id);
                true
            }
        }
    }

    fn folded(&self) -> FxHashMap<Box<str>, Slot> {
        let mut folded = FxHashMap::default();
        for id in &self.table {
            let key = text::fold(&String::from_utf8_lossy(id.of(&self.bytes))).into_boxed_str();
            folded.entry(key).and_modify(|known| *known = AMBIGUOUS).or_insert(id.slot);
        }
        folded
    }
}

fn hash(id: &[u8]) -> u64 {
    FxBuildHasher.hash_one(id)
}

/// Rows whose account no table knows.
#[derive(Debug, Default)]
pub(crate) struct Unmatched {
    pub rows: u64,
    ids: FxHashSet<Box<[u8]>>,
}

impl Unmatched {
    /// Different ids that are told apart.
    const MOST: usize = 1_000;

    pub(crate) fn note(&mut self, id: &[u8]) {
        self.rows += 1;
        if self.ids.len() < Self::MOST && !self.ids.contains(id) {
            self.ids.insert(id.into());
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.rows += other.rows;
        self.ids.extend(other.ids);
    }

    /// `2 accounts (A-7, A-9)`; `None` when every row was matched.
    pub(crate) fn describe(&self) -> Option<String> {
        let mut ids: Vec<String> = self.ids.iter().map(|id| text::line(&String::from_utf8_lossy(id))).collect();
        ids.sort();
        let shown = ids.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if ids.len() > 3 { ", …" } else { "" };
        let number = if ids.len() >= Self::MOST { format!("at least {}", Self::MOST) } else { ids.len().to_string() };
        let noun = if ids.len() == 1 { "account" } else { "accounts" };
        (!ids.is_empty()).then(|| format!("{number} {noun} ({shown}{more})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(id: &str) -> Account {
        let name = Name::from("x");
        Account {
            id: Name::from(id),
            name: name.clone(),
            segment: name.clone(),
            product: name.clone(),
            geo: name.clone(),
            persona: name.clone(),
            cs_owner: name,
            currency: None,
            left: None,
        }
    }

    #[test]
    fn ids_are_found_exactly_first_and_by_another_spelling_only_when_that_is_clear() {
        let mut registry = Registry::default();
        assert_eq!(registry.add(account("CUS-001")), Some(0));
        assert_eq!(registry.add(account("CUS-001")), None);
        registry.add(account("0015A"));
        registry.add(account("0015a"));
        registry.add_out_of_scope(b"CUS-002");
        assert_eq!(registry.find(b"cus 001"), Found::InScope(0));
        assert_eq!(registry.find(b"CUS-002"), Found::OutOfScope);
        assert_eq!(registry.find(b"0015a"), Found::InScope(2), "ids that differ by case only stay apart");
        assert_eq!(registry.find(b"0015-A"), Found::Unknown);
    }
}
