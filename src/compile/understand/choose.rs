//! What each file of a source is, chosen together: a file is not looked at alone where others stand beside it.

pub(super) mod customers;

use super::mapping::Mapping;
use super::recognise::{KnownIds, Look, Recognised, Said, recognise};
use super::{alike, keys, named_months, successions};
use crate::compile::read::file::DataFile;
use crate::compile::read::values::record_id;
use crate::compile::schema::{Field, Table};
use crate::domain::text;

/// What becomes of a file.
#[derive(Debug)]
pub(crate) enum Choice {
    /// It is read so; the runner-up is what else it may be.
    Read { chosen: Recognised, runner_up: Option<Recognised> },
    /// It is left aside, for that reason.
    Aside(&'static str),
}

/// Why deals are left aside: they are others than the renewals, or the same once more, and put nothing right.
pub(super) const OTHER_DEALS: &str = "it does not tell which renewal was due when, and a table that does stands beside it";

/// What each of `files` is.
pub(crate) fn choose(files: &[DataFile], mapping: &Mapping) -> Vec<Choice> {
    let foreign = keys::foreign(files);
    let mut looks: Vec<Look<'_>> = files.iter().zip(&foreign).map(|(file, foreign)| Look::at(file, foreign)).collect();
    let mut found: Vec<Vec<Recognised>> = looks.iter().map(|look| recognise(look, &said(look.file, mapping))).collect();
    for number in 0..files.len() {
        looks[number].know(known_ids(files, &found, number));
        let is_a_choice = found[number].first().is_none_or(|found| found.table != Table::Accounts);
        if is_a_choice && looks[number].knows_ids() {
            found[number] = recognise(&looks[number], &said(&files[number], mapping));
        }
    }
    for number in dated_by_name(files, &found) {
        let said = Said { fields: [said(&files[number], mapping).fields, vec![Field::Date]].concat(), ..said(&files[number], mapping) };
        looks[number].know(known_ids(files, &found, number));
        let of_a_day = recognise(&looks[number], &said);
        if is_first(&of_a_day, Table::Subscriptions) {
            found[number] = of_a_day;
        }
    }
    let is_said = |number: usize| mapping.file(files[number].name()).is_some_and(|said| said.table().is_some());
    for number in (0..files.len()).filter(|number| !is_said(*number)) {
        let are_pairs = successions::pairs_customers(files, &found, number);
        found[number].retain(|found| found.table != Table::Accounts || !are_pairs);
    }
    alike::settle(files, mapping, &mut found);
    customers::prefer(&looks, &mut found, &is_said);
    let strangers = strangers(files, &found);
    let pipelines = pipelines(files, &found);
    let mut choices = Vec::new();
    for (number, found) in found.into_iter().enumerate() {
        let mut found = found.into_iter();
        choices.push(match found.next() {
            None => Choice::Aside("its columns are not those of any table"),
            Some(_) if strangers.contains(&number) && !is_said(number) => Choice::Aside("none of its ids is an account of the other files"),
            Some(_) if pipelines.contains(&number) && !is_said(number) => Choice::Aside(OTHER_DEALS),
            Some(chosen) => Choice::Read { runner_up: found.next(), chosen },
        });
    }
    choices
}

fn said(file: &DataFile, mapping: &Mapping) -> Said {
    let said = mapping.file(file.name()).map(|said| Said {
        table: said.table(),
        columns: file.header.iter().enumerate().filter(|(_, name)| said.columns.contains_key(*name)).map(|(i, _)| i).collect(),
        fields: said.columns.values().flat_map(|column| &column.fields).chain(said.constants.keys()).copied().collect(),
    });
    said.unwrap_or_default()
}

/// Files that tell nothing over time by themselves, and of each another day by their names: alike in their columns, and several.
fn dated_by_name(files: &[DataFile], found: &[Vec<Recognised>]) -> Vec<usize> {
    let tells_time = |number: usize| found[number].iter().any(|found| matches!(found.table, Table::Subscriptions | Table::Renewals));
    let dated: Vec<usize> = (0..files.len()).filter(|number| !tells_time(*number) && files[*number].exported_on().is_some()).collect();
    let is_of_another_day = |one: usize, other: usize| {
        one != other
            && named_months::header(&files[one]) == named_months::header(&files[other])
            && files[one].exported_on() != files[other].exported_on()
    };
    dated.iter().copied().filter(|one| dated.iter().any(|other| is_of_another_day(*one, *other))).collect()
}

/// The ids by which the other files name accounts.
fn known_ids(files: &[DataFile], found: &[Vec<Recognised>], but: usize) -> KnownIds {
    let mut ids = KnownIds::default();
    let others = files.iter().zip(found).enumerate().filter(|(number, _)| *number != but);
    for (_, (file, found)) in others {
        let column = found.first().and_then(|found| found.column(Field::AccountId));
        ids.extend(column.into_iter().flat_map(|column| file.values(column)).map(ToOwned::to_owned));
    }
    ids
}

fn is_first(found: &[Recognised], table: Table) -> bool {
    found.first().is_some_and(|found| found.table == table)
}

/// Tables of accounts that share no id with the renewals: accounts of another kind (schools beside users).
fn strangers(files: &[DataFile], found: &[Vec<Recognised>]) -> Vec<usize> {
    let of = |wanted: &'static [Table]| {
        let both = files.iter().zip(found).enumerate();
        both.filter_map(move |(i, (file, found))| {
            let found = found.first().filter(|found| wanted.contains(&found.table))?;
            // Folded, for the same account may be spelled in two ways.
            let column = found.column(Field::AccountId).or(found.column(Field::Account))?;
            let ids: KnownIds = file.values(column).map(|id| text::fold(record_id::plain(id))).collect();
            Some((i, file.is_sampled_whole(), ids))
        })
    };
    let main: Vec<_> = of(&[Table::Renewals, Table::Subscriptions]).collect();
    if main.is_empty() || main.iter().any(|(_, whole, _)| !whole) {
        return Vec::new();
    }
    of(&[Table::Accounts])
        .filter(|(_, whole, ids)| *whole && main.iter().all(|(.., others)| ids.is_disjoint(others)))
        .map(|(i, ..)| i)
        .collect()
}

