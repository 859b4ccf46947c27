//! The files of the shared folder.
#![expect(clippy::disallowed_methods, reason = "the shared folder is read and written here")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::line::{self, Found};
use crate::domain::digest::Fnv;
use crate::domain::event::SessionId;
use crate::domain::share::{Line, LineId};
use crate::domain::text;
use crate::error::{Error, Result};
use crate::regular;
use crate::store::{files, held};

/// No file of lines is longer.
const MOST: u64 = 256 << 20;

/// Who laid a link there may have meant anything.
const LINK: &str = "this is a link, and links are not followed";

/// How files that a cloud drive has not fetched yet are called.
const PLACEHOLDERS: [&str; 3] = [".icloud", ".cloud", ".cloudf"];

/// What the folder holds of one session.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    /// Every line that is whole anywhere; of a line that stands in several places, each version once.
    pub lines: Vec<Line>,
    /// The folders in which something of it stands.
    pub folders: BTreeSet<PathBuf>,
}

/// All that was read, and what could not be, in sentences without a full stop.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub sessions: BTreeMap<SessionId, Held>,
    pub problems: Vec<String>,
    /// The folders with such problems.
    pub troubled: BTreeSet<PathBuf>,
}

/// Reads the folders in it whose names are wanted. What is not whole in the `own` machine's files is written anew by it now, and not told.
///
/// # Errors
/// The folder is not there, or cannot be read.
pub(super) fn read(root: &Path, own: &str, is_wanted: impl Fn(&str) -> bool) -> Result<Reading> {
    let remedy = "see that the shared folder is there (is the drive connected?), or name another in [share] of the configuration";
    let entries = fs::read_dir(root).map_err(|source| Error::io(root, source, remedy))?;
    let (mut folders, mut reading): (Vec<PathBuf>, Reading) = Default::default();
    for entry in entries {
        let path = entry.map_err(|source| Error::io(root, source, remedy))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !is_wanted(&name) || name.starts_with('.') || !path.is_dir() {
            continue;
        }
        if files::is_link(&path) {
            reading.problems.push(format!("{}: {LINK}", text::path(&path)));
        } else {
            folders.push(path);
        }
    }
    folders.sort();
    for folder in folders {
        read_folder(&folder, own, &mut reading);
    }
    Ok(reading)
}

/// Reads one folder in it.
pub(super) fn read_folder(folder: &Path, own: &str, reading: &mut Reading) {
    let before = reading.problems.len();
    read_files(folder, own, reading);
    if reading.problems.len() > before {
        reading.troubled.insert(folder.to_owned());
    }
}

fn read_files(folder: &Path, own: &str, reading: &mut Reading) {
    for name in files::names(folder) {
        let path = folder.join(&name);
        let told = |what: &str| format!("{}: {what}", text::path(&path));
        if PLACEHOLDERS.iter().any(|ending| name.ends_with(ending)) {
            reading.problems.push(told("the cloud drive has not fetched this file yet"));
        }
        if !name.to_lowercase().ends_with(".jsonl") || name.starts_with('.') {
            continue;
        }
        if files::is_link(&path) {
            reading.problems.push(told(LINK));
            continue;
        }
        match regular::read(&path, MOST) {
            Ok(bytes) => read_lines(folder, &bytes, name == own_name(own), &told, reading),
            Err(error) => reading.problems.push(told(&format!("it cannot be read now ({error})"))),
        }
    }
}

fn read_lines(folder: &Path, bytes: &[u8], is_own: bool, told: &dyn Fn(&str) -> String, reading: &mut Reading) {
    let (mut bad, mut newer) = (0, 0);
    for text in bytes.split(|byte| *byte == b'\n') {
        match line::read(text) {
            Found::Line(session, line) => {
                let held = reading.sessions.entry(session).or_default();
                held.folders.insert(folder.to_owned());
                held.lines.push(*line);
            }
            Found::Nothing => {}
            Found::Bad => bad += 1,
            Found::Newer => newer += 1,
        }
    }
    if bad > 0 && !is_own {
        let what = text::counted(bad, "line is", "lines are");
        reading.problems.push(told(&format!("{what} not whole, and left out until its machine writes it again")));
    }
    if newer > 0 {
        let what = text::counted(newer, "line needs", "lines need");
        reading.problems.push(told(&format!("{what} a newer run-retro")));
    }
}

/// What the file of a machine's own steps is called.
fn own_name(machine: &str) -> String {
    format!("{machine}.jsonl")
}

/// A place to be written in.
///
/// # Errors
/// A link is there, which others do not follow.
fn no_link(path: PathBuf) -> Result<PathBuf> {
    if files::is_link(&path) { Err(Error::io(path, files::through_a_link(), "remove the link")) } else { Ok(path) }
}

