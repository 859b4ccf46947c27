//! Showing and checking plans.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::args::PlanCommand;
use crate::domain::plan::Plan;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::export::{plan, schema};
use crate::printed::{print, print_bytes};
use crate::regular;

/// No plan is longer.
const MOST: u64 = 64 << 20;

/// Runs `plan show`, `plan validate` and `plan schema`.
pub(crate) fn run(what: &PlanCommand) -> Result<()> {
    match what {
        PlanCommand::Schema => print_bytes(&schema::pretty(&plan::plan_schema())),
        PlanCommand::Show { file } => show(&file_or_newest(file.as_deref())?),
        PlanCommand::Validate { file } => validate(&file_or_newest(file.as_deref())?),
    }
}

fn show(path: &Path) -> Result<()> {
    let plan = read(path)?;
    print(&plan::show(&plan))
}

fn validate(path: &Path) -> Result<()> {
    read(path)?;
    print(&format!("{} is a valid plan", text::path(path)))
}

/// A plan that holds to the schema.
///
/// # Errors
/// Every place where it does not.
fn read(path: &Path) -> Result<Plan> {
    let text = regular::read(path, MOST)
        .and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other))
        .map_err(|source| Error::io(path, source, "name a plan file"))?;
    let plan = plan::validate(&text).map_err(|violations| {
        let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
        Error::data(Place::file(path), lines.join("\n  "))
    })?;
    on_lines(&plan).map_err(|error| Error::data(Place::file(path), error.to_string()))
}

/// Each text of a plan on one line: whoever wrote it shows no other lines than its own.
fn on_lines(plan: &Plan) -> serde_json::Result<Plan> {
    fn one_line(value: Value) -> Value {
        match value {
            Value::String(written) => Value::String(text::line(&written)),
            Value::Array(items) => items.into_iter().map(one_line).collect(),
            Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, one_line(value))).collect(),
            other => other,
        }
    }
    serde_json::from_value(one_line(serde_json::to_value(plan)?))
}

/// The newest plan below the working directory, when none is named.
fn file_or_newest(file: Option<&Path>) -> Result<PathBuf> {
    if let Some(file) = file {
        return Ok(file.to_owned());
    }
    let folder = Path::new(".claude").join("plans");
    let none = || Error::Other(format!("there is no plan in {}; name a file", text::path(&folder)));
    let entries = std::fs::read_dir(&folder).map_err(|_| none())?;
    let mut plans: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    plans.retain(|path| path.extension().is_some_and(|e| e == "json"));
    plans.sort();
    plans.pop().ok_or_else(none)
}
