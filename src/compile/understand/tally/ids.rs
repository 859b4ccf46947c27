//! The ids that a mapping names, looked for in the rows.

use rustc_hash::FxHashSet;

use crate::compile::read::row::Row;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::mapping::Mapping;
use crate::domain::text::fold;

/// What a customer may be named by.
const CUSTOMERS: [Field; 4] = [Field::AccountId, Field::Account, Field::ParentId, Field::SubscriptionId];

/// Ids of customers, folded as spellings of one customer are, and ids of renewals.
pub(crate) struct Ids {
    accounts: Vec<(String, String)>,
    renewals: Vec<String>,
}

/// Those of them that were found, as the mapping spells them.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub accounts: FxHashSet<String>,
    pub renewals: FxHashSet<String>,
}

impl Ids {
    pub(crate) fn named_in(mapping: &Mapping) -> Self {
        Self {
            accounts: mapping.accounts.keys().map(|id| (fold(id), id.clone())).collect(),
            renewals: mapping.renewals.keys().cloned().collect(),
        }
    }

    pub(crate) fn accounts(&self) -> impl Iterator<Item = &str> {
        self.accounts.iter().map(|(_, id)| id.as_str())
    }

    pub(crate) fn renewals(&self) -> impl Iterator<Item = &str> {
        self.renewals.iter().map(String::as_str)
    }

    /// Whether rows of a table may hold any of them.
    pub(crate) fn concern(&self, table: Table) -> bool {
        !self.accounts.is_empty() || (table == Table::Renewals && !self.renewals.is_empty())
    }

    /// Notes those that stand in a row.
    pub(crate) fn find(&self, row: &Row<'_>, named: &mut Named) {
        if !self.accounts.is_empty() {
            for raw in CUSTOMERS.into_iter().filter_map(|field| row.bytes(field)) {
                let folded = fold(&String::from_utf8_lossy(&raw));
                named.accounts.extend(self.accounts.iter().filter(|(known, _)| *known == folded).map(|(_, id)| id.clone()));
            }
        }
        if let Some(raw) = row.bytes(Field::RenewalId).filter(|_| !self.renewals.is_empty()) {
            // Lines of one contract are called after its id.
            let is_named = |id: &&String| id.as_bytes().strip_prefix(&*raw).is_some_and(|line| line.is_empty() || line[0] == b'/');
            named.renewals.extend(self.renewals.iter().filter(is_named).cloned());
        }
    }
}

impl Named {
    pub(crate) fn merge(&mut self, other: Self) {
        self.accounts.extend(other.accounts);
        self.renewals.extend(other.renewals);
    }
}
