use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::plan::Plan;
use crate::export::plan::{plan, plan_schema};
use crate::store::fixture::{history, scope};

/// Every place in a value, as the path to it.
fn places(value: &Value, here: &mut Vec<String>, out: &mut Vec<String>) {
    out.push(here.iter().flat_map(|part| ["/", part]).collect());
    let mut inside = |key: String, value: &Value| {
        here.push(key);
        places(value, here, out);
        here.pop();
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| inside(key.clone(), value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| inside(index.to_string(), value)),
        _ => {}
    }
}

fn document() -> Value {
    serde_json::to_value(plan(&history("s", scope(2026, 3)), None, None)).unwrap()
}

#[test]
fn only_rules_that_are_checked_stand_in_the_published_schemas() {
    const CHECKED: [&str; 17] = [
        "$ref",
        "type",
        "enum",
        "const",
        "anyOf",
        "oneOf",
        "properties",
        "patternProperties",
        "required",
        "additionalProperties",
        "items",
        "prefixItems",
        "minItems",
        "maxItems",
        "minimum",
        "format",
        "pattern",
    ];
    const SILENT: [&str; 6] = ["$schema", "$defs", "title", "description", "default", "maximum"];
    fn rules(schema: &Value, named: bool) {
        match schema {
            Value::Object(fields) => {
                for (key, value) in fields {
                    assert!(!named || CHECKED.contains(&key.as_str()) || SILENT.contains(&key.as_str()), "{key}");
                    rules(value, !named || !["properties", "patternProperties", "$defs"].contains(&key.as_str()));
                }
            }
            Value::Array(items) => items.iter().for_each(|item| rules(item, true)),
            _ => {}
        }
    }
    rules(&plan_schema(), true);
}

#[test]
fn what_somebody_added_for_themselves_is_no_fault_and_what_is_misspelled_is() {
    let mut document = document();
    document["x_mine"] = json!({ "any": [1] });
    document["scope"]["x-team"] = json!("EMEA");
    assert!(read::<Plan>(&document.to_string(), &plan_schema()).is_ok());
    document["scope"]["segmant"] = json!("EMEA");
    let faults = read::<Plan>(&document.to_string(), &plan_schema()).unwrap_err();
    assert!(faults.len() == 1 && faults[0].message.contains("did you mean `segment`"), "{faults:?}");
}

#[test]
fn an_option_of_the_wrong_kind_says_what_would_do() {
    let mut document = document();
    document["scope"]["segment"] = json!(7);
    document["parallelization"]["merge_gate"]["open"] = json!("yes");
    let faults = read::<Plan>(&document.to_string(), &plan_schema()).unwrap_err();
    let told: Vec<String> = faults.iter().map(|f| format!("{}: {}", f.pointer, f.message)).collect();
    assert_eq!(
        told,
        ["/scope/segment: expected a text or null, found 7", "/parallelization/merge_gate/open: expected true or false, found \"yes\""]
    );
}

proptest! {
    /// Whatever is put in whatever place, this check and a full JSON Schema validator agree.
    #[test]
    fn the_check_agrees_with_a_full_validator(place in any::<prop::sample::Index>(), kind in 0usize..9) {
        static SCHEMA: LazyLock<Value> = LazyLock::new(plan_schema);
        static FULL: LazyLock<jsonschema::Validator> =
            LazyLock::new(|| jsonschema::options().should_validate_formats(true).build(&SCHEMA).unwrap());
        let mut document = document();
        let mut all = Vec::new();
        places(&document, &mut Vec::new(), &mut all);
        let pointer = &all[place.index(all.len())];
        let put = [json!(null), json!(-1), json!(1.5), json!("x"), json!(""), json!([]), json!({}), json!(true), json!("done")];
        *document.pointer_mut(pointer).unwrap() = put[kind].clone();
        prop_assert_eq!(check::check(&SCHEMA, &document).is_empty(), FULL.is_valid(&document), "{} at {}", put[kind], pointer);
    }
}
