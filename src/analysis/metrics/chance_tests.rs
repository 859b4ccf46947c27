//! Intervals, changes, targets, the largest loss, and windows that the data do not reach over.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::analysis::findings::{Metric, Standing};
use crate::analysis::stats::fourfold::wilson;
use crate::analysis::testing::{Build, facts, renewal};
use crate::domain::scope::Dimension;

fn metric(facts: &Facts, key: MetricKey) -> Metric {
    available_to_renew(facts, &RoomDecisions::default()).metrics[&key].clone()
}

fn close(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?} is not {expected}");
}

fn of(account: &str, renewal: Renewal) -> Renewal {
    renewal.with(|r| r.account_id = account.into())
}

/// `lost` of `n` accounts of one size, each with so many contracts, due on one day.
fn window(n: usize, lost: usize, contracts: usize, due: &str) -> Vec<Renewal> {
    let contract = |account: usize, i: usize| {
        let one = renewal(&format!("{due} {account} {i}"), due);
        of(&format!("A{account}"), if account < lost { one.churned(100) } else { one.renewed(100, 100) })
    };
    (0..n).flat_map(|account| (0..contracts).map(move |i| contract(account, i))).collect()
}

#[test]
fn of_accounts_of_one_size_each_rate_has_wilsons_interval_however_many_contracts_they_have() {
    let known = wilson(17, 20).unwrap();
    for contracts in [1, 6] {
        let facts = facts(window(20, 3, contracts, "2026-08-10"));
        for key in [
            MetricKey::Grr,
            MetricKey::Nrr,
            MetricKey::GrrByAccount,
            MetricKey::NrrByAccount,
            MetricKey::LogoRetention,
            MetricKey::RenewalRateArr,
            MetricKey::RenewalRateCount,
        ] {
            let found = metric(&facts, key);
            close(found.low, known.low);
            close(found.high, known.high);
        }
        let ttm = &trailing_year(&facts, &RoomDecisions::default());
        close(ttm[&MetricKey::Grr].low, known.low);
        close(ttm[&MetricKey::RenewalRateCount].low, known.low);
    }
}

#[test]
fn what_cannot_be_computed_has_no_interval() {
    let mut renewals = window(6, 1, 1, "2026-08-10");
    renewals[0].before = None;
    let grr = metric(&facts(renewals), MetricKey::Grr);
    assert_eq!((grr.value, grr.low, grr.high), (None, None, None));
}

#[test]
fn a_change_is_told_apart_from_chance_by_its_own_interval() {
    let both = |now: usize, before: usize| {
        let renewals = [window(60, now, 1, "2026-08-10"), window(60, before, 1, "2026-05-10")].concat();
        metric(&facts(renewals), MetricKey::Grr)
    };
    assert!(both(8, 5).is_within_chance());
    let fell = both(30, 3);
    assert!(!fell.is_within_chance() && fell.change_high.unwrap() < 0.0);
    let rose = both(3, 30);
    assert!(!rose.is_within_chance() && rose.change_low.unwrap() > 0.0);
}

#[test]
fn a_target_is_missed_only_where_chance_would_not_do_it() {
    let against = |n, lost| {
        let mut facts = facts(window(n, lost, 1, "2026-08-10"));
        facts.scope.targets.grr = serde_json::from_str("0.92").ok();
        metric(&facts, MetricKey::Grr).against_target().unwrap()
    };
    assert_eq!(against(20, 3), (0.92, Standing::Within));
    let (_, Standing::Off(short)) = against(400, 60) else { panic!("15 % lost of 400") };
    assert!((short + 0.07).abs() < 1e-9);
    let (_, Standing::Off(above)) = against(400, 4) else { panic!("1 % lost of 400") };
    assert!(above > 0.0);
    let mut open = facts(vec![renewal("a", "2026-08-10").renewed(100, 100), renewal("b", "2026-08-10").open(100)]);
    open.scope.targets.grr = serde_json::from_str("0.92").ok();
    assert_eq!(metric(&open, MetricKey::Grr).against_target(), Some((0.92, Standing::Untold)));
}

#[test]
fn the_account_that_makes_the_difference_is_named_and_one_of_many_alike_is_not() {
    let without = |renewals: Vec<Renewal>, key| metric(&facts(renewals), key).without;
    let mut renewals = window(20, 2, 1, "2026-08-10");
    assert_eq!(without(renewals.clone(), MetricKey::Grr), None, "two alike: neither makes the difference alone");
    let large = of("W", renewal("large", "2026-08-11").churned(400)).with(|r| r.account = "Westerlund".into());
    renewals.push(large);
    let found = without(renewals.clone(), MetricKey::Grr).unwrap();
    assert_eq!((found.account.as_str(), found.value), ("Westerlund", 0.9));
    assert_eq!(without(renewals.clone(), MetricKey::RenewalRateArr).unwrap().value, 0.9);
    renewals.extend((0..10).map(|i| renewal(&format!("more {i}"), "2026-08-12").churned(100)));
    assert_eq!(without(renewals, MetricKey::Grr), None, "400 of 1,600 lost is less than a third");
    assert_eq!(without(window(3, 1, 1, "2026-08-10"), MetricKey::Grr), None, "of three each makes the difference");
    let parts = (0..4).map(|i| of("W", renewal(&format!("part {i}"), "2026-08-11").churned(100)));
    let parts = parts.chain(window(20, 2, 1, "2026-08-10")).collect();
    assert_eq!(without(parts, MetricKey::Grr).unwrap().value, 0.9, "all contracts of an account are left out together");
}

