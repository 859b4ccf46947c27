//! One line of a journal: `{"v":3,"seq":3,"needs":2,"crc":"8f3a2b1c","record":{…}}`. Pure.

use std::borrow::Cow;
use std::io::Write;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::format::VERSION;
use crate::domain::event::{READER, Record};
use crate::domain::text;

/// The first version. Its checksums are of each record alone; from the second on, of all before it as well.
const UNCHAINED: u32 = 1;
/// The last version whose lines did not say what reader they need.
const WITHOUT_NEEDS: u32 = 2;

/// What the next line's checksum begins with: the last line's. A line from another session does not go on from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    crc: u32,
    version: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    v: u32,
    seq: u64,
    /// The least [`READER`] that folds the record right.
    #[serde(default)]
    needs: Option<u32>,
    #[serde(borrow)]
    crc: Cow<'a, str>,
    #[serde(borrow)]
    record: &'a RawValue,
}

/// Why a line does not go on from those before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    Damaged(String),
    /// A newer program wrote it.
    Newer(String),
    /// It says so, and is otherwise as this program writes: one digit may have been changed.
    Unclear(String),
}

/// A record as the line that follows `after`.
pub(crate) fn write(record: &Record, after: Link, bytes: &mut Vec<u8>) -> Link {
    let json = to_json(record);
    let (seq, needs) = (record.seq, record.needs());
    let crc = checksum(VERSION, after, seq, Some(needs), &json);
    let line = format!("{{\"v\":{VERSION},\"seq\":{seq},\"needs\":{needs},\"crc\":\"{crc:08x}\",\"record\":{json}}}\n");
    bytes.extend_from_slice(line.as_bytes());
    Link { crc, version: VERSION }
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("records have string keys and finite numbers")
}

/// The version is part of it: a changed digit is told from a newer program.
fn checksum(version: u32, after: Link, seq: u64, needs: Option<u32>, json: &str) -> u32 {
    if version == UNCHAINED {
        return crc32fast::hash(json.as_bytes());
    }
    let mut hasher = crc32fast::Hasher::new_with_initial(after.crc);
    // Three numbers of twenty digits at most, and what stands between them.
    let mut head = [0; 64];
    let mut rest = &mut head[..];
    let written = write!(rest, "{version} {seq} ").and_then(|()| needs.map_or(Ok(()), |needs| write!(rest, "{needs} ")));
    let left = written.map_or(0, |()| rest.len());
    hasher.update(&head[..head.len() - left]);
    hasher.update(json.as_bytes());
    hasher.finalize()
}

/// Reads the line of step `expected`. Text is cleaned of terminal control.
///
/// # Errors
/// It is not what a program of this version or an earlier one wrote here.
pub(super) fn read(content: &[u8], expected: u64, after: Link) -> Result<(Record, Link), Wrong> {
    let line: Line = serde_json::from_slice(content).map_err(|error| unreadable(content, &error))?;
    check_version(&line, after)?;
    if line.seq != expected {
        return Err(misplaced(expected, line.seq));
    }
    let json = line.record.get();
    let crc = checksum(line.v, after, line.seq, line.needs, json);
    if line.crc != hex(crc) {
        return Err(Wrong::Damaged("its checksum does not match, so it was changed after it was written, or belongs elsewhere".into()));
    }
    if let Some(needs) = line.needs.filter(|needs| *needs > READER) {
        return Err(Wrong::Newer(format!("it needs a run-retro that reads up to {needs}, and this one reads up to {READER}")));
    }
    let record = as_written(json).map_or_else(|| read_closely(content, json), Ok)?;
    if record.seq != expected {
        return Err(misplaced(expected, record.seq));
    }
    Ok((record, Link { crc, version: line.v }))
}

/// A record that this program would write just so, with nothing in it to clean: nearly every one. It holds all that the line says.
fn as_written(json: &str) -> Option<Record> {
    if !is_clean(json) {
        return None;
    }
    let record: Record = serde_json::from_str(json).ok()?;
    let mut again = Vec::with_capacity(json.len());
    serde_json::to_writer(&mut again, &record).ok()?;
    (again == json.as_bytes()).then_some(record)
}

