//! Reading rows costs no more than they are long, however they are written.
#![expect(clippy::disallowed_methods, reason = "tests write the small folders they read")]

use std::fs;

use super::formats_tests::{AUGUST, cell, sheet_header, workbook};
use super::tests::{folder, request};
use super::*;
use crate::compile::progress::Silent;
use crate::work;

const HEADER: &str = "renewal_id,account,due_date,outcome,arr_before,notes\n";

/// A file of `n` rows, each written by `row`.
fn table(n: usize, row: impl Fn(usize) -> String) -> String {
    HEADER.chars().map(String::from).chain((0..n).map(row)).collect()
}

/// How a file of `n` rows is written.
type Written = fn(usize) -> String;

const PLAIN: Written = |n| table(n, |i| format!("R{i},Acme {i},2026-08-01,churned,5,they left\n"));

#[test]
fn rows_cost_what_they_are_long() {
    let shapes: [(&str, Written); 12] = [
        ("plain", PLAIN),
        ("quotes with line ends", |n| table(n, |i| format!("R{i},Acme {i},2026-08-01,churned,5,\"they\nleft, \"\"all\"\" of them\"\n"))),
        ("only quotes", |n| table(n, |i| format!("R{i},Acme,2026-08-01,churned,5,{}\n", "\"".repeat(20)))),
        ("a quote in each row that does not close", |n| table(n, |i| format!("\"R{i},Acme,2026-08-01,churned,5,x\n"))),
        ("quotes inside fields", |n| table(n, |i| format!("R{i},5\" pipe,2026-08-01,churned,5,6\" \"pipe\"\n"))),
        ("one quote around all of it", |n| format!("{HEADER}\"{}", PLAIN(n))),
        ("one long row", |n| format!("{HEADER}R1,Acme,2026-08-01,churned,5,{}\n", "they left ".repeat(n * 4))),
        ("many columns", |n| table(n / 10, |i| format!("R{i},Acme,2026-08-01,churned,5{}\n", ",x".repeat(400)))),
        ("blank lines", |n| table(n, |i| if i % 9 == 0 { format!("R{i},Acme,2026-08-01,churned,5,\n") } else { "\n\n\n".into() })),
        ("delimiters alone", |n| table(n, |_| ",,,,,,,,,,,,\n".into())),
        ("rejected", |n| table(n, |i| format!("R{i},Acme,soon,churned,much,\n"))),
        ("the same id", |n| table(n, |_| "R1,Acme,2026-08-01,churned,5,\n".into())),
    ];
    for ((what, written), end) in shapes.into_iter().zip(["\n", "\r\n", "\r"].into_iter().cycle()) {
        work::grows_in_step_for(what, |n| read("renewals.csv", written(n * 80).replace('\n', end).as_bytes()));
    }
}

/// What becomes of the rows is not asked here.
fn read(name: &str, bytes: &[u8]) {
    let dir = folder(&[]);
    fs::write(dir.path().join(name), bytes).unwrap();
    drop(compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent));
}

/// A workbook of `n` rows.
type Shape<'a> = &'a dyn Fn(usize) -> Vec<u8>;

#[test]
fn cells_cost_what_there_are_of_them() {
    let row = |i: usize| format!("{}{}{AUGUST}{}<c><v>{i}</v></c>", cell(&format!("R{i}")), cell("Acme"), cell("churned"));
    let placed = |at: String, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let all = |n: usize, row: &dyn Fn(usize) -> String| {
        let rows: Vec<String> = std::iter::once(sheet_header()).chain((0..n).map(row)).collect();
        workbook(&rows)
    };
    let shapes: [(&str, Shape<'_>); 6] = [
        ("plain", &|n| all(n, &row)),
        ("formulas", &|n| all(n, &|i| row(i).replace("<v>", "<f>A1*2</f><v>"))),
        ("formulas without values", &|n| all(n, &|i| row(i) + "<c><f>A1*2</f></c>")),
        ("empty cells", &|n| all(n, &|i| row(i) + &"<c/>".repeat(20))),
        ("one far cell in each row", &|n| all(n, &|i| row(i) + &placed(format!("AZ{}", i + 2), "x"))),
        ("backwards", &|n| {
            let cells = (0..n).rev().map(|i| placed(format!("A{}", i + 1), "x")).collect::<String>();
            workbook(&[cells])
        }),
    ];
    for (what, written) in shapes {
        work::grows_in_step_for(what, |n| read("book.xlsx", &written(n * 40)));
    }
}