#[test]
fn a_window_that_begins_before_the_data_is_not_compared_with() {
    let spread = |from: u32| (from..=12).flat_map(|month| window(4, 1, 1, &format!("2025-{month:02}-03"))).collect::<Vec<_>>();
    let year_ago = |first: u32| {
        let mut renewals = [spread(first), window(20, 2, 1, "2026-08-10")].concat();
        renewals.iter_mut().enumerate().for_each(|(i, r)| r.id = crate::domain::renewal::RenewalId::new(&format!("R{i}")));
        metric(&facts(renewals), MetricKey::Grr)
    };
    assert!(year_ago(7).year_ago.is_some(), "the data begin with the quarter");
    let part = year_ago(9);
    assert_eq!(part.year_ago, None, "of 2025-Q3 they tell September alone");
    assert!(part.why.as_ref().unwrap().contains("nothing is compared with 2025-Q3, since the data begin 2025-09-03"), "{part:?}");
    assert!(!year_ago(10).why.unwrap_or_default().contains("2025-Q3"), "where there is nothing at all, nothing is left out");
}

#[test]
fn survivors_tell_nothing_of_the_time_before() {
    let of_both = |then_lost: usize, then_kept: usize| {
        let then = (0..then_kept + then_lost).map(|i| {
            let one = renewal(&format!("then {i}"), "2025-08-01");
            if i < then_lost { one.churned(100) } else { one.renewed(100, 100) }
        });
        let now = window(60, 9, 1, "2026-08-10").into_iter();
        // The data reach over the whole of the year before.
        let first = std::iter::once(renewal("first", "2025-07-01").open(100));
        metric(&facts(first.chain(then).chain(now).collect()), MetricKey::LogoRetention)
    };
    let kept = of_both(0, 50);
    assert_eq!(kept.year_ago, None);
    assert!(kept.why.as_ref().unwrap().contains("no loss is told of before 2026-08-10"), "{kept:?}");
    let lost = of_both(8, 0);
    assert_eq!(lost.year_ago, None);
    assert!(lost.why.as_ref().unwrap().contains("nothing but losses is told of before 2026-08-10"), "{lost:?}");
    assert!(of_both(1, 50).year_ago.is_some(), "one loss, and losses are told of");
    assert!(of_both(0, 10).year_ago.is_some(), "ten that all stayed is nothing unusual");
}

#[test]
fn groups_are_pulled_towards_the_whole_and_stand_by_what_they_cost() {
    let group = |geo: &str, n: usize, lost: usize| -> Vec<Renewal> {
        let named = |(i, r): (usize, Renewal)| {
            of(&format!("{geo}{i}"), r).with(|r| {
                r.id = crate::domain::renewal::RenewalId::new(&format!("{geo}{i}"));
                r.geo = geo.into();
            })
        };
        window(n, lost, 1, "2026-08-10").into_iter().enumerate().map(named).collect()
    };
    let mut of_geo = facts([group("EMEA", 60, 6), group("APAC", 2, 2), group("AMER", 40, 4)].concat());
    of_geo.scope.dimensions = vec![Dimension::CsOwner, Dimension::Geo];
    let breakdowns = breakdown::asked_for(&Tallies::of(&of_geo, &RoomDecisions::default()));
    assert_eq!(breakdowns[0].dimensions, [Dimension::Geo], "people come last");
    let found: Vec<(String, f64, f64)> = breakdowns[0]
        .groups
        .iter()
        .map(|g| (g.values[0].to_string(), g.metrics[&MetricKey::Grr].value.unwrap(), g.metrics[&MetricKey::Grr].pulled.unwrap()))
        .collect();
    assert_eq!(found.iter().map(|(geo, ..)| geo.as_str()).collect::<Vec<_>>(), ["EMEA", "AMER", "APAC"], "{found:?}");
    let (_, raw, pulled) = &found[2];
    assert!(*raw == 0.0 && *pulled > 0.3, "both of two lost: {found:?}");
    assert!((found[0].2 - 0.9).abs() < 0.02, "of sixty it is their own: {found:?}");
}

/// Customers of many sizes, `contracts` each that go together, a tenth lost, a third growing.
fn book(rng: &mut ChaCha8Rng, n: usize, contracts: usize, due: &str) -> Vec<Renewal> {
    let mut all = Vec::new();
    for account in 0..n {
        let size: f64 = (0..12).map(|_| rng.random_range(0.0..1.0)).sum::<f64>() - 6.0;
        let fate = rng.random_range(0.0..1.0);
        for i in 0..contracts {
            let before = (size.exp() * 10_000.0 * rng.random_range(0.5..1.5)) as i64 + 1;
            let one = of(&format!("{due}{account}"), renewal(&format!("{due} {account} {i}"), due));
            let after = if fate < 0.43 { (before as f64 * (1.0 + (fate - 0.1))) as i64 } else { before };
            all.push(if fate < 0.1 { one.churned(before) } else { one.renewed(before, after) });
        }
    }
    all
}

#[test]
fn changes_that_are_none_are_called_so_however_many_contracts_an_account_has() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for (n, contracts) in [(15, 1), (40, 1), (40, 5), (150, 1)] {
        let mut wrong = [0; 4];
        for _ in 0..150 {
            let renewals = [book(&mut rng, n, contracts, "2026-08-10"), book(&mut rng, n, contracts, "2026-05-10")].concat();
            let found = available_to_renew(&facts(renewals), &RoomDecisions::default()).metrics;
            let keys = [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention, MetricKey::RenewalRateCount];
            for (wrong, key) in wrong.iter_mut().zip(keys) {
                *wrong += u32::from(found[&key].change().is_some() && !found[&key].is_within_chance());
            }
        }
        // 5 % and two and a half standard errors of 150 runs.
        assert!(wrong.iter().all(|wrong| *wrong <= 14), "{n} accounts of {contracts}: {wrong:?} of 150");
    }
}
