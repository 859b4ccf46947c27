//! What holds for all renewals, whatever they are.

use proptest::prelude::*;

use super::decisions::RoomDecisions;
use super::findings::{Lens, MetricKey, Quantity};
use super::metrics::available_to_renew;
use super::patterns::{heat_map, lens};
use super::testing::{facts, renewal};
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::scope::Dimension;

const DUES: [&str; 4] = ["2025-08-15", "2026-05-20", "2026-07-15", "2026-09-01"];
const REASONS: [&str; 4] = ["", "budget", "champion left", "Moved to Mars"];
const GEOS: [&str; 3] = ["AMER", "APAC", "EMEA"];

prop_compose! {
    fn any_renewal()(
        outcome in 0..3_usize,
        before in prop::option::weighted(0.95, 0_i64..50_000_000),
        after in 0_i64..90_000_000,
        due in 0..DUES.len(),
        reason in 0..REASONS.len(),
        geo in 0..GEOS.len(),
    ) -> Renewal {
        let mut made = renewal("", DUES[due]);
        made.outcome = [Outcome::Renewed, Outcome::Churned, Outcome::Open][outcome];
        made.before = before.map(Money::minor);
        made.after = [Some(Money::minor(after)), Some(Money::ZERO), None][outcome];
        made.reason = ReasonCode::read(REASONS[reason]);
        made.geo = GEOS[geo].into();
        made
    }
}

fn any_facts() -> impl Strategy<Value = Facts> {
    prop::collection::vec(any_renewal(), 0..80).prop_map(|mut renewals| {
        for (i, r) in renewals.iter_mut().enumerate() {
            r.id = crate::domain::renewal::RenewalId::new(&format!("R{i:03}"));
        }
        facts(renewals)
    })
}

/// The same renewals, those of one due date the other way round.
fn turned(facts: &Facts) -> Facts {
    let mut turned = facts.clone();
    turned.renewals.reverse();
    turned.renewals.sort_by_key(|r| r.due);
    turned
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn grr_never_exceeds_one_nor_nrr(facts in any_facts()) {
        let metrics = available_to_renew(&facts, &RoomDecisions::default()).metrics;
        if let (Some(grr), Some(nrr)) = (metrics[&MetricKey::Grr].value, metrics[&MetricKey::Nrr].value) {
            prop_assert!((0.0..=1.0).contains(&grr) && grr <= nrr);
        }
        for key in [MetricKey::LogoRetention, MetricKey::RenewalRateArr, MetricKey::CodedShare] {
            prop_assert!(metrics[&key].value.is_none_or(|rate| (0.0..=1.0).contains(&rate)), "{:?}", key);
        }
    }

    #[test]
    fn a_value_is_its_parts_divided_and_what_is_missing_says_why(facts in any_facts()) {
        for (key, metric) in available_to_renew(&facts, &RoomDecisions::default()).metrics {
            prop_assert_eq!(metric.computable, metric.value.is_some(), "{:?}", key);
            prop_assert!(metric.computable || metric.why.is_some(), "{:?}", key);
            if let (Some(value), Some(Quantity::Money(part)), Some(Quantity::Money(whole))) = (metric.value, metric.numerator, metric.denominator) {
                prop_assert_eq!(Some(value), part.ratio(whole));
            }
        }
    }

    #[test]
    fn due_is_renewed_churned_and_open(facts in any_facts()) {
        let counts = available_to_renew(&facts, &RoomDecisions::default()).counts;
        prop_assert_eq!(counts.due, counts.renewed + counts.churned + counts.open);
        prop_assert!(counts.contracted + counts.expanded <= counts.renewed);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(facts in any_facts()) {
        let other = turned(&facts);
        let room = RoomDecisions::default();
        prop_assert_eq!(available_to_renew(&facts, &room).metrics, available_to_renew(&other, &room).metrics);
        let figures = |facts: &Facts| lens(facts, &room, Lens::ReasonCode).into_iter().map(|mut bucket| {
            bucket.renewals.sort();
            bucket
        }).collect::<Vec<_>>();
        prop_assert_eq!(figures(&facts), figures(&other));
    }

    #[test]
    fn every_coded_renewal_and_every_loss_stands_in_one_bucket(facts in any_facts()) {
        let room = RoomDecisions::default();
        let buckets = lens(&facts, &room, Lens::ReasonCode);
        let expected = facts.in_scope().filter(|r| r.reason.is_some() || r.is_churned()).count() as u64;
        prop_assert_eq!(buckets.iter().map(|b| b.count).sum::<u64>(), expected);
        prop_assert!(buckets.iter().all(|b| b.count == b.renewals.len() as u64));
        let heat = heat_map(&facts, &room, Lens::ReasonCode, Dimension::Geo);
        prop_assert_eq!(heat.cells.iter().flatten().map(|cell| cell.count).sum::<u64>(), expected);
    }

    #[test]
    fn lost_arr_is_never_more_than_what_was_there(facts in any_facts()) {
        for bucket in lens(&facts, &RoomDecisions::default(), Lens::ReasonCode) {
            if let (Some(lost), Some(arr)) = (bucket.lost_arr, bucket.arr) {
                prop_assert!(Money::ZERO <= lost && lost <= arr);
            }
        }
    }
}
