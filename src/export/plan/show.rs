//! A plan as plain text for a terminal.

use std::fmt::Write;

use crate::domain::plan::{Measure, Plan, Strategy, TaskStatus};
use crate::telling::figures::{or_missing, percent};

/// The whole plan, readable at 80 columns.
pub fn show(plan: &Plan) -> String {
    let mut out = String::new();
    head(&mut out, plan);
    stages(&mut out, plan);
    people(&mut out, plan);
    success(&mut out, plan);
    decided(&mut out, plan);
    workstreams(&mut out, plan);
    log(&mut out, plan);
    out
}

/// What it is about, and how far it is.
pub(crate) fn in_a_line(plan: &Plan) -> String {
    let tasks = || plan.stages.iter().flat_map(|stage| &stage.tasks);
    let done = tasks().filter(|task| task.status == TaskStatus::Done).count();
    let segment = plan.scope.segment.as_deref().unwrap_or("all segments");
    let state = if plan.closed { "closed".to_owned() } else { format!("{done} of {} tasks done", tasks().count()) };
    format!("{segment} · {} · {state} · session {} · {}", plan.scope.window.label, plan.session, plan.updated.format("%Y-%m-%d %H:%M"))
}

/// Writing into a string cannot fail.
macro_rules! line {
    ($out:expr) => { $out.push('\n') };
    ($out:expr, $($arg:tt)*) => {{ let _ = writeln!($out, $($arg)*); }};
}

fn head(out: &mut String, plan: &Plan) {
    let strategy = match plan.strategy {
        Strategy::Pipeline => "pipeline",
        Strategy::Diamond => "diamond: insight synthesis and action planning side by side",
    };
    line!(out, "{} · session {}{}", plan.plan_id, plan.session, if plan.closed { " · closed" } else { "" });
    line!(out, "{}", plan.objective);
    line!(out);
    line!(out, "Strategy   {strategy}");
    line!(out, "Window     {} ({} to {})", plan.scope.window.label, plan.scope.window.from, plan.scope.window.to);
    line!(out, "Updated    {}", plan.updated.format("%Y-%m-%d %H:%M UTC"));
}

fn stages(out: &mut String, plan: &Plan) {
    line!(out);
    line!(out, "Stages   [x] done  [>] in progress  [ ] pending  [-] skipped  [!] failed");
    for stage in &plan.stages {
        line!(out, "  {}", stage.name);
        for task in &stage.tasks {
            line!(out, "    {} {} ({})", mark(task.status), task.purpose, task.agent.key());
        }
    }
    if let Some(gate) = &plan.parallelization.merge_gate {
        line!(out, "  Merge gate: {}", if gate.open { "open" } else { "not open yet" });
        for condition in &gate.conditions {
            line!(out, "    {} {}", if condition.holds { "[x]" } else { "[ ]" }, condition.condition);
            condition.missing.iter().for_each(|missing| line!(out, "        {missing}"));
        }
        if let Some(reason) = &gate.overridden {
            line!(out, "    overridden: {reason}");
        }
    }
}

fn mark(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::Pending => "[ ]",
        TaskStatus::InProgress => "[>]",
        TaskStatus::Done => "[x]",
        TaskStatus::Skipped => "[-]",
        TaskStatus::Failed => "[!]",
    }
}

fn people(out: &mut String, plan: &Plan) {
    line!(out);
    line!(out, "Roles");
    for entry in &plan.roster {
        let name = entry.name.as_deref().unwrap_or("not named");
        let fallback = match (&entry.fallback, entry.fallback_used) {
            (Some(fallback), true) => format!(", {fallback} stands in"),
            (Some(fallback), false) => format!(" (fallback: {fallback})"),
            (None, _) => String::new(),
        };
        let signed = entry.signed_off_by.as_ref().map_or_else(String::new, |by| format!(", signed off by {by}"));
        line!(out, "  {:<17} {name}{fallback}{signed}", entry.role.label());
        for change in &entry.changed_since {
            line!(out, "    since: {change}");
        }
    }
    for escalation in &plan.escalations {
        line!(out, "  Escalated to {}: {} ({})", escalation.to, escalation.subject, escalation.why);
        for said in &escalation.answers {
            line!(out, "    Answer of {}", said.told());
        }
    }
}

fn success(out: &mut String, plan: &Plan) {
    line!(out);
    line!(out, "{:<22}{:>10}{:>10}{:>10}", "Success", "baseline", "target", "current");
    let criteria = &plan.success_criteria;
    let rows = [
        ("Closed-loop actions", &criteria.closed_loop_actions),
        ("Renewal uplift", &criteria.renewal_uplift),
        ("Blocker removal", &criteria.blocker_removal),
    ];
    let share = |share: &Option<f64>| or_missing(*share, percent);
    for (name, measure) in rows {
        let Measure { baseline, target, current, cases, why, .. } = measure;
        let cases = cases.map_or_else(String::new, |[part, whole]| format!("   {part} of {whole}"));
        line!(out, "  {name:<20}{:>10}{:>10}{:>10}{cases}", share(baseline), share(target), share(current));
        if let Some(why) = why {
            line!(out, "    {why}");
        }
    }
}

fn decided(out: &mut String, plan: &Plan) {
    if !plan.proposals.is_empty() {
        line!(out);
        line!(out, "Decided");
    }
    for proposal in &plan.proposals {
        let area = proposal.area.map_or_else(String::new, |area| format!(" ({})", area.label()));
        line!(out, "  {} {}{area}", proposal.id, proposal.text);
    }
}

fn workstreams(out: &mut String, plan: &Plan) {
    for stream in plan.workstreams.iter().filter(|stream| !stream.actions.is_empty()) {
        line!(out);
        line!(out, "Follow-ups of {}", stream.team.label());
        for action in &stream.actions {
            let owner = if action.owner.is_empty() { "no owner" } else { &action.owner };
            let due = action.due.map_or_else(|| "no due date".to_owned(), |due| format!("due {due}"));
            let carried = action.carried_from.as_ref().map_or_else(String::new, |from| format!(", from {from}"));
            line!(out, "  {} {} ({owner}, {due}, {}{carried})", action.id, action.title, action.status.label());
        }
    }
}

fn log(out: &mut String, plan: &Plan) {
    line!(out);
    line!(out, "Changes");
    for change in &plan.change_log {
        let why = change.why.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
        line!(out, "  {}  {:<12} {}{why}", change.at.format("%Y-%m-%d %H:%M"), change.by, change.what);
    }
}
