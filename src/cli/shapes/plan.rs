//! `run-retro plan list` and `plan validate` as JSON.

use std::path::Path;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::plan::{Plan, TaskStatus};
use crate::domain::text;
use crate::export::schema::Violation;

/// A plan below the working directory.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Listed {
    /// As `plan diff` takes it.
    pub name: String,
    pub file: String,
    /// `null` where it is no valid plan.
    pub plan: Option<InALine>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct InALine {
    pub plan_id: String,
    pub session: String,
    /// `null` is all segments.
    pub segment: Option<String>,
    pub window: String,
    pub closed: bool,
    pub tasks: usize,
    pub tasks_done: usize,
    pub updated: DateTime<Utc>,
}

impl Listed {
    pub(crate) fn of(path: &Path, plan: Option<&Plan>) -> Self {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Self { name: text::line(&name), file: text::path(path), plan: plan.map(InALine::from) }
    }
}

impl From<&Plan> for InALine {
    fn from(plan: &Plan) -> Self {
        let tasks = || plan.stages.iter().flat_map(|stage| &stage.tasks);
        Self {
            plan_id: plan.plan_id.clone(),
            session: plan.session.clone(),
            segment: plan.scope.segment.clone(),
            window: plan.scope.window.label.clone(),
            closed: plan.closed,
            tasks: tasks().count(),
            tasks_done: tasks().filter(|task| task.status == TaskStatus::Done).count(),
            updated: plan.updated,
        }
    }
}

/// Whether a file is a plan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Validated {
    pub file: String,
    pub valid: bool,
    /// What the schema does not allow, in the file's order.
    pub violations: Vec<Wrong>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Wrong {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// A JSON pointer; empty for the document itself.
    pub pointer: String,
    pub message: String,
}

impl Validated {
    pub(crate) fn of(path: &Path, violations: &[Violation]) -> Self {
        let wrong = |found: &Violation| Wrong {
            line: found.line,
            column: found.column,
            pointer: found.pointer.clone(),
            message: found.message.clone(),
        };
        Self { file: text::path(path), valid: violations.is_empty(), violations: violations.iter().map(wrong).collect() }
    }
}
