//! What the items of a plan's lists are called, so that the same one is found again in another plan.

use serde_json::Value;

/// What names an item among its neighbours, the first that it has.
const NAMES: [&str; 12] = ["stage_id", "task_id", "group_id", "step_id", "id", "step", "name", "role", "item", "team", "condition", "what"];

/// That it was written again says nothing.
pub(crate) const UNSAID: [&str; 1] = ["updated"];

/// What items are called. A plain value names itself; items of one name are told apart by a number.
pub(crate) fn names(items: &[Value]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for item in items {
        let name = name(item);
        let again = names.iter().filter(|known| **known == name || known.starts_with(&format!("{name} #"))).count();
        names.push(if again == 0 { name } else { format!("{name} #{}", again + 1) });
    }
    names
}

fn name(item: &Value) -> String {
    let Value::Object(fields) = item else { return words(item) };
    let own = NAMES.iter().find_map(|key| fields.get(*key)).map(words).unwrap_or_default();
    // An action that was taken over has a number of the retro that made it.
    let action = fields.contains_key("sla_days").then(|| format!("A{own}"));
    let from = fields.get("carried_from").and_then(Value::as_str).map_or_else(String::new, |from| format!("{from}/"));
    format!("{from}{}", action.unwrap_or(own))
}

/// A value as people read it; of an item what it is called.
pub(crate) fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "nothing".to_owned(),
        Value::Object(fields) => {
            let told = ["title", "purpose", "what", "subject", "text", "name"].iter().find_map(|key| fields.get(*key)?.as_str());
            told.map_or_else(|| name(value), ToOwned::to_owned)
        }
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The item of a name.
pub(crate) fn find<'a>(names: &[String], items: &'a [Value], name: &String) -> Option<&'a Value> {
    names.iter().position(|known| known == name).map(|place| &items[place])
}
