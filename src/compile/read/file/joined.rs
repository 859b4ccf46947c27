//! A file read together with another one that tells its rows further.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::DataFile;
use crate::compile::read::blocks::{Block, Blocks};
use crate::compile::read::decode;
use crate::compile::read::formats::beside::{Beside, Values};
use crate::compile::read::record::{Record, Records};
use crate::compile::read::separators::Marks;
use crate::compile::read::values::spelling::Spelling;
use crate::compile::understand::pairs;
use crate::error::Result;

/// The columns that name a row in two files, and how they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SharedKey {
    pub mine: usize,
    pub theirs: usize,
    pub spelling: Spelling,
}

impl DataFile {
    /// The file with `columns` of `other`, each with its name; `shared` names a row in both.
    pub(crate) fn beside(&self, other: &Self, shared: SharedKey, columns: &[(usize, String)]) -> Result<Self> {
        let rows = other.values_by(shared.theirs, shared.spelling, columns)?;
        let values = rows.into_iter().filter_map(|(key, rows)| Some((key, rows.into_iter().next()?))).collect();
        Ok(self.beside_values(shared, columns.iter().map(|(_, name)| name.clone()).collect(), values))
    }

    /// The file with columns of these names, and their values by the key of the row.
    pub(crate) fn beside_values(&self, shared: SharedKey, names: Vec<String>, values: FxHashMap<String, Vec<Vec<u8>>>) -> Self {
        self.with(shared, names, Values::OfRow(values))
    }

    /// The file of rows of a day (in `column`), each with the next day from that on which `days` of another file tells of its customer.
    pub(crate) fn with_days(&self, column: usize, shared: SharedKey, name: &str, days: FxHashMap<String, Vec<NaiveDate>>) -> Self {
        let form = pairs::form(self, column);
        self.with(shared, vec![name.to_owned()], Values::Days { column, form, days })
    }

    /// All days of a column by the key in another one, the earliest first.
    pub(crate) fn days_by(&self, key: usize, spelling: Spelling, column: usize) -> Result<FxHashMap<String, Vec<NaiveDate>>> {
        let form = pairs::form(self, column);
        let day = |row: &Vec<Vec<u8>>| form.span(&row[0]).map(|span| span.last);
        let rows = self.values_by(key, spelling, &[(column, String::new())])?;
        let sorted = |rows: Vec<Vec<Vec<u8>>>| {
            let mut days: Vec<NaiveDate> = rows.iter().filter_map(day).collect();
            days.sort_unstable();
            days
        };
        Ok(rows.into_iter().map(|(key, rows)| (key, sorted(rows))).collect())
    }

    fn with(&self, shared: SharedKey, added: Vec<String>, values: Values) -> Self {
        let beside = Beside { stored: self.stored(), key: shared.mine, added, spelling: shared.spelling, values };
        let mut file = Self { delimiter: b',', skipped: 0, header: beside.header(), ..self.clone() };
        for row in &mut file.sample {
            row.resize(self.header.len(), String::new());
            let more: Vec<String> = {
                let value = |column: usize| Cow::Borrowed(row[column].as_bytes());
                beside.of(value).iter().map(|value| String::from_utf8_lossy(value).into_owned()).collect()
            };
            row.extend(more);
        }
        file.beside = Some(Arc::new(beside));
        file
    }

    /// The values of `columns` in all rows, by the one in column `key`.
    pub(crate) fn values_by(
        &self,
        key: usize,
        spelling: Spelling,
        columns: &[(usize, String)],
    ) -> Result<FxHashMap<String, Vec<Vec<Vec<u8>>>>> {
        let mut blocks = Blocks::new(self.stream(&Arc::new(AtomicU64::new(0)))?, self.delimiter);
        let (mut block, mut marks, mut record) = (Block::default(), Marks::default(), Record::default());
        let mut values: FxHashMap<String, Vec<Vec<Vec<u8>>>> = FxHashMap::default();
        while blocks.next_into(&mut block).map_err(|e| decode::cannot(&self.input, e))? {
            marks.find(&block.bytes, self.delimiter);
            let mut records = Records::new(&block.bytes, &marks);
            let mut above = if block.is_first { self.skipped + 1 } else { 0 };
            while records.next_into(&mut record) {
                if above > 0 {
                    above -= 1;
                    continue;
                }
                let value = |column: usize| record.field(&block.bytes, column).unwrap_or_default().into_owned();
                if let Some(key) = spelling.key(&String::from_utf8_lossy(&value(key))) {
                    values.entry(key).or_default().push(columns.iter().map(|(column, _)| value(*column)).collect());
                }
            }
        }
        Ok(values)
    }
}
