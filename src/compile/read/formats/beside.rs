//! A file whose rows are told further by those of another one: the columns of both, joined by a key that they share.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::compile::read::blocks::{Block, Blocks};
use crate::compile::read::decode::Stream;
use crate::compile::read::formats::{FLAW, NO_VALUE, push_bytes, push_field, push_flaw, push_line};
use crate::compile::read::marks::Marks;
use crate::compile::read::pieces::{Pieced, Pieces};
use crate::compile::read::record::{Record, Records};
use crate::compile::read::row::Lines;
use crate::compile::read::sound;

/// What another file adds to each row.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The columns of the file itself.
    pub names: Vec<String>,
    /// How it parts them, and what stands above them.
    pub delimiter: u8,
    pub skipped: usize,
    /// Its rows end in their lines.
    pub says_lines: bool,
    /// The column that names a row in both.
    pub key: usize,
    /// The columns that the other file adds.
    pub added: Vec<String>,
    /// Their values by key.
    pub values: FxHashMap<Vec<u8>, Vec<Vec<u8>>>,
}

impl Beside {
    /// The columns of both.
    pub fn header(&self) -> Vec<String> {
        self.names.iter().chain(&self.added).cloned().collect()
    }

    /// The rows of the file as they are stored, with what the other one adds; each ends in its line.
    pub fn stream(self: &Arc<Self>, rows: Stream) -> Stream {
        let blocks = Blocks::new(rows, self.delimiter);
        let (block, marks, record) = (Block::default(), Marks::default(), Record::default());
        Box::new(Pieced::new(JoinedRecords { beside: Arc::clone(self), blocks, block, marks, record, is_header_out: false }))
    }

    fn rows(&self, block: &Block, marks: &Marks, record: &mut Record, out: &mut Vec<u8>) {
        let mut records = Records::new(&block.bytes, marks);
        let lines = if self.says_lines { Lines::said(&block.bytes) } else { Lines::new(&block.bytes, block.first_line) };
        if block.is_first {
            for _ in 0..=self.skipped {
                records.next_into(record);
            }
        }
        while records.next_into(record) {
            self.row(&block.bytes, record, &lines, out);
        }
    }

    fn row(&self, block: &[u8], record: &Record, lines: &Lines<'_>, out: &mut Vec<u8>) {
        let width = record.width() - usize::from(self.says_lines);
        let value = |column: usize| record.field(block, column).unwrap_or_default();
        let is_flaw = matches!(&*value(0), [NO_VALUE, FLAW, ..]);
        if is_flaw || (self.names.len()..width).any(|column| !value(column).is_empty()) {
            let told = if is_flaw { String::from_utf8_lossy(&value(0)[2..]).into_owned() } else { sound::uneven(width, self.names.len()) };
            push_flaw(out, &told);
            return push_line(out, lines.of(record));
        }
        (0..self.names.len()).for_each(|column| push_bytes(out, &if column < width { value(column) } else { Cow::default() }));
        match self.values.get(&*value(self.key)) {
            Some(values) => values.iter().for_each(|value| push_bytes(out, value)),
            None => self.added.iter().for_each(|_| push_bytes(out, b"")),
        }
        push_line(out, lines.of(record));
    }
}

/// The rows of both files, header first.
struct JoinedRecords {
    beside: Arc<Beside>,
    blocks: Blocks<Stream>,
    block: Block,
    marks: Marks,
    record: Record,
    is_header_out: bool,
}

impl Pieces for JoinedRecords {
    fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if !self.is_header_out {
            self.is_header_out = true;
            self.beside.header().iter().for_each(|name| push_field(out, name));
            out.push(b'\n');
        }
        while out.is_empty() && self.blocks.next_into(&mut self.block)? {
            self.marks.find(&self.block.bytes, self.beside.delimiter);
            for (line, why) in &self.block.flaws {
                push_flaw(out, why);
                push_line(out, *line);
            }
            self.beside.rows(&self.block, &self.marks, &mut self.record, out);
        }
        Ok(())
    }
}
