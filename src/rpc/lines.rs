//! Messages as they come in: a line each.

use std::io::{BufRead, Read};

/// Why a line is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is longer than so many bytes.
    TooLong(usize),
    NoText,
}

pub(crate) struct Lines<R> {
    from: R,
    most: usize,
}

impl<R: BufRead> Lines<R> {
    /// No line may be longer than `most` bytes.
    pub(crate) fn of(from: R, most: usize) -> Self {
        Self { from, most }
    }

    /// Up to the end of the line, so much at most; empty at the end of all.
    fn piece(&mut self) -> Vec<u8> {
        let mut piece = Vec::new();
        // A pipe that breaks has ended.
        drop(self.from.by_ref().take(self.most as u64).read_until(b'\n', &mut piece));
        piece
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<String, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = self.piece();
            if line.is_empty() {
                return None;
            }
            if line.len() == self.most && line.last() != Some(&b'\n') {
                while !line.is_empty() && line.last() != Some(&b'\n') {
                    line = self.piece();
                }
                return Some(Err(Unreadable::TooLong(self.most)));
            }
            if !line.trim_ascii().is_empty() {
                return Some(String::from_utf8(line).map_err(|_| Unreadable::NoText));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_refused_and_the_next_line_is_heard() {
        const MOST: usize = 1 << 10;
        let long = "x".repeat(3 * MOST);
        let said = format!("\n{{}}\n{long}\nend");
        let heard: Vec<_> = Lines::of(said.as_bytes(), MOST).collect();
        assert_eq!(heard, [Ok("{}\n".to_owned()), Err(Unreadable::TooLong(MOST)), Ok("end".to_owned())]);
        assert_eq!(Lines::of(&b"\xff\n"[..], MOST).next(), Some(Err(Unreadable::NoText)));
    }
}
