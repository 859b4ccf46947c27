//! The plan's success metrics: closed-loop actions, renewal uplift and blocker removal.

use crate::analysis::findings::{Findings, Metric, MetricKey};
use crate::domain::action::{ActionStatus, CarriedAction};
use crate::domain::card::InsightKind;
use crate::domain::event::PastBlocker;
use crate::domain::plan::{Measure, SuccessCriteria};
use crate::domain::session::Session;

pub(crate) fn success_criteria(session: &Session, findings: Option<&Findings>) -> SuccessCriteria {
    SuccessCriteria {
        criteria: vec![
            "Each critical blocker has an action or a recorded decision to accept it".into(),
            "Each action has an owner, a due date and a success metric".into(),
            "Each action carried over is judged: done, worked or stalled".into(),
            "Each loss carries a reason code".into(),
        ],
        closed_loop_actions: closed_loop_actions(session),
        renewal_uplift: renewal_uplift(findings),
        blocker_removal: blocker_removal(session),
    }
}

fn closed_loop_actions(session: &Session) -> Measure {
    let state = |carried: &CarriedAction| match (carried.now().status, carried.verdict) {
        (ActionStatus::Done, _) => Known::Yes,
        (_, Some(_)) => Known::No,
        // Nobody said what became of it.
        (_, None) => Known::NotYet,
    };
    let definition = "actions carried over from the last retro that are done or worked / those of them that were judged";
    of_last_retro(definition, session.carried.iter().map(state), "no actions were carried over from an earlier retro", "not judged")
}

fn blocker_removal(session: &Session) -> Measure {
    let critical = || session.column(InsightKind::Blocker).filter(|card| card.critical);
    let again = |past: &PastBlocker| critical().any(|card| past.is_of(&card.topics().collect::<Vec<_>>()));
    let state = |past: &PastBlocker| match (again(past), past.topics().any(is_recognised)) {
        (true, _) => Known::No,
        (false, true) => Known::Yes,
        // In other words it may stand on the board again.
        (false, false) => Known::NotYet,
    };
    let definition = "critical blockers of the last retro that are not critical blockers again / those of them that can be recognised";
    let unknown = "without a finding behind them, so that they would not be recognised in other words";
    let nothing = "the last retro left no critical blockers, or there was none";
    of_last_retro(definition, session.past_blockers.iter().map(state), nothing, unknown)
}

/// A finding stands behind it: the same one bears the same name in every retro. Somebody's words, folded, hold no colon.
fn is_recognised(topic: &str) -> bool {
    topic.contains(':')
}

/// What became of something that the last retro left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Yes,
    No,
    NotYet,
}

/// A share of what the last retro left, which began at nothing and should come to all; what is not known is in neither part.
fn of_last_retro(definition: &str, all: impl Iterator<Item = Known>, nothing: &str, unknown: &str) -> Measure {
    let all: Vec<Known> = all.collect();
    let count = |state: Known| all.iter().filter(|known| **known == state).count();
    let (part, not_known) = (count(Known::Yes), count(Known::NotYet));
    let whole = all.len() - not_known;
    let share = (whole > 0).then(|| part as f64 / whole as f64);
    let told = format!("not known of {not_known} of {}: {unknown}", all.len());
    let why = if all.is_empty() { Some(nothing.to_owned()) } else { Some(told).filter(|_| not_known > 0) };
    let cases = share.map(|_| [part as u64, whole as u64]);
    Measure { definition: definition.into(), baseline: share.map(|_| 0.0), target: Some(1.0), current: share, cases, why }
}

/// By ARR where the source tells it, else by count. The target is the configured one, else not to fall behind the better of
/// the two windows.
fn renewal_uplift(findings: Option<&Findings>) -> Measure {
    let metric = |key| findings.and_then(|f| f.metric(key)).filter(|m: &&Metric| m.computable && m.value.is_some());
    let by_arr = metric(MetricKey::RenewalRateArr);
    let by = if by_arr.is_some() { "by ARR" } else { "by count" };
    let found = by_arr.or_else(|| metric(MetricKey::RenewalRateCount));
    let (baseline, current) = (found.and_then(|m| m.previous), found.and_then(|m| m.value));
    let why = match (found, baseline) {
        (None, _) if findings.is_none() => Some("the figures were not worked out yet when this was written"),
        (None, _) => Some("the renewal rate of this window cannot be computed from the data"),
        (_, None) => Some("the window before has no decided renewals to compare with"),
        _ => None,
    };
    let configured = found.and_then(|m| m.target);
    let what = if configured.is_some() { "the configured one" } else { "the better of both" };
    Measure {
        definition: format!("renewal rate {by} of the window, against that of the window before; the target is {what}"),
        baseline,
        target: configured.or_else(|| current.map(|now| baseline.map_or(now, |before| before.max(now)))),
        current,
        cases: None,
        why: why.map(Into::into),
    }
}
