//! What earlier retros said of renewals that were ahead, against what came.

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::findings::{Score, Scored, ScoredBand, ScoredGroup, WatchList};
use crate::analysis::risk_set::gone::Gone;
use crate::analysis::risk_set::{RiskSet, quarter};
use crate::analysis::stats::Z95;
use crate::analysis::stats::describe::brier;
use crate::domain::facts::Facts;
use crate::domain::prediction::{PastPredictions, Prediction, Predictions};
use crate::domain::window::{FiscalYear, Window};

/// Upper ends of the bands of rates.
const BANDS: [f64; 3] = [0.1, 0.3, 1.0];

/// What the list says, to be kept. Rates are rounded to what every reader of a journal gets back as it was.
pub(crate) fn to_keep(list: &WatchList) -> Option<Predictions> {
    let rounded = |rate: f64| (rate * 1e6).round() / 1e6;
    let rows = list.rows.iter().filter_map(|row| {
        Some(Prediction {
            account_id: row.account_id.clone(),
            account: row.account.clone(),
            due: row.due,
            arr: row.arr,
            rate: rounded(row.rate?),
            base_rate: rounded(row.base_rate?),
            signs: row.signs.iter().map(|sign| sign.brief.clone()).collect(),
            forecast: row.forecast.map(rounded),
        })
    });
    let rows: Vec<Prediction> = rows.collect();
    (!rows.is_empty()).then_some(Predictions { known_by: list.total.known_by?, rows })
}

/// Those of which the data know the outcome; `None` where they know of none.
pub(crate) fn score(facts: &Facts, set: &RiskSet<'_>, past: &[PastPredictions]) -> Option<Score> {
    if past.is_empty() {
        return None;
    }
    let outcomes = Outcomes::of(facts, set);
    let mut retros = Vec::new();
    for said in past {
        let known: Vec<(&Prediction, bool)> =
            said.said.rows.iter().filter_map(|row| Some((row, outcomes.of_row(row, said.said.known_by)?))).collect();
        if !known.is_empty() {
            let left_early = known.iter().filter(|(row, _)| outcomes.has_left_early(row, said.said.known_by)).count() as u64;
            retros.push(Scored { left_early, ..scored(&said.session, said.said.rows.len(), &known) });
        }
    }
    let each_once = each_once(past, outcomes.fiscal);
    let known = each_once.iter().filter_map(|(row, known_by)| Some((*row, outcomes.of_row(row, *known_by)?)));
    let all: Vec<(&Prediction, bool)> = known.collect();
    // One retro is its own sum.
    let together = (retros.len() > 1).then(|| Scored {
        left_early: each_once.iter().filter(|(row, known_by)| outcomes.has_left_early(row, *known_by)).count() as u64,
        ..scored("all retros together", each_once.len(), &all)
    });
    (!retros.is_empty()).then(|| Score { bands: bands(&all), together, retros })
}

/// An account with what it had due in one quarter is one chance, in however many lists it stood: what the last of them said counts.
fn each_once(past: &[PastPredictions], fiscal: FiscalYear) -> Vec<(&Prediction, NaiveDate)> {
    let mut newest_first: Vec<&PastPredictions> = past.iter().collect();
    newest_first.sort_by_key(|past| std::cmp::Reverse(past.said.known_by));
    let mut seen = FxHashSet::default();
    let rows = newest_first.into_iter().flat_map(|past| past.said.rows.iter().map(move |row| (row, past.said.known_by)));
    rows.filter(|(row, _)| seen.insert((row.account_id.clone(), quarter(row.due, fiscal)))).collect()
}

/// Who was lost, by account and quarter.
struct Outcomes {
    fiscal: FiscalYear,
    lost: FxHashMap<(String, i32), bool>,
    /// Days on which accounts left before a contract's end.
    left: FxHashMap<String, Vec<NaiveDate>>,
}

