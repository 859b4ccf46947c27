//! Deals whose amounts stand in a file of their own, as several lines of products each: what comes again is added up beside the deal.

use rustc_hash::FxHashMap;

use super::shared_key;
use crate::compile::read::file::DataFile;
use crate::compile::read::file::joined::SharedKey;
use crate::compile::read::values::amount::AmountForm;
use crate::compile::read::values::words;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::{AmountEvidence, Evidence};
use crate::compile::understand::names;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::money::Money;
use crate::error::Result;

/// How the column of sums is called.
const AMOUNT: &str = "Amount";

/// The columns of a file of lines.
struct Lines {
    shared: SharedKey,
    amount: usize,
    /// Whose words say whether a line comes again, or how often it is paid.
    says: Option<usize>,
}

/// What the lines of a deal come to.
#[derive(Default)]
struct Sum {
    /// Of those that come again; of others alone nothing is known.
    money: Option<Money>,
    /// What the lines that come again say of it.
    says: Option<String>,
}

/// `one` with the sums of its lines in `other`, and by which columns; `None` where these are no lines, or a part of them may count or not.
pub(super) fn beside(one: &DataFile, other: &DataFile) -> Result<Option<(SharedKey, DataFile)>> {
    let Some(lines) = find(one, other) else { return Ok(None) };
    let Lines { shared, amount, says } = lines;
    let columns: Vec<(usize, String)> = std::iter::once(amount).chain(says).map(|column| (column, String::new())).collect();
    let Some(form) = form(other, amount) else { return Ok(None) };
    let rows = other.values_by(shared.theirs, shared.spelling, &columns)?;
    let sums: Option<FxHashMap<String, Vec<Vec<u8>>>> =
        rows.into_iter().map(|(key, rows)| Some((key, sum(form, &rows)?.cells(says.is_some())))).collect();
    // What its lines are called, a net price or a total, is no name of what a deal comes to.
    let names = std::iter::once(AMOUNT.to_owned()).chain(says.map(|column| other.header[column].clone())).collect();
    Ok(sums.map(|sums| (shared, one.beside_values(shared, names, sums))))
}

fn find(one: &DataFile, other: &DataFile) -> Option<Lines> {
    let shared = shared_key::find_lines(one, other)?;
    let mut amounts = (0..other.header.len()).filter(|column| is_amount(other, *column));
    let amount = amounts.next()?;
    let says = (0..other.header.len()).filter(|column| *column != shared.theirs).find(|column| tells_kind(other, *column));
    let is_plain = || (0..other.header.len()).all(|column| !other.values(column).any(words::hardly_recurs));
    // Which of two amounts counts, and whether a set-up fee does, a sum would hide.
    (amounts.next().is_none() && (says.is_some() || is_plain())).then_some(Lines { shared, amount, says })
}

fn is_amount(file: &DataFile, column: usize) -> bool {
    Profile::of(file, column).are_amounts() && names::names_amount(&Heading::of(&file.header[column]))
}

/// Every word says whether the line comes again, or how often it is paid.
fn tells_kind(file: &DataFile, column: usize) -> bool {
    let mut values = file.values(column).filter(|value| !value.is_empty()).peekable();
    let tells = |word: &str| words::flag(word).is_none() && (words::recurs(word).is_some() || words::period(word).is_some());
    values.peek().is_some() && values.all(tells)
}

fn form(file: &DataFile, column: usize) -> Option<AmountForm> {
    let mut evidence = AmountEvidence::default();
    file.values(column).for_each(|value| evidence.see(value));
    (!evidence.is_of_both()).then(|| AmountForm { decimal: evidence.decimal().unwrap_or(evidence.by_threes()), ..AmountForm::default() })
}

/// `None` where an amount cannot be read, or lines are paid at different times.
fn sum(form: AmountForm, rows: &[Vec<Vec<u8>>]) -> Option<Sum> {
    let mut sum = Sum::default();
    for row in rows {
        let says = row.get(1).map(|cell| String::from_utf8_lossy(cell).into_owned());
        if says.as_deref().is_some_and(|says| words::recurs(says) == Some(false)) {
            continue;
        }
        if sum.money.is_some() && sum.says != says {
            return None;
        }
        sum.says = says;
        sum.money = Some(sum.money.unwrap_or_default() + form.read(&row[0])?);
    }
    Some(sum)
}

impl Sum {
    fn cells(self, has_words: bool) -> Vec<Vec<u8>> {
        let mut cells = vec![self.money.map_or_else(Vec::new, |money| money.to_string().into_bytes())];
        cells.extend(has_words.then(|| self.says.unwrap_or_default().into_bytes()));
        cells
    }
}
