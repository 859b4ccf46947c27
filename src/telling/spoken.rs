//! What whoever leads the retro says about these data: the reason that cost most, and the one account that makes the difference.

use std::collections::BTreeMap;

use super::{figures, losses};
use crate::analysis::findings::{Findings, Metric, MetricKey};
use crate::domain::facts::Facts;
use crate::domain::money::Money;

/// `What cost most: Champion left ($799k, 2 accounts) and Budget cut ($192k, 1 account).`, and whose words that is; nothing where no loss has
/// a reason.
pub(crate) fn top_reason(facts: &Facts, findings: &Findings) -> Vec<String> {
    let told =
        losses::to_what(facts, &findings.blockers, &findings.lost_accounts).into_iter().chain(losses::whose_words(&findings.lost_accounts));
    told.map(|sentence| sentence + ".").collect()
}

/// `One account makes the difference: GRR is 81.8 %, and 91.0 % without Westerlund. Say both before one story explains the whole.`
pub(crate) fn outlier(key: MetricKey, metric: &Metric) -> Option<String> {
    let (found, value) = (metric.without.as_ref()?, metric.value?);
    let (with, without) = (figures::percent(value), figures::percent(found.value));
    Some(format!(
        "One account makes the difference: {} is {with}, and {without} without {}. Say both before one story explains the whole.",
        key.label(),
        found.account
    ))
}

/// Where no account makes the difference, which one was the largest loss: people will ask. Nothing where nothing was lost.
pub(crate) fn largest_loss(facts: &Facts) -> Option<String> {
    let mut lost: BTreeMap<&str, (&str, Money)> = BTreeMap::new();
    for renewal in facts.in_scope() {
        let amount = renewal.lost().filter(|amount| *amount > Money::ZERO).unwrap_or(Money::ZERO);
        let known = lost.entry(renewal.account_id.as_str()).or_insert((renewal.account.as_str(), Money::ZERO));
        known.1 += amount;
    }
    let all = lost.values().fold(Money::ZERO, |sum, (_, amount)| sum + *amount);
    let (account, most) =
        lost.values().max_by_key(|(account, amount)| (*amount, std::cmp::Reverse(*account))).filter(|(_, most)| *most > Money::ZERO)?;
    let [most, all] = [*most, all].map(|amount| amount.short(&facts.currency));
    Some(format!("No one account makes the difference. The largest loss is {account}: {most} of {all}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::findings::Without;

    #[test]
    fn an_outlier_is_told_with_both_figures_or_not_at_all() {
        let mut metric = Metric { value: Some(0.818), ..Metric::default() };
        assert_eq!(outlier(MetricKey::Grr, &metric), None);
        metric.without = Some(Without { account: "Westerlund".into(), value: 0.91 });
        let told = outlier(MetricKey::Grr, &metric).unwrap();
        assert!(told.contains("GRR is 81.8 %, and 91.0 % without Westerlund"), "{told}");
        metric.value = None;
        assert_eq!(outlier(MetricKey::Grr, &metric), None);
    }
}
