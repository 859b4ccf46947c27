//! The facts that a session stands on, in its folder: resumed on changed, moved or missing data, it goes on with them.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::files::{self, names};
use crate::domain::digest::Fnv;
use crate::domain::facts::Facts;
use crate::error::{Error, Place, Result};
use crate::regular;
use crate::work;

/// Facts that take more than this, packed, are not kept: only their digest and figures are.
pub(crate) const MOST_BYTES: usize = 256 << 20;

/// Packed facts hold so many times their bytes and [`ALWAYS`] more at most: what unpacks to more was made to take all memory.
const MOST_TIMES: u64 = 200;
const ALWAYS: u64 = 1 << 20;
/// No facts take more memory than this.
const MOST_UNPACKED: u64 = 4 << 30;

/// What keeping came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Names the facts, and the file where they are kept.
    pub name: String,
    /// `false` where they take more than there is room for.
    pub is_whole: bool,
}

/// Keeps facts in a session's folder, for their owner's eyes; they are on the disk when this returns.
///
/// # Errors
/// The file cannot be written, with what to do.
pub(crate) fn keep(session: &Path, facts: &Facts, most: usize) -> Result<Kept> {
    let Some(packed) = pack(facts, most) else {
        let name = Fnv::of(format!("{:?} {}", facts.scope, facts.renewals.len()).as_bytes());
        return Ok(Kept { name, is_whole: false });
    };
    let name = Fnv::of(&packed);
    files::write_private(&place(session, &name), &packed)?;
    if !facts.others.is_empty() {
        let customers = serde_json::to_vec_pretty(&facts.others).unwrap_or_default();
        files::write_private(&beside(session, &name), &customers)?;
    }
    Ok(Kept { name, is_whole: true })
}

/// Customers whom the data know and the scope leaves out: they stay on this machine, in a file of their own, and go along with nothing. Only
/// who takes customers' names out of texts asks for them.
pub(in crate::store) fn beside(session: &Path, name: &str) -> PathBuf {
    place(session, name).with_file_name(format!("customers-{}.json", plain(name)))
}

fn with_others(session: &Path, name: &str, facts: Facts) -> Facts {
    let known = regular::read(&beside(session, name), MOST_BYTES as u64).ok();
    let others = known.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    Facts { others, ..facts }
}

/// Facts as they are packed, with the name that they have so; `None` where they take more than there is room for.
pub(crate) fn packed(facts: &Facts) -> Option<(String, Vec<u8>)> {
    let bytes = pack(facts, MOST_BYTES)?;
    Some((Fnv::of(&bytes), bytes))
}

/// Facts as they are kept; `None` where they are not, or not as they were written.
///
/// # Errors
/// They cannot be read.
pub(crate) fn packed_as(session: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let bytes = files::read_if_there(&place(session, name))?;
    Ok(bytes.filter(|bytes| Fnv::of(bytes) == name))
}

/// Lays packed facts into a session's folder.
///
/// # Errors
/// They cannot be written.
pub(crate) fn lay(session: &Path, name: &str, packed: &[u8]) -> Result<()> {
    files::write_private(&place(session, name), packed)
}

/// What was packed; `None` where that is no facts.
pub(crate) fn unpacked(packed: &[u8]) -> Option<Facts> {
    let (mut bytes, most) = (Vec::new(), most_unpacked(packed.len()));
    GzDecoder::new(packed).take(most + 1).read_to_end(&mut bytes).ok()?;
    work::done(bytes.len());
    (bytes.len() as u64 <= most).then(|| rmp_serde::from_slice(&bytes).ok()).flatten()
}

/// The facts kept under a name.
///
/// # Errors
/// They are not there, or not as they were written.
pub(crate) fn read(session: &Path, name: &str) -> Result<Facts> {
    let path = place(session, name);
    let remedy = "bring the session's folder back from a backup, or go on with the data as they are now (--fresh)";
    let packed = regular::read(&path, MOST_BYTES as u64).map_err(|source| Error::io(&path, source, remedy))?;
    let damaged = || Error::data(Place::file(&path), format!("the kept facts are not as they were written; {remedy}"));
    if Fnv::of(&packed) != name {
        return Err(damaged());
    }
    let (mut bytes, most) = (Vec::new(), most_unpacked(packed.len()));
    GzDecoder::new(&packed[..]).take(most + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
    work::done(bytes.len());
    if bytes.len() as u64 > most {
        return Err(Error::data(Place::file(&path), format!("the kept facts unpack to far more than facts do; {remedy}")));
    }
    let facts = rmp_serde::from_slice(&bytes).map_err(|_| damaged())?;
    Ok(with_others(session, name, facts))
}

const FILE: (&str, &str) = ("held-", ".bin");

/// Whether a file of a session's folder holds facts.
pub(in crate::store) fn is_one(name: &str) -> bool {
    name.starts_with(FILE.0) && name.ends_with(FILE.1)
}

/// All facts that are kept in a session's folder, by name; see [`read`].
pub(crate) fn all(session: &Path) -> Vec<(String, Result<Facts>)> {
    let files = names(session).into_iter().filter(|name| is_one(name));
    let names = files.map(|file| file[FILE.0.len()..file.len() - FILE.1.len()].to_owned());
    names.map(|name| (name.clone(), read(session, &name))).collect()
}

fn most_unpacked(packed: usize) -> u64 {
    (packed as u64 * MOST_TIMES + ALWAYS).min(MOST_UNPACKED)
}

pub(in crate::store) fn place(session: &Path, name: &str) -> PathBuf {
    session.join(format!("{}{}{}", FILE.0, plain(name), FILE.1))
}

/// A journal may say anything; a digest is letters and digits.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Fields by name: a later version that knows more of them reads them all the same. `None` beyond `most` bytes, and where reading would
/// refuse them.
fn pack(facts: &Facts, most: usize) -> Option<Vec<u8>> {
    if !facts.others.is_empty() {
        return pack(&Facts { others: Vec::new(), ..facts.clone() }, most);
    }
    let packer = GzEncoder::new(Bounded { bytes: Vec::new(), most }, Compression::fast());
    let mut packer = Counted { packer, bytes: 0 };
    rmp_serde::encode::write_named(&mut packer, facts).ok()?;
    let unpacked = packer.bytes;
    let packed = packer.packer.finish().ok()?.bytes;
    (unpacked <= most_unpacked(packed.len())).then_some(packed)
}

/// Counts what goes in.
struct Counted<W> {
    packer: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.packer.write(bytes)?;
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.packer.flush()
    }
}

/// Takes so many bytes and no more.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[path = "held_tests.rs"]
mod tests;
