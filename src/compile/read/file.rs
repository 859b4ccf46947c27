//! One file as it is laid out: encoding, delimiter, header. Every format ends as a stream of delimited records.

mod drawn;
pub(crate) mod exported;
mod head;
pub(crate) mod joined;
mod marks;
mod reshaped;
mod told;

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use chrono::NaiveDate;
use encoding_rs::{Encoding, UTF_8};
use indexmap::IndexSet;

use crate::compile::read::blocks::{Block, Blocks};
use crate::compile::read::decode::{self, Stream};
use crate::compile::read::formats::WIDEST;
use crate::compile::read::formats::beside::Beside;
use crate::compile::read::formats::drawn::Drawn;
use crate::compile::read::formats::grouped::Grouped;
use crate::compile::read::formats::json::{self, JsonRecords};
use crate::compile::read::formats::relaid::Stored;
use crate::compile::read::formats::sheet;
use crate::compile::read::formats::titled::{Says, Titled};
use crate::compile::read::formats::wide::{Seen, Wide};
use crate::compile::read::line_ends::{self, Swapped};
use crate::compile::read::report;
use crate::compile::read::source::{Input, InputKind};
use crate::compile::read::values::is_no_value;
use crate::compile::understand::mapping::FileMapping;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use head::{Head, SAMPLE_ROWS};

/// How a file's bytes become delimited records.
#[derive(Clone, Debug)]
enum Format {
    /// Lines may end in a carriage return alone.
    Delimited { by_returns: bool },
    /// The objects of a JSON document, with these fields.
    Json(Arc<json::Rows>, Arc<IndexSet<String>>),
    /// A workbook's sheet, converted.
    Sheet(Arc<[u8]>),
    /// Rows that are not the file's lines, and what is told of that.
    Laid(Arc<[u8]>, &'static str),
}

/// A file, or one sheet of a workbook, whose layout is known.
#[derive(Clone, Debug)]
pub(crate) struct DataFile {
    pub input: Input,
    pub delimiter: u8,
    /// Column names, cleaned and trimmed.
    pub header: Vec<String>,
    /// The first rows, for recognition and examples.
    pub sample: Vec<Vec<String>>,
    /// Rows looked at for it.
    sampled: usize,
    /// What stands above the header, row by row.
    pub above: Vec<String>,
    /// Records above the header that are no rows.
    pub skipped: usize,
    pub header_line: u64,
    /// `None`: it is told on the way.
    encoding: Option<&'static Encoding>,
    format: Format,
    /// The file has a column a period; all else here is of its long form.
    wide: Option<Arc<Wide>>,
    /// It is a report in which the name of a group stands on its first row only.
    grouped: Option<Arc<Grouped>>,
    /// A column of it stands above its rows, or is its name.
    titled: Option<Arc<Titled>>,
    /// Another file's columns stand in its rows.
    beside: Option<Arc<Beside>>,
    /// What is drawn from the text of a column stands behind the others.
    drawn: Option<Arc<Drawn>>,
    /// The last day of the month that its name is, where the files beside it are called after the others.
    pub named_month: Option<NaiveDate>,
}

/// Files smaller than this are looked at whole.
const SAMPLE_BYTES: u64 = 1 << 19;

impl DataFile {
    /// Looks at a file's first bytes, believing what a mapping says about them. An empty file gives nothing,
    /// a workbook each of its sheets, called `book.xlsx/Sheet` where there are several.
    pub(crate) fn open(input: Input, said: Option<&FileMapping>) -> Result<Vec<Self>> {
        match input.kind() {
            InputKind::Workbook => Self::open_sheets(&input),
            InputKind::Json => Self::open_json(&input),
            InputKind::Delimited => {
                let encoding = match said.and_then(|said| said.encoding) {
                    Some(encoding) => Some(encoding),
                    None => decode::encoding_of(&input)?,
                };
                let by_returns = Self::ends_in_returns(&input, encoding)?;
                Self::look(input, encoding, said.and_then(|said| said.delimiter), Format::Delimited { by_returns })?
                    .map(Self::reshaped)
                    .transpose()
                    .map(Vec::from_iter)
            }
        }
    }

