//! One file as it is laid out: encoding, delimiter, header. Every format ends as a stream of delimited records.

use std::io::{Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use encoding_rs::{Encoding, UTF_8};

use super::blocks::{Block, Blocks};
use super::decode::{self, Stream};
use super::formats::json::{self, JsonRecords};
use super::formats::sheet;
use super::line_ends::{self, Swapped};
use super::mapping::FileMapping;
use super::marks::Marks;
use super::record::{Record, Records};
use super::source::{Input, InputKind};
use super::values::is_no_value;
use crate::domain::text;
use crate::error::{Error, Place, Result};

/// A header wider than this is no table.
const WIDEST: usize = 5_000;

/// Delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How a file's bytes become delimited records.
#[derive(Clone, Debug)]
enum Format {
    /// Lines may end in a carriage return alone.
    Delimited { by_returns: bool },
    /// JSON Lines with these fields.
    Json(Arc<[String]>),
    /// A workbook's sheet, converted.
    Sheet(Arc<[u8]>),
}

/// A file, or one sheet of a workbook, whose layout is known.
#[derive(Clone, Debug)]
pub struct DataFile {
    pub input: Input,
    pub delimiter: u8,
    /// Column names, cleaned and trimmed.
    pub header: Vec<String>,
    /// The first rows, for recognition and examples.
    pub sample: Vec<Vec<String>>,
    /// `None`: it is told on the way.
    encoding: Option<&'static Encoding>,
    format: Format,
}

/// Files smaller than this are looked at whole.
const SAMPLE_BYTES: u64 = 1 << 19;

/// Rows looked at to tell how values are written.
const SAMPLE_ROWS: usize = 1_000;

impl DataFile {
    /// Looks at a file's first bytes, believing what a mapping says about them. An empty file gives nothing,
    /// a workbook each of its sheets, called `book.xlsx/Sheet` where there are several.
    pub fn open(input: Input, said: Option<&FileMapping>) -> Result<Vec<Self>> {
        match input.kind() {
            InputKind::Workbook => Self::open_sheets(&input),
            InputKind::JsonLines => {
                let stream = decode::utf8(&input, Some(UTF_8), &Arc::default())?;
                let keys = json::keys(stream).map_err(|e| decode::cannot(&input, e))?;
                if keys.is_empty() {
                    return Ok(Vec::new());
                }
                Self::look(input, Some(UTF_8), Some(b','), Format::Json(keys.into())).map(Vec::from_iter)
            }
            InputKind::Delimited => {
                let encoding = match said.and_then(|said| said.encoding) {
                    Some(encoding) => Some(encoding),
                    None => decode::encoding_of(&input)?,
                };
                let by_returns = Self::ends_in_returns(&input, encoding)?;
                Self::look(input, encoding, said.and_then(|said| said.delimiter), Format::Delimited { by_returns }).map(Vec::from_iter)
            }
        }
    }

    fn ends_in_returns(input: &Input, encoding: Option<&'static Encoding>) -> Result<bool> {
        let mut head = Vec::new();
        let stream = decode::utf8(input, encoding, &Arc::default())?;
        stream.take(line_ends::LOOK).read_to_end(&mut head).map_err(|e| decode::cannot(input, e))?;
        Ok(line_ends::are_returns(&head))
    }

    fn open_sheets(input: &Input) -> Result<Vec<Self>> {
        let wrong = |message| Error::data(Place::file(input.path()), message);
        let sheets = sheet::read(decode::unpacked(input, &Arc::default())?).map_err(wrong)?;
        let several = sheets.len() > 1;
        let mut files = Vec::new();
        for sheet in sheets {
            let mut input = input.clone();
            if several {
                input.name = format!("{}/{}", input.name, text::line(&sheet.name));
            }
            files.extend(Self::look(input, Some(UTF_8), Some(b','), Format::Sheet(sheet.records.into()))?);
        }
        Ok(files)
    }

    /// Reads the header and the first rows. `None` when there are none.
    fn look(input: Input, encoding: Option<&'static Encoding>, delimiter: Option<u8>, format: Format) -> Result<Option<Self>> {
        let mut file = Self { input, delimiter: delimiter.unwrap_or(b','), header: vec![], sample: vec![], encoding, format };
        let mut block = Block::default();
        let stream = file.stream(&Arc::default())?;
        Blocks::new(stream, file.delimiter).next_into(&mut block).map_err(|e| decode::cannot(&file.input, e))?;
        if block.bytes.trim_ascii().is_empty() {
            return Ok(None);
        }
        file.delimiter = delimiter.unwrap_or_else(|| delimiter_of(&block.bytes));
        (file.header, file.sample) = head(&block.bytes, file.delimiter);
        if file.header.len() > WIDEST {
            let found = file.header.len();
            let message = format!("{found} columns where a table has at most {WIDEST}; export only the columns that are needed");
            return Err(Error::data(Place::line(file.input.path(), 1), message));
        }
        Ok(Some(file))
    }

    /// The whole file as delimited UTF-8, header first; `read` counts stored bytes.
    pub fn stream(&self, read: &Arc<AtomicU64>) -> Result<Stream> {
        match &self.format {
            Format::Delimited { by_returns } => {
                let stream = decode::utf8(&self.input, self.encoding, read)?;
                Ok(if *by_returns { Box::new(Swapped(stream)) } else { stream })
            }
            Format::Json(keys) => {
                let stream = decode::utf8(&self.input, self.encoding, read)?;
                Ok(Box::new(JsonRecords::new(stream, Arc::clone(keys))))
            }
            Format::Sheet(records) => Ok(Box::new(Cursor::new(Arc::clone(records)))),
        }
    }

    /// Lines that stand before the first row's in the stream but not in the file.
    pub fn added_lines(&self) -> u64 {
        u64::from(matches!(self.format, Format::Json(_)))
    }

    pub fn encoding(&self) -> &'static Encoding {
        self.encoding.unwrap_or(UTF_8)
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
        self.sample.iter().filter_map(move |row| row.get(column)).map(String::as_str).filter(|value| !is_no_value(value.as_bytes()))
    }

    /// The name without its endings, in lower case.
    pub fn stem(&self) -> String {
        self.input.name.split('.').next().unwrap_or_default().to_lowercase()
    }
}

fn head(bytes: &[u8], delimiter: u8) -> (Vec<String>, Vec<Vec<String>>) {
    let marks = Marks::of(bytes, delimiter);
    let mut records = Records::new(bytes, &marks);
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
        let marks = Marks::of(bytes, delimiter);
        let (mut records, mut record, mut widths) = (Records::new(bytes, &marks), Record::default(), vec![]);
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
