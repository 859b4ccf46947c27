//! What is there is found: the planted stories of the sample, at the sizes that teams have.
//!
//! `RETRO_SEEDS=25 cargo test --release --test analysis power -- --nocapture` prints the table; `.ci/traps` does.
#![expect(clippy::disallowed_macros, reason = "the table is printed for who asks for it")]

use run_retro::analysis::findings::{Findings, PlayFinding, Signal, Verdict};
use run_retro::sample;

use crate::stories::sown;

/// A story, and how it is told whether it was found.
type Story = (&'static str, fn(&Findings) -> bool);

const STORIES: [Story; 9] = [
    ("a champion left", |f| signal_holds(f, "champion-left")),
    ("usage falls", |f| signal_holds(f, "usage-drop-60")),
    ("health falls", |f| f.signals.iter().any(|s| s.signal.starts_with("health-") && s.verdict == Verdict::Holds)),
    ("uplift without a sponsor holds", |f| signal_holds(f, "uplift-over-7-no-sponsor")),
    ("… and is offered", |f| offered(f, "signal:uplift-over-7-no-sponsor")),
    ("the play helps, and was reversed", |f| play(f, |p| p.verdict == Verdict::Holds && p.reversed)),
    ("… or is called too few", |f| play(f, |p| p.verdict != Verdict::NotShown)),
    ("the new rival in its geo", |f| offered(f, &format!("emerging:competitor:{}", sample::NEW_RIVAL))),
    ("the forecast of growth", |f| offered(f, "forecast:segment: growth")),
];

/// Accounts, and the share of 25 seeds in which each story was found when renewals were counted as independent. A play that cannot
/// be told from nothing is always called too few. An uplift of less than 200 accounts is not held against that: then it was read from
/// what was agreed, which is known only with the outcome; now it is read from what the contract allows.
const LEAST: [(u32, [f64; 9]); 5] = [
    (30, [0.28, 0.92, 0.88, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
    (60, [0.76, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.08, 0.0]),
    (100, [0.84, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.56, 0.0]),
    (200, [1.0, 1.0, 1.0, 1.0, 0.76, 0.24, 1.0, 1.0, 0.60]),
    (400, [1.0, 1.0, 1.0, 1.0, 0.88, 0.88, 1.0, 1.0, 1.0]),
];

fn signal_holds(findings: &Findings, name: &str) -> bool {
    let holds = |signal: &Signal| signal.signal == name && signal.verdict == Verdict::Holds;
    findings.signals.iter().any(holds)
}

fn offered(findings: &Findings, key: &str) -> bool {
    findings.insights.iter().any(|insight| insight.evidence.key == key)
}

fn play(findings: &Findings, is: impl Fn(&PlayFinding) -> bool) -> bool {
    findings.plays.iter().find(|p| &*p.play == sample::ALIGNMENT).is_some_and(is)
}

/// Of seeds, in the runs that [`LEAST`] was read from.
const RUNS_BEFORE: f64 = 25.0;
/// Of a quick run, at the sizes that most teams have.
const FEW: u64 = 2;
const USUAL: [u32; 2] = [60, 200];

/// What so many seeds must reach, with room for chance in both runs.
fn asked(least: f64, seeds: f64) -> f64 {
    // Of 25 seeds, 25 found do not mean that all would be: Agresti and Coull's estimate stands for the spread.
    let likely = (least * RUNS_BEFORE + 2.0) / (RUNS_BEFORE + 4.0);
    least - 2.5 * (likely * (1.0 - likely) * (1.0 / seeds + 1.0 / RUNS_BEFORE)).sqrt()
}

#[test]
fn planted_stories_are_found_as_often_as_before_or_called_too_few() {
    let told: Option<u64> = std::env::var("RETRO_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let seeds = told.unwrap_or(FEW);
    let mut faults = Vec::new();
    println!("{:<36} {:>8} {:>5} {:>6} {:>6}", "story", "accounts", "seeds", "found", "before");
    for (accounts, least) in LEAST.into_iter().filter(|(accounts, _)| told.is_some() || USUAL.contains(accounts)) {
        let found: Vec<_> = (1..=seeds).map(|seed| sown(seed, accounts).1).map(|f| STORIES.map(|(_, is)| is(&f))).collect();
        for (place, (story, _)) in STORIES.iter().enumerate() {
            let share = found.iter().filter(|stories| stories[place]).count() as f64 / seeds as f64;
            println!("{story:<36} {accounts:>8} {seeds:>5} {share:>6.2} {:>6.2}", least[place]);
            if share < asked(least[place], seeds as f64) {
                faults.push(format!("{story} at {accounts} accounts: {share:.2}, before {:.2}", least[place]));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
