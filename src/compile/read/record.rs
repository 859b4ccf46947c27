//! One record of a delimited file: its fields as ranges into a block of bytes, nothing copied.

use std::borrow::Cow;

use memchr::memchr;

use crate::compile::read::formats::NO_VALUE;
use crate::compile::read::separators::Marks;
use crate::domain::text;
use crate::work;

/// A field's range within its block; quoted fields may hold doubled quotes.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    end: u32,
    quoted: bool,
}

impl Span {
    /// Blocks are much shorter than 4 GB.
    fn new(start: usize, end: usize, quoted: bool) -> Self {
        Self { start: start as u32, end: end as u32, quoted }
    }
}

/// The fields of one record, reused from record to record.
#[derive(Debug, Default)]
pub(crate) struct Record {
    spans: Vec<Span>,
    /// Where the record starts in its block.
    pub start: usize,
}

impl Record {
    /// Number of fields.
    #[inline]
    pub(crate) fn width(&self) -> usize {
        self.spans.len()
    }

    /// The field at `index` with its quotes taken off and its ends trimmed of blanks.
    #[inline]
    pub(crate) fn field<'b>(&self, block: &'b [u8], index: usize) -> Option<Cow<'b, [u8]>> {
        let span = self.spans.get(index)?;
        let raw = block.get(span.start as usize..span.end as usize)?;
        if span.quoted { Some(unquote(raw)) } else { Some(Cow::Borrowed(raw.trim_ascii())) }
    }

    /// Whether nothing stands at `index`; told by its length alone, which a value or its quotes have.
    #[inline]
    pub(crate) fn is_empty_at(&self, block: &[u8], index: usize) -> bool {
        let is_short = self.spans.get(index).is_none_or(|span| span.end - span.start <= 2);
        is_short && self.field(block, index).is_none_or(|value| value.is_empty())
    }

    /// A line without any content: no field, or one empty one.
    fn is_blank(&self) -> bool {
        matches!(self.spans[..], [] | [Span { quoted: false, .. }]) && self.spans.first().is_none_or(|s| s.start == s.end)
    }
}

/// All records of a piece of memory, each with where it begins, a line's text a cell. What stands for no value is empty.
pub(crate) fn cells(bytes: &[u8], delimiter: u8) -> Vec<(usize, Vec<String>)> {
    let marks = Marks::of(bytes, delimiter);
    let (mut all, mut record, mut rows) = (Records::new(bytes, &marks), Record::default(), Vec::new());
    while all.next_into(&mut record) {
        let value = |column| record.field(bytes, column).filter(|value| value.first() != Some(&NO_VALUE)).unwrap_or_default();
        let row = (0..record.width()).map(|column| text::line(&String::from_utf8_lossy(&value(column)))).collect();
        rows.push((record.start, row));
    }
    rows
}

/// Takes `"a ""b"" c"` apart. Bytes after the closing quote are kept: nothing is lost silently.
fn unquote(raw: &[u8]) -> Cow<'_, [u8]> {
    let inner = &raw[1..];
    match memchr(b'"', inner) {
        None => Cow::Borrowed(inner.trim_ascii()),
        Some(end) if inner[end + 1..].trim_ascii().is_empty() => Cow::Borrowed(inner[..end].trim_ascii()),
        Some(_) => Cow::Owned(unescape(inner).trim_ascii().to_vec()),
    }
}

fn unescape(inner: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(quote) = memchr(b'"', rest) {
        out.extend_from_slice(&rest[..quote]);
        if rest.get(quote + 1) == Some(&b'"') {
            out.push(b'"');
            rest = &rest[quote + 2..];
        } else {
            out.extend_from_slice(&rest[quote + 1..]);
            return out;
        }
    }
    out.extend_from_slice(rest);
    out
}

/// Where a quoted field that starts before `from` ends: the index just behind its closing quote.
pub(crate) fn closing_quote(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let quote = from + memchr(b'"', bytes.get(from..)?)?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some(quote + 1);
        }
        from = quote + 2;
    }
}

/// Walks the records of a block that ends at a record's end.
pub(crate) struct Records<'b> {
    block: &'b [u8],
    /// Those not passed yet.
    marks: &'b [u32],
    at: usize,
}

impl<'b> Records<'b> {
    /// `marks` are those of `block`.
    pub(crate) fn new(block: &'b [u8], marks: &'b Marks) -> Self {
        Self { block, marks: marks.positions(), at: 0 }
    }

    /// Reads the next record that is not a blank line into `record`; `false` at the end.
    pub(crate) fn next_into(&mut self, record: &mut Record) -> bool {
        while self.at < self.block.len() {
            self.split(record);
            if !record.is_blank() {
                return true;
            }
        }
        false
    }

    fn split(&mut self, record: &mut Record) {
        record.spans.clear();
        record.start = self.at;
        let mut field = self.at;
        let mut quoted = false;
        while let Some((at, rest)) = self.marks.split_first() {
            let at = *at as usize;
            self.marks = rest;
            work::done(1);
            match self.block[at] {
                b'\n' => {
                    self.at = at + 1;
                    return record.spans.push(self.last(field, at, quoted));
                }
                b'"' if at == field => {
                    quoted = true;
                    let closed = closing_quote(self.block, at + 1).unwrap_or(self.block.len());
                    let inside = rest.iter().take_while(|mark| (**mark as usize) < closed).count();
                    work::done(closed - at + inside);
                    self.marks = &rest[inside..];
                }
                b'"' => {}
                _ => {
                    record.spans.push(Span::new(field, at, quoted));
                    field = at + 1;
                    quoted = false;
                }
            }
        }
        self.at = self.block.len();
        record.spans.push(self.last(field, self.at, quoted));
    }

    /// A record's last field, without the carriage return of a line end.
    fn last(&self, start: usize, end: usize, quoted: bool) -> Span {
        let end = if end > start && self.block[end - 1] == b'\r' { end - 1 } else { end };
        Span::new(start, end, quoted)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Vec<Vec<String>> {
        let block = text.as_bytes();
        let marks = Marks::of(block, b',');
        let (mut records, mut record, mut out) = (Records::new(block, &marks), Record::default(), vec![]);
        while records.next_into(&mut record) {
            out.push((0..record.width()).map(|i| String::from_utf8_lossy(&record.field(block, i).unwrap()).into_owned()).collect());
        }
        out
    }

    #[test]
    fn quotes_line_ends_and_blanks() {
        assert_eq!(all("a,b\r\n1, 2 \n\n\"x\ny\",\"say \"\"hi\"\"\"\n"), [vec!["a", "b"], vec!["1", "2"], vec!["x\ny", "say \"hi\""]]);
        assert_eq!(all("5\" pipe,b"), [["5\" pipe", "b"]], "a quote inside a field is a character");
        assert_eq!(all("\"a\" tail,b"), [["a tail", "b"]], "what follows a closing quote is kept");
        assert_eq!(all("a,\"never closed\nb,c"), [["a", "never closed\nb,c"]]);
    }

    proptest! {
        #[test]
        fn agrees_with_the_csv_crate(rows in prop::collection::vec(prop::collection::vec("[a-z\", \n]{0,6}", 2..5), 1..6)) {
            let width = rows[0].len();
            let rows: Vec<Vec<String>> = rows.into_iter().map(|mut r| { r.resize(width, String::new()); r }).collect();
            let mut writer = csv::Writer::from_writer(vec![]);
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let trimmed: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|f| f.trim_ascii().to_owned()).collect()).collect();
            prop_assert_eq!(all(&text), trimmed);
        }
    }
}
