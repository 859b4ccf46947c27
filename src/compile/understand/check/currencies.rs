//! The currencies of the data, and what is known of their worth.

use std::collections::BTreeMap;

use crate::compile::read::columns::Origin;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::meaning::is_currency;
use crate::compile::understand::tally::FileWords;
use crate::domain::money::Currency;

/// The report's currency and the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedCurrencies {
    /// As far as all rows tell; a scope in which another is commoner has that one.
    pub report: String,
    /// The mapping names it.
    pub is_said: bool,
    /// Those without a rate first, then those in the most rows.
    pub others: Vec<CheckedCurrency>,
}

/// A currency that is not the report's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCurrency {
    pub code: String,
    /// None, where only the mapping names it.
    pub rows: u64,
    /// What one unit is worth in the report's.
    pub rate: Option<String>,
}

/// The currencies of the tables that renewals come from.
pub fn of<'a>(layout: &Layout, files: impl Iterator<Item = (&'a FilePlan, &'a Option<FileWords>)>) -> CheckedCurrencies {
    let source = if layout.has(Table::Renewals) { Table::Renewals } else { Table::Subscriptions };
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    for (plan, counted) in files.filter(|(plan, _)| plan.table.columns.table == source) {
        for (code, count) in in_file(plan, counted.as_ref()) {
            *rows.entry(code).or_default() += count;
        }
    }
    let said = layout.mapping.currency.as_deref().map(|code| Currency::new(code).code().to_owned());
    let is_said = said.is_some();
    let commonest = rows.iter().max_by_key(|(code, count)| (**count, std::cmp::Reverse(*code))).map(|(code, _)| code.clone());
    let report = said.or(commonest).unwrap_or_else(|| Currency::default().code().to_owned());
    let rates = &layout.mapping.rates;
    for code in rates.keys() {
        rows.entry(code.clone()).or_default();
    }
    let other = |(code, rows)| CheckedCurrency { rate: rates.get(&code).map(ToString::to_string), code, rows };
    let mut others: Vec<CheckedCurrency> = rows.into_iter().filter(|(code, _)| *code != report).map(other).collect();
    others.sort_by_key(|other| (other.rate.is_some(), std::cmp::Reverse(other.rows)));
    CheckedCurrencies { report, is_said, others }
}

/// The currencies of one file with the rows they stand in. What is no code is asked about as a word, not as a currency.
fn in_file(plan: &FilePlan, counted: Option<&FileWords>) -> Vec<(String, u64)> {
    let Some((bound, counted)) = plan.table.columns.get(Field::Currency).zip(counted) else { return Vec::new() };
    if let Origin::Constant(code) = &bound.origin {
        return vec![(code.to_uppercase(), counted.account.used)];
    }
    let tally = counted.columns.iter().find(|(field, _)| *field == Field::Currency);
    let words = tally.into_iter().flat_map(|(_, tally)| tally.counted());
    let codes = words.map(|counted| (bound.form.mapped(&counted.word).unwrap_or(&counted.word).to_uppercase(), counted.rows));
    codes.filter(|(code, _)| is_currency(code)).collect()
}
