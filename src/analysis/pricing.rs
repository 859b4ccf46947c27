//! Uplift realised against the contracts, and what price and seats did to renewed ARR.

use super::findings::PricingReview;
use super::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;
use crate::domain::text::counted;

/// Over the renewed events of the scope's window. Each part is over those that tell it; `why` says what is missing.
pub(crate) fn review(facts: &Facts) -> PricingReview {
    let renewed: Vec<&Renewal> = discussed(facts, &facts.scope.window).filter(|r| r.is_renewed()).collect();
    let uplift = Uplift::over(&renewed);
    let (price, seats, split) = effects(&renewed);
    let mut missing: Vec<String> = uplift.missing().into_iter().collect();
    if split == 0 {
        missing.push("price and seats cannot be told apart without seats; add or map seats_before and seats_after".to_owned());
    } else if split < renewed.len() {
        missing.push(format!("price and seats are told apart for {split} of {} renewed accounts", renewed.len()));
    }
    PricingReview {
        uplift_contract: (uplift.both > 0).then_some(uplift.contract),
        uplift_applied: (uplift.both > 0).then_some(uplift.applied),
        realised: uplift.applied.ratio(uplift.contract),
        uplift_unknown: uplift.unknown,
        uplift_beyond: (uplift.without > 0).then_some(uplift.beyond),
        price_effect: (split > 0).then_some(price),
        seat_effect: (split > 0).then_some(seats),
        why: (!missing.is_empty()).then(|| missing.join("; ")),
    }
}

/// The contractual uplift and what of it was applied, in basis points; `None` of what realises no uplift, or does not tell it.
pub(crate) fn uplifts(renewal: &Renewal) -> Option<(i32, i32)> {
    contractual(renewal).zip(renewal.pricing.uplift_applied)
}

/// The uplift that the contract of a renewed event allows, where it allows any.
fn contractual(renewal: &Renewal) -> Option<i32> {
    renewal.pricing.uplift_contract.filter(|allowed| *allowed > 0 && renewal.is_renewed())
}

/// Σ b × uplift over the renewed events with a contractual uplift whose applied one is known: by the contract, and applied.
#[derive(Default)]
struct Uplift {
    contract: Money,
    applied: Money,
    both: u64,
    /// With a contractual uplift, and nobody says what was applied.
    unknown: u64,
    /// Applied where the contract names none.
    beyond: Money,
    without: u64,
}

impl Uplift {
    fn over(renewed: &[&Renewal]) -> Self {
        let mut sums = Self::default();
        for renewal in renewed {
            let Some(before) = renewal.before else { continue };
            match (contractual(renewal), renewal.pricing.uplift_applied) {
                (Some(allowed), Some(taken)) => {
                    sums.contract += before.share(allowed);
                    sums.applied += before.share(taken);
                    sums.both += 1;
                }
                (Some(_), None) => sums.unknown += 1,
                (None, Some(taken)) => {
                    sums.beyond += before.share(taken);
                    sums.without += 1;
                }
                (None, None) => {}
            }
        }
        sums
    }

    fn missing(&self) -> Option<String> {
        match (self.both, self.unknown, self.without) {
            (0, 0, 0) => Some("the uplift of renewed accounts is not known; add or map uplift_contract_pct and uplift_applied_pct".into()),
            (0, 0, _) => Some("the contractual uplift of renewed accounts is not known; add or map uplift_contract_pct".into()),
            (_, 0, _) => None,
            (_, n, _) => {
                let who = counted(n as usize, "renewal with a contractual uplift does", "renewals with a contractual uplift do");
                Some(format!("{who} not tell what was applied, and {} left out", if n == 1 { "is" } else { "are" }))
            }
        }
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
pub(crate) fn effect(renewal: &Renewal) -> Option<(Money, Money)> {
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
        assert_eq!((found.uplift_beyond, found.uplift_contract, found.realised), (Some(Money::units(5)), None, None));
        assert!(found.why.unwrap().contains("the contractual uplift"));
    }

    #[test]
    fn what_was_realised_is_over_the_contracts_that_name_an_uplift_and_are_known() {
        let priced = |id: &str, contract: Option<i32>, applied: Option<i32>| {
            renewal(id, "2026-07-10")
                .renewed(1000, 1000)
                .with(|r| (r.pricing.uplift_contract, r.pricing.uplift_applied) = (contract, applied))
        };
        let found = review(&facts(vec![
            priced("half", Some(600), Some(300)),
            priced("full", Some(600), Some(600)),
            priced("unknown", Some(600), None),
            priced("no contract", None, Some(900)),
            priced("no uplift in it", Some(0), Some(500)),
        ]));
        assert_eq!((found.uplift_contract, found.uplift_applied), (Some(Money::units(120)), Some(Money::units(90))));
        assert_eq!((found.realised, found.uplift_unknown, found.uplift_beyond), (Some(0.75), 1, Some(Money::units(140))));
        assert!(found.why.unwrap().starts_with("1 renewal with a contractual uplift does not tell what was applied"));
    }

    #[test]
    fn without_prices_it_says_what_to_add() {
        let found = review(&facts(vec![renewal("R1", "2026-07-10").renewed(10, 10)]));
        assert_eq!(found.realised, None);
        assert!(found.why.unwrap().contains("uplift_applied_pct"));
    }
}
