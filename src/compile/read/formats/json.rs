//! JSON: the objects of a list, wherever in the document it stands, or one object a line. Nested objects open as `outer.inner`; where
//! only a list within each object has days, its elements are the rows.

mod flat;
mod grid;
mod layout;
mod lines;
mod list;
mod tidy;
mod walk;
mod within;

use std::io;
use std::sync::Arc;

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::{WIDEST, push_field, push_flaw, push_line};
use crate::compile::read::decode::Stream;
use crate::compile::read::pieces::{Pieced, Pieces};
use flat::{Laying, OutOfProportion};
pub(crate) use grid::grid;
pub(crate) use layout::{Layout, layouts};
use lines::LineObjects;
use list::ListObjects;
use within::Within;

/// Longer objects are rejected.
const LONGEST: usize = 8 << 20;

const NO_OBJECT: &str = "this is not a JSON object";
const TOO_LONG: &str = "the object is longer than 8 MB and was skipped";

const OUT_OF_PROPORTION: &str = "the object holds more fields in fields than any export does, and was skipped";

/// Where the rows of a table stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pub layout: Layout,
    /// The list within each object whose elements they are.
    within: Option<Within>,
}

impl Rows {
    /// Looks at the first objects below `layout`.
    ///
    /// # Errors
    /// The document cannot be read.
    pub(crate) fn look(stream: impl FnMut() -> io::Result<Stream>, layout: Layout) -> io::Result<Self> {
        Ok(Self { within: within::find(stream, &layout)?, layout })
    }
}

/// The names of all fields of all objects, in the order in which they first appear.
///
/// # Errors
/// More of them than a table has columns; they are not collected.
pub(crate) fn keys(stream: Stream, rows: &Rows) -> io::Result<Vec<String>> {
    let mut keys: IndexSet<String> = IndexSet::new();
    let (mut objects, mut bytes) = (Objects::of(stream, &rows.layout), Vec::new());
    while objects.next_into(&mut bytes)?.is_some() {
        let Some(object) = object(&bytes) else { continue };
        let mut fresh: IndexSet<String> = IndexSet::new();
        let mut laying = Laying::of(bytes.len());
        let laid = within::rows(object, rows.within.as_ref(), |row| {
            laying.flatten(row, &mut |key, _, is_of_its_own| {
                if is_of_its_own && fresh.len() <= WIDEST && !keys.contains(key) {
                    fresh.insert(key.to_owned());
                }
            })
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
    within: Option<Within>,
    keys: Arc<IndexSet<String>>,
    is_header_out: bool,
    object: Vec<u8>,
    values: Vec<String>,
}

impl JsonRecords {
    pub(crate) fn stream(stream: Stream, rows: &Rows, keys: Arc<IndexSet<String>>) -> Stream {
        let (values, within) = (vec![String::new(); keys.len()], rows.within.clone());
        Box::new(Pieced::new(Self {
            objects: Objects::of(stream, &rows.layout),
            within,
            keys,
            is_header_out: false,
            object: Vec::new(),
            values,
        }))
    }

    fn header(&self, out: &mut Vec<u8>) {
        self.keys.iter().for_each(|key| push_field(out, key));
        out.push(b'\n');
    }

    /// The rows of an object, each with the line in which it begins.
    fn rows(&mut self, object: Map<String, Value>, line: u64, out: &mut Vec<u8>) -> Result<(), OutOfProportion> {
        let (keys, values, mut laying) = (&self.keys, &mut self.values, Laying::of(self.object.len()));
        within::rows(object, self.within.as_ref(), |row| {
            values.iter_mut().for_each(String::clear);
            laying.flatten(row, &mut |key, value, _| {
                if let Some(at) = keys.get_index_of(key) {
                    values[at] = value;
                }
            })?;
            for value in values.iter() {
                push_field(out, value);
            }
            push_line(out, line);
            Ok(())
        })
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
        let flaw = match object(&self.object) {
            _ if found.is_too_long => Some(TOO_LONG),
            Some(object) => self.rows(object, found.line, out).err().map(|OutOfProportion| OUT_OF_PROPORTION),
            None => Some(NO_OBJECT),
        };
        if let Some(flaw) = flaw {
            push_flaw(out, flaw);
            push_line(out, found.line);
        }
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
    serde_json::from_slice(bytes).ok().map(tidy::row)
}

#[cfg(test)]
#[path = "json/json_tests.rs"]
mod tests;
