//! Objects that hold the rows in a list of their own: customers, each with its contracts.

use std::io;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Layout, Objects, object};
use crate::compile::read::decode::Stream;
use crate::compile::read::values::date::DateForm;

/// Objects looked at.
const LOOK: usize = 500;

/// The names below which a list stands in each object.
pub(crate) type Within = Vec<String>;

/// What is known of one list.
#[derive(Default)]
struct Seen {
    /// Objects in which it has several elements.
    several: usize,
    elements: usize,
    /// Elements with a day in them.
    dated: usize,
}

/// The list of each object whose elements are the rows: only they have days, and some object has several of them.
pub(super) fn find(stream: Stream, layout: &Layout) -> io::Result<Option<Within>> {
    let (mut objects, mut bytes) = (Objects::of(stream, layout), Vec::new());
    let mut lists: IndexMap<Within, Seen> = IndexMap::new();
    for _ in 0..LOOK {
        if objects.next_into(&mut bytes)?.is_none() {
            break;
        }
        if object(&bytes).is_some_and(|object| look(&object, &mut Vec::new(), &mut lists)) {
            return Ok(None);
        }
    }
    let are_rows = |seen: &Seen| seen.several > 0 && seen.dated * 10 >= seen.elements * 9;
    Ok(lists.into_iter().filter(|(_, seen)| are_rows(seen)).max_by_key(|(_, seen)| seen.elements).map(|(path, _)| path))
}

/// Looks at the lists of an object; says whether a day stands outside them.
fn look(object: &Map<String, Value>, path: &mut Within, lists: &mut IndexMap<Within, Seen>) -> bool {
    object.iter().any(|(key, value)| {
        path.push(key.clone());
        let is_dated = match value {
            Value::Object(inner) => look(inner, path, lists),
            Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
                let seen = lists.entry(path.clone()).or_default();
                seen.several += usize::from(items.len() > 1);
                seen.elements += items.len();
                seen.dated += items.iter().filter(|item| has_day(item)).count();
                false
            }
            other => is_day(other),
        };
        path.pop();
        is_dated
    })
}

fn has_day(value: &Value) -> bool {
    match value {
        Value::Object(inner) => inner.values().any(has_day),
        other => is_day(other),
    }
}

fn is_day(value: &Value) -> bool {
    value.as_str().is_some_and(|text| DateForm::YearFirst.span(text.as_bytes()).is_some())
}

/// Each row of an object: itself, or itself with one element of its list after the other in the list's place. An object without
/// elements has none.
pub(super) fn rows<E>(
    mut object: Map<String, Value>,
    within: Option<&Within>,
    mut row: impl FnMut(&Map<String, Value>) -> Result<(), E>,
) -> Result<(), E> {
    let Some(path) = within else { return row(&object) };
    let Some(Value::Array(items)) = place(&mut object, path).map(Value::take) else { return Ok(()) };
    for item in items {
        if let Some(place) = place(&mut object, path) {
            *place = item;
        }
        row(&object)?;
    }
    Ok(())
}

fn place<'o>(object: &'o mut Map<String, Value>, path: &Within) -> Option<&'o mut Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(object.get_mut(first)?, |value, key| value.as_object_mut()?.get_mut(key))
}
