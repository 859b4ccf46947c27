//! What the format of cells alone tells of a row: that it is struck through, or of which currency its amounts are.

use std::io::{BufReader, Cursor, Read};

use calamine::Data;
use rustc_hash::{FxHashMap, FxHashSet};
use zip::ZipArchive;

use super::document::each_tag;
use crate::compile::read::values::amount;

/// How the columns are called that say it.
const STRUCK: &str = "Struck through";
const CURRENCY: &str = "Currency";
/// Room for what a workbook says of its styles and sheets.
const LARGEST: u64 = 16 << 20;
/// A heading names so many columns.
const FEWEST_NAMES: usize = 2;

/// The rows of a sheet of which the format says something, from 0.
#[derive(Default)]
pub(super) struct Formats {
    struck: FxHashSet<u32>,
    currencies: FxHashMap<u32, String>,
}

impl Formats {
    /// What is said of a row, in a column for each thing that is said of some row: first the headings, in the row of the table's own.
    pub(super) fn columns(&self, rows: &[(u32, &[Data])]) -> Vec<FxHashMap<u32, String>> {
        let mut columns = Vec::new();
        let Some(heading) = rows.iter().find(|(_, cells)| is_heading(cells)).map(|(number, _)| *number) else { return columns };
        let below = |number: &u32| *number > heading;
        if self.struck.iter().any(below) {
            let said = self.struck.iter().filter(|number| below(number)).map(|number| (*number, STRUCK.to_lowercase()));
            columns.push(said.chain([(heading, STRUCK.to_owned())]).collect());
        }
        let different: FxHashSet<&String> = self.currencies.iter().filter(|(number, _)| below(number)).map(|(_, code)| code).collect();
        let names_currency = || {
            rows.iter()
                .any(|(number, cells)| *number == heading && cells.iter().any(|cell| cell.to_string().to_lowercase().contains("curr")))
        };
        if different.len() > 1 && !names_currency() {
            let said = self.currencies.iter().filter(|(number, _)| below(number)).map(|(number, code)| (*number, code.clone()));
            columns.push(said.chain([(heading, CURRENCY.to_owned())]).collect());
        }
        columns
    }
}

/// Texts and nothing else.
fn is_heading(cells: &[Data]) -> bool {
    let filled: Vec<&Data> = cells.iter().filter(|cell| **cell != Data::Empty).collect();
    filled.len() >= FEWEST_NAMES && filled.iter().all(|cell| matches!(cell, Data::String(_)))
}

/// The formats of each sheet of an Excel workbook, by its name. What cannot be read says nothing.
pub(super) fn of(bytes: &[u8]) -> FxHashMap<String, Formats> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return FxHashMap::default() };
    let Some(styles) = part(&mut zip, "xl/styles.xml").map(|xml| Styles::of(&xml)) else { return FxHashMap::default() };
    let is_told = styles.struck.iter().any(|struck| *struck) || styles.currencies.iter().flatten().collect::<FxHashSet<_>>().len() > 1;
    if !is_told {
        return FxHashMap::default();
    }
    let sheets = sheets(&mut zip).unwrap_or_default();
    sheets.into_iter().filter_map(|(name, path)| Some((name, styles.formats(BufReader::new(zip.by_name(&path).ok()?))))).collect()
}

fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut xml = Vec::new();
    zip.by_name(name).ok()?.take(LARGEST).read_to_end(&mut xml).ok()?;
    Some(xml)
}

/// The name of each sheet, and its part of the archive.
fn sheets(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Vec<(String, String)>> {
    let (book, links) = (part(zip, "xl/workbook.xml")?, part(zip, "xl/_rels/workbook.xml.rels")?);
    let mut targets = FxHashMap::default();
    tags(&links, |name, tag| {
        if name == "Relationship"
            && let (Some(id), Some(target)) = (value(tag, "Id"), value(tag, "Target"))
        {
            targets.insert(id, target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), ToOwned::to_owned));
        }
    });
    let mut sheets = Vec::new();
    tags(&book, |name, tag| {
        let of = || Some((value(tag, "name")?, targets.get(&value(tag, "r:id")?)?.clone()));
        if name == "sheet"
            && let Some(sheet) = of()
        {
            sheets.push(sheet);
        }
    });
    Some(sheets)
}

/// What each format of cells says, by its number.
#[derive(Default)]
struct Styles {
    struck: Vec<bool>,
    currencies: Vec<Option<String>>,
}

impl Styles {
    fn of(xml: &[u8]) -> Self {
        let (mut fonts, mut codes, mut styles) = (Vec::new(), FxHashMap::default(), Self::default());
        let mut section = String::new();
        tags(xml, |name, tag| match (section.as_str(), name) {
            (_, "fonts" | "numFmts" | "cellXfs") => name.clone_into(&mut section),
            (_, "/fonts" | "/numFmts" | "/cellXfs") => section.clear(),
            ("fonts", "font") => fonts.push(false),
            ("fonts", "strike") => {
                let is_struck = !value(tag, "val").is_some_and(|said| matches!(said.as_str(), "0" | "false"));
                fonts.last_mut().into_iter().for_each(|font| *font = is_struck);
            }
            ("numFmts", "numFmt") => {
                if let (Some(id), Some(code)) = (value(tag, "numFmtId"), value(tag, "formatCode")) {
                    codes.insert(id, currency(&code));
                }
            }
            ("cellXfs", "xf") => {
                let font = value(tag, "fontId").and_then(|id| id.parse::<usize>().ok());
                styles.struck.push(font.and_then(|font| fonts.get(font).copied()).unwrap_or_default());
                styles.currencies.push(value(tag, "numFmtId").and_then(|id| codes.get(&id).cloned().flatten()));
            }
            _ => {}
        });
        styles
    }

