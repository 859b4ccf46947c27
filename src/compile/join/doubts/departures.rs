//! Days of losses in a file of accounts or of reasons, while the contracts of these customers go on.

use rustc_hash::FxHashMap;

use chrono::NaiveDate;

use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::join::registry::{Found, Slot};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::departures;
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::names;
use crate::compile::understand::pairs;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::Question;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::text::counted;

/// Who renewed so many days before the loss, or later, went on.
const BEFORE: i64 = 45;
/// Who goes on at the end of a window so many days behind the loss did not leave with it.
const BEHIND: i64 = 62;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    // A warehouse makes its timelines of what its contracts say.
    if layout.has(Table::Renewals) || layout.has(Table::Counts) {
        return Vec::new();
    }
    let mut renewals: FxHashMap<Slot, Vec<&Renewal>> = FxHashMap::default();
    for (slot, renewal) in population.slots() {
        renewals.entry(slot).or_default().push(renewal);
    }
    let accounts = layout.files(Table::Accounts).filter_map(|table| Some((table, told_in(table)?)));
    let reasons = layout.files(Table::Reasons).filter_map(|table| Some((table, index(&table.columns, Field::Date)?)));
    let is_open = |(table, column): &(&TableFile, usize)| {
        !layout.mapping.says_column(table.file.name(), &table.file.header[*column]) && !table.columns.has(Field::LossDate)
    };
    accounts.chain(reasons).filter(is_open).filter_map(|(table, column)| of_file(table, column, population, &renewals)).collect()
}

/// The column of days of losses that nothing is read from.
fn told_in(table: &TableFile) -> Option<usize> {
    let (file, columns) = (&table.file, &table.columns);
    let is_named = |column: usize| names::standing(&Heading::of(&file.header[column]), Field::LossDate).is_some();
    (0..file.header.len()).find(|column| !columns.holds(*column) && is_named(*column) && Profile::of(file, *column).are_dates())
}

fn of_file(table: &TableFile, column: usize, population: &Population, renewals: &FxHashMap<Slot, Vec<&Renewal>>) -> Option<Question> {
    let (file, known) = (&table.file, population.scope.known_by());
    let owner = index(&table.columns, Field::AccountId)?;
    let form = pairs::form(file, column);
    let goes_on = |row: &Vec<String>| {
        let on = form.span(row.get(column)?.as_bytes())?.last;
        let Found::InScope(slot) = population.registry.find(row.get(owner)?.as_bytes()) else { return None };
        let account = population.registry.account(slot);
        let later = |window: NaiveDate| (window - on).num_days() >= BEHIND;
        let is_there = || population.going_on.iter().any(|then| later(then.end) && then.accounts.contains(&account.id));
        (on <= known && went_on(renewals.get(&slot).map_or(&[], Vec::as_slice), on, is_there)).then(|| account.name.to_string())
    };
    let mut customers: Vec<String> = file.sample.iter().filter_map(goes_on).collect();
    customers.sort_unstable();
    customers.dedup();
    let name = &file.header[column];
    let said = |fields: &str| format!("[files.{}.columns]\n{} = {fields}\n", quoted(file.name()), quoted(name));
    let (left, stay) = match table.columns.table {
        Table::Reasons => ("[\"date\", \"loss_date\"]", "\"date\""),
        _ => ("\"loss_date\"", "\"ignore\""),
    };
    (!customers.is_empty()).then(|| Question {
        is_pressing: false,
        file: file.name().to_owned(),
        asked: format!(
            "`{name}` tells the day on which {} left ({}), and their contracts go on after it. Had they left?",
            counted(customers.len(), "customer", "customers"),
            some_of(&customers)
        ),
        answers: vec![
            answer("yes; what their contracts say of later days never came about", said(left)),
            answer("no, their contracts went on", said(stay)),
        ],
    })
}

/// Whether a customer who is said to have left has contracts behind that day, and none of them was lost around it.
fn went_on(renewals: &[&Renewal], on: NaiveDate, is_there: impl FnOnce() -> bool) -> bool {
    let is_lost = |renewal: &&&Renewal| renewal.is_churned() && departures::explains(renewal.due, on);
    let is_later = |renewal: &&Renewal| match renewal.outcome {
        Outcome::Renewed => (on - renewal.due).num_days() <= BEFORE,
        Outcome::Open => (renewal.due - on).num_days() > BEHIND,
        Outcome::Churned => false,
    };
    !renewals.iter().any(|renewal| is_lost(&renewal)) && (renewals.iter().any(is_later) || is_there())
}
