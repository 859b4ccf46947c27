//! An object laid flat: what is nested gets a name of its own, `outer.inner`.

use serde_json::{Map, Value};

/// Of how many elements the columns of a list tell, where some object has several: `items.count`.
const COUNT: &str = "count";

/// Hands over each value with its name, and whether it makes a column by itself.
///
/// Of a list of objects each field becomes one column. Where all elements say the same, that is its value; where they differ,
/// all values stand in it, so that nobody takes one for the whole.
pub fn flatten(object: &Map<String, Value>, each: &mut dyn FnMut(&str, String, bool)) {
    nested(object, "", each);
}

fn nested(object: &Map<String, Value>, prefix: &str, each: &mut dyn FnMut(&str, String, bool)) {
    for (key, value) in object {
        let key = named(prefix, key);
        match value {
            Value::Object(inner) => nested(inner, &key, each),
            Value::Array(items) => list(items, &key, each),
            other => each(&key, plain(other), true),
        }
    }
}

fn named(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") }
}

fn list(items: &[Value], key: &str, each: &mut dyn FnMut(&str, String, bool)) {
    let objects: Vec<&Map<String, Value>> = items.iter().filter_map(Value::as_object).collect();
    match objects[..] {
        // An empty list tells nothing of what its elements would be.
        [] => each(key, joined(items.iter().map(plain)), !items.is_empty()),
        _ if objects.len() < items.len() => each(key, joined(items.iter().map(plain)), true),
        [one] => nested(one, key, each),
        _ => merged(&objects, key, each),
    }
    if objects.len() == items.len() {
        each(&named(key, COUNT), items.len().to_string(), items.len() > 1);
    }
}

fn merged(objects: &[&Map<String, Value>], key: &str, each: &mut dyn FnMut(&str, String, bool)) {
    let mut columns: indexmap::IndexMap<String, Vec<String>> = indexmap::IndexMap::new();
    for (at, object) in objects.iter().enumerate() {
        nested(object, key, &mut |name, value, is_of_its_own| {
            if is_of_its_own {
                let values = columns.entry(name.to_owned()).or_default();
                // An element without the field has an empty one.
                values.resize(at, String::new());
                values.push(value);
            }
        });
    }
    for (name, mut values) in columns {
        values.resize(objects.len(), String::new());
        let is_same = values.iter().all(|value| *value == values[0]);
        each(&name, if is_same { values.swap_remove(0) } else { joined(values.into_iter()) }, true);
    }
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(";")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
