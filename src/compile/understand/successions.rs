//! Lists of who became whom: pairs of customers, which name nobody anew.

use rustc_hash::FxHashSet;

use super::recognise::Recognised;
use crate::compile::read::file::DataFile;
use crate::compile::schema::{Field, Table};
use crate::domain::text;

/// The file would be one of accounts, and what it takes for a customer's id and for its name are both customers in one and the same
/// column of another file: it says that one is the other, and not what anybody is called.
pub(super) fn pairs_customers(files: &[DataFile], found: &[Vec<Recognised>], number: usize) -> bool {
    let Some(accounts) = found[number].iter().find(|found| found.table == Table::Accounts) else { return false };
    let file = &files[number];
    let (Some(one), Some(other)) = (accounts.column(Field::AccountId), accounts.column(Field::Account)) else { return false };
    let differ = file.sample.iter().filter(|row| row.get(one) != row.get(other)).count();
    if differ * 2 <= file.sample.len() {
        return false;
    }
    let others = files.iter().zip(found).enumerate().filter(|(at, _)| *at != number);
    let mut columns = others.filter_map(|(_, (file, found))| Some((file, found.first()?))).flat_map(|(file, found)| {
        [Field::AccountId, Field::Account].into_iter().filter_map(move |field| Some(folded(file, found.column(field)?)))
    });
    let (one, other) = (folded(file, one), folded(file, other));
    columns.any(|customers| is_mostly_in(&one, &customers) && is_mostly_in(&other, &customers))
}

fn folded(file: &DataFile, column: usize) -> FxHashSet<String> {
    file.values(column).map(text::fold).collect()
}

fn is_mostly_in(names: &FxHashSet<String>, customers: &FxHashSet<String>) -> bool {
    let known = names.iter().filter(|name| customers.contains(*name)).count();
    known > 0 && known * 2 >= names.len()
}
