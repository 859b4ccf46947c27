//! The plan's stages and tasks, and how far each is.

use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Findings;
use crate::domain::card::InsightKind;
use crate::domain::facts::Facts;
use crate::domain::guardrail::merge_gate;
use crate::domain::phase::Phase;
use crate::domain::plan::{Execution, Stage, Task, TaskStatus};
use crate::domain::session::{History, Session};

mod tasks;

use tasks::{COMPILE, Spec, TASKS};

/// What a task's state is told from.
struct Look<'a> {
    session: &'a Session,
    facts: Option<&'a Facts>,
    findings: Option<&'a Findings>,
}

impl Look<'_> {
    fn entered(&self, phase: Phase) -> bool {
        self.session.phases_entered.contains(&phase)
    }

    fn bucketed(&self) -> bool {
        self.findings.is_some() && self.entered(Phase::PatternAnalysis)
    }

    fn named(&self, kind: InsightKind) -> bool {
        self.session.column(kind).next().is_some()
    }

    /// Each loss in scope carries a reason, from the data or from the room.
    fn coded(&self) -> bool {
        let room = RoomDecisions::of(self.session);
        self.bucketed() && self.facts.is_some_and(|facts| !facts.in_scope().any(|r| room.is_uncoded_loss(r)))
    }

    /// Each critical blocker has an action or a decision.
    fn answered(&self) -> bool {
        self.entered(Phase::ActionPlanning) && merge_gate(self.session)[0].holds()
    }

    /// Each action has an owner, a due date and a metric.
    fn assigned(&self) -> bool {
        !self.session.actions.is_empty() && merge_gate(self.session)[1].holds()
    }
}

/// The stages of a session: the five phases, in workshop depth between check-in and close.
pub(crate) fn stages(history: &History, facts: Option<&Facts>, findings: Option<&Findings>) -> Vec<Stage> {
    let session = history.session();
    let look = Look { session, facts, findings };
    let workshop = session.scope.depth.is_workshop();
    let ledger = if workshop { history.ledger() } else { vec![] };
    let phases: &[Phase] = if workshop { &Phase::ALL } else { &Phase::WORKFLOW };
    let stage = |phase: &Phase| Stage {
        stage_id: *phase,
        name: phase.name().into(),
        execution: if session.ran_side_by_side && Phase::SIDE_BY_SIDE.contains(phase) {
            Execution::Parallel
        } else {
            Execution::Sequential
        },
        tasks: TASKS.iter().filter(|spec| spec.phase == *phase).map(|spec| task(spec, &look)).collect(),
        steps: ledger.iter().filter(|step| step.phase == *phase).cloned().collect(),
    };
    phases.iter().map(stage).collect()
}

fn task(spec: &Spec, look: &Look) -> Task {
    Task {
        task_id: spec.id.into(),
        agent: spec.agent,
        purpose: spec.purpose.into(),
        input: spec.input.into(),
        output_var: spec.output.into(),
        dependencies: spec.needs.iter().map(|id| (*id).into()).collect(),
        status: status(spec, look),
    }
}

fn status(spec: &Spec, look: &Look) -> TaskStatus {
    match () {
        () if (spec.done)(look) => TaskStatus::Done,
        () if spec.id == COMPILE && !look.session.pull_failures.is_empty() => TaskStatus::Failed,
        () if look.session.closed => TaskStatus::Skipped,
        () if look.entered(spec.phase) => TaskStatus::InProgress,
        () => TaskStatus::Pending,
    }
}
