//! How a file of a backup stands to what is there already.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::Archive;
use crate::regular;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Absent,
    Same,
    /// It begins with what was backed up, and goes on.
    Longer,
    Other,
}

/// Holds one file of a backup against the one at `path`.
///
/// # Errors
/// The file there cannot be read.
pub(crate) fn of(archive: &mut Archive, index: usize, path: &Path) -> io::Result<Standing> {
    let length = archive.manifest.files[index].length;
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Standing::Absent),
        Err(error) => return Err(error),
    };
    if !meta.is_file() || meta.len() < length {
        return Ok(Standing::Other);
    }
    let there = regular::open(path)?;
    let begins = begins_with(there, archive.read(index)?)?;
    Ok(match begins {
        false => Standing::Other,
        true if meta.len() == length => Standing::Same,
        true => Standing::Longer,
    })
}

fn begins_with(mut there: impl Read, mut ours: impl Read) -> io::Result<bool> {
    let (mut one, mut other) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let n = ours.read(&mut one)?;
        if n == 0 {
            return Ok(true);
        }
        match there.read_exact(&mut other[..n]) {
            Ok(()) if one[..n] == other[..n] => {}
            Err(error) if error.kind() != ErrorKind::UnexpectedEof => return Err(error),
            _ => return Ok(false),
        }
    }
}
