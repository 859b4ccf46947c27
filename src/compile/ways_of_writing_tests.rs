//! One book of renewals as people and programs write it: other marks, days and digits, other shapes of the same table. The figures are
//! those of the book, and nothing is asked.

use std::fmt::Write as _;

use super::by_row_tests::{answered, book, list, of_book, outcome, read};
use super::sizes_tests::{asked, asked_of, rates};
use super::tests::folder;

/// The list with each day and amount written by these.
fn written(day: impl Fn(i64) -> String, amount: impl Fn(i64) -> String) -> String {
    let mut text = "Customer;Renewal date;ARR before;ARR after;Outcome\n".to_owned();
    for (n, (before, after)) in (0..).zip(book()) {
        let (before, became) = (amount(before), amount(after.unwrap_or(0)));
        writeln!(text, "Customer {};{};{before};{became};{}", letter(n), day(n + 13), outcome(after)).unwrap();
    }
    text
}

fn letter(n: i64) -> char {
    char::from(b'A' + u8::try_from(n).unwrap())
}

fn iso(day: i64) -> String {
    format!("2026-08-{day:02}")
}

fn grouped(amount: i64) -> String {
    if amount < 1000 { amount.to_string() } else { format!("{},{:03}", amount / 1000, amount % 1000) }
}

fn wide(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c }).collect()
}

#[test]
fn numbers_as_people_write_them() {
    let writings: [fn(i64) -> String; 7] = [
        |n| format!("{}*", grouped(n)),
        |n| format!("{} ²", grouped(n)),
        |n| format!("'{n}"),
        |n| wide(&grouped(n)),
        |n| format!("{}:-", grouped(n).replace(',', " ")),
        |n| grouped(n).replace(',', "\u{202f}"),
        |n| format!("₪{}", grouped(n)),
    ];
    for amount in writings {
        let text = written(iso, amount);
        assert_eq!(read(&text), of_book(), "{text}");
    }
}

#[test]
fn days_as_people_write_them() {
    let writings: [fn(i64) -> String; 9] = [
        |day| iso(day).replace('-', "\u{2011}"),
        |day| format!("'{}", iso(day)),
        |day| wide(&format!("2026/8/{day}")),
        |day| format!("{day:02}/08/2569"),
        |day| format!("令和8年8月{day}日"),
        |day| format!("2026. VIII. {day}."),
        |day| format!("2026-W33-{}", (day - 1) % 7 + 1),
        |day| format!("126{}", 212 + day),
        |day| format!("{} August 2026", ["early", "mid", "end of"][usize::try_from(day).unwrap() % 3]),
    ];
    for day in writings {
        let text = written(day, grouped);
        assert_eq!(read(&text), of_book(), "{text}");
    }
}

#[test]
fn what_an_amount_became_stands_beside_it_or_in_a_word() {
    let arrows = list("ARR,Outcome", |_, before, after| format!("{before} → {},{}", after.unwrap_or(0), outcome(after)));
    assert_eq!(read(&arrows), of_book());
    let words = list("ARR,New ARR,Outcome", |_, before, after| {
        let became = if after == Some(before) { "unchanged".to_owned() } else { after.unwrap_or(0).to_string() };
        format!("{before},{became},{}", outcome(after))
    });
    assert_eq!(read(&words), of_book());
    let changes =
        list("ARR,ARR change", |_, before, after| format!("{before},{}", (after.unwrap_or(0) - before).to_string().replace('-', "−")));
    assert_eq!(read(&changes), of_book());
}

#[test]
fn what_did_not_come_about_is_read_as_that() {
    let rows = list("ARR,New ARR,Result", |n, before, after| {
        let kept = ["Churn averted", "Not cancelled", "Cancellation withdrawn"][usize::try_from(n).unwrap() % 3];
        format!("{before},{},{}", after.unwrap_or(0), if after.is_some() { kept } else { "Renewal declined" })
    });
    assert_eq!(read(&rows), of_book());
}

#[test]
fn an_outcome_that_says_it_is_none_leaves_its_row_out() {
    let mut rows = list("ARR,New ARR,Outcome", |_, before, after| format!("{before},{},{}", after.unwrap_or(0), outcome(after)));
    rows += "Trial one,2026-08-20,700,0,N/A (not a renewal)\n";
    assert_eq!(read(&rows), of_book());
    // A word that nobody knows is asked about, whatever share of the rows has it.
    let strange = rows.replace("N/A (not a renewal)", "Sunset");
    let (questions, _) = asked(("renewals.csv", &strange));
    assert_ne!(answered(&questions, "lost"), of_book());
}

