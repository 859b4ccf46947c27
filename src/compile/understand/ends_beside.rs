//! What customers pay in one file, as looks at a day each or as changes, and when their contracts end in another.

use chrono::{Days, NaiveDate};
use rustc_hash::{FxHashMap, FxHashSet};

use super::choose::Choice;
use super::header::Heading;
use super::infer::loose_number;
use super::joined::{Brought, Joined, runs_out};
use super::mapping::{FileMapping, Mapping};
use super::names::{self, Standing};
use super::pairs;
use super::recognise::Recognised;
use super::recognise::profile::Profile;
use crate::compile::read::file::DataFile;
use crate::compile::read::file::joined::SharedKey;
use crate::compile::read::values::spelling::Spelling;
use crate::compile::schema::{BECAME, Field, Table};
use crate::error::Result;

/// A larger file is not held in memory.
const LARGEST: u64 = 64 << 20;
/// How the column of contract ends is called.
const END: &str = "Contract end";
/// Of a hundred customers whose contracts end so many must be looked at.
const NEARLY_ALL: usize = 95;
/// Whoever is there so many days after an end went on.
const AFTER: u64 = 31;

/// A file of what customers pay, and one of the days on which their contracts end.
struct Both<'c> {
    looks: usize,
    look: &'c Recognised,
    ends: usize,
    /// What the second is taken for, if it is taken for anything.
    end: Option<&'c Recognised>,
    /// The day on which a contract ends.
    due: usize,
    shared: SharedKey,
}

/// Brings such files together.
pub(crate) fn settle(files: &mut Vec<DataFile>, choices: &[Choice], mapping: &Mapping) -> Result<Option<Brought>> {
    let Some(both) = find(files, choices, mapping) else { return Ok(None) };
    let Both { looks, ends, due, shared, .. } = both;
    let tells_contracts = both.end.is_some_and(|end| end.table == Table::Subscriptions && paid(end));
    let tells_terms = tells_contracts && both.end.is_some_and(|end| !runs_out(&files[ends], end));
    if !tells_terms && let Some(days) = days_of(files, &both)? {
        let day = both.look.column(Field::Date).unwrap_or_default();
        let name = files[looks].name().to_owned();
        let why = format!("read beside the rows of {name}, by `{}`, as `{END}`", files[looks].header[shared.mine]);
        files[looks] = files[looks].with_days(day, shared, END, days);
        let is_more = both.end.is_some_and(|end| end.table == Table::Accounts);
        return Ok(Some(if is_more {
            Brought::Told(format!("`{}` of {} is {why}", files[ends].header[due], files[ends].name()))
        } else {
            Brought::Aside(Box::new(Joined { why: format!("its days are {why}"), file: files.remove(ends) }))
        }));
    }
    Ok(tells_contracts.then(|| {
        let why = format!("{} tells of the same customers, and reading both would count them twice", files[ends].name());
        Brought::Aside(Box::new(Joined { file: files.remove(looks), why }))
    }))
}

/// The ends of each customer's contracts, where the other file looks at nearly all of these customers, and often enough.
fn days_of(files: &[DataFile], both: &Both<'_>) -> Result<Option<FxHashMap<String, Vec<NaiveDate>>>> {
    let Both { looks, look, ends, due, shared, .. } = both;
    let Some(day) = look.column(Field::Date) else { return Ok(None) };
    let days = files[*ends].days_by(shared.theirs, shared.spelling, *due)?;
    let looked = Looked::of(&files[*looks], look, *shared, day)?;
    let Some((first, last)) = looked.first.zip(looked.last).filter(|(first, last)| first < last) else { return Ok(None) };
    let known = |(customer, days): &(&String, &Vec<NaiveDate>)| looked.customers.contains(*customer) || days.iter().all(|day| *day < first);
    let is_past = |(_, days): &(&String, &Vec<NaiveDate>)| days.iter().any(|day| first <= *day && *day + Days::new(AFTER) < last);
    let past: Vec<_> = days.iter().filter(is_past).collect();
    // Where the next end alone is told, nobody whose end has passed is there.
    let went_on = past.iter().filter(|(customer, _)| looked.there.contains(*customer)).count();
    let are_told = days.iter().filter(known).count() * 100 >= days.len() * NEARLY_ALL && !past.is_empty() && went_on * 2 >= past.len();
    let is_new = !files[*looks].header.iter().any(|name| name == END);
    Ok((are_told && is_new).then_some(days))
}

/// Who is looked at, and who is there still.
#[derive(Default)]
struct Looked {
    customers: FxHashSet<String>,
    /// Of a file of looks those who pay something at the last one; of one of changes those whose changes add up to something.
    there: FxHashSet<String>,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
}

