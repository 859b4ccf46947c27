//! Streams that are made piece by piece: translated, converted or taken apart as they are read.

use std::io::{self, Read};

/// Makes the next piece of a stream.
pub(crate) trait Pieces {
    /// Puts it into `out`, which is empty; leaves it so at the end.
    fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<()>;
}

/// The pieces as a stream.
pub(crate) struct Pieced<P> {
    pieces: P,
    piece: Vec<u8>,
    at: usize,
}

impl<P: Pieces> Pieced<P> {
    pub(crate) fn new(pieces: P) -> Self {
        Self { pieces, piece: Vec::new(), at: 0 }
    }
}

impl<P: Pieces> Read for Pieced<P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() {
            self.piece.clear();
            self.at = 0;
            self.pieces.next_into(&mut self.piece)?;
        }
        let n = buffer.len().min(self.piece.len() - self.at);
        buffer[..n].copy_from_slice(&self.piece[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}
