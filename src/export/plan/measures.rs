//! The plan's success metrics: closed-loop actions, renewal uplift and blocker removal.

use crate::analysis::findings::{Findings, Metric, MetricKey};
use crate::domain::action::Verdict;
use crate::domain::card::InsightKind;
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
    let closed = session.carried.iter().filter(|c| matches!(c.verdict, Some(Verdict::Done | Verdict::Worked))).count();
    let definition = "actions carried over from the last retro that are done or worked / actions carried over";
    of_last_retro(definition, closed, session.carried.len(), "no actions were carried over from an earlier retro")
}

fn blocker_removal(session: &Session) -> Measure {
    let again = |topic: &str| session.column(InsightKind::Blocker).any(|card| card.critical && card.topics().any(|own| own == topic));
    let removed = session.past_blockers.iter().filter(|past| !again(&past.topic)).count();
    let definition = "critical blockers of the last retro that are not critical blockers again / critical blockers of the last retro";
    of_last_retro(definition, removed, session.past_blockers.len(), "the last retro left no critical blockers, or there was none")
}

/// A share of what the last retro left, which began at nothing and should come to all.
fn of_last_retro(definition: &str, part: usize, whole: usize, nothing: &str) -> Measure {
    let share = (whole > 0).then(|| part as f64 / whole as f64);
    Measure {
        definition: definition.into(),
        baseline: share.map(|_| 0.0),
        target: Some(1.0),
        current: share,
        why: share.is_none().then(|| nothing.into()),
    }
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
        why: why.map(Into::into),
    }
}
