//! The file of the index, and its tables.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::regular;
use crate::store::files;

/// Marks the file as ours (`rrkb`).
const OURS: i32 = 0x7272_6b62;

/// Rises when tables change, or what an entry says.
const EDITION: i32 = 4;

/// Another program that brings it up to date is done by then.
const PATIENCE: Duration = Duration::from_secs(2);

/// Pieces are numbered so that those of the newest window come last, and within a window the first one does: what is found is read from
/// the end. Words stand beside the entries and not in them: those are shown as they were written, and compared as they are folded.
const TABLES: &str = "
    CREATE TABLE journals (session TEXT PRIMARY KEY, stamp TEXT NOT NULL, sample INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY, session TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, segment TEXT NOT NULL,
        until TEXT NOT NULL, sample INTEGER NOT NULL, critical INTEGER NOT NULL, card TEXT, said TEXT NOT NULL);
    CREATE INDEX of_sessions ON entries (session, card, name);
    CREATE TABLE keys (key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
    CREATE INDEX of_entries ON keys (entry);
    CREATE TABLE verdicts (
        session TEXT NOT NULL, action TEXT NOT NULL, judge TEXT NOT NULL, until TEXT NOT NULL, label TEXT NOT NULL, verdict TEXT NOT NULL,
        PRIMARY KEY (session, action, judge)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5 (
        said, beside, content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0');
";

const NONE: &str = "
    DROP TABLE IF EXISTS journals; DROP TABLE IF EXISTS entries; DROP TABLE IF EXISTS keys;
    DROP TABLE IF EXISTS verdicts; DROP TABLE IF EXISTS words;
";

/// Opens the index, made where there is none.
///
/// # Errors
/// It cannot be opened, or is none of ours; see [`is_broken`].
pub(super) fn open(path: &Path) -> rusqlite::Result<Connection> {
    prepare(path).map_err(|_| rusqlite::Error::InvalidPath(path.to_owned()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;")?;
    let mark = |db: &Connection, name| db.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    match (mark(&db, "application_id")?, mark(&db, "user_version")?) {
        (OURS, EDITION) => {}
        (OURS, _) => empty(&mut db)?,
        _ if is_blank(&db)? => empty(&mut db)?,
        _ => return Err(foreign()),
    }
    Ok(db)
}

/// An index for the moment.
pub(super) fn in_memory() -> rusqlite::Result<Connection> {
    let mut db = Connection::open_in_memory()?;
    empty(&mut db)?;
    Ok(db)
}

/// Makes it an index of nothing, all of it or none.
fn empty(db: &mut Connection) -> rusqlite::Result<()> {
    let change = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    clear(&change)?;
    change.commit()
}

/// The tables, with nothing in them.
pub(super) fn clear(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(NONE)?;
    db.execute_batch(TABLES)?;
    db.pragma_update(None, "application_id", OURS)?;
    db.pragma_update(None, "user_version", EDITION)
}

fn is_blank(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

/// A private file where there is none yet. What is no file, or a link, is not opened.
fn prepare(path: &Path) -> std::io::Result<()> {
    if files::is_link(path) {
        return Err(files::through_a_link());
    }
    regular::check_at(path)?;
    if !path.exists() {
        regular::make_private(path.parent().unwrap_or(Path::new(".")))?;
        regular::replace_private(path, b"")?;
    }
    Ok(())
}

fn foreign() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB), None)
}

/// The file is the trouble, and not its place or another program.
pub(super) fn is_broken(error: &rusqlite::Error) -> bool {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::Unknown | ErrorCode::ConstraintViolation) => true,
        Some(_) => false,
        // What stands in it is of another kind than what this program writes.
        None => !matches!(error, rusqlite::Error::InvalidPath(_)),
    }
}

/// Takes it away, with what SQLite keeps beside it, which would be read into the next one.
pub(super) fn remove(path: &Path) -> bool {
    let beside = ["-journal", "-wal", "-shm"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    });
    beside.iter().map(PathBuf::as_path).chain([path]).all(gone)
}

#[expect(clippy::disallowed_methods, reason = "an index that is made anew from the journals")]
fn gone(path: &Path) -> bool {
    fs::remove_file(path).is_ok() || !path.exists()
}
