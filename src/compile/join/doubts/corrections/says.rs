//! What the rows of another file say of the renewals that they name.

use std::collections::BTreeMap;

use super::named::{NamedRow, NamedRows};
use crate::compile::read::values::words::{self, corrections};
use crate::compile::schema::Field;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::mapping::RenewalUse;
use crate::compile::understand::names;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};

/// Amounts this many times larger or smaller than what is known are something else.
const FAR: f64 = 5.0;

/// One renewal, and what a mapping says of it.
pub(super) type Line<'p> = (&'p Renewal, String);

/// What the file says.
pub(super) enum Says<'p> {
    /// Amounts that are others than those known.
    Amounts { heading: String, after: Vec<Line<'p>>, before: Vec<Line<'p>> },
    /// What is to be added to the amounts after, or taken off.
    Changes { heading: String, after: Vec<Line<'p>> },
    /// Outcomes that are others than those known.
    Outcomes { heading: String, lines: Vec<Line<'p>> },
    /// Values under the names of the renewals' own columns.
    Fields { heading: String, lines: Vec<Line<'p>> },
    /// Nothing but who is meant.
    List,
}

impl<'p> Says<'p> {
    /// `headings` of the renewals lead to what stands below them.
    pub(super) fn of(named: &NamedRows<'_, 'p>, headings: &dyn Fn(&str) -> Option<Field>) -> Option<Self> {
        let told = fields(named, headings);
        if told.is_some() || !named.are_once() {
            return told;
        }
        outcomes(named, headings).or_else(|| changes(named)).or_else(|| amounts(named)).or_else(|| is_list(named).then_some(Self::List))
    }
}

/// Something says what the list is for, and it is not what the renewals say already.
fn is_list(named: &NamedRows<'_, '_>) -> bool {
    let tells = [corrections::tells_losses, corrections::tells_saves, corrections::tells_left_out, corrections::corrects];
    let is_told = |row: &NamedRow<'_, '_>| row.row.iter().any(|value| words::leaves_out(value) || words::tells_to_leave_out(value));
    let are_known =
        named.says(corrections::tells_losses) && !named.says(corrections::tells_saves) && named.rows.iter().all(|row| row.one.is_churned());
    !are_known && (tells.into_iter().any(|tells| named.says(tells)) || named.rows.iter().any(is_told))
}

pub(super) fn paid(amount: f64, is_after: bool) -> String {
    let amount = Money::minor((amount * 100.0).round() as i64);
    if is_after { RenewalUse::PaidAfter(amount) } else { RenewalUse::PaidBefore(amount) }.key()
}

/// What was paid after a renewal, as far as it is decided.
fn after(renewal: &Renewal) -> Option<f64> {
    match renewal.outcome {
        Outcome::Churned => Some(0.0),
        _ => renewal.after.map(Money::to_f64),
    }
}

fn before(renewal: &Renewal) -> Option<f64> {
    renewal.before.map(Money::to_f64)
}

fn are_same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1.0
}

fn number(value: &str) -> Option<f64> {
    loose_number(value)
}

/// A column of names of columns, and one of what stands there rightly.
fn fields<'p>(named: &NamedRows<'_, 'p>, headings: &dyn Fn(&str) -> Option<Field>) -> Option<Says<'p>> {
    let told = |column: &usize| named.values(*column).all(|(value, _)| headings(value).is_some());
    let field = named.columns().find(told)?;
    let line = |value: &str, heading: &str, renewal: &'p Renewal| -> Option<Option<Line<'p>>> {
        let said =
            match headings(heading)? {
                Field::Outcome => {
                    let outcome = words::outcome(value)?;
                    (outcome != renewal.outcome).then(|| outcome.label().to_owned())
                }
                Field::ArrAfter => number(value)
                    .map(|amount| (!after(renewal).is_some_and(|known| are_same(known, amount))).then(|| paid(amount, true)))?,
                Field::ArrBefore => number(value)
                    .map(|amount| (!before(renewal).is_some_and(|known| are_same(known, amount))).then(|| paid(amount, false)))?,
                _ => None,
            };
        Some(said.map(|said| (renewal, said)))
    };
    let of_column = |column: usize| {
        let lines = named.rows.iter().map(|row| line(row.row.get(column)?, row.row.get(field)?, row.one)).collect::<Option<Vec<_>>>()?;
        // What was paid afterwards says that it was renewed as well.
        let mut of_each: BTreeMap<&str, Line<'p>> = BTreeMap::new();
        for said in lines.into_iter().flatten() {
            let known = of_each.entry(said.0.id.0.as_str()).or_insert_with(|| said.clone());
            if known.1.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                *known = said;
            }
        }
        let lines: Vec<Line<'p>> = of_each.into_values().collect();
        (!lines.is_empty()).then(|| Says::Fields { heading: named.file.header[column].clone(), lines })
    };
    // What is right stands behind what was wrong.
    named.columns().filter(|column| *column != field).filter_map(of_column).last()
}

