//! Names that mean a field in one table and not in another.

use rustc_hash::FxHashSet;

use super::amounts;
use super::score::{Look, SURE, name_score};
use crate::compile::read::file::DataFile;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::header::{Side, units};
use crate::compile::understand::infer;
use crate::compile::understand::names::{self, Standing};
use crate::compile::understand::pairs;

/// Names of a change in ARR that other things have as well: with the kinds of change beside them, they are believed.
const PLAIN: [&str; 3] = ["delta", "movement", "amount"];

/// What a month's recurring revenue is called where nothing else is said of it.
const MONTHLY: [&str; 2] = ["mrr", "monthlyrecurringrevenue"];

/// Days from 1982 to 2064, as spreadsheets count them.
const SPREADSHEET_DAYS: std::ops::RangeInclusive<f64> = 30_000.0..=60_000.0;

/// Whether a column of this name cannot be `field` of `table`, whatever its values are.
pub(crate) fn is_misplaced(look: &Look<'_>, column: usize, table: Table, field: Field) -> bool {
    let core = look.headings[column].core.as_str();
    match (table, field) {
        (_, field) if field.is_period() => !are_periods(look, column, field),
        (_, Field::UpliftContract | Field::UpliftApplied) => are_no_shares(look.file, column),
        (_, Field::Unit) => !units::are_by_row(look.file, column),
        (_, Field::RelativeChange) => !are_shares(look, column),
        (_, Field::TermMonths | Field::TermBefore) => are_no_months(look.file, column),
        (_, Field::Recurring) => look.file.values(column).any(|value| !words::is_of_recurring(value)),
        // The end of the next term is no day on which this one was due, or somebody left.
        (Table::Renewals, Field::DueDate | Field::LossDate) if look.headings[column].side == Some(Side::After) => true,
        (Table::Renewals, Field::ArrBefore | Field::ArrAfter | Field::Amount) if is_planned(look, column, field) => true,
        (Table::Renewals, Field::DueDate) | (Table::Subscriptions, Field::ContractEnd) if is_day_of_payment(look, column) => true,
        (Table::Renewals, Field::ClosedDate | Field::DueDate) => are_no_days(look, column),
        // The day of a loss is no day on which somebody looked at a customer: who goes on has none.
        (Table::Subscriptions, Field::Date) => core.contains("churn") || core.contains("cancel"),
        (Table::Subscriptions, Field::MovementType) => !look.are_movements(column),
        // Beside an ARR it says the same once more.
        (Table::Renewals, Field::Amount) if MONTHLY.contains(&core) => has_arr(look, column),
        (Table::Subscriptions, Field::Amount) => has_movements(look, column) || !tells_what_it_covers(look, column),
        // An end that those who go on have as well is their contract's.
        (_, Field::LossDate) => look.profiles[column].fill() >= 1.0 && look.profiles[column].rows > 1,
        (_, Field::ArrChange | Field::MrrChange) if are_shares(look, column) => true,
        (_, Field::ArrChange) if PLAIN.contains(&core) => table != Table::Subscriptions || !has_movements(look, column),
        _ => false,
    }
}

/// A word of the heading says that it was planned or weighed, and the whole is no sure name of the field.
fn is_planned(look: &Look<'_>, column: usize, field: Field) -> bool {
    amounts::is_no_side(&look.file.header[column]) && names::standing(&look.headings[column], field) != Some(Standing::Sure)
}

/// Most values say how often something is billed, or what an amount covers; or its name does, and they are few words or small numbers
/// that nobody understands: what they mean is asked.
fn are_periods(look: &Look<'_>, column: usize, field: Field) -> bool {
    let all = || look.file.values(column);
    let known = all().filter(|value| words::period(value).is_some()).count();
    let is_named = name_score(&look.file.header[column], &look.headings[column], field) >= SURE;
    let profile = &look.profiles[column];
    let are_few = || profile.different <= MOST_PERIODS && profile.different < profile.filled && !profile.are_dates() && all().all(is_short);
    known * 2 > all().count() || is_named && all().next().is_some() && are_few()
}

/// Ways to be billed of which a list has no more.
const MOST_PERIODS: usize = 12;

/// No number is that of a year or an amount.
fn is_short(value: &str) -> bool {
    value.chars().filter(char::is_ascii_digit).count() <= 3 && value.chars().count() <= 40
}

/// Bare numbers of which many are those of no day that a spreadsheet would count in a contract's life, beside days written as such:
/// what something was renewed or closed at is an amount.
fn are_no_days(look: &Look<'_>, column: usize) -> bool {
    let small = || look.file.values(column).filter_map(infer::loose_number).filter(|number| (1.0..1e7).contains(number));
    let strange = small().filter(|number| !SPREADSHEET_DAYS.contains(number)).count();
    let has_days = (0..look.profiles.len()).any(|other| other != column && look.profiles[other].are_dates());
    let profile = &look.profiles[column];
    has_days && profile.are_amounts() && !profile.are_dates() && strange * 5 > small().count()
}

