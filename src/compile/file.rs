//! One file as it is laid out: encoding, delimiter, header. Every format ends as a stream of delimited records.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use encoding_rs::Encoding;

use super::blocks::{Block, Blocks};
use super::decode::{self, Stream};
use super::mapping::FileMapping;
use super::record::{Record, Records};
use super::source::Input;
use crate::domain::text;
use crate::error::{Error, Place, Result};

/// A header wider than this is no table.
const WIDEST: usize = 5_000;

/// Delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A file whose layout is known.
#[derive(Clone, Debug)]
pub struct DataFile {
    pub input: Input,
    pub delimiter: u8,
    pub encoding: &'static Encoding,
    /// Column names, cleaned and trimmed.
    pub header: Vec<String>,
    /// The first rows, for recognition and examples.
    pub sample: Vec<Vec<String>>,
}

/// Files smaller than this are looked at whole.
const SAMPLE_BYTES: u64 = 1 << 19;

/// Rows looked at to tell how values are written.
const SAMPLE_ROWS: usize = 1_000;

impl DataFile {
    /// Looks at a file's first bytes, believing what a mapping says about them. `None` when the file is empty.
    pub fn open(input: Input, said: Option<&FileMapping>) -> Result<Option<Self>> {
        let encoding = match said.and_then(|said| said.encoding) {
            Some(encoding) => encoding,
            None => decode::encoding_of(&input)?,
        };
        let stream = decode::utf8(&input, encoding, &Arc::default())?;
        let mut block = Block::default();
        Blocks::new(stream, b',').next_into(&mut block).map_err(|e| decode::cannot(&input, e))?;
        if block.bytes.trim_ascii().is_empty() {
            return Ok(None);
        }
        let delimiter = said.and_then(|said| said.delimiter).unwrap_or_else(|| delimiter_of(&block.bytes));
        let (header, sample) = head(&block.bytes, delimiter);
        if header.len() > WIDEST {
            let message = format!("{} columns where a table has at most {WIDEST}; export only the columns that are needed", header.len());
            return Err(Error::data(Place::line(input.path(), 1), message));
        }
        Ok(Some(Self { input, delimiter, encoding, header, sample }))
    }

    /// The whole file as UTF-8, header first; `read` counts stored bytes.
    pub fn stream(&self, read: &Arc<AtomicU64>) -> Result<Stream> {
        decode::utf8(&self.input, self.encoding, read)
    }

    pub fn name(&self) -> &str {
        &self.input.name
    }

    /// All rows stand in the sample.
    pub fn is_sampled_whole(&self) -> bool {
        self.sample.len() < SAMPLE_ROWS && self.input.size < SAMPLE_BYTES
    }

    /// Values of a column in the sample.
    pub fn values(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        self.sample.iter().filter_map(move |row| row.get(column)).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The name without its endings, in lower case.
    pub fn stem(&self) -> String {
        self.input.name.split('.').next().unwrap_or_default().to_lowercase()
    }
}

fn head(bytes: &[u8], delimiter: u8) -> (Vec<String>, Vec<Vec<String>>) {
    let mut records = Records::new(bytes, delimiter);
    let mut record = Record::default();
    let mut rows = Vec::new();
    while rows.len() <= SAMPLE_ROWS && records.next_into(&mut record) {
        let field = |i| record.field(bytes, i).map(|f| text::line(&String::from_utf8_lossy(&f))).unwrap_or_default();
        rows.push((0..record.width()).map(field).collect());
    }
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    (header, rows)
}

/// The delimiter under which the most rows are as wide as the header, the widest header winning.
fn delimiter_of(bytes: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let (mut records, mut record, mut widths) = (Records::new(bytes, delimiter), Record::default(), vec![]);
        while widths.len() < 50 && records.next_into(&mut record) {
            widths.push(record.width());
        }
        let header = widths.first().copied().unwrap_or(0);
        let alike = widths.iter().filter(|w| **w == header).count();
        (if header > 1 { alike * 100 / widths.len() } else { 0 }, header)
    };
    let mut best = (DELIMITERS[0], score(DELIMITERS[0]));
    for delimiter in &DELIMITERS[1..] {
        let found = score(*delimiter);
        if found > best.1 {
            best = (*delimiter, found);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_makes_even_rows() {
        assert_eq!(delimiter_of(b"a,b,c\n1,2,3\n"), b',');
        assert_eq!(delimiter_of(b"a;b\n1,5;2,5\n1,7;2\n"), b';');
        assert_eq!(delimiter_of(b"a\tb, c\n1\t2\n"), b'\t');
        assert_eq!(delimiter_of(b"a|b|c\n1|2|3, 4\n"), b'|');
        assert_eq!(delimiter_of(b"only\none\n"), b',');
    }
}
