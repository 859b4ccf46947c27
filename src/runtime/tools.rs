//! Asking tools of the user's own, beside the screen: what they are asked is put together here, and what they say is handed on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use super::jobs::Job;
use super::mistakes::caught;
use super::plans;
use crate::analysis::findings::Findings;
use crate::app::message::Message;
use crate::app::overlays::plans::Beside;
use crate::app::tools::{Asking, Came, ToolEnded};
use crate::domain::event::Event;
use crate::domain::facts::Facts;
use crate::domain::file_name;
use crate::domain::hook::{Declared, HookAnswer, HookEnding, HookPurpose};
use crate::domain::plan::Plan;
use crate::domain::session::{History, Session};
use crate::domain::text;
use crate::export::plan::{self as plan_json, diff};
use crate::hooks::answer::Given;
use crate::hooks::loopback::Loopback;
use crate::hooks::request::{Request, Window};
use crate::hooks::{Failed, Hook};
use crate::regular;
use crate::store::files;

/// No more plans are copied for a tool than the newest.
const MOST_PLANS: usize = 40;

/// No report is longer.
const MOST_REPORT: u64 = 256 << 20;

/// How long leaving waits for tools to end: each is asked to, and then made to.
const FAREWELL: Duration = Duration::from_secs(4);

/// The tools of a run of the program, and which of them are being asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tools {
    hooks: Arc<Vec<Hook>>,
    runs: Arc<(Mutex<Runs>, Condvar)>,
}

#[derive(Debug, Default)]
struct Runs {
    under_way: usize,
    called_off: BTreeSet<u64>,
    is_over: bool,
}

impl Tools {
    pub(crate) fn new(hooks: Vec<Hook>) -> Self {
        Self { hooks: Arc::new(hooks), runs: Arc::default() }
    }

    pub(crate) fn declared(&self) -> Vec<Declared> {
        self.hooks.iter().map(|hook| hook.declared.clone()).collect()
    }

    fn runs(&self) -> MutexGuard<'_, Runs> {
        self.runs.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody waits for this run any more.
    pub(crate) fn call_off(&self, run: u64) {
        self.runs().called_off.insert(run);
    }

    fn is_called_off(&self, run: u64) -> bool {
        let runs = self.runs();
        runs.is_over || runs.called_off.contains(&run)
    }

    /// The program is left: what is asked ends with all that it started.
    pub(crate) fn end(&self) {
        let mut runs = self.runs();
        runs.is_over = true;
        drop(self.runs.1.wait_timeout_while(runs, FAREWELL, |runs| runs.under_way > 0));
    }
}

/// One that is being asked; counted for as long as it lasts, however it ends.
struct UnderWay(Tools);

