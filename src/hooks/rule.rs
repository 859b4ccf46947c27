//! What a good answer is. Servers report failures as successes, so each hook says it for itself.

use serde_json::Value;

use crate::domain::text;
use crate::export::schema;

/// What must hold of an answer, all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rule {
    /// The way to a field that must be there and say something: `result.items.0.text`.
    pub required: Option<String>,
    /// A JSON Schema of the subset that [`refused`] lets through.
    pub schema: Option<Value>,
    /// Words that only a failure holds; case does not matter.
    pub fails_if: Vec<String>,
    /// Words that every good answer holds; case does not matter.
    pub holds: Vec<String>,
}

/// Faults that are told of an answer.
const MOST_TOLD: usize = 3;

impl Rule {
    /// # Errors
    /// Which part of it does not hold.
    pub(crate) fn check(&self, said: &str, value: &Value) -> Result<(), String> {
        let lower = said.to_lowercase();
        if let Some(words) = self.fails_if.iter().find(|words| lower.contains(&words.to_lowercase())) {
            return Err(format!("its answer holds “{words}”, which fails_if names"));
        }
        if let Some(words) = self.holds.iter().find(|words| !lower.contains(&words.to_lowercase())) {
            return Err(format!("its answer does not hold “{words}”"));
        }
        if let Some(path) = self.required.as_ref().filter(|path| !is_said(value, path)) {
            return Err(format!("its answer has no field {path}"));
        }
        match &self.schema {
            Some(schema) => {
                let faults = schema::faults(schema, value);
                let told: Vec<&str> = faults.iter().take(MOST_TOLD).map(String::as_str).collect();
                if told.is_empty() { Ok(()) } else { Err(format!("its answer does not hold to the schema: {}", told.join("; "))) }
            }
            None => Ok(()),
        }
    }
}

fn is_said(value: &Value, path: &str) -> bool {
    let step = |value: Option<&Value>, name: &str| -> Option<Value> {
        let value = value?;
        value.get(name).or_else(|| value.get(name.parse::<usize>().ok()?)).cloned()
    };
    let found = path.split('.').try_fold(value.clone(), |value, name| step(Some(&value), name));
    match found {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

/// What a schema of the user's own may use, and what kind of thing stands there.
const KEYWORDS: [&str; 15] = [
    "type",
    "required",
    "properties",
    "additionalProperties",
    "items",
    "minItems",
    "maxItems",
    "enum",
    "const",
    "minimum",
    "anyOf",
    "format",
    "title",
    "description",
    "$schema",
];

/// Keywords of a schema, in words.
pub(crate) fn keywords() -> String {
    KEYWORDS.join(", ")
}

/// The first thing in a schema that is not checked here: where it stands, and what it is. A rule that is not looked at would pass everything.
pub(crate) fn refused(schema: &Value) -> Option<(String, String)> {
    refused_at(schema, String::new())
}

fn refused_at(schema: &Value, at: String) -> Option<(String, String)> {
    let fields = match schema {
        Value::Object(fields) => fields,
        Value::Bool(true) => return None,
        _ => return Some((at, "expected an object".to_owned())),
    };
    fields.iter().find_map(|(name, value)| {
        let here = format!("{at}/{name}");
        if !KEYWORDS.contains(&name.as_str()) {
            let near = text::nearest(name, KEYWORDS).map_or_else(String::new, |near| format!("; did you mean {near}?"));
            return Some((here, format!("`{}` is not checked here{near}", text::line(name))));
        }
        match (name.as_str(), value) {
            ("properties", Value::Object(inner)) => inner.iter().find_map(|(field, schema)| refused_at(schema, format!("{here}/{field}"))),
            ("additionalProperties", Value::Bool(_))
            | ("required" | "enum", Value::Array(_))
            | ("minItems" | "maxItems" | "minimum", Value::Number(_))
            | ("title" | "description" | "$schema", Value::String(_))
            | ("const", _) => None,
            ("items" | "additionalProperties", schema) => refused_at(schema, here),
            ("anyOf", Value::Array(options)) => {
                options.iter().enumerate().find_map(|(i, schema)| refused_at(schema, format!("{here}/{i}")))
            }
            ("format", Value::String(format)) if ["date", "date-time"].contains(&format.as_str()) => None,
            ("format", _) => Some((here, "expected date or date-time".to_owned())),
            ("type", kind) => wrong_type(kind).map(|why| (here, why)),
            _ => Some((here, "this is no value for it".to_owned())),
        }
    })
}

fn wrong_type(kind: &Value) -> Option<String> {
    const TYPES: [&str; 7] = ["object", "array", "string", "number", "integer", "boolean", "null"];
    let is_known = |kind: &Value| kind.as_str().is_some_and(|kind| TYPES.contains(&kind));
    let is_right = kind.as_array().map_or_else(|| is_known(kind), |kinds| !kinds.is_empty() && kinds.iter().all(is_known));
    (!is_right).then(|| format!("expected one of {}", TYPES.join(", ")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_part_of_a_rule_has_its_say() {
        let answer = json!({ "a": { "items": [{ "text": "yes" }] }, "none": null, "blank": " " });
        let said = answer.to_string();
        let of = |rule: Rule| rule.check(&said, &answer);
        assert_eq!(of(Rule { required: Some("a.items.0.text".into()), holds: vec!["YES".into()], ..Rule::default() }), Ok(()));
        for path in ["b", "none", "blank", "a.items.1"] {
            assert_eq!(of(Rule { required: Some(path.into()), ..Rule::default() }), Err(format!("its answer has no field {path}")));
        }
        let failed = Rule { fails_if: vec!["fetch failed".into()], ..Rule::default() };
        assert!(failed.check("Error: Fetch Failed", &Value::Null).unwrap_err().contains("“fetch failed”"));
        let schema = json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } });
        let told = of(Rule { schema: Some(schema), ..Rule::default() }).unwrap_err();
        assert!(told.contains("/a: expected a text, found an object"), "{told}");
    }

    #[test]
    fn a_schema_that_asks_for_more_than_is_checked_is_refused() {
        let fine = json!({ "type": ["object", "null"], "properties": { "a": { "anyOf": [{ "enum": ["x"] }, { "type": "array", "items": { "minimum": 1 } }] } } });
        assert_eq!(refused(&fine), None);
        for (schema, at) in [
            (json!({ "properties": { "a": { "pattern": "^x" } } }), "/properties/a/pattern"),
            (json!({ "items": { "$ref": "#" } }), "/items/$ref"),
            (json!({ "type": "text" }), "/type"),
            (json!({ "format": "email" }), "/format"),
            (json!({ "required": "a" }), "/required"),
            (json!({ "anyOf": [{}, 7] }), "/anyOf/1"),
        ] {
            assert_eq!(refused(&schema).map(|(at, _)| at).as_deref(), Some(at));
        }
        assert!(refused(&json!({ "propertis": {} })).unwrap().1.contains("did you mean properties?"));
    }
}
