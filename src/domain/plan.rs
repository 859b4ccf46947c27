//! The plan: what the retro sets out to do, how far it is, and what changed on the way.
//! A projection of the session, written as JSON; its schema is published by `run-retro plan schema`.

pub(crate) mod items;
pub(crate) mod merge;
pub(crate) mod proposal;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::{ActionId, ActionStatus, SuccessMetric, Team};
use super::agenda;
use super::card::CardId;
use super::effect::{Baseline, JudgedEffect};
use super::guardrail::Escalation;
use super::phase::Phase;
use super::roster::{ReviewItem, Role};
use super::scope::{Depth, Dimension, Scope};
use proposal::{PlanInsight, Proposal};

/// The version of the plan's shape that this program writes.
pub(crate) const PLAN_VERSION: u32 = 1;

/// A renewal retro's plan and audit trail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// The version of this shape.
    pub version: u32,
    pub plan_id: String,
    /// The session that this is the plan of.
    pub session: String,
    pub created: DateTime<Utc>,
    /// When the last step that the plan knows of was made.
    pub updated: DateTime<Utc>,
    pub closed: bool,
    pub objective: String,
    pub complexity: Complexity,
    pub strategy: Strategy,
    pub scope: PlanScope,
    pub stages: Vec<Stage>,
    pub parallelization: Parallelization,
    /// On CS Ops, Product and Finance.
    pub dependencies: Vec<Dependency>,
    pub error_handling: ErrorHandling,
    pub success_criteria: SuccessCriteria,
    pub deliverables: Vec<Deliverable>,
    pub review: Vec<ReviewEntry>,
    pub roster: Vec<RosterEntry>,
    /// The follow-ups, by the team that owns them.
    pub workstreams: Vec<Workstream>,
    pub escalations: Vec<Escalation>,
    /// The board; plans of earlier versions do not have it.
    #[serde(default)]
    pub insights: Vec<PlanInsight>,
    /// What was parked for later, those from earlier retros first; plans of earlier versions do not have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parking_lot: Vec<ParkedLine>,
    /// What the room holds itself to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub working_agreements: Vec<String>,
    /// What the room decided to change, by what it is laid down in.
    #[serde(default)]
    pub proposals: Vec<Proposal>,
    /// What changed, when, by whom and why; oldest first.
    pub change_log: Vec<Change>,
}

/// How much there is to hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Complexity {
    /// One reader, no room.
    Simple,
    Moderate,
    /// Several dimensions crossed, or something is escalated.
    Complex,
}

/// How the stages follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// One after the other.
    Pipeline,
    /// Insight synthesis and action planning side by side, joined by the merge gate.
    Diamond,
}

/// A scope as outputs show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanScope {
    /// `null` is all segments.
    pub segment: Option<String>,
    pub window: PlanWindow,
    pub include_churn: bool,
    pub dimensions: Vec<Dimension>,
    pub depth: Depth,
    pub as_of: NaiveDate,
}

/// The due dates looked at, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanWindow {
    pub label: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl From<&Scope> for PlanScope {
    fn from(scope: &Scope) -> Self {
        let window = &scope.window;
        Self {
            segment: scope.segment.as_deref().map(ToOwned::to_owned),
            window: PlanWindow { label: window.label.clone(), from: window.from, to: window.to },
            include_churn: scope.include_churn,
            dimensions: scope.dimensions.clone(),
            depth: scope.depth,
            as_of: scope.as_of,
        }
    }
}

/// One phase of the retro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    pub stage_id: Phase,
    pub name: String,
    pub execution: Execution,
    pub tasks: Vec<Task>,
    /// The steps of the agenda, with the time they were planned to take and took; none in summary depth.
    #[serde(default)]
    pub steps: Vec<agenda::Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Execution {
    Sequential,
    Parallel,
}

