use std::io::{Cursor, Read};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::work;

/// The records of each table: its name, its header and its rows, each of which ends in its line.
fn tables(text: &str) -> Vec<(String, Vec<String>)> {
    let stream = || -> Stream { Box::new(Cursor::new(text.to_owned().into_bytes())) };
    let table = |layout: Layout| {
        let rows = Rows::look(|| Ok(stream()), layout).unwrap();
        let keys = Arc::new(keys(stream(), &rows).unwrap().into_iter().collect());
        let mut out = String::new();
        JsonRecords::stream(stream(), &rows, keys).read_to_string(&mut out).unwrap();
        (rows.layout.name(), out.lines().map(|line| line.replace('"', "")).collect())
    };
    layouts(stream()).unwrap().into_iter().map(table).collect()
}

fn table(text: &str) -> Vec<String> {
    let mut tables = tables(text);
    assert_eq!(tables.len(), 1, "{tables:?}");
    tables.remove(0).1
}

#[test]
fn rows_say_the_line_that_their_object_begins_in() {
    assert_eq!(table("[\n{\"a\": 1},\n{\n\"a\":\n[2]},\n{\"a\": 3}\n]\n"), ["a", "1,2", "2,3", "3,6"]);
    assert_eq!(table("[{\"a\":\"[,{\\\"\"},{\"a\":2}]"), ["a", "[,{,1", "2,1"]);
    assert_eq!(table("{\"a\":1}\n\n{\"a\":2},\n"), ["a", "1,1", "2,3"]);
    assert_eq!(table("{\"a\":1}"), ["a", "1,1"], "one object in one line");
}

