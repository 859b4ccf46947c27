//! The words of keeping things safe: backing up, restoring, looking whether all is whole.

use std::path::Path;

use crate::domain::text;
use crate::error::{Error, Result};
use crate::printed::{print, tell};
use crate::runtime;
use crate::store::backup::{self, Archive, Kind, Made, Manifest, Outcome, Step};
use crate::store::home::Home;

mod checkup;

pub(crate) use checkup::doctor;

/// Puts all that is the user's into one file.
///
/// # Errors
/// No backup was made, and why; or one was made, and something could not be read for it.
pub(crate) fn backup(home: &Home, file: &Path) -> Result<()> {
    let made = backup::make(home, file, runtime::now())?;
    print(&made_told(&made, file))?;
    for left in &made.left_out {
        tell(&format!("run-retro: not in the backup: {}: {}", text::path(&left.path), left.why));
    }
    match made.left_out.iter().filter(|left| left.is_unread).count() {
        0 => Ok(()),
        n => {
            let what = text::counted(n, "file or folder", "files or folders");
            Err(Error::Other(format!("{what} could not be read and will be missing; make them readable, and back up again")))
        }
    }
}

fn made_told(made: &Made, file: &Path) -> String {
    let bytes = made.manifest.files.iter().map(|listed| listed.length).sum();
    let mut lines = vec![format!("Backed up into {} ({}, {} unpacked):", text::path(file), size(made.bytes), size(bytes))];
    lines.extend(Kind::ALL.into_iter().filter_map(|kind| counted(&made.manifest, kind)).map(|line| format!("  {line}")));
    lines.push(format!("Keep it on another disk. To bring it back: run-retro restore {}", text::shell_path(file)));
    lines.join("\n")
}

/// `3 sessions, 1.2 MB`.
fn counted(manifest: &Manifest, kind: Kind) -> Option<String> {
    let count = backup::count(manifest, kind);
    let (one, several) = match kind {
        Kind::Session => ("session", "sessions"),
        Kind::Pull => ("pull", "pulls"),
        Kind::Config => ("file of your configuration", "files of your configuration"),
        Kind::Theme => ("theme", "themes"),
        Kind::Agenda => ("agenda", "agendas"),
        Kind::Guide => ("guide", "guides"),
    };
    (count.units > 0).then(|| format!("{}, {}", text::counted(count.units, one, several), size(count.bytes)))
}

/// Bytes as people say them.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// Brings a backup back, or tells what that would come to.
///
/// # Errors
/// It is not whole, and nothing was written; or something could not be written.
pub(crate) fn restore(home: &Home, file: &Path, dry_run: bool) -> Result<()> {
    let mut archive = Archive::open(file)?;
    let steps = backup::plan(&mut archive, home)?;
    if !dry_run {
        backup::carry_out(&mut archive, home, &steps)?;
    }
    print(&restored_told(&archive.manifest, &steps, dry_run))
}

/// Takes in a session that was exported as one file.
///
/// # Errors
/// It is not whole or holds something else, and nothing was written; or something could not be written.
pub(crate) fn import(home: &Home, file: &Path) -> Result<()> {
    let mut archive = Archive::open(file)?;
    if !backup::is_one_session(&archive.manifest) {
        let why = "this is a backup, and not one session; bring it back with: run-retro restore";
        return Err(Error::Other(format!("{}: {why} {}", text::path(file), text::shell_path(file))));
    }
    let steps = backup::plan(&mut archive, home)?;
    backup::carry_out(&mut archive, home, &steps)?;
    print(&steps.iter().map(imported_told).collect::<Vec<_>>().join("\n"))
}

fn imported_told(step: &Step) -> String {
    let place = step.target.file_name().unwrap_or_default().to_string_lossy();
    let (told, id) = (step_told(step), text::line(&place));
    format!("{}\nIts files: run-retro export {id}; to look at it or go on: run-retro resume {id}", told.trim())
}

fn restored_told(manifest: &Manifest, steps: &[Step], dry_run: bool) -> String {
    let from = manifest.made.format("%Y-%m-%d %H:%M UTC");
    let did = if dry_run { ". Nothing was written; without --dry-run this would be done:" } else { ", and restored:" };
    let mut lines = vec![format!("The backup of {from} is whole{did}")];
    lines.extend(steps.iter().filter(|step| step.outcome != Outcome::Same).map(step_told));
    match steps.iter().filter(|step| step.outcome == Outcome::Same).count() {
        0 => {}
        n if n == steps.len() => lines.push("  nothing to do: all of it is here already".into()),
        1 => lines.push("  1 more is here already, the same".into()),
        n => lines.push(format!("  {n} more are here already, the same")),
    }
    lines.join("\n")
}

fn step_told(step: &Step) -> String {
    let name = text::line(&step.unit.name);
    let what = match step.unit.kind {
        Kind::Session => format!("session {name}"),
        Kind::Pull => format!("pull {name}"),
        Kind::Config => name,
        Kind::Theme => format!("theme {name}"),
        Kind::Agenda => format!("agenda {name}"),
        Kind::Guide => format!("guide {name}"),
    };
    let place = step.target.file_name().unwrap_or_default().to_string_lossy();
    let outcome = match step.outcome {
        Outcome::Restored => "restored".to_owned(),
        Outcome::Beside => format!("another one is here and stays; this one is restored beside it as {}", text::line(&place)),
        Outcome::Same => "here already, the same".to_owned(),
        Outcome::Longer => "here already, and gone on with since; it stays as it is".to_owned(),
        Outcome::Completed => format!("here already; {} that it lacked restored", text::counted(step.files.len(), "file", "files")),
    };
    format!("  {what}: {outcome}")
}
