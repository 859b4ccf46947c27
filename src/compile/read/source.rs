//! Where data comes from: the bundled sample, a folder of files, one file or a zip archive of files.

mod archive;
mod spread;

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compile::understand::mapping::FILE_NAME;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::regular;
use archive::{Archive, Entry};

/// What a retro is compiled from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The data that comes with the program.
    Sample,
    /// A folder of files that somebody exported.
    Folder(PathBuf),
    /// One file.
    File(PathBuf),
    /// A zip archive of files.
    Archive(PathBuf),
    /// What a session names and nobody on this machine did: a session from elsewhere is no reason to read any path.
    Unnamed(PathBuf),
}

/// One file of a source.
#[derive(Clone, Debug)]
pub(crate) struct Input {
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
    Archived(PathBuf, Entry),
    Held(Arc<[u8]>),
}

impl Source {
    /// What somebody names: a folder, a file or a zip archive. What is not there is taken for a folder, and said when it is read.
    pub fn at(path: PathBuf) -> Self {
        // A link that leads nowhere is a file that cannot be read.
        let is_file = fs::metadata(&path).or_else(|_| fs::symlink_metadata(&path)).is_ok_and(|meta| !meta.is_dir());
        let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        match (is_file, is_archive) {
            (false, _) => Self::Folder(path),
            (true, false) => Self::File(path),
            (true, true) => Self::Archive(path),
        }
    }

    /// For people (`sample data`, `./exports`).
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Sample => "sample data".to_owned(),
            Self::Folder(path) | Self::File(path) | Self::Archive(path) | Self::Unnamed(path) => text::path(path),
        }
    }

    /// The files of the source, by name. Hidden files and folders are left alone.
    pub(crate) fn inputs(&self) -> Result<Vec<Input>> {
        match self {
            Self::Sample => Ok(crate::sample::FILES.iter().map(|(name, bytes)| Input::bundled(name, bytes)).collect()),
            Self::Folder(folder) => list(folder),
            Self::File(path) => Ok(vec![Input::alone(path)?]),
            Self::Archive(path) => unpack(path),
            Self::Unnamed(path) => Err(not_named(path)),
        }
    }

    /// Its files that may hold rows and are not read, each with what to do.
    pub(crate) fn unread(&self) -> Result<Vec<(String, &'static str)>> {
        match self {
            Self::Sample | Self::File(_) | Self::Unnamed(_) => Ok(Vec::new()),
            Self::Folder(folder) => unread(folder),
            Self::Archive(path) => Ok(Archive::open(path)?.unread),
        }
    }

    /// What somebody named, where the data are not our own.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Sample | Self::Unnamed(_) => None,
            Self::Folder(path) | Self::File(path) | Self::Archive(path) => Some(path),
        }
    }

    /// Where the mapping of these data is written: in their folder, or beside the file as `renewals.csv.mapping.toml`.
    pub(crate) fn mapping_path(&self) -> Option<PathBuf> {
        match self {
            Self::Sample | Self::Unnamed(_) => None,
            Self::Folder(folder) => Some(folder.join(FILE_NAME)),
            Self::File(path) | Self::Archive(path) => {
                let name = path.file_name()?.to_string_lossy();
                Some(path.with_file_name(format!("{name}.{FILE_NAME}")))
            }
        }
    }

    /// The mapping that lies in an archive.
    pub(crate) fn packed_mapping(&self) -> Result<Option<(PathBuf, String)>> {
        let Self::Archive(path) = self else { return Ok(None) };
        let Some(entry) = Archive::open(path)?.mapping else { return Ok(None) };
        let mut text = String::new();
        let place = path.join(FILE_NAME);
        let read = entry.open(path)?.take(MOST_MAPPING).read_to_string(&mut text);
        read.map_err(|e| Error::io(&place, e, "name a mapping that can be read with --mapping FILE"))?;
        Ok(Some((place, text)))
    }

    /// Where the data are as a session remembers it: absolute, so that it is found from anywhere. A name that cannot be shown is
    /// remembered as it is shown.
    pub(crate) fn remembered(&self) -> Option<String> {
        let path = self.path()?;
        Some(text::path(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned())))
    }

    /// The folder, where there is one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(path) => Some(path),
            Self::Sample | Self::File(_) | Self::Archive(_) | Self::Unnamed(_) => None,
        }
    }
}

