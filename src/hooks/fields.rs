//! Names in braces that stand for what is asked about: `{account}` in a tool's arguments.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::hook::HookPurpose;

/// What the names stand for.
pub(crate) type Values = BTreeMap<&'static str, Value>;

/// Stands for each of the guide's prompts, one after the other.
pub(crate) const THOUGHT: &str = "thought";

/// The names there are, and for which purposes; all of them where none is named.
pub(crate) const NAMES: [(&str, &[HookPurpose]); 17] = [
    ("session", &[]),
    ("segment", &[]),
    ("window", &[]),
    ("phase", &[]),
    ("query", &[HookPurpose::Notes]),
    ("account", &[HookPurpose::Notes]),
    ("account_id", &[HookPurpose::Notes]),
    ("theme", &[HookPurpose::Notes]),
    ("step", &[HookPurpose::Prompts]),
    (THOUGHT, &[HookPurpose::Prompts]),
    ("thought_number", &[HookPurpose::Prompts]),
    ("thoughts", &[HookPurpose::Prompts]),
    ("more_thoughts", &[HookPurpose::Prompts]),
    ("plans", &[HookPurpose::PlanDiff]),
    ("older_plan", &[HookPurpose::PlanDiff]),
    ("report", &[HookPurpose::Verify]),
    ("url", &[HookPurpose::Verify]),
];

/// The names that a tool of this purpose may use.
pub(crate) fn of(purpose: HookPurpose) -> impl Iterator<Item = &'static str> {
    NAMES.iter().filter(move |(_, of)| of.is_empty() || of.contains(&purpose)).map(|(name, _)| *name)
}

/// The names in a text.
pub(crate) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('{').filter_map(|(start, _)| {
        let rest = &text[start + 1..];
        let name = &rest[..rest.find('}')?];
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        is_name.then_some(name)
    })
}

/// A value with its names replaced: a text that is one name alone becomes what that stands for, a number a number.
///
/// # Errors
/// The name that stands for nothing.
pub(crate) fn filled(value: &Value, values: &Values) -> Result<Value, String> {
    Ok(match value {
        Value::String(text) => {
            match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).filter(|name| names_in(text).eq([*name])) {
                Some(name) => values.get(name).cloned().ok_or_else(|| name.to_owned())?,
                None => Value::String(filled_word(text, values)?),
            }
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| filled(item, values)).collect::<Result<_, _>>()?),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(key, value)| Ok((key.clone(), filled(value, values)?))).collect::<Result<_, String>>()?)
        }
        other => other.clone(),
    })
}

/// A text with its names replaced, once: what they stand for is nobody's template.
///
/// # Errors
/// As [`filled`].
pub(crate) fn filled_word(text: &str, values: &Values) -> Result<String, String> {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some(name) = names_in(rest).next() {
        let written = format!("{{{name}}}");
        let (before, after) = rest.split_once(&written).unwrap_or((rest, ""));
        let value = values.get(name).ok_or_else(|| name.to_owned())?;
        filled.push_str(before);
        filled.push_str(&value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned));
        rest = after;
    }
    Ok(filled + rest)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_become_what_they_stand_for_and_nothing_else_does() {
        let values = Values::from([("account", json!("Acme {window}")), ("thoughts", json!(3)), ("more_thoughts", json!(true))]);
        let template = json!({ "q": "notes on {account}, {\"json\": 1}", "n": "{thoughts}", "m": ["{more_thoughts}"], "k": 7 });
        let expected = json!({ "q": "notes on Acme {window}, {\"json\": 1}", "n": 3, "m": [true], "k": 7 });
        assert_eq!(filled(&template, &values), Ok(expected));
        assert_eq!(filled(&json!("{theme}"), &values), Err("theme".to_owned()));
        assert_eq!(filled_word("a {thoughts}{thoughts} {", &values), Ok("a 33 {".to_owned()));
    }
}
