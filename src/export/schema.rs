//! Published JSON Schemas, and checking a document against one with every fault and its place.

use std::fmt;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::domain::text;

mod check;
mod locate;

/// Faults that are told at once; each is looked up in the document.
const MOST_TOLD: usize = 100;

/// Something in a document that the schema does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// From 1.
    pub line: usize,
    pub column: usize,
    /// A JSON pointer (`/stages/2/tasks/0/status`); empty for the document itself.
    pub pointer: String,
    pub message: String,
}

/// `12:7 /stages/2/name: expected a string, found null`.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)?;
        if !self.pointer.is_empty() {
            write!(f, " {}", self.pointer)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The schema of what `T` is written as: closed objects, every field required (`null` where there is nothing to say).
pub(crate) fn published<T: JsonSchema>(title: &str) -> Value {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    let mut schema = schema.to_value();
    close(&mut schema);
    if let Value::Object(fields) = &mut schema {
        fields.insert("title".into(), title.into());
    }
    schema
}

/// The schema of what is read as `T`: what has a default may be left out.
pub(crate) fn taken<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>().to_value();
    close(&mut schema);
    schema
}

/// Fields that somebody may add for themselves, in every object: `x_team`, `x-team`.
pub(crate) fn open_to_own_fields(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(open_to_own_fields);
            if fields.get("additionalProperties") == Some(&false.into()) {
                fields.insert("patternProperties".into(), serde_json::json!({ "^x[_-]": true }));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(open_to_own_fields),
        _ => {}
    }
}

fn is_somebodys_own(name: &str) -> bool {
    name.starts_with("x_") || name.starts_with("x-")
}

/// Objects with named fields take no others.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(close);
            if fields.contains_key("properties") && !fields.contains_key("additionalProperties") {
                fields.insert("additionalProperties".into(), false.into());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// Reads a document that must keep to a schema.
///
/// # Errors
/// Everything that is wrong, in the document's order.
pub(crate) fn read<T: DeserializeOwned>(text: &str, schema: &Value) -> Result<T, Vec<Violation>> {
    let fault = |error: &serde_json::Error| Violation {
        line: error.line(),
        column: error.column(),
        pointer: String::new(),
        message: text::line(&without_place(error)),
    };
    let document: Value = serde_json::from_str(text).map_err(|error| vec![fault(&error)])?;
    let faults = check::check(schema, &document);
    if !faults.is_empty() {
        let place = |fault: check::Fault| {
            let (line, column) = locate::locate(text, &fault.path);
            Violation { line, column, pointer: text::line(&locate::pointer(&fault.path)), message: text::line(&fault.message) }
        };
        let more = faults.len().saturating_sub(MOST_TOLD);
        let mut told: Vec<Violation> = faults.into_iter().take(MOST_TOLD).map(place).collect();
        if let (Some(last), 1..) = (told.last_mut(), more) {
            last.message = format!("{}; and {more} more", last.message);
        }
        return Err(told);
    }
    serde_json::from_str(text).map_err(|error| vec![fault(&error)])
}

/// What in a document a schema does not allow: `/items/0: expected a text, found null`.
pub(crate) fn faults(schema: &Value, document: &Value) -> Vec<String> {
    let told = |fault: check::Fault| text::line(&format!("{}: {}", locate::pointer(&fault.path), fault.message));
    check::check(schema, document).into_iter().map(told).collect()
}

/// serde_json says the place at the end of its message; it stands in front here.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

/// A schema as it is printed.
pub(crate) fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// JSON as it is written into files: indented, with a line end.
pub(crate) fn pretty(value: &impl Serialize) -> Vec<u8> {
    // What is exported has string keys and no custom serialisers that fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_else(|_| serde_json::to_vec(&Map::new()).unwrap_or_default());
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
#[path = "schema_tests.rs"]
mod tests;
