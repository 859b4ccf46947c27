//! The journal's lines: `{"v":1,"seq":3,"crc":"8f3a2b1c","record":{…}}`, one for each record. Pure.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::domain::event::Record;
use crate::domain::text;

/// The version of the format that this program writes.
pub const VERSION: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    v: u32,
    seq: u64,
    crc: String,
    #[serde(borrow)]
    record: &'a RawValue,
}

/// What a journal's bytes hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The intact records from the first on, in order.
    pub records: Vec<Record>,
    /// How many bytes they fill.
    pub intact: usize,
    pub rest: Rest,
}

/// What follows the intact records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    Nothing,
    /// Nothing, but the last line lacks its line end.
    Unended,
    /// A last line that was not written to its end: the program or the machine stopped in the middle.
    Torn,
    /// Something else than this program wrote.
    Damaged {
        line: u64,
        why: String,
    },
}

/// Records as a journal's bytes.
///
/// # Panics
/// Never: a record holds nothing that JSON cannot.
pub fn encode(records: &[Record]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for record in records {
        let json = to_json(record);
        let crc = crc32fast::hash(json.as_bytes());
        let seq = record.seq;
        bytes.extend_from_slice(format!("{{\"v\":{VERSION},\"seq\":{seq},\"crc\":\"{crc:08x}\",\"record\":{json}}}\n").as_bytes());
    }
    bytes
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("records have string keys and finite numbers")
}

/// Reads a journal's bytes as far as they are intact. Text is cleaned of terminal control.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut decoded = Decoded { records: Vec::new(), intact: 0, rest: Rest::Nothing };
    for (index, line) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
        let (content, ended) = line.strip_suffix(b"\n").map_or((line, false), |content| (content, true));
        match read_line(content, index as u64 + 1) {
            Ok(record) => {
                decoded.records.push(record);
                decoded.intact += line.len();
                if !ended {
                    decoded.rest = Rest::Unended;
                }
            }
            Err(why) => {
                let last = decoded.intact + line.len() == bytes.len();
                // A power cut can leave zeros where the end of the last line should be; JSON never holds them.
                let torn = last && (!ended || content.contains(&0));
                decoded.rest = if torn { Rest::Torn } else { Rest::Damaged { line: index as u64 + 1, why } };
                break;
            }
        }
    }
    decoded
}

fn read_line(content: &[u8], expected: u64) -> Result<Record, String> {
    let line: Line = serde_json::from_slice(content).map_err(|error| unreadable(content, &error))?;
    if line.v != VERSION {
        return Err(newer(line.v));
    }
    let json = line.record.get();
    if line.crc != format!("{:08x}", crc32fast::hash(json.as_bytes())) {
        return Err("its checksum does not match, so it was changed after it was written".into());
    }
    let value = serde_json::from_str(json).map_err(|error| unreadable(content, &error))?;
    let record: Record = serde_json::from_value(cleaned(value)).map_err(|error| format!("it cannot be understood ({error})"))?;
    if line.seq != record.seq || record.seq != expected {
        return Err(format!("step {expected} should stand here, found step {}", line.seq));
    }
    Ok(record)
}

fn unreadable(content: &[u8], error: &serde_json::Error) -> String {
    #[derive(Deserialize)]
    struct Versioned {
        v: u32,
    }
    match serde_json::from_slice::<Versioned>(content) {
        Ok(Versioned { v }) if v > VERSION => newer(v),
        _ => format!("it is not a line that run-retro wrote ({error})"),
    }
}

fn newer(version: u32) -> String {
    format!("it has format version {version}, this run-retro reads version {VERSION}; a newer run-retro is needed")
}

/// Cleans every text in a value: a journal may come from somebody else.
fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text::clean(&text, true).into_owned()),
        Value::Array(items) => items.into_iter().map(cleaned).collect(),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(key, value)| (key, cleaned(value))).collect()),
        other => other,
    }
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
