//! JSON Lines, or an array of objects: one object a line; nested objects open as `outer.inner`.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::array::ArrayLines;
use super::push_field;
use crate::compile::read::decode::Stream;
use crate::compile::read::pieces::{Pieced, Pieces};

/// Longer lines are rejected.
const LONGEST: usize = 8 << 20;

/// What stands for a line that is no object: a row of one field, which the reader rejects.
pub const NO_OBJECT: &str = "\u{1}not a JSON object";

/// The names of all fields of all objects, in the order in which they first appear.
pub fn keys(stream: Stream) -> io::Result<Vec<String>> {
    let mut keys: IndexSet<String> = IndexSet::new();
    let mut lines = Lines::new(stream);
    while let Some(line) = lines.next_line()? {
        if let Some(object) = object(line) {
            flatten(&object, "", &mut |key, _| {
                if !keys.contains(key) {
                    keys.insert(key.to_owned());
                }
            });
        }
    }
    Ok(keys.into_iter().collect())
}

/// The objects as delimited records under `keys`, the header first.
pub struct JsonRecords {
    lines: Lines,
    keys: Arc<[String]>,
    is_header_out: bool,
}

impl JsonRecords {
    pub fn stream(objects: Stream, keys: Arc<[String]>) -> Stream {
        Box::new(Pieced::new(Self { lines: Lines::new(objects), keys, is_header_out: false }))
    }
}

impl Pieces for JsonRecords {
    fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if !self.is_header_out {
            self.is_header_out = true;
            for key in self.keys.iter() {
                push_field(out, key);
            }
            out.push(b'\n');
            return Ok(());
        }
        let Some(line) = self.lines.next_line()? else { return Ok(()) };
        if line.trim_ascii().is_empty() {
            out.push(b'\n');
            return Ok(());
        }
        match object(line) {
            Some(object) => {
                let mut values: Vec<String> = vec![String::new(); self.keys.len()];
                flatten(&object, "", &mut |key, value| {
                    if let Some(at) = self.keys.iter().position(|known| known == key) {
                        values[at] = value;
                    }
                });
                for value in &values {
                    push_field(out, value);
                }
            }
            None => push_field(out, NO_OBJECT),
        }
        out.push(b'\n');
        Ok(())
    }
}

struct Lines {
    reader: BufReader<Pieced<ArrayLines>>,
    line: Vec<u8>,
}

impl Lines {
    fn new(stream: Stream) -> Self {
        Self { reader: BufReader::new(Pieced::new(ArrayLines::new(stream))), line: Vec::new() }
    }

    /// The next line; one that is too long comes back as something that is no object.
    fn next_line(&mut self) -> io::Result<Option<&[u8]>> {
        self.line.clear();
        let read = self.reader.by_ref().take(LONGEST as u64).read_until(b'\n', &mut self.line)?;
        if read == LONGEST && self.line.last() != Some(&b'\n') {
            self.reader.skip_until(b'\n')?;
            self.line.truncate(1);
        }
        Ok((read > 0).then_some(&self.line))
    }
}

fn object(line: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(line).ok()
}

fn flatten(object: &Map<String, Value>, prefix: &str, each: &mut impl FnMut(&str, String)) {
    for (key, value) in object {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Value::Object(inner) => flatten(inner, &key, each),
            Value::Array(items) => each(&key, items.iter().map(plain).collect::<Vec<_>>().join(";")),
            other => each(&key, plain(other)),
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
