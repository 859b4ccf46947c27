//! The accounts of a source: what all its files say of each, brought together.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::attributes::Attributes;
use super::interner::Names;
use super::quality::Account;
use super::registry::Registry;
use super::renewal_row;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, Scanned, scan};
use crate::compile::read::values::record_id;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::domain::Name;
use crate::domain::text::{fold, folds_to};
use crate::error::Result;

/// A row of an account.
struct FoundRow {
    position: u64,
    line: u64,
    account: Attributes,
}

struct AccountRows<'r> {
    registry: &'r Registry,
    names: Names,
    found: Vec<FoundRow>,
}

impl Collect for AccountRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let id = row.needed(Field::AccountId, renewal_row::account(row))?;
        let account = Attributes::of(row, self.registry.canonical(&id), &mut self.names)?;
        self.found.push(FoundRow { position: row.position, line: row.line(), account });
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.found.extend(other.found);
    }
}

/// All that is known of the accounts so far, in the order in which they were named.
#[derive(Default)]
struct Known {
    places: FxHashMap<Name, usize>,
    /// Each with the number of the file that named it last.
    accounts: Vec<(Attributes, usize)>,
}

impl Known {
    /// Where the account of `id`, in whichever form, stands.
    fn place(&self, id: &Name) -> Option<usize> {
        let other_form = || String::from_utf8(record_id::other_form(id.as_bytes())?).ok();
        self.places.get(id).or_else(|| self.places.get(&Name::from(other_form()?))).copied()
    }

    /// The ids so far by what is left of them without case, blanks and marks; nothing where two share it.
    fn spellings(&self) -> FxHashMap<String, Option<Name>> {
        let mut spellings: FxHashMap<String, Option<Name>> = FxHashMap::default();
        for id in self.places.keys() {
            spellings.entry(fold(id)).and_modify(|known| *known = None).or_insert_with(|| Some(id.clone()));
        }
        spellings
    }

    /// Whether the row says anything that none of the same file did.
    fn learn(&mut self, account: Attributes, file: usize) -> bool {
        let Some(place) = self.place(&account.id) else {
            self.places.insert(account.id.clone(), self.accounts.len());
            self.accounts.push((account, file));
            return true;
        };
        let (known, last) = &mut self.accounts[place];
        let is_new = std::mem::replace(last, file) != file;
        if is_new {
            known.fill(account);
        }
        is_new
    }
}

/// Reads what the files say of accounts into the registry: those of the segment asked for, folded, and the ids of all others.
/// Gives the segments there are.
pub(crate) fn read(
    layout: &Layout,
    segment: Option<&str>,
    meter: &Meter<'_>,
    registry: &mut Registry,
    account: &mut Account,
) -> Result<BTreeSet<Name>> {
    let is_wanted = |account: &Attributes| segment.is_none_or(|wanted| account.segment.as_deref().is_some_and(|own| folds_to(own, wanted)));
    let mut known = Known::default();
    let mut files: Vec<(Scanned<()>, Vec<Name>)> = Vec::new();
    for (number, table) in layout.files(Table::Accounts).enumerate() {
        let make = || AccountRows { registry, names: Names::default(), found: Vec::new() };
        let (mut collected, mut scanned) = scan(table, meter, make)?.split();
        let mut ids = Vec::new();
        collected.found.sort_unstable_by_key(|row| row.position);
        for row in collected.found {
            let id = row.account.id.clone();
            if known.learn(row.account, number) {
                ids.push(id);
            } else {
                let reason = "this account id stands in an earlier row".to_owned();
                scanned.reject(row.line, table.columns.name(Field::AccountId), &id, reason);
            }
        }
        files.push((scanned, ids));
    }
    learn_beside(layout, meter, registry, &mut known, files.len())?;
    for (mut scanned, ids) in files {
        let others = ids.iter().filter(|id| !known.place(id).is_some_and(|place| is_wanted(&known.accounts[place].0)));
        scanned.leave_out(others.count() as u64);
        account.file(scanned);
    }
    let segments = known.accounts.iter().filter_map(|(account, _)| account.segment.clone()).collect();
    register(known, is_wanted, registry);
    Ok(segments)
}

/// Tables of contracts may say of their accounts what no table of accounts does.
fn learn_beside(layout: &Layout, meter: &Meter<'_>, registry: &Registry, known: &mut Known, files: usize) -> Result<()> {
    let beside = layout.contracts().filter(|table| Attributes::stand_in(&table.columns));
    let spellings = known.spellings();
    for (number, table) in beside.enumerate() {
        let make = || AccountRows { registry, names: Names::default(), found: Vec::new() };
        let mut rows = scan(table, meter, make)?.collected.found;
        rows.sort_unstable_by_key(|row| row.position);
        for mut row in rows {
            // An account that a table of accounts has may be spelled otherwise here.
            if !known.places.contains_key(&row.account.id)
                && let Some(Some(id)) = spellings.get(&fold(&row.account.id))
            {
                row.account.id = id.clone();
            }
            known.learn(row.account, files + number);
        }
    }
    Ok(())
}

fn register(known: Known, is_wanted: impl Fn(&Attributes) -> bool, registry: &mut Registry) {
    let wanted = known.accounts.iter().filter(|(account, _)| is_wanted(account)).count();
    registry.reserve(wanted);
    for (account, _) in known.accounts {
        if let Some(parent) = account.parent.clone() {
            registry.set_parent(account.id.clone(), parent);
        }
        if is_wanted(&account) {
            registry.add(account.account());
        } else {
            registry.add_out_of_scope(account.id.as_bytes());
            let account = account.account();
            registry.note_other(account.id, account.name);
        }
    }
}
