//! One object a line.

use std::io::{self, BufRead, BufReader, Read};

use super::{Found, LONGEST};
use crate::compile::read::decode::Stream;

pub(crate) struct LineObjects {
    reader: BufReader<Stream>,
    line: u64,
}

impl LineObjects {
    pub(crate) fn new(stream: Stream) -> Self {
        Self { reader: BufReader::new(stream), line: 0 }
    }

    /// The next line that is not blank. Some systems end each in a comma.
    pub(crate) fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<Option<Found>> {
        loop {
            out.clear();
            let read = self.reader.by_ref().take(LONGEST as u64).read_until(b'\n', out)?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            let is_too_long = read == LONGEST && out.last() != Some(&b'\n');
            if is_too_long {
                self.reader.skip_until(b'\n')?;
            }
            let end = out.trim_ascii_end().len();
            out.truncate(if out[..end].ends_with(b",") { end - 1 } else { end });
            if !out.is_empty() {
                return Ok(Some(Found { line: self.line, is_too_long }));
            }
        }
    }
}
