//! The tools that the configuration declares: listed, and tried.

use std::path::Path;
use std::sync::Arc;

use super::args::HooksCommand;
use super::shapes::hook::{Checked, Listed};
use super::terminal_report::TerminalProgress;
use super::{Context, shapes};
use crate::app::guide;
use crate::app::model::{Model, Settings};
use crate::app::tools::{self, Asking};
use crate::compile::{self, Source};
use crate::config;
use crate::domain::event::Event;
use crate::domain::hook::{Declared, HookAbout, HookPurpose, took};
use crate::domain::progress::{Progress, Step};
use crate::domain::text;
use crate::error::{Error, Result};
use crate::export::{self, Format, report_html};
use crate::hooks::{Hook, Ran};
use crate::printed::{print, tell};
use crate::runtime::{self, tools as asking};
use crate::sample;
use crate::store::files;
use crate::telling;

pub(crate) fn run(context: &Context, what: &HooksCommand) -> Result<()> {
    match what {
        HooksCommand::List(printed) => list(context, printed.format),
        HooksCommand::Check { name, printed } => check(context, name.as_deref(), printed.format),
    }
}

fn list(context: &Context, format: Format) -> Result<()> {
    let listed: Vec<Listed> = context.config.hooks.iter().map(Listed::from).collect();
    if format == Format::Json {
        return shapes::print_json(&listed);
    }
    if listed.is_empty() {
        return print(&none(context));
    }
    let row = |hook: &Listed| {
        let called = hook.tool.as_ref().map_or_else(|| hook.program.clone(), |tool| format!("{} · {tool}", hook.program));
        let on = if hook.on == crate::domain::hook::HookOn::Enter { "on entering it" } else { "on demand" };
        [hook.name.clone(), hook.purpose.key().to_owned(), hook.phase.key().to_owned(), on.to_owned(), hook.kind.clone(), called]
    };
    print(&table(["name", "purpose", "phase", "when", "kind", "what is asked"], listed.iter().map(row).collect()))
}

fn none(context: &Context) -> String {
    let file = context.args.config.clone().unwrap_or_else(|| context.home.config_file());
    format!("No tool is configured: [[hooks]] in {} declares one", text::path(&file))
}

/// # Errors
/// Some did not answer as they should; none goes by that name.
fn check(context: &Context, name: Option<&str>, format: Format) -> Result<()> {
    let hooks = named(&context.config.hooks, name)?;
    if hooks.is_empty() && format != Format::Json {
        return print(&none(context));
    }
    let folder = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), e, "make room for the sample's files"))?;
    let progress = TerminalProgress::default();
    let checked: Vec<Checked> = if hooks.is_empty() {
        vec![]
    } else {
        let trial = Trial::new(folder.path(), &progress)?;
        let tried = |hook: &&Hook| {
            progress.step(Step { label: format!("Asking {}", hook.declared.name), ..Step::default() });
            Checked::of(hook, &trial.ask(hook, &|| progress.is_cancelled()))
        };
        hooks.iter().map(tried).collect()
    };
    if progress.is_cancelled() {
        return Err(Error::Cancelled);
    }
    drop(progress);
    match format {
        Format::Json => shapes::print_json(&checked)?,
        _ => print(&told(&checked))?,
    }
    match checked.iter().filter(|checked| checked.why.is_some()).count() {
        0 => Ok(()),
        failed => {
            let all = text::counted(checked.len(), "tool", "tools");
            Err(Error::Other(format!("{failed} of {all} did not answer as the configuration says; see above")))
        }
    }
}

fn named<'a>(hooks: &'a [Hook], name: Option<&str>) -> Result<Vec<&'a Hook>> {
    let Some(name) = name else { return Ok(hooks.iter().collect()) };
    let found: Vec<&Hook> = hooks.iter().filter(|hook| hook.declared.name == name).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let known: Vec<&str> = hooks.iter().map(|hook| hook.declared.name.as_str()).collect();
    let hint = text::nearest(name, known.iter().copied())
        .map_or_else(|| format!("known here: {}", known.join(", ")), |near| format!("did you mean {near}?"));
    Err(Error::Other(format!("no tool is called {}; {hint}", text::line(name))))
}

fn told(checked: &[Checked]) -> String {
    let row = |checked: &Checked| {
        let said = checked.why.clone().unwrap_or_else(|| checked.items.first().cloned().unwrap_or_default());
        let result = if checked.why.is_none() { "ok".to_owned() } else { checked.result.told().to_owned() };
        let hook = &checked.hook;
        [hook.name.clone(), hook.purpose.key().to_owned(), hook.kind.clone(), took(checked.took_ms), result, text::shortened(&said, 200)]
    };
    table(["name", "purpose", "kind", "took", "result", "why, or what it said"], checked.iter().map(row).collect())
}