impl UnderWay {
    fn new(tools: &Tools) -> Self {
        tools.runs().under_way += 1;
        Self(tools.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.runs().under_way -= 1;
        self.0.runs.1.notify_all();
    }
}

/// What a tool is asked on.
#[derive(Clone)]
pub(crate) struct Ground {
    pub history: History,
    pub facts: Arc<Facts>,
    pub findings: Arc<Findings>,
    /// Plans stand below it.
    pub root: PathBuf,
}

/// Asks a tool, with retries.
pub(crate) fn asked(tools: &Tools, asking: &Asking, ground: Ground) -> Option<Job> {
    let (tools, asking, hook) = (tools.clone(), asking.clone(), tools.hooks.get(asking.tool)?.clone());
    let under_way = UnderWay::new(&tools);
    Some(Box::new(move || {
        let (run, tool) = (asking.run, asking.tool);
        let ended = caught(|| Ok(ask(&hook, &asking, &ground, &|| tools.is_called_off(run))));
        drop(under_way);
        let ended =
            ended.unwrap_or_else(|why| ToolEnded { run, tool, milliseconds: 0, tries: 1, result: Err((HookEnding::NotStarted, why)) });
        Message::ToolEnded(Box::new(ended))
    }))
}

fn ask(hook: &Hook, asking: &Asking, ground: &Ground, is_cancelled: &dyn Fn() -> bool) -> ToolEnded {
    let ended = |milliseconds, tries, result: Result<Came, Failed>| {
        let result = result.map_err(|failed| (failed.ending, failed.why));
        ToolEnded { run: asking.run, tool: asking.tool, milliseconds, tries, result }
    };
    match prepared(hook, asking, ground) {
        Ok(prepared) => {
            let ran = hook.ask_patiently(&prepared.request, is_cancelled);
            ended(ran.milliseconds, ran.tries, ran.result.and_then(|given| came(given, hook.declared.purpose, ground)))
        }
        Err(failed) => ended(0, 1, Err(failed)),
    }
}

/// A request, and what has to be there while the tool runs.
pub(crate) struct Prepared {
    pub request: Request,
    _plans: Option<TempDir>,
    _page: Option<Loopback>,
}

/// What a tool is asked; of all that the retro holds only what its purpose needs.
///
/// # Errors
/// There is nothing to ask about.
pub(crate) fn prepared(hook: &Hook, asking: &Asking, ground: &Ground) -> Result<Prepared, Failed> {
    let (declared, session) = (&hook.declared, ground.history.session());
    let scope = &session.scope;
    let window = Window { label: scope.window.label.clone(), from: scope.window.from, to: scope.window.to };
    let mut request = Request {
        version: 1,
        hook: declared.name.clone(),
        purpose: declared.purpose,
        phase: declared.phase,
        session: session.id.to_string(),
        segment: scope.segment.as_ref().map(ToString::to_string),
        window,
        about: asking.about.clone(),
        step: None,
        prompts: vec![],
        plan: None,
        plans: None,
        older_plan: None,
        report: None,
        url: None,
    };
    let (mut copies, mut page) = (None, None);
    match declared.purpose {
        HookPurpose::Notes => {}
        HookPurpose::Prompts => (request.step, request.prompts) = (Some(asking.step.clone()), asking.prompts.clone()),
        HookPurpose::PlanDiff => {
            let plan = plan_json::plan(&ground.history, Some(&ground.facts), Some(&ground.findings));
            request.plan = serde_json::to_value(&plan).ok().and_then(|plan| plan.as_object().cloned());
            let (folder, newest) = copied(&ground.root, session).map_err(|why| Failed::new(HookEnding::NotStarted, why))?;
            (request.plans, request.older_plan) = (Some(folder.path().to_string_lossy().into_owned()), newest);
            copies = Some(folder);
        }
        HookPurpose::Verify => {
            let report =
                exported(&ground.history).ok_or_else(|| Failed::new(HookEnding::NothingToAsk, "no report.html is exported yet"))?;
            if hook.kind.mentions("url") || !hook.kind.mentions("report") {
                let served = regular::read(&report, MOST_REPORT).and_then(Loopback::serve);
                let loopback = served.map_err(|e| Failed::new(HookEnding::NotStarted, format!("{}: {e}", text::path(&report))))?;
                request.url = Some(loopback.url.clone());
                page = Some(loopback);
            }
            request.report = Some(report.to_string_lossy().into_owned());
        }
    }
    Ok(Prepared { request, _plans: copies, _page: page })
}

/// The report as a page, as it was exported last.
fn exported(history: &History) -> Option<PathBuf> {
    let (record, _) = history.exported()?;
    let Event::Exported { folder, files } = &record.event else { return None };
    let file = files.iter().rfind(|file| file_name::is_edition(file, "report.html"))?;
    Some(Path::new(folder).join(file))
}

/// A copy of the plans here, and the name of the newest that is another retro's: a tool may write into what it is given.
fn copied(root: &Path, session: &Session) -> Result<(TempDir, Option<String>), String> {
    let failed = |e: std::io::Error| format!("the plans cannot be copied for it: {e}");
    let folder = tempfile::tempdir().map_err(failed)?;
    let mut newest = None;
    let plans = plans::below(&files::parent(&plan_json::path(root, session)));
    for path in plans.iter().rev().take(MOST_PLANS) {
        let (Ok(written), Some(name)) = (plans::text_of(path), path.file_name()) else { continue };
        regular::replace_private(&folder.path().join(name), written.as_bytes()).map_err(failed)?;
        let said = serde_json::from_str::<Value>(&written).unwrap_or_default();
        if said["session"].as_str().is_some_and(|of| of != session.id.0) {
            newest = newest.or_else(|| Some(name.to_string_lossy().into_owned()));
        }
    }
    Ok((folder, newest))
}

/// What the program makes of an answer: an earlier plan is held against this retro's by the program itself.
///
/// # Errors
/// The plan is none.
pub(crate) fn came(given: Given, purpose: HookPurpose, ground: &Ground) -> Result<Came, Failed> {
    let Given { answer, plan } = given;
    let Some(plan) = plan else {
        let beside = (purpose == HookPurpose::PlanDiff && !answer.items.is_empty()).then(|| said(&answer));
        return Ok(Came { answer, beside });
    };
    let plan: Plan = plan_json::validate(&plan.to_string()).map_err(|violations| {
        let first = violations.first().map_or_else(String::new, ToString::to_string);
        Failed::new(HookEnding::NotGood, format!("the plan that it gave is none: {first}"))
    })?;
    let plan = plans::on_lines(&plan).map_err(|e| Failed::new(HookEnding::NotGood, text::line(&e.to_string())))?;
    let now = plan_json::plan(&ground.history, Some(&ground.facts), Some(&ground.findings));
    let beside = Beside::of(&format!("{} · {}", answer.source, plan.plan_id), &plan, &now);
    Ok(Came { answer, beside: Some(beside) })
}

/// What a tool said about plans, as lines of its own.
fn said(answer: &HookAnswer) -> Beside {
    let line = |item: &String| diff::Line { sign: '·', at: item.clone(), before: None, after: None };
    Beside { name: answer.source.clone(), told: "as the tool says it".to_owned(), lines: answer.items.iter().map(line).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hook::{HookAbout, HookOn};
    use crate::domain::phase::Phase;
    use crate::export::fixture::{facts, findings, history};
    use crate::hooks::Kind;
    use crate::hooks::rule::Rule;

    fn hook(purpose: HookPurpose) -> Hook {
        let declared = Declared { name: "x".into(), purpose, phase: Phase::Documentation, on: HookOn::Demand, wants_account: false };
        let kind = Kind::Command(vec!["true".into()]);
        Hook { declared, kind, limit: Duration::from_secs(5), pause_seconds: 0, rule: Rule::default() }
    }

    fn asking(about: HookAbout) -> Asking {
        Asking { run: 1, tool: 0, about, step: "Vote".into(), prompts: vec!["Why?".into()] }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test prepares files")]
    fn a_tool_gets_what_its_purpose_needs_and_plans_as_copies() {
        let root = tempfile::tempdir().unwrap();
        let plans = root.path().join(".claude/plans");
        std::fs::create_dir_all(&plans).unwrap();
        std::fs::write(plans.join("plan-1.json"), r#"{"session": "another"}"#).unwrap();
        let ground = Ground { history: history(), facts: Arc::new(facts()), findings: Arc::new(findings()), root: root.path().to_owned() };
        let diff = prepared(&hook(HookPurpose::PlanDiff), &asking(HookAbout::Plan), &ground).map_err(|failed| failed.why).unwrap();
        let copies = PathBuf::from(diff.request.plans.clone().unwrap());
        assert_eq!((diff.request.older_plan.as_deref(), diff.request.plan.is_some()), (Some("plan-1.json"), true));
        std::fs::write(copies.join("plan-1.json"), "mine").unwrap();
        assert!(plans::text_of(&plans.join("plan-1.json")).unwrap().contains("another"), "what it writes stays in its copy");
        drop(diff);
        assert!(!copies.exists());
        let prompts = prepared(&hook(HookPurpose::Prompts), &asking(HookAbout::Step { phase: Phase::CheckIn }), &ground);
        let prompts = prompts.map_err(|failed| failed.why).unwrap().request;
        assert_eq!((prompts.prompts.len(), prompts.plan.is_none(), prompts.report.is_none()), (1, true, true));
    }

    #[test]
    fn who_is_called_off_hears_it_and_so_do_all_at_the_end() {
        let tools = Tools::new(vec![hook(HookPurpose::Notes)]);
        tools.call_off(3);
        assert!(tools.is_called_off(3) && !tools.is_called_off(4));
        tools.end();
        assert!(tools.is_called_off(4));
    }
}
