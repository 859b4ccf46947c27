//! A file read together with another one that tells its rows further.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rustc_hash::FxHashMap;

use super::DataFile;
use crate::compile::read::blocks::{Block, Blocks};
use crate::compile::read::decode;
use crate::compile::read::formats::beside::Beside;
use crate::compile::read::record::{Record, Records};
use crate::compile::read::separators::Marks;
use crate::compile::read::values::spelling::Spelling;
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
        let SharedKey { mine, theirs, spelling } = shared;
        let beside = Beside {
            stored: self.stored(),
            key: mine,
            added: columns.iter().map(|(_, name)| name.clone()).collect(),
            spelling,
            values: other.values_by(theirs, spelling, columns)?,
        };
        let mut file = Self { delimiter: b',', skipped: 0, header: beside.header(), ..self.clone() };
        for row in &mut file.sample {
            let found = row.get(mine).and_then(|key| beside.of(key.as_bytes()));
            row.resize(self.header.len(), String::new());
            row.extend(
                (0..columns.len()).map(|at| found.map_or_else(String::new, |values| String::from_utf8_lossy(&values[at]).into_owned())),
            );
        }
        file.beside = Some(Arc::new(beside));
        Ok(file)
    }

    /// The values of `columns` in all rows, by the one in column `key`; of two rows with one key the first counts.
    fn values_by(&self, key: usize, spelling: Spelling, columns: &[(usize, String)]) -> Result<FxHashMap<String, Vec<Vec<u8>>>> {
        let mut blocks = Blocks::new(self.stream(&Arc::new(AtomicU64::new(0)))?, self.delimiter);
        let (mut block, mut marks, mut record) = (Block::default(), Marks::default(), Record::default());
        let mut values = FxHashMap::default();
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
                    values.entry(key).or_insert_with(|| columns.iter().map(|(column, _)| value(*column)).collect());
                }
            }
        }
        Ok(values)
    }
}
