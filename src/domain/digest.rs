//! A digest of content: equal bytes, equal digests.

use std::io::{self, Write};

/// FNV-1a with 128 bits over words of eight bytes: no cryptography, but quick, and the same on every machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv {
    state: u128,
    /// Bytes that do not fill a word yet.
    rest: u64,
    length: u64,
}

impl Fnv {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    /// The digest so far, 32 hexadecimal digits.
    pub(crate) fn hex(mut self) -> String {
        self.word(self.rest);
        self.word(self.length);
        format!("{:032x}", self.state)
    }

    /// The digest of some bytes.
    pub(crate) fn of(bytes: &[u8]) -> String {
        let mut hash = Self::default();
        // Writing into a hash cannot fail.
        let _ = hash.write_all(bytes);
        hash.hex()
    }

    fn word(&mut self, word: u64) {
        self.state = (self.state ^ u128::from(word)).wrapping_mul(Self::PRIME);
        // High bits must reach low ones, or words that differ at their top only would stay apart there.
        self.state ^= self.state >> 61;
    }
}

impl Default for Fnv {
    fn default() -> Self {
        Self { state: Self::OFFSET, rest: 0, length: 0 }
    }
}

impl Write for Fnv {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.rest = self.rest << 8 | u64::from(*byte);
            self.length += 1;
            if self.length.is_multiple_of(8) {
                self.word(self.rest);
                self.rest = 0;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(parts: &[&str]) -> String {
        let mut hash = Fnv::default();
        for part in parts {
            hash.write_all(part.as_bytes()).unwrap();
        }
        hash.hex()
    }

    #[test]
    fn only_the_bytes_count_not_how_they_are_cut() {
        assert_eq!(hex(&["renewal of acme"]), hex(&["renewal", " of", " acme"]));
        assert_ne!(hex(&["renewal of acme"]), hex(&["renewal of acmf"]));
        assert_ne!(hex(&[""]), hex(&["\0"]));
    }
}
