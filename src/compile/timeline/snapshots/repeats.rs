//! Rows of a file that are the same as an earlier one in every column: each counts once.

use std::hash::{DefaultHasher, Hasher};

use crate::compile::read::row::Row;
use crate::compile::read::scan::Fate;
use crate::domain::quality::Reject;

/// A row that is the same as the one in line `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    pub line: u64,
    pub of: u64,
    /// What became of it as long as nobody saw that.
    pub fate: Fate,
}

impl Repeat {
    pub fn reject(self, file: &str) -> Reject {
        let reason = format!("the same as line {}, value for value", self.of);
        Reject { file: file.to_owned(), line: self.line, column: String::new(), value: String::new(), reason }
    }
}

/// What is kept of each row to tell.
#[derive(Debug, Default)]
pub struct Seen(Vec<(u64, u64, Fate)>);

impl Seen {
    pub fn see(&mut self, row: &Row<'_>, line: u64, fate: Fate) {
        let mut hasher = DefaultHasher::new();
        for value in (0..row.columns.width).filter_map(|index| row.record.field(row.block, index)) {
            hasher.write(&value);
            // No text has this byte, so that values do not run into each other.
            hasher.write_u8(0xFF);
        }
        self.0.push((hasher.finish(), line, fate));
    }

    pub fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// All but the first of rows that are the same, by line.
    pub fn repeats(mut self) -> Vec<Repeat> {
        self.0.sort_unstable_by_key(|(hash, line, _)| (*hash, *line));
        let mut repeats: Vec<Repeat> = Vec::new();
        for same in self.0.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            repeats.extend(same[1..].iter().map(|(_, line, fate)| Repeat { line: *line, of: same[0].1, fate: *fate }));
        }
        repeats.sort_unstable_by_key(|repeat| repeat.line);
        repeats
    }
}
