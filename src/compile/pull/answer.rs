//! What a client wrote, held to what was asked for, and as CSV whatever it was.
#![expect(clippy::disallowed_methods, reason = "the client's output is a file")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde_json::{Map, Value};

use crate::compile::sql::Query;
use crate::domain::text;
use crate::error::{Error, Place, Result};

/// Makes `file` of the output `out` of a client that was asked `query`.
///
/// # Errors
/// An output that breaks off, or that is not what was asked for.
pub fn take(query: &Query, in_json: bool, out: &Path, file: &Path) -> Result<()> {
    let failed = |e| Error::io(out, e, "make room for what is pulled");
    if is_blank(out).map_err(failed)? {
        // Some clients write no header where there are no rows.
        return write(file, &query.columns, std::iter::empty());
    }
    if !ends_a_line(out).map_err(failed)? {
        let message = format!("the client's answer for {} breaks off in the middle of a row", query.file);
        return Err(Error::Other(message));
    }
    if in_json {
        let rows = BufReader::new(File::open(out).map_err(failed)?).lines();
        return write(
            file,
            &query.columns,
            rows.filter(|line| !line.as_ref().is_ok_and(|line| line.trim().is_empty())).map(|line| {
                let object = serde_json::from_str::<Map<String, Value>>(&line.map_err(failed)?);
                let object = object.map_err(|_| unasked(query, "one JSON object a line and nothing else"))?;
                Ok(query.columns.iter().map(|name| plain(object.get(name))).collect())
            }),
        );
    }
    let mut reader = csv::Reader::from_path(out).map_err(|_| unasked(query, "CSV"))?;
    let header = reader.headers().map_err(|_| unasked(query, "CSV"))?;
    if header.len() != query.columns.len() || !header.iter().zip(&query.columns).all(|(theirs, ours)| theirs.eq_ignore_ascii_case(ours)) {
        return Err(unasked(query, &format!("CSV with a header that begins with {}", query.columns[0])));
    }
    fs::rename(out, file).map_err(failed)
}

fn unasked(query: &Query, expected: &str) -> Error {
    let message = format!("this is not what was asked for; expected {expected}. Check the options of the client in [source]");
    Error::data(Place::file(format!("the client's answer for {}", text::line(&query.file))), message)
}

fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn write(file: &Path, columns: &[String], rows: impl Iterator<Item = Result<Vec<String>>>) -> Result<()> {
    let failed = |e: csv::Error| Error::io(file, e.into(), "make room for what is pulled");
    let mut writer = csv::Writer::from_path(file).map_err(failed)?;
    writer.write_record(columns).map_err(failed)?;
    for row in rows {
        writer.write_record(row?).map_err(failed)?;
    }
    writer.flush().map_err(|e| failed(e.into()))
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
    use std::io::{Read, Seek, SeekFrom};
    let mut file = File::open(out)?;
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
