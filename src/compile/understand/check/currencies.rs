//! The currencies of the data, and what is known of their worth.

use std::collections::BTreeMap;

use crate::compile::schema::Table;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::meaning::is_currency;
use crate::compile::understand::tally::{FileWords, InCurrency};
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
pub(crate) fn of<'a>(layout: &Layout, files: impl Iterator<Item = (&'a FilePlan, &'a Option<FileWords>)>) -> CheckedCurrencies {
    let source = if layout.has(Table::Renewals) { Table::Renewals } else { Table::Subscriptions };
    let mut rows: BTreeMap<String, InCurrency> = BTreeMap::new();
    for (_, counted) in files.filter(|(plan, _)| plan.table.columns.table == source) {
        // What is no code is asked about as a word, not as a currency.
        let codes = counted.iter().flat_map(|counted| &counted.currencies).filter(|(code, _)| is_currency(code));
        for (code, count) in codes {
            rows.entry(code.clone()).or_default().add(*count);
        }
    }
    let said = layout.mapping.currency.as_deref().map(|code| Currency::new(code).code().to_owned());
    let is_said = said.is_some();
    let commonest = rows.iter().max_by_key(|(code, count)| (count.leading, std::cmp::Reverse(*code))).map(|(code, _)| code.clone());
    let report = said.or(commonest).unwrap_or_else(|| Currency::default().code().to_owned());
    let rates = &layout.mapping.rates;
    for code in rates.keys() {
        rows.entry(code.clone()).or_default();
    }
    let other = |(code, InCurrency { rows, .. })| CheckedCurrency { rate: rates.get(&code).map(ToString::to_string), code, rows };
    let mut others: Vec<CheckedCurrency> = rows.into_iter().filter(|(code, _)| *code != report).map(other).collect();
    others.sort_by_key(|other| (other.rate.is_some(), std::cmp::Reverse(other.rows)));
    CheckedCurrencies { report, is_said, others }
}
