//! Forecasts that are right on average, and outcomes dealt by their own probabilities: nothing leans more often than stated.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::analysis::testing::{Build, facts, renewal};
use crate::domain::Name;
use crate::domain::renewal::Forecast;

const SEEDS: u64 = 200;
/// Five of a hundred, and 2.5 standard errors of that over the seeds.
const ALLOWED: usize = 17;

/// What is dealt.
#[derive(Clone, Copy, Debug)]
struct Deal {
    accounts: usize,
    contracts: usize,
    chance: f64,
    /// The largest contract over the smallest.
    skew: f64,
    /// What renews comes in at up to so much more or less.
    noise: f64,
    says_probability: bool,
}

const PLAIN: Deal = Deal { accounts: 0, contracts: 1, chance: 0.93, skew: 1.0, noise: 0.0, says_probability: true };

impl Deal {
    /// Forecast at probability times ARR. The contracts of an account are one decision.
    fn renewals(self, rng: &mut ChaCha8Rng) -> Vec<Renewal> {
        let account = |i: usize| {
            let kept = rng.random_bool(self.chance);
            (0..self.contracts).map(|k| self.contract(i, k, kept, rng)).collect::<Vec<_>>()
        };
        (0..self.accounts).flat_map(account).collect()
    }

    fn contract(self, i: usize, k: usize, kept: bool, rng: &mut ChaCha8Rng) -> Renewal {
        let before = (1_000.0 * rng.random_range(0.0..=self.skew.ln()).exp()) as i64;
        let after = (before as f64 * (1.0 + rng.random_range(-self.noise..=self.noise))) as i64;
        let base = renewal(&format!("A{i}-{k}"), "2026-08-01");
        let base = if kept { base.renewed(before, after) } else { base.churned(before) };
        base.with(|r| {
            r.account_id = Name::from(format!("A{i}"));
            r.segment = ["enterprise", "growth", "scale"][i % 3].into();
            r.forecast = Some(Forecast {
                amount: Some(Money::minor((before as f64 * self.chance * 100.0) as i64)),
                category: Some(["Commit", "Best case"][k % 2].into()),
                probability: self.says_probability.then_some(self.chance),
                on: None,
            });
        })
    }

    /// In how many runs the long run or the window says that the forecast leans.
    fn leaning(self) -> usize {
        let leans = |seed: &u64| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed.wrapping_mul(0x9e37_79b9) ^ self.accounts as u64);
            let renewals = self.renewals(&mut rng);
            let renewals: Vec<&Renewal> = renewals.iter().collect();
            tested(&Case::all(&renewals, &Windows::of(&facts(vec![]))), &mut Places::default()).iter().any(ForecastRow::leans)
        };
        (0..SEEDS).filter(leans).count()
    }
}

fn is_seldom_wrong(deal: Deal) {
    for accounts in [12, 25, 50, 100, 225, 400] {
        let deal = Deal { accounts, ..deal };
        let found = deal.leaning();
        assert!(found <= ALLOWED, "{deal:?} leans in {found} of {SEEDS} runs");
    }
}

#[test]
fn an_unbiased_forecast_leans_no_more_often_than_stated() {
    for chance in [0.97, 0.93, 0.85] {
        is_seldom_wrong(Deal { chance, ..PLAIN });
    }
}

#[test]
fn nor_where_an_account_decides_over_several_contracts() {
    for chance in [0.97, 0.93, 0.85] {
        is_seldom_wrong(Deal { chance, contracts: 3, ..PLAIN });
    }
}

#[test]
fn nor_where_amounts_differ_and_change() {
    for chance in [0.97, 0.85] {
        is_seldom_wrong(Deal { chance, skew: 50.0, noise: 0.2, ..PLAIN });
    }
}

#[test]
fn nor_without_probabilities() {
    for chance in [0.93, 0.85] {
        is_seldom_wrong(Deal { chance, says_probability: false, skew: 20.0, ..PLAIN });
    }
}

#[test]
fn where_nearly_everything_came_and_nothing_is_said_of_chance_it_is_too_few_to_tell() {
    let deal = Deal { accounts: 60, chance: 0.97, says_probability: false, ..PLAIN };
    let mut renewals = deal.renewals(&mut ChaCha8Rng::seed_from_u64(3));
    for (i, renewal) in renewals.iter_mut().enumerate() {
        *renewal = if i < 3 { renewal.clone().churned(1_000) } else { renewal.clone().renewed(1_000, 1_000) };
    }
    let all = review(&facts(renewals)).long_run.remove(0);
    assert_eq!((all.p, all.low), (None, None));
    assert_eq!(all.why.as_deref(), Some("too few to tell: 3 accounts lost, and the forecast says no probabilities"));
}