/// No mapping is longer.
const MOST_MAPPING: u64 = 8 << 20;

fn not_named(path: &Path) -> Error {
    let path = text::path(path);
    Error::Other(format!("the session names {path}, which nobody has named on this machine; --data {path} reads it"))
}

fn unpack(path: &Path) -> Result<Vec<Input>> {
    let meta = fs::metadata(path).map_err(|e| Error::io(path, e, "check that the file may be read"))?;
    refuse_special(path, &meta)?;
    let archive = Archive::open(path)?;
    let input = |(name, entry): (String, Entry)| Input {
        name,
        size: entry.size,
        modified: modified(&meta),
        identity: Identity::of(&meta),
        content: Content::Archived(path.to_owned(), entry),
    };
    if archive.files.is_empty() { Err(nothing_in(path, &archive.unread)) } else { Ok(archive.files.into_iter().map(input).collect()) }
}

/// Why nothing in a folder or an archive is read.
fn nothing_in(place: &Path, unread: &[(String, &'static str)]) -> Error {
    let unread: Vec<String> = unread.iter().map(|(name, why)| format!("{name}: {why}")).collect();
    let message = if unread.is_empty() {
        "no data file here; expected CSV, TSV, JSON or a workbook such as renewals.csv".to_owned()
    } else {
        format!("no file here can be read. {}", unread.join(". "))
    };
    Error::data(Place::file(place), message)
}

fn list(folder: &Path) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for (path, name) in names(folder)? {
        if is_data(&name) {
            inputs.push(Input::file(path, name)?);
        }
    }
    if inputs.is_empty() {
        inputs = below(folder)?;
    }
    if !inputs.is_empty() {
        return Ok(inputs);
    }
    Err(nothing_in(folder, &unread(folder)?))
}

/// More folders hold the exports of more than one kind.
const MOST_FOLDERS: usize = 60;

/// The files in the folders of a folder that holds none itself, each named after its own: an export a month lies so.
fn below(folder: &Path) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for (inner, name) in names(folder)?.into_iter().filter(|(path, _)| path.is_dir()).take(MOST_FOLDERS) {
        for (path, file) in names(&inner)?.into_iter().filter(|(_, file)| is_data(file)) {
            inputs.push(Input::file(path, format!("{name}/{file}"))?);
        }
    }
    Ok(inputs)
}

/// The entries of a folder by name; hidden ones are left alone.
fn names(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let cannot = |e| Error::io(folder, e, "give a folder, a file or a zip archive of CSV, XLSX or JSON files with --data");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let name = shown_name(&path);
        // What a spreadsheet leaves beside a file that is open (`~$renewals.xlsx`) holds nothing.
        if !name.starts_with('.') && !name.starts_with("~$") {
            names.push((path, name));
        }
    }
    names.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    tell_apart(&mut names);
    Ok(names)
}

/// A file's name for people, by which a mapping names it.
fn shown_name(path: &Path) -> String {
    path.file_name().map(|name| text::line(&name.to_string_lossy())).unwrap_or_default()
}

/// Files whose names differ only in what cannot be seen are two all the same.
fn tell_apart(names: &mut [(PathBuf, String)]) {
    let mut alike = 1;
    for at in 1..names.len() {
        let (before, rest) = names.split_at_mut(at);
        let (first, name) = (&before[at - alike].1, &mut rest[0].1);
        alike = if first == name { alike + 1 } else { 1 };
        if alike > 1 {
            *name = format!("{alike} of {name}");
        }
    }
}

/// The files that may hold rows and are not read, with what to do.
fn unread(folder: &Path) -> Result<Vec<(String, &'static str)>> {
    Ok(names(folder)?.into_iter().filter_map(|(_, name)| why_unread(&name).map(|why| (name, why))).collect())
}

/// What to do about a file that may hold rows and is not read.
fn why_unread(name: &str) -> Option<&'static str> {
    let ending = plain_name(name).rsplit_once('.')?.1.to_owned();
    UNREAD.iter().find(|(endings, _)| endings.contains(&ending.as_str())).map(|(_, why)| *why)
}

