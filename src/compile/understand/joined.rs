//! Tables that are parted into files: the deals in one, what became of them in another, and only an id or the customer's name in both.

use super::header::Heading;
use super::mapping::{FileMapping, Mapping};
use super::names::{self, Standing};
use super::recognise::profile::{Profile, are_running_numbers, folded};
use super::recognise::{Look, Recognised, Said, recognise};
use crate::compile::read::file::DataFile;
use crate::compile::schema::{BECAME, Field, Table};
use crate::error::Result;

/// A larger file is not held in memory to be joined.
const LARGEST: u64 = 64 << 20;

/// A file that was read into another one.
pub(crate) struct Joined {
    pub file: DataFile,
    /// In words.
    pub why: String,
}

/// Joins files that are renewals only together; gives those that were read into others.
pub(crate) fn join(files: &mut Vec<DataFile>, mapping: &Mapping) -> Result<Vec<Joined>> {
    let mut joined = Vec::new();
    while let Some(Pair { one, other, key, both }) = next(files, mapping)? {
        let why = format!("its columns are read beside those of {}, by `{key}`", both.name());
        files[one] = both;
        joined.push(Joined { file: files.remove(other), why });
    }
    Ok(joined)
}

/// Two files that are renewals together.
struct Pair {
    one: usize,
    other: usize,
    key: String,
    both: DataFile,
}

/// The first two files that are renewals together and alone are not.
fn next(files: &[DataFile], mapping: &Mapping) -> Result<Option<Pair>> {
    let alone: Vec<Option<Recognised>> = files.iter().map(look).collect();
    let table = |place: usize| mapping.file(files[place].name()).and_then(FileMapping::table);
    let may_be_deals = |one: &usize| alone[*one].as_ref().is_none_or(|found| found.table == Table::Renewals && !is_whole(found));
    for one in (0..files.len()).filter(may_be_deals).filter(|one| table(*one).is_none_or(|said| said == Table::Renewals)) {
        for other in (0..files.len()).filter(|other| *other != one && alone[*other].is_none() && table(*other).is_none()) {
            if let Some((key, both)) = joined(&files[one], &files[other])? {
                return Ok(Some(Pair { one, other, key, both }));
            }
        }
    }
    Ok(None)
}

/// Two files joined, where they are renewals so, with the name of the key.
fn joined(one: &DataFile, other: &DataFile) -> Result<Option<(String, DataFile)>> {
    let is_small = other.input.size <= LARGEST && !one.is_wide() && !other.is_wide();
    let Some((mine, theirs)) = shared_key(one, other).filter(|_| is_small) else { return Ok(None) };
    let both = one.beside(mine, other, theirs)?;
    let is_found = look(&both).is_some_and(|found| is_whole(&found));
    Ok(is_found.then(|| (one.header[mine].clone(), both)))
}

fn look(file: &DataFile) -> Option<Recognised> {
    recognise(&Look::at(file, &[]), &Said::default()).into_iter().next()
}

/// Renewals with what became of them.
pub(crate) fn is_whole(found: &Recognised) -> bool {
    found.table == Table::Renewals && BECAME.iter().any(|field| found.has(*field))
}

/// A column of the same name that names the rows of each file, and mostly the same ones.
fn shared_key(one: &DataFile, other: &DataFile) -> Option<(usize, usize)> {
    let keys = |file: &DataFile| {
        let is_key = |column: &usize| {
            let heading = Heading::of(&file.header[*column]);
            let is_customer = || names::standing(&heading, Field::Account) == Some(Standing::Sure);
            let is_name = ["id", "number", "key"].iter().any(|end| heading.core.ends_with(end)) || is_customer();
            // What is called otherwise names rows where it is too long to be a running number.
            let values = folded(file, *column);
            let names_rows =
                is_name || (!are_running_numbers(&values) && values.iter().all(|value| value.bytes().any(|b| b.is_ascii_digit())));
            names_rows && Profile::of(file, *column).is_key()
        };
        (0..file.header.len()).filter(is_key).collect::<Vec<usize>>()
    };
    let core = |file: &DataFile, column: usize| Heading::core_of(&file.header[column]);
    let theirs = keys(other);
    keys(one).into_iter().find_map(|mine| {
        let same = theirs.iter().copied().find(|theirs| core(other, *theirs) == core(one, mine))?;
        let (a, b) = (folded(one, mine), folded(other, same));
        (a.intersection(&b).count() * 2 > a.len().min(b.len())).then_some((mine, same))
    })
}
