//! An object laid flat: what is nested gets a name of its own, `outer.inner`.

use serde_json::{Map, Value};

use crate::work;

/// Of how many elements the columns of a list tell, where some object has several: `items.count`.
const COUNT: &str = "count";

/// Work on an object, for each of its bytes and in any case. Names are written out with all that they stand in, and a list with a
/// place for each element in each column: what nobody exports takes the square of its size.
const FOR_EACH_BYTE: usize = 16;
const IN_ANY_CASE: usize = 64 << 10;

/// An object that takes room out of proportion to its size when it is laid flat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OutOfProportion;

type Flat = Result<(), OutOfProportion>;

/// What may still be done on an object.
pub(crate) struct Laying {
    left: usize,
}

impl Laying {
    /// For an object of `size` bytes.
    pub(crate) fn of(size: usize) -> Self {
        Self { left: size.saturating_mul(FOR_EACH_BYTE) + IN_ANY_CASE }
    }

    /// Hands over each value of an object, or of one of its rows, with its name, and whether it makes a column by itself.
    ///
    /// Of a list of objects each field becomes one column. Where all elements say the same, that is its value; where they differ,
    /// all values stand in it, so that nobody takes one for the whole.
    pub(crate) fn flatten(&mut self, object: &Map<String, Value>, each: &mut dyn FnMut(&str, String, bool)) -> Flat {
        self.nested(object, "", each)
    }

    fn spend(&mut self, room: usize) -> Flat {
        work::done(room);
        self.left = self.left.checked_sub(room).ok_or(OutOfProportion)?;
        Ok(())
    }

    fn named(&mut self, prefix: &str, key: &str) -> Result<String, OutOfProportion> {
        self.spend(prefix.len() + key.len() + 1)?;
        Ok(if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") })
    }

    fn nested(&mut self, object: &Map<String, Value>, prefix: &str, each: &mut dyn FnMut(&str, String, bool)) -> Flat {
        for (key, value) in object {
            let key = self.named(prefix, key)?;
            match value {
                Value::Object(inner) => self.nested(inner, &key, each)?,
                Value::Array(items) => self.list(items, &key, each)?,
                other => each(&key, plain(other), true),
            }
        }
        Ok(())
    }

    fn list(&mut self, items: &[Value], key: &str, each: &mut dyn FnMut(&str, String, bool)) -> Flat {
        let objects: Vec<&Map<String, Value>> = items.iter().filter_map(Value::as_object).collect();
        match objects[..] {
            // An empty list tells nothing of what its elements would be.
            [] => each(key, joined(items.iter().map(plain)), !items.is_empty()),
            _ if objects.len() < items.len() => each(key, joined(items.iter().map(plain)), true),
            [one] => self.nested(one, key, each)?,
            _ => self.merged(&objects, key, each)?,
        }
        if objects.len() == items.len() {
            each(&self.named(key, COUNT)?, items.len().to_string(), items.len() > 1);
        }
        Ok(())
    }

    fn merged(&mut self, objects: &[&Map<String, Value>], key: &str, each: &mut dyn FnMut(&str, String, bool)) -> Flat {
        let mut columns: indexmap::IndexMap<String, Vec<(usize, String)>> = indexmap::IndexMap::new();
        for (at, object) in objects.iter().enumerate() {
            self.nested(object, key, &mut |name, value, is_of_its_own| {
                if is_of_its_own {
                    match columns.get_mut(name) {
                        Some(values) => values.push((at, value)),
                        None => drop(columns.insert(name.to_owned(), vec![(at, value)])),
                    }
                }
            })?;
        }
        for (name, values) in columns {
            self.spend(objects.len())?;
            let is_same = values.len() == objects.len() && values.iter().all(|(_, value)| *value == values[0].1);
            each(&name, if is_same { values[0].1.clone() } else { spread(&values, objects.len()) }, true);
        }
        Ok(())
    }
}

/// The values with a place for each element; one without the field has an empty one.
fn spread(values: &[(usize, String)], elements: usize) -> String {
    let mut values = values.iter().peekable();
    joined((0..elements).map(|at| values.next_if(|(of, _)| *of == at).map(|(_, value)| value.clone()).unwrap_or_default()))
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(";")
}

/// A value as it is written into a cell.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
