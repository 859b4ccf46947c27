//! The tables of an OpenDocument workbook, measured before they are made: rows and cells say how often they are repeated, and a few
//! words unfold to as many cells as there is room for.

use std::io::{BufRead, BufReader, Cursor};

use memchr::memmem;
use zip::ZipArchive;

use super::grid::Measure;
use crate::work;

/// Stands for the end of the document; no tag is empty.
const END: &[u8] = b"";

/// Longer tags are looked at no further.
const LONGEST_TAG: usize = 64 << 10;
const SHORTENED: usize = 256;

/// Its reader would look for the end of the table for ever.
const BREAKS_OFF: &str = "the workbook is damaged: a table in it does not end; save it anew in LibreOffice or Excel";

/// Rows and columns that their reader makes at most.
const MOST_ROWS: u64 = 1 << 20;
const MOST_COLUMNS: u64 = 1 << 14;

/// Refuses a workbook whose cells lie far from all others. What is no workbook is told by its reader.
///
/// # Errors
/// In words.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let Ok(content) = zip.by_name("content.xml") else { return Ok(()) };
    let mut tables = Tables::default();
    each_tag(BufReader::new(content), |tag| tables.tag(tag))
}

/// Hands out what stands between each `<` and its `>`. What cannot be unpacked any further is told by the reader.
pub(super) fn each_tag(mut xml: impl BufRead, mut see: impl FnMut(&[u8]) -> Result<(), String>) -> Result<(), String> {
    let (mut tag, mut is_in_tag, mut quote) = (Vec::new(), false, None);
    loop {
        let piece = xml.fill_buf().unwrap_or_default();
        let length = piece.len();
        work::done(length);
        for byte in piece {
            match (is_in_tag, quote, byte) {
                (false, _, b'<') => is_in_tag = true,
                (false, ..) => {}
                (true, None, b'>') if !is_under_way(&tag) => {
                    see(&tag)?;
                    tag.clear();
                    is_in_tag = false;
                }
                (true, before, byte) => {
                    quote = match (before, byte) {
                        (None, b'"' | b'\'') if !is_no_element(&tag) => Some(*byte),
                        (Some(begun), byte) if begun == *byte => None,
                        (before, _) => before,
                    };
                    if is_no_element(&tag) && tag.len() > SHORTENED {
                        // Of a comment its beginning and its end are looked at.
                        tag.drain(SHORTENED / 2..SHORTENED - 2);
                    }
                    if tag.len() < LONGEST_TAG {
                        tag.push(*byte);
                    }
                }
            }
        }
        if length == 0 {
            return see(END);
        }
        xml.consume(length);
    }
}

/// A comment, plain text or an instruction: quotes in it are none, and it ends in its own way.
fn is_no_element(tag: &[u8]) -> bool {
    tag.starts_with(b"!--") || tag.starts_with(b"![CDATA[") || tag.starts_with(b"?")
}

fn is_under_way(tag: &[u8]) -> bool {
    let ends_in = |begin: &[u8], end: &[u8]| tag.starts_with(begin) && !(tag.len() >= begin.len() + end.len() && tag.ends_with(end));
    ends_in(b"!--", b"--") || ends_in(b"![CDATA[", b"]]") || ends_in(b"?", b"?")
}

/// The table under way.
#[derive(Default)]
struct Tables {
    /// Tables that have begun and not ended.
    open: u64,
    measure: Measure,
    row: u64,
    /// How often the row stands there.
    repeated: u64,
    column: u64,
}

