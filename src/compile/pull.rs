//! Runs the user's own client on generated SQL, and reads the rows back as our own files.
//!
//! Credentials are left to the client and its environment: there is no place for them here, and an argument that
//! looks like one is refused.
#![expect(clippy::disallowed_methods, reason = "the client's output is written to a temporary folder and its errors are read back")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use super::mapping::Mapping;
use super::progress::{Progress, Step};
use super::source::Source;
use super::sql::{Dialect, Query, queries};
use crate::domain::facts::Facts;
use crate::domain::scope::ScopeRequest;
use crate::domain::text;
use crate::error::{Error, Result};

/// Retries after a pull that failed, with the pause before each.
pub const PAUSES: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(8)];

/// How often a running client is looked at.
const TICK: Duration = Duration::from_millis(50);

/// The `[source]` of a configuration: whose engine does the work, and how it is called.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warehouse {
    #[serde(deserialize_with = "dialect")]
    pub dialect: Dialect,
    /// The client and its arguments; `{sql}` stands for the query, which goes to its standard input where no argument
    /// has it. It must write CSV with a header.
    #[serde(deserialize_with = "client")]
    pub client: Vec<String>,
    #[serde(default = "five_minutes")]
    pub timeout_seconds: u64,
    /// Which relation is which table, as for files.
    pub mapping: Option<PathBuf>,
}

fn five_minutes() -> u64 {
    300
}

fn dialect<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Dialect, D::Error> {
    let name = String::deserialize(deserializer)?;
    let known = || Dialect::ALL.map(Dialect::key).join("`, `");
    Dialect::named(&name).ok_or_else(|| D::Error::custom(format!("unknown variant `{name}`, expected one of `{}`", known())))
}

fn client<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    if words.is_empty() {
        return Err(D::Error::custom("the client's command is empty; expected for instance [\"duckdb\", \"-csv\", \"my.duckdb\"]"));
    }
    let is_secret = |word: &String| ["password", "passwd", "pwd=", "token", "secret"].iter().any(|sign| word.to_lowercase().contains(sign));
    if words.iter().any(is_secret) {
        return Err(D::Error::custom(
            "the client's command seems to hold a credential; leave it to the client's own settings or the environment",
        ));
    }
    Ok(words)
}

impl Warehouse {
    /// Reads the `[source]` section of a configuration.
    ///
    /// # Errors
    /// An unknown key or dialect with the nearest known one; a command that seems to hold a credential.
    pub fn read(section: &toml::Table, config: &Path) -> Result<Self> {
        section.clone().try_into().map_err(|error| Error::toml(config, "", &error))
    }

    /// The queries for a scope, as `run-retro pull --print-sql` shows them.
    pub fn queries(&self, request: &ScopeRequest, mapping: Option<&Path>) -> Result<Vec<Query>> {
        let said = match mapping.or(self.mapping.as_deref()) {
            Some(path) => Mapping::find(&Source::Sample, Some(path))?,
            None => Mapping::of_our_names()?,
        };
        queries(self.dialect, &said, request)
    }

    /// Pulls the scope and compiles its facts. A failed pull is tried twice more, after growing pauses.
    ///
    /// # Errors
    /// The client's own words after the last failure; [`Error::Cancelled`].
    pub fn pull(&self, request: &ScopeRequest, mapping: Option<&Path>, progress: &dyn Progress) -> Result<Facts> {
        let folder = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), e, "make room for what is pulled"))?;
        self.pull_into(folder.path(), request, mapping, progress)?;
        let mut facts = super::compile(&Source::Folder(folder.path().to_owned()), request, None, progress)?;
        facts.source = format!("{} ({})", self.client[0], self.dialect.key());
        Ok(facts)
    }

    /// Pulls the scope into a folder as our own files. Files of an earlier pull are replaced once all new ones are there.
    ///
    /// # Errors
    /// As [`pull`](Self::pull); what stood in the folder before still stands.
    pub fn pull_into(&self, folder: &Path, request: &ScopeRequest, mapping: Option<&Path>, progress: &dyn Progress) -> Result<()> {
        let queries = self.queries(request, mapping)?;
        let no_room = |e| Error::io(folder, e, "make room for what is pulled");
        fs::create_dir_all(folder).map_err(no_room)?;
        let fresh = tempfile::tempdir_in(folder).map_err(no_room)?;
        for query in &queries {
            self.with_retries(query, fresh.path(), progress, &mut |pause| wait(pause, progress))?;
        }
        for query in &queries {
            fs::rename(fresh.path().join(query.file), folder.join(query.file)).map_err(no_room)?;
        }
        Ok(())
    }

    fn with_retries(
        &self,
        query: &Query,
        folder: &Path,
        progress: &dyn Progress,
        pause: &mut dyn FnMut(Duration) -> Result<()>,
    ) -> Result<()> {
        for wait in PAUSES {
            match self.run(query, folder, progress) {
                Err(Error::Other(_)) => pause(wait)?,
                done => return done,
            }
        }
        self.run(query, folder, progress)
    }

    fn run(&self, query: &Query, folder: &Path, progress: &dyn Progress) -> Result<()> {
        let label = format!("Pulling {}", query.file.trim_end_matches(".csv"));
        progress.step(Step { label, ..Step::default() });
        let files = ["out", "err", "sql"].map(|ending| folder.join(format!(".{}.{ending}", query.file)));
        let [out, err, sql] = &files;
        let failed = |e| Error::io(folder, e, "make room for what is pulled");
        fs::write(sql, &query.sql).map_err(failed)?;
        let takes_argument = self.client.iter().any(|word| word.contains("{sql}"));
        let words = self.client.iter().map(|word| word.replace("{sql}", &query.sql));
        let mut command = Command::new(&self.client[0]);
        command.args(words.skip(1));
        command.stdin(if takes_argument { Stdio::null() } else { Stdio::from(File::open(sql).map_err(failed)?) });
        command.stdout(File::create(out).map_err(failed)?).stderr(File::create(err).map_err(failed)?);
        let child = command.spawn().map_err(|e| Error::io(&self.client[0], e, "check the client in [source] of the configuration"))?;
        let status = self.finish(child, progress)?;
        if !status.success() {
            let said = text::line(fs::read_to_string(err).unwrap_or_default().trim());
            let said = if said.is_empty() { "nothing".to_owned() } else { said.chars().take(600).collect() };
            return Err(Error::Other(format!("{} failed ({status}) and said: {said}", self.client[0])));
        }
        fs::rename(out, folder.join(query.file)).map_err(failed)
    }

    /// Waits for the client until its time is over or nobody waits any more.
    fn finish(&self, mut child: Child, progress: &dyn Progress) -> Result<ExitStatus> {
        let mut left = Duration::from_secs(self.timeout_seconds);
        loop {
            if let Some(status) = child.try_wait().map_err(|e| Error::Other(format!("{}: {e}", self.client[0])))? {
                return Ok(status);
            }
            if progress.is_cancelled() {
                end(&mut child);
                return Err(Error::Cancelled);
            }
            if left.is_zero() {
                end(&mut child);
                let limit = self.timeout_seconds;
                return Err(Error::Other(format!("{} did not finish within {limit} s; raise timeout_seconds in [source]", self.client[0])));
            }
            sleep(TICK.min(left));
            left = left.saturating_sub(TICK);
        }
    }
}

/// Ends a client that nobody waits for; one that ended meanwhile is as well.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

fn wait(pause: Duration, progress: &dyn Progress) -> Result<()> {
    let mut left = pause;
    while !left.is_zero() {
        if progress.is_cancelled() {
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
