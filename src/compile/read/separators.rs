//! Where the bytes that matter stand: delimiters, line ends and quotes, found 32 bytes at a time.
//!
//! Fields are short, so a search that starts anew for each of them spends its time starting. Here a piece of the block is
//! looked at once (compilers make a few vector instructions of it), and each mark in it is then one bit.

use crate::work;

/// Bytes looked at together; each is one bit.
const PIECE: usize = 32;

/// Positions written without asking whether there are so many: most pieces have no more, and the count tells.
const USUAL: usize = 6;

/// The positions of all marks of a block, in order; the memory is reused from block to block.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    positions: Vec<u32>,
    count: usize,
}

impl Marks {
    pub(crate) fn of(block: &[u8], delimiter: u8) -> Self {
        let mut marks = Self::default();
        marks.find(block, delimiter);
        marks
    }

    /// Finds the marks of `block`, which is shorter than 4 GB. The delimiter must not be NUL.
    pub(crate) fn find(&mut self, block: &[u8], delimiter: u8) {
        let (pieces, rest) = block.as_chunks::<PIECE>();
        work::done(block.len());
        self.count = 0;
        for (i, piece) in pieces.iter().enumerate() {
            self.note((i * PIECE) as u32, marks(piece, delimiter));
        }
        let mut last = [0; PIECE];
        last[..rest.len()].copy_from_slice(rest);
        self.note((pieces.len() * PIECE) as u32, marks(&last, delimiter));
    }

    #[inline]
    fn note(&mut self, base: u32, mut left: u32) {
        if self.positions.len() < self.count + PIECE {
            self.positions.resize((self.count + PIECE) * 2, 0);
        }
        let found = left.count_ones() as usize;
        let Some(free) = self.positions[self.count..].first_chunk_mut::<PIECE>() else { return };
        let mut put = |slot: &mut u32| {
            *slot = base + left.trailing_zeros();
            left &= left.wrapping_sub(1);
        };
        free[..USUAL].iter_mut().for_each(&mut put);
        if found > USUAL {
            free[USUAL..found].iter_mut().for_each(put);
        }
        self.count += found;
    }

    /// The offsets, in order.
    pub(crate) fn positions(&self) -> &[u32] {
        &self.positions[..self.count]
    }
}

/// The bits of the bytes of `piece` that are marks, the first byte the lowest.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "without branches, compilers look at all bytes at once")]
fn marks(piece: &[u8; PIECE], delimiter: u8) -> u32 {
    let mut found = 0;
    for (i, byte) in piece.iter().enumerate() {
        let is_mark = (*byte == delimiter) | (*byte == b'\n') | (*byte == b'"');
        found |= u32::from(is_mark) << i;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_mark_is_found(bytes in prop::collection::vec(prop::sample::select(&b",\n\"a\x80\xff\0-\x2b"[..]), 0..150)) {
            let is_mark = |byte: u8| matches!(byte, b',' | b'\n' | b'"');
            let expected: Vec<u32> = (0..bytes.len()).filter(|at| is_mark(bytes[*at])).map(|at| at as u32).collect();
            let mut marks = Marks::of(&[b','; 300], b',');
            marks.find(&bytes, b',');
            prop_assert_eq!(marks.positions(), expected);
        }
    }
}