/// The rows of the book as JSON, each made by this.
fn objects(object: impl Fn(&str, &str, i64, i64, &str) -> String) -> String {
    let row = |(n, (before, after)): (i64, (i64, Option<i64>))| {
        object(&format!("Customer {}", letter(n)), &iso(n + 1), before, after.unwrap_or(0), outcome(after))
    };
    (0..).zip(book()).map(row).collect::<Vec<_>>().join(",")
}

fn read_json(text: &str) -> (String, String) {
    let (questions, headline) = asked_of(&folder(&[("renewals.json", text)]));
    assert!(questions.is_empty(), "{text}{questions:?}");
    rates(headline)
}

#[test]
fn json_as_programs_write_it() {
    let typed = |kind: &str, value: &str| format!("{{\"id\":\"x\",\"type\":\"{kind}\",\"{kind}\":{value}}}");
    let notion = objects(|who, day, before, after, what| {
        let text = format!("[{{\"plain_text\":\"{who}\"}}]");
        format!(
            "{{\"properties\":{{\"Customer\":{},\"Renewal date\":{},\"ARR before\":{},\"ARR after\":{},\"Outcome\":{}}}}}",
            typed("title", &text),
            typed("date", &format!("{{\"start\":\"{day}\",\"end\":null}}")),
            typed("number", &before.to_string()),
            typed("number", &after.to_string()),
            typed("select", &format!("{{\"name\":\"{what}\",\"color\":\"red\"}}"))
        )
    });
    let mongo = objects(|who, day, before, after, what| {
        format!(
            "{{\"_id\":{{\"$oid\":\"a{day}\"}},\"customer\":\"{who}\",\"dueDate\":{{\"$date\":\"{day}T00:00:00Z\"}},\"outcome\":\"{what}\",\
             \"arrBefore\":{{\"$numberDecimal\":\"{before}.00\"}},\"arrAfter\":{{\"$numberDecimal\":\"{after}.00\"}}}}"
        )
    });
    let graph = objects(|who, day, before, after, what| {
        format!(
            "{{\"node\":{{\"customer\":{{\"name\":\"{who}\"}},\"dueOn\":\"{day}\",\"outcome\":\"{what}\",\"arrBefore\":{{\"amount\":{before},\
             \"currencyCode\":\"USD\"}},\"arrAfter\":{{\"amount\":{after},\"currencyCode\":\"USD\"}}}}}}"
        )
    });
    let values = objects(|who, day, before, after, what| format!("[\"{who}\",\"{day}\",{before},{after},\"{what}\"]"));
    let cells = objects(|who, day, before, after, what| {
        format!("{{\"f\":[{{\"v\":\"{who}\"}},{{\"v\":\"{day}\"}},{{\"v\":\"{before}\"}},{{\"v\":\"{after}\"}},{{\"v\":\"{what}\"}}]}}")
    });
    let names = ["customer", "due_date", "arr_before", "arr_after", "outcome"];
    let quoted = names.map(|name| format!("\"{name}\"")).join(",");
    let fields = names.map(|name| format!("{{\"name\":\"{name}\"}}")).join(",");
    for text in [
        format!("{{\"results\":[{notion}]}}"),
        format!("[{mongo}]"),
        format!("{{\"data\":{{\"renewals\":{{\"edges\":[{graph}]}}}}}}"),
        format!("{{\"values\":[[{quoted}],{values}]}}"),
        format!("{{\"columns\":[{quoted}],\"data\":[{values}]}}"),
        format!("{{\"schema\":{{\"fields\":[{fields}]}},\"rows\":[{cells}]}}"),
    ] {
        assert_eq!(read_json(&text), of_book(), "{text}");
    }
}

