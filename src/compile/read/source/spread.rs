//! A large file looked at in several places, for what its first rows do not tell.

use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use super::{Content, Input};
use crate::regular;

/// A smaller file is looked at whole where that is needed.
const LARGE: u64 = 64 << 20;

/// Places that are looked at, and bytes at each.
const PLACES: u64 = 16;
const PIECE: u64 = 256 << 10;

impl Input {
    /// Whole lines of several places between the beginning and the end, behind an empty one that stands for the header. `None` of a
    /// file that is small, packed or not on the disk.
    pub(crate) fn spread(&self) -> Option<Self> {
        let Content::File(path) = &self.content else { return None };
        let mut file = regular::open(path).ok().filter(|_| self.size >= LARGE)?;
        let mut magic = [0; 2];
        file.read_exact(&mut magic).ok().filter(|()| magic != [0x1f, 0x8b])?;
        let mut bytes = vec![b'\n'];
        for place in 1..=PLACES {
            file.seek(SeekFrom::Start((self.size - PIECE) / PLACES * place)).ok()?;
            let mut piece = Vec::new();
            file.by_ref().take(PIECE).read_to_end(&mut piece).ok()?;
            bytes.extend_from_slice(whole_lines(&piece));
        }
        let content = Content::Held(Arc::from(bytes));
        Some(Self { content, ..self.clone() })
    }
}

/// What stands between the first line end and the last.
fn whole_lines(piece: &[u8]) -> &[u8] {
    let first = memchr::memchr(b'\n', piece).map_or(piece.len(), |at| at + 1);
    let last = memchr::memrchr(b'\n', piece).map_or(0, |at| at + 1);
    piece.get(first..last).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_cut_is_left_out() {
        assert_eq!(whole_lines(b"ut,1\na,2\nb,3\nc"), b"a,2\nb,3\n");
        assert_eq!((whole_lines(b"no end"), whole_lines(b"one\ntwo"), whole_lines(b"")), (&b""[..], &b""[..], &b""[..]));
    }
}
