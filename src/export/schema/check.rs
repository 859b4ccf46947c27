//! The part of JSON Schema that the published schemas use.

use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};

use crate::domain::text;

/// One step into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Field(String),
    Item(usize),
}

/// What is wrong, and the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub path: Vec<Step>,
    pub message: String,
}

/// Everything in `document` that `schema` does not allow.
pub(crate) fn check(schema: &Value, document: &Value) -> Vec<Fault> {
    let mut checker = Checker { root: schema, path: Vec::new(), faults: Vec::new() };
    checker.value(schema, document);
    checker.faults
}

struct Checker<'a> {
    root: &'a Value,
    path: Vec<Step>,
    faults: Vec<Fault>,
}

impl<'a> Checker<'a> {
    fn fault(&mut self, message: impl Into<String>) {
        self.faults.push(Fault { path: self.path.clone(), message: message.into() });
    }

    fn within(&mut self, step: Step, check: impl FnOnce(&mut Self)) {
        self.path.push(step);
        check(self);
        self.path.pop();
    }

    fn value(&mut self, schema: &'a Value, value: &Value) {
        let Value::Object(rules) = schema else { return };
        if let Some(target) = rules.get("$ref").and_then(Value::as_str).and_then(|r| self.root.pointer(r.trim_start_matches('#'))) {
            self.value(target, value);
        }
        if let Some(Value::Array(options)) = rules.get("anyOf").or_else(|| rules.get("oneOf")) {
            self.any_of(options, value);
        }
        if !self.has_type(rules, value) || !self.is_allowed(rules, value) {
            return;
        }
        match value {
            Value::Object(fields) => self.object(rules, fields),
            Value::Array(items) => self.array(rules, items),
            Value::String(text) => self.string(rules, text),
            Value::Number(number) => {
                let least = rules.get("minimum").and_then(Value::as_f64);
                if let (Some(least), Some(n)) = (least, number.as_f64())
                    && n < least
                {
                    self.fault(format!("expected at least {least}, found {n}"));
                }
            }
            _ => {}
        }
    }

    /// One of the options must fit; else the faults of the one that came nearest are told.
    fn any_of(&mut self, options: &'a [Value], value: &Value) {
        let path = self.path.clone();
        let attempts = options.iter().map(|option| {
            let mut attempt = Checker { root: self.root, path: path.clone(), faults: Vec::new() };
            attempt.value(option, value);
            attempt.faults
        });
        let mut nearest: Option<Vec<Fault>> = None;
        for faults in attempts {
            if faults.is_empty() {
                return;
            }
            // An option that fits down to somewhere inside says more than one of the wrong type.
            let depth = |faults: &[Fault]| faults.iter().map(|f| f.path.len()).max();
            if nearest.as_ref().is_none_or(|n| depth(&faults) > depth(n)) {
                nearest = Some(faults);
            }
        }
        match nearest {
            Some(faults) if faults.iter().any(|f| f.path.len() > path.len()) => self.faults.extend(faults),
            _ => self.fault(format!(
                "expected {}, found {}",
                options.iter().map(|o| self.expected(o)).collect::<Vec<_>>().join(" or "),
                found(value)
            )),
        }
    }