/// Endings of files that hold data in ways that are not read, and what to do.
const UNREAD: [(&[&str], &str); 5] = [
    (&["numbers"], "workbooks of this kind are not read; save it as XLSX, or its sheets as CSV"),
    (
        &["parquet", "avro", "orc", "feather", "arrow"],
        "files of this kind are not read; save it as CSV, or pull it through DuckDB (README, Pulling from a warehouse)",
    ),
    (&["zip"], "archives are not read among other files; unpack it, or give it alone with --data"),
    (
        &["7z", "rar", "tar", "tgz", "bz2", "xz", "zst"],
        "archives of this kind are not read, only zip and single files packed with gzip; unpack it",
    ),
    (&["db", "sqlite", "sqlite3", "duckdb"], "databases are not read; pull from it with its own client (README, Pulling from a warehouse)"),
];

/// How a file is read, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputKind {
    Delimited,
    /// One object a line, or a list of objects.
    Json,
    Workbook,
}

const ENDINGS: [&str; 5] = ["csv", "tsv", "tab", "psv", "txt"];
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
const JSON: [&str; 3] = ["json", "jsonl", "ndjson"];

/// The name in lower case, without `.gz`.
fn plain_name(name: &str) -> String {
    let name = name.to_lowercase();
    name.strip_suffix(".gz").map(ToOwned::to_owned).unwrap_or(name)
}

/// By its ending, a file that may hold rows.
fn is_data(name: &str) -> bool {
    let plain = plain_name(name);
    let ending = plain.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.contains(&ending) || WORKBOOKS.contains(&ending) || JSON.contains(&ending)
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
        refuse_special(&path, &meta)?;
        Ok(Self { name, size: meta.len(), modified: modified(&meta), identity: Identity::of(&meta), content: Content::File(path) })
    }

    /// The one file that somebody names.
    fn alone(path: &Path) -> Result<Self> {
        let name = shown_name(path);
        if !is_data(&name) {
            let why = why_unread(&name)
                .unwrap_or("files of this kind are not read; expected CSV, TSV, JSON, a workbook, or a zip archive of them");
            return Err(Error::data(Place::file(path), why));
        }
        Self::file(path.to_owned(), name)
    }

    /// How it is read.
    pub(crate) fn kind(&self) -> InputKind {
        let plain = plain_name(&self.name);
        match plain.rsplit('.').next() {
            Some(ending) if WORKBOOKS.contains(&ending) => InputKind::Workbook,
            Some(ending) if JSON.contains(&ending) => InputKind::Json,
            _ => InputKind::Delimited,
        }
    }

    /// Where the file stands, for messages.
    pub(crate) fn path(&self) -> PathBuf {
        match &self.content {
            Content::Bundled(_) | Content::Held(_) => PathBuf::from(&self.name),
            Content::File(path) => path.clone(),
            Content::Archived(archive, _) => archive.join(&self.name),
        }
    }

    /// The bytes as they are stored.
    pub(crate) fn open(&self) -> Result<Box<dyn Read + Send>> {
        match &self.content {
            Content::Bundled(bytes) => Ok(Box::new(Cursor::new(*bytes))),
            Content::Held(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Content::File(path) => {
                let file = regular::open(path).map_err(|e| Error::io(path, e, "check that the file may be read"))?;
                Ok(Box::new(file))
            }
            Content::Archived(archive, entry) => entry.open(archive),
        }
    }

    /// Whether the file on disk is still the one that was listed.
    pub(crate) fn unchanged(&self) -> Result<bool> {
        let meta = |path: &Path| fs::metadata(path).map_err(|e| Error::io(path, e, "the file went away while it was read; run again"));
        let is_same = |meta: &fs::Metadata| (modified(meta), Identity::of(meta)) == (self.modified, self.identity);
        match &self.content {
            Content::Bundled(_) | Content::Held(_) => Ok(true),
            Content::File(path) => meta(path).map(|meta| meta.len() == self.size && is_same(&meta)),
            Content::Archived(archive, _) => meta(archive).map(|meta| is_same(&meta)),
        }
    }
}

/// A file's number on its disk, and the time of its last change of any kind, which nobody can set back. Windows tells
/// neither; there only a look at the content finds such an edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
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

/// Pipes and devices have no end, or none that comes by itself.
fn refuse_special(path: &Path, meta: &fs::Metadata) -> Result<()> {
    if meta.is_file() {
        return Ok(());
    }
    Err(Error::data(Place::file(path), format!("{}; move or rename it", regular::SPECIAL)))
}

fn modified(meta: &fs::Metadata) -> (u64, u32) {
    let since = meta.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or((0, 0), |d| (d.as_secs(), d.subsec_nanos()))
}