/// Columns as wide as they have to be; the last one goes on.
fn table<const N: usize>(head: [&str; N], rows: Vec<[String; N]>) -> String {
    let all: Vec<[String; N]> = std::iter::once(head.map(ToOwned::to_owned)).chain(rows).collect();
    let widths: Vec<usize> = (0..N).map(|i| all.iter().map(|row| row[i].chars().count()).max().unwrap_or(0)).collect();
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The retro of the sample, with its report and its plans, for tools to be asked about: nobody's customers.
struct Trial {
    ground: asking::Ground,
    /// What the guide asks in each phase, and so on.
    model: Model,
}

impl Trial {
    fn new(folder: &Path, progress: &dyn Progress) -> Result<Self> {
        let mut history = sample::past_history();
        let request = history.session().scope.request();
        let compiled = Arc::new(compile::compile(&Source::Sample, &request, None, progress)?);
        let (facts, findings) = telling::in_room(&compiled, history.session(), progress)?;
        let findings = Arc::new(findings);
        let report = report_html::report(&facts, &findings, Some(&history));
        files::write_atomic(&folder.join("report.html"), &report)?;
        // It is another retro's: a plan is held against those of others.
        let mut plan = export::plan::plan(&history, Some(&facts), Some(&findings));
        "run-retro-sample".clone_into(&mut plan.session);
        let plan = export::plan::to_json(&plan);
        let path = export::plan::path(folder, history.session());
        files::write_atomic(&path.with_file_name("plan-20260101T000000Z.json"), &plan)?;
        let exported = Event::Exported { folder: folder.to_string_lossy().into_owned(), files: vec!["report.html".to_owned()] };
        history.push(runtime::now(), "run-retro", exported);
        let ground = asking::Ground {
            history: history.clone(),
            facts: Arc::clone(&facts),
            findings: Arc::clone(&findings),
            root: folder.to_owned(),
        };
        let mut model = Model::new(history, Arc::clone(&compiled), settings());
        (model.world.facts, model.world.findings, model.world.analysing) = (facts, findings, None);
        Ok(Self { ground, model })
    }

    fn ask(&self, hook: &Hook, is_cancelled: &dyn Fn() -> bool) -> Ran {
        let phase = hook.declared.phase;
        let asking = Asking {
            run: 0,
            tool: 0,
            about: self.about(&hook.declared),
            step: self.model.world.session().step(phase).title.clone(),
            prompts: guide::prompts(&self.model, phase),
        };
        let prepared = match asking::prepared(hook, &asking, &self.ground) {
            Ok(prepared) => prepared,
            Err(failed) => return Ran { result: Err(failed), tries: 1, milliseconds: 0 },
        };
        let mut ran = hook.ask_once(&prepared.request, is_cancelled);
        // What the program could make nothing of is no answer.
        if let Ok(given) = &ran.result
            && let Err(failed) = asking::came(given.clone(), hook.declared.purpose, &self.ground)
        {
            ran.result = Err(failed);
        }
        ran
    }

    fn about(&self, declared: &Declared) -> HookAbout {
        let largest = || self.ground.facts.in_scope().find(|renewal| renewal.is_churned());
        match declared.purpose {
            HookPurpose::Notes if declared.wants_account => largest().map_or(HookAbout::Plan, |renewal| HookAbout::Account {
                account_id: renewal.account_id.to_string(),
                account: renewal.account.to_string(),
            }),
            HookPurpose::Notes => tools::theme(&self.model.world).unwrap_or_else(|| HookAbout::Theme { name: "Price".to_owned() }),
            HookPurpose::Prompts => HookAbout::Step { phase: declared.phase },
            HookPurpose::PlanDiff => HookAbout::Plan,
            HookPurpose::Verify => HookAbout::Report,
        }
    }
}

/// As of somebody who set nothing.
fn settings() -> Settings {
    let own = config::own(Path::new(""), Path::new(""));
    for flaw in &own.flawed {
        tell(flaw);
    }
    Settings {
        author: "run-retro".to_owned(),
        bell: false,
        themes: vec![],
        theme: 0,
        local: |at| at.naive_utc(),
        agendas: Arc::new(own.agendas),
        guides: Arc::new(own.guides),
        flawed: vec![],
        read_only: true,
        pseudonyms: [0; 32],
    }
}
