//! Uplift realised against the contracts, and what price and seats did to renewed ARR.

use super::findings::PricingReview;
use super::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// Over the renewed accounts of the scope's window. Each part is over those that tell it; `why` says what is missing.
pub fn review(facts: &Facts) -> PricingReview {
    let renewed: Vec<&Renewal> = discussed(facts, &facts.scope.window).filter(|r| r.is_renewed()).collect();
    let uplift = Uplift::over(&renewed);
    let (price, seats, split) = effects(&renewed);
    let mut missing = Vec::new();
    if uplift.both == 0 {
        let part = if uplift.taken > 0 { "contractual uplift" } else { "uplift" };
        missing.push(format!("the {part} of renewed accounts is not known; add or map uplift_contract_pct and uplift_applied_pct"));
    }
    if split == 0 {
        missing.push("price and seats cannot be told apart without seats; add or map seats_before and seats_after".to_owned());
    } else if split < renewed.len() {
        missing.push(format!("price and seats are told apart for {split} of {} renewed accounts", renewed.len()));
    }
    PricingReview {
        uplift_contract: (uplift.both > 0).then_some(uplift.contract),
        uplift_applied: (uplift.taken > 0).then_some(uplift.applied),
        realised: uplift.applied_of_contract.ratio(uplift.contract),
        price_effect: (split > 0).then_some(price),
        seat_effect: (split > 0).then_some(seats),
        why: (!missing.is_empty()).then(|| missing.join("; ")),
    }
}

/// Σ b × uplift: allowed by the contracts and applied, the latter also where the contract is not known.
#[derive(Default)]
struct Uplift {
    contract: Money,
    applied_of_contract: Money,
    applied: Money,
    both: usize,
    taken: usize,
}

impl Uplift {
    fn over(renewed: &[&Renewal]) -> Self {
        let mut sums = Self::default();
        for renewal in renewed {
            let (Some(before), Some(taken)) = (renewal.before, renewal.pricing.uplift_applied) else { continue };
            sums.applied += before.share(taken);
            sums.taken += 1;
            if let Some(allowed) = renewal.pricing.uplift_contract {
                sums.contract += before.share(allowed);
                sums.applied_of_contract += before.share(taken);
                sums.both += 1;
            }
        }
        sums
    }
}

/// Seats effect = (s₁ − s₀) × p₀ and price effect = s₁ × (p₁ − p₀), with p = ARR per seat; both sum to r − b exactly.
fn effects(renewed: &[&Renewal]) -> (Money, Money, usize) {
    let (mut price, mut seats, mut n) = (Money::ZERO, Money::ZERO, 0);
    for renewal in renewed {
        if let Some((by_price, by_seats)) = effect(renewal) {
            price += by_price;
            seats += by_seats;
            n += 1;
        }
    }
    (price, seats, n)
}

/// What price and what seats changed of one renewed account; `None` where seats or amounts are not known.
pub fn effect(renewal: &Renewal) -> Option<(Money, Money)> {
    let (before, after) = (renewal.before?, renewal.after?);
    let seats_before = renewal.pricing.seats_before.filter(|seats| *seats > 0)?;
    let more = i128::from(renewal.pricing.seats_after?) - i128::from(seats_before);
    let (scaled, whole) = (i128::from(before.in_minor()) * more, i128::from(seats_before));
    let half = if scaled < 0 { -whole / 2 } else { whole / 2 };
    let by_seats = Money::minor(((scaled + half) / whole) as i64);
    Some((after - before - by_seats, by_seats))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};
    use crate::domain::renewal::Pricing;

    #[test]
    fn price_and_seats_stand_apart_and_sum_to_the_change() {
        // 100 seats at 10.00 become 80 at 11.00: 1000 → 880. Seats −200, price +80.
        let pricing = Pricing {
            uplift_contract: Some(2_000),
            uplift_applied: Some(1_000),
            seats_before: Some(100),
            seats_after: Some(80),
            ..Pricing::default()
        };
        let found = review(&facts(vec![
            renewal("R1", "2026-07-10").renewed(1000, 880).with(|r| r.pricing = pricing),
            renewal("R2", "2026-07-11").renewed(10, 10),
            renewal("R3", "2026-07-12").churned(10),
        ]));
        assert_eq!((found.seat_effect, found.price_effect), (Some(Money::units(-200)), Some(Money::units(80))));
        assert_eq!((found.uplift_contract, found.uplift_applied), (Some(Money::units(200)), Some(Money::units(100))));
        assert_eq!(found.realised, Some(0.5));
        assert!(found.why.unwrap().contains("1 of 2"));
    }

    #[test]
    fn an_uplift_without_its_contract_is_still_shown() {
        let found = review(&facts(vec![renewal("R1", "2026-07-10").renewed(100, 105).with(|r| r.pricing.uplift_applied = Some(500))]));
        assert_eq!((found.uplift_applied, found.uplift_contract, found.realised), (Some(Money::units(5)), None, None));
        assert!(found.why.unwrap().contains("the contractual uplift"));
    }

    #[test]
    fn without_prices_it_says_what_to_add() {
        let found = review(&facts(vec![renewal("R1", "2026-07-10").renewed(10, 10)]));
        assert_eq!(found.realised, None);
        assert!(found.why.unwrap().contains("uplift_applied_pct"));
    }
}
