//! Findings over whole data sets: the stories of the sample, chance alone, and figures worked out by hand.
#![expect(clippy::disallowed_methods, reason = "the worked example is written to a folder to be compiled")]

#[path = "../benches/analysis/made.rs"]
mod made;

#[path = "analysis/chance.rs"]
mod chance;
#[path = "analysis/power.rs"]
mod power;
#[path = "analysis/stories.rs"]
mod stories;
#[path = "analysis/traps.rs"]
mod traps;
#[path = "analysis/worked.rs"]
mod worked;
