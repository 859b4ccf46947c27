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
use crate::domain::text;
use crate::error::Result;

impl DataFile {
    /// The file with the columns of `other` that it does not have itself; `key` and `theirs` name a row in both.
    pub(crate) fn beside(&self, key: usize, other: &Self, theirs: usize) -> Result<Self> {
        let is_new = |column: &usize| !self.header.iter().any(|own| text::folds_to(own, &text::fold(&other.header[*column])));
        let columns: Vec<usize> = (0..other.header.len()).filter(|column| *column != theirs).filter(is_new).collect();
        let beside = Beside {
            stored: self.stored(),
            key,
            added: columns.iter().map(|column| other.header[*column].clone()).collect(),
            values: other.values_by(theirs, &columns)?,
        };
        let mut file = Self { delimiter: b',', skipped: 0, header: beside.header(), ..self.clone() };
        for row in &mut file.sample {
            let found = row.get(key).and_then(|key| beside.values.get(key.as_bytes()));
            row.resize(self.header.len(), String::new());
            row.extend(
                (0..columns.len()).map(|at| found.map_or_else(String::new, |values| String::from_utf8_lossy(&values[at]).into_owned())),
            );
        }
        file.beside = Some(Arc::new(beside));
        Ok(file)
    }

    /// The values of `columns` in all rows, by the one in column `key`; of two rows with one key the first counts.
    fn values_by(&self, key: usize, columns: &[usize]) -> Result<FxHashMap<Vec<u8>, Vec<Vec<u8>>>> {
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
                values.entry(value(key)).or_insert_with(|| columns.iter().map(|column| value(*column)).collect());
            }
        }
        Ok(values)
    }
}
