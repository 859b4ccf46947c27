//! Objects that hold the rows in a list of their own: customers, each with its contracts, each with its terms.

use std::io;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Layout, Objects, object};
use crate::compile::read::decode::Stream;
use crate::compile::read::values::date::DateForm;

/// Objects looked at.
const LOOK: usize = 500;

/// The names below which a list stands in each object.
type Place = Vec<String>;

/// The lists that are taken apart one after the other; of each but the first an element of the one before is the object.
pub(crate) type Within = Vec<Place>;

/// Nobody keeps lists in lists in more lists.
const DEEPEST: usize = 3;

/// What is known of one list.
#[derive(Default)]
struct Seen {
    /// Objects in which it has several elements.
    several: usize,
    elements: usize,
    /// Elements with a day in them.
    dated: usize,
    /// ... or in a list within.
    dated_within: usize,
}

impl Seen {
    fn are_nearly_all(&self, elements: usize) -> bool {
        self.elements > 0 && elements * 10 >= self.elements * 9
    }
}

/// The list of each object whose elements are the rows: only they have days, and some object has several of them.
pub(super) fn find(mut stream: impl FnMut() -> io::Result<Stream>, layout: &Layout) -> io::Result<Option<Within>> {
    let mut within = Within::new();
    for _ in 0..DEEPEST {
        let Some(lists) = seen(stream()?, layout, &within)? else { return Ok(None) };
        let longest = |is_one: &dyn Fn(&Seen) -> bool| {
            lists.iter().filter(|(_, seen)| is_one(seen)).max_by_key(|(_, seen)| seen.elements).map(|(place, _)| place.clone())
        };
        if let Some(rows) = longest(&|seen| seen.several > 0 && seen.are_nearly_all(seen.dated)) {
            within.push(rows);
            return Ok(Some(within));
        }
        let Some(outer) = longest(&|seen| seen.are_nearly_all(seen.dated_within)) else { return Ok(None) };
        within.push(outer);
    }
    Ok(None)
}

/// The lists of the first objects, taken apart so far; `None` where a day stands outside them.
fn seen(stream: Stream, layout: &Layout, within: &Within) -> io::Result<Option<IndexMap<Place, Seen>>> {
    let (mut objects, mut bytes) = (Objects::of(stream, layout), Vec::new());
    let mut lists: IndexMap<Place, Seen> = IndexMap::new();
    for _ in 0..LOOK {
        if objects.next_into(&mut bytes)?.is_none() {
            break;
        }
        let Some(object) = object(&bytes) else { continue };
        let is_apart = rows(object, Some(within), |row| if look(row, &mut Vec::new(), &mut lists) { Err(()) } else { Ok(()) });
        if is_apart.is_err() {
            return Ok(None);
        }
    }
    Ok(Some(lists))
}

/// Looks at the lists of an object; says whether a day stands outside them.
fn look(object: &Map<String, Value>, path: &mut Place, lists: &mut IndexMap<Place, Seen>) -> bool {
    object.iter().any(|(key, value)| {
        path.push(key.clone());
        let is_dated = match value {
            Value::Object(inner) => look(inner, path, lists),
            Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
                let seen = lists.entry(path.clone()).or_default();
                seen.several += usize::from(items.len() > 1);
                seen.elements += items.len();
                seen.dated += items.iter().filter(|item| has_day(item)).count();
                seen.dated_within += items.iter().filter(|item| has_day_within(item)).count();
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

fn has_day_within(value: &Value) -> bool {
    match value {
        Value::Object(inner) => inner.values().any(has_day_within),
        Value::Array(items) => items.iter().any(has_day_within),
        other => is_day(other),
    }
}

fn is_day(value: &Value) -> bool {
    // The number of a customer may look like a year and a month.
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    value.as_str().is_some_and(|text| !is_number(text) && DateForm::YearFirst.span(text.as_bytes()).is_some())
}

/// Each row of an object: itself, or itself with one element of its list after the other in the list's place. An object without
/// elements has none.
pub(super) fn rows<E>(
    object: Map<String, Value>,
    within: Option<&Within>,
    mut row: impl FnMut(&Map<String, Value>) -> Result<(), E>,
) -> Result<(), E> {
    apart(object, within.map_or(&[], Vec::as_slice), &mut row)
}

fn apart<E>(mut object: Map<String, Value>, lists: &[Place], row: &mut impl FnMut(&Map<String, Value>) -> Result<(), E>) -> Result<(), E> {
    let Some((first, rest)) = lists.split_first() else { return row(&object) };
    let Some(Value::Array(items)) = place(&mut object, first).map(Value::take) else { return Ok(()) };
    for item in items {
        if let Some(place) = place(&mut object, first) {
            *place = item;
        }
        if rest.is_empty() {
            row(&object)?;
        } else {
            apart(object.clone(), rest, row)?;
        }
    }
    Ok(())
}

fn place<'o>(object: &'o mut Map<String, Value>, path: &Place) -> Option<&'o mut Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(object.get_mut(first)?, |value, key| value.as_object_mut()?.get_mut(key))
}
