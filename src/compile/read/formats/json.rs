//! JSON: the objects of a list, wherever in the document it stands, or one object a line. Nested objects open as `outer.inner`.

mod flat;
mod layout;
mod lines;
mod list;
mod walk;

use std::io;
use std::sync::Arc;

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::{WIDEST, push_field, push_flaw, push_line};
use crate::compile::read::decode::Stream;
use crate::compile::read::pieces::{Pieced, Pieces};
pub(crate) use layout::{Layout, layouts};
use lines::LineObjects;
use list::ListObjects;

/// Longer objects are rejected.
const LONGEST: usize = 8 << 20;

const NO_OBJECT: &str = "this is not a JSON object";
const TOO_LONG: &str = "the object is longer than 8 MB and was skipped";

const OUT_OF_PROPORTION: &str = "the object holds more fields in fields than any export does, and was skipped";

/// The names of all fields of all objects, in the order in which they first appear.
///
/// # Errors
/// More of them than a table has columns; they are not collected.
pub(crate) fn keys(stream: Stream, layout: &Layout) -> io::Result<Vec<String>> {
    let mut keys: IndexSet<String> = IndexSet::new();
    let (mut objects, mut bytes) = (Objects::of(stream, layout), Vec::new());
    while objects.next_into(&mut bytes)?.is_some() {
        let Some(object) = object(&bytes) else { continue };
        let mut fresh: Vec<String> = Vec::new();
        let laid = flat::flatten(&object, bytes.len(), &mut |key, _, is_of_its_own| {
            if is_of_its_own && fresh.len() <= WIDEST && !keys.contains(key) {
                fresh.push(key.to_owned());
            }
        });
        // An object that cannot be laid flat gives no row, and so no columns.
        if laid.is_ok() {
            keys.extend(fresh);
        }
        if keys.len() > WIDEST {
            let message = format!("more than {WIDEST} fields, which no table has; export only those that are needed");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
    }
    Ok(keys.into_iter().collect())
}

/// The objects as delimited records under `keys`, the header first; each row ends in its line.
pub(crate) struct JsonRecords {
    objects: Objects,
    keys: Arc<IndexSet<String>>,
    is_header_out: bool,
    object: Vec<u8>,
    values: Vec<String>,
}

impl JsonRecords {
    pub(crate) fn stream(stream: Stream, layout: &Layout, keys: Arc<IndexSet<String>>) -> Stream {
        let values = vec![String::new(); keys.len()];
        Box::new(Pieced::new(Self { objects: Objects::of(stream, layout), keys, is_header_out: false, object: Vec::new(), values }))
    }

    fn header(&self, out: &mut Vec<u8>) {
        self.keys.iter().for_each(|key| push_field(out, key));
        out.push(b'\n');
    }

    fn row(&mut self, object: &Map<String, Value>, out: &mut Vec<u8>) -> Result<(), flat::OutOfProportion> {
        self.values.iter_mut().for_each(String::clear);
        let (keys, values) = (&self.keys, &mut self.values);
        flat::flatten(object, self.object.len(), &mut |key, value, _| {
            if let Some(at) = keys.get_index_of(key) {
                values[at] = value;
            }
        })?;
        for value in values {
            push_field(out, value);
        }
        Ok(())
    }
}

impl Pieces for JsonRecords {
    fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if !self.is_header_out {
            self.is_header_out = true;
            self.header(out);
            return Ok(());
        }
        let Some(found) = self.objects.next_into(&mut self.object)? else { return Ok(()) };
        match object(&self.object) {
            _ if found.is_too_long => push_flaw(out, TOO_LONG),
            Some(object) => self.row(&object, out).unwrap_or_else(|flat::OutOfProportion| push_flaw(out, OUT_OF_PROPORTION)),
            None => push_flaw(out, NO_OBJECT),
        }
        push_line(out, found.line);
        Ok(())
    }
}

/// An object was found.
pub(crate) struct Found {
    /// Where it begins.
    pub line: u64,
    /// Its bytes are not all there.
    pub is_too_long: bool,
}

/// The objects of a document, one after the other.
enum Objects {
    Lines(LineObjects),
    List(ListObjects),
}

impl Objects {
    fn of(stream: Stream, layout: &Layout) -> Self {
        match layout {
            Layout::Lines => Self::Lines(LineObjects::new(stream)),
            Layout::List(path) => Self::List(ListObjects::new(stream, path.clone())),
        }
    }

    /// Puts the next one into `out`, whatever is there; `None` at the end.
    fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<Option<Found>> {
        match self {
            Self::Lines(lines) => lines.next_into(out),
            Self::List(list) => list.next_into(out),
        }
    }
}

fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(bytes).ok()
}

#[cfg(test)]
#[path = "json/json_tests.rs"]
mod tests;