    fn open_json(input: &Input) -> Result<Vec<Self>> {
        let encoding = decode::encoding_of(input)?.filter(|encoding| !encoding.is_single_byte()).unwrap_or(UTF_8);
        let stream = || decode::utf8(input, Some(encoding), &Arc::default());
        let layouts = json::layouts(stream()?).map_err(|e| decode::cannot(input, e))?;
        // What names its columns once, and not in each row, has no list of objects, or one of names beside the rows.
        if !matches!(layouts[..], [json::Layout::List(_)])
            && let Some(records) = json::grid(stream()?).map_err(|e| decode::cannot(input, e))?
        {
            let file = Self::look(input.clone(), Some(UTF_8), Some(b','), Format::Sheet(records.into()))?;
            return Ok(file.into_iter().collect());
        }
        let several = layouts.len() > 1;
        let mut files = Vec::new();
        for layout in layouts {
            let again = || stream().map_err(io::Error::other);
            let rows = json::Rows::look(again, layout).map_err(|e| decode::cannot(input, e))?;
            let keys = json::keys(stream()?, &rows).map_err(|e| decode::cannot(input, e))?;
            if keys.is_empty() {
                continue;
            }
            let mut input = input.clone();
            if several {
                input.name = format!("{}/{}", input.name, text::line(&rows.layout.name()));
            }
            files.extend(Self::look(input, Some(encoding), Some(b','), Format::Json(rows.into(), Arc::new(keys.into_iter().collect())))?);
        }
        Ok(files)
    }

    fn ends_in_returns(input: &Input, encoding: Option<&'static Encoding>) -> Result<bool> {
        let mut head = Vec::new();
        let stream = decode::utf8(input, encoding, &Arc::default())?;
        stream.take(line_ends::LOOK).read_to_end(&mut head).map_err(|e| decode::cannot(input, e))?;
        Ok(line_ends::are_returns(&head))
    }

    fn open_sheets(input: &Input) -> Result<Vec<Self>> {
        let wrong = |message| Error::data(Place::file(input.path()), message);
        let sheets = sheet::read(decode::unpacked(input, &Arc::default())?, &input.name).map_err(wrong)?;
        let several = sheets.len() > 1;
        let mut files = Vec::new();
        for sheet in sheets {
            let mut input = input.clone();
            if several {
                input.name = format!("{}/{}", input.name, text::line(&sheet.name));
            }
            let file = Self::look(input, Some(UTF_8), Some(b','), Format::Sheet(sheet.records.into()))?;
            files.extend(file.map(Self::reshaped).transpose()?);
        }
        Ok(files)
    }

    /// A program wrote it, as JSON.
    pub(crate) fn is_json(&self) -> bool {
        matches!(self.format, Format::Json(..))
    }

    /// Reads the header and the first rows. `None` when there are none.
    fn look(input: Input, encoding: Option<&'static Encoding>, delimiter: Option<u8>, format: Format) -> Result<Option<Self>> {
        let mut file = Self::unseen(input, encoding, delimiter, format);
        let mut block = Block::default();
        let stream = file.stream(&Arc::default())?;
        Blocks::new(stream, file.delimiter).next_into(&mut block).map_err(|e| decode::cannot(&file.input, e))?;
        if block.bytes.trim_ascii().is_empty() {
            return Ok(None);
        }
        file.delimiter = delimiter.or_else(|| head::named_delimiter(&block.bytes)).unwrap_or_else(|| head::delimiter_of(&block.bytes));
        file.take(Head::of(&block.bytes, file.delimiter, !file.says_lines()));
        if file.header.len() > WIDEST {
            let found = file.header.len();
            let message = format!("{found} columns where a table has at most {WIDEST}; export only the columns that are needed");
            return Err(Error::data(Place::line(file.input.path(), file.header_line), message));
        }
        file.make_long()?;
        Ok(Some(file))
    }

