//! Lists of customers as they are now: what each pays, and when it is due next. Beside renewals, or beside the history of these
//! customers, such a list tells who they are, and nothing of what was due.

use rustc_hash::FxHashSet;

use super::is_first;
use crate::compile::read::file::DataFile;
use crate::compile::schema::{BECAME, Field, Table};
use crate::compile::understand::recognise::profile::{Profile, folded};
use crate::compile::understand::recognise::{Look, Recognised, Said, recognise};

/// Takes such lists as accounts.
pub(super) fn prefer(looks: &[Look<'_>], found: &mut [Vec<Recognised>], is_said: &impl Fn(usize) -> bool) {
    let has_renewals = found.iter().any(|found| is_first(found, Table::Renewals) && !found[0].is_lent);
    let lists: Vec<usize> = (0..looks.len())
        .filter(|number| !is_said(*number) && found[*number].first().is_some_and(is_list))
        .filter(|number| {
            let is_of_contracts = is_first(&found[*number], Table::Subscriptions);
            has_renewals && is_of_contracts || (0..looks.len()).any(|other| has_history(looks, found, *number, other))
        })
        .collect();
    for number in lists {
        let at = found[number].iter().position(|found| found.table == Table::Accounts);
        let accounts = at.map(|at| found[number].remove(at)).or_else(|| as_accounts(&looks[number]));
        if let Some(accounts) = accounts {
            found[number].insert(0, accounts);
        }
    }
}

/// What customers pay, or when they are due, without a day of each row and without what became of them.
fn is_list(found: &Recognised) -> bool {
    match found.table {
        Table::Subscriptions => !found.has(Field::Date),
        Table::Renewals => !BECAME.iter().any(|field| found.has(*field)),
        _ => false,
    }
}

/// The other file has several rows for each of the customers of whom the list has one.
fn has_history(looks: &[Look<'_>], found: &[Vec<Recognised>], list: usize, other: usize) -> bool {
    let (Some(mine), Some(theirs)) = (found[list].first(), found[other].first()) else { return false };
    if list == other || theirs.table != Table::Subscriptions || !comes_once(looks[list].file, mine) || comes_once(looks[other].file, theirs)
    {
        return false;
    }
    let (mine, theirs) = (customers(looks[list].file, mine), customers(looks[other].file, theirs));
    let shared =
        |one: &FxHashSet<String>, other: &FxHashSet<String>| one.intersection(other).count() * 10 >= one.len().min(other.len()) * 8;
    mine.iter().any(|mine| theirs.iter().any(|theirs| !mine.is_empty() && shared(mine, theirs)))
}

/// Whatever else it tells.
fn as_accounts(look: &Look<'_>) -> Option<Recognised> {
    let said = Said { table: Some(Table::Accounts), ..Said::default() };
    recognise(look, &said).into_iter().next().filter(|found| found.has(Field::AccountId) || found.has(Field::Account))
}

/// The ids of the customers, and their names.
fn customers(file: &DataFile, found: &Recognised) -> Vec<FxHashSet<String>> {
    [Field::AccountId, Field::Account].into_iter().filter_map(|field| Some(folded(file, found.column(field)?))).collect()
}

/// Hardly a customer has a second row.
pub(crate) fn comes_once(file: &DataFile, found: &Recognised) -> bool {
    let owner = found.column(Field::AccountId).or(found.column(Field::Account));
    owner.is_some_and(|column| {
        let profile = Profile::of(file, column);
        profile.different * 10 >= profile.rows * 9
    })
}
