//! The ARR bridge: opening to closing ARR, every step named, summing exactly.

use super::findings::Bridge;
use super::metrics::{Tally, arr_unknown};
use super::population::{RENEWED_ONLY, discussed};
use crate::domain::facts::Facts;
use crate::domain::money::{Currency, Money};
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::Window;

/// The bridge of the scope's window.
pub(crate) fn bridge(facts: &Facts) -> Bridge {
    in_window(facts, &facts.scope.window)
}

/// The bridge of any window.
pub(crate) fn in_window(facts: &Facts, window: &Window) -> Bridge {
    if let Some(why) = &facts.no_dues {
        return Bridge { currency: facts.currency.clone(), why: Some(why.clone()), ..Bridge::default() };
    }
    let mut bridge = over(discussed(facts, window), facts.currency.clone());
    if !facts.scope.include_churn && bridge.computable {
        bridge.why = Some(bridge.why.map_or(RENEWED_ONLY.to_owned(), |why| format!("{RENEWED_ONLY}; {why}")));
    }
    bridge
}

/// Uplift = b × contractual uplift applied; expansion and contraction = (r − b) − uplift, event by event.
pub(crate) fn over<'a>(renewals: impl Iterator<Item = &'a Renewal> + Clone, currency: Currency) -> Bridge {
    let mut bridge = Bridge { currency, computable: true, ..Bridge::default() };
    let mut left_out = 0_u64;
    for renewal in renewals.clone() {
        match (renewal.outcome, renewal.before, renewal.after) {
            (Outcome::Renewed, Some(b), Some(r)) => renewed(&mut bridge, renewal, b, r),
            (Outcome::Churned, Some(b), _) => {
                bridge.opening += b;
                bridge.churn -= b;
            }
            (Outcome::Open, before, _) => bridge.open += before.unwrap_or_default(),
            _ => left_out += 1,
        }
    }
    let mut tally = Tally::default();
    renewals.filter(|r| r.outcome != Outcome::Open).for_each(|renewal| tally.add_event(renewal, renewal.due));
    if let Some(why) = arr_unknown(&tally.arr) {
        return Bridge { currency: bridge.currency, why: Some(why), ..Bridge::default() };
    }
    if left_out > 0 {
        bridge.why = Some(format!("{left_out} of {} left out: their ARR is not known", tally.counts.due));
    }
    bridge
}

fn renewed(bridge: &mut Bridge, renewal: &Renewal, before: Money, after: Money) {
    let uplift = before.share(renewal.pricing.uplift_applied.unwrap_or(0));
    let change = after - before - uplift;
    bridge.opening += before;
    bridge.uplift += uplift;
    if change < Money::ZERO {
        bridge.contraction += change;
    } else {
        bridge.expansion += change;
    }
    bridge.closing += after;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};

    #[test]
    fn price_and_volume_stand_apart() {
        // 100.00 with 5 % uplift grows to 120: 5 from price, 15 from volume. 200 shrinks to 150 in spite of 10 uplift.
        let uplifted = |r: Renewal| r.with(|r| r.pricing.uplift_applied = Some(500));
        let found = bridge(&facts(vec![
            uplifted(renewal("R1", "2026-07-10").renewed(100, 120)),
            uplifted(renewal("R2", "2026-07-11").renewed(200, 150)),
            renewal("R3", "2026-07-12").churned(300),
            renewal("R4", "2026-07-13").open(400),
        ]));
        let units = |m: Money| m.in_minor() / 100;
        assert_eq!(units(found.opening), 600);
        assert_eq!([found.churn, found.contraction, found.uplift, found.expansion].map(units), [-300, -60, 15, 15]);
        assert_eq!((units(found.closing), units(found.open)), (270, 400));
    }

    #[test]
    fn churn_of_unknown_size_leaves_no_bridge() {
        let found = bridge(&facts(vec![renewal("R1", "2026-07-10").churned(1).with(|r| r.before = None)]));
        assert!(!found.computable && found.why.unwrap().contains("ARR"));
    }

    proptest! {
        #[test]
        fn it_sums_exactly(events in prop::collection::vec((0_i64..10_000_000, 0_i64..20_000_000, -500_i32..3_000, 0..3_u8), 0..60)) {
            let renewals = events.into_iter().enumerate().map(|(i, (b, r, uplift, kind))| {
                renewal(&format!("R{i}"), "2026-08-01").with(|x| {
                    x.outcome = [Outcome::Renewed, Outcome::Churned, Outcome::Open][usize::from(kind)];
                    x.before = Some(Money::minor(b));
                    x.after = (kind == 0).then_some(Money::minor(r));
                    x.pricing.uplift_applied = Some(uplift);
                })
            });
            let b = bridge(&facts(renewals.collect()));
            prop_assert_eq!(b.opening + b.churn + b.contraction + b.uplift + b.expansion, b.closing);
            prop_assert!(b.churn <= Money::ZERO && b.contraction <= Money::ZERO && b.expansion >= Money::ZERO);
        }
    }
}
