//! Messages as they come in: a line each.

use std::io::{BufRead, Read};

use super::protocol::{INVALID_REQUEST, PARSE_ERROR, Refused};

/// No message is longer.
const MOST: usize = 1 << 20;

pub(super) struct Lines<R> {
    from: R,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn of(from: R) -> Self {
        Self { from }
    }

    /// Up to the end of the line, so much at most; empty at the end of all.
    fn piece(&mut self) -> Vec<u8> {
        let mut piece = Vec::new();
        // A pipe that breaks has ended.
        drop(self.from.by_ref().take(MOST as u64).read_until(b'\n', &mut piece));
        piece
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<String, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = self.piece();
            if line.is_empty() {
                return None;
            }
            if line.len() == MOST && line.last() != Some(&b'\n') {
                while !line.is_empty() && line.last() != Some(&b'\n') {
                    line = self.piece();
                }
                return Some(Err(Refused::new(INVALID_REQUEST, format!("no message is longer than {MOST} bytes"))));
            }
            if !line.trim_ascii().is_empty() {
                return Some(String::from_utf8(line).map_err(|_| Refused::new(PARSE_ERROR, "this is no text in UTF-8")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_refused_and_the_next_line_is_heard() {
        let long = "x".repeat(3 * MOST);
        let said = format!("\n{{}}\n{long}\nend");
        let heard: Vec<_> = Lines::of(said.as_bytes()).collect();
        assert_eq!(heard.len(), 3);
        assert_eq!((heard[0].as_deref().unwrap(), heard[2].as_deref().unwrap()), ("{}\n", "end"));
        assert!(heard[1].is_err() && Lines::of(&b"\xff\n"[..]).next().unwrap().is_err());
    }
}
