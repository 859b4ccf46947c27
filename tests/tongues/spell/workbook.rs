//! A table as a workbook: numbers and dates are cells of their kind, months above columns are dates.

use std::fmt::Write;

use super::style::Style;
use super::tongue::{AmountForm, Tongue};
use super::{written, zip};
use crate::days::{Day, day};
use crate::table::{Cell, Column, Role, Table};

/// The style of dates in the sheet: a day of its country, which the reader shows as it likes.
const DATED: &str = " s=\"1\"";

pub fn bytes(table: &Table, headings: &[String], tongue: &Tongue, style: &Style) -> Vec<u8> {
    let mut rows = String::new();
    let heading: Vec<String> = table.columns.iter().zip(headings).map(|(column, name)| above(column, name)).collect();
    line(&mut rows, &heading);
    for row in 0..table.rows() {
        let cells: Vec<String> = table.columns.iter().map(|column| cell(column, row, tongue, style)).collect();
        line(&mut rows, &cells);
    }
    let sheet = format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
    zip::stored(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn line(rows: &mut String, cells: &[String]) {
    write!(rows, "<row>{}</row>", cells.concat()).expect("a text takes more");
}

fn above(column: &Column, name: &str) -> String {
    if let Role::Of(month) = column.role { date(month) } else { text(name) }
}

fn cell(column: &Column, row: usize, tongue: &Tongue, style: &Style) -> String {
    match &column.cells[row] {
        Cell::Empty => text(style.nothing),
        Cell::Day(day) => date(*day),
        Cell::Money(money) if style.amount != AmountForm::Coded => number(money.units),
        Cell::Count(n) | Cell::Percent(n) => number(*n),
        Cell::Flag(flag) => format!("<c t=\"b\"><v>{}</v></c>", u8::from(*flag)),
        _ => text(&written::told(column, row, tongue, style)),
    }
}

fn number(n: i64) -> String {
    format!("<c><v>{n}</v></c>")
}

fn date(on: Day) -> String {
    format!("<c{DATED}><v>{}</v></c>", (on - day(1899, 12, 30)).num_days())
}

fn text(text: &str) -> String {
    if text.is_empty() {
        return "<c/>".into();
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<c t=\"inlineStr\"><is><t>{escaped}</t></is></c>")
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#;
