//! What stands behind the figures of price.

use crate::analysis::population::discussed;
use crate::analysis::pricing::{effect, uplifts};
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

fn renewed(facts: &Facts, part: impl Fn(&Renewal) -> Option<Money>) -> Vec<(&Renewal, Money)> {
    let renewed = discussed(facts, &facts.scope.window).filter(|r| r.is_renewed());
    renewed.filter_map(|r| Some((r, part(r)?))).collect()
}

/// Renewed events whose contractual uplift and whose applied one are known, with the amount of the latter.
pub(crate) fn uplifted(facts: &Facts) -> Vec<(&Renewal, Money)> {
    renewed(facts, |r| Some(r.before?.share(uplifts(r)?.1)))
}

/// Renewals with list and net price, with what stands between the two.
pub(crate) fn discounted(facts: &Facts) -> Vec<(&Renewal, Money)> {
    discussed(facts, &facts.scope.window).filter_map(|r| Some((r, r.pricing.list? - r.pricing.net?))).collect()
}

/// Renewed accounts whose change can be told apart, with the part that price made.
pub(crate) fn by_price(facts: &Facts) -> Vec<(&Renewal, Money)> {
    renewed(facts, |r| effect(r).map(|(by_price, _)| by_price))
}

/// [`by_price`], with the part that seats made.
pub(crate) fn by_seats(facts: &Facts) -> Vec<(&Renewal, Money)> {
    renewed(facts, |r| effect(r).map(|(_, by_seats)| by_seats))
}