/// Contracts with their ends of which many customers have several: the terms that ran out, and the next ones.
fn tells_next_terms(file: &DataFile, found: &Recognised) -> bool {
    let is_of_terms = found.table == Table::Subscriptions && found.has(Field::ContractEnd) && found.has(Field::StartDate);
    let Some(owner) = [Field::AccountId, Field::Account].into_iter().find_map(|field| found.column(field)).filter(|_| is_of_terms) else {
        return false;
    };
    let owners: std::collections::BTreeSet<&str> = file.values(owner).collect();
    file.values(owner).count() * 2 >= owners.len() * 3
}

/// Deals of which nothing tells which are renewals, where a better table stands beside them: one with due dates of its own, or
/// contracts with their ends.
fn pipelines(files: &[DataFile], found: &[Vec<Recognised>]) -> Vec<usize> {
    let first = |number: usize| found[number].first();
    let is_better = |recognised: &Recognised| match recognised.table {
        Table::Renewals => !recognised.is_lent,
        Table::Subscriptions => recognised.has(Field::ContractEnd),
        _ => false,
    };
    // Where contracts tell what came next, the day on which a deal was closed says nothing more of when it was due.
    let tell_next = (0..found.len()).any(|number| first(number).is_some_and(|found| tells_next_terms(&files[number], found)));
    let is_pipeline = |number: &usize| {
        first(*number).is_some_and(|found| {
            found.table == Table::Renewals && found.is_lent && (tell_next || !super::kinds::are_told(&files[*number], found))
        })
    };
    if (0..found.len()).filter_map(first).any(is_better) { (0..found.len()).filter(is_pipeline).collect() } else { Vec::new() }
}
