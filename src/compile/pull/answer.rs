//! What a client wrote, held to what was asked for and to the number of rows that the engine counted, and as CSV whatever it was.
#![expect(clippy::disallowed_methods, reason = "the client's output is a file")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use csv::ByteRecord;
use serde_json::{Map, Value};

use crate::compile::sql::{Query, TOTAL};
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::outside::secrets;

/// What is shown of an answer that is another.
const MOST_SHOWN: usize = 160;

/// Makes `file` of the output `out` of a client that was asked `query`.
///
/// # Errors
/// No output; one that breaks off, has more or fewer rows than were counted, or is not what was asked for.
pub(crate) fn take(query: &Query, in_json: bool, out: &Path, file: &Path) -> Result<()> {
    let failed = |e| Error::io(out, e, NO_ROOM);
    if is_blank(out).map_err(failed)? {
        // Even an answer without rows tells that it has none.
        return Err(broken(query, "is empty, though the client ended as if all were well"));
    }
    if !ends_a_line(out).map_err(failed)? {
        return Err(broken(query, "breaks off in the middle of a row"));
    }
    let taken = out.with_extension("taken");
    let mut rows = Rows::begin(query, &taken)?;
    if in_json {
        take_json(&mut rows, out)?;
    } else {
        take_csv(&mut rows, out)?;
    }
    rows.end()?;
    fs::rename(taken, file).map_err(failed)
}

const NO_ROOM: &str = "make room for what is pulled";

fn take_csv(rows: &mut Rows<'_>, out: &Path) -> Result<()> {
    let unasked = || unasked(rows.query, "CSV with a header", out);
    let mut reader = csv::Reader::from_path(out).map_err(|_| unasked())?;
    let header = reader.byte_headers().map_err(|_| unasked())?;
    let theirs: Vec<String> = header.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    check_header(rows.query, &theirs, out)?;
    let mut row = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => rows.take(&row)?,
            Err(error) => {
                let at = error.position().map_or(0, csv::Position::record);
                return Err(broken(rows.query, &format!("has a row, number {at}, that has not as many values as its header")));
            }
        }
    }
}

fn take_json(rows: &mut Rows<'_>, out: &Path) -> Result<()> {
    let failed = |e| Error::io(out, e, NO_ROOM);
    let reader = BufReader::new(File::open(out).map_err(failed)?);
    for line in reader.lines() {
        let line = line.map_err(failed)?;
        if line.trim().is_empty() {
            continue;
        }
        let Ok(object) = serde_json::from_str::<Map<String, Value>>(&line) else {
            return Err(unlike(rows.query, "one JSON object a line and nothing else", &line));
        };
        let names = rows.query.columns.iter().map(String::as_str).chain([TOTAL]);
        rows.take(&names.map(|name| plain(object.get(name))).collect::<Vec<_>>().into())?;
    }
    Ok(())
}

/// The rows of an answer on their way: the first tells how many the others are.
struct Rows<'q> {
    query: &'q Query,
    writer: csv::Writer<File>,
    total: Option<u64>,
    came: u64,
}

impl<'q> Rows<'q> {
    fn begin(query: &'q Query, taken: &Path) -> Result<Self> {
        let mut writer = csv::Writer::from_path(taken).map_err(no_room)?;
        writer.write_record(&query.columns).map_err(no_room)?;
        Ok(Self { query, writer, total: None, came: 0 })
    }

    fn take(&mut self, row: &ByteRecord) -> Result<()> {
        let (total, values) = (row.get(self.query.columns.len()).unwrap_or_default(), row.iter().take(self.query.columns.len()));
        if self.total.is_none() {
            let total = std::str::from_utf8(total).ok().and_then(|total| total.trim().parse().ok());
            self.total = Some(total.ok_or_else(|| broken(self.query, "does not begin with the number of its rows"))?);
            return Ok(());
        }
        self.came += 1;
        self.writer.write_record(values).map_err(no_room)
    }

