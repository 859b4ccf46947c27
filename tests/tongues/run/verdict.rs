//! Right, asked, wrong, or worse.

use serde_json::Value;

use super::answer::Answer;
use crate::truth::expected::{Expected, Figure, Rates};

pub enum Verdict {
    Right,
    /// It declined, with what it said.
    Asked(String),
    /// It called itself ready with figures that differ.
    Wrong(Vec<String>),
    Crashed(String),
}

pub fn on(answer: &Answer, expected: &Expected) -> Verdict {
    if answer.code.is_none() || answer.said.contains("panicked") {
        return Verdict::Crashed(answer.said.clone());
    }
    if answer.code != Some(0) {
        let first = answer.said.lines().map(str::trim).find(|line| !line.is_empty());
        return first.map_or_else(|| Verdict::Crashed("it declined without a word".into()), |line| Verdict::Asked(line.into()));
    }
    let Ok(report) = serde_json::from_str::<Value>(&answer.out) else {
        return Verdict::Crashed(format!("no report but {:.80}", answer.out));
    };
    let wrong = differences(&report, expected);
    if wrong.is_empty() { Verdict::Right } else { Verdict::Wrong(wrong) }
}

fn differences(report: &Value, expected: &Expected) -> Vec<String> {
    let counts = expected.counts.iter().filter_map(|(key, wanted)| {
        let got = report["counts"][*key].as_u64().unwrap_or(0);
        (got != *wanted as u64).then(|| format!("{key} {got} for {wanted}"))
    });
    let rates = |block: &'static str, wanted: Rates| {
        [("grr", wanted.grr), ("nrr", wanted.nrr), ("logo_retention", wanted.logo)].into_iter().filter_map(move |(key, wanted)| {
            let got = report[block][key]["value"].as_f64();
            differs(got, wanted).map(|told| format!("{block} {key} {told}"))
        })
    };
    counts.chain(rates("metrics", expected.window)).chain(rates("trailing_twelve_months", expected.year)).collect()
}

fn differs(got: Option<f64>, wanted: Figure) -> Option<String> {
    match (got, wanted) {
        (_, Figure::Unchecked) | (None, Figure::None) => None,
        (Some(got), Figure::Is(wanted)) if (got - wanted).abs() <= 1e-5 => None,
        (Some(got), Figure::Is(wanted)) => Some(format!("{got:.4} for {wanted:.4}")),
        (None, Figure::Is(wanted)) => Some(format!("none for {wanted:.4}")),
        (Some(got), Figure::None) => Some(format!("{got:.4}, which cannot be known")),
    }
}
