//! Which renewals the scope holds: accounts and renewals read, the scope resolved, identities settled.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::accounts;
use super::layout::Layout;
use super::quality::Account;
use super::registry::{Registry, Slot};
use super::renewals::{self, Extent, Kept, Renewals, Wanted};
use super::scan::Meter;
use super::schema::{Field, Table};
use crate::domain::Name;
use crate::domain::quality::IssueKind;
use crate::domain::renewal::Renewal;
use crate::domain::scope::{Scope, ScopeRequest};
use crate::domain::text::fold;
use crate::error::{Error, Place, Result};

/// The renewals of a scope, sorted by due date and id, with their accounts.
pub struct Population {
    pub scope: Scope,
    pub registry: Registry,
    pub kept: Vec<Kept>,
    pub due_range: Option<(NaiveDate, NaiveDate)>,
}

impl Population {
    /// The account of each renewal.
    pub fn slots(&self) -> impl Iterator<Item = (Slot, &Renewal)> {
        self.kept.iter().map(|kept| (kept.slot.unwrap_or(Slot::MAX), &kept.renewal))
    }
}

/// Reads accounts and renewals.
pub fn read(layout: &Layout, request: &ScopeRequest, meter: &Meter<'_>, account: &mut Account) -> Result<Population> {
    let segment = request.segment.as_deref().map(fold);
    let mut registry = Registry::default();
    let mut segments = BTreeSet::new();
    for table in layout.files(Table::Accounts) {
        let (named, scanned) = accounts::read(table, segment.as_deref(), meter, &mut registry)?;
        segments.extend(named);
        account.file(scanned);
    }
    registry.fold_ids();
    let mut wanted = Wanted { segment: segment.as_deref(), window: request.window.at(request.as_of, request.fiscal) };
    let (mut files, mut extent) = all_renewals(layout, &wanted, &registry, meter)?;
    segments.append(&mut extent.segments);
    let names: Vec<Name> = segments.into_iter().collect();
    let scope = Scope::resolve(request, &names, extent.newest_decided.into_iter()).map_err(|message| wrong_segment(request, message))?;
    if scope.window != wanted.window {
        wanted.window = scope.window.clone();
        (files, extent) = all_renewals(layout, &wanted, &registry, meter)?;
    }
    let mut kept = settle(layout, files, &mut registry, account);
    kept.sort_by(|a, b| (a.renewal.due, &a.renewal.id).cmp(&(b.renewal.due, &b.renewal.id)));
    if let Some(who) = extent.unmatched.describe() {
        let message = format!("Renewals of {who} that the accounts table does not have; their segment, owner and product are not recorded");
        account.issue(IssueKind::UnmatchedAccount, message, extent.unmatched.rows);
    }
    Ok(Population { scope, registry, kept, due_range: extent.due_range })
}

fn wrong_segment(request: &ScopeRequest, message: String) -> Error {
    Error::Usage { flag: "segment".to_owned(), value: request.segment.clone().unwrap_or_default(), message }
}

fn all_renewals(layout: &Layout, wanted: &Wanted<'_>, registry: &Registry, meter: &Meter<'_>) -> Result<(Vec<Renewals>, Extent)> {
    let files: Vec<_> = layout.files(Table::Renewals).collect();
    let has_accounts = layout.has(Table::Accounts);
    let mut all = files.iter().map(|table| renewals::read(table, wanted, registry, has_accounts, meter)).collect::<Result<Vec<_>>>()?;
    let mut extent = Extent::default();
    for file in &mut all {
        extent.merge(std::mem::take(&mut file.extent));
    }
    if files.is_empty() {
        let message = "no renewals here; expected a file with a due date and an outcome for each renewal, such as renewals.csv";
        return Err(Error::data(Place::file(layout.place()), message));
    }
    Ok((all, extent))
}

/// Rejects duplicates, registers accounts that only renewals name, and closes the files' accounts.
fn settle(layout: &Layout, files: Vec<Renewals>, registry: &mut Registry, account: &mut Account) -> Vec<Kept> {
    let mut seen = FxHashSet::default();
    let mut twice = Vec::new();
    let mut kept = Vec::new();
    for (mut file, table) in files.into_iter().zip(layout.files(Table::Renewals)) {
        twice.append(&mut file.reject_duplicates(&mut seen, table.columns.name(Field::RenewalId)));
        file.register(registry);
        account.file(file.scanned);
        kept.append(&mut file.kept);
    }
    registry.fold_ids();
    if !twice.is_empty() {
        let message = format!("{} renewal ids stand twice; the first row of each counts, the others are rejected", twice.len());
        account.issue_about(IssueKind::DuplicateId, message, None, twice);
    }
    kept
}
