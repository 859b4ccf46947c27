//! Cuts a stream into blocks that end where a record ends, so that several threads can read one file.
//!
//! A line end inside a quoted field is no record's end; the cut follows the same rules as
//! [`Records`](crate::compile::read::record::Records): a quote opens a field only at its first byte.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

use crate::compile::read::record::closing_quote;
use crate::work;

/// Bytes handed to a thread at once.
const BLOCK: usize = 1 << 20;

/// Longer records are rejected instead of held in memory.
const LONGEST_RECORD: usize = 8 << 20;

/// Whole records, with their place in the file.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub bytes: Vec<u8>,
    /// The line of the first byte, from 1.
    pub first_line: u64,
    /// Offset of the first byte in the decoded stream.
    pub offset: u64,
    /// The file's first block, which begins with its header.
    pub is_first: bool,
    /// Records that could not be cut out: their line and why.
    pub flaws: Vec<(u64, &'static str)>,
}

const TOO_LONG: &str = "the row is longer than 8 MB and was skipped; look for a missing line end";
const NEVER_CLOSED: &str = "a quote opens in this line and never closes; the line was skipped";

/// Reads a stream block by block.
pub(crate) struct Blocks<R> {
    reader: R,
    delimiter: u8,
    carry: Vec<u8>,
    line: u64,
    offset: u64,
    at_end: bool,
    is_first: bool,
}

impl<R: Read> Blocks<R> {
    pub(crate) fn new(reader: R, delimiter: u8) -> Self {
        Self { reader, delimiter, carry: Vec::new(), line: 1, offset: 0, at_end: false, is_first: true }
    }

    /// Fills `block` with the next whole records, reusing its memory; `false` at the end.
    pub(crate) fn next_into(&mut self, block: &mut Block) -> io::Result<bool> {
        block.bytes.clear();
        block.flaws.clear();
        block.bytes.append(&mut self.carry);
        loop {
            let wanted = if block.bytes.len() < BLOCK { BLOCK - block.bytes.len() } else { BLOCK };
            self.fill(&mut block.bytes, wanted)?;
            let cut = last_end(&block.bytes, self.delimiter);
            if self.at_end && cut.is_open {
                self.drop_open_line(block, cut.end, NEVER_CLOSED);
            } else if self.at_end {
                break self.hand_out(block, usize::MAX);
            } else if cut.end > 0 {
                break self.hand_out(block, cut.end);
            } else if block.bytes.len() >= LONGEST_RECORD && (cut.is_open || memchr(b'\n', &block.bytes).is_some()) {
                self.drop_open_line(block, 0, NEVER_CLOSED);
            } else if block.bytes.len() >= LONGEST_RECORD {
                self.skip_long_line(block)?;
            }
        }
        Ok(!block.bytes.is_empty() || !block.flaws.is_empty())
    }

    fn fill(&mut self, bytes: &mut Vec<u8>, wanted: usize) -> io::Result<()> {
        if !self.at_end {
            let read = self.reader.by_ref().take(wanted as u64).read_to_end(bytes)?;
            self.at_end = read < wanted;
        }
        Ok(())
    }

    fn hand_out(&mut self, block: &mut Block, end: usize) {
        if end < block.bytes.len() {
            self.carry.extend_from_slice(&block.bytes[end..]);
            block.bytes.truncate(end);
        }
        block.first_line = self.line;
        block.offset = self.offset;
        block.is_first = std::mem::take(&mut self.is_first);
        self.line += memchr_iter(b'\n', &block.bytes).count() as u64;
        self.offset += block.bytes.len() as u64;
    }

    /// Takes the line that starts at `from` out of the block. Its bytes become a blank line, so that
    /// the lines after it keep their numbers.
    fn drop_open_line(&mut self, block: &mut Block, from: usize, why: &'static str) {
        let line = self.line + memchr_iter(b'\n', &block.bytes[..from]).count() as u64;
        block.flaws.push((line, why));
        let end = memchr(b'\n', &block.bytes[from..]).map_or(block.bytes.len(), |at| from + at);
        self.offset += (end - from) as u64;
        block.bytes.drain(from..end);
    }