impl Tables {
    fn tag(&mut self, tag: &[u8]) -> Result<(), String> {
        let name = tag.split(|byte| byte.is_ascii_whitespace() || *byte == b'/').next().unwrap_or_default();
        let is_closed = tag.last() == Some(&b'/');
        match name {
            b"table:table" => *self = Self { open: self.open + u64::from(!is_closed), ..Self::default() },
            // Names of ranges stand in a list of their own, which its reader follows to its end as well.
            b"table:named-expressions" => self.open += u64::from(!is_closed),
            b"" if tag.trim_ascii_end() == b"/table:named-expressions" => self.open = self.open.saturating_sub(1),
            _ if tag == END && self.open > 0 => return Err(BREAKS_OFF.to_owned()),
            b"" if tag.trim_ascii_end() == b"/table:table" => {
                self.open = self.open.saturating_sub(1);
                self.measure.end()?;
            }
            b"table:table-row" => {
                self.row = (self.row + self.repeated).min(MOST_ROWS);
                self.repeated = repeated(tag, b"table:number-rows-repeated").min(MOST_ROWS);
                self.column = 0;
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let columns = repeated(tag, b"table:number-columns-repeated");
                let last = (self.column + columns.min(MOST_COLUMNS)).min(MOST_COLUMNS);
                let is_filled = !is_closed || memmem::find(tag, b"value-type").is_some() || memmem::find(tag, b"table:formula").is_some();
                if is_filled && last > 0 {
                    let rows = self.row..=self.row + self.repeated.max(1) - 1;
                    // Each row that is written out is a cell somebody made; repeating it is not.
                    self.measure.take((*rows.start(), self.column), (*rows.end(), last - 1))?;
                }
                self.column = last;
            }
            _ => return Ok(()),
        }
        Ok(())
    }
}

/// How often it says it is repeated: once where it says nothing; what is no number is too often.
fn repeated(tag: &[u8], attribute: &[u8]) -> u64 {
    let Some(at) = memmem::find(tag, attribute) else { return 1 };
    let rest = tag[at + attribute.len()..].trim_ascii_start();
    let Some(quoted) = rest.strip_prefix(b"=").map(<[u8]>::trim_ascii_start) else { return u64::MAX };
    let digits = quoted.get(1..).unwrap_or_default().split(|byte| matches!(byte, b'"' | b'\'')).next().unwrap_or_default();
    std::str::from_utf8(digits).ok().and_then(|digits| digits.trim().parse().ok()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rows: &str) -> Result<(), String> {
        let mut tables = Tables::default();
        each_tag(format!("<table:table x='>'>{rows}</table:table>").as_bytes(), |tag| tables.tag(tag))
    }

    const CELL: &str = "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";

    #[test]
    fn what_unfolds_out_of_proportion_is_refused() {
        let row = |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
        let usual = row("", &format!("{CELL}{CELL}<table:table-cell table:number-columns-repeated=\"16382\"/>"))
            + &row("table:number-rows-repeated=\"1048574\"", "<table:table-cell table:number-columns-repeated=\"16384\"/>");
        assert_eq!(told(&usual), Ok(()), "as every such workbook ends");
        let far = row("", &format!("<table:table-cell table:number-columns-repeated=\"16383\"/>{CELL}"));
        assert!(told(&far).unwrap_err().contains("16384"));
        let wide = row("", &CELL.replace("office:", "table:number-columns-repeated = '4000' office:"));
        assert_eq!(told(&wide), Ok(()));
        assert!(told(&wide.replace("table-row ", "table-row a='>' table:number-rows-repeated='&#49;00'")).is_err());
        let below = row("table:number-rows-repeated=\"1000000\"", "<table:table-cell/>") + &row("", CELL);
        assert_eq!(told(&below), Ok(()), "the first rows that are empty are left out by the reader");
        assert!(
            told(&(row("", CELL) + &row("table:number-rows-repeated=\"1000000\"", "<table:table-cell/>") + &wide.replace("4000", "9")))
                .is_err()
        );
    }

    #[test]
    fn a_table_that_does_not_end_is_refused() {
        let text = |text: &str| {
            let mut tables = Tables::default();
            each_tag(text.as_bytes(), |tag| tables.tag(tag))
        };
        for whole in
            ["<a><table:table/></a>", "<table:table><!-- don't > <table:table> --></table:table >", "<?x '?><table:table></table:table>"]
        {
            assert_eq!(text(whole), Ok(()), "{whole}");
        }
        for broken in [
            "<table:table>",
            "<table:table><!-- > </table:table> -->",
            "<table:table><![CDATA[>]</table:table>]]>",
            "<table:table></table:tab",
        ] {
            assert_eq!(text(broken), Err(BREAKS_OFF.to_owned()), "{broken}");
        }
    }

    #[test]
    fn measuring_costs_no_more_than_the_text_is_long() {
        let row = format!("<table:table-row>{}</table:table-row>", CELL.repeat(5));
        work::grows_in_step(|n| told(&row.repeat(n * 50)).unwrap());
    }
}