    fn end(mut self) -> Result<()> {
        self.writer.flush().map_err(|e| no_room(e.into()))?;
        let came = self.came;
        match self.total {
            None => Err(broken(self.query, "has a header and nothing else")),
            Some(total) if total == came => Ok(()),
            Some(total) if came < total => Err(broken(
                self.query,
                &format!(
                    "is cut: the client gave {came} of {total} rows. Some clients end after so many unless they are told otherwise, \
                     as bq without --max_rows; raise the client's limit in [source]"
                ),
            )),
            Some(total) => Err(broken(self.query, &format!("has {came} rows where the engine counted {total}"))),
        }
    }
}

fn no_room(error: csv::Error) -> Error {
    Error::io("what is pulled", error.into(), NO_ROOM)
}

/// Column by column what was asked for, with the total behind it.
fn check_header(query: &Query, theirs: &[String], out: &Path) -> Result<()> {
    let ours: Vec<&str> = query.columns.iter().map(String::as_str).chain([TOTAL]).collect();
    if theirs.len() == ours.len() && theirs.iter().zip(&ours).all(|(theirs, ours)| theirs.eq_ignore_ascii_case(ours)) {
        return Ok(());
    }
    let lacking: Vec<&str> = ours.iter().copied().filter(|name| !theirs.iter().any(|their| their.eq_ignore_ascii_case(name))).collect();
    let other: Vec<&str> =
        theirs.iter().map(String::as_str).filter(|their| !ours.iter().any(|name| their.eq_ignore_ascii_case(name))).collect();
    if lacking.len() * 2 > ours.len() {
        return Err(unasked(query, &format!("CSV with a header that begins with {}", ours[0]), out));
    }
    let list = |names: &[&str]| names.iter().take(3).map(|name| format!("`{}`", shown(name))).collect::<Vec<_>>().join(", ");
    let what = match (&lacking[..], &other[..]) {
        ([], []) => "has its columns in another order".to_owned(),
        ([], other) => format!("has {}, which was not asked for", list(other)),
        (lacking, []) => format!("lacks {}", list(lacking)),
        (lacking, other) => format!("lacks {} and has {}", list(lacking), list(other)),
    };
    Err(wrong(query, &format!("its header {what}")))
}

/// An answer that another try may give whole.
fn broken(query: &Query, what: &str) -> Error {
    Error::Other(format!("the client's answer for {} {what}", text::line(&query.file)))
}

fn wrong(query: &Query, what: &str) -> Error {
    let message = format!("this is not what was asked for: {what}. Check the options of the client in [source]");
    Error::data(Place::file(format!("the client's answer for {}", text::line(&query.file))), message)
}

fn unlike(query: &Query, expected: &str, came: &str) -> Error {
    wrong(query, &format!("expected {expected}; what came is `{}`", shown(came)))
}

/// An answer whose beginning is shown.
fn unasked(query: &Query, expected: &str, out: &Path) -> Error {
    let mut head = Vec::new();
    let _ = File::open(out).and_then(|file| file.take(1 << 12).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    unlike(query, expected, head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default())
}

/// Without controls and credentials, and not too long.
fn shown(text: &str) -> String {
    let line = text::line(&secrets::hidden(text));
    let short: String = line.chars().take(MOST_SHOWN).collect();
    if short.len() < line.len() { short + "…" } else { short }
}

fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn is_blank(out: &Path) -> std::io::Result<bool> {
    let mut reader = BufReader::new(File::open(out)?);
    loop {
        let (read, blank) = {
            let bytes = reader.fill_buf()?;
            (bytes.len(), bytes.iter().all(u8::is_ascii_whitespace))
        };
        if read == 0 || !blank {
            return Ok(read == 0);
        }
        reader.consume(read);
    }
}

fn ends_a_line(out: &Path) -> std::io::Result<bool> {
    use std::io::{Seek, SeekFrom};
    let mut file = File::open(out)?;
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
