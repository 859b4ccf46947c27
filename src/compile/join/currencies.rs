//! One currency for the report: others are converted by rates the user gives, or kept apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compile::join::quality::Account;
use crate::compile::join::renewals::Kept;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::mapping::Rate;
use crate::domain::facts::Cohort;
use crate::domain::money::{Currency, Money};
use crate::domain::quality::IssueKind;
use crate::domain::renewal::Renewal;
use crate::domain::text::counted;

/// The report's currency; amounts in any other are converted or taken out.
pub fn settle(kept: &mut [Kept], cohorts: &mut Vec<Cohort>, layout: &Layout, account: &mut Account) -> Currency {
    let said = layout.mapping.currency.as_deref().map(Currency::new);
    let report = said.or_else(|| most_frequent(kept)).unwrap_or_default();
    let mut converted = false;
    let mut apart: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for Kept { renewal, currency, .. } in kept {
        let Some(own) = currency.as_deref().filter(|own| *own != report.code()) else { continue };
        if let Some(rate) = layout.mapping.rates.get(own) {
            convert(Arc::make_mut(renewal), *rate);
            converted = true;
            continue;
        }
        strip(Arc::make_mut(renewal));
        apart.entry(own.to_owned()).or_default().push(renewal.id.clone());
    }
    if !apart.is_empty() || converted {
        // Members of a cohort carry no currency of their own, so sums over several would be wrong.
        cohorts.clear();
    }
    for (code, ids) in apart {
        let message = format!(
            "{} in {code} while the report is in {report}; amounts in {code} are left out. `run-retro check DIR --edit` takes a rate, as does [rates] in mapping.toml",
            counted(ids.len(), "renewal is", "renewals are")
        );
        account.issue_about(IssueKind::MixedCurrencies, message, None, ids);
    }
    report
}

fn most_frequent(kept: &[Kept]) -> Option<Currency> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in kept.iter().filter_map(|kept| kept.currency.as_deref()) {
        *counts.entry(code).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(code, n)| (*n, std::cmp::Reverse(*code))).map(|(code, _)| Currency::new(code))
}

fn convert(renewal: &mut Renewal, rate: Rate) {
    each_amount(renewal, |amount| Some(rate.convert(amount)));
}

/// Takes the amounts out: they are in a currency that cannot be summed with the others.
fn strip(renewal: &mut Renewal) {
    each_amount(renewal, |_| None);
}

fn each_amount(renewal: &mut Renewal, change: impl Fn(Money) -> Option<Money>) {
    let forecast = renewal.forecast.as_mut().map(|forecast| &mut forecast.amount);
    let pricing = &mut renewal.pricing;
    for amount in [&mut renewal.before, &mut renewal.after, &mut pricing.list, &mut pricing.net].into_iter().chain(forecast) {
        *amount = amount.and_then(&change);
    }
}
