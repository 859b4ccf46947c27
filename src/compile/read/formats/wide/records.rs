//! The rows of a wide table as records of one period each.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use super::Wide;
use crate::compile::read::aside;
use crate::compile::read::blocks::{Block, Blocks};
use crate::compile::read::decode::Stream;
use crate::compile::read::formats::{FLAW, NO_VALUE, push_bytes, push_field, push_flaw, push_line};
use crate::compile::read::marks::Marks;
use crate::compile::read::pieces::{Pieced, Pieces};
use crate::compile::read::record::{Record, Records};
use crate::compile::read::row::{Lines, NOTHING};
use crate::compile::read::sound;
use crate::compile::read::values::is_no_value;

/// The long form, header first; each record ends in the line of its row.
pub struct LongRecords {
    wide: Arc<Wide>,
    blocks: Blocks<Stream>,
    block: Block,
    marks: Marks,
    record: Record,
    is_header_out: bool,
}

impl LongRecords {
    pub fn stream(wide: Arc<Wide>, rows: Stream) -> Stream {
        let blocks = Blocks::new(rows, wide.delimiter);
        let (block, marks, record) = (Block::default(), Marks::default(), Record::default());
        Box::new(Pieced::new(Self { wide, blocks, block, marks, record, is_header_out: false }))
    }
}

impl Pieces for LongRecords {
    fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if !self.is_header_out {
            self.is_header_out = true;
            self.wide.header().iter().for_each(|name| push_field(out, name));
            out.push(b'\n');
        }
        // Rows without a single value give no record.
        while out.is_empty() && self.blocks.next_into(&mut self.block)? {
            self.marks.find(&self.block.bytes, self.wide.delimiter);
            for (line, why) in &self.block.flaws {
                push_flaw(out, why);
                push_line(out, *line);
            }
            self.wide.rows(&self.block, &self.marks, &mut self.record, out);
        }
        Ok(())
    }
}

impl Wide {
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
        if let [NO_VALUE, FLAW, reason @ ..] = &*value(0) {
            push_flaw(out, &String::from_utf8_lossy(reason));
            return push_line(out, lines.of(record));
        }
        if width < self.names.len() || (self.names.len()..width).any(|column| !value(column).is_empty()) {
            push_flaw(out, &sound::uneven(width, self.names.len()));
            return push_line(out, lines.of(record));
        }
        let cells: Vec<Cow<'_, str>> = (0..width).map(|column| String::from_utf8_lossy(&value(column)).into_owned().into()).collect();
        let is_nameless = self.keys.iter().all(|key| cells[*key].is_empty());
        if aside::of(&cells, width, is_nameless).is_some() {
            // A total of what stands above it.
            return;
        }
        for (day, columns) in self.days.iter().zip(self.series.periods.iter().map(|(_, columns)| columns)) {
            let cell = |column: &Option<usize>| column.map(value).filter(|value| !is_nothing(value)).unwrap_or_default();
            if columns.iter().all(|column| cell(column).is_empty()) {
                continue;
            }
            for key in &self.keys {
                push_bytes(out, &value(*key));
            }
            push_field(out, day);
            for column in columns {
                push_bytes(out, &cell(column));
            }
            push_line(out, lines.of(record));
        }
    }
}

/// Nothing is known of the period: the customer is not there yet, or not any more.
fn is_nothing(value: &[u8]) -> bool {
    is_no_value(value) || NOTHING.iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}
