//! What is right for a case, and how far the program is from it.

use std::path::PathBuf;

use serde_json::Value;

use super::run::{self, Answer};

const RATES: [&str; 3] = ["grr", "nrr", "logo_retention"];

pub struct Case {
    folder: PathBuf,
    expected: Value,
}

pub fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"))
}

impl Case {
    pub fn named(name: &str) -> Self {
        let folder = folder().join(name);
        let text = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        Self { folder, expected: serde_json::from_str(&text).unwrap() }
    }

    /// Fails the test with all that differs.
    pub fn hold(&self) {
        let answer = run::with(&self.folder, &self.expected, "json");
        assert!(!answer.crashed(), "it crashes: {}", answer.said);
        let mut wrong = if answer.ready() { self.figures(&answer) } else { self.declined(&answer) };
        wrong.extend(self.untold(&answer));
        assert!(wrong.is_empty(), "{}\n{}\n{}", self.expected["kind"].as_str().unwrap_or_default(), wrong.join("\n"), answer.said);
    }

    fn has_figures(&self) -> bool {
        self.expected.get("counts").is_some()
            || self.expected.get("trailing_twelve_months").is_some()
            || RATES.iter().any(|rate| self.expected[rate].is_object())
    }

    fn or_asked(&self) -> bool {
        self.expected["or_asked"].as_bool().unwrap_or(false)
    }

    fn declined(&self, answer: &Answer) -> Vec<String> {
        let without_a_word = answer.said.trim().is_empty().then(|| "declined without a word".to_owned());
        let with_figures = (self.has_figures() && !self.or_asked()).then(|| "declined, though it can be known".to_owned());
        without_a_word.into_iter().chain(with_figures).collect()
    }

    fn figures(&self, answer: &Answer) -> Vec<String> {
        let report: Value = serde_json::from_str(&answer.out).expect("a report");
        let counts = self.expected["counts"].as_object().into_iter().flatten().filter_map(|(key, wanted)| {
            let got = &report["counts"][key];
            (got != wanted).then(|| format!("{key}: {got} for {wanted}"))
        });
        let window = rates("", &report["metrics"], &self.expected);
        let year = rates("twelve months, ", &report["trailing_twelve_months"], &self.expected["trailing_twelve_months"]);
        counts.chain(window).chain(year).collect()
    }

    /// What has to be told and is not. Where asking is only one of two right answers, it holds for the question.
    fn untold(&self, answer: &Answer) -> Vec<String> {
        if self.or_asked() && answer.ready() {
            return vec![];
        }
        let report = if answer.ready() { run::with(&self.folder, &self.expected, "md").out } else { String::new() };
        let text = format!("{}\n{}\n{report}", answer.said, answer.out).to_lowercase();
        let wanted = self.expected["told"].as_array().into_iter().flatten().filter_map(Value::as_str);
        wanted
            .filter(|wanted| !wanted.to_lowercase().split('|').any(|either| text.contains(either)))
            .map(|wanted| format!("not told: {wanted}"))
            .collect()
    }
}

fn rates(name: &str, got: &Value, expected: &Value) -> Vec<String> {
    let differs = |rate: &&str| {
        let wanted = expected.get(*rate)?;
        let got = got[*rate]["value"].as_f64();
        match (wanted["value"].as_f64(), got) {
            (Some(wanted), Some(got)) if (wanted - got).abs() <= 1e-5 => None,
            (None, None) => None,
            (wanted, got) => Some(format!("{name}{rate}: {} for {}", shown(got), shown(wanted))),
        }
    };
    RATES.iter().filter_map(differs).collect()
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "none".into(), |value| format!("{value:.4}"))
}
