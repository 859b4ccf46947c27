//! A user's own files of one kind: `*.toml` in a folder beside the configuration.

use std::path::{Path, PathBuf};

use crate::domain::text;
use crate::error::{Error, Result};
use crate::regular;

/// The files in a folder that need not be there, by name, each as far as it can be read.
pub(crate) fn own_files(folder: &Path) -> Vec<(PathBuf, Result<String>)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let read = |path: PathBuf| {
        let remedy = format!("make {} readable or move it away", text::path(path.file_name().unwrap_or_default().as_ref()));
        let read = regular::read_text(&path).map_err(|source| Error::io(&path, source, remedy));
        (path, read)
    };
    files.into_iter().map(read).collect()
}
