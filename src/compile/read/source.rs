//! Where data comes from: the bundled sample, or a folder of files.
#![expect(clippy::disallowed_methods, reason = "this is where the user's files are opened")]

use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// What a retro is compiled from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The data that comes with the program.
    Sample,
    /// A folder of files that somebody exported.
    Folder(PathBuf),
}

/// One file of a source.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file's name within its source, for people.
    pub name: String,
    /// Bytes on disk.
    pub size: u64,
    /// Seconds and nanoseconds of the last change; zero for bundled files.
    pub modified: (u64, u32),
    /// Which file on disk it is, and when anything of it changed last: an edit that keeps size and time is seen by it.
    pub identity: Identity,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Bundled(&'static [u8]),
    File(PathBuf),
}

impl Source {
    /// For people (`sample data`, `./exports`).
    pub fn label(&self) -> String {
        match self {
            Self::Sample => "sample data".to_owned(),
            Self::Folder(path) => path.display().to_string(),
        }
    }

    /// The files of the source, by name. Hidden files and folders are left alone.
    pub fn inputs(&self) -> Result<Vec<Input>> {
        match self {
            Self::Sample => Ok(crate::sample::FILES.iter().map(|(name, bytes)| Input::bundled(name, bytes)).collect()),
            Self::Folder(folder) => list(folder),
        }
    }

    /// Its files that may hold rows and are not read, each with what to do.
    pub fn unread(&self) -> Result<Vec<(String, &'static str)>> {
        self.folder().map_or_else(|| Ok(Vec::new()), unread)
    }

    /// The folder as a session remembers it: absolute, so that it is found from anywhere.
    pub fn remembered(&self) -> Option<String> {
        let folder = self.folder()?;
        Some(std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()).display().to_string())
    }

    /// The folder, where there is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Sample => None,
            Self::Folder(path) => Some(path),
        }
    }
}

fn list(folder: &Path) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for (path, name) in names(folder)? {
        if is_data(&name) {
            inputs.push(Input::file(path, name)?);
        }
    }
    if !inputs.is_empty() {
        return Ok(inputs);
    }
    let unread: Vec<String> = unread(folder)?.into_iter().map(|(name, why)| format!("{name}: {why}")).collect();
    let message = if unread.is_empty() {
        "no data file here; expected CSV, TSV, XLSX or JSON files such as renewals.csv".to_owned()
    } else {
        format!("no file here can be read. {}", unread.join(". "))
    };
    Err(Error::data(crate::error::Place::file(folder), message))
}

/// The entries of a folder by name; hidden ones are left alone.
fn names(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let cannot = |e| Error::io(folder, e, "give a folder of CSV, XLSX or JSON files with --data");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.starts_with('.') {
            names.push((path, name));
        }
    }
    names.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(names)
}

/// The files that may hold rows and are not read, with what to do.
fn unread(folder: &Path) -> Result<Vec<(String, &'static str)>> {
    let why = |name: &str| {
        let ending = plain_name(name).rsplit_once('.')?.1.to_owned();
        UNREAD.iter().find(|(endings, _)| endings.contains(&ending.as_str())).map(|(_, why)| *why)
    };
    Ok(names(folder)?.into_iter().filter_map(|(_, name)| Some((why(&name)?, name))).map(|(why, name)| (name, why)).collect())
}

/// Endings of files that hold data in ways that are not read, and what to do.
const UNREAD: [(&[&str], &str); 4] = [
    (&["xls", "xlsb", "ods", "numbers"], "workbooks of this kind are not read; save it as XLSX, or its sheets as CSV"),
    (
        &["parquet", "avro", "orc", "feather", "arrow"],
        "files of this kind are not read; save it as CSV, or pull it through DuckDB (README, Pulling from a warehouse)",
    ),
    (&["zip", "7z", "rar", "tar", "tgz", "bz2", "xz", "zst"], "archives are not read, only single files packed with gzip; unpack it"),
    (&["db", "sqlite", "sqlite3", "duckdb"], "databases are not read; pull from it with its own client (README, Pulling from a warehouse)"),
];

/// How a file is read, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    Delimited,
    /// One object a line, or an array of objects.
    Json,
    Workbook,
}

/// The name in lower case, without `.gz`.
fn plain_name(name: &str) -> String {
    let name = name.to_lowercase();
    name.strip_suffix(".gz").map(ToOwned::to_owned).unwrap_or(name)
}

/// By its ending, a file that may hold rows.
fn is_data(name: &str) -> bool {
    let plain = plain_name(name);
    [".csv", ".tsv", ".tab", ".psv", ".txt", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson"].iter().any(|ending| plain.ends_with(ending))
}

impl Input {
    fn bundled(name: &str, bytes: &'static [u8]) -> Self {
        Self {
            name: name.to_owned(),
            size: bytes.len() as u64,
            modified: (0, 0),
            identity: Identity::default(),
            content: Content::Bundled(bytes),
        }
    }

    fn file(path: PathBuf, name: String) -> Result<Self> {
        let meta = fs::metadata(&path).map_err(|e| Error::io(&path, e, "check that the file may be read"))?;
        if !meta.is_file() {
            return Err(Error::data(
                crate::error::Place::file(&path),
                "this is a folder or a device where a file is expected; move or rename it",
            ));
        }
        Ok(Self { name, size: meta.len(), modified: modified(&meta), identity: Identity::of(&meta), content: Content::File(path) })
    }

    /// How it is read.
    pub fn kind(&self) -> InputKind {
        let plain = plain_name(&self.name);
        match plain.rsplit('.').next() {
            Some("xlsx" | "xlsm") => InputKind::Workbook,
            Some("json" | "jsonl" | "ndjson") => InputKind::Json,
            _ => InputKind::Delimited,
        }
    }

    /// Where the file stands, for messages.
    pub fn path(&self) -> PathBuf {
        match &self.content {
            Content::Bundled(_) => PathBuf::from(&self.name),
            Content::File(path) => path.clone(),
        }
    }

    /// The bytes as they are stored.
    pub fn open(&self) -> Result<Box<dyn Read + Send>> {
        match &self.content {
            Content::Bundled(bytes) => Ok(Box::new(Cursor::new(*bytes))),
            Content::File(path) => {
                let file = File::open(path).map_err(|e| Error::io(path, e, "check that the file may be read"))?;
                Ok(Box::new(file))
            }
        }
    }

    /// Whether the file on disk is still the one that was listed.
    pub fn unchanged(&self) -> Result<bool> {
        let Content::File(path) = &self.content else { return Ok(true) };
        let meta = fs::metadata(path).map_err(|e| Error::io(path, e, "the file went away while it was read; run again"))?;
        Ok((meta.len(), modified(&meta), Identity::of(&meta)) == (self.size, self.modified, self.identity))
    }
}

/// A file's number on its disk, and the time of its last change of any kind, which nobody can set back. Windows tells
/// neither; there only a look at the content finds such an edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    number: u64,
    changed: (i64, i64),
}

impl Identity {
    #[cfg(unix)]
    fn of(meta: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self { number: meta.ino(), changed: (meta.ctime(), meta.ctime_nsec()) }
    }

    #[cfg(not(unix))]
    fn of(_: &fs::Metadata) -> Self {
        Self::default()
    }
}

fn modified(meta: &fs::Metadata) -> (u64, u32) {
    let since = meta.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or((0, 0), |d| (d.as_secs(), d.subsec_nanos()))
}
