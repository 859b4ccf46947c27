//! Nothing is claimed where nothing is: traps in which a careless test sees an effect, at many sizes.
//!
//! `RETRO_SEEDS=2000 cargo test --release --test analysis traps -- --nocapture` runs all sizes and prints the table; `.ci/traps` does.
#![expect(clippy::disallowed_macros, reason = "the table is printed for who asks for it")]

#[path = "traps/world.rs"]
mod world;

use run_retro::analysis::findings::{Signal, Verdict};
use run_retro::analysis::indicators::signals;
use run_retro::analysis::plays::plays;
use run_retro::analysis::risk_set::RiskSet;
use run_retro::domain::progress::Silent;
use world::Trap;

/// What is stated of false claims: signals and plays each correct for what they try.
const STATED: f64 = 0.05;
/// Seeds of a quick run.
const FEW: u64 = 40;
/// Of a "95 %" interval.
const LEAST_COVERED: f64 = 0.93;

/// What was claimed over so many runs.
#[derive(Default)]
struct Claims {
    runs: u64,
    signals: u64,
    plays: u64,
    /// Intervals of the ARR lift that hold zero, and all of them.
    covered: u64,
    intervals: u64,
    named: Vec<String>,
}

impl Claims {
    fn over(trap: Trap, accounts: usize, contracts: usize, seeds: u64) -> Self {
        let mut claims = Self::default();
        (0..seeds).for_each(|seed| claims.add(trap, accounts, contracts, seed));
        claims
    }

    fn add(&mut self, trap: Trap, accounts: usize, contracts: usize, seed: u64) {
        let facts = world::facts(trap, accounts, contracts, seed);
        let set = RiskSet::of(&facts, &Silent).unwrap();
        let signals = signals(&set, &facts.coverage, &Silent).unwrap();
        let held: Vec<&Signal> = signals.iter().filter(|signal| signal.verdict == Verdict::Holds).collect();
        self.runs += 1;
        self.signals += u64::from(!held.is_empty());
        self.named.extend(held.iter().map(|signal| signal.signal.clone()));
        self.plays += u64::from(plays(&set).iter().any(|play| play.verdict == Verdict::Holds));
        for (low, high) in signals.iter().filter_map(|signal| signal.arr_lift_low.zip(signal.arr_lift_high)) {
            self.intervals += 1;
            self.covered += u64::from(low <= 0.0 && 0.0 <= high);
        }
    }

    /// As many as the stated rate allows, with room for chance.
    fn allowed(&self) -> u64 {
        let n = self.runs as f64;
        (n * STATED + 2.5 * (n * STATED * (1.0 - STATED)).sqrt()).floor() as u64
    }

    fn coverage(&self) -> f64 {
        self.covered as f64 / self.intervals.max(1) as f64
    }

    fn print(&self, trap: Trap, accounts: usize, contracts: usize) {
        let percent = |n: u64| format!("{:.1} %", 100.0 * n as f64 / self.runs as f64);
        println!(
            "{:<20} {accounts:>5} {contracts:>3} {:>6} {:>8} {:>8} {:>9}",
            format!("{trap:?}"),
            self.runs,
            percent(self.signals),
            percent(self.plays),
            if self.intervals == 0 { "–".to_owned() } else { format!("{:.1} %", self.coverage() * 100.0) }
        );
    }
}

/// Accounts, and contracts of each.
fn sizes(seeds: Option<u64>) -> Vec<(usize, usize)> {
    if seeds.is_none() {
        return vec![(100, 1), (60, 3)];
    }
    [30, 100, 400, 2_000].into_iter().flat_map(|accounts| [1, 3, 10].map(|contracts| (accounts, contracts))).collect()
}

#[test]
fn no_trap_yields_more_claims_than_chance() {
    let asked: Option<u64> = std::env::var("RETRO_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let mut faults = Vec::new();
    println!("{:<20} {:>5} {:>3} {:>6} {:>8} {:>8} {:>9}", "trap", "acc.", "k", "runs", "signals", "plays", "covered");
    for trap in Trap::ALL {
        for (accounts, contracts) in sizes(asked) {
            // The largest worlds are as many renewals in fewer runs.
            let seeds = asked.unwrap_or(FEW) / (accounts * contracts / 4_000).max(1) as u64;
            let claims = Claims::over(trap, accounts, contracts, seeds.max(1));
            claims.print(trap, accounts, contracts);
            if claims.signals > claims.allowed() || claims.plays > claims.allowed() {
                faults.push(format!(
                    "{trap:?} at {accounts} × {contracts}: signals {}, plays {} of {}: {:?}",
                    claims.signals, claims.plays, claims.runs, claims.named
                ));
            }
            if trap == Trap::Plain && asked.is_some() && claims.intervals > 1_000 && claims.coverage() < LEAST_COVERED {
                faults.push(format!("intervals at {accounts} × {contracts} cover {:.3}", claims.coverage()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