/// Brings a machine's own file up to date. What stands there is gone on with where it is a beginning of what should; else the file is
/// written anew, and lines in it that are whole and not this session's own here stay.
///
/// # Errors
/// It cannot be written.
pub(super) fn write(root: &Path, session: &SessionId, machine: &str, lines: &[Line]) -> Result<bool> {
    let path = no_link(no_link(root.join(&session.0))?.join(own_name(machine)))?;
    let now = files::read_if_there(&path)?.unwrap_or_default();
    let wanted = wanted(&now, session, lines);
    if wanted == now {
        return Ok(false);
    }
    match wanted.strip_prefix(&now[..]) {
        Some(rest) if !now.is_empty() => {
            let failed = |source| Error::io(&path, source, "what is new is written the next time");
            let mut file = OpenOptions::new().append(true).open(&path).map_err(failed)?;
            file.write_all(rest).and_then(|()| file.sync_all()).map_err(failed)?;
        }
        _ => files::write_atomic(&path, &wanted)?,
    }
    Ok(true)
}

fn wanted(now: &[u8], session: &SessionId, lines: &[Line]) -> Vec<u8> {
    let own: BTreeSet<LineId> = lines.iter().map(|line| line.id).collect();
    let mut wanted: Vec<u8> = lines.iter().flat_map(|line| line::write(session, line).into_bytes()).collect();
    let mut kept: BTreeSet<Vec<u8>> = BTreeSet::new();
    for text in now.split(|byte| *byte == b'\n') {
        let is_others = match line::read(text) {
            Found::Line(of, line) => of != *session || !own.contains(&line.id),
            // Nobody here can tell what it says.
            Found::Newer => true,
            Found::Nothing | Found::Bad => false,
        };
        if is_others && kept.insert(text.trim_ascii().to_vec()) {
            wanted.extend_from_slice(text.trim_ascii());
            wanted.push(b'\n');
        }
    }
    wanted
}

/// Whether a machine's steps of a session stand there.
pub(super) fn has_own(root: &Path, session: &SessionId, machine: &str) -> bool {
    root.join(&session.0).join(own_name(machine)).is_file()
}

/// Takes a machine's own files of a session away; what others wrote stays.
///
/// # Errors
/// They are still there.
pub(super) fn remove_own(root: &Path, session: &SessionId, machine: &str) -> Result<bool> {
    let folder = root.join(&session.0);
    let is_own = |name: &String| name.starts_with(&format!("{machine}."));
    let mut is_gone = false;
    for name in files::names(&folder).into_iter().filter(is_own) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|source| Error::io(&path, source, "remove it by hand: its session is not kept any longer"))?;
        is_gone = true;
    }
    Ok(is_gone)
}

/// Facts in the shared folder: `MACHINE.held-NAME.bin`.
fn facts_name(machine: &str, name: &str) -> String {
    format!("{machine}.{}", held::place(Path::new(""), name).display())
}

/// Facts that somebody laid into the shared folder, whole.
pub(super) fn facts(held: &Held, name: &str) -> Option<Vec<u8>> {
    let ending = format!(".{}", held::place(Path::new(""), name).display());
    let places = held.folders.iter().flat_map(|folder| files::names(folder).into_iter().map(move |name| folder.join(name)));
    let mut found = places.filter(|path| path.to_string_lossy().contains(&ending[..ending.len() - ".bin".len()]));
    // A copy may be called `… (conflicted copy).bin`; what is in it tells.
    found.find_map(|path| regular::read(&path, held::MOST_BYTES as u64).ok().filter(|bytes| Fnv::of(bytes) == name))
}

/// Facts as they go out.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    /// Their name in the shared folder: the digest of their bytes.
    pub name: String,
    pub bytes: u64,
}

impl Packed {
    /// As they are kept; `None` where they are not.
    pub(super) fn as_kept(session: &Path, name: &str) -> Option<Self> {
        let known = fs::metadata(held::place(session, name)).ok()?;
        Some(Self { name: name.to_owned(), bytes: known.len() })
    }
}

/// Lays facts into the shared folder, by the names that they have here, and takes away those of this machine that nothing names any more.
///
/// # Errors
/// They cannot be written.
pub(super) fn write_facts(
    root: &Path,
    session: &SessionId,
    machine: &str,
    all: &BTreeMap<String, Packed>,
    bytes: impl Fn(&str) -> Result<Option<Vec<u8>>>,
) -> Result<()> {
    let folder = no_link(root.join(&session.0))?;
    for (here, packed) in all {
        let path = folder.join(facts_name(machine, &packed.name));
        // It was written at once; a drive may have cut it since.
        let is_there = fs::symlink_metadata(&path).is_ok_and(|known| known.is_file() && known.len() == packed.bytes);
        if !is_there && let Some(bytes) = bytes(here)? {
            files::write_atomic(&path, &bytes)?;
        }
    }
    let is_old = |name: &String| {
        let rest = name.strip_prefix(machine).and_then(|rest| rest.strip_prefix('.'));
        rest.is_some_and(held::is_one) && !all.values().any(|known| *name == facts_name(machine, &known.name))
    };
    for name in files::names(&folder).into_iter().filter(is_old) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|source| Error::io(&path, source, "remove it by hand: nothing names it any more"))?;
    }
    Ok(())
}
