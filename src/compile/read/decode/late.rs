//! Text of which the first bytes do not tell the encoding: it is told where the first byte beyond ASCII stands.

use std::io::{self, Cursor, Read};

use encoding_rs::UTF_8;

use super::{Decoded, LOOK, Stream, of_bytes};

/// Passes ASCII on, then what follows in the encoding that the bytes from there on tell.
pub(crate) struct Late {
    inner: Stream,
    is_told: bool,
}

impl Late {
    pub(crate) fn new(inner: Stream) -> Self {
        Self { inner, is_told: false }
    }

    /// `seen` are bytes from the first one beyond ASCII on, read from `inner` already.
    fn tell(&mut self, mut seen: Vec<u8>) -> io::Result<()> {
        let more = LOOK.saturating_sub(seen.len());
        self.inner.by_ref().take(more as u64).read_to_end(&mut seen)?;
        let encoding = of_bytes(&seen);
        let inner = std::mem::replace(&mut self.inner, Box::new(io::empty()));
        let rest: Stream = Box::new(Cursor::new(seen).chain(inner));
        self.inner = if encoding == UTF_8 { rest } else { Decoded::stream(rest, encoding) };
        self.is_told = true;
        Ok(())
    }
}

impl Read for Late {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if self.is_told || buffer[..n].is_ascii() {
            return Ok(n);
        }
        let at = buffer[..n].iter().position(|byte| !byte.is_ascii()).unwrap_or(n);
        self.tell(buffer[at..n].to_vec())?;
        if at > 0 { Ok(at) } else { self.inner.read(buffer) }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: Vec<u8>) -> String {
        let mut out = String::new();
        Late::new(Box::new(Cursor::new(bytes))).read_to_string(&mut out).unwrap();
        out
    }

    proptest! {
        #[test]
        fn either_encoding_gives_the_same_text(ascii in "[a-z,\n]{0,200}", words in prop::collection::vec("(Müller|Société|Håkansson)[a-z ,\n]{1,9}", 1..20)) {
            let text = ascii + &words.concat();
            prop_assert_eq!(read(text.clone().into_bytes()), text.clone());
            prop_assert_eq!(read(WINDOWS_1252.encode(&text).0.into_owned()), text);
        }
    }
}
