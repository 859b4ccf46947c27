//! Tables that are parted into files: what ran out in one, what became of it in another, and only an id or the customer's name in both.

mod lines;
mod shared_key;

use rustc_hash::{FxHashMap, FxHashSet};

use super::choose::Choice;
use super::choose::customers::comes_once;
use super::header::Heading;
use super::infer::loose_number;
use super::kinds::Kinds;
use super::mapping::{FileMapping, Mapping};
use super::pairs;
use super::recognise::profile::Profile;
use super::recognise::{Look, Recognised, Said, recognise};
use crate::compile::read::file::DataFile;
use crate::compile::read::file::joined::SharedKey;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::{BECAME, CONTRACTIONS, EXPANSIONS, Field, Table};
use crate::domain::text::{counted, fold};
use crate::error::Result;

/// A larger file is not held in memory to be joined.
const LARGEST: u64 = 64 << 20;

/// A file that was read into another one.
pub(crate) struct Joined {
    pub file: DataFile,
    /// In words.
    pub why: String,
}

/// What became of a file of which columns are read beside those of another one.
pub(crate) enum Brought {
    /// It is read with the other one, or left since the other tells the same: both would count every customer twice.
    Aside(Box<Joined>),
    /// It stays what it is, and a part of it is read beside the other one as well.
    Told(String),
}

/// Whether no file tells by itself what was due and what became of it. A list of what runs out does not, nor do deals of which only
/// the day of closing is known: both may stand beside what they lack.
pub(crate) fn is_wanted(files: &[DataFile], choices: &[Choice]) -> bool {
    let tells_alone = |file: &DataFile, found: &Recognised| match found.table {
        Table::Subscriptions => !runs_out(file, found),
        _ => is_whole(found) && !found.is_lent && !is_unpriced(found),
    };
    files.iter().zip(choices).all(|(file, choice)| match choice {
        Choice::Read { chosen, .. } => !tells_alone(file, chosen),
        Choice::Aside(_) => true,
    })
}

/// Joins files that are renewals only together; gives what became of those that were read into others.
pub(crate) fn join(files: &mut Vec<DataFile>, mapping: &Mapping) -> Result<Vec<Brought>> {
    let mut joined = Vec::new();
    while let Some(Pair { one, other, stays, why, both }) = next(files, mapping)? {
        files[one] = both;
        joined.push(if stays {
            Brought::Told(format!("Of {}, {why}", files[other].name()))
        } else {
            Brought::Aside(Box::new(Joined { file: files.remove(other), why }))
        });
    }
    Ok(joined)
}

/// Two files that are renewals together.
struct Pair {
    one: usize,
    other: usize,
    /// The other is a list of customers, and goes on telling who they are.
    stays: bool,
    why: String,
    both: DataFile,
}

/// A file, and what it is by itself.
struct Part<'f> {
    file: &'f DataFile,
    alone: Option<Recognised>,
}

impl<'f> Part<'f> {
    fn of(file: &'f DataFile) -> Self {
        Self { file, alone: look(file) }
    }

    fn is(&self, table: Table) -> bool {
        self.alone.as_ref().is_some_and(|alone| alone.table == table)
    }

    /// Renewals with what became of them.
    fn is_whole(&self) -> bool {
        self.alone.as_ref().is_some_and(is_whole)
    }

    fn is_lent(&self) -> bool {
        self.alone.as_ref().is_some_and(|alone| alone.is_lent)
    }

    /// It may be a part of a table of renewals: what was due, or what became of some of it.
    fn may_be_joined(&self) -> bool {
        self.alone.as_ref().is_none_or(|alone| match alone.table {
            Table::Renewals => !is_whole(alone) || alone.is_lent || is_unpriced(alone),
            Table::Subscriptions => runs_out(self.file, alone),
            Table::Reasons => true,
            _ => false,
        })
    }

    /// It may say more of rows in another file. New business and upsells stand among deals: whose contract one of them is beside, it
    /// says nothing of that contract.
    fn may_say_more(&self) -> bool {
        let tells_other_deals = |alone: &Recognised| alone.table == Table::Renewals && Kinds::of(self.file, alone).others > 0;
        (self.may_be_joined() || self.is(Table::Accounts)) && !self.alone.as_ref().is_some_and(tells_other_deals)
    }