/// The day by which an invoice is to be paid: so many days after the invoice, the same for nearly all. Contracts end otherwise, and what
/// is called after them is none.
fn is_day_of_payment(look: &Look<'_>, column: usize) -> bool {
    /// Longer terms of payment are rare, and so are more of them than so many in one list.
    const LONGEST: i64 = 95;
    const MOST_TERMS: usize = 4;
    const SHORTEST: i64 = 5;
    const FEWEST: usize = 12;
    let heading = &look.headings[column];
    let is_due =
        names::standing(heading, Field::DueDate) >= Some(Standing::Likely) && !OF_CONTRACTS.iter().any(|word| heading.core.contains(word));
    if !is_due || !look.profiles[column].are_dates() {
        return false;
    }
    let due = pairs::form(look.file, column);
    let is_issued = |other: usize| {
        let issued = pairs::form(look.file, other);
        let day = |row: &Vec<String>, column: usize, form: &DateForm| Some(form.span(row.get(column)?.as_bytes())?.first);
        let days = look.file.sample.iter().filter_map(|row| Some((day(row, column, &due)? - day(row, other, &issued)?).num_days()));
        let days: Vec<i64> = days.collect();
        let different: FxHashSet<i64> = days.iter().copied().collect();
        days.len() >= FEWEST && different.len() <= MOST_TERMS && days.iter().all(|days| (SHORTEST..=LONGEST).contains(days))
    };
    let may_be_issued = |other: &usize| {
        let core = &look.headings[*other].core;
        let is_decision = look.score(*other, Field::ClosedDate) > 0.6 * SURE;
        *other != column && look.profiles[*other].are_dates() && !is_decision && !core.contains("notice") && !core.contains("renew")
    };
    (0..look.headings.len()).filter(may_be_issued).any(is_issued)
}

/// Words of contracts in the names of days on which something is due.
const OF_CONTRACTS: [&str; 8] = ["renew", "contract", "end", "expir", "term", "vertrag", "contrat", "verlang"];

/// What something changed by in per cent, and not in money: its heading or its values say so, or nothing falls by more than a hundred, and
/// what was lost by exactly that.
fn are_shares(look: &Look<'_>, column: usize) -> bool {
    let numbers = || look.file.values(column).map(|value| value.trim().trim_end_matches('%').trim_end()).filter_map(infer::loose_number);
    let are_small = numbers().all(|number| (-100.0..=1000.0).contains(&number)) && numbers().any(|number| number != 0.0);
    let is_said = look.headings[column].percent || look.file.values(column).all(|value| value.trim_end().ends_with('%'));
    let all_lost = numbers().filter(|number| *number == -100.0).count() > 1;
    are_small && (is_said || all_lost)
}

/// Most numbers are larger than anything that is added in per cent: they are amounts.
fn are_no_shares(file: &DataFile, column: usize) -> bool {
    let numbers = || file.values(column).filter_map(infer::loose_number).filter(|number| *number != 0.0);
    numbers().filter(|number| number.abs() > 100.0).count() * 2 > numbers().count()
}

/// Most numbers are those of more months than anybody signs for.
fn are_no_months(file: &DataFile, column: usize) -> bool {
    const MOST_MONTHS: f64 = 600.0;
    let numbers = || file.values(column).filter_map(infer::loose_number).filter(|number| *number != 0.0);
    numbers().filter(|number| *number > MOST_MONTHS).count() * 2 > numbers().count()
}

/// Some other column tells what a contract was worth in a year.
fn has_arr(look: &Look<'_>, column: usize) -> bool {
    let others = (0..look.headings.len()).filter(|other| *other != column);
    let tells = |other: usize| [Field::ArrBefore, Field::ArrAfter, Field::Arr].into_iter().any(|field| look.score(other, field) > 0.0);
    others.into_iter().any(tells)
}

/// Kinds of change stand in some other column.
fn has_movements(look: &Look<'_>, column: usize) -> bool {
    (0..look.headings.len()).any(|other| other != column && look.are_movements(other))
}

/// A plain amount beside a customer and a day may be a payment: it is what a contract is worth where a start, an end or a period
/// stands beside it.
fn tells_what_it_covers(look: &Look<'_>, column: usize) -> bool {
    let others = || (0..look.headings.len()).filter(|other| *other != column);
    let beside = [Field::StartDate, Field::ContractEnd, Field::LossDate, Field::Period];
    look.file.is_wide()
        || look.headings[column].period.is_some()
        || others().any(|other| beside.iter().any(|field| look.score(other, *field) > 0.0))
}