    /// What it says of the rows of a sheet.
    fn formats(&self, xml: impl std::io::BufRead) -> Formats {
        let (mut formats, mut row, mut style) = (Formats::default(), Row::default(), None);
        let mut next = 0_u32;
        let _ = each_tag(xml, |tag| {
            let Ok(tag) = std::str::from_utf8(tag) else { return Ok(()) };
            match name_of(tag) {
                "row" => {
                    row = Row {
                        number: value(tag, "r").and_then(|r| r.parse::<u32>().ok()?.checked_sub(1)).unwrap_or(next),
                        ..Row::default()
                    };
                    next = row.number + 1;
                }
                "c" => style = value(tag, "s").and_then(|s| s.parse::<usize>().ok()),
                // What holds something counts.
                "v" | "is" => {
                    let of = style.unwrap_or_default();
                    row.filled += 1;
                    row.struck += usize::from(self.struck.get(of).copied().unwrap_or_default());
                    row.currency = row.currency.take().or_else(|| self.currencies.get(of).cloned().flatten());
                }
                "/row" => row.note(&mut formats),
                _ => {}
            }
            Ok(())
        });
        formats
    }
}

/// The row under way.
#[derive(Default)]
struct Row {
    number: u32,
    filled: usize,
    struck: usize,
    currency: Option<String>,
}

impl Row {
    fn note(&mut self, formats: &mut Formats) {
        // A remark beside a row that is struck through may stand.
        if self.struck * 2 > self.filled {
            formats.struck.insert(self.number);
        }
        if let Some(code) = self.currency.take() {
            formats.currencies.insert(self.number, code);
        }
    }
}

/// The code of the currency that a format of numbers shows: `"€"#,##0`, `[$¥-411]#,##0`, `#,##0 "CHF"`.
fn currency(format: &str) -> Option<String> {
    let first = format.split(';').next()?;
    let shown = match first.split_once("[$") {
        Some((_, rest)) => rest.split([']', '-']).next()?.to_owned(),
        None => {
            first.chars().filter(|c| !matches!(c, '"' | '\\' | '#' | '0' | '_' | '*' | '?' | '.' | ',' | '(' | ')' | ' ' | '-')).collect()
        }
    };
    amount::currency_of(format!("{} 1", shown.trim()).as_bytes())
}

/// Hands out the tags with their names.
fn tags(xml: &[u8], mut see: impl FnMut(&str, &str)) {
    let _ = each_tag(xml, |tag| {
        if let Ok(tag) = std::str::from_utf8(tag) {
            see(name_of(tag), tag);
        }
        Ok(())
    });
}

/// The name of a tag; of one that ends something with the stroke.
fn name_of(tag: &str) -> &str {
    let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default().trim_end_matches('/');
    let (stroke, plain) = name.strip_prefix('/').map_or(("", name), |plain| ("/", plain));
    match plain.rsplit_once(':') {
        Some((_, local)) if stroke.is_empty() => local,
        _ => name,
    }
}

/// The value of an attribute.
fn value(tag: &str, name: &str) -> Option<String> {
    let at = tag
        .match_indices(name)
        .find(|(at, _)| tag[..*at].ends_with(char::is_whitespace) && tag[at + name.len()..].trim_start().starts_with('='))?
        .0;
    let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let said = rest[1..].split(quote).next()?;
    Some(said.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_show_currencies() {
        for (format, code) in [
            ("\"$\"#,##0.00", Some("USD")),
            ("#,##0.00\\ \"€\"", Some("EUR")),
            ("[$¥-411]#,##0", Some("JPY")),
            ("[$EUR] #,##0;[Red]-[$EUR] #,##0", Some("EUR")),
            ("[$£-809]#,##0.00", Some("GBP")),
            ("#,##0 \"CHF\"", Some("CHF")),
            ("yyyy-mm-dd", None),
            ("#,##0.00", None),
            ("0%", None),
        ] {
            assert_eq!(currency(format).as_deref(), code, "{format}");
        }
    }

    #[test]
    fn rows_are_struck_through_where_most_of_their_cells_are() {
        let styles = Styles::of(
            b"<styleSheet><fonts><font/><font><strike/></font><font><strike val='0'/></font></fonts>\
              <cellXfs><xf fontId='0'/><xf fontId=\"1\"/><xf fontId='2'/></cellXfs><dxfs><font><strike/></font></dxfs></styleSheet>",
        );
        assert_eq!(styles.struck, [false, true, false]);
        let row = |n: u32, styles: &[u32]| {
            let cells = styles.iter().fold(String::new(), |cells, s| cells + &format!("<c s='{s}'><v>1</v></c>"));
            format!("<row r='{n}'>{cells}<c s='1'/></row>")
        };
        let xml = row(1, &[0, 0]) + &row(2, &[1, 1, 0]) + &row(4, &[2, 2]) + "<row><c s='1'><is><t>x</t></is></c></row>";
        let mut struck: Vec<u32> = styles.formats(xml.as_bytes()).struck.into_iter().collect();
        struck.sort_unstable();
        assert_eq!(struck, [1, 4]);
    }
}
