//! What somebody may have put into a name or a text, and what of it must not come out.

use std::path::Path;

/// What a terminal obeys: the clipboard, the title, a question that it answers into the shell, a device string; in seven bits and in eight.
pub const ESCAPES: &str = "\x1b]52;c;aGFjaw==\x07\x1b]0;OWNED\x07\x1b[6n\x1bPq\x1b\\\u{9b}6n\u{9d}0;OWNED\u{9c}\x1b[2J";

/// What makes text read as what it is not: turned round, marked, tagged; a line written over.
pub const UNSEEN: &str = "\u{202e}\u{2066}\u{61c}\u{200b}\u{e0041}\u{e007f}\rPaid";

/// What a shell would do.
pub const SHELL: &str = "'; touch PWNED; $(touch PWNED) `touch PWNED` && touch PWNED #";

/// What a spreadsheet would compute.
pub const FORMULAS: [&str; 5] = ["=HYPERLINK(\"http://x\",\"y\")", "+1+1", "@SUM(A1)", "＝1+1", "-2+3"];

/// A text with all of it, begun with `first`.
pub fn hostile(first: &str) -> String {
    format!("{first}{ESCAPES}{UNSEEN} {SHELL} ../../outside")
}

/// As the name of a file or a folder: all but what separates folders.
pub fn hostile_name(first: &str) -> String {
    hostile(first).replace('/', "-")
}

/// Nothing in it is obeyed or unseen. Written apart from how the program cleans.
pub fn assert_harmless(what: &str, text: &str) {
    let text = text.replace("\r\n", "\n");
    let is_harmful = |c: char| match c as u32 {
        0x09 | 0x0A => false,
        0..=0x1F
        | 0x7F..=0x9F
        | 0x61C
        | 0x180E
        | 0x200B
        | 0x200E
        | 0x200F
        | 0x2028..=0x202E
        | 0x2060..=0x206F
        | 0xFEFF
        | 0xE0000..=0xE007F => true,
        _ => false,
    };
    if let Some(at) = text.find(is_harmful) {
        let around: String = text.chars().skip(text[..at].chars().count().saturating_sub(80)).take(160).collect();
        panic!("{what}: {around:?}");
    }
}

/// A file that was exported: as text, and as what reads it would take it.
pub fn assert_file_harmless(name: &str, bytes: &[u8]) {
    let is_called = |ending: &str| Path::new(name).extension().is_some_and(|e| e == ending);
    if is_called("xlsx") || is_called("pptx") {
        return every_part(name, bytes);
    }
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    // A table for spreadsheets says its encoding with one mark.
    let text = if is_called("csv") { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
    assert_harmless(name, text);
    if is_called("json") {
        every_text(&serde_json::from_str(text).unwrap(), &mut |text| assert_harmless(name, text));
    }
    // Another system reads these in, each cell as it is; nobody's spreadsheet runs them.
    if is_called("csv") && !["corrections", "actions-jira"].iter().any(|import| name.contains(import)) {
        for record in csv::Reader::from_reader(bytes).records().map(Result::unwrap) {
            for cell in &record {
                let is_formula =
                    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']) && cell.parse::<f64>().is_err();
                assert!(!is_formula, "{name}: {cell:?}");
            }
        }
    }
}

/// Office files are XML in a zip; a formula would be an `<f>`, and only charts name the cells they are drawn from.
fn every_part(name: &str, bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap_or_else(|error| panic!("{name}: {error}"));
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).unwrap();
        let own_name = part.name().unwrap().into_owned();
        let part_name = format!("{name}: {own_name}");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        if own_name.starts_with("ppt/embeddings/") {
            every_part(&part_name, &bytes);
        } else {
            let text = String::from_utf8(bytes).unwrap_or_else(|error| panic!("{part_name}: {error}"));
            assert_harmless(&part_name, &text);
            assert!(!text.contains("<f>"), "{part_name}");
        }
    }
}

fn every_text(value: &serde_json::Value, see: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => see(text),
        serde_json::Value::Array(items) => items.iter().for_each(|item| every_text(item, see)),
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                see(key);
                every_text(value, see);
            }
        }
        _ => {}
    }
}