    fn expected(&self, schema: &Value) -> String {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|r| self.root.pointer(r.trim_start_matches('#')));
        let schema = target.unwrap_or(schema);
        let constants = constants(schema);
        if constants.is_empty() { types(schema).join(" or ") } else { constants.join(", ") }
    }

    fn has_type(&mut self, rules: &Map<String, Value>, value: &Value) -> bool {
        let allowed = type_names(rules.get("type"));
        let fits = |name: &&str| match *name {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            _ => true,
        };
        let ok = allowed.is_empty() || allowed.iter().any(fits);
        if !ok {
            let names: Vec<&str> = allowed.iter().map(|name| said(name)).collect();
            self.fault(format!("expected {}, found {}", names.join(" or "), found(value)));
        }
        ok
    }

    fn is_allowed(&mut self, rules: &Map<String, Value>, value: &Value) -> bool {
        let wrong = match (rules.get("enum"), rules.get("const")) {
            (Some(Value::Array(allowed)), _) if !allowed.contains(value) => Some(allowed.iter().map(plain).collect::<Vec<_>>().join(", ")),
            (_, Some(only)) if only != value => Some(plain(only)),
            _ => None,
        };
        if let Some(allowed) = &wrong {
            self.fault(format!("expected {allowed}, found {}", found(value)));
        }
        wrong.is_none()
    }

    fn object(&mut self, rules: &'a Map<String, Value>, fields: &Map<String, Value>) {
        let known = rules.get("properties").and_then(Value::as_object);
        for name in rules.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.fault(format!("`{name}` is missing"));
            }
        }
        for (name, value) in fields {
            if let Some(schema) = known.and_then(|known| known.get(name)) {
                self.within(Step::Field(name.clone()), |checker| checker.value(schema, value));
                continue;
            }
            match rules.get("additionalProperties") {
                // Somebody's own.
                Some(Value::Bool(false)) if rules.contains_key("patternProperties") && super::is_somebodys_own(name) => {}
                Some(Value::Bool(false)) => {
                    let names = known.into_iter().flat_map(Map::keys).map(String::as_str);
                    let hint = text::nearest(name, names).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                    self.within(Step::Field(name.clone()), |checker| checker.fault(format!("`{name}` is not known here{hint}")));
                }
                Some(schema) => self.within(Step::Field(name.clone()), |checker| checker.value(schema, value)),
                None => {}
            }
        }
    }

    fn array(&mut self, rules: &'a Map<String, Value>, items: &[Value]) {
        let first = rules.get("prefixItems").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for (index, item) in items.iter().enumerate() {
            if let Some(schema) = first.get(index).or_else(|| rules.get("items")) {
                self.within(Step::Item(index), |checker| checker.value(schema, item));
            }
        }
        let limit = |name: &str| rules.get(name).and_then(Value::as_u64);
        let (least, most) = (limit("minItems").unwrap_or(0), limit("maxItems").unwrap_or(u64::MAX));
        if !(least..=most).contains(&(items.len() as u64)) {
            self.fault(format!("expected {least} items, found {}", items.len()));
        }
    }

    fn string(&mut self, rules: &Map<String, Value>, text: &str) {
        let expected = match rules.get("format").and_then(Value::as_str) {
            Some("date") if text.parse::<NaiveDate>().is_err() => Some("a date like 2026-09-30"),
            Some("date-time") if DateTime::parse_from_rfc3339(text).is_err() => Some("a time like 2026-09-30T09:00:00Z"),
            _ if rules.contains_key("pattern") && !is_money(text) => Some("an amount like 1234.50"),
            _ => None,
        };
        if let Some(expected) = expected {
            self.fault(format!("expected {expected}, found {}", found(&Value::from(text))));
        }
    }
}

/// The one pattern of the published schemas, that of exact amounts: `^-?[0-9]+\.[0-9]{2}$`.
fn is_money(text: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned.split_once('.').is_some_and(|(units, cents)| digits(units) && digits(cents) && cents.len() == 2)
}

fn type_names(rule: Option<&Value>) -> Vec<&str> {
    match rule {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    }
}

fn types(schema: &Value) -> Vec<&str> {
    type_names(schema.get("type")).into_iter().map(said).collect()
}

fn constants(schema: &Value) -> Vec<String> {
    let options = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten().filter_map(|option| option.get("const"));
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    schema.get("const").into_iter().chain(options).chain(listed).map(plain).collect()
}

fn said(name: &str) -> &str {
    match name {
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a text",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "an object",
        other => other,
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

fn found(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", text::line(&text.chars().take(60).collect::<String>())),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
        other => other.to_string(),
    }
}
