//! An interface's answer: the list below a key of the outermost object.

use serde_json::{Map, Value, json};

use super::style::Style;
use super::tongue::Tongue;
use super::written;
use crate::dice::Dice;
use crate::table::{Cell, Table};

/// Minified, indented, or an object a line.
pub fn answer(table: &Table, tongue: &Tongue, style: &Style, dice: &mut Dice) -> String {
    let objects: Vec<Value> = (0..table.rows()).map(|row| object(table, row, tongue, style)).collect();
    match dice.below(3) {
        0 => json!({ "object": "list", "has_more": false, "data": objects }).to_string(),
        1 => serde_json::to_string_pretty(&json!({ "object": "list", "data": objects, "has_more": false })).expect("a list of objects"),
        _ => {
            let lines: Vec<String> = objects.iter().map(Value::to_string).collect();
            format!("{{\"object\":\"list\",\"has_more\":false,\"data\":[\n{}\n]}}\n", lines.join(",\n"))
        }
    }
}

fn object(table: &Table, row: usize, tongue: &Tongue, style: &Style) -> Value {
    let mut object = Map::from_iter([("object".to_owned(), json!("subscription"))]);
    for column in &table.columns {
        for name in tongue.names_of(column.role) {
            set(&mut object, name, value(&column.cells[row], &written::told(column, row, tongue, style)));
        }
    }
    Value::Object(object)
}

fn value(cell: &Cell, text: &str) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Flag(flag) => json!(flag),
        Cell::Text(_) | Cell::Word(_) => json!(text),
        _ => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
    }
}

fn set(object: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        None => drop(object.insert(name.to_owned(), value)),
        Some((first, rest)) => {
            let within = object.entry(first).or_insert_with(|| Value::Object(Map::new()));
            set(within.as_object_mut().expect("an object below a name with a dot"), rest, value);
        }
    }
}