/// One piece of work within a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    pub task_id: String,
    /// The role that does it.
    pub agent: Role,
    pub purpose: String,
    pub input: String,
    /// The name under which later tasks know the result.
    pub output_var: String,
    /// The tasks whose results it needs.
    pub dependencies: Vec<String>,
    pub status: TaskStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TaskStatus {
    Pending,
    InProgress,
    Done,
    /// The session was closed without it.
    Skipped,
    Failed,
}

/// What runs side by side, and where it joins again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parallelization {
    /// Stages at the same time.
    pub max_concurrent: u32,
    pub parallel_groups: Vec<ParallelGroup>,
    /// `null` in a pipeline.
    pub merge_gate: Option<MergeGate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParallelGroup {
    pub group_id: String,
    pub stages: Vec<Phase>,
}

/// What must hold before documentation starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MergeGate {
    /// The stage that waits for it.
    pub before: Phase,
    pub open: bool,
    pub conditions: Vec<GateCondition>,
    /// Why the facilitator went on regardless.
    pub overridden: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GateCondition {
    pub condition: String,
    pub holds: bool,
    /// What still stands against it.
    pub missing: Vec<String>,
}

/// What the retro needs from a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dependency {
    pub team: Team,
    pub needs: String,
    /// Confirmed on the checklist before the start.
    pub confirmed: bool,
}

/// What happens when something fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorHandling {
    pub retry_strategy: String,
    pub max_retries: u32,
    pub fallback_plan: String,
    /// Who is asked, in this order.
    pub escalation_ladder: Vec<String>,
    pub failures: Vec<Failure>,
}

/// A pull or sync that failed after all retries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    pub what: String,
    pub error: String,
}

/// How it is told that the retro was worth it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SuccessCriteria {
    pub criteria: Vec<String>,
    pub closed_loop_actions: Measure,
    pub renewal_uplift: Measure,
    pub blocker_removal: Measure,
}

/// One success metric; fractions (0.8 is 80 %).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    pub definition: String,
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    pub current: Option<f64>,
    /// What `current` is of: the part and the whole, where it is a share of things counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<[u64; 2]>,
    /// Why a figure is `null`.
    pub why: Option<String>,
}

/// Something that the retro hands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deliverable {
    pub name: String,
    pub file: String,
    pub audience: String,
    pub published: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewEntry {
    pub item: ReviewItem,
    pub text: String,
    pub confirmed: bool,
}

/// Who holds a role, and who stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RosterEntry {
    pub role: Role,
    pub duty: String,
    pub name: Option<String>,
    pub fallback: Option<String>,
    pub fallback_used: bool,
    /// Who holds the role, or stands in; nobody else's word is it.
    pub signed_off_by: Option<String>,
    /// What became otherwise after it was signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed_since: Vec<String>,
}

/// The follow-ups of one team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Workstream {
    pub team: Team,
    pub actions: Vec<FollowUp>,
}

/// One follow-up as the plan and the report show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FollowUp {
    pub id: ActionId,
    pub title: String,
    pub owner: String,
    pub role: String,
    pub team: Team,
    pub due: Option<NaiveDate>,
    pub metric: SuccessMetric,
    pub sla_days: u32,
    pub status: ActionStatus,
    /// The insight that it answers.
    pub insight: Option<CardId>,
    /// The session it was made in, where that is an earlier one.
    pub carried_from: Option<String>,
    /// What the room said of an action carried over.
    pub verdict: Option<super::action::Verdict>,
    /// Where its figure stood, as the program computed it when it was signed off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// Whether it worked, as the room says, with the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<JudgedEffect>,
}

/// A line of the parking lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParkedLine {
    /// In the words of whoever parked it.
    pub what: String,
    pub by: String,
    pub parked_on: NaiveDate,
    /// The session it was parked in, where that is an earlier one.
    pub from: Option<String>,
    /// The card or action that was made of it, or `dropped`; `null` while it is open.
    pub became: Option<String>,
}

/// One line of the change log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The step of the session's journal.
    pub step: u64,
    pub at: DateTime<Utc>,
    pub by: String,
    pub what: String,
    pub why: Option<String>,
}