    /// Why customers left is a table of its own beside renewals that tell what became of them.
    fn stands_apart_from(&self, other: &Self) -> bool {
        let is_apart = |reasons: &Self, renewals: &Self| reasons.is(Table::Reasons) && renewals.is_whole() && !renewals.is_lent();
        is_apart(self, other) || is_apart(other, self)
    }
}

/// The first two files that are renewals together and alone are not.
fn next(files: &[DataFile], mapping: &Mapping) -> Result<Option<Pair>> {
    let parts: Vec<Part<'_>> = files.iter().map(Part::of).collect();
    let said = |place: usize| mapping.file(files[place].name()).and_then(FileMapping::table);
    let may_be_due = |one: &usize| {
        let part = &parts[*one];
        part.may_be_joined() && !part.is_lent() && said(*one).is_none_or(|said| said == Table::Renewals)
    };
    for one in (0..files.len()).filter(may_be_due) {
        let may_say_more = |other: &usize| {
            let part = &parts[*other];
            *other != one && said(*other).is_none() && part.may_say_more() && !part.stands_apart_from(&parts[one])
        };
        for other in (0..files.len()).filter(may_say_more) {
            if let Some((why, both)) = joined(&parts[one], &parts[other])? {
                return Ok(Some(Pair { one, other, stays: parts[other].is(Table::Accounts), why, both }));
            }
        }
    }
    Ok(None)
}

/// A row for each customer's contract, and no other follows: what runs out, or what began.
pub(super) fn runs_out(file: &DataFile, found: &Recognised) -> bool {
    !found.has(Field::Date) && !file.is_wide() && comes_once(file, found)
}

/// Two files joined, where they are renewals so, with what is to be said of it.
fn joined(part: &Part<'_>, more: &Part<'_>) -> Result<Option<(String, DataFile)>> {
    let (one, other) = (part.file, more.file);
    if other.input.size > LARGEST || one.is_wide() || other.is_wide() || are_same(one, other) {
        return Ok(None);
    }
    let Some(shared) = shared_key::find(one, other) else { return summed(part, other) };
    let both = one.beside(other, shared, &added(one, more, shared))?;
    let Some(found) = look(&both).filter(|found| found.table == Table::Renewals && !found.is_lent) else { return Ok(None) };
    let (named, all) = matched(one, other, shared);
    let lists_some = !more.is(Table::Accounts) && tells_of_some(&found, one) && named * 10 >= all * 9;
    if !(is_told(part, &found) || lists_some) || !is_due_here(&found, one, named == all) || !are_decided_around(&both, &found) {
        return Ok(None);
    }
    let others =
        (named < all).then(|| format!("; {} none of them, and nothing is read of these", counted(all - named, "row names", "rows name")));
    let why =
        format!("its columns are read beside those of {}, by `{}`{}", both.name(), one.header[shared.mine], others.unwrap_or_default());
    Ok(Some((why, both)))
}

/// Deals joined with the sums of their lines, where they are renewals so, with what is to be said of it.
fn summed(part: &Part<'_>, lines: &DataFile) -> Result<Option<(String, DataFile)>> {
    let one = part.file;
    let Some((shared, both)) = lines::beside(one, lines)? else { return Ok(None) };
    let is_told = look(&both).is_some_and(|found| is_told(part, &found) && !found.is_lent);
    let sums = both.header[one.header.len()..].iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
    let why = format!(
        "what comes again of its lines is added up beside the rows of {}, by `{}`, as {sums}",
        both.name(),
        one.header[shared.mine]
    );
    Ok(is_told.then_some((why, both)))
}

/// Two files of one list, of two days or from two exports.
fn are_same(one: &DataFile, other: &DataFile) -> bool {
    let cores = |file: &DataFile| file.header.iter().map(|name| Heading::core_of(name)).collect::<FxHashSet<String>>();
    cores(one) == cores(other)
}

/// The columns that the other file adds: those which the first has not, and amounts of the same name that are others; of a list of
/// customers those from which nothing is read there.
fn added(one: &DataFile, more: &Part<'_>, shared: SharedKey) -> Vec<(usize, String)> {
    let (other, stem) = (more.file, more.file.stem());
    let accounts = more.alone.as_ref().filter(|_| more.is(Table::Accounts));
    let is_free = |column: &usize| accounts.is_none_or(|found| found.guesses.iter().all(|guess| guess.column != *column));
    let name = |column: usize| {
        let name = &other.header[column];
        match one.header.iter().position(|own| fold(own) == fold(name)) {
            None => Some(name.clone()),
            Some(own) => differ(one, own, other, column, shared).then(|| format!("{name} ({stem})")),
        }
    };
    (0..other.header.len())
        .filter(|column| *column != shared.theirs)
        .filter(is_free)
        .filter_map(|column| Some((column, name(column)?)))
        .collect()
}

