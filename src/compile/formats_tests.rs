#![expect(clippy::disallowed_methods, reason = "tests write the small folders they read")]

use std::fs;
use std::io::Write as _;

use super::tests::{facts, folder, request};
use super::*;
use crate::domain::money::Money;
use crate::domain::quality::Reject;

const ROWS: &str = "renewal_id,account,due_date,outcome,arr_before,arr_after,notes\nR1,Société Générale,2026-08-01,renewed,100,120,\"two\nlines\"\nR2,Bolt,2026-08-02,churned,50,0,\n";

fn compiled(name: &str, bytes: &[u8]) -> Facts {
    let dir = folder(&[]);
    fs::write(dir.path().join(name), bytes).unwrap();
    facts(&dir, None, "2026-Q3")
}

fn told(facts: &Facts) -> Vec<(String, String, Option<Money>, usize)> {
    facts.renewals.iter().map(|r| (r.id.to_string(), r.account.to_string(), r.before, r.notes.len())).collect()
}

#[test]
fn every_encoding_line_end_and_packing_gives_the_same_facts() {
    let plain = told(&compiled("renewals.csv", ROWS.as_bytes()));
    assert_eq!(plain[0], ("R1".into(), "Société Générale".into(), Some(Money::units(100)), 1));
    let utf16 = |big: bool| {
        let units = "\u{FEFF}".encode_utf16().chain(ROWS.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(ROWS.as_bytes()).unwrap();
    for (what, name, bytes) in [
        ("byte-order mark", "renewals.csv", [b"\xef\xbb\xbf", ROWS.as_bytes()].concat()),
        ("CRLF", "renewals.csv", ROWS.replace('\n', "\r\n").into_bytes()),
        ("CR", "renewals.csv", ROWS.replace('\n', "\r").into_bytes()),
        ("CR with LF in quotes", "renewals.csv", ROWS.replace('\n', "\r").replace("two\r", "two\n").into_bytes()),
        ("CR and a last LF", "renewals.csv", (ROWS.replace('\n', "\r") + "\n").into_bytes()),
        ("UTF-16 little-endian", "renewals.csv", utf16(false)),
        ("UTF-16 big-endian", "renewals.csv", utf16(true)),
        ("Windows-1252", "renewals.csv", encoding_rs::WINDOWS_1252.encode(ROWS).0.into_owned()),
        ("gzip", "renewals.csv.gz", gz.finish().unwrap()),
        ("semicolons", "renewals.csv", ROWS.replace(',', ";").into_bytes()),
        ("tabs", "renewals.tsv", ROWS.replace(',', "\t").into_bytes()),
        ("bars", "renewals.txt", ROWS.replace(',', "|").into_bytes()),
        ("bars by name", "renewals.psv", ROWS.replace(',', "|").into_bytes()),
        ("a named delimiter", "renewals.csv", format!("sep=;\r\n{}", ROWS.replace(',', ";")).into_bytes()),
        ("titles", "renewals.csv", format!("Renewals, by quarter\n\"as of\ntoday\"\n\n{ROWS}").into_bytes()),
    ] {
        assert_eq!(told(&compiled(name, &bytes)), plain, "{what}");
    }
}

#[test]
fn lines_that_end_in_a_carriage_return_keep_their_numbers() {
    let facts = compiled("renewals.csv", ROWS.replace("Bolt,2026-08-02", "Bolt,soon").replace('\n', "\r").as_bytes());
    let rejects: Vec<_> = facts.quality.rejects.iter().map(|r| (r.line, &*r.column, &*r.value)).collect();
    assert_eq!(rejects, [(4, "due_date", "soon")]);
}

#[test]
fn an_encoding_is_told_wherever_its_first_character_stands() {
    let row = |i: usize, name: &str| format!("R{i},{name},2026-08-01,renewed,1\n");
    let mut text = "renewal_id,account,due_date,outcome,arr_before\n".to_owned();
    (0..40_000).for_each(|i| text += &row(i, "Acme"));
    text += &row(40_000, "Société Générale").replace("renewed", "churned");
    for bytes in [text.clone().into_bytes(), encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()] {
        assert!(bytes.len() > 1 << 20);
        let facts = compiled("renewals.csv", &bytes);
        let names: std::collections::BTreeSet<&str> = facts.renewals.iter().map(|r| &*r.account).collect();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Acme", "Société Générale"]);
    }
}

#[test]
fn json_lines_are_read_and_a_broken_line_is_rejected_with_its_number() {
    let text = "{\"id\":\"R1\",\"properties\":{\"company\":\"Acme\",\"renewal_date\":\"2026-08-01T00:00:00Z\",\"amount\":12.5,\"note\":\"a\\nb\"},\"stage\":\"Closed Won\"}\n\
                {\"id\":\"R2\", oops\n\
                {\"id\":\"R3\",\"properties\":{\"company\":\"Bolt\",\"renewal_date\":\"2026-08-03\",\"amount\":7},\"stage\":\"Closed Lost\"}\n";
    let facts = compiled("deals.jsonl", text.as_bytes());
    let seen: Vec<_> = facts.renewals.iter().map(|r| (&*r.id.0, &*r.account, r.before, r.after)).collect();
    let expected = [("R1", "Acme", None, Some(Money::minor(1250))), ("R3", "Bolt", Some(Money::units(7)), Some(Money::ZERO))];
    assert_eq!(seen, expected);
    assert_eq!(facts.renewals[0].notes[0].text, "a\nb");
    let rejects: Vec<_> = facts.quality.rejects.iter().map(|r| (r.line, r.reason.as_str())).collect();
    assert_eq!(rejects, [(2, "this is not a JSON object")]);
    assert_eq!(facts.renewals[1].origin.line, 3);
}

#[test]
fn an_array_of_objects_is_read_and_a_file_without_objects_is_said() {
    let row = |id: &str, due: &str| {
        format!("{{\n  \"id\": \"{id}\",\n  \"account\": \"Acme\", \"due_date\": \"{due}\", \"outcome\": \"lost\"\n}}")
    };
    let rows = format!("[\n{},\n{}\n]\n", row("R1", "2026-08-01"), row("R2", "soon"));
    let dir = folder(&[("renewals.json", &rows), ("settings.json", "{\n  \"theme\": \"dark\"\n}\n")]);
    let facts = facts(&dir, None, "2026-Q3");
    assert_eq!(facts.renewals.iter().map(|r| (&*r.id.0, r.origin.line)).collect::<Vec<_>>(), [("R1", 2)]);
    assert_eq!(facts.quality.rejects.iter().map(|r| (r.line, &*r.column)).collect::<Vec<_>>(), [(6, "due_date")]);
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert_eq!((&*report.left[0].name, &*report.left[0].why), ("settings.json", "it holds no list of JSON objects"));
}

#[test]
fn the_list_in_an_answer_of_an_api_is_read_with_the_lines_of_the_file() {
    let row = |id: &str, due: &str| format!("{{\"id\":\"{id}\",\"account\":\"Acme\",\"due_date\":\"{due}\",\"outcome\":\"lost\"}}");
    let (one, two) = (row("R1", "2026-08-01"), row("R2", "soon"));
    for (text, lines) in [
        (format!("{{\"object\":\"list\",\"data\":[{one},{two}]}}"), (1, 1)),
        (format!("{{\"object\":\"list\",\"data\":[\n{one},\n{two}\n],\"has_more\":false}}\n"), (2, 3)),
        (format!("{{\n  \"response\": {{\n    \"items\": [\n{one},\n\n{two}\n]\n}}\n}}\n"), (4, 6)),
    ] {
        let facts = compiled("page-1.json", text.as_bytes());
        let kept: Vec<_> = facts.renewals.iter().map(|r| (&*r.id.0, r.origin.line)).collect();
        let rejected: Vec<_> = facts.quality.rejects.iter().map(|r| (&*r.value, r.line)).collect();
        assert_eq!((kept, rejected), (vec![("R1", lines.0)], vec![("soon", lines.1)]), "{text}");
    }
}

#[test]
fn lines_above_the_header_are_told_of_and_those_below_keep_their_numbers() {
    let text = format!("Renewals report\nMade by Ana\n\n{}", ROWS.replace("Bolt,2026-08-02", "Bolt,soon"));
    let dir = folder(&[("renewals.csv", &text)]);
    let facts = facts(&dir, None, "2026-Q3");
    assert_eq!((facts.renewals[0].origin.line, facts.quality.rejects[0].line, facts.quality.files[0].read), (5, 7, 2));
    let told = "2 lines above the header are left out: “Renewals report”, “Made by Ana”";
    assert!(
        facts.quality.issues.iter().any(|issue| issue.message == format!("renewals.csv: {told}") && issue.count == 2),
        "{:?}",
        facts.quality.issues
    );
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert!(report.to_string().contains(told), "{report}");
}

#[test]
fn files_of_kinds_that_are_not_read_are_named_with_what_to_do() {
    let others = [("book.numbers", ""), ("old.csv.zip", ""), ("usage.parquet", "")];
    let dir = folder(&others);
    let message = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap_err().to_string();
    assert!(
        message.contains("book.numbers: workbooks of this kind are not read; save it as XLSX") && message.contains("DuckDB"),
        "{message}"
    );
    fs::write(dir.path().join("renewals.csv"), ROWS).unwrap();
    fs::write(dir.path().join("mapping.toml"), "[files.\"book.numbers\"]\ntable = \"ignore\"\n").unwrap();
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert_eq!(report.left.iter().map(|left| &*left.name).collect::<Vec<_>>(), ["book.numbers", "old.csv.zip", "usage.parquet"]);
    assert!(report.is_ready() && report.to_string().contains("old.csv.zip: archives are not read"), "{report}");
}

/// A zip archive with stored entries, enough for a workbook.
fn zip(entries: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in entries {
        let (at, size) = (out.len() as u32, text.len() as u32);
        let crc = crc32fast::hash(text.as_bytes());
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for number in [crc, size, size] {
            common.extend(number.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, size, count) = (out.len() as u32, directory.len() as u32, (entries.len() as u16).to_le_bytes());
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A workbook of one sheet; style 1 is that of dates.
pub(super) fn workbook(rows: &[String]) -> Vec<u8> {
    let ns = "http://schemas.openxmlformats.org";
    let rows = rows.join("</row><row>");
    let sheet = format!("<worksheet xmlns=\"{ns}/spreadsheetml/2006/main\"><sheetData><row>{rows}</row></sheetData></worksheet>");
    let book = format!(
        "<workbook xmlns=\"{ns}/spreadsheetml/2006/main\" xmlns:r=\"{ns}/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let rel = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{ns}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>")
    };
    let rels = |inner: &str| format!("<Relationships xmlns=\"{ns}/package/2006/relationships\">{inner}</Relationships>");
    let styles = format!(
        "<styleSheet xmlns=\"{ns}/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    zip(&[
        ("_rels/.rels", rels(&rel(1, "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", rels(&(rel(1, "worksheet", "worksheets/sheet1.xml") + &rel(2, "styles", "styles.xml")))),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/styles.xml", styles),
    ])
}

pub(super) fn cell(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

pub(super) fn sheet_header() -> String {
    ["renewal_id", "account", "due_date", "outcome", "arr_before"].map(cell).concat()
}

pub(super) const AUGUST: &str = "<c s=\"1\"><v>46235</v></c>";

#[test]
fn a_workbook_is_read_with_its_dates_and_numbers_below_its_title() {
    let row = format!("{}{}{AUGUST}{}<c><v>1234.5</v></c>", cell("R1"), cell("Acme"), cell("churned"));
    for titles in [&[][..], &[cell("Renewals of 2026"), String::new()]] {
        let facts = compiled("book.xlsx", &workbook(&[titles, &[sheet_header(), row.clone()]].concat()));
        let seen: Vec<_> = facts.renewals.iter().map(|r| (&*r.account, r.due.to_string(), r.before, r.origin.line)).collect();
        assert_eq!(seen, [("Acme", "2026-08-01".to_owned(), Some(Money::minor(123_450)), 2 + titles.len() as u64)]);
    }
}

#[test]
fn cells_without_a_value_to_read_lose_what_their_row_can_do_without() {
    let row = |id: &str, outcome: &str, amount: &str| format!("{}{}{AUGUST}{}{amount}", cell(id), cell("Acme"), cell(outcome));
    let facts = compiled(
        "book.xlsx",
        &workbook(&[
            sheet_header(),
            row("R1", "churned", "<c><f>5*2</f><v>10</v></c>"),
            row("R2", "churned", "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"),
            row("R3", "churned", "<c><f>E2*1.05</f></c>"),
            row("R4", "churned", "<c t=\"str\"><f>IF(1,\"\",2)</f><v></v></c>"),
            format!("{}<c t=\"e\"><v>#REF!</v></c>{AUGUST}{}<c><v>1</v></c>", cell("R5"), cell("churned")),
        ]),
    );
    let kept: Vec<_> = facts.renewals.iter().map(|r| (&*r.id.0, r.before)).collect();
    assert_eq!(kept, [("R1", Some(Money::units(10))), ("R2", None), ("R3", None), ("R4", None)], "a formula may give nothing");
    let told = |values: &[Reject]| values.iter().map(|r| (r.line, r.column.clone(), r.value.clone())).collect::<Vec<_>>();
    let found = |line, column: &str, value: &str| (line, column.to_owned(), value.to_owned());
    assert_eq!(told(&facts.quality.lost), [found(3, "arr_before", "#DIV/0!"), found(4, "arr_before", "=E2*1.05")]);
    assert!(facts.quality.lost[1].reason.contains("open the workbook"), "{:?}", facts.quality.lost);
    assert_eq!(told(&facts.quality.rejects), [found(6, "account", "#REF!")], "whose row it is must be known");
}

#[test]
fn what_only_looks_like_a_workbook_is_said() {
    for (text, why) in [("not a zip", "no workbook"), ("<html><table>", "web page"), ("\u{1}", "no workbook")] {
        for name in ["book.xlsx", "book.xls", "book.xlsb", "book.ods"] {
            let dir = folder(&[(name, text)]);
            let message = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap_err().to_string();
            assert!(message.contains(name) && message.contains(why), "{message}");
        }
    }
}

fn of_book(name: &str, bytes: &[u8]) -> Vec<(String, String, Option<Money>, u64)> {
    let facts = compiled(name, bytes);
    facts.renewals.iter().map(|r| (r.account.to_string(), r.due.to_string(), r.before, r.origin.line)).collect()
}

#[test]
fn workbooks_of_other_kinds_are_read_alike() {
    let found = [("Société Générale".to_owned(), "2026-08-01".to_owned(), Some(Money::minor(123_450)), 4)];
    assert_eq!(of_book("renewals.xls", include_bytes!("../../tests/books/renewals.xls")), found);
    assert_eq!(of_book("renewals.xlsx", include_bytes!("../../tests/books/renewals.xls")), found, "an old one under a new name");
    assert_eq!(of_book("renewals.ods", &open_document()), found);
    assert_eq!(of_book("renewals.xlsb", &binary_workbook()), found);
}

fn open_document() -> Vec<u8> {
    let text = |text: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let header = ["renewal_id", "account", "due_date", "outcome", "arr_before"].map(text).concat();
    let day = "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-08-01T00:00:00\"/>";
    let amount = "<table:table-cell office:value-type=\"float\" office:value=\"1234.5\"/>";
    let values = format!("{}{}{day}{}{amount}", text("R1"), text("Société Générale"), text("churned"));
    let empty = "<table:table-cell/>".to_owned();
    let rows = [row(text("Renewals of 2026")), row(empty), row(header), row(values)].concat();
    let ns = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<office:document-content xmlns:office=\"{ns}:office:1.0\" xmlns:table=\"{ns}:table:1.0\" xmlns:text=\"{ns}:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"S\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = format!("<manifest:manifest xmlns:manifest=\"{ns}:manifest:1.0\"/>");
    let kind = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    zip(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content)])
}

/// A binary workbook: records of a number, a length and their bytes.
fn binary_workbook() -> Vec<u8> {
    let record = |number: u16, bytes: &[u8]| {
        let number = if number < 128 { vec![number as u8] } else { vec![(number & 127) as u8 | 128, (number >> 7) as u8] };
        [number, vec![bytes.len() as u8 & 127 | if bytes.len() > 127 { 128 } else { 0 }], bytes.to_vec()].concat()
    };
    let wide = |text: &str| {
        [(text.encode_utf16().count() as u32).to_le_bytes().to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
    };
    let cell = |column: u32, style: u32, value: &[u8]| [&column.to_le_bytes()[..], &style.to_le_bytes(), value].concat();
    let text = |column: u32, text: &str| record(6, &cell(column, 0, &wide(text)));
    let number = |column: u32, style: u32, value: f64| record(5, &cell(column, style, &value.to_le_bytes()));
    let row = |number: u32| record(0, &[&number.to_le_bytes()[..], &[0; 13]].concat());
    let header = ["renewal_id", "account", "due_date", "outcome", "arr_before"];
    let sheet = [
        record(0x94, &[0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0]),
        record(0x91, &[]),
        row(0),
        text(0, "Renewals of 2026"),
        row(2),
        header.iter().zip(0..).flat_map(|(name, column)| text(column, name)).collect(),
        row(3),
        text(0, "R1"),
        text(1, "Société Générale"),
        number(2, 1, 46235.0),
        text(3, "churned"),
        number(4, 0, 1234.5),
        record(0x92, &[]),
    ]
    .concat();
    let format = |id: u16| record(0x2F, &[&[0, 0][..], &id.to_le_bytes(), &[0; 12]].concat());
    let styles = [record(0x269, &2_u32.to_le_bytes()), format(0), format(14), record(0x26A, &[])].concat();
    let book = [
        record(0x8F, &[]),
        record(0x9C, &[&[0; 4][..], &1_u32.to_le_bytes(), &wide("rId1"), &wide("S")].concat()),
        record(0x90, &[]),
        record(0x84, &[]),
    ]
    .concat();
    let ns = "http://schemas.openxmlformats.org";
    let rel = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{ns}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>")
    };
    let rels = format!(
        "<Relationships xmlns=\"{ns}/package/2006/relationships\">{}{}</Relationships>",
        rel(1, "worksheet", "worksheets/sheet1.bin"),
        rel(2, "styles", "styles.bin")
    );
    sources_tests::zipped(&[
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/styles.bin", &styles),
    ])
}

#[test]
fn cells_far_from_all_others_are_refused_before_room_is_made_for_them() {
    for (place, told) in [
        ("XFD1048576", "sheet S: a cell stands in row 1048576 of column 16384, and a table has 5000 columns at most"),
        ("XFD2", "sheet S: a cell stands in row 2 of column 16384"),
        ("A1048576", "sheet S: 6 cells are spread over 1048576 rows and 5 columns"),
    ] {
        let far = format!("<c r=\"{place}\"><v>1</v></c>");
        let dir = folder(&[]);
        fs::write(dir.path().join("book.xlsx"), workbook(&[sheet_header(), far])).unwrap();
        let message = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap_err().to_string();
        assert!(message.contains(told), "{message}");
    }
}

#[test]
fn a_workbook_with_a_column_a_month_headed_by_dates_is_read_as_snapshots() {
    let month = |serial: u32| format!("<c s=\"1\"><v>{serial}</v></c>");
    let header = format!("{}{}{}{}{}", cell("Customer"), cell("Contract End"), month(46143), month(46174), month(46204));
    let row = |name: &str, amounts: [&str; 3]| {
        let amounts = amounts.map(|amount| if amount.is_empty() { "<c/>".to_owned() } else { format!("<c><v>{amount}</v></c>") }).concat();
        format!("{}{AUGUST}{amounts}", cell(name))
    };
    let bytes = workbook(&[cell("MRR by customer"), String::new(), header, row("Acme", ["10", "10", "12"]), row("Bolt", ["5", "0", ""])]);
    let dir = folder(&[]);
    fs::write(dir.path().join("book.xlsx"), bytes).unwrap();
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    let columns: Vec<_> = report.files[0].columns.iter().map(|c| (&*c.column, &*c.examples[0])).collect();
    assert_eq!(columns, [("Customer", "Acme"), ("Contract End", "2026-08-01"), ("date", "2026-05-31"), ("mrr", "10")]);
    let told = report.files[0].above.as_deref().unwrap();
    assert!(told.contains("3 columns of months, 2026-05-31 to 2026-07-31, each read as a row of its own"), "{told}");
    let read = &facts(&dir, None, "2026-Q3").quality.files[0];
    assert_eq!((read.read, read.used, read.rejected), (5, 5, 0));
}

#[test]
fn a_rejected_amount_of_a_wide_table_has_the_line_of_its_row() {
    let text = "Our MRR\n\nCustomer;Contract End;05/2026;06/2026;07/2026\nAcme;2026-08-01;10;10;12\nBolt;2026-08-02;5;many;5\nCole;2026-08-03;1;1\n";
    let said = "[files.\"book.csv\"]\nleave_out_unread = true\n";
    let facts = facts(&folder(&[("book.csv", text), ("mapping.toml", said)]), None, "2026-Q3");
    let rejects: Vec<_> = facts.quality.rejects.iter().map(|r| (r.line, &*r.column, &*r.value, &*r.reason)).collect();
    assert_eq!((rejects[0].0, rejects[0].1, rejects[0].2), (5, "mrr", "many"));
    assert_eq!((rejects[1].0, rejects[1].3), (6, "4 values where the header has 5 columns"));
    assert_eq!(rejects.len(), 2);
}

#[test]
fn a_mapping_that_names_the_column_of_a_period_has_the_table_read_as_it_stands() {
    let text = "Customer,Due,Outcome,2024,2025,2026\nAcme,2026-08-01,renewed,10,10,12\n";
    let mapping = "[files.\"book.csv\".columns]\n\"2025\" = \"arr_before\"\n\"2026\" = \"arr_after\"\n\"Due\" = \"due_date\"\n";
    let facts = facts(&folder(&[("book.csv", text), ("mapping.toml", mapping)]), None, "2026-Q3");
    let seen: Vec<_> = facts.renewals.iter().map(|r| (&*r.account, r.before, r.after, r.origin.line)).collect();
    assert_eq!(seen, [("Acme", Some(Money::units(10)), Some(Money::units(12)), 2)]);
}

/// Excel saves a CSV in the encoding of its country.
#[test]
fn east_asian_encodings_are_told_and_latin_ones_are_not_taken_for_them() {
    let japanese = "契約番号,顧客名,契約終了日,年間契約額,更新結果\nK1,青葉商事株式会社,2026年7月31日,\"1,200円\",更新済\nK2,ミドリ工業,2026年8月31日,900円,解約\n";
    let told = |bytes: Vec<u8>| -> Vec<(String, String)> {
        let dir = folder(&[]);
        fs::write(dir.path().join("list.csv"), bytes).unwrap();
        facts(&dir, None, "2026-Q3").in_scope().map(|renewal| (renewal.account.to_string(), renewal.outcome.label().to_owned())).collect()
    };
    let expected = [("青葉商事株式会社".to_owned(), "renewed".to_owned()), ("ミドリ工業".to_owned(), "churned".to_owned())];
    for encoding in [encoding_rs::UTF_8, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP] {
        assert_eq!(told(encoding.encode(japanese).0.into_owned()), expected, "{}", encoding.name());
    }
    for names in [["Müller", "Société Générale"], ["Håkansson", "Žižka"], ["Ünlü", "Peña y Niño"], ["Größe", "Çelik"]] {
        let [one, other] = names;
        let latin = format!("account,due_date,outcome,arr_before\n{one},2026-08-01,renewed,10\n{other},2026-08-02,churned,20\n");
        let encoding = if one == "Håkansson" { encoding_rs::WINDOWS_1250 } else { encoding_rs::WINDOWS_1252 };
        if let (bytes, _, false) = encoding.encode(&latin) {
            let told = told(bytes.into_owned());
            assert!(told.iter().all(|(name, _)| name.is_ascii() || name.chars().all(|c| (c as u32) < 0x2000)), "{told:?}");
        }
    }
}
