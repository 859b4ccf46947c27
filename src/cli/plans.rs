//! Showing and checking plans.

use std::path::{Path, PathBuf};

use super::args::PlanCommand;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::export::{Format, plan, schema};
use crate::printed::{print, print_bytes};
use crate::runtime::plans::{self, read};

/// Runs `plan` and what follows it.
pub(crate) fn run(what: &PlanCommand) -> Result<()> {
    match what {
        PlanCommand::Schema => print_bytes(&schema::pretty(&plan::plan_schema())),
        PlanCommand::List => list(),
        PlanCommand::Diff { before, after, format } => diff(before, after.as_deref(), *format),
        PlanCommand::Show { file } => show(&file_or_newest(file.as_deref())?),
        PlanCommand::Validate { file } => validate(&file_or_newest(file.as_deref())?),
    }
}

fn show(path: &Path) -> Result<()> {
    let plan = read(path)?;
    print(&plan::show(&plan))
}

/// A line each; what is no plan says so.
fn list() -> Result<()> {
    let line = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let told = match read(path) {
            Ok(plan) => plan::in_a_line(&plan),
            Err(_) => format!("no valid plan; run-retro plan validate {}", text::shell_path(path)),
        };
        text::line(&format!("{name}  {told}"))
    };
    print(&here()?.iter().rev().map(line).collect::<Vec<_>>().join("\n"))
}

fn diff(before: &Path, after: Option<&Path>, format: Format) -> Result<()> {
    let after = after.map_or_else(|| file_or_newest(None), |after| Ok(named(after)))?;
    let all = plan::diff::diff(&read(&named(before))?, &read(&after)?);
    match format {
        Format::Json => print_bytes(&serde_json::to_vec_pretty(&all).unwrap_or_default()),
        _ if all.is_empty() => print("The plans are the same"),
        _ => print(&plan::diff::told(&all)),
    }
}

/// A file, or a plan here by its name.
fn named(given: &Path) -> PathBuf {
    let here = folder().join(given).with_extension("json");
    if !given.exists() && here.exists() { here } else { given.to_owned() }
}

fn validate(path: &Path) -> Result<()> {
    read(path)?;
    print(&format!("{} is a valid plan", text::path(path)))
}

/// The newest plan below the working directory, when none is named.
fn file_or_newest(file: Option<&Path>) -> Result<PathBuf> {
    if let Some(file) = file {
        return Ok(file.to_owned());
    }
    Ok(here()?.pop().unwrap_or_default())
}

fn folder() -> PathBuf {
    Path::new(".claude").join("plans")
}

/// The plans below the working directory, the newest last; there is one at least.
fn here() -> Result<Vec<PathBuf>> {
    let folder = folder();
    let plans = plans::below(&folder);
    if plans.is_empty() { Err(Error::Other(format!("there is no plan in {}; name a file", text::path(&folder)))) } else { Ok(plans) }
}
