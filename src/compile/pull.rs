//! Runs the user's own client on generated SQL, and reads the rows back as our own files.
//!
//! Credentials are left to the client and its environment: there is no place for them here, and an argument that
//! looks like one is refused.
#![expect(clippy::disallowed_methods, reason = "the client's output is written to a temporary folder and its errors are read back")]

mod answer;
mod coverage;
mod pulled_mapping;
mod rejections;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use crate::compile::read::source::Source;
use crate::compile::schema::Table;
use crate::compile::sql::{Dialect, HISTORY, Query, queries};
use crate::compile::understand::mapping::{self, Mapping};
use crate::domain::progress::{Progress, Silent, Step};
use crate::domain::quality::Quality;
use crate::domain::scope::ScopeRequest;
use crate::domain::window::WindowSpec;
use crate::error::{Error, Place, Result};
use crate::outside::client::{Job, TICK};
use crate::outside::{retries, secrets};
use crate::regular;
pub(crate) use coverage::Reach;

/// The `[source]` of a configuration: whose engine does the work, and how it is called.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warehouse {
    #[serde(deserialize_with = "dialect")]
    pub dialect: Dialect,
    /// The client and its arguments; `{sql}` stands for the query, which goes to its standard input where no argument
    /// has it. It must write CSV with a header, for Spark the bare rows.
    #[serde(deserialize_with = "client")]
    pub client: Vec<String>,
    #[serde(default = "five_minutes", deserialize_with = "limit")]
    pub timeout_seconds: u64,
    /// Before the first retry; before the next one four times as long.
    #[serde(default = "two_seconds")]
    pub pause_seconds: u64,
    /// Which relation is which table, as for files.
    pub mapping: Option<PathBuf>,
}

fn five_minutes() -> u64 {
    300
}

fn two_seconds() -> u64 {
    2
}

fn dialect<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Dialect, D::Error> {
    let name = String::deserialize(deserializer)?;
    let known = || Dialect::ALL.map(Dialect::key).join("`, `");
    Dialect::named(&name).ok_or_else(|| D::Error::custom(format!("unknown variant `{name}`, expected one of `{}`", known())))
}

fn limit<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<u64, D::Error> {
    match u64::deserialize(deserializer)? {
        0 => Err(D::Error::custom("timeout_seconds is 0, in which no query ends; expected 1 or more, 300 without it")),
        seconds => Ok(seconds),
    }
}

fn client<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    if words.is_empty() {
        return Err(D::Error::custom("the client's command is empty; expected for instance [\"duckdb\", \"-csv\", \"my.duckdb\"]"));
    }
    if words.iter().any(|word| secrets::is_secret(word)) {
        return Err(D::Error::custom(
            "the client's command seems to hold a credential; leave it to the client's own settings or the environment",
        ));
    }
    Ok(words)
}

impl Warehouse {
    /// The queries for a scope, as `run-retro pull --print-sql` shows them.
    pub(crate) fn queries(&self, request: &ScopeRequest, mapping: Option<&Path>) -> Result<Vec<Query>> {
        queries(self.dialect, &self.said(mapping)?.0, request)
    }

    /// Where most rows of a relation could not be read: why, and what settles it in the mapping.
    pub(crate) fn explain(&self, quality: &Quality, mapping: Option<&Path>) -> Result<Vec<String>> {
        Ok(rejections::explain(&self.said(mapping)?.0, quality))
    }

    /// What a pull of `request` holds.
    pub(crate) fn reach(&self, request: &ScopeRequest, mapping: Option<&Path>) -> Reach {
        Reach::of(self, request, mapping)
    }

    /// What is said about the relations, also as it stands.
    fn said(&self, asked: Option<&Path>) -> Result<(Mapping, toml::Table)> {
        let path = asked.or(self.mapping.as_deref());
        let text = match path {
            Some(path) => {
                regular::read_text(path).map_err(|e| Error::io(path, e, "name a mapping that can be read with --mapping FILE"))?
            }
            None => mapping::OUR_NAMES.to_owned(),
        };
        let said = Mapping::parse(path.unwrap_or(Path::new(mapping::FILE_NAME)), &text)?;
        Ok((said, text.parse().unwrap_or_default()))
    }

