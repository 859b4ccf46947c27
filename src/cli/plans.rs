//! Showing and checking plans.

use std::path::{Path, PathBuf};

use super::args::PlanCommand;
use super::shapes;
use super::shapes::plan::{Listed, Validated};
use crate::domain::text;
use crate::error::{Error, Result};
use crate::export::{Format, plan, schema};
use crate::printed::{print, print_bytes};
use crate::runtime::plans::{self, read, text_of};

/// Runs `plan` and what follows it.
pub(crate) fn run(what: &PlanCommand) -> Result<()> {
    match what {
        PlanCommand::Schema => print_bytes(&schema::pretty(&plan::plan_schema())),
        PlanCommand::List(printed) => list(printed.format),
        PlanCommand::Diff { before, after, printed } => diff(before, after.as_deref(), printed.format),
        PlanCommand::Show { file, printed } => show(&file_or_newest(file.as_deref())?, printed.format),
        PlanCommand::Validate { file, printed } => validate(&file_or_newest(file.as_deref())?, printed.format),
    }
}

fn show(path: &Path, format: Format) -> Result<()> {
    let plan = read(path)?;
    if format == Format::Json { shapes::print_json(&plan) } else { print(&plan::show(&plan)) }
}

/// A line each; what is no plan says so.
fn list(format: Format) -> Result<()> {
    if format == Format::Json {
        let told: Vec<Listed> = here()?.iter().rev().map(|path| Listed::of(path, read(path).ok().as_ref())).collect();
        return shapes::print_json(&told);
    }
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
        Format::Json => shapes::print_json(&all),
        _ if all.is_empty() => print("The plans are the same"),
        _ => print(&plan::diff::told(&all)),
    }
}

/// A file, or a plan here by its name.
fn named(given: &Path) -> PathBuf {
    let here = folder().join(given).with_extension("json");
    if !given.exists() && here.exists() { here } else { given.to_owned() }
}

fn validate(path: &Path, format: Format) -> Result<()> {
    if format == Format::Json {
        let found = plan::validate(&text_of(path)?).err().unwrap_or_default();
        shapes::print_json(&Validated::of(path, &found))?;
        return read(path).map(drop);
    }
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
