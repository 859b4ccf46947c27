//! Documents that name their columns once: a spreadsheet's values, the answer of a query with its schema, a data frame.

use std::io::{self, Read};

use serde_json::{Map, Value};

use super::flat::plain;
use super::tidy::tidied;
use crate::compile::read::decode::Stream;
use crate::compile::read::formats::push_field;

/// Longer documents are not held at once.
const LONGEST: u64 = 32 << 20;
/// Fewer rows, or columns, are no table.
const FEWEST: usize = 2;
/// Objects in which a table is looked for.
const DEEPEST: usize = 6;

type Rows = Vec<Vec<Value>>;

/// The rows of such a document as delimited records, the names first; `None` where it is none.
///
/// # Errors
/// It cannot be read.
pub(crate) fn grid(stream: Stream) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Ok(None);
    }
    let document: Option<Value> = serde_json::from_slice(&bytes).ok();
    Ok(document.and_then(|document| {
        let rows = of_frame(&document).or_else(|| of_rows(&document, &document, DEEPEST))?;
        Some(records(&rows))
    }))
}

fn records(rows: &Rows) -> Vec<u8> {
    let mut out = Vec::new();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in rows {
        let cells = row.iter().map(plain).chain(std::iter::repeat(String::new())).take(width);
        cells.for_each(|cell| push_field(&mut out, &cell));
        out.push(b'\n');
    }
    out
}

/// A list of rows that are lists of values, wherever it stands, under the names that some list of the document tells; its own first row
/// names its columns otherwise.
fn of_rows(value: &Value, document: &Value, depth: usize) -> Option<Rows> {
    match value {
        Value::Array(items) => {
            let rows: Option<Rows> = items.iter().map(cells).collect();
            let rows = rows.filter(|rows| rows.len() >= FEWEST)?;
            let width = rows.iter().map(Vec::len).max().filter(|width| *width >= FEWEST)?;
            Some(match names(document, width, DEEPEST) {
                Some(names) => [names].into_iter().chain(rows).collect(),
                None if says_columns(document) => turned(&rows),
                None => rows,
            })
        }
        Value::Object(object) if depth > 0 => object.values().find_map(|value| of_rows(value, document, depth - 1)),
        _ => None,
    }
}

/// A row's values, each by itself or in an object of its own: `[1, 2]`, `{"f": [{"v": 1}, {"v": 2}]}`.
fn cells(row: &Value) -> Option<Vec<Value>> {
    let items = match row {
        Value::Array(items) => items,
        Value::Object(object) if object.len() == 1 => object.values().next()?.as_array()?,
        _ => return None,
    };
    let cell = |cell: &Value| match cell {
        Value::Object(object) if object.len() == 1 => object.values().next().filter(|value| is_single(value)).cloned(),
        value if is_single(value) => Some(tidy(value)),
        _ => None,
    };
    items.iter().map(cell).collect()
}

fn tidy(value: &Value) -> Value {
    let object = Map::from_iter([(String::new(), value.clone())]);
    tidied(object).remove("").unwrap_or(Value::Null)
}

fn is_single(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// The names of so many columns: a list of words, or of objects with a name each.
fn names(value: &Value, width: usize, depth: usize) -> Option<Vec<Value>> {
    match value {
        Value::Array(items) if items.len() == width => {
            let name = |item: &Value| match item {
                Value::String(_) => Some(item.clone()),
                Value::Object(object) => object.get("name").filter(|name| name.is_string()).cloned(),
                _ => None,
            };
            items.iter().map(name).collect()
        }
        Value::Object(object) if depth > 0 => object.values().find_map(|value| names(value, width, depth - 1)),
        _ => None,
    }
}

/// A spreadsheet's answer may hold columns instead of rows, and says so.
fn says_columns(document: &Value) -> bool {
    document.get("majorDimension").and_then(Value::as_str) == Some("COLUMNS")
}

fn turned(columns: &Rows) -> Rows {
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    (0..height).map(|row| columns.iter().map(|column| column.get(row).cloned().unwrap_or(Value::Null)).collect()).collect()
}

/// A data frame: each column a list or an object of values, or each row an object under its number.
fn of_frame(document: &Value) -> Option<Rows> {
    let object = document.as_object().filter(|object| object.len() >= FEWEST)?;
    let names = || object.keys().cloned().map(Value::String).collect::<Vec<Value>>();
    let lists: Option<Rows> = object.values().map(|value| value.as_array().filter(|list| list.iter().all(is_single)).cloned()).collect();
    if let Some(lists) = lists {
        let is_even = lists.iter().all(|list| list.len() == lists[0].len() && list.len() >= FEWEST);
        return is_even.then(|| [names()].into_iter().chain(turned(&lists)).collect());
    }
    let inner: Option<Vec<&Map<String, Value>>> = object.values().map(Value::as_object).collect();
    let inner = inner.filter(|inner| inner.iter().all(|one| one.len() >= FEWEST && one.values().all(is_single)))?;
    let is_numbered = |object: &Map<String, Value>| object.keys().all(|key| key.bytes().all(|b| b.is_ascii_digit()));
    if is_numbered(object) {
        let names: Vec<&String> = inner[0].keys().collect();
        let rows = inner.iter().map(|row| names.iter().map(|name| row.get(*name).cloned().unwrap_or(Value::Null)).collect());
        return Some([names.iter().map(|name| Value::String((*name).clone())).collect()].into_iter().chain(rows).collect());
    }
    let numbers: Vec<&String> = inner[0].keys().collect();
    inner.iter().all(|column| is_numbered(column)).then(|| {
        let row = |number: &&String| inner.iter().map(|column| column.get(*number).cloned().unwrap_or(Value::Null)).collect();
        [names()].into_iter().chain(numbers.iter().map(row)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let stream: Stream = Box::new(io::Cursor::new(text.to_owned().into_bytes()));
        grid(stream).unwrap().map(|records| String::from_utf8(records).unwrap().replace('"', ""))
    }

    #[test]
    fn names_are_told_once() {
        let rows = "a,b\n1,x\n2,\n";
        for text in [
            r#"{"range":"R!A1:B3","majorDimension":"ROWS","values":[["a","b"],["1","x"],["2"]]}"#,
            r#"{"majorDimension":"COLUMNS","values":[["a","1","2"],["b","x"]]}"#,
            r#"{"schema":{"fields":[{"name":"a","type":"STRING"},{"name":"b","type":"STRING"}]},"rows":[{"f":[{"v":"1"},{"v":"x"}]},{"f":[{"v":"2"},{"v":null}]}]}"#,
            r#"{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2,null]]}"#,
            r#"{"a":[1,2],"b":["x",null]}"#,
            r#"{"a":{"0":1,"1":2},"b":{"0":"x","1":null}}"#,
            r#"{"0":{"a":1,"b":"x"},"1":{"a":2,"b":null}}"#,
            r#"[["a","b"],[1,"x"],[2,null]]"#,
        ] {
            assert_eq!(read(text).as_deref(), Some(rows), "{text}");
        }
        for none in [r#"{"theme":"dark","tags":["a","b"]}"#, "[1,2]", r#"{"customers":[{"a":1},{"a":2}],"events":[{"b":1}]}"#, "{}"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