    /// Pulls the scope and compiles its facts. A failed pull is tried twice more, after growing pauses.
    ///
    /// # Errors
    /// The client's own words after the last failure; [`Error::Cancelled`].
    #[cfg(test)]
    pub(crate) fn pull(
        &self,
        request: &ScopeRequest,
        mapping: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<crate::domain::facts::Facts> {
        let folder = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), e, NO_ROOM))?;
        self.pull_into(folder.path(), request, mapping, progress)?;
        let mut facts = super::compile(&Source::Folder(folder.path().to_owned()), request, None, progress)?;
        facts.source = format!("{} ({})", self.client[0], self.dialect.key());
        Ok(facts)
    }

    /// Pulls the scope into a folder as our own files. It is made, or an earlier pull in it replaced, once all of them are there.
    ///
    /// # Errors
    /// As [`pull`](Self::pull); all is as it was before. A folder with a mapping of a user's own.
    pub(crate) fn pull_into(&self, folder: &Path, request: &ScopeRequest, mapping: Option<&Path>, progress: &dyn Progress) -> Result<()> {
        let said = self.said(mapping)?;
        let no_room = |e| Error::io(folder, e, NO_ROOM);
        refuse_foreign(folder)?;
        let under_way = tempfile::Builder::new().prefix(UNDER_WAY).tempdir_in(nearest(folder)).map_err(no_room)?;
        let fresh = under_way.path().join("pulled");
        regular::make_private(&fresh).map_err(no_room)?;
        self.ask(&said, request, &fresh, progress)?;
        // Where the data end before the window, its facts are those of an earlier one, which has a history of its own.
        let window = request.by_calendar();
        let looked = || super::scope(&Source::Folder(fresh.clone()), request, None, &Silent);
        let mut found = looked();
        if let Ok((Ok(scope), _)) = &found
            && scope.window != window
        {
            let request = ScopeRequest { window: WindowSpec::Fixed(scope.window.clone()), ..request.clone() };
            self.ask(&said, &request, &fresh, progress)?;
            found = looked();
        }
        match found {
            Ok((_, quality)) if rejections::is_useless(&quality) => {
                let why = rejections::explain(&said.0, &quality).join("\n");
                return Err(Error::data(Place::file(&said.0.path), format!("nothing that was pulled can be used.\n{why}")));
            }
            Ok((Err(error @ Error::Usage { .. }), _)) => return Err(error),
            // What else is open about the data is asked when they are opened.
            _ => {}
        }
        self.reach(request, mapping).write(&fresh).map_err(no_room)?;
        put(&fresh, folder).map_err(no_room)
    }

    /// Asks all there is to ask; the answers stand in `folder` with a mapping of their own.
    fn ask(&self, (mapping, table): &(Mapping, toml::Table), request: &ScopeRequest, folder: &Path, progress: &dyn Progress) -> Result<()> {
        let no_room = |e| Error::io(folder, e, NO_ROOM);
        let (queries, history) = (queries(self.dialect, mapping, request)?, folder.join(HISTORY));
        fs::create_dir_all(&history).map_err(no_room)?;
        for query in &queries {
            self.with_retries(query, folder, progress, &mut |pause| wait(pause, progress))?;
        }
        fs::write(history.join(mapping::FILE_NAME), pulled_mapping::of_history(&queries)).map_err(no_room)?;
        fs::write(folder.join(mapping::FILE_NAME), pulled_mapping::of_files(table, &queries)).map_err(no_room)
    }

    fn with_retries(
        &self,
        query: &Query,
        folder: &Path,
        progress: &dyn Progress,
        pause: &mut dyn FnMut(Duration) -> Result<()>,
    ) -> Result<()> {
        let may_pass = |error: &Error| matches!(error, Error::Other(_));
        retries::tried(self.pause_seconds, &mut || self.run(query, folder, progress), may_pass, pause).0
    }

    fn run(&self, query: &Query, folder: &Path, progress: &dyn Progress) -> Result<()> {
        let name = query.file.trim_end_matches(".csv").replace('/', " of ");
        let label = format!("Pulling {name}");
        // What a client says is its own: nothing of it stays beside what was pulled.
        let scratch = tempfile::tempdir_in(folder).map_err(|e| Error::io(folder, e, NO_ROOM))?;
        let out = scratch.path().join("answer.out");
        let limit = Duration::from_secs(self.timeout_seconds);
        let asked = scratch.path().join("query.sql");
        fs::write(&asked, &query.sql).map_err(|e| Error::io(&asked, e, NO_ROOM))?;
        let words: Vec<String> = self.client.iter().map(|word| word.replace(SQL, &query.sql)).collect();
        let input = (words == self.client).then_some(&*asked);
        let job = Job { words: &words, folder: None, input, out: &out, most: None, limit, set_in: "[source] of the configuration" };
        job.run(&|| is_cancelled(progress, &label))?;
        answer::take(query, self.dialect.answers_in_json(), &out, &folder.join(&query.file))
    }
}

