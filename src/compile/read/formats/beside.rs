//! A file whose rows are told further by those of another one: the columns of both, joined by a key that they share.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::compile::read::decode::Stream;
use crate::compile::read::formats::relaid::{self, Relay, Stored, StoredRow};
use crate::compile::read::formats::{push_bytes, push_line};
use crate::compile::read::values::date::DateForm;
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
    /// Their values.
    pub values: Values,
}

/// What another file has for a key.
#[derive(Clone, Debug)]
pub(crate) enum Values {
    /// The values of one of its rows.
    OfRow(FxHashMap<String, Vec<Vec<u8>>>),
    /// Days, the earliest first: for a row of a day the first one from that day on.
    Days { column: usize, form: DateForm, days: FxHashMap<String, Vec<NaiveDate>> },
}

impl Beside {
    /// The columns of both.
    pub(crate) fn header(&self) -> Vec<String> {
        self.stored.names.iter().chain(&self.added).cloned().collect()
    }

    /// What the other file has for a row; `value` gives the row's own values.
    pub(crate) fn of<'r>(&self, value: impl Fn(usize) -> Cow<'r, [u8]>) -> Vec<Cow<'_, [u8]>> {
        let key = std::str::from_utf8(&value(self.key)).ok().and_then(|key| self.spelling.key(key));
        let found = key.and_then(|key| match &self.values {
            Values::OfRow(rows) => Some(rows.get(&key)?.iter().map(|value| Cow::Borrowed(&value[..])).collect()),
            Values::Days { column, form, days } => {
                let day = form.span(&value(*column))?.last;
                let next = days.get(&key)?.iter().find(|next| **next >= day)?;
                Some(vec![Cow::Owned(next.to_string().into_bytes())])
            }
        });
        found.unwrap_or_else(|| self.added.iter().map(|_| Cow::Borrowed(&b""[..])).collect())
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
        self.of(|column| row.value(column)).iter().for_each(|value| push_bytes(out, value));
        push_line(out, row.line);
    }
}
