//! Reading a journal without changing anything.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::time::Duration;

use super::format::{self, Decoded, Rest};
use super::incomplete;
use crate::domain::event::Record;
use crate::domain::missing::Missing;
use crate::error::Result;
use crate::regular;
use crate::store::disk::{self, MOST};

/// What reading a journal gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Everything before the first damage.
    pub records: Vec<Record>,
    /// What stands behind them and could not be read.
    pub missing: Option<Missing>,
    /// What was found amiss and mended on opening; one plain sentence.
    pub notice: Option<String>,
}

/// Reads a journal without changing anything.
///
/// # Errors
/// A file that cannot be read, or that holds no intact record.
pub fn read(path: &Path) -> Result<Reading> {
    let mut decoded = decode_at(path)?;
    if decoded.rest == Rest::Torn {
        // Perhaps somebody is writing it just now.
        std::thread::sleep(Duration::from_millis(50));
        decoded = decode_at(path)?;
    }
    reading(path, decoded)
}

pub(super) fn reading(path: &Path, decoded: Decoded) -> Result<Reading> {
    match incomplete::missing(&decoded) {
        _ if decoded.records.is_empty() => Err(incomplete::refused(path, &decoded)),
        missing => Ok(Reading { records: decoded.records, missing, notice: None }),
    }
}

pub(super) fn decode_at(path: &Path) -> Result<Decoded> {
    Ok(format::decode(&disk::read(path).map_err(|source| incomplete::unreadable(path, source))?))
}

/// The record that opens the session, without reading further.
///
/// # Errors
/// A file that cannot be read, or whose first line is damaged.
pub(crate) fn read_opening(path: &Path) -> Result<Record> {
    let mut line = Vec::new();
    let read = regular::open(path).and_then(|file| BufReader::new(file.take(MOST)).read_until(b'\n', &mut line));
    read.map_err(|source| incomplete::unreadable(path, source))?;
    format::decode(&line).records.into_iter().next().ok_or_else(|| incomplete::empty(path))
}