/// Stands for the query in the client's command.
const SQL: &str = "{sql}";

const NO_ROOM: &str = "make room for what is pulled";

/// Files of our tables, and the mapping, as a pull leaves them.
fn kept() -> impl Iterator<Item = String> {
    Table::ALL.into_iter().map(|table| format!("{}.csv", table.key())).chain([mapping::FILE_NAME.to_owned()])
}

/// What a person wrote is not overwritten.
fn refuse_foreign(folder: &Path) -> Result<()> {
    let is_foreign = match regular::read_text(&folder.join(mapping::FILE_NAME)) {
        Ok(text) => !text.starts_with(pulled_mapping::HEAD),
        Err(_) => kept().any(|name| folder.join(name).exists()),
    };
    let message = "this folder holds files that no pull wrote; choose another for what is pulled";
    if is_foreign { Err(Error::data(Place::file(folder), message)) } else { Ok(()) }
}

/// What pulls are called while they are under way: hidden.
const UNDER_WAY: &str = ".run-retro-pull-";

/// The folder, or the nearest above it that is there: what is made in it can be renamed to where it belongs.
fn nearest(folder: &Path) -> PathBuf {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    folder.ancestors().find(|above| above.is_dir()).unwrap_or(&folder).to_owned()
}

/// Puts a pull where it belongs: as the folder, or in the place of an earlier one's files, also of those that came no more.
fn put(fresh: &Path, folder: &Path) -> std::io::Result<()> {
    if !folder.exists() {
        folder.parent().map_or(Ok(()), fs::create_dir_all)?;
        return fs::rename(fresh, folder);
    }
    for name in kept() {
        let (old, new) = (folder.join(&name), fresh.join(&name));
        if new.exists() {
            fs::rename(new, old)?;
        } else if old.exists() {
            fs::remove_file(old)?;
        }
    }
    let old = folder.join(HISTORY);
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    fs::rename(fresh.join(HISTORY), old)
}

/// Where the weekly values of a pull stand for accounts' pages; `None` for a folder that no pull wrote.
pub(crate) fn history_of(source: &Source) -> Option<Source> {
    let history = source.folder()?.join(HISTORY);
    let said = regular::read_text(&history.join(mapping::FILE_NAME)).ok()?;
    said.starts_with(pulled_mapping::HEAD).then_some(Source::Folder(history))
}

/// Says what is being done, and hears whether anybody still waits for it.
fn is_cancelled(progress: &dyn Progress, label: &str) -> bool {
    progress.step(Step { label: label.to_owned(), ..Step::default() });
    progress.is_cancelled()
}

fn wait(pause: Duration, progress: &dyn Progress) -> Result<()> {
    let mut left = pause;
    while !left.is_zero() {
        if is_cancelled(progress, &format!("The client failed; trying again in {} s", left.as_secs() + 1)) {
            return Err(Error::Cancelled);
        }
        sleep(TICK.min(left));
        left = left.saturating_sub(TICK);
    }
    Ok(())
}

#[cfg(test)]
#[path = "pull_tests.rs"]
mod tests;

#[cfg(test)]
mod engine_tests;