/// A column of words each of which is an outcome, some of them others than those known. An amount beside it is what was paid afterwards.
fn outcomes<'p>(named: &NamedRows<'_, 'p>, headings: &dyn Fn(&str) -> Option<Field>) -> Option<Says<'p>> {
    let is_renewals_own = |heading: &str| {
        let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.any(|word| headings(word) == Some(Field::Outcome))
    };
    let paid_after = named.columns().find(|column| is_called_after(named, *column) && Profile::of(named.file, *column).are_amounts());
    let line = |row: &NamedRow<'_, 'p>, column: usize| {
        let (outcome, renewal) = (words::outcome(row.row.get(column)?)?, row.one);
        let amount = paid_after.filter(|_| outcome == Outcome::Renewed).and_then(|after| number(row.row.get(after)?));
        let said = amount.map_or_else(|| outcome.label().to_owned(), |amount| paid(amount, true));
        Some((outcome != renewal.outcome && outcome != Outcome::Open).then_some((renewal, said)))
    };
    let of_column = |column: usize| {
        let heading = &named.file.header[column];
        // A customer has other deals as well.
        let is_of_renewals = tells_of_renewals(named) || named.says(corrections::tells_losses) || is_renewals_own(heading);
        if !is_of_renewals || !Profile::of(named.file, column).are_few_words() {
            return None;
        }
        let known = named.rows.iter().map(|row| line(row, column)).collect::<Option<Vec<_>>>()?;
        let lines: Vec<Line<'p>> = known.into_iter().flatten().collect();
        (!lines.is_empty()).then(|| Says::Outcomes { heading: heading.clone(), lines })
    };
    named.columns().find_map(of_column)
}

/// A list of customers tells of other things as well: other deals, invoices, quotes, credits, what they may buy.
fn tells_of_renewals(named: &NamedRows<'_, '_>) -> bool {
    named.by_id || named.says(corrections::corrects) || named.says(corrections::tells_saves)
}

/// Amounts some of which are below zero.
fn changes<'p>(named: &NamedRows<'_, 'p>) -> Option<Says<'p>> {
    if !tells_of_renewals(named) {
        return None;
    }
    let of_column = |column: usize| {
        let profile = Profile::of(named.file, column);
        if !profile.are_amounts() || profile.are_dates() {
            return None;
        }
        let numbers: Vec<(f64, &'p Renewal)> =
            named.values(column).filter_map(|(value, renewal)| Some((number(value)?, renewal))).collect();
        let fits = |(change, renewal): &(f64, &'p Renewal)| after(renewal).is_some_and(|after| after + change >= 0.0 && after > 0.0);
        if !numbers.iter().any(|(change, _)| *change < 0.0) || !numbers.iter().all(fits) {
            return None;
        }
        let line = |(change, renewal): (f64, &'p Renewal)| Some((renewal, paid(after(renewal)? + change, true)));
        Some(Says::Changes { heading: named.file.header[column].clone(), after: numbers.into_iter().filter_map(line).collect() })
    };
    named.columns().find_map(of_column)
}

/// Amounts of the size of those known, some of them others.
fn amounts<'p>(named: &NamedRows<'_, 'p>) -> Option<Says<'p>> {
    if !tells_of_renewals(named) {
        return None;
    }
    let found: Vec<(bool, usize)> =
        named.columns().filter(|column| tells_others(named, *column)).map(|column| (is_called_after(named, column), column)).collect();
    let (_, column) = found.into_iter().max()?;
    let numbers: Vec<(f64, &'p Renewal)> = named.values(column).filter_map(|(value, renewal)| Some((number(value)?, renewal))).collect();
    let differ = |is_after: bool| {
        let known = move |renewal: &Renewal| if is_after { after(renewal) } else { before(renewal) };
        let others = numbers.iter().filter(move |(amount, renewal)| !known(renewal).is_some_and(|known| are_same(known, *amount)));
        others.map(|(amount, renewal)| (*renewal, paid(*amount, is_after))).collect::<Vec<Line<'p>>>()
    };
    Some(Says::Amounts { heading: named.file.header[column].clone(), after: differ(true), before: differ(false) })
}

fn is_called_after(named: &NamedRows<'_, '_>, column: usize) -> bool {
    let heading = &named.file.header[column];
    corrections::corrects(heading) || names::standing(&Heading::of(heading), Field::ArrAfter).is_some()
}

/// Nearly all are of the size of what was paid before, and they are neither that nor what is known to have been paid afterwards.
fn tells_others(named: &NamedRows<'_, '_>, column: usize) -> bool {
    let profile = Profile::of(named.file, column);
    if !profile.are_amounts() || profile.are_dates() {
        return false;
    }
    let (mut all, mut near, mut as_before, mut as_after) = (0_usize, 0, 0, 0);
    for (amount, renewal) in named.values(column).filter_map(|(value, renewal)| Some((number(value)?, renewal))) {
        all += 1;
        near += usize::from(amount == 0.0 || before(renewal).is_some_and(|before| (1.0 / FAR..=FAR).contains(&(amount / before))));
        as_before += usize::from(before(renewal).is_some_and(|before| are_same(before, amount)));
        as_after += usize::from(after(renewal).is_some_and(|after| are_same(after, amount)));
    }
    all > 0 && near * 10 >= all * 9 && as_before < all && as_after < all
}
