//! A plan that somebody else changed, and that changed here since. What only one of both changed is taken over, fields that this program
//! does not know among them. Where both changed the same field, what was changed here stands, and that is told.

use std::path::PathBuf;

use serde_json::{Map, Value};

use super::items::{UNSAID, find, names};
use crate::domain::text;

/// What became of both.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Merged {
    pub plan: Value,
    /// Fields that are somebody else's: the way to each.
    pub taken: Vec<String>,
    /// Fields that both changed, and that stand as they were changed here.
    pub clashes: Vec<String>,
}

/// What became of a plan that somebody else changed since it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theirs {
    /// Fields that were taken over from them.
    pub taken: Vec<String>,
    /// Fields that both changed; the session's stand.
    pub clashes: Vec<String>,
    /// Where all of theirs is kept, unless it was taken over whole.
    pub kept: Option<PathBuf>,
}

impl Theirs {
    pub(crate) fn told(&self) -> String {
        let fields = |fields: &[String]| text::listed(&fields.iter().map(String::as_str).collect::<Vec<_>>());
        let kept = self.kept.as_ref().map(|kept| text::line(&kept.file_name().unwrap_or_default().to_string_lossy()));
        let kept = kept.map_or_else(String::new, |kept| format!("; all of theirs is kept as {kept}"));
        match (self.clashes.as_slice(), self.taken.as_slice()) {
            ([], []) if kept.is_empty() => "Somebody else changed the plan file, and nothing in it".to_owned(),
            ([], []) => format!("Somebody else changed the plan file{kept}"),
            ([], taken) => format!("Somebody else changed the plan file, and that is taken over: {}{kept}", fields(taken)),
            (clashes, _) => format!(
                "Somebody else changed in the plan file what changed here, too: {}. What was changed here stands{kept}",
                fields(clashes)
            ),
        }
    }
}

/// `base` is what was written here last, `ours` what it is now, `theirs` what stands in the file.
pub(crate) fn merge(base: &Value, ours: &Value, theirs: &Value) -> Merged {
    let mut merged = Merged { plan: Value::Null, taken: vec![], clashes: vec![] };
    merged.plan = merged.field(&[], Some(base), Some(ours), Some(theirs)).unwrap_or_default();
    merged
}

impl Merged {
    fn field(&mut self, at: &[&str], base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>) -> Option<Value> {
        match (ours, theirs) {
            _ if theirs == base || ours == theirs => ours.cloned(),
            (Some(Value::Object(mine)), Some(Value::Object(their))) => {
                let base = base.and_then(Value::as_object);
                Some(Value::Object(self.object(at, base.unwrap_or(&Map::new()), mine, their)))
            }
            (Some(Value::Array(mine)), Some(Value::Array(their))) => {
                let base = base.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                Some(Value::Array(self.array(at, base, mine, their)))
            }
            _ if ours == base => {
                self.taken.push(at.join("/"));
                theirs.cloned()
            }
            _ => {
                self.clashes.push(at.join("/"));
                ours.cloned()
            }
        }
    }

    fn object(
        &mut self,
        at: &[&str],
        base: &Map<String, Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut all = Map::new();
        for key in ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key))) {
            let at = [at, &[key.as_str()]].concat();
            let base = base.get(key);
            // A field that a plan has to have is not taken away.
            let theirs = if UNSAID.contains(&key.as_str()) { base } else { theirs.get(key).or(base) };
            if let Some(value) = self.field(&at, base, ours.get(key), theirs) {
                all.insert(key.clone(), value);
            }
        }
        all
    }

    /// Items go by what names them; what somebody else added comes last.
    fn array(&mut self, at: &[&str], base: &[Value], ours: &[Value], theirs: &[Value]) -> Vec<Value> {
        let named = [base, ours, theirs].map(names);
        let all = named[1].iter().chain(named[2].iter().filter(|name| !named[1].contains(name)));
        let item = |name: &String| {
            let [base, ours, theirs] = [(0, base), (1, ours), (2, theirs)].map(|(side, items)| find(&named[side], items, name));
            self.field(&[at, &[name.as_str()]].concat(), base, ours, theirs)
        };
        all.filter_map(item).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Base, ours, theirs, and what comes of it.
    #[test]
    fn what_one_side_changed_is_taken_and_what_both_did_is_told() {
        let action = |id: u32, owner: &str, due: &str| json!({"id": id, "sla_days": 7, "owner": owner, "due": due});
        let table = [
            ("nobody else changed anything", json!({"a": 1}), json!({"a": 2}), json!({"a": 1}), json!({"a": 2}), 0, 0),
            ("only somebody else did", json!({"a": 1}), json!({"a": 1}), json!({"a": 3}), json!({"a": 3}), 1, 0),
            ("both, to the same", json!({"a": 1}), json!({"a": 2}), json!({"a": 2}), json!({"a": 2}), 0, 0),
            ("both, to something else", json!({"a": 1}), json!({"a": 2}), json!({"a": 3}), json!({"a": 2}), 0, 1),
            (
                "a field that nobody here knows",
                json!({"a": 1}),
                json!({"a": 2}),
                json!({"a": 1, "x": [1]}),
                json!({"a": 2, "x": [1]}),
                1,
                0,
            ),
            ("a field that a plan has to have", json!({"a": 1}), json!({"a": 1}), json!({}), json!({"a": 1}), 0, 0),
            ("when it was written", json!({"updated": 1}), json!({"updated": 2}), json!({"updated": 3}), json!({"updated": 2}), 0, 0),
            (
                "two fields of one action",
                json!({"actions": [action(1, "Ana", "2026-12-01")]}),
                json!({"actions": [action(1, "Ben", "2026-12-01"), action(2, "Cas", "2026-12-03")]}),
                json!({"actions": [action(1, "Ana", "2026-12-02")]}),
                json!({"actions": [action(1, "Ben", "2026-12-02"), action(2, "Cas", "2026-12-03")]}),
                1,
                0,
            ),
            (
                "an item was added on each side, and one taken away",
                json!({"d": [{"name": "a"}, {"name": "b"}]}),
                json!({"d": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}),
                json!({"d": [{"name": "b"}, {"name": "x"}]}),
                json!({"d": [{"name": "b"}, {"name": "c"}, {"name": "x"}]}),
                2,
                0,
            ),
        ];
        for (what, base, ours, theirs, expected, taken, clashes) in table {
            let merged = merge(&base, &ours, &theirs);
            assert_eq!(merged.plan, expected, "{what}");
            assert_eq!((merged.taken.len(), merged.clashes.len()), (taken, clashes), "{what}: {merged:?}");
        }
    }

    #[test]
    fn what_clashes_is_told_by_the_way_to_it() {
        let plan = |owner: &str| json!({"workstreams": [{"team": "product", "actions": [{"id": 3, "sla_days": 7, "owner": owner}]}]});
        assert_eq!(merge(&plan("Ana"), &plan("Ben"), &plan("Cas")).clashes, ["workstreams/product/actions/A3/owner"]);
    }
}
