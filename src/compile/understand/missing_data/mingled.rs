//! Subscriptions of one customer whose contracts end on different days, in one series since no column tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Field;
use crate::compile::understand::header::Heading;
use crate::domain::text::counted;

/// What columns are called that may name a subscription, surest first.
const NAMES: [&str; 9] = [
    "subscriptionid",
    "subscription",
    "subscriptionuuid",
    "contractid",
    "contract",
    "contractnumber",
    "licenseid",
    "license",
    "lineitemid",
];

/// What is lost, and the line of a mapping that mends it; `None` where nothing is, as far as the rows that were looked at tell.
pub(crate) fn told(table: &TableFile) -> Option<String> {
    if table.columns.has(Field::SubscriptionId) {
        return None;
    }
    let customers = customers(table)?.len();
    if customers == 0 {
        return None;
    }
    let header = &table.file.header;
    let named = NAMES.iter().find_map(|name| header.iter().find(|column| Heading::core_of(column) == *name));
    let mends = match named {
        Some(column) => format!(
            "`{column:?} = \"subscription_id\"` under [files.{:?}.columns] in mapping.toml gives each subscription its own renewals",
            table.file.name()
        ),
        None => "a column with the number of each contract gives each its own renewals".to_owned(),
    };
    let at_least = if table.file.is_sampled_whole() { "" } else { "at least " };
    Some(format!(
        "No column for `subscription_id`: {} has {at_least}{} with different contract ends on one day, which are added up \
         under the latest, so that a loss before it is not seen; {mends}",
        table.file.name(),
        counted(customers, "customer", "customers"),
    ))
}

/// The customers with several contract ends on one day that has ARR, where no product tells them apart; `None` where the file cannot be read yet.
fn customers(table: &TableFile) -> Option<BTreeSet<&str>> {
    let column = |field| match table.columns.get(field)?.origin {
        Origin::Column(index) => Some((index, &table.columns.get(field)?.form)),
        _ => None,
    };
    let (id, _) = column(Field::AccountId)?;
    let (day, day_form) = column(Field::Date)?;
    let (end, end_form) = column(Field::ContractEnd)?;
    let (amount, amount_form) = column(Field::Arr).or_else(|| column(Field::Mrr))?;
    let product = column(Field::Product).map(|(index, _)| index);
    let mut days: BTreeMap<(&str, NaiveDate), Vec<(&str, NaiveDate)>> = BTreeMap::new();
    for row in &table.file.sample {
        let value = |index: usize| row.get(index).map_or("", String::as_str);
        let dates = day_form.day(value(day)).zip(end_form.day(value(end)));
        let has_arr = amount_form.amount.read(value(amount).as_bytes()).is_some_and(|amount| !amount.is_zero());
        if let Some((day, end)) = dates.filter(|_| has_arr) {
            days.entry((value(id), day)).or_default().push((product.map_or("", value), end));
        }
    }
    let mut customers = BTreeSet::new();
    for ((id, _), rows) in days {
        let (products, ends): (BTreeSet<&str>, BTreeSet<NaiveDate>) = rows.iter().copied().unzip();
        if ends.len() > 1 && products.len() < rows.len() {
            customers.insert(id);
        }
    }
    Some(customers)
}
