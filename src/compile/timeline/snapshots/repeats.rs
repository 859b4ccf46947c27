//! Rows that are the same as an earlier one in every column, of their file or of another of its table: each counts once.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::compile::read::row::Row;
use crate::compile::read::scan::Fate;
use crate::domain::Name;
use crate::domain::quality::Reject;

/// A row that is the same as the one in line `of`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    pub line: u64,
    pub of: u64,
    /// Where that stands, if in another file.
    pub file: Option<Name>,
    /// What became of it as long as nobody saw that.
    pub fate: Fate,
}

impl Repeat {
    pub(crate) fn reject(&self, file: &str) -> Reject {
        let place = self.file.as_ref().map_or_else(String::new, |other| format!(" of {other}"));
        let reason = format!("the same as line {}{place}, value for value", self.of);
        Reject { file: file.to_owned(), line: self.line, column: String::new(), value: String::new(), reason }
    }
}

/// What is kept of each row to tell.
#[derive(Debug, Default)]
pub(crate) struct Seen(Vec<(u64, u64, Fate)>);

impl Seen {
    /// Rows are compared by some columns, their day where they are of one, and what stands for all rows of their file.
    pub(crate) fn see(&mut self, row: &Row<'_>, (columns, constants): (&[usize], &[String]), day: Option<NaiveDate>, fate: Fate) {
        let mut hasher = DefaultHasher::new();
        (day, constants).hash(&mut hasher);
        for value in columns.iter().filter_map(|index| row.record.field(row.block, *index)) {
            hasher.write(&value);
            // No text has this byte, so that values do not run into each other.
            hasher.write_u8(0xFF);
        }
        self.0.push((hasher.finish(), row.line(), fate));
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// All but the first of rows that are the same, by line.
    pub(crate) fn repeats(&mut self) -> Vec<Repeat> {
        self.0.sort_unstable_by_key(|(hash, line, _)| (*hash, *line));
        let mut repeats: Vec<Repeat> = Vec::new();
        for same in self.0.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            repeats.extend(same[1..].iter().map(|(_, line, fate)| Repeat { line: *line, of: same[0].1, file: None, fate: *fate }));
        }
        self.0.dedup_by_key(|(hash, ..)| *hash);
        repeats.sort_unstable_by_key(|repeat| repeat.line);
        repeats
    }
}

/// The rows of the files that were read before: how often each stands in the one that has it most often, and where.
#[derive(Debug, Default)]
pub(crate) struct Earlier(FxHashMap<u64, Vec<(Name, u64)>>);

impl Earlier {
    /// Rows of the next file that stand in an earlier one; as often as they stand there, for two rows may well be the same.
    pub(crate) fn repeats(&mut self, file: &Name, mut seen: Seen) -> Vec<Repeat> {
        seen.0.sort_unstable_by_key(|(hash, line, _)| (*hash, *line));
        let mut repeats = Vec::new();
        for same in seen.0.chunk_by(|a, b| a.0 == b.0) {
            let known = self.0.entry(same[0].0).or_default();
            let again = same.iter().zip(&*known).map(|((_, line, fate), (file, of))| Repeat {
                line: *line,
                of: *of,
                file: Some(file.clone()),
                fate: *fate,
            });
            repeats.extend(again);
            known.extend(same.iter().skip(known.len()).map(|(_, line, _)| (file.clone(), *line)));
        }
        repeats.sort_unstable_by_key(|repeat| repeat.line);
        repeats
    }
}
