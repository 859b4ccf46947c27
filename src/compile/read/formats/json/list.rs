//! The elements of one list of a document, as it is read.

use std::collections::VecDeque;
use std::io;

use memchr::memchr_iter;

use super::walk::{Path, Sight, Walk};
use super::{Found, LONGEST};
use crate::compile::read::decode::Stream;

/// Bytes read at once.
const PIECE: usize = 64 << 10;

pub(crate) struct ListObjects {
    inner: Stream,
    walk: Walk,
    cut: Cut,
    raw: Vec<u8>,
    /// Elements that are complete; what the last one read from the file holds of them is little.
    ready: VecDeque<(Found, Vec<u8>)>,
    is_at_end: bool,
}

/// The element under way.
struct Cut {
    path: Path,
    /// The walk is in the list that is wanted.
    is_in: bool,
    line: u64,
    bytes: Vec<u8>,
    is_too_long: bool,
}

impl ListObjects {
    pub(crate) fn new(inner: Stream, path: Path) -> Self {
        let cut = Cut { path, is_in: false, line: 1, bytes: Vec::new(), is_too_long: false };
        Self { inner, walk: Walk::default(), cut, raw: vec![0; PIECE], ready: VecDeque::new(), is_at_end: false }
    }

    pub(crate) fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<Option<Found>> {
        while self.ready.is_empty() && !self.is_at_end {
            self.read_on()?;
        }
        Ok(self.ready.pop_front().map(|(found, bytes)| {
            *out = bytes;
            found
        }))
    }

    fn read_on(&mut self) -> io::Result<()> {
        let n = self.inner.read(&mut self.raw)?;
        let (cut, ready) = (&mut self.cut, &mut self.ready);
        self.walk.on(&self.raw[..n], |lines, sight| cut.see(lines, &sight, ready))?;
        if n == 0 {
            self.is_at_end = true;
            // A document that breaks off leaves the beginning of an object.
            self.cut.end(&mut self.ready);
        }
        Ok(())
    }
}

impl Cut {
    fn see(&mut self, lines: u64, sight: &Sight<'_>, ready: &mut VecDeque<(Found, Vec<u8>)>) {
        match sight {
            Sight::ListOpens(path) => self.is_in = **path == self.path,
            Sight::Bytes(bytes) if self.is_in => self.take(lines, bytes),
            Sight::ElementEnds if self.is_in => self.end(ready),
            _ => {}
        }
    }

    fn take(&mut self, lines: u64, bytes: &[u8]) {
        let bytes = if self.bytes.is_empty() {
            let begun = bytes.trim_ascii_start();
            let before = &bytes[..bytes.len() - begun.len()];
            self.line = 1 + lines + memchr_iter(b'\n', before).count() as u64;
            begun
        } else {
            bytes
        };
        if self.bytes.len() + bytes.len() > LONGEST {
            self.is_too_long = true;
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn end(&mut self, ready: &mut VecDeque<(Found, Vec<u8>)>) {
        let is_too_long = std::mem::take(&mut self.is_too_long);
        let bytes = std::mem::take(&mut self.bytes);
        if !bytes.is_empty() || is_too_long {
            ready.push_back((Found { line: self.line, is_too_long }, bytes));
        }
    }
}
