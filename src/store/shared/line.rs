//! One line of the shared folder: `{"v":1,"session":"…","needs":9,"sum":"…","line":{…}}`. Pure. Each stands for itself: whatever is made of
//! the order, the number and the ends of lines, one that is whole is read.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::domain::digest::Fnv;
use crate::domain::event::{READER, SessionId};
use crate::domain::share::Line;
use crate::store::journal::{cleaned, nothing_lost};

const VERSION: u32 = 1;

/// Letters of a checksum.
const SUM: usize = 16;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    v: u32,
    session: String,
    needs: u32,
    sum: String,
    #[serde(borrow)]
    line: &'a RawValue,
}

/// What stands on a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    Line(SessionId, Box<Line>),
    /// Nothing, or what git puts between two versions.
    Nothing,
    /// It is not whole, or was changed.
    Bad,
    /// A newer run-retro wrote it.
    Newer,
}

/// A line as it is written, with its end.
pub(super) fn write(session: &SessionId, line: &Line) -> String {
    let needs = line.record.needs().max(9);
    let json = serde_json::to_string(line).unwrap_or_default();
    let sum = sum(&session.0, needs, &json);
    format!("{{\"v\":{VERSION},\"session\":\"{session}\",\"needs\":{needs},\"sum\":\"{sum}\",\"line\":{json}}}\n")
}

fn sum(session: &str, needs: u32, json: &str) -> String {
    let mut sum = Fnv::of(format!("{session} {needs} {json}").as_bytes());
    sum.truncate(SUM);
    sum
}

pub(super) fn read(text: &[u8]) -> Found {
    let text = text.trim_ascii();
    if text.is_empty() || is_mark_of_git(text) {
        return Found::Nothing;
    }
    let Ok(wire) = serde_json::from_slice::<Wire>(text) else {
        return if says_newer(text) { Found::Newer } else { Found::Bad };
    };
    if wire.v != VERSION {
        return if wire.v > VERSION { Found::Newer } else { Found::Bad };
    }
    let session = SessionId(wire.session);
    if sum(&session.0, wire.needs, wire.line.get()) != wire.sum || !session.is_plain() {
        return Found::Bad;
    }
    if wire.needs > READER {
        return Found::Newer;
    }
    let Ok(value) = serde_json::from_str::<Value>(wire.line.get()) else { return Found::Bad };
    let value = cleaned(value);
    match Line::deserialize(&value) {
        Ok(line) if nothing_lost(&value, &line).is_ok() => Found::Line(session, Box::new(line)),
        // It is as it was written, and says what this program does not know.
        _ => Found::Newer,
    }
}

fn is_mark_of_git(text: &[u8]) -> bool {
    [&b"<<<<<<<"[..], b"=======", b">>>>>>>", b"|||||||"].iter().any(|mark| text.starts_with(mark))
}

fn says_newer(text: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Versioned {
        v: u32,
    }
    serde_json::from_slice::<Versioned>(text).is_ok_and(|said| said.v > VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::History;
    use crate::domain::share;
    use crate::store::fixture::{opened, scope};

    #[test]
    fn a_line_stands_for_itself_and_a_changed_one_for_nothing() {
        let id = SessionId("s-1".into());
        let history = History::fold(vec![opened("s-1", scope(2026, 3))]).unwrap();
        let line = share::lines(history.records(), "laptop-1", &[]).remove(0);
        let text = write(&id, &line);
        assert_eq!(read(format!("  {}\r\n", text.trim()).as_bytes()), Found::Line(id, Box::new(line)));
        for end in 1..text.trim().len() {
            assert_eq!(read(&text.as_bytes()[..end]), Found::Bad, "{end}");
        }
        assert_eq!(read(text.replace("s-1", "s-2").as_bytes()), Found::Bad);
        assert_eq!(read(b"<<<<<<< HEAD"), Found::Nothing);
        assert_eq!(read(text.replacen("\"v\":1", "\"v\":2", 1).as_bytes()), Found::Newer);
    }
}
