//! Pulling from a warehouse with the user's own client.

use std::path::{Path, PathBuf};

use super::args::PullArgs;
use super::terminal_report::TerminalProgress;
use super::{Context, opening, outputs};
use crate::compile::Source;
use crate::compile::pull::{PAUSES, Warehouse};
use crate::compile::sql::Dialect;
use crate::domain::event::Event;
use crate::domain::scope::ScopeRequest;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::runtime;

/// Runs `pull`: shows the SQL, or runs it and leaves the files in a folder that `--data` opens.
pub fn run(context: &Context, args: &PullArgs) -> Result<()> {
    let request = opening::request(&context.args.scope, &context.config, runtime::now().date_naive())?;
    let mut warehouse = if args.print_sql { configured(context).or_else(|_| bare()) } else { configured(context) }?;
    if let Some(name) = &args.dialect {
        warehouse.dialect = dialect(name)?;
    }
    if args.print_sql {
        let queries = warehouse.queries(&request, context.args.mapping.as_deref())?;
        let shown: Vec<String> = queries.iter().map(|query| format!("-- {}\n{}", query.file, query.sql)).collect();
        return outputs::print(&shown.join("\n\n"));
    }
    let folder = args.out.clone().unwrap_or_else(|| kept(context));
    warehouse.pull_into(&folder, &request, context.args.mapping.as_deref(), &TerminalProgress::default())?;
    outputs::print(&format!("Pulled into {0}; open a retro on it with: run-retro --data {0}", folder.display()))
}

/// Pulls for a retro that begins. When even the retries fail, the retro goes on with what was pulled before, and
/// the failure enters the session, and with it the escalation ladder.
///
/// # Errors
/// No warehouse is configured, or the pull failed and nothing was ever pulled before.
pub fn for_retro(context: &Context, request: &ScopeRequest) -> Result<(Source, Option<Event>)> {
    let warehouse = configured(context)?;
    let folder = kept(context);
    let pulled = warehouse.pull_into(&folder, request, context.args.mapping.as_deref(), &TerminalProgress::default());
    let failure = match pulled {
        Ok(()) => None,
        Err(Error::Cancelled) => return Err(Error::Cancelled),
        Err(error) if folder.join("renewals.csv").exists() => Some(Event::PullFailed {
            what: format!("Pull from {}", warehouse.dialect.key()),
            error: error.to_string(),
            attempts: PAUSES.len() as u32 + 1,
        }),
        Err(error) => return Err(error),
    };
    Ok((Source::Folder(folder), failure))
}

/// Where pulls are kept, so that a session finds its data again.
fn kept(context: &Context) -> PathBuf {
    context.home.data.join("pulled")
}

fn configured(context: &Context) -> Result<Warehouse> {
    let file = context.args.config.clone().unwrap_or_else(|| context.home.config_file());
    let missing = || Error::Other(format!("no warehouse is described: add [source] with dialect and client to {}", file.display()));
    Warehouse::read(context.config.source.as_ref().ok_or_else(missing)?, &file)
}

/// Enough to show SQL without a configuration.
fn bare() -> Result<Warehouse> {
    let section = "dialect = \"duckdb\"\nclient = [\"duckdb\", \"-csv\"]".parse().unwrap_or_default();
    Warehouse::read(&section, Path::new("config.toml"))
}

fn dialect(name: &str) -> Result<Dialect> {
    let keys = Dialect::ALL.map(Dialect::key);
    Dialect::named(name).ok_or_else(|| {
        let near = text::nearest(name, keys).map_or_else(String::new, |near| format!("; did you mean {near}?"));
        Error::Usage { flag: "dialect".into(), value: name.into(), message: format!("expected {}{near}", keys.join(", ")) }
    })
}