#[test]
fn names_of_fields_may_stand_in_another_file() {
    let key = "a3f9c1d2e4b5a6978877";
    let deals = objects(|who, day, before, after, what| {
        format!("{{\"org_name\":\"{who}\",\"{key}\":\"{day}\",\"arr_before\":{before},\"arr_after\":{after},\"outcome\":\"{what}\"}}")
    });
    let fields =
        format!("{{\"data\":[{{\"key\":\"{key}\",\"name\":\"Contract end\"}},{{\"key\":\"org_name\",\"name\":\"Organization\"}}]}}");
    let (questions, headline) = asked_of(&folder(&[("deals.json", &format!("{{\"data\":[{deals}]}}")), ("fields.json", &fields)]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

/// The book's rows, without their line ends.
fn rows() -> Vec<String> {
    let rows = (0..).zip(book());
    rows.map(|(n, (before, after))| format!("Customer {},{},{before},{},{}", letter(n), iso(n + 1), after.unwrap_or(0), outcome(after)))
        .collect()
}

const HEADER: &str = "Customer,Renewal date,ARR before,ARR after,Outcome";

#[test]
fn tables_as_they_lie() {
    let cells: Vec<Vec<String>> =
        [HEADER.to_owned()].iter().chain(&rows()).map(|row| row.split(',').map(str::to_owned).collect()).collect();
    let turned: Vec<String> = (0..5).map(|column| cells.iter().map(|row| row[column].clone()).collect::<Vec<_>>().join(",")).collect();
    let card =
        |row: &Vec<String>| cells[0].iter().zip(row).map(|(name, cell)| format!("{name}: {cell}")).collect::<Vec<_>>().join("\n") + "\n";
    let cards: Vec<String> = cells[1..].iter().map(card).collect();
    let two_lines: Vec<String> =
        cells[1..].iter().map(|row| format!("{},{},,,{}\n,,{},{},", row[0], row[1], row[4], row[2], row[3])).collect();
    let of = |wanted: &str| {
        let all = cells[1..].iter().filter(|row| row[4] == wanted).map(|row| format!("{}\n", row[..4].join(",")));
        all.collect::<String>()
    };
    let sections = format!(
        "Customer,Renewal date,ARR before,ARR after\nStage: Renewed (9 records),,,\n{}Stage: Churned (3 records),,,\n{}",
        of("Renewed"),
        of("Churned")
    );
    for (name, text) in [
        ("x.csv", turned.join("\n").replacen("Customer", "Field", 1)),
        ("x.txt", cards.join("\n")),
        ("x.csv", format!("{HEADER}\n{}\n", two_lines.join("\n"))),
        ("x.csv", sections),
    ] {
        let (questions, headline) = asked_of(&folder(&[(name, &text)]));
        assert!(questions.is_empty(), "{text}{questions:?}");
        assert_eq!(rates(headline), of_book(), "{text}");
    }
}

#[test]
fn the_month_of_renewals_may_be_the_name_of_their_file() {
    let without_days = |rows: &[String]| {
        let rows = rows
            .iter()
            .map(|row| row.split(',').enumerate().filter(|(at, _)| *at != 1).map(|(_, cell)| cell).collect::<Vec<_>>().join(","));
        format!("Customer,ARR before,ARR after,Outcome\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    let rows = rows();
    let files = [("renewals_2026-08.csv", without_days(&rows[..6])), ("renewals_2026-09.csv", without_days(&rows[6..]))];
    let (questions, headline) = asked_of(&folder(&[(files[0].0, &files[0].1), (files[1].0, &files[1].1)]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

#[test]
fn what_stands_once_for_several_rows_is_carried_down_and_what_is_missing_is_not() {
    let mut lines = "Customer,Renewal date,Product,ARR before,ARR after,Outcome\n".to_owned();
    for (n, (before, after)) in (0..).zip(book()) {
        let after = after.unwrap_or(0);
        writeln!(
            lines,
            "Customer {},{},Core,{},{},{}",
            letter(n),
            iso(n + 1),
            before / 3,
            after / 3,
            outcome(Some(after).filter(|a| *a > 0))
        )
        .unwrap();
        writeln!(lines, ",,Plus,{},{},{}", before - before / 3, after - after / 3, outcome(Some(after).filter(|a| *a > 0))).unwrap();
    }
    assert_eq!(read(&lines), of_book());
    // An id that some rows lack beside a name that all have is missing there.
    let ids = list("Account ID,ARR before,ARR after,Outcome", |n, before, after| {
        let id = if n % 4 == 3 { String::new() } else { format!("K{n}77") };
        format!("{id},{before},{},{}", after.unwrap_or(0), outcome(after))
    });
    let first = ids.lines().map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{},{},{},{}\n", cells[2], cells[0], cells[1], cells[3..].join(","))
    });
    let (questions, headline) = asked(("renewals.csv", &first.collect::<String>()));
    assert!(questions.is_empty() && rates(headline) == of_book(), "{questions:?}");
}

#[test]
fn a_file_without_headings_is_asked_about_whole() {
    let text = rows().join("\n");
    let (questions, _) = asked(("renewals.csv", &text));
    assert_eq!(answered(&questions, "yes"), of_book());
}
