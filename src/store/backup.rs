//! Everything that is the user's in one file, and back. What lies in the cache is made anew and does not go along.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::home::Home;

mod archive;
mod gather;
mod name;
mod pack;
mod restore;
mod session;
mod settle;
mod standing;

pub(crate) use archive::Archive;
pub(crate) use name::{Kind, Unit};
pub(crate) use pack::{Made, make};
pub(crate) use restore::{Outcome, Step, plan};
pub(crate) use session::{is_one_session, one_session};
pub(crate) use settle::carry_out;

/// The first entry of every backup.
const MANIFEST: &str = "run-retro-backup.json";

/// How the manifest is written; a program knows what is not newer than itself.
const FORMAT: u32 = 1;

/// No home holds more files, or more bytes.
const MOST_FILES: usize = 200_000;
const MOST_BYTES: u64 = 64 << 30;

/// What a backup says that it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    pub made: DateTime<Utc>,
    pub files: Vec<Listed>,
}

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub name: String,
    pub length: u64,
    pub crc: u32,
}

/// Something that is not in a backup, and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeftOut {
    pub path: PathBuf,
    pub why: String,
    /// It belongs into a backup and could not be read.
    pub is_unread: bool,
}

impl LeftOut {
    fn new(path: &Path, why: &str) -> Self {
        Self { path: path.to_owned(), why: why.to_owned(), is_unread: false }
    }

    fn unread(path: &Path, error: &std::io::Error) -> Self {
        Self { path: path.to_owned(), why: format!("it cannot be read: {error}"), is_unread: true }
    }
}

/// What is there of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Sessions, pulls, files.
    pub units: usize,
    pub bytes: u64,
}

/// How much a manifest lists of one kind.
pub(crate) fn count(manifest: &Manifest, kind: Kind) -> Count {
    let of_kind = manifest.files.iter().filter_map(|listed| Some((name::parse(&listed.name)?.0, listed.length)));
    let of_kind: Vec<(Unit, u64)> = of_kind.filter(|(unit, _)| unit.kind == kind).collect();
    let units: std::collections::BTreeSet<&Unit> = of_kind.iter().map(|(unit, _)| unit).collect();
    Count { units: units.len(), bytes: of_kind.iter().map(|(_, length)| length).sum() }
}

/// The folder in which the units of a kind stand.
fn root(home: &Home, kind: Kind) -> PathBuf {
    match kind {
        Kind::Session => home.sessions(),
        Kind::Pull => home.pulls(),
        Kind::Config => home.config.clone(),
        Kind::Theme => home.themes(),
        Kind::Agenda => home.agendas(),
        Kind::Guide => home.guides(),
    }
}

#[cfg(test)]
#[path = "backup/tests.rs"]
mod tests;
