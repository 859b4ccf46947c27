//! A journal's bytes: one line for each record, each going on from the last. Pure.

use super::line::{self, Link, Wrong};
use crate::domain::event::Record;

/// The version of the format that this program writes. It goes on with journals of earlier ones, line by line.
pub(crate) const VERSION: u32 = 3;

/// Editors of one system put it in front of what they save.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a journal's bytes hold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decoded {
    /// The intact records from the first on, in order.
    pub records: Vec<Record>,
    /// How many bytes they fill, with blank lines behind them.
    pub intact: usize,
    /// What the next line goes on from.
    pub link: Link,
    pub rest: Rest,
}

/// What follows the intact records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
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
    /// Something that a newer program wrote.
    Newer {
        line: u64,
        why: String,
    },
    /// Something that a newer program wrote, or that was changed.
    Unclear {
        line: u64,
        why: String,
    },
}

/// Records as a whole journal's bytes.
pub(crate) fn encode(records: &[Record]) -> Vec<u8> {
    encode_after(Link::default(), records).0
}

/// Records as the lines that follow others, and what the next goes on from.
///
/// # Panics
/// Never: a record holds nothing that JSON cannot.
pub(crate) fn encode_after(mut link: Link, records: &[Record]) -> (Vec<u8>, Link) {
    let mut bytes = Vec::new();
    for record in records {
        link = line::write(record, link, &mut bytes);
    }
    (bytes, link)
}

/// Reads a journal's bytes as far as they are intact. Blank lines, as editors leave them, say nothing.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut decoded = Decoded { records: Vec::new(), intact: start, link: Link::default(), rest: Rest::Nothing };
    for (index, line) in bytes[start..].split_inclusive(|b| *b == b'\n').enumerate() {
        if !decoded.take(line, index as u64 + 1, bytes.len()) {
            break;
        }
    }
    decoded
}

impl Decoded {
    /// Takes the next line in; says whether to read on.
    fn take(&mut self, line: &[u8], number: u64, all: usize) -> bool {
        let (content, ended) = line.strip_suffix(b"\n").map_or((line, false), |content| (content, true));
        if content.trim_ascii().is_empty() {
            self.intact += line.len();
            return true;
        }
        match line::read(content, self.records.len() as u64 + 1, self.link) {
            Ok((record, link)) => {
                self.records.push(record);
                self.link = link;
                self.intact += line.len();
                self.rest = if ended { Rest::Nothing } else { Rest::Unended };
                true
            }
            Err(wrong) => {
                let is_last = self.intact + line.len() == all;
                // A power cut can leave zeros where the end of the last line should be; JSON never holds them.
                let is_torn = is_last && (!ended || content.contains(&0));
                self.rest = match wrong {
                    Wrong::Newer(why) => Rest::Newer { line: number, why },
                    Wrong::Unclear(why) => Rest::Unclear { line: number, why },
                    Wrong::Damaged(_) if is_torn => Rest::Torn,
                    Wrong::Damaged(why) => Rest::Damaged { line: number, why },
                };
                false
            }
        }
    }
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