    /// Reads a wide table as rows of one period each.
    fn make_long(&mut self) -> Result<()> {
        let titles = self.above.iter().map(String::as_str).chain([self.name()]).collect();
        let Some(wide) = Wide::of(&Seen { stored: self.stored(), sample: &self.sample, titles }) else {
            return Ok(());
        };
        self.wide = Some(Arc::new(wide));
        (self.delimiter, self.skipped) = (b',', 0);
        let mut block = Block::default();
        Blocks::new(self.stream(&Arc::default())?, self.delimiter).next_into(&mut block).map_err(|e| decode::cannot(&self.input, e))?;
        let Head { header, sample, .. } = Head::of(&block.bytes, self.delimiter, false);
        (self.header, self.sample) = (header, self.without_lines(sample));
        // What stands for a row that gave no record has no value here.
        self.sample.retain(|row| row.iter().any(|value| !value.is_empty()));
        self.sampled = self.sample.len();
        Ok(())
    }

    /// The file as it stands, if it is a wide table.
    pub(crate) fn kept_wide(self) -> Result<Self> {
        let Some(wide) = self.wide else { return Ok(self) };
        let mut file = Self { wide: None, delimiter: wide.stored.delimiter, ..self };
        let mut block = Block::default();
        let stream = file.stream(&Arc::default())?;
        Blocks::new(stream, file.delimiter).next_into(&mut block).map_err(|e| decode::cannot(&file.input, e))?;
        file.take(Head::of(&block.bytes, file.delimiter, !file.says_lines()));
        Ok(file)
    }

    fn unseen(input: Input, encoding: Option<&'static Encoding>, delimiter: Option<u8>, format: Format) -> Self {
        let delimiter = delimiter.unwrap_or(b',');
        let (header, sample, above) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            input,
            delimiter,
            header,
            sample,
            sampled: 0,
            above,
            skipped: 0,
            header_line: 1,
            encoding,
            format,
            wide: None,
            grouped: None,
            titled: None,
            beside: None,
            drawn: None,
            named_month: None,
        }
    }

    fn take(&mut self, head: Head) {
        let Head { header, header_line, skipped, above, sample } = head;
        let sample = self.without_lines(sample);
        (self.header, self.header_line, self.skipped, self.above, self.sample) = (header, header_line, skipped, above, sample);
        // Totals and footers tell nothing of their columns.
        self.sampled = self.sample.len();
        let all = self.sample.clone();
        let header = &self.header;
        self.sample.retain(|row| !report::is_surely_aside(row, header));
        self.fill_groups();
        let is_by_lines = self.grouped.is_none() && !self.says_lines();
        if let Some(titled) = Titled::of(&self.stored(), &all).filter(|_| is_by_lines) {
            self.sample = all;
            self.title(titled);
            let header = &self.header;
            self.sample.retain(|row| !report::is_surely_aside(row, header));
        }
    }

    /// Adds the month that the file is called after, as a column of this name.
    pub(crate) fn add_month(&mut self, heading: &str, month: String) {
        self.title(Titled { stored: self.stored(), heading: heading.to_owned(), says: Says::Name(month), undated: None });
    }

    fn title(&mut self, titled: Titled) {
        self.sample = titled.rows(&self.sample);
        self.header = titled.header();
        (self.delimiter, self.skipped) = (b',', 0);
        self.titled = Some(Arc::new(titled));
    }

    fn fill_groups(&mut self) {
        let has_sums = self.sample.len() < self.sampled;
        let Some(grouped) = Grouped::of(self.stored(), &self.sample, has_sums).filter(|_| !self.says_lines()) else { return };
        grouped.fill(&mut self.sample);
        (self.delimiter, self.skipped) = (b',', 0);
        self.grouped = Some(Arc::new(grouped));
    }

    /// Rows without the line that each of them says.
    fn without_lines(&self, mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
        if self.says_lines() {
            for row in &mut rows {
                row.pop();
            }
        }
        rows
    }

    /// Its rows in several places, of a large file of plain lines.
    pub(crate) fn spread(&self) -> Option<Self> {
        let is_plain = matches!(self.format, Format::Delimited { by_returns: false }) && !self.is_relaid();
        let is_of_bytes = self.encoding.is_none_or(Encoding::is_ascii_compatible);
        let input = self.input.spread().filter(|_| is_plain && is_of_bytes)?;
        Some(Self { input, skipped: 0, ..self.clone() })
    }

