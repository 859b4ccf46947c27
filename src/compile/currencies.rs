//! One currency for the report: others are converted by rates the user gives, or kept apart.

use std::collections::BTreeMap;

use super::layout::Layout;
use super::quality::Account;
use super::renewals::Kept;
use crate::domain::money::Currency;
use crate::domain::quality::IssueKind;
use crate::domain::renewal::Renewal;

/// The report's currency; amounts in any other are converted or taken out.
pub fn settle(kept: &mut [Kept], layout: &Layout, account: &mut Account) -> Currency {
    let report = most_frequent(kept).or_else(|| layout.currency.clone()).unwrap_or_default();
    let mut apart: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for Kept { renewal, currency, .. } in kept {
        let Some(own) = currency.as_deref().filter(|own| *own != report.code()) else { continue };
        strip(renewal);
        apart.entry(own.to_owned()).or_default().push(renewal.id.clone());
    }
    for (code, ids) in apart {
        let message = format!(
            "{} renewals are in {code} while the report is in {report}; their amounts are left out. Give a rate under [rates] in mapping.toml to convert them",
            ids.len()
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

/// Takes the amounts out: they are in a currency that cannot be summed with the others.
fn strip(renewal: &mut Renewal) {
    renewal.before = None;
    renewal.after = None;
    renewal.pricing.list = None;
    renewal.pricing.net = None;
    if let Some(forecast) = &mut renewal.forecast {
        forecast.amount = None;
    }
}