#[test]
fn a_list_is_found_below_the_names_of_outer_objects() {
    let rows = ["a,b.c", "1,x,1", "2,y,1"];
    for outer in
        ["{\"records\":@}", "{\"object\":\"list\",\"data\":@}", "{\"response\":{\"status\":[1,2,3],\"items\":@,\"next\":null}}", "@"]
    {
        let text = outer.replace('@', "[{\"a\":1,\"b\":{\"c\":\"x\"}},{\"a\":2,\"b\":{\"c\":\"y\"}}]");
        assert_eq!(table(&text), rows, "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        let lines =
            |text: &str| table(text).iter().skip(1).map(|row| row.rsplit_once(',').unwrap().1.parse().unwrap()).collect::<Vec<usize>>();
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        let begun: Vec<usize> = pretty.lines().enumerate().filter(|(_, line)| line.contains("\"a\":")).map(|(i, _)| i).collect();
        assert_eq!(lines(&pretty), begun, "{pretty}");
    }
}

#[test]
fn one_object_a_line_within_a_list_is_a_list() {
    let text = "{\"object\":\"list\",\"data\":[\n{\"id\":\"s1\"},\n{\"id\":\"s2\"}\n],\"has_more\":false}\n";
    assert_eq!(table(text), ["id", "s1,2", "s2,3"]);
    assert_eq!(table("{\"data\":[\n{\"id\":\"s1\"}\n]}\n"), ["id", "s1,2"], "one alone");
}

#[test]
fn a_broken_line_is_one_row_that_cannot_be_read() {
    let flaw = format!("\u{1}!{NO_OBJECT}");
    for text in ["{\"a\":1}\n{\"a\": oops\n{\"a\":3}\n", "{\"data\":[{\"a\":1},\n{\"a\": oops},\n{\"a\":3}]}"] {
        assert_eq!(table(text), ["a".to_owned(), "1,1".to_owned(), format!("{flaw},2"), "3,3".to_owned()], "{text}");
    }
    assert_eq!(table("{\"a\": oops\n{\"a\":2}\n{\"a\":3}\n"), ["a".to_owned(), format!("{flaw},1"), "2,2".to_owned(), "3,3".to_owned()]);
    assert_eq!(table("[{\"a\":1},\n{\"a\":2"), ["a".to_owned(), "1,1".to_owned(), format!("{flaw},2")], "a file that breaks off");
}

#[test]
fn each_of_several_lists_is_a_table_and_what_holds_no_objects_is_none() {
    let text = "{\"customers\":[{\"a\":1},{\"a\":2}],\"errors\":[{\"e\":1}],\"in\":{\"events\":[{\"b\":1},{\"b\":2},{\"b\":3}]}}";
    let names: Vec<(String, usize)> = tables(text).into_iter().map(|(name, rows)| (name, rows.len())).collect();
    assert_eq!(names, [("customers".to_owned(), 3), ("in.events".to_owned(), 4)], "and a list of one is a note beside them");
    for text in ["{\n\"theme\": \"dark\"\n}\n", "{\"theme\":\n[1, 2]}", "[1, 2]", "\"text\"", ""] {
        assert!(tables(text).is_empty(), "{text}");
    }
}

#[test]
fn a_list_of_one_object_is_laid_flat_and_of_several_nothing_is_taken_for_the_whole() {
    let one = "{\"id\":1,\"items\":{\"data\":[{\"price\":{\"amount\":5,\"interval\":\"year\"}}]}}";
    assert_eq!(table(&format!("{one}\n{one}\n")), ["id,items.data.price.amount,items.data.price.interval", "1,5,year,1", "1,5,year,2"]);
    let two = "{\"id\":2,\"items\":{\"data\":[{\"price\":{\"amount\":5,\"interval\":\"year\"}},{\"price\":{\"amount\":7,\"interval\":\"year\"},\"q\":1}]}}";
    let none = "{\"id\":3,\"items\":{\"data\":[]}}";
    assert_eq!(
        table(&format!("{one}\n{two}\n{none}\n")),
        [
            "id,items.data.price.amount,items.data.price.interval,items.data.q,items.data.count",
            "1,5,year,,1,1",
            "2,5;7,year,;1,2,2",
            "3,,,,0,3"
        ]
    );
    assert_eq!(table("{\"tags\":[\"a\",\"b\"]}\n{\"tags\":[]}\n"), ["tags", "a;b,1", ",2"]);
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let deep = |text: &str| layouts(Box::new(Cursor::new(text.repeat(100_000).into_bytes()))).map(drop).unwrap_err().to_string();
    for text in ["[", "{\"a\":", "[{\"a\":"] {
        assert!(deep(text).contains("nested"), "{text}");
    }
}

#[test]
fn an_object_of_many_megabytes_is_one_row_that_cannot_be_read() {
    let long = "x".repeat(LONGEST);
    for text in
        [format!("{{\"d\":[{{\"a\":1}},{{\"a\":\"{long}\"}},\n{{\"a\":3}}]}}"), format!("{{\"a\":1}}\n{{\"a\":\"{long}\"}}\n{{\"a\":3}}\n")]
    {
        let rows = table(&text);
        assert_eq!((rows.len(), &*rows[1], rows[2].contains(TOO_LONG), &rows[3][..2]), (4, "1,1", true, "3,"));
    }
}

/// Hands out one byte at a time.
struct Slowly(Cursor<Vec<u8>>);

impl Read for Slowly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(&mut buffer[..1])
    }
}

proptest! {
    #[test]
    fn every_object_comes_out_whole(texts in prop::collection::vec("\\PC{0,8}", 1..20), is_pretty in any::<bool>(), is_below in any::<bool>()) {
        let all: Vec<Value> = texts.iter().map(|text| json!({ text.as_str(): [text, { "in": text }], "\"[": 1 })).collect();
        let document = if is_below { json!({ "a\"]": { texts[0].as_str(): [1, "[{"] }, "list": all }) } else { json!(all) };
        let written = if is_pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) }.unwrap();
        let path = if is_below { vec!["list".to_owned()] } else { Vec::new() };
        let layout = Layout::List(path);
        prop_assert_eq!(layouts(Box::new(Cursor::new(written.clone().into_bytes()))).unwrap(), std::slice::from_ref(&layout));
        let mut objects = Objects::of(Box::new(Slowly(Cursor::new(written.into_bytes()))), &layout);
        let (mut seen, mut bytes) = (Vec::new(), Vec::new());
        while objects.next_into(&mut bytes).unwrap().is_some() {
            seen.push(serde_json::from_slice::<Value>(&bytes).unwrap());
        }
        prop_assert_eq!(seen, all);
    }
}

