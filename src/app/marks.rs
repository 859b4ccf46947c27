//! Good and bad, told by a sign or a shape and then by a colour: one vocabulary for all screens.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::analysis::findings::{Metric, MetricKey, Standing, Unit, Verdict};
use crate::domain::facts::Facts;
use crate::domain::renewal::{Became, Outcome, Renewal, Risk};
use crate::telling::figures;

/// Stands before what the room corrected.
pub(crate) const CORRECTED: &str = "✎";

/// A renewal's account, marked where the room corrected the renewal.
pub(crate) fn account<'a>(facts: &'a Facts, renewal: &'a Renewal) -> Cow<'a, str> {
    match facts.corrections_of(&renewal.id).next() {
        Some(_) => Cow::Owned(format!("{CORRECTED} {}", renewal.account)),
        None => Cow::Borrowed(&*renewal.account),
    }
}

/// How something is said: what it means, or how loud it is. The theme has a style for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    Good,
    Bad,
    Warn,
    Info,
    /// Neither good nor bad, and quiet.
    #[default]
    Neutral,
    Plain,
    Strong,
    Faint,
    Accent,
}

/// A change against an earlier value: the arrow says the direction; where less is better, a word says what to think of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub text: String,
    pub tone: Tone,
}

impl Change {
    /// `higher_is_better` as in [`MetricKey::higher_is_better`].
    pub(crate) fn between(unit: Unit, higher_is_better: Option<bool>, before: f64, now: f64) -> Self {
        let delta = now - before;
        let size = figures::difference_short(unit, delta.abs());
        if size == figures::difference_short(unit, 0.0) {
            return Self { text: "= unchanged".to_owned(), tone: Tone::Neutral };
        }
        let up = delta > 0.0;
        let arrow = if up { "▲" } else { "▼" };
        let better = higher_is_better.map(|higher| higher == up);
        let word = match (higher_is_better, better) {
            (Some(false), Some(true)) => " better",
            (Some(false), Some(false)) => " worse",
            _ => "",
        };
        let tone = better.map_or(Tone::Neutral, |better| if better { Tone::Good } else { Tone::Bad });
        Self { text: format!("{arrow} {size}{word}"), tone }
    }

    /// A metric against the window before; `None` where either is not known. While so much is open that it may come to
    /// something else, between what and what, or, where chance alone reaches further, that it is.
    pub(crate) fn of(key: MetricKey, metric: &Metric) -> Option<Self> {
        if let Some([low, high]) = metric.open_ends() {
            let text = format!("may be {}", figures::range([low, high], figures::percent_short));
            return Some(Self { text, tone: Tone::Warn });
        }
        if metric.range.is_some() {
            return Some(Self { text: "partly open".to_owned(), tone: Tone::Warn });
        }
        let (before, now) = metric.change()?;
        // Nothing is better or worse before somebody can say how far chance goes.
        metric.change_low.zip(metric.change_high)?;
        if metric.is_within_chance() {
            return Some(Self { text: "within chance".to_owned(), tone: Tone::Neutral });
        }
        Some(Self::between(key.unit(), key.higher_is_better(), before, now))
    }

    /// The same with the size of what chance may have done, where `width` has room for it.
    pub(crate) fn at_length(key: MetricKey, metric: &Metric, width: u16) -> Option<Self> {
        let found = Self::of(key, metric)?;
        let Some((before, now)) = metric.change().filter(|_| metric.is_within_chance()) else { return Some(found) };
        let size = figures::change_short(key.unit(), now - before);
        let text = format!("{size}, {}", found.text);
        Some(if text.width() <= usize::from(width) { Self { text, ..found } } else { found })
    }
}

/// `95 %: 69–90 %`: how far chance reaches; nothing while the ends of what is open stand in its place.
pub(crate) fn interval(key: MetricKey, metric: &Metric) -> Option<String> {
    reach(key, metric).filter(|_| metric.open_ends().is_none()).map(|reach| format!("95 %: {reach}"))
}

/// `69–90 %`: how far chance reaches, together with what is open.
pub(crate) fn reach(key: MetricKey, metric: &Metric) -> Option<String> {
    Some(figures::ends_short(key.unit(), metric.reach()?))
}

/// `target 92 %, 3.1 pts short`; `target 92 %: −3.1` where `width` has no room for more.
pub(crate) fn target(key: MetricKey, metric: &Metric, width: u16) -> Option<(String, Tone)> {
    let (target, standing) = metric.against_target()?;
    let named = format!("target {}", figures::percent_exact(target));
    let (how, short, tone) = match standing {
        Standing::Untold => return Some((named, Tone::Neutral)),
        Standing::Within => ("within chance".to_owned(), "chance".to_owned(), Tone::Neutral),
        Standing::Off(by) => {
            let (word, tone) = if by < 0.0 { ("short", Tone::Bad) } else { ("above", Tone::Good) };
            let how = format!("{} {word}", figures::difference_short(key.unit(), by.abs()));
            (how, figures::signed(by * 100.0, 1), tone)
        }
    };
    let whole = format!("{named}, {how}");
    Some((if whole.width() <= usize::from(width) { whole } else { format!("{named}: {short}") }, tone))
}

/// `without Westerlund 91.0 %`.
pub(crate) fn without(metric: &Metric) -> Option<String> {
    let found = metric.without.as_ref()?;
    Some(format!("{} without {}", figures::percent(found.value), found.account))
}

/// `● renewed`, `× churned`, `○ open`.
pub(crate) fn outcome(outcome: Outcome) -> (&'static str, Tone) {
    match outcome {
        Outcome::Renewed => ("●", Tone::Good),
        Outcome::Churned => ("×", Tone::Bad),
        Outcome::Open => ("○", Tone::Warn),
    }
}

