//! The plan JSON: `.claude/plans/plan-<timestamp>.json`, a projection of the session's history.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::schema::{self, Violation};
use crate::analysis::findings::Findings;
use crate::domain::action::Team;
use crate::domain::event::{Event, Record};
use crate::domain::facts::Facts;
use crate::domain::file_name;
use crate::domain::guardrail::{self, ESCALATION_LADDER, MAX_RETRIES};
use crate::domain::house::Parked;
use crate::domain::phase::Phase;
use crate::domain::plan::proposal;
use crate::domain::plan::{
    Complexity, Deliverable, Dependency, ErrorHandling, Failure, GateCondition, MergeGate, PLAN_VERSION, ParallelGroup, Parallelization,
    ParkedLine, Plan, PlanScope, ReviewEntry, RosterEntry, Strategy, Workstream,
};
use crate::domain::roster::{ReviewItem, Role};
use crate::domain::scope::{Depth, Scope};
use crate::domain::session::{History, Session};
use crate::domain::sign_off::Capacity;
use crate::telling::follow_ups::follow_ups;

mod changes;
pub(crate) mod diff;
mod measures;
mod show;
mod stages;

pub use changes::change_log;
pub(crate) use show::in_a_line;
pub use show::show;

/// The plan as it stands after the last record. Facts and findings are `None` while (or when) the data cannot be read.
pub fn plan(history: &History, facts: Option<&Facts>, findings: Option<&Findings>) -> Plan {
    let session = history.session();
    let escalations = guardrail::escalations(session, session.scope.as_of);
    let strategy = if session.ran_side_by_side { Strategy::Diamond } else { Strategy::Pipeline };
    Plan {
        version: PLAN_VERSION,
        plan_id: format!("plan-{}", stamp(session.opened_at)),
        session: session.id.to_string(),
        created: session.opened_at,
        updated: history.records().last().map_or(session.opened_at, |record| record.at),
        closed: session.closed,
        objective: objective(&session.scope),
        complexity: complexity(&session.scope, !escalations.is_empty()),
        strategy,
        scope: PlanScope::from(&session.scope),
        stages: stages::stages(history, facts, findings),
        parallelization: parallelization(session, strategy),
        dependencies: dependencies(session),
        error_handling: error_handling(session),
        success_criteria: measures::success_criteria(session, findings),
        deliverables: deliverables(history),
        review: review(session),
        roster: roster(session),
        workstreams: workstreams(session),
        escalations,
        insights: proposal::insights(session),
        parking_lot: session.house.parked.iter().map(parked_line).collect(),
        working_agreements: session.house.in_force().map(|known| known.text.clone()).collect(),
        proposals: proposal::proposals(session),
        change_log: change_log(history),
    }
}

fn parked_line(line: &Parked) -> ParkedLine {
    ParkedLine {
        what: line.text.clone(),
        by: line.by.clone(),
        parked_on: line.on,
        from: line.from.clone(),
        became: line.became.map(|became| became.to_string()),
    }
}

/// The plan's file below the working directory, the same for all updates of a session.
pub(crate) fn path(below: &Path, session: &Session) -> PathBuf {
    below.join(".claude/plans").join(format!("plan-{}.json", stamp(session.opened_at)))
}

/// The plan as it is written to its file.
pub fn to_json(plan: &Plan) -> Vec<u8> {
    schema::pretty(plan)
}

/// The published JSON Schema of the plan.
pub(crate) fn plan_schema() -> Value {
    let mut schema = schema::published::<Plan>("run-retro plan");
    // What somebody wrote into a plan for themselves is kept when it is written anew, and is no fault.
    schema::open_to_own_fields(&mut schema);
    schema
}

/// Checks a plan file against the schema.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub fn validate(text: &str) -> Result<Plan, Vec<Violation>> {
    schema::read(text, &plan_schema())
}

fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn complexity(scope: &Scope, escalated: bool) -> Complexity {
    match scope.depth {
        Depth::Summary => Complexity::Simple,
        Depth::Workshop if escalated || scope.dimensions.len() > 1 => Complexity::Complex,
        Depth::Workshop => Complexity::Moderate,
    }
}

fn objective(scope: &Scope) -> String {
    let segment = scope.segment.as_deref().map_or_else(String::new, |name| format!("{name} "));
    let what = if scope.include_churn { "renewed, shrank and churned" } else { "renewed and shrank" };
    format!("Find out why the {segment}renewals of {} {what}, agree what to change, and keep the knowledge", scope.window.label)
}

fn parallelization(session: &Session, strategy: Strategy) -> Parallelization {
    let merge_gate = session.scope.depth.is_workshop().then(|| merge_gate(session));
    if strategy == Strategy::Pipeline {
        return Parallelization { max_concurrent: 1, parallel_groups: vec![], merge_gate };
    }
    let group = ParallelGroup { group_id: "synthesis-and-planning".into(), stages: Phase::SIDE_BY_SIDE.to_vec() };
    Parallelization { max_concurrent: Phase::SIDE_BY_SIDE.len() as u32, parallel_groups: vec![group], merge_gate }
}

