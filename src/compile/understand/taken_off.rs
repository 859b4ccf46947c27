//! Amounts that are more than what is paid again: totals with a part that comes once, list prices beside a discount.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::compile::read::columns::{Origin, TakenOff};
use crate::compile::read::file::DataFile;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::tongues;
use crate::compile::understand::header::{Heading, Side};
use crate::compile::understand::infer::{Evidence, PercentEvidence, loose_number};
use crate::compile::understand::mapping::FileMapping;
use crate::compile::understand::names;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::text::bare;

/// What contracts are paid by.
const AMOUNTS: [Field; 5] = [Field::ArrBefore, Field::ArrAfter, Field::Arr, Field::Mrr, Field::Amount];

/// Columns whose sums are looked at; a sum of more parts is none that somebody wrote.
const MOST_PARTS: usize = 8;
/// Rows that are looked at.
const MOST_ROWS: usize = 400;
/// Fewer rows of several parts may be a sum by chance.
const FEWEST: usize = 3;
/// Amounts are the same to the cent.
const CENT: f64 = 0.006;

/// What an amount holds beside what is paid again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Surplus {
    pub field: Field,
    /// The column of the amounts.
    pub of: usize,
    pub off: Vec<usize>,
    pub why: Why,
    /// Names and rows tell it; else it is asked.
    pub is_told: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The amount is a sum, and these parts of it come once.
    Once,
    /// It is what was asked before a discount.
    Discount,
}

/// All of a table, but for columns that a person said something of.
pub(crate) fn found(table: &TableFile, said: &FileMapping) -> Vec<Surplus> {
    let amount = |field: Field| match table.columns.get(field)?.origin {
        Origin::Column(column) if !said.columns.contains_key(&table.file.header[column]) => Some((field, column)),
        _ => None,
    };
    let amounts: Vec<(Field, usize)> = AMOUNTS.into_iter().filter_map(amount).collect();
    let of = |(field, of): (Field, usize)| of_parts(table, field, of).or_else(|| of_discount(table, field, of, amounts.len()));
    amounts.iter().filter_map(|amount| of(*amount)).collect()
}

/// The column `of` is the sum of several others, some of which come once by their names.
fn of_parts(table: &TableFile, field: Field, of: usize) -> Option<Surplus> {
    let file = &table.file;
    // A total is more than a credit that stands beside what is left of it.
    let once = |column: usize| comes_once(&file.header[column]).filter(|_| !gives_back(&file.header[column]));
    if (0..file.header.len()).all(|column| once(column).is_none()) {
        return None;
    }
    let numbers = |column: usize| -> Vec<f64> { rows(file).map(|row| number(row, column)).collect() };
    let whole = numbers(of);
    // A part stands in no row where the whole does not, and others stand beside it.
    let is_part = |column: &usize| {
        let is_amount = || {
            let profile = Profile::of(file, *column);
            profile.are_amounts() && !profile.are_dates()
        };
        *column != of && is_amount() && numbers(*column).iter().zip(&whole).all(|(part, whole)| *part == 0.0 || *whole != 0.0)
    };
    let columns: Vec<usize> = (0..file.header.len()).filter(is_part).collect();
    if columns.len() > MOST_PARTS || columns.iter().all(|column| once(*column).is_none()) {
        return None;
    }
    let parts: Vec<Vec<f64>> = columns.iter().map(|column| numbers(*column)).collect();
    let chosen = |set: u32| (0..columns.len()).filter(move |at| set >> at & 1 == 1);
    let is_sum = |set: u32| {
        let is_so = |row: usize| (chosen(set).map(|at| parts[at][row]).sum::<f64>() - whole[row]).abs() < CENT;
        let stands: Vec<usize> = (0..whole.len()).filter(|row| whole[*row] != 0.0).collect();
        let several = stands.iter().filter(|row| chosen(set).filter(|at| parts[*at][**row] != 0.0).count() > 1).count();
        several >= FEWEST && stands.iter().filter(|row| is_so(**row)).count() * 100 >= stands.len() * 95
    };
    let sets = (1..1_u32 << columns.len()).filter(|set| set.count_ones() > 1);
    let set = sets.filter(|set| is_sum(*set)).min_by_key(|set| set.count_ones())?;
    let (off, kept): (Vec<usize>, Vec<usize>) = chosen(set).partition(|at| once(columns[*at]).is_some());
    if off.is_empty() || kept.is_empty() {
        return None;
    }
    let is_again = kept.iter().any(|at| says_again(&file.header[columns[*at]]));
    let is_rare = |at: &usize| parts[*at].iter().zip(&whole).any(|(part, whole)| *part == 0.0 && *whole != 0.0);
    // What is called a year's amount is none of what comes once, unless its parts say so as plainly.
    let is_year = [Field::ArrBefore, Field::ArrAfter, Field::Arr, Field::Mrr]
        .into_iter()
        .any(|field| names::standing(&Heading::of(&file.header[of]), field).is_some() && says_again(&file.header[of]));
    let is_told = off.iter().all(|at| is_again || !is_year && (once(columns[*at]) == Some(true) || is_rare(at)));
    Some(Surplus { field, of, off: off.into_iter().map(|at| columns[at]).collect(), why: Why::Once, is_told })
}

/// Whether a name says that something comes once; `Some(false)` where such things only mostly do.
fn comes_once(name: &str) -> Option<bool> {
    let parts: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let phrases = || (1..=3).flat_map(|length| parts.windows(length).map(|words| words.join(" ")));
    if phrases().any(|words| words::recurs(&words) == Some(false) && words::flag(&words).is_none()) {
        return Some(true);
    }
    let says_again = Heading::of(name).period.is_some() || says_again(name);
    (!says_again && phrases().any(|words| words::hardly_recurs(&words))).then_some(false)
}

