//! What commands print as JSON. Each shape is a struct, and its schema is derived from it: `run-retro schema NAME` prints it.
//!
//! Dates are ISO 8601, rates fractions, amounts decimal strings; what is absent is `null`.

pub(crate) mod agenda;
pub(crate) mod check;
pub(crate) mod doctor;
pub(crate) mod failure;
pub(crate) mod forgetting;
pub(crate) mod hook;
pub(crate) mod plan;
pub(crate) mod question;
pub(crate) mod session;
pub(crate) mod sync;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{actions, playbooks, verify};
use crate::domain::guardrail::Escalation;
use crate::domain::knowledge::Found;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::export::plan::diff::Difference;
use crate::export::{Format, plan as plan_json, report_json, schema, watch_list};
use crate::hooks::answer::Written;
use crate::hooks::request::Request;
use crate::printed::{print, print_bytes};

/// A shape by its name.
pub(crate) struct Published {
    pub name: &'static str,
    /// The command that prints it.
    pub printed_by: &'static str,
    pub schema: fn() -> Value,
}

/// All that is printed as JSON.
pub(crate) const ALL: [Published; 22] = [
    Published { name: "report", printed_by: "run-retro --format json", schema: report_json::report_schema },
    Published { name: "plan", printed_by: "run-retro plan show --format json", schema: plan_json::plan_schema },
    Published { name: "sessions", printed_by: "run-retro sessions --format json", schema: of::<Vec<session::Listed>> },
    Published { name: "actions", printed_by: "run-retro actions --format json", schema: of::<Vec<actions::Open>> },
    Published { name: "verify", printed_by: "run-retro verify FILE --format json", schema: of::<verify::Verified> },
    Published { name: "playbooks", printed_by: "run-retro playbooks verify DIR --format json", schema: of::<Vec<playbooks::Checked>> },
    Published { name: "escalations", printed_by: "run-retro escalations --format json", schema: of::<Vec<Escalation>> },
    Published { name: "kb-search", printed_by: "run-retro kb search WORDS --format json", schema: of::<Vec<Found>> },
    Published { name: "watch", printed_by: "run-retro watch --format json", schema: of::<watch_list::Whole> },
    Published { name: "check", printed_by: "run-retro check PATH --format json", schema: of::<check::Checked> },
    Published { name: "plan-list", printed_by: "run-retro plan list --format json", schema: of::<Vec<plan::Listed>> },
    Published { name: "plan-diff", printed_by: "run-retro plan diff BEFORE AFTER --format json", schema: of::<Vec<Difference>> },
    Published { name: "plan-validate", printed_by: "run-retro plan validate --format json", schema: of::<plan::Validated> },
    Published { name: "agenda-list", printed_by: "run-retro agenda list --format json", schema: of::<Vec<agenda::Listed>> },
    Published { name: "doctor", printed_by: "run-retro doctor --format json", schema: of::<doctor::Examined> },
    Published { name: "forget", printed_by: "run-retro forget CUSTOMER --dry-run --format json", schema: of::<forgetting::Planned> },
    Published { name: "sync", printed_by: "run-retro sync --format json", schema: of::<sync::Printed> },
    Published { name: "hooks", printed_by: "run-retro hooks check --format json", schema: of::<Vec<hook::Checked>> },
    Published { name: "hooks-list", printed_by: "run-retro hooks list --format json", schema: of::<Vec<hook::Listed>> },
    Published { name: "hook-request", printed_by: "what a command of [[hooks]] reads", schema: of::<Request> },
    Published { name: "hook-answer", printed_by: "what a command of [[hooks]] writes", schema: schema::taken::<Written> },
    Published { name: "error", printed_by: "any of them, on standard error", schema: of::<failure::Failure> },
];

fn of<T: JsonSchema>() -> Value {
    schema::published::<T>("")
}

impl Published {
    /// The schema, named after what prints it.
    pub(crate) fn titled(&self) -> Value {
        let mut schema = (self.schema)();
        if let Some(title) = schema.get_mut("title").filter(|title| title.as_str().is_none_or(str::is_empty)) {
            *title = format!("run-retro {}", self.name).into();
        }
        schema
    }
}

/// The schema of the shape with that name.
pub(crate) fn named(name: &str) -> Option<&'static Published> {
    ALL.iter().find(|shape| shape.name == name)
}

/// Runs `schema`: one of them, or which there are.
///
/// # Errors
/// None goes by that name.
pub(crate) fn run(name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        let width = ALL.iter().map(|shape| shape.name.len()).max().unwrap_or(0);
        let line = |shape: &Published| format!("{:<width$}  {}", shape.name, shape.printed_by);
        return print(&ALL.iter().map(line).collect::<Vec<_>>().join("\n"));
    };
    match named(name) {
        Some(shape) => print(&schema::text(&shape.titled())),
        None => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> Error {
    let known = ALL.map(|shape| shape.name);
    let hint =
        text::nearest(name, known).map_or_else(|| format!("known here: {}", known.join(", ")), |near| format!("did you mean {near}?"));
    Error::Other(format!("no schema is called {}; {hint}", text::line(name)))
}

/// Prints a shape, as files of this program are written.
///
/// # Errors
/// As [`print()`].
pub(crate) fn print_json(shape: &impl Serialize) -> Result<()> {
    print_bytes(&schema::pretty(shape))
}

/// Whether a command line asks for JSON; also one that cannot be read otherwise.
pub(crate) fn is_json_asked(arguments: impl Iterator<Item = std::ffi::OsString>) -> bool {
    let words: Vec<String> = arguments.map(|word| word.to_string_lossy().into_owned()).take_while(|word| word != "--").collect();
    let json = Format::Json.key();
    words.iter().any(|word| word.strip_prefix("--format=") == Some(json))
        || words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shape_has_a_name_of_its_own_and_a_schema() {
        for (place, shape) in ALL.iter().enumerate() {
            let schema = shape.titled();
            assert!(
                schema["type"].is_string() && schema["title"].as_str().is_some_and(|title| title.starts_with("run-retro ")),
                "{schema:#}"
            );
            assert!(ALL[..place].iter().all(|other| other.name != shape.name), "{}", shape.name);
        }
        assert!(unknown("sesions").to_string().contains("did you mean sessions?"));
    }

    #[test]
    fn json_is_asked_for_in_either_spelling_and_not_behind_the_end_of_flags() {
        let asked = |line: &str| is_json_asked(line.split_whitespace().map(Into::into));
        assert!(asked("run-retro sessions --format json") && asked("run-retro --format=json --bad"));
        assert!(
            !asked("run-retro sessions --format table") && !asked("run-retro kb search -- --format json") && !asked("run-retro --format")
        );
    }
}
