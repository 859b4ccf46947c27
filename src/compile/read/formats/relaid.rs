//! Files whose rows are laid out anew as they are read: the new header first, each record ending in the line of its row.

use std::borrow::Cow;
use std::io;

use crate::compile::read::blocks::{Block, Blocks};
use crate::compile::read::decode::Stream;
use crate::compile::read::formats::{ASIDE, FLAW, NO_VALUE, push_field, push_flaw, push_line};
use crate::compile::read::pieces::{Pieced, Pieces};
use crate::compile::read::record::{Record, Records};
use crate::compile::read::row::Lines;
use crate::compile::read::row_checks;
use crate::compile::read::separators::Marks;

/// How a file is laid out as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    /// Its columns, and how it parts them.
    pub names: Vec<String>,
    pub delimiter: u8,
    /// Lines above the header.
    pub skipped: usize,
    /// Its rows end in their lines.
    pub says_lines: bool,
}

/// A row as it is stored.
pub(crate) struct StoredRow<'a> {
    block: &'a [u8],
    record: &'a Record,
    /// Its values, more or fewer than there are columns.
    pub width: usize,
    pub line: u64,
}

impl StoredRow<'_> {
    /// Empty where the row ends before the column.
    pub(crate) fn value(&self, column: usize) -> Cow<'_, [u8]> {
        if column < self.width { self.record.field(self.block, column).unwrap_or_default() } else { Cow::default() }
    }
}

/// Lays out the rows of one file, one after the other.
pub(crate) trait Relay {
    fn stored(&self) -> &Stored;
    fn header(&self) -> Vec<String>;
    /// Appends what becomes of a row that is no wider than the header.
    fn row(&mut self, row: &StoredRow<'_>, out: &mut Vec<u8>);
}

/// The file as `relay` lays it out.
pub(crate) fn stream(relay: impl Relay + Send + 'static, rows: Stream) -> Stream {
    let blocks = Blocks::new(rows, relay.stored().delimiter);
    let (block, marks, record) = (Block::default(), Marks::default(), Record::default());
    Box::new(Pieced::new(Relaid { relay, blocks, block, marks, record, is_header_out: false }))
}

struct Relaid<R> {
    relay: R,
    blocks: Blocks<Stream>,
    block: Block,
    marks: Marks,
    record: Record,
    is_header_out: bool,
}

impl<R: Relay> Pieces for Relaid<R> {
    fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if !self.is_header_out {
            self.is_header_out = true;
            self.relay.header().iter().for_each(|name| push_field(out, name));
            out.push(b'\n');
        }
        // A block may have no row that gives a record.
        while out.is_empty() && self.blocks.next_into(&mut self.block)? {
            self.marks.find(&self.block.bytes, self.relay.stored().delimiter);
            for (line, why) in &self.block.flaws {
                push_flaw(out, why);
                push_line(out, *line);
            }
            self.rows(out);
        }
        Ok(())
    }
}

impl<R: Relay> Relaid<R> {
    fn rows(&mut self, out: &mut Vec<u8>) {
        let Self { relay, block, marks, record, .. } = self;
        let Stored { skipped, says_lines, .. } = *relay.stored();
        let mut records = Records::new(&block.bytes, marks);
        let lines = if says_lines { Lines::said(&block.bytes) } else { Lines::new(&block.bytes, block.first_line) };
        if block.is_first {
            for _ in 0..=skipped {
                records.next_into(record);
            }
        }
        while records.next_into(record) {
            let width = record.width() - usize::from(says_lines);
            let row = StoredRow { block: &block.bytes, record, width, line: lines.of(record) };
            row_into(relay, &row, out);
        }
    }
}

/// What is no row passes as it is; what is wider than its header cannot be told column from column.
fn row_into(relay: &mut impl Relay, row: &StoredRow<'_>, out: &mut Vec<u8>) {
    let columns = relay.stored().names.len();
    let first = row.value(0);
    if let [NO_VALUE, FLAW | ASIDE, ..] = &*first {
        out.push(b'"');
        out.extend_from_slice(&first);
        out.push(b'"');
        push_line(out, row.line);
    } else if (columns..row.width).any(|column| !row.value(column).is_empty()) {
        push_flaw(out, &row_checks::uneven(row.width, columns));
        push_line(out, row.line);
    } else {
        relay.row(row, out);
    }
}
