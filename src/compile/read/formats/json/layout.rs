//! How a JSON document holds its objects: one a line, or in lists. A list is told by what it holds, not by what it is called.

use std::io::{self, Cursor, Read};

use indexmap::IndexMap;

use super::object;
use super::walk::{Path, Sight, Walk};
use crate::compile::read::decode::Stream;

/// Where the objects of a document stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Each line is an object.
    Lines,
    /// The list below these names is one of objects.
    List(Path),
}

/// Bytes looked at to tell lines of objects from a document.
const LOOK: u64 = 1 << 20;

/// Lines looked at for the same.
const LINES: usize = 100;

/// Lists of a document that are told apart.
const MOST_LISTS: usize = 64;

/// A list shorter than this is a table of its own only where there is no longer one: links, errors and the like.
const FEWEST: u64 = 2;

/// The tables of a document: one, or each of several lists of objects. None where it holds no objects.
pub(crate) fn layouts(mut stream: Stream) -> io::Result<Vec<Layout>> {
    let mut head = Vec::new();
    stream.by_ref().take(LOOK).read_to_end(&mut head)?;
    if are_lines(&head) {
        return Ok(vec![Layout::Lines]);
    }
    let is_one_object = !head.trim_ascii().contains(&b'\n') && object(&head).is_some();
    let lists = lists(Box::new(Cursor::new(head).chain(stream)))?;
    let longest = lists.values().max().copied().unwrap_or(0);
    if longest == 0 {
        // An object in one line is a line of objects, however few.
        return Ok(if is_one_object { vec![Layout::Lines] } else { Vec::new() });
    }
    let is_table = |objects: &u64| *objects >= FEWEST.min(longest);
    Ok(lists.into_iter().filter(|(_, objects)| is_table(objects)).map(|(path, _)| Layout::List(path)).collect())
}

/// Most of the first lines are objects, or the first of several is one: a line may be broken.
fn are_lines(head: &[u8]) -> bool {
    let lines: Vec<&[u8]> = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).take(LINES).collect();
    if lines.len() < 2 || !lines[0].starts_with(b"{") {
        return false;
    }
    let is_whole = |line: &&[u8]| object(line.strip_suffix(b",").unwrap_or(line)).is_some();
    // Within a list all objects but the last end in a comma.
    let whole = lines.iter().filter(|line| object(line).is_some()).count();
    is_whole(&lines[0]) || whole * 2 > lines.len()
}

/// The lists of a document that stand in no other list, each with the number of its objects.
fn lists(mut stream: Stream) -> io::Result<IndexMap<Path, u64>> {
    let (mut walk, mut raw) = (Walk::default(), vec![0; 64 << 10]);
    let mut counted: IndexMap<Path, u64> = IndexMap::new();
    let (mut at, mut is_object) = (None, None);
    loop {
        let n = stream.read(&mut raw)?;
        if n == 0 {
            counted.retain(|_, objects| *objects > 0);
            return Ok(counted);
        }
        walk.on(&raw[..n], |_, sight| match sight {
            Sight::ListOpens(path) => {
                at = counted.get_index_of(path);
                if at.is_none() && counted.len() < MOST_LISTS {
                    at = Some(counted.insert_full(path.clone(), 0).0);
                }
                is_object = None;
            }
            Sight::Bytes(bytes) => is_object = is_object.or_else(|| bytes.trim_ascii_start().first().map(|first| *first == b'{')),
            Sight::ElementEnds => {
                if let (Some(at), Some(true)) = (at, is_object.take()) {
                    counted[at] += 1;
                }
            }
        })?;
    }
}

impl Layout {
    /// What tells it from the others of its document.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Lines => String::new(),
            Self::List(path) => path.join("."),
        }
    }
}