/// The gate before documentation, and what still stands against it.
pub(crate) fn merge_gate(session: &Session) -> MergeGate {
    let condition = |c: &guardrail::Condition| GateCondition {
        condition: c.text.into(),
        holds: c.holds(),
        missing: c.open.iter().map(|missing| missing.told.clone()).collect(),
    };
    MergeGate {
        before: Phase::Documentation,
        open: guardrail::gate_open(session),
        conditions: guardrail::merge_gate(session).iter().map(condition).collect(),
        overridden: session.gate_override.clone(),
    }
}

fn dependencies(session: &Session) -> Vec<Dependency> {
    let needs = |team| match team {
        Team::CsOps => "Renewal data, plays and notes; owners for changes to the renewal playbooks",
        Team::Product => "Product and support notes; owners for gaps that cost renewals",
        Team::Finance => "Pricing, discount and forecast figures; owners for changes to the deal desk",
    };
    let confirmed = session.review.contains(&ReviewItem::Dependencies);
    Team::ALL.into_iter().map(|team| Dependency { team, needs: needs(team).into(), confirmed }).collect()
}

fn error_handling(session: &Session) -> ErrorHandling {
    let failure = |(what, error): &(String, String)| Failure { what: what.clone(), error: error.clone() };
    let tools = session.hook_failures.iter().map(|run| Failure { what: format!("Tool {}", run.hook), error: run.ending.told().to_owned() });
    let sync = |(machine, error): (&String, &String)| Failure { what: format!("Workshop sync of {machine}"), error: error.clone() };
    let syncs = session.sync_failures.iter().map(sync);
    ErrorHandling {
        retry_strategy: "a failed data pull, workshop sync or tool is tried again after growing pauses".into(),
        max_retries: MAX_RETRIES,
        fallback_plan: "the escalation ladder is entered and recorded, and the session goes on with what it has".into(),
        escalation_ladder: ESCALATION_LADDER.map(Into::into).to_vec(),
        failures: session.pull_failures.iter().map(failure).chain(syncs).chain(tools).collect(),
    }
}

fn deliverables(history: &History) -> Vec<Deliverable> {
    const DELIVERABLES: [(&str, &str, &str); 8] = [
        ("Retro report", "report.md", "CS, product and finance leadership"),
        ("Retro report, as a page", "report.html", "CS, product and finance leadership"),
        ("Retro report, for programs", "report.json", "CS Ops"),
        ("Deck", "deck.pptx", "CS, product, finance and leadership, a section each"),
        ("Action tracker", "actions.csv", "Action owners and CS Ops"),
        ("Action tracker, as a workbook", "actions.xlsx", "Action owners and CS Ops"),
        ("Transcript", "transcript.md", "Who was in the room, and who could not be"),
        ("Session", "session.json", "CS Ops, as the audit trail"),
    ];
    let exported = |file: &str| {
        let wrote = |record: &Record| matches!(&record.event, Event::Exported { files, .. } if files.iter().any(|f| file_name::is_edition(f, file)));
        history.records().iter().any(wrote)
    };
    let deliverable = |(name, file, audience): (&str, &str, &str)| Deliverable {
        name: name.into(),
        file: file.into(),
        audience: audience.into(),
        published: exported(file),
    };
    DELIVERABLES.into_iter().map(deliverable).collect()
}

fn review(session: &Session) -> Vec<ReviewEntry> {
    let entry = |item: ReviewItem| ReviewEntry { item, text: item.label().into(), confirmed: session.review.contains(&item) };
    ReviewItem::ALL.into_iter().map(entry).collect()
}

fn roster(session: &Session) -> Vec<RosterEntry> {
    let entry = |role: Role| {
        let seat = session.roster.seat(role);
        let signed = session.signed_off.get(&role).filter(|signed| signed.is_of_role());
        let stood_in = signed.is_some_and(|signed| signed.capacity == Capacity::StandIn);
        RosterEntry {
            role,
            duty: role.duty().into(),
            name: seat.name.clone(),
            fallback: seat.fallback.clone(),
            fallback_used: seat.fallback_used || stood_in,
            signed_off_by: signed.map(|signed| signed.name.clone()),
            changed_since: signed.map_or_else(Vec::new, |signed| signed.changes.iter().map(|change| change.what.clone()).collect()),
        }
    };
    Role::ALL.into_iter().map(entry).collect()
}

fn workstreams(session: &Session) -> Vec<Workstream> {
    let all = follow_ups(session);
    let of = |team| all.iter().filter(|follow_up| follow_up.team == team).cloned().collect();
    Team::ALL.into_iter().map(|team| Workstream { team, actions: of(team) }).collect()
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
