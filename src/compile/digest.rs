//! A digest of compiled facts: equal facts, equal digests.

use std::io::{self, Write};

use crate::domain::facts::Facts;

/// 128-bit FNV-1a, a byte at a time: no cryptography, but the same on every machine and for every version.
struct Fnv(u128);

impl Fnv {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
}

impl Write for Fnv {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(Self::PRIME);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The digest of everything in `facts` but the digest itself.
pub fn of(facts: &Facts) -> String {
    let mut hash = Fnv(Fnv::OFFSET);
    let content = (&facts.scope, &facts.currency, &facts.coverage, &facts.renewals, &facts.quality.files, &facts.due_range, &facts.cohorts);
    // Writing into a hash cannot fail, and the facts serialise without error.
    let _ = serde_json::to_writer(&mut hash, &content);
    format!("{:032x}", hash.0)
}