impl Looked {
    fn of(file: &DataFile, found: &Recognised, shared: SharedKey, day: usize) -> Result<Self> {
        let Some((amount, are_changes)) = amount(found) else { return Ok(Self::default()) };
        let form = pairs::form(file, day);
        let rows = file.values_by(shared.mine, shared.spelling, &[(day, String::new()), (amount, String::new())])?;
        let read = |row: &Vec<Vec<u8>>| {
            let paid = loose_number(&String::from_utf8_lossy(&row[1])).unwrap_or_default();
            Some((form.span(&row[0])?.last, paid))
        };
        let rows: FxHashMap<String, Vec<(NaiveDate, f64)>> =
            rows.into_iter().map(|(customer, rows)| (customer, rows.iter().filter_map(read).collect())).collect();
        let days = || rows.values().flatten().map(|(day, _)| *day);
        let (first, last) = (days().min(), days().max());
        let is_there = |rows: &Vec<(NaiveDate, f64)>| {
            let of_last = rows.iter().filter(|(day, _)| are_changes || Some(*day) == last);
            of_last.map(|(_, paid)| paid).sum::<f64>() > 0.0
        };
        let there = rows.iter().filter(|(_, rows)| is_there(rows)).map(|(customer, _)| customer.clone()).collect();
        Ok(Self { there, first, last, customers: rows.into_keys().collect() })
    }
}

fn find<'c>(files: &[DataFile], choices: &'c [Choice], mapping: &Mapping) -> Option<Both<'c>> {
    let is_free =
        |place: usize| mapping.file(files[place].name()).and_then(FileMapping::table).is_none() && files[place].input.size <= LARGEST;
    let of = |place: usize| match &choices[place] {
        Choice::Read { chosen, .. } => Some(chosen),
        Choice::Aside(_) => None,
    };
    let all = || (0..files.len()).filter(|place| is_free(*place));
    let looks: Vec<usize> = all().filter(|place| of(*place).is_some_and(are_looks)).collect();
    let ends: Vec<(usize, usize)> = all().filter_map(|place| Some((place, day_of_end(&files[place], of(place))?))).collect();
    let ([looks], [(ends, due)]) = (&looks[..], &ends[..]) else { return None };
    let (look, end) = (of(*looks)?, of(*ends));
    let shared = shared(&files[*looks], look, &files[*ends], end)?;
    Some(Both { looks: *looks, look, ends: *ends, end, due: *due, shared })
}

/// What customers had on a day, or what it changed by, without the ends of their contracts.
fn are_looks(found: &Recognised) -> bool {
    let says_when = [Field::ContractEnd, Field::StartDate].iter().any(|field| found.has(*field));
    found.table == Table::Subscriptions && found.has(Field::Date) && !says_when && amount(found).is_some()
}

/// The column of what was paid, and whether it holds changes.
fn amount(found: &Recognised) -> Option<(usize, bool)> {
    let of = |fields: [Field; 3]| fields.into_iter().find_map(|field| found.column(field));
    let changes = [Field::ArrChange, Field::MrrChange].into_iter().find_map(|field| found.column(field));
    of([Field::Arr, Field::Mrr, Field::Amount]).map(|column| (column, false)).or_else(|| Some((changes?, true)))
}

/// The column of days on which contracts end, in a file that says nothing of what became of them.
fn day_of_end(file: &DataFile, found: Option<&Recognised>) -> Option<usize> {
    match found {
        Some(found) if found.table == Table::Subscriptions => found.column(Field::ContractEnd).filter(|_| !found.has(Field::Date)),
        Some(found) if found.table == Table::Renewals => {
            found.column(Field::DueDate).filter(|_| !BECAME.iter().any(|field| found.has(*field)))
        }
        Some(found) if found.table != Table::Accounts => None,
        _ => (0..file.header.len()).find(|column| {
            let heading = Heading::of(&file.header[*column]);
            let is_called = |field: Field| names::standing(&heading, field) >= Some(Standing::Likely);
            (is_called(Field::DueDate) || is_called(Field::ContractEnd)) && Profile::of(file, *column).are_dates()
        }),
    }
}

fn paid(found: &Recognised) -> bool {
    amount(found).is_some()
}

/// The customers of both files, where most of one stand in the other.
fn shared(looks: &DataFile, found: &Recognised, ends: &DataFile, other: Option<&Recognised>) -> Option<SharedKey> {
    let keys =
        |file: &DataFile, column: usize| file.values(column).filter_map(|value| Spelling::Folded.key(value)).collect::<FxHashSet<String>>();
    let of_ends = |field: Field| {
        let is_called = move |column: &usize| names::standing(&Heading::of(&ends.header[*column]), field) == Some(Standing::Sure);
        other.and_then(|other| other.column(field)).into_iter().chain((0..ends.header.len()).filter(is_called))
    };
    let fields = [Field::AccountId, Field::Account];
    let pairs = fields
        .into_iter()
        .filter_map(|field| found.column(field))
        .flat_map(|mine| fields.into_iter().flat_map(of_ends).map(move |theirs| (mine, theirs)).collect::<Vec<_>>());
    pairs.into_iter().find_map(|(mine, theirs)| {
        let (a, b) = (keys(looks, mine), keys(ends, theirs));
        (a.intersection(&b).count() * 2 > a.len().min(b.len())).then_some(SharedKey { mine, theirs, spelling: Spelling::Folded })
    })
}
