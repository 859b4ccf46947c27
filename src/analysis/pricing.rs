//! Uplift realised against the contracts, and what price and seats did to renewed ARR.

use super::findings::PricingReview;
use super::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// Over the renewed accounts of the scope's window. Each part is over those that tell it; `why` says what is missing.
pub fn review(facts: &Facts) -> PricingReview {
    let renewed: Vec<&Renewal> = discussed(facts, &facts.scope.window).filter(|r| r.is_renewed()).collect();
    let (contract, applied, uplifts) = uplift(&renewed);
    let (price, seats, split) = effects(&renewed);
    let mut missing = Vec::new();
    if uplifts == 0 {
        missing.push("the uplift of renewed accounts is not known; add or map uplift_contract_pct and uplift_applied_pct".to_owned());
    }
    if split == 0 {
        missing.push("price and seats cannot be told apart without seats; add or map seats_before and seats_after".to_owned());
    } else if split < renewed.len() {
        missing.push(format!("price and seats are told apart for {split} of {} renewed accounts", renewed.len()));
    }
    PricingReview {
        uplift_contract: (uplifts > 0).then_some(contract),
        uplift_applied: (uplifts > 0).then_some(applied),
        realised: applied.ratio(contract).filter(|_| uplifts > 0),
        price_effect: (split > 0).then_some(price),
        seat_effect: (split > 0).then_some(seats),
        why: (!missing.is_empty()).then(|| missing.join("; ")),
    }
}

/// Σ b × contractual uplift, Σ b × applied uplift, over how many.
fn uplift(renewed: &[&Renewal]) -> (Money, Money, usize) {
    let known = renewed.iter().filter_map(|r| Some((r.before?, r.pricing.uplift_contract?, r.pricing.uplift_applied?)));
    known.fold((Money::ZERO, Money::ZERO, 0), |(contract, applied, n), (before, allowed, taken)| {
        (contract + before.share(allowed), applied + before.share(taken), n + 1)
    })
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

fn effect(renewal: &Renewal) -> Option<(Money, Money)> {
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
    fn without_prices_it_says_what_to_add() {
        let found = review(&facts(vec![renewal("R1", "2026-07-10").renewed(10, 10)]));
        assert_eq!(found.realised, None);
        assert!(found.why.unwrap().contains("uplift_applied_pct"));
    }
}
