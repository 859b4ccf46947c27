//! What restoring comes to, before anything is written. Nothing that is there is ever overwritten.

use std::collections::{BTreeMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::name::{self, Kind, Unit};
use super::standing::{self, Standing};
use super::{Archive, root};
use crate::error::{Error, Result};
use crate::store::home::Home;
use crate::store::sessions::JOURNAL;
use crate::store::{drafts, exports, plans};

/// What becomes of a session, a pull or a file of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing was there.
    Restored,
    /// Another one has its name; it goes beside it.
    Beside,
    /// It is there already.
    Same,
    /// It is there, and was gone on with since the backup.
    Longer,
    /// It is there, and lacks files that the backup has.
    Completed,
}

/// One step of restoring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub unit: Unit,
    pub outcome: Outcome,
    /// The folder or file where it stands, or will.
    pub target: PathBuf,
    /// What is to be written: places in the manifest, and paths below the target.
    pub files: Vec<(usize, String)>,
}

type Files = Vec<(usize, String)>;

/// So many names are tried.
const NAMES: u32 = 1000;

/// Holds a backup against what is there.
///
/// # Errors
/// Something that is there cannot be read.
pub(crate) fn plan(archive: &mut Archive, home: &Home) -> Result<Vec<Step>> {
    let units = units(archive);
    let own = |unit: &Unit| root(home, unit.kind).join(&unit.name);
    let mut taken: HashSet<PathBuf> = units.keys().map(own).collect();
    let mut steps = Vec::new();
    for (unit, files) in units {
        let step = step(archive, &taken, unit.clone(), &own(&unit), files)?;
        taken.insert(step.target.clone());
        steps.push(step);
    }
    Ok(steps)
}

fn units(archive: &Archive) -> BTreeMap<Unit, Files> {
    let mut units: BTreeMap<Unit, Files> = BTreeMap::new();
    for (index, listed) in archive.manifest.files.iter().enumerate() {
        if let Some((unit, file)) = name::parse(&listed.name) {
            units.entry(unit).or_default().push((index, file));
        }
    }
    units
}

fn step(archive: &mut Archive, taken: &HashSet<PathBuf>, unit: Unit, own: &Path, files: Files) -> Result<Step> {
    let beside = (0..NAMES).map(|n| numbered(own, unit.kind, n)).filter(|place| !taken.contains(place));
    for target in std::iter::once(own.to_owned()).chain(beside) {
        if target.symlink_metadata().is_err_and(|error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)) {
            let outcome = if target == own { Outcome::Restored } else { Outcome::Beside };
            return Ok(Step { unit, outcome, target, files });
        }
        if let Some((outcome, files)) = there(archive, unit.kind, &target, &files)? {
            return Ok(Step { unit, outcome, target, files });
        }
    }
    Err(Error::Other(format!("{}: no name beside it is free", crate::domain::text::path(own))))
}

/// `ID-2`, `ID-3` for sessions, whose names are told to others; `config.toml.restored-1` for what only stands there.
fn numbered(own: &Path, kind: Kind, n: u32) -> PathBuf {
    let mut name = own.as_os_str().to_owned();
    name.push(if kind == Kind::Session { format!("-{}", n + 2) } else { format!(".restored-{}", n + 1) });
    name.into()
}

/// What is to be done where what is there is what was backed up; `None` where it is something else.
fn there(archive: &mut Archive, kind: Kind, target: &Path, files: &Files) -> Result<Option<(Outcome, Files)>> {
    let (mut outcome, mut missing) = (Outcome::Same, Files::new());
    for (index, file) in files {
        let path = if file.is_empty() { target.to_owned() } else { target.join(file) };
        let standing = standing::of(archive, *index, &path);
        let standing = standing.map_err(|source| Error::io(&path, source, "nothing was restored; make it readable, or move it away"))?;
        match standing {
            Standing::Same => {}
            Standing::Longer if kind == Kind::Session && file == JOURNAL => outcome = Outcome::Longer,
            // They go with the steps that are there, and may have become steps.
            _ if kind == Kind::Session && [drafts::DRAFTS, exports::LEDGER, plans::LEDGER, plans::OWN].contains(&file.as_str()) => {}
            Standing::Absent if kind == Kind::Session && file != JOURNAL => missing.push((*index, file.clone())),
            _ => return Ok(None),
        }
    }
    if !missing.is_empty() {
        outcome = Outcome::Completed;
    }
    Ok(Some((outcome, missing)))
}
