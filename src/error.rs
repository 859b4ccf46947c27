//! What can go wrong, said so that a person can mend it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::missing::Missing;
use crate::domain::question::Question;
use crate::domain::text;

/// A place in a file: what a person needs to find it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub file: PathBuf,
    /// From 1; zero where a line makes no sense (a missing file).
    pub line: u64,
    /// The column's name, or its number from 1.
    pub column: Option<String>,
}

impl Place {
    pub(crate) fn file(file: impl Into<PathBuf>) -> Self {
        Self { file: file.into(), line: 0, column: None }
    }

    pub(crate) fn line(file: impl Into<PathBuf>, line: u64) -> Self {
        Self { file: file.into(), line, column: None }
    }

    /// Where the byte `offset` of a file's `text` stands: line and column, both from 1.
    pub(crate) fn offset(file: impl Into<PathBuf>, text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self::line(file, before.matches('\n').count() as u64 + 1).with_column(column.to_string())
    }

    pub(crate) fn with_column(self, column: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..self }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", text::path(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        match &self.column {
            Some(column) => write!(f, ":{}", text::line(column)),
            None => Ok(()),
        }
    }
}

#[derive(Debug, Error)]
pub enum Error {
    /// A flag's value is not one of the allowed ones. Exit code 2.
    #[error("--{flag} {value}: {message}", value = text::line_of(value))]
    Usage { flag: String, value: String, message: String },

    /// Something in a user's file: `file:line:column: found …, expected …; remedy`.
    #[error("{place}: {message}")]
    Data { place: Place, message: String },

    /// A file or folder that cannot be read or written.
    #[error("{path}: {source}; {remedy}", path = text::path(path))]
    Io { path: PathBuf, source: io::Error, remedy: String },

    /// Another program is writing this session.
    #[error("session {session} is open in another window; close it there, or look at it here with --read-only")]
    InUse { session: String },

    /// Not all of a session can be read: what stands before can be looked at, and mostly gone on with. Exit code 3.
    #[error("{path}: {told}; {remedy}", path = text::path(path), told = missing.told)]
    Incomplete { path: PathBuf, missing: Missing, remedy: String },

    /// Something that was promised is not done in time. Exit code 4.
    #[error("{}", overdue(*count))]
    Overdue { count: usize },

    #[error("stopped, as asked")]
    Cancelled,

    /// What the data leave open and a person can say, with what each answer comes to.
    #[error("{}", asked(questions, mapping))]
    Asked {
        questions: Vec<Question>,
        /// Where the lines of the answers go.
        mapping: PathBuf,
    },

    /// Another program is at it; that passes by itself.
    #[error("{0}")]
    Busy(String),

    #[error("{0}")]
    Other(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn data(place: Place, message: impl Into<String>) -> Self {
        Self::Data { place, message: message.into() }
    }

    pub fn io(path: impl Into<PathBuf>, source: io::Error, remedy: impl Into<String>) -> Self {
        Self::Io { path: path.into(), source: bare(source), remedy: remedy.into() }
    }

    /// What is wrong in a TOML file of the user's, with its place.
    pub(crate) fn toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let place = error.span().map_or_else(|| Place::file(path), |span| Place::offset(path, text, span.start));
        Self::data(place, explain(error.message()))
    }

    /// 2 for a wrong command line, 3 for a session that is not whole, 4 for overdue actions, 1 for everything else.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } => 2,
            Self::Incomplete { .. } => 3,
            Self::Overdue { .. } => 4,
            _ => 1,
        }
    }
}

/// Without the name of the unfinished file that it happened to, which is gone by then: the one that is meant is named already.
fn bare(error: io::Error) -> io::Error {
    let within = error.get_ref().and_then(|inner| inner.source()).and_then(|inner| inner.downcast_ref::<io::Error>());
    within.and_then(io::Error::raw_os_error).map_or(error, io::Error::from_raw_os_error)
}

fn overdue(count: usize) -> String {
    text::counted(count, "action is", "actions are") + " overdue"
}

/// All questions, one below the other, and where the answers go.
fn asked(questions: &[Question], mapping: &Path) -> String {
    let mut all: Vec<String> = questions.iter().map(ToString::to_string).collect();
    let what = if questions.len() == 1 { "the right answer" } else { "one answer each" };
    let told =
        format!("The data leave this open. Write the lines of {what} into {}, or add them to what stands there.", text::path(mapping));
    all.push(text::paragraph(&told, "", ""));
    all.join("\n\n")
}

/// Says a parser's message as a person would: an unknown name comes with the nearest known one.
fn explain(message: &str) -> String {
    // serde names the unknown thing first, then the known ones, each between backticks.
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let kind = if message.starts_with("unknown field") { "key" } else { "name" };
    match names.split_first() {
        Some((given, known)) if message.starts_with("unknown field") || message.starts_with("unknown variant") => {
            let credential =
                ["password", "passwd", "token", "secret", "credential", "key"].iter().any(|sign| given.to_lowercase().contains(sign));
            let hint = match text::nearest(given, known.iter().copied()) {
                _ if credential => {
                    "there is no place for credentials here: leave them to the client's own settings or the environment".into()
                }
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            format!("unknown {kind} `{}`; {hint}", text::line(given))
        }
        _ => wrong_type(message).unwrap_or_else(|| text::line(message)),
    }
}

/// `expected a list in square brackets, found the text "loud"`; nothing of another message.
fn wrong_type(message: &str) -> Option<String> {
    let (found, expected) = message.strip_prefix("invalid type: ")?.split_once(", expected ")?;
    let expected = expected.lines().next().unwrap_or(expected);
    let wanted = match expected {
        "a boolean" => "true or false",
        "a sequence" => "a list in square brackets",
        "a string" | "a borrowed string" => "a text in quotes",
        "path string" => "a path in quotes",
        "a map" => "a table of keys and values",
        "u8" | "u16" | "u32" | "u64" | "i32" | "i64" | "usize" => "a whole number",
        "f32" | "f64" => "a number",
        kind if kind.starts_with("struct ") => "a table of keys and values",
        other => other,
    };
    let (kind, value) = found.split_once(['"', '`']).unwrap_or((found, ""));
    let what = match kind.trim() {
        "string" => "the text",
        "integer" | "floating point" => "the number",
        "boolean" => "the value",
        "sequence" => "a list",
        "map" => "a table",
        "datetime" => "a date",
        other => other,
    };
    let value = value.trim_end_matches(['"', '`']);
    let value = match kind.trim() {
        _ if value.is_empty() => String::new(),
        "string" => format!(" \"{}\"", text::shortened(&text::line(value), LONGEST_VALUE)),
        _ => format!(" {}", text::line(value)),
    };
    Some(format!("expected {wanted}, found {what}{value}"))
}

/// Characters of a value that are quoted.
const LONGEST_VALUE: usize = 40;