fn read_keys(text: &str) -> io::Result<Vec<String>> {
    keys(Box::new(Cursor::new(text.to_owned().into_bytes())), &Rows { layout: Layout::Lines, within: None })
}

#[test]
fn contracts_within_customers_are_a_row_each_and_items_beside_days_are_not() {
    let customers = r#"{"customers":[{"id":"C1","owner":{"name":"Ana"},"contracts":[{"no":1,"start":"2024-06-01"},{"no":2,"start":"2025-06-01"}]},
        {"id":"C2","owner":{"name":"Bo"},"contracts":[{"no":3,"start":"2024-07-01","end":"2025-06-30"}]},{"id":"C3","contracts":[]}]}"#;
    let rows = table(customers);
    assert_eq!(rows[0], "id,owner.name,contracts.no,contracts.start,contracts.end");
    assert_eq!(rows[1..], ["C1,Ana,1,2024-06-01,,1", "C1,Ana,2,2025-06-01,,1", "C2,Bo,3,2024-07-01,2025-06-30,2"]);
    let lines =
        table("{\"id\":1,\"terms\":[{\"on\":\"2024-06-01\"},{\"on\":\"2025-06-01\"}]}\n{\"id\":2,\"terms\":[{\"on\":\"2024-06-02\"}]}\n");
    assert_eq!(lines, ["id,terms.on", "1,2024-06-01,1", "1,2025-06-01,1", "2,2024-06-02,2"]);
    let items = table(r#"[{"id":1,"created":"2024-01-01","items":[{"on":"2024-02-01"},{"on":"2024-03-01"}]},{"id":2,"items":[]}]"#);
    assert_eq!(items.len(), 3, "{items:?}");
}

#[test]
fn more_fields_than_a_table_has_columns_are_refused_before_they_are_collected() {
    let fields = |n: usize| (0..n).map(|at| format!("\"k{at}\":1")).collect::<Vec<_>>().join(",");
    assert_eq!(read_keys(&format!("{{{}}}", fields(WIDEST))).unwrap().len(), WIDEST);
    let error = read_keys(&format!("{{{}}}", fields(300_000))).unwrap_err().to_string();
    assert!(error.contains("more than 5000 fields"), "{error}");
}

/// Objects that unfold to the square of their size: a long name around many fields, elements that share no field.
fn unfolding(n: usize) -> [String; 2] {
    let inner: String = (0..n).map(|at| format!("\"{at}\":1")).collect::<Vec<_>>().join(",");
    let elements: String = (0..n).map(|at| format!("{{\"{at}\":1}}")).collect::<Vec<_>>().join(",");
    [format!("{{\"a\":1,\"{}\":{{{inner}}}}}", "x".repeat(n * 8)), format!("{{\"a\":1,\"b\":[{elements}]}}")]
}

#[test]
fn an_object_that_unfolds_out_of_proportion_is_rejected_with_its_line() {
    for object in unfolding(2_000) {
        let rows = table(&format!("{{\"a\":1}}\n{object}\n{{\"a\":2}}\n"));
        assert_eq!(rows[0], "a", "{rows:?}");
        assert!(rows[2].contains("more fields in fields") && rows[2].ends_with(",2"), "{rows:?}");
        assert_eq!((&*rows[1], &*rows[3]), ("1,1", "2,3"));
    }
}

#[test]
fn laying_objects_flat_costs_no_more_than_they_are_long() {
    for shape in [0, 1] {
        work::grows_in_step(|n| drop(read_keys(&unfolding(n * 1_000)[shape])));
    }
    let nested = |n: usize| format!("{{\"a\":{}1{}}}", "{\"b\":".repeat(20), "}".repeat(20)).repeat(n).replace("}{", "}\n{");
    work::grows_in_step(|n| drop(read_keys(&nested(n * 10))));
}
