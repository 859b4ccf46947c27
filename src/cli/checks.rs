//! What is understood of data in a folder, a file or an archive.

use std::path::{Path, PathBuf};

use super::shapes::check::Checked;
use super::terminal_report::TerminalProgress;
use super::{Context, prepare, shapes};
use crate::compile::{self, Mapping, Source};
use crate::domain::text;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::printed::{print, tell};
use crate::runtime;
use crate::store::files;

/// The data to look at: named by itself, or by `--data` as for a retro.
///
/// # Errors
/// Neither names it, or both do and differ.
pub(crate) fn path(context: &Context, named: Option<PathBuf>) -> Result<PathBuf> {
    let wrong = |value: String, message: &str| Error::Usage { flag: "data".into(), value, message: message.to_owned() };
    match (named, context.args.data.clone()) {
        (Some(named), Some(data)) if named != data => Err(wrong(text::path(&data), "the path beside it names other data; leave one out")),
        (Some(path), _) | (None, Some(path)) => Ok(path),
        (None, None) => Err(wrong(String::new(), "name a folder, a file or a zip archive: run-retro check PATH")),
    }
}

/// Prints what was understood; with `write`, saves it as a mapping to be edited.
///
/// # Errors
/// Data that cannot be read; a mapping that is there already; data that no retro can be held on as it is.
pub(crate) fn run(context: &Context, path: &Path, write: bool, format: Format) -> Result<()> {
    let mapping = context.args.mapping.as_deref().filter(|path| !write || path.exists());
    let source = Source::at(path.to_owned());
    let request = prepare::request(&context.args.scope, &context.config, runtime::now().date_naive())?;
    let report = compile::check_with(&source, &request, Mapping::find(&source, mapping)?, &TerminalProgress::default())?;
    match format {
        Format::Json => shapes::print_json(&Checked::from(&report))?,
        _ => print(&report.to_string())?,
    }
    if write {
        let target = context.args.mapping.clone().or_else(|| source.mapping_path()).unwrap_or_else(|| compile::MAPPING_FILE.into());
        save(&target, &report.mapping)?;
        let told = format!("Written to {}; edit it, and run the check again", text::path(&target));
        if format == Format::Json { tell(&told) } else { print(&format!("\n{told}"))? }
    }
    if report.is_ready() { Ok(()) } else { Err(Error::Other("a retro cannot be held on this data yet; see above".into())) }
}

/// A mapping that somebody may have edited is never written over.
fn save(target: &Path, mapping: &str) -> Result<()> {
    if target.exists() {
        let message = format!("{} is there already and may hold your edits; name another file with --mapping", text::path(target));
        return Err(Error::Other(message));
    }
    files::write_atomic(target, mapping.as_bytes())
}