/// It is called after what customers get, and not after what they pay.
fn gives_back(name: &str) -> bool {
    static GIVEN: LazyLock<FxHashSet<String>> = LazyLock::new(|| telling("given"));
    name.split(|c: char| !c.is_alphanumeric()).any(|word| GIVEN.contains(&bare(word)))
}

/// A word of the name, or the period that it tells, says that it is paid again.
fn says_again(name: &str) -> bool {
    let says = |word: &str| words::recurs(word) == Some(true) && words::flag(word).is_none();
    Heading::of(name).period.is_some() || name.split(|c: char| !c.is_alphanumeric()).any(says)
}

/// A discount stands beside what is called a list price, or a price.
fn of_discount(table: &TableFile, field: Field, of: usize, amounts: usize) -> Option<Surplus> {
    let file = &table.file;
    let heading = Heading::of(&file.header[of]);
    let is_list = [Field::ListPrice, Field::ListPerSeat].into_iter().any(|list| names::standing(&heading, list).is_some());
    if !is_list && !names_price(&heading) {
        return None;
    }
    let is_its_own = |column: usize| match (side(field), Heading::of(&file.header[column]).side) {
        (Some(own), Some(other)) => own == other,
        (Some(_), None) => amounts == 1,
        (None, _) => true,
    };
    let is_discount = |column: &usize| {
        *column != of && names_discount(&file.header[*column]) && is_its_own(*column) && may_be_taken_off(file, of, *column)
    };
    let mut columns = (0..file.header.len()).filter(is_discount);
    // Of several nobody knows which are of which.
    let (Some(only), None) = (columns.next(), columns.next()) else { return None };
    Some(Surplus { field, of, off: vec![only], why: Why::Discount, is_told: is_list })
}

fn side(field: Field) -> Option<Side> {
    match field {
        Field::ArrBefore => Some(Side::Before),
        Field::ArrAfter => Some(Side::After),
        _ => None,
    }
}

/// A price may be one before a discount, as an `ARR` is not.
fn names_price(heading: &Heading) -> bool {
    const PRICES: [&str; 10] = ["price", "preis", "prix", "precio", "preco", "prezzo", "prijs", "pris", "価格", "料金"];
    let is_net = [Field::NetPrice, Field::NetPerSeat].into_iter().any(|net| names::standing(heading, net).is_some());
    !is_net && PRICES.iter().any(|price| heading.core.contains(price))
}

fn names_discount(name: &str) -> bool {
    static DISCOUNT: LazyLock<FxHashSet<String>> = LazyLock::new(|| telling("discount"));
    name.split(|c: char| !c.is_alphanumeric()).any(|word| DISCOUNT.contains(&bare(word)))
}

fn telling(key: &'static str) -> FxHashSet<String> {
    tongues::words("telling", key).map(bare).collect()
}

/// Shares that leave something, or amounts that are below those beside them, and some of either.
fn may_be_taken_off(file: &DataFile, of: usize, column: usize) -> bool {
    const SHARES: RangeInclusive<f64> = 0.0..=100.0;
    let share = taken_off(file, column).share;
    let fits = |row: &Vec<String>| {
        let (whole, part) = (number(row, of), number(row, column).abs());
        if share.is_some() { SHARES.contains(&part) } else { part <= whole.abs() }
    };
    rows(file).any(|row| number(row, column) != 0.0) && rows(file).all(fits)
}

/// How a column is taken off: it holds shares where its name or a sign says so, or where all its numbers may be such beside amounts that
/// are far above a hundred.
pub(crate) fn taken_off(file: &DataFile, column: usize) -> TakenOff {
    let name = file.header[column].clone();
    let is_signed = file.values(column).any(|value| value.trim_end().ends_with('%'));
    let is_discount = names_discount(&name);
    let are_small = || is_discount && file.values(column).filter_map(loose_number).all(|number| number.abs() <= 100.0);
    let mut evidence = PercentEvidence::default();
    file.values(column).for_each(|value| evidence.see(value));
    let share = (is_signed || Heading::of(&name).percent || are_small()).then(|| evidence.form());
    TakenOff { column, name, share, is_discount }
}

fn rows(file: &DataFile) -> impl Iterator<Item = &Vec<String>> {
    file.sample.iter().take(MOST_ROWS)
}

/// The size of what stands there; nothing where there is no amount.
fn number(row: &[String], column: usize) -> f64 {
    let value = row.get(column).map_or("", |value| value.trim().trim_end_matches(['%', ' ']));
    loose_number(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_that_something_comes_once_or_mostly_does() {
        for name in ["Hardware (one-off)", "Implementation fee, one time", "one_time_fee", "Einmalig"] {
            assert_eq!(comes_once(name), Some(true), "{name}");
        }
        for name in ["overage_billed", "Hardware", "Setup", "Professional services", "Usage charges"] {
            assert_eq!(comes_once(name), Some(false), "{name}");
        }
        for name in ["License fee p.a.", "Support", "Managed services ARR", "annual_commit", "Add-on ARR", "Seats"] {
            assert_eq!(comes_once(name), None, "{name}");
        }
    }

    #[test]
    fn a_discount_is_called_so_in_many_languages() {
        for name in ["Discount", "discount_pct", "Rabatt in %", "Remise", "Descuento (%)"] {
            assert!(names_discount(name), "{name}");
        }
        for name in ["Discounted price", "Net", "Counted"] {
            assert!(!names_discount(name), "{name}");
        }
    }
}
