//! Lines that end in a carriage return alone, as spreadsheets on a Mac save them.

use std::io::{self, Read};

use crate::compile::read::decode::Stream;
use crate::compile::read::record::closing_quote;

/// Bytes looked at to tell how lines end.
pub(crate) const LOOK: u64 = 1 << 16;

/// Whether the lines of a file, of which these are the first bytes, end so: outside quotes more do than otherwise.
pub(crate) fn are_returns(head: &[u8]) -> bool {
    let (mut returns, mut newlines, mut at) = (0, 0, 0);
    while let Some(byte) = head.get(at) {
        let is_first = at == 0 || matches!(head[at - 1], b'\r' | b'\n' | b',' | b';' | b'\t' | b'|');
        match byte {
            b'\n' => newlines += 1,
            b'\r' if head.get(at + 1).is_some_and(|next| *next != b'\n') => returns += 1,
            b'"' if is_first => at = closing_quote(head, at + 1).unwrap_or(head.len()) - 1,
            _ => {}
        }
        at += 1;
    }
    returns > newlines
}

/// Takes each carriage return for a line end. A line end within quotes becomes a carriage return, which cleaning turns
/// back, so that a record stays one line and line numbers stay those of the file.
pub(crate) struct Swapped(pub Stream);

impl Read for Swapped {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(buffer)?;
        for byte in &mut buffer[..n] {
            *byte = match *byte {
                b'\r' => b'\n',
                b'\n' => b'\r',
                other => other,
            };
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_most_lines_outside_quotes_ends_lines() {
        assert!(are_returns(b"a,b\r1,2\r3,4"));
        assert!(are_returns(b"a,b\r1,2\r3,4\r\n"), "a line end added to the last line");
        assert!(are_returns(b"a,b\r1,\"one\ntwo\nthree\"\r2,x"));
        for usual in [&b""[..], b"a,b", b"a,b\r\n1,2\r\n", b"a,b\n1,2\n", b"a,b\n1,\"one\rtwo\rthree\"\n", b"a,b\r\n1,\"never closed\r2\r3"]
        {
            assert!(!are_returns(usual), "{usual:?}");
        }
    }
}