    /// Drops a line too long to hold, up to its end, which is kept as a blank line.
    fn skip_long_line(&mut self, block: &mut Block) -> io::Result<()> {
        block.flaws.push((self.line, TOO_LONG));
        loop {
            if let Some(end) = memchr(b'\n', &block.bytes) {
                self.offset += end as u64;
                block.bytes.drain(..end);
                return Ok(());
            }
            self.offset += block.bytes.len() as u64;
            block.bytes.clear();
            if self.at_end {
                return Ok(());
            }
            self.fill(&mut block.bytes, BLOCK)?;
        }
    }
}

struct Cut {
    /// Just behind the last record that is complete; zero when none is.
    end: usize,
    /// A quoted field is open at the end of the bytes; it began in the record that starts at `end`.
    is_open: bool,
}

fn last_end(bytes: &[u8], delimiter: u8) -> Cut {
    let mut end = 0;
    let mut plain = 0;
    work::done(bytes.len());
    loop {
        let opening = next_opening(bytes, plain, delimiter);
        let segment = &bytes[plain..opening.unwrap_or(bytes.len())];
        if let Some(newline) = memrchr(b'\n', segment) {
            end = plain + newline + 1;
        }
        let Some(opening) = opening else { return Cut { end, is_open: false } };
        match closing_quote(bytes, opening + 1) {
            Some(closed) => plain = closed,
            None => return Cut { end, is_open: true },
        }
    }
}

/// The next quote at a field's first byte.
fn next_opening(bytes: &[u8], from: usize, delimiter: u8) -> Option<usize> {
    memchr_iter(b'"', &bytes[from..])
        .map(|at| from + at)
        .find(|at| *at == 0 || matches!(bytes[at - 1], b'\n') || bytes[at - 1] == delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(bytes: &[u8]) -> Vec<(u64, String, Vec<u64>)> {
        let mut reader = Blocks::new(bytes, b',');
        let (mut block, mut out) = (Block::default(), vec![]);
        while reader.next_into(&mut block).unwrap() {
            let lines = block.flaws.iter().map(|f| f.0).collect();
            out.push((block.first_line, String::from_utf8_lossy(&block.bytes).into_owned(), lines));
        }
        out
    }

    #[test]
    fn a_quote_that_never_closes_costs_its_own_line_only() {
        assert_eq!(blocks(b"a,b\n1,\"x\n2,y\n3,z\n"), [(1, "a,b\n\n2,y\n3,z\n".to_owned(), vec![2])]);
    }

    #[test]
    fn blocks_end_between_records_even_with_quoted_line_ends() {
        let row = format!("7,\"{}\n{}\"\n", "x".repeat(3000), "y".repeat(3000));
        let text = row.repeat(1000);
        let parts = blocks(text.as_bytes());
        assert!(parts.len() > 3);
        assert_eq!(parts.iter().map(|p| p.1.as_str()).collect::<String>(), text);
        let mut line = 1;
        for (first, part, flaws) in &parts {
            assert_eq!((*first, flaws.len(), part.len() % row.len()), (line, 0, 0));
            line += part.matches('\n').count() as u64;
        }
    }

    #[test]
    fn a_line_of_many_megabytes_is_skipped_and_the_next_ones_are_read() {
        let text = format!("a,b\n1,{}\n2,y\n", "x".repeat(30 << 20));
        let parts = blocks(text.as_bytes());
        let kept: String = parts.iter().map(|p| p.1.as_str()).collect();
        assert_eq!(kept, "a,b\n\n2,y\n");
        assert_eq!(parts.iter().flat_map(|p| p.2.clone()).collect::<Vec<_>>(), [2]);
        assert_eq!(parts.last().unwrap().0 + 2, 4, "line numbers go on");
    }
}