impl Outcomes {
    fn of(facts: &Facts, set: &RiskSet<'_>) -> Self {
        let fiscal = facts.scope.fiscal();
        let mut lost = FxHashMap::default();
        for chance in &set.chances {
            if let Some(case) = set.cases_of(chance).first() {
                lost.insert((case.renewal.account_id.to_string(), quarter(case.renewal.due, fiscal)), chance.is_lost);
            }
        }
        let mut left: FxHashMap<String, Vec<NaiveDate>> = FxHashMap::default();
        let gone = Gone::of(facts);
        for renewal in facts.all().filter(|r| r.early_termination && r.is_churned()) {
            // Who ended one contract and has another has not left.
            if !gone.after(renewal, renewal.due) {
                continue;
            }
            left.entry(renewal.account_id.to_string()).or_default().push(renewal.due);
        }
        Self { fiscal, lost, left }
    }

    /// Who left before it was due is lost as well.
    fn of_row(&self, row: &Prediction, known_by: NaiveDate) -> Option<bool> {
        if self.has_left_early(row, known_by) {
            return Some(true);
        }
        self.lost.get(&(row.account_id.to_string(), quarter(row.due, self.fiscal))).copied()
    }

    fn has_left_early(&self, row: &Prediction, known_by: NaiveDate) -> bool {
        let until = Window::quarter_of(row.due, self.fiscal).to;
        let has_left = |days: &Vec<NaiveDate>| days.iter().any(|day| *day > known_by && *day <= until);
        self.left.get(row.account_id.as_str()).is_some_and(has_left)
    }
}

fn scored(session: &str, said: usize, known: &[(&Prediction, bool)]) -> Scored {
    let of = |rate: &dyn Fn(&Prediction) -> Option<f64>| brier(known.iter().filter_map(|(row, lost)| Some((rate(row)?, *lost))));
    let group = |named: bool| ScoredGroup::of(known.iter().filter(|(row, _)| row.signs.is_empty() != named).copied());
    let both: Vec<(&Prediction, bool)> = known.iter().filter(|(row, _)| row.forecast.is_some()).copied().collect();
    let (gain, reach) = gain(known);
    Scored {
        session: session.to_owned(),
        said: said as u64,
        known: known.len() as u64,
        lost: known.iter().filter(|(_, lost)| *lost).count() as u64,
        left_early: 0,
        expected: known.iter().map(|(row, _)| row.rate).sum(),
        spread: known.iter().map(|(row, _)| row.rate * (1.0 - row.rate)).sum::<f64>().sqrt(),
        named: group(true),
        others: group(false),
        brier: of(&|row| Some(row.rate)),
        brier_base: of(&|row| Some(row.base_rate)),
        is_better: gain > 0.0,
        is_beyond_chance: gain > reach,
        with_forecast: both.len() as u64,
        brier_forecast: brier(both.iter().filter_map(|(row, lost)| Some((row.forecast?, *lost)))),
        brier_beside_forecast: brier(both.iter().map(|(row, lost)| (row.rate, *lost))),
    }
}

/// By how much the list was nearer to what came than the base rate, and how far chance alone can bring it.
fn gain(known: &[(&Prediction, bool)]) -> (f64, f64) {
    let n = known.len() as f64;
    let gains: Vec<f64> = known
        .iter()
        .map(|(row, lost)| {
            let came = f64::from(u8::from(*lost));
            (row.base_rate - came).powi(2) - (row.rate - came).powi(2)
        })
        .collect();
    let mean = gains.iter().sum::<f64>() / n;
    let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    (mean, Z95 * (variance / n).sqrt())
}

/// Of those that were said to be lost so often, how many were.
fn bands(known: &[(&Prediction, bool)]) -> Vec<ScoredBand> {
    let mut from = 0.0;
    let mut found = Vec::new();
    for to in BANDS {
        let of_it: Vec<&(&Prediction, bool)> = known.iter().filter(|(row, _)| from <= row.rate && (row.rate < to || to >= 1.0)).collect();
        if !of_it.is_empty() {
            let n = of_it.len() as u64;
            let mean = of_it.iter().map(|(row, _)| row.rate).sum::<f64>() / n as f64;
            found.push(ScoredBand { from, to, n, mean, lost: of_it.iter().filter(|(_, lost)| *lost).count() as u64 });
        }
        from = to;
    }
    found
}
