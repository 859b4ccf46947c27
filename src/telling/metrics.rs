//! A metric against the window before, against its target, and what chance has to do with it.

use super::figures::{change, ends, or_missing, percent_exact, points, value};
use crate::analysis::findings::{Metric, MetricKey, Standing};

/// A metric's value with its unit, or that it is missing.
pub(crate) fn read(key: MetricKey, given: Option<f64>) -> String {
    or_missing(given, |given| value(key.unit(), given))
}

/// What changed against the window before, in the metric's unit; empty without a comparison, and where nobody can tell how far
/// chance goes.
pub(crate) fn changed(key: MetricKey, metric: &Metric) -> String {
    metric.change().filter(|_| metric.change_low.is_some()).map_or_else(String::new, |(before, now)| change(key.unit(), now - before))
}

/// What changed more than chance alone may have done, for a table; empty where that is not known.
pub(crate) fn told_from_chance(key: MetricKey, metric: &Metric) -> String {
    match metric.change_low.zip(metric.change_high) {
        Some(_) if metric.is_within_chance() => "within chance".to_owned(),
        Some(_) => changed(key, metric),
        None => String::new(),
    }
}

/// How far chance reaches, together with what is open; empty where it is not known.
pub(crate) fn reach(key: MetricKey, metric: &Metric) -> String {
    metric.reach().map_or_else(String::new, |reach| ends(key.unit(), reach))
}

/// `The target is 92 %: 3.1 points short`.
pub(crate) fn target(metric: &Metric) -> Option<String> {
    let (target, standing) = metric.against_target()?;
    let how = match standing {
        Standing::Untold => return Some(format!("The target is {}", percent_exact(target))),
        Standing::Within => "this is within what chance does".to_owned(),
        Standing::Off(by) => format!("{} {}", points(by.abs()), if by < 0.0 { "short" } else { "above" }),
    };
    Some(format!("The target is {}: {how}", percent_exact(target)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_and_chance_are_said_in_plain_words() {
        let mut metric =
            Metric { value: Some(0.818), low: Some(0.69), high: Some(0.9), target: Some(0.92), previous: Some(0.877), ..Metric::default() };
        assert_eq!(target(&metric).as_deref(), Some("The target is 92 %: 10.2 points short"));
        assert_eq!(told_from_chance(MetricKey::Grr, &metric), "");
        (metric.change_low, metric.change_high) = (Some(-0.1), Some(-0.02));
        assert_eq!(told_from_chance(MetricKey::Grr, &metric), "−5.9 points");
        (metric.change_low, metric.change_high, metric.target) = (Some(-0.2), Some(0.1), Some(0.895));
        assert_eq!(target(&metric).as_deref(), Some("The target is 89.5 %: this is within what chance does"));
        assert_eq!(
            (told_from_chance(MetricKey::Grr, &metric).as_str(), reach(MetricKey::Grr, &metric).as_str()),
            ("within chance", "69.0–90.0 %")
        );
        metric.range = Some([0.8, 0.95]);
        assert_eq!((target(&metric).as_deref(), reach(MetricKey::Grr, &metric).as_str()), (Some("The target is 89.5 %"), "69.0–95.0 %"));
    }
}