/// `● renewed`, and renewals that grew or shrank by marks of their own.
pub(crate) fn became(became: Became) -> (&'static str, Tone) {
    match became {
        Became::Shrank => ("▼ shrank", Tone::Warn),
        Became::Grew => ("▲ grew", Tone::Good),
        Became::Renewed => ("● renewed", Tone::Good),
        Became::Churned => ("× churned", Tone::Bad),
        Became::Open => ("○ open", Tone::Neutral),
    }
}

/// Stands before the word for what a test says.
pub(crate) fn verdict(verdict: Verdict) -> (&'static str, Tone) {
    match verdict {
        Verdict::Holds => ("◆", Tone::Good),
        Verdict::NotShown => ("◇", Tone::Neutral),
        Verdict::Insufficient => ("…", Tone::Neutral),
        Verdict::Unavailable => ("–", Tone::Neutral),
    }
}

pub(crate) fn risk(risk: Risk) -> (&'static str, Tone) {
    match risk {
        Risk::Low => ("▁ low", Tone::Good),
        Risk::Medium => ("▄ medium", Tone::Warn),
        Risk::High => ("█ high", Tone::Bad),
    }
}

pub(crate) fn check(done: bool) -> (&'static str, Tone) {
    if done { ("[x]", Tone::Good) } else { ("[ ]", Tone::Neutral) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(higher: Option<bool>, before: f64, now: f64) -> (String, Tone) {
        let change = Change::between(Unit::Percent, higher, before, now);
        (change.text, change.tone)
    }

    #[test]
    fn a_change_is_judged_by_which_way_is_better() {
        assert_eq!(change(Some(true), 0.90, 0.884), ("▼ 1.6 pts".into(), Tone::Bad));
        assert_eq!(change(Some(false), 0.12, 0.10), ("▼ 2.0 pts better".into(), Tone::Good));
        assert_eq!(change(Some(false), 0.10, 0.12), ("▲ 2.0 pts worse".into(), Tone::Bad));
        assert_eq!(change(None, 0.0, 0.1), ("▲ 10.0 pts".into(), Tone::Neutral));
    }

    #[test]
    fn while_much_is_open_the_ends_stand_for_a_change() {
        let open = Metric { value: Some(0.75), previous: Some(0.9), range: Some([0.375, 1.0]), ..Metric::default() };
        let said = Change::of(MetricKey::Grr, &open).unwrap();
        assert_eq!((said.text.as_str(), said.tone), ("may be 38–100 %", Tone::Warn));
    }

    #[test]
    fn what_chance_may_have_done_is_no_rise_and_no_fall() {
        let mut metric = Metric {
            value: Some(0.818),
            previous: Some(0.877),
            change_low: Some(-0.2),
            change_high: Some(0.08),
            low: Some(0.687),
            high: Some(0.902),
            target: Some(0.92),
            ..Metric::default()
        };
        let said = |metric: &Metric| Change::at_length(MetricKey::Grr, metric, 30).unwrap();
        assert_eq!(Change::of(MetricKey::Grr, &metric).unwrap(), Change { text: "within chance".into(), tone: Tone::Neutral });
        assert_eq!(said(&metric), Change { text: "−5.9 pts, within chance".into(), tone: Tone::Neutral });
        assert_eq!(interval(MetricKey::Grr, &metric).as_deref(), Some("95 %: 69–90 %"));
        assert_eq!(target(MetricKey::Grr, &metric, 30), Some(("target 92 %, 10.2 pts short".into(), Tone::Bad)));
        assert_eq!(target(MetricKey::Grr, &metric, 23), Some(("target 92 %: −10.2".into(), Tone::Bad)));
        assert_eq!(Change::at_length(MetricKey::Grr, &metric, 22).unwrap().text, "within chance");
        (metric.change_high, metric.high) = (Some(-0.01), Some(0.93));
        assert_eq!(said(&metric).text, "▼ 5.9 pts");
        assert_eq!(target(MetricKey::Grr, &metric, 30), Some(("target 92 %, within chance".into(), Tone::Neutral)));
        metric.range = Some([0.8, 0.9]);
        assert_eq!((said(&metric).text.as_str(), interval(MetricKey::Grr, &metric).as_deref()), ("partly open", Some("95 %: 69–93 %")));
        metric.range = Some([0.6, 0.9]);
        assert_eq!((said(&metric).text.as_str(), interval(MetricKey::Grr, &metric)), ("may be 60–90 %", None));
        assert_eq!(
            (reach(MetricKey::Grr, &metric).unwrap().as_str(), target(MetricKey::Grr, &metric, 30).unwrap().0.as_str()),
            ("60–93 %", "target 92 %")
        );
    }

    #[test]
    fn a_change_of_which_nobody_knows_how_far_chance_goes_is_not_told() {
        let metric = Metric { value: Some(3.5), previous: Some(3.0), ..Metric::default() };
        assert_eq!(Change::of(MetricKey::DaysLateMedian, &metric), None);
        let metric = Metric { change_low: Some(-1.0), change_high: Some(2.0), ..metric };
        assert_eq!(Change::of(MetricKey::DaysLateMedian, &metric).unwrap().text, "within chance");
        let metric = Metric { change_low: Some(0.2), ..metric };
        assert_eq!(Change::of(MetricKey::DaysLateMedian, &metric).unwrap().text, "▲ 0.5 days worse");
    }

    #[test]
    fn what_rounds_to_nothing_is_unchanged() {
        assert_eq!(change(Some(true), 0.9, 0.900_01), ("= unchanged".into(), Tone::Neutral));
    }
}
