//! Plans as files: those of a folder, and one that holds to the schema.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::domain::plan::Plan;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::export::plan;
use crate::regular;

/// No plan is longer.
const MOST: u64 = 64 << 20;

/// The plans in a folder, the oldest first: their names are made of the time.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut plans: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    plans.retain(|path| path.extension().is_some_and(|e| e == "json"));
    plans.sort();
    plans
}

/// A plan that holds to the schema.
///
/// # Errors
/// Every place where it does not.
pub(crate) fn read(path: &Path) -> Result<Plan> {
    let plan = plan::validate(&text_of(path)?).map_err(|violations| {
        let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
        Error::data(Place::file(path), lines.join("\n  "))
    })?;
    on_lines(&plan).map_err(|error| Error::data(Place::file(path), error.to_string()))
}

/// What stands in the file.
///
/// # Errors
/// It cannot be read, or is no text.
pub(crate) fn text_of(path: &Path) -> Result<String> {
    let text = regular::read(path, MOST).and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other));
    text.map_err(|source| Error::io(path, source, "name a plan file"))
}

/// Each text of a plan on one line: whoever wrote it shows no other lines than its own.
pub(crate) fn on_lines(plan: &Plan) -> serde_json::Result<Plan> {
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
