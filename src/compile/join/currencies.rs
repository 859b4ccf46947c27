//! One currency for the report: others are converted by rates the user gives, or kept apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compile::join::quality::Account;
use crate::compile::join::renewals::Kept;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::mapping::{Mapping, Rate};
use crate::domain::Name;
use crate::domain::money::{Currency, Money};
use crate::domain::quality::IssueKind;
use crate::domain::renewal::Renewal;
use crate::domain::text::counted;

/// The currencies of a renewal's amounts: each has its own. `None` is the report's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Currencies {
    pub before: Option<Name>,
    pub after: Option<Name>,
    /// Of all other amounts.
    pub row: Option<Name>,
}

/// The report's currency, and what others are worth in it.
#[derive(Clone, Debug)]
pub(crate) struct Report<'m> {
    pub currency: Currency,
    rates: &'m BTreeMap<String, Rate>,
}

impl<'m> Report<'m> {
    /// The currency that a person said, else the most frequent.
    pub(crate) fn of(kept: &[Kept], mapping: &'m Mapping) -> Self {
        let said = mapping.currency.as_deref().map(Currency::new);
        Self { currency: said.or_else(|| most_frequent(kept)).unwrap_or_default(), rates: &mapping.rates }
    }

    /// The amount in the report's currency; `None` where nobody says what its own is worth.
    pub(crate) fn amount(&self, amount: Money, own: Option<&Name>) -> Option<Money> {
        match own.filter(|own| own.as_str() != self.currency.code()) {
            None => Some(amount),
            Some(other) => self.rates.get(other.as_str()).map(|rate| rate.convert(amount)),
        }
    }
}

/// Brings all amounts into the report's currency; those that nobody can convert are unknown.
pub(crate) fn settle(kept: &mut [Kept], layout: &Layout, account: &mut Account) -> Currency {
    let report = Report::of(kept, &layout.mapping);
    let mut apart: BTreeMap<Name, Vec<_>> = BTreeMap::new();
    for Kept { renewal, currencies, .. } in kept {
        let all = [&currencies.before, &currencies.after, &currencies.row];
        if all.iter().all(|own| own.as_deref().is_none_or(|own| own == report.currency.code())) {
            continue;
        }
        convert(Arc::make_mut(renewal), currencies, &report);
        let unknown = all.into_iter().flatten().find(|own| report.amount(Money::ZERO, Some(own)).is_none());
        if let Some(code) = unknown {
            apart.entry(code.clone()).or_default().push(renewal.id.clone());
        }
    }
    for (code, ids) in apart {
        let message = format!(
            "{} in {code} while the report is in {}; amounts in {code} are left out. `run-retro check DIR --edit` takes a rate, as does [rates] in mapping.toml",
            counted(ids.len(), "renewal has amounts", "renewals have amounts"),
            report.currency
        );
        account.issue_about(IssueKind::MixedCurrencies, message, None, ids);
    }
    report.currency
}

fn most_frequent(kept: &[Kept]) -> Option<Currency> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in kept.iter().filter_map(|kept| kept.currencies.before.as_deref().or(kept.currencies.row.as_deref())) {
        *counts.entry(code).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(code, n)| (*n, std::cmp::Reverse(*code))).map(|(code, _)| Currency::new(code))
}

fn convert(renewal: &mut Renewal, currencies: &Currencies, report: &Report<'_>) {
    let in_report =
        |amount: &mut Option<Money>, own: &Option<Name>| *amount = amount.and_then(|amount| report.amount(amount, own.as_ref()));
    let is_lost = renewal.is_churned();
    in_report(&mut renewal.before, &currencies.before);
    if !is_lost {
        // Of a loss nothing is left, in whatever currency.
        in_report(&mut renewal.after, &currencies.after);
    }
    in_report(&mut renewal.pricing.list, &currencies.row);
    in_report(&mut renewal.pricing.net, &currencies.row);
    if let Some(forecast) = &mut renewal.forecast {
        in_report(&mut forecast.amount, &currencies.row);
    }
}
