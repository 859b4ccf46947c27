//! What differs between two plans, or two states of one: field by field, where lists are held together by what names their items.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::plan::Plan;

/// A field that is otherwise, or is in one of the two alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Difference {
    /// The way to it: `workstreams/CS Ops/actions/A1/due`.
    pub at: Vec<String>,
    /// `null` where it was not there.
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// What names an item among its neighbours, the first that it has.
const NAMES: [&str; 11] = ["stage_id", "task_id", "group_id", "id", "step", "name", "role", "item", "team", "condition", "what"];

/// That it was written again says nothing.
const UNSAID: [&str; 1] = ["updated"];

/// Everything that differs, in the order of the plan.
pub(crate) fn diff(before: &Plan, after: &Plan) -> Vec<Difference> {
    let mut found = Vec::new();
    if let (Ok(Value::Object(before)), Ok(Value::Object(after))) = (serde_json::to_value(before), serde_json::to_value(after)) {
        objects(&[], &before, &after, &mut found);
    }
    found
}

fn values(at: &[String], before: &Value, after: &Value, found: &mut Vec<Difference>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => objects(at, before, after, found),
        (Value::Array(before), Value::Array(after)) => arrays(at, before, after, found),
        _ if before == after => {}
        _ => found.push(Difference { at: at.to_vec(), before: Some(before.clone()), after: Some(after.clone()) }),
    }
}

fn objects(at: &[String], before: &Map<String, Value>, after: &Map<String, Value>, found: &mut Vec<Difference>) {
    let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
    for key in keys.filter(|key| !UNSAID.contains(&key.as_str())) {
        both(&[at, std::slice::from_ref(key)].concat(), before.get(key), after.get(key), found);
    }
}

fn arrays(at: &[String], before: &[Value], after: &[Value], found: &mut Vec<Difference>) {
    let (names_before, names_after) = (names(before), names(after));
    let find = |names: &[String], items: &[Value], name: &String| names.iter().position(|known| known == name).map(|i| items[i].clone());
    let mut seen = BTreeSet::new();
    for name in names_before.iter().chain(&names_after).filter(|name| seen.insert((*name).clone())) {
        let (one, other) = (find(&names_before, before, name), find(&names_after, after, name));
        both(&[at, std::slice::from_ref(name)].concat(), one.as_ref(), other.as_ref(), found);
    }
}

fn both(at: &[String], before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    match (before, after) {
        (Some(before), Some(after)) => values(at, before, after, found),
        _ => found.push(Difference { at: at.to_vec(), before: before.cloned(), after: after.cloned() }),
    }
}

/// What items are called. A plain value names itself; items of one name are told apart by a number.
fn names(items: &[Value]) -> Vec<String> {
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
fn words(value: &Value) -> String {
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

/// A line each: `~` is otherwise, `+` came, `-` went.
pub(crate) fn told(all: &[Difference]) -> String {
    let line = |one: &Difference| {
        let at = one.at.join(" · ");
        match (&one.before, &one.after) {
            (Some(before), Some(after)) => format!("~ {at}: {} → {}", words(before), words(after)),
            (None, Some(after)) => format!("+ {at}: {}", words(after)),
            (Some(before), None) => format!("- {at}: {}", words(before)),
            (None, None) => at,
        }
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{ActionStatus, CarriedAction};
    use crate::domain::event::Event;
    use crate::domain::session::History;
    use crate::export::plan::plan;
    use crate::store::fixture::{add_card, at, history, opened, scope};

    fn lines(before: &History, after: &History) -> Vec<String> {
        told(&diff(&plan(before, None, None), &plan(after, None, None))).lines().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn what_became_otherwise_came_and_went_is_told_where_it_stands() {
        let before = history("s", scope(2026, 3));
        assert_eq!(lines(&before, &before), [""; 0]);
        let mut after = before.clone();
        let mut action = after.session().actions[0].clone();
        (action.due, action.status) = ("2026-12-20".parse().ok(), ActionStatus::InProgress);
        after.push(at(9), "Mara", Event::ActionChanged { action, why: Some("Holidays".into()) });
        let told = lines(&before, &after);
        for line in [
            "~ workstreams · CS Ops · actions · A1 · due: 2026-12-15 → 2026-12-20",
            "~ workstreams · CS Ops · actions · A1 · status: open → in-progress",
        ] {
            assert!(told.iter().any(|told| told == line), "{told:#?}");
        }
        assert!(told.iter().any(|told| told.starts_with("+ change_log · 4: ")), "{told:#?}");
        let gone = lines(&after, &before);
        assert!(gone.iter().any(|told| told.starts_with("- change_log · 4: ")), "{gone:#?}");
        assert_eq!(told.len(), gone.len(), "there and back it is as much");
    }

    #[test]
    fn actions_of_several_retros_with_one_number_are_told_apart() {
        let with = |due: &str| {
            let made = history("q2", scope(2026, 2));
            let mut opening = opened("q3", scope(2026, 3));
            let Event::SessionOpened { carried, .. } = &mut opening.event else { panic!("{opening:?}") };
            let mut action = made.session().actions[0].clone();
            action.due = due.parse().ok();
            *carried = vec![CarriedAction::new("q2", action)];
            let mut history = History::fold([vec![opening], made.records()[1..].to_vec()].concat()).unwrap();
            add_card(&mut history, "Another", false);
            history
        };
        let told = lines(&with("2026-10-01"), &with("2026-10-02"));
        assert_eq!(told[0], "~ workstreams · CS Ops · actions · q2/A1 · due: 2026-10-01 → 2026-10-02");
        assert!(told.len() == 2 && told[1].starts_with("~ escalations · q2/A1 · why: due 2026-10-01"), "{told:#?}");
    }
}
