//! A file whose rows are told further by those of another one: the columns of both, joined by a key that they share.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::compile::read::decode::Stream;
use crate::compile::read::formats::relaid::{self, Relay, Stored, StoredRow};
use crate::compile::read::formats::{push_bytes, push_line};
use crate::compile::read::values::spelling::Spelling;

/// What another file adds to each row.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    /// The file itself.
    pub stored: Stored,
    /// The column that names a row in both.
    pub key: usize,
    /// The columns that the other file adds.
    pub added: Vec<String>,
    /// How keys are compared.
    pub spelling: Spelling,
    /// Their values by key.
    pub values: FxHashMap<String, Vec<Vec<u8>>>,
}

impl Beside {
    /// The columns of both.
    pub(crate) fn header(&self) -> Vec<String> {
        self.stored.names.iter().chain(&self.added).cloned().collect()
    }

    /// What the other file has for a row with this key.
    pub(crate) fn of(&self, key: &[u8]) -> Option<&Vec<Vec<u8>>> {
        self.values.get(&self.spelling.key(std::str::from_utf8(key).ok()?)?)
    }

    /// The rows of the file as they are stored, with what the other one adds.
    pub(crate) fn stream(self: &Arc<Self>, rows: Stream) -> Stream {
        relaid::stream(Arc::clone(self), rows)
    }
}

impl Relay for Arc<Beside> {
    fn stored(&self) -> &Stored {
        &self.stored
    }

    fn header(&self) -> Vec<String> {
        Beside::header(self)
    }

    fn row(&mut self, row: &StoredRow<'_>, out: &mut Vec<u8>) {
        (0..self.stored.names.len()).for_each(|column| push_bytes(out, &row.value(column)));
        match self.of(&row.value(self.key)) {
            Some(values) => values.iter().for_each(|value| push_bytes(out, value)),
            None => self.added.iter().for_each(|_| push_bytes(out, b"")),
        }
        push_line(out, row.line);
    }
}