/// Whether cleaning leaves each text in it as it is, also where a backslash stands for something else.
fn is_clean(json: &str) -> bool {
    let mut bytes = json.bytes();
    let is_plain = |escaped: Option<u8>| matches!(escaped, Some(b'"' | b'\\' | b'n'));
    while let Some(byte) = bytes.next() {
        if byte == b'\\' && !is_plain(bytes.next()) {
            return false;
        }
    }
    matches!(text::clean(json, true), Cow::Borrowed(_))
}

fn read_closely(content: &[u8], json: &str) -> Result<Record, Wrong> {
    let value: Value = serde_json::from_str(json).map_err(|error| unreadable(content, &error))?;
    let value = cleaned(value);
    let record = Record::deserialize(&value).map_err(|error| not_understood(&error))?;
    nothing_lost(&value, &record)?;
    Ok(record)
}

fn check_version(line: &Line, after: Link) -> Result<(), Wrong> {
    let is = |version| line.crc == hex(checksum(version, after, line.seq, line.needs, line.record.get()));
    match line.v {
        0 => Err(Wrong::Damaged("it says format version 0, which no run-retro wrote".into())),
        v if v > VERSION && (is(VERSION) || is(UNCHAINED)) => Err(Wrong::Unclear(format!(
            "it says format version {v}, and is otherwise as this run-retro writes: a newer one wrote it, or the digit was changed"
        ))),
        v if v > VERSION => Err(newer(v)),
        v if (v > WITHOUT_NEEDS) != line.needs.is_some() => Err(Wrong::Damaged(format!(
            "a line of version {v} {} what reader it needs",
            if v > WITHOUT_NEEDS { "says" } else { "does not say" }
        ))),
        v if v < after.version => Err(Wrong::Damaged(format!("a line of version {v} cannot follow one of version {}", after.version))),
        _ => Ok(()),
    }
}

fn hex(crc: u32) -> String {
    format!("{crc:08x}")
}

fn misplaced(expected: u64, found: u64) -> Wrong {
    Wrong::Damaged(format!("step {expected} should stand here, found step {found}"))
}

fn unreadable(content: &[u8], error: &serde_json::Error) -> Wrong {
    #[derive(Deserialize)]
    struct Versioned {
        v: u32,
    }
    match serde_json::from_slice::<Versioned>(content) {
        Ok(Versioned { v }) if v > VERSION => newer(v),
        _ => Wrong::Damaged(format!("it is not a line that run-retro wrote ({error})")),
    }
}

fn newer(version: u32) -> Wrong {
    Wrong::Newer(format!("it has format version {version}, and this run-retro reads up to version {VERSION}"))
}

/// A program wrote it as it stands here: a kind of thing that this one does not know, a newer one did.
fn not_understood(error: &serde_json::Error) -> Wrong {
    let said = text::line(&error.to_string());
    if let Some((_, unknown)) = said.split_once("unknown variant ") {
        // All that it does know is of no interest to anybody here.
        let name = unknown.split(',').next().unwrap_or(unknown);
        return Wrong::Newer(format!("it holds something that this run-retro does not know ({name})"));
    }
    Wrong::Damaged(format!("it cannot be understood ({said})"))
}

/// What a step says and nobody here understands would be folded as if it had not been said.
pub(crate) fn nothing_lost(value: &Value, record: &impl Serialize) -> Result<(), Wrong> {
    let understood = serde_json::to_value(record).unwrap_or_default();
    match lost(value, &understood) {
        Some(name) => Err(Wrong::Newer(format!("it holds something that this run-retro does not know (`{}`)", text::line(name)))),
        None => Ok(()),
    }
}

/// The first field that is not in what was understood, and that says something.
fn lost<'a>(said: &'a Value, understood: &Value) -> Option<&'a str> {
    match (said, understood) {
        (Value::Object(said), Value::Object(understood)) => said.iter().find_map(|(name, value)| match understood.get(name) {
            Some(known) => lost(value, known),
            None => says_something(value).then_some(name.as_str()),
        }),
        (Value::Array(said), Value::Array(understood)) => said.iter().zip(understood).find_map(|(said, known)| lost(said, known)),
        _ => None,
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

/// Cleans every text in a value: a journal may come from somebody else.
pub(crate) fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text::clean(&text, true).into_owned()),
        Value::Array(items) => items.into_iter().map(cleaned).collect(),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(key, value)| (key, cleaned(value))).collect()),
        other => other,
    }
}
