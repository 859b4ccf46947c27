//! Files as they are given: text as it is and packed, parts of workbooks in a workbook.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What `name` of the corpus is read as.
pub fn files(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let whole = |part: &str, usual: &str| if name.starts_with(part) { bytes.to_vec() } else { usual.as_bytes().to_vec() };
    match name {
        "content.xml" | "content-broken.xml" => vec![("book.ods".into(), open_document(bytes))],
        "sheet.xml" | "sheet-turned.xml" | "strings.xml" => {
            let sheet = whole("sheet", include_str!("data/sheet.xml"));
            let strings = whole("strings", include_str!("data/strings.xml"));
            vec![("book.xlsx".into(), workbook(&sheet, &strings))]
        }
        name => vec![(name.to_owned(), bytes.to_vec()), ("packed.zip".into(), zipped(&[(name, bytes)]))],
    }
}

fn workbook(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    const NS: &str = "http://schemas.openxmlformats.org";
    let of = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{NS}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>")
    };
    let all = |inner: &str| format!("<Relationships xmlns=\"{NS}/package/2006/relationships\">{inner}</Relationships>");
    let book = format!(
        "<workbook xmlns=\"{NS}/spreadsheetml/2006/main\" xmlns:r=\"{NS}/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{NS}/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    let parts = of(1, "worksheet", "worksheets/sheet1.xml") + &of(2, "styles", "styles.xml") + &of(3, "sharedStrings", "sharedStrings.xml");
    zipped(&[
        ("_rels/.rels", all(&of(1, "officeDocument", "xl/workbook.xml")).as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", all(&parts).as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles.as_bytes()),
    ])
}

fn open_document(content: &[u8]) -> Vec<u8> {
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    zipped(&[("mimetype", kind.as_bytes()), ("META-INF/manifest.xml", manifest.as_bytes()), ("content.xml", content)])
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