    /// The whole file as delimited UTF-8, header first; `read` counts stored bytes.
    pub(crate) fn stream(&self, read: &Arc<AtomicU64>) -> Result<Stream> {
        let rows = self.stored_rows(read)?;
        let rows = match &self.grouped {
            Some(grouped) => grouped.stream(rows),
            None => rows,
        };
        let rows = match &self.titled {
            Some(titled) => titled.stream(rows),
            None => rows,
        };
        let rows = match &self.drawn {
            Some(drawn) => drawn.stream(rows),
            None => rows,
        };
        let rows = match &self.wide {
            Some(wide) => wide.stream(rows),
            None => rows,
        };
        Ok(match &self.beside {
            Some(beside) => beside.stream(rows),
            None => rows,
        })
    }

    /// Its columns are not those that are stored.
    fn is_relaid(&self) -> bool {
        self.wide.is_some() || self.beside.is_some() || self.drawn.is_some() || self.grouped.is_some() || self.titled.is_some()
    }

    /// The rows as they are stored, wide or long.
    fn stored_rows(&self, read: &Arc<AtomicU64>) -> Result<Stream> {
        match &self.format {
            Format::Delimited { by_returns } => {
                let stream = decode::utf8(&self.input, self.encoding, read)?;
                Ok(if *by_returns { Box::new(Swapped(stream)) } else { stream })
            }
            Format::Json(rows, keys) => {
                let stream = decode::utf8(&self.input, self.encoding, read)?;
                Ok(JsonRecords::stream(stream, rows, Arc::clone(keys)))
            }
            Format::Sheet(records) | Format::Laid(records, _) => Ok(Box::new(Cursor::new(Arc::clone(records)))),
        }
    }

    /// How its columns are laid out as they are stored.
    fn stored(&self) -> Stored {
        Stored { names: self.header.clone(), delimiter: self.delimiter, skipped: self.skipped, says_lines: self.says_lines() }
    }

    /// Each row of the stream ends in the line of the file in which it begins.
    pub(crate) fn says_lines(&self) -> bool {
        self.is_relaid() || matches!(self.format, Format::Json(..) | Format::Laid(..))
    }

    /// How it is laid out, if it is a wide table.
    pub(crate) fn wide(&self) -> Option<&Wide> {
        self.wide.as_deref()
    }

    /// The file has a column a period, and each row is read as one of each.
    pub(crate) fn is_wide(&self) -> bool {
        self.wide.is_some()
    }

    /// How the file itself parts its columns.
    pub(crate) fn written_delimiter(&self) -> u8 {
        // What is laid out first is laid out from what is stored.
        let grouped = self.grouped.as_ref().map(|grouped| &grouped.stored);
        let drawn = || self.drawn.as_ref().map(|drawn| &drawn.stored);
        let wide = || self.wide.as_ref().map(|wide| &wide.stored);
        let beside = || self.beside.as_ref().map(|beside| &beside.stored);
        let titled = || self.titled.as_ref().map(|titled| &titled.stored);
        grouped.or_else(titled).or_else(drawn).or_else(wide).or_else(beside).map_or(self.delimiter, |stored| stored.delimiter)
    }

    pub(crate) fn encoding(&self) -> &'static Encoding {
        self.encoding.unwrap_or(UTF_8)
    }

    pub(crate) fn name(&self) -> &str {
        &self.input.name
    }

    /// All rows stand in the sample.
    pub(crate) fn is_sampled_whole(&self) -> bool {
        self.sampled < SAMPLE_ROWS && self.input.size < SAMPLE_BYTES
    }

    /// Values of a column in the sample.
    pub(crate) fn values(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        self.sample.iter().filter_map(move |row| row.get(column)).map(String::as_str).filter(|value| !is_no_value(value.as_bytes()))
    }

    /// The name without its endings and without a folder in an archive, in lower case.
    pub(crate) fn stem(&self) -> String {
        let name = self.input.name.split('.').next().unwrap_or_default();
        name.rsplit('/').next().unwrap_or_default().to_lowercase()
    }
}