/// Amounts of which some row has another one here than there.
fn differ(one: &DataFile, mine: usize, other: &DataFile, theirs: usize, shared: SharedKey) -> bool {
    let are_amounts = |file: &DataFile, column: usize| {
        let profile = Profile::of(file, column);
        profile.are_amounts() && !profile.are_dates()
    };
    if !are_amounts(one, mine) || !are_amounts(other, theirs) {
        return false;
    }
    let of = |file: &DataFile, key: usize, column: usize| {
        let row = |row: &Vec<String>| Some((shared.spelling.key(row.get(key)?)?, loose_number(row.get(column)?)?.to_bits()));
        file.sample.iter().filter_map(row).collect::<FxHashMap<String, u64>>()
    };
    let (ours, others) = (of(one, shared.mine, mine), of(other, shared.theirs, theirs));
    others.iter().any(|(key, amount)| ours.get(key).is_some_and(|own| own != amount))
}

/// How many rows of the other file name one of the first, of all that name one; as far as they were looked at.
fn matched(one: &DataFile, other: &DataFile, shared: SharedKey) -> (usize, usize) {
    let keys =
        |file: &DataFile, column: usize| file.values(column).filter_map(|value| shared.spelling.key(value)).collect::<FxHashSet<String>>();
    let (mine, theirs) = (keys(one, shared.mine), keys(other, shared.theirs));
    (theirs.intersection(&mine).count(), theirs.len())
}

/// The other file says of some rows what came after, and nothing of the rest: a list of what was signed, or of what was lost.
fn tells_of_some(found: &Recognised, one: &DataFile) -> bool {
    const SAYS: [Field; 4] = [Field::ArrAfter, Field::ClosedDate, Field::ReasonCode, Field::ArrChange];
    SAYS.iter().any(|field| found.column(*field).is_some_and(|column| column >= one.header.len()))
}

/// The day due stands in the first file: in the other, only rows that it has would be due.
fn is_due_here(found: &Recognised, one: &DataFile, all_are_named: bool) -> bool {
    found.column(Field::DueDate).is_some_and(|column| column < one.header.len()) || all_are_named
}

/// A contract that was renewed may show the end of the next term: then no decision is near the day due.
fn are_decided_around(both: &DataFile, found: &Recognised) -> bool {
    const FAR: i64 = 200;
    let Some((due, closed)) = found.column(Field::DueDate).zip(found.column(Field::ClosedDate)) else { return true };
    let (dues, closes) = (pairs::form(both, due), pairs::form(both, closed));
    let day = |form: &DateForm, row: &Vec<String>, column: usize| form.span(row.get(column)?.as_bytes()).map(|span| span.last);
    let days = both.sample.iter().filter_map(|row| Some((day(&dues, row, due)? - day(&closes, row, closed)?).num_days().abs()));
    let (all, near) = days.fold((0, 0), |(all, near), days| (all + 1, near + usize::from(days <= FAR)));
    near * 2 >= all
}

fn look(file: &DataFile) -> Option<Recognised> {
    recognise(&Look::at(file, &[]), &Said::default()).into_iter().next()
}

/// What the file lacked alone, it has in `found`: what became of its rows, or what they paid afterwards.
fn is_told(part: &Part<'_>, found: &Recognised) -> bool {
    is_whole(found) && (!is_unpriced(found) || !part.is_whole())
}

/// Renewals of which nothing says what was paid afterwards.
fn is_unpriced(found: &Recognised) -> bool {
    const PAID: [Field; 8] = [
        Field::ArrAfter,
        Field::ArrChange,
        Field::RelativeChange,
        Field::Amount,
        Field::NetPrice,
        Field::NetPerSeat,
        Field::Arr,
        Field::Mrr,
    ];
    is_whole(found) && !PAID.iter().chain(&EXPANSIONS).chain(&CONTRACTIONS).any(|field| found.has(*field))
}

/// Renewals with what became of them.
pub(crate) fn is_whole(found: &Recognised) -> bool {
    found.table == Table::Renewals && BECAME.iter().any(|field| found.has(*field))
}
