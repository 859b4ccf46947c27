//! How something moved before the due date, for those that held and those that were lost.

use super::{Chart, Picture};
use crate::domain::facts::Facts;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::text::listed;
use crate::telling::figures::{count, decimals, or_missing};

/// One group's means at each point in time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub outcome: Outcome,
    /// `renewed (37)`.
    pub label: String,
    pub points: Vec<Option<f64>>,
}

/// Lines over the same points in time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lines {
    pub lines: Vec<Line>,
    pub times: Vec<&'static str>,
    /// The scale.
    pub low: f64,
    pub high: f64,
}

/// The scale: the values' range with a margin, never flatter than a tenth of the largest.
pub(crate) fn scale(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let (low, high) = (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max));
    let margin = ((high - low) * 0.1).max(high.abs() * 0.05).max(0.5);
    (low - margin, high + margin)
}

/// A point as read.
pub(crate) fn number(value: Option<f64>, places: usize) -> String {
    or_missing(value, |value| decimals(value, places))
}

/// The scores 90, 60 and 30 days before due, when all are known.
pub(crate) fn health(renewal: &Renewal) -> Option<[f64; 3]> {
    let [a, b, c] = renewal.signals.health;
    Some([a?, b?, c?])
}

/// Usage in six 30-day steps, oldest first, against the first of them (100 = as half a year before due).
pub(crate) fn usage(renewal: &Renewal) -> Option<[f64; 6]> {
    let buckets = renewal.signals.usage?;
    let base = buckets[5]? as f64;
    let mut steps = [0.0; 6];
    for (step, events) in steps.iter_mut().zip(buckets.into_iter().rev()) {
        *step = events? as f64 / base * 100.0;
    }
    (base > 0.0).then_some(steps)
}

/// How many renewals of an outcome are measured at every point, and their means, so that all points speak of the same ones.
pub(crate) fn means<const N: usize>(
    facts: &Facts,
    outcome: Outcome,
    measure: impl Fn(&Renewal) -> Option<[f64; N]>,
) -> (u64, [Option<f64>; N]) {
    let measured: Vec<[f64; N]> = facts.in_scope().filter(|r| r.outcome == outcome).filter_map(measure).collect();
    let n = measured.len();
    let mean = |i: usize| (n > 0).then(|| measured.iter().map(|m| m[i]).sum::<f64>() / n as f64);
    (n as u64, std::array::from_fn(mean))
}

/// What a group is called, with how many are in it.
pub(crate) fn label(outcome: Outcome, n: u64) -> String {
    let name = if outcome == Outcome::Churned { "lost" } else { outcome.label() };
    format!("{name} ({})", count(n))
}

pub(crate) const HEALTH_TIMES: [&str; 3] = ["−90", "−60", "−30"];
pub(crate) const USAGE_TIMES: [&str; 6] = ["−180", "−150", "−120", "−90", "−60", "−30"];

pub(crate) fn of_health(facts: &Facts) -> Option<Picture> {
    picture(facts, "Mean health score, days before due", HEALTH_TIMES, health)
}

pub(crate) fn of_usage(facts: &Facts) -> Option<Picture> {
    picture(facts, "Usage by 30 days before due, half a year before = 100", USAGE_TIMES, usage)
}

fn picture<const N: usize>(
    facts: &Facts,
    title: &str,
    times: [&'static str; N],
    measure: impl Fn(&Renewal) -> Option<[f64; N]>,
) -> Option<Picture> {
    let line = |outcome: Outcome| {
        let (n, points) = means(facts, outcome, &measure);
        (n > 0).then(|| Line { outcome, label: label(outcome, n), points: points.to_vec() })
    };
    let lines: Vec<Line> = [Outcome::Renewed, Outcome::Churned].into_iter().filter_map(line).collect();
    if lines.is_empty() {
        return None;
    }
    let (low, high) = scale(lines.iter().flat_map(|line| line.points.iter().copied().flatten()));
    let went: Vec<String> = lines.iter().map(went).collect();
    let went: Vec<&str> = went.iter().map(String::as_str).collect();
    let said = format!(
        "From {} to {} days before due: {}.",
        times[0].trim_start_matches('−'),
        times[N - 1].trim_start_matches('−'),
        listed(&went)
    );
    let title = format!("{title}, {}", facts.scope.window.label);
    Some(Picture { title, said, chart: Chart::Slope(Lines { lines, times: times.to_vec(), low, high }) })
}

/// `renewed (37) went from 72 to 74`.
fn went(line: &Line) -> String {
    let ends = [line.points.first(), line.points.last()].map(|point| number(point.copied().flatten(), 0));
    format!("{} went from {} to {}", line.label, ends[0], ends[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};

    #[test]
    fn only_those_measured_at_every_point_are_in_a_mean() {
        let with = |id: &str, health| renewal(id, "2026-08-10").renewed(10, 10).with(|r| r.signals.health = health);
        let lost = renewal("R4", "2026-08-11").churned(10).with(|r| r.signals.health = [Some(60.0), Some(50.0), Some(40.0)]);
        let all = [Some(70.0), Some(72.0), Some(74.0)];
        let facts = facts(vec![with("R1", all), with("R2", all), with("R3", [Some(10.0), None, Some(10.0)]), lost]);
        let picture = of_health(&facts).unwrap();
        assert_eq!(picture.said, "From 90 to 30 days before due: renewed (2) went from 70 to 74 and lost (1) went from 60 to 40.");
        let Chart::Slope(lines) = &picture.chart else { panic!("{picture:?}") };
        assert!(lines.low < 40.0 && lines.high > 74.0, "{lines:?}");
        assert_eq!(of_usage(&facts), None);
    }
}
