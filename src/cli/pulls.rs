//! Pulling from a warehouse with the user's own client.

use std::path::PathBuf;

use super::args::PullArgs;
use super::terminal_report::TerminalProgress;
use super::{Context, opening, outputs, start};
use crate::compile::Source;
use crate::compile::pull::{RETRIES, Warehouse};
use crate::compile::sql::Dialect;
use crate::domain::event::Event;
use crate::domain::guardrail::ESCALATION_LADDER;
use crate::domain::scope::ScopeRequest;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::runtime::{self, Wire};

/// Runs `pull`: shows the SQL, or runs it and leaves the files in a folder that `--data` opens.
pub fn run(context: &Context, args: &PullArgs) -> Result<()> {
    let request = opening::request(&context.args.scope, &context.config, runtime::now().date_naive())?;
    let mut warehouse = match configured(context) {
        Err(_) if args.print_sql => bare(),
        configured => configured?,
    };
    if let Some(name) = &args.dialect {
        warehouse.dialect = dialect(name)?;
    }
    if args.print_sql {
        let queries = warehouse.queries(&request, context.args.mapping.as_deref())?;
        let shown: Vec<String> = queries.iter().map(|query| format!("-- {}\n{}", query.file, query.sql)).collect();
        return outputs::print(&shown.join("\n\n"));
    }
    let folder = args.out.clone().unwrap_or_else(|| kept(context, &request));
    warehouse.pull_into(&folder, &request, context.args.mapping.as_deref(), &TerminalProgress::default())?;
    outputs::print(&format!("Pulled into {0}; open a retro on it with: run-retro --data {0}", folder.display()))
}

/// Pulls for a retro that begins. When even the retries fail, the retro goes on with what was pulled before, and
/// the failure enters the session, and with it the escalation ladder.
///
/// # Errors
/// No warehouse is configured, or the pull failed and nothing was ever pulled before.
pub fn for_retro(context: &Context, request: &ScopeRequest, wire: &mut Wire) -> Result<(Source, Option<Event>)> {
    let warehouse = configured(context)?;
    let folder = kept(context, request);
    let title = format!("Pulling from {}", warehouse.dialect.key());
    let mapping = context.args.mapping.as_deref();
    let pulled = start::patiently(context, wire, title, |progress| warehouse.pull_into(&folder, request, mapping, progress));
    let attempts = RETRIES + 1;
    let failure = match pulled {
        Ok(()) => None,
        Err(error @ (Error::Other(_) | Error::Io { .. })) => {
            let attempts = if matches!(error, Error::Io { .. }) { 1 } else { attempts };
            let error = error.to_string();
            if !folder.join("renewals.csv").exists() {
                let ladder = ESCALATION_LADDER.join(" → ");
                return Err(Error::Other(format!(
                    "{error}\nNothing was pulled before that a retro could go on with. Who can help: {ladder}"
                )));
            }
            Some(Event::PullFailed { what: format!("Pull from {}", warehouse.dialect.key()), error, attempts })
        }
        Err(error) => return Err(error),
    };
    Ok((Source::Folder(folder), failure))
}

/// Where pulls are kept, one for each segment, so that a session finds its data again.
fn kept(context: &Context, request: &ScopeRequest) -> PathBuf {
    let segment = request.segment.as_deref().map(text::fold).filter(|folded| !folded.is_empty());
    let segment = segment.unwrap_or_else(|| "all".to_owned());
    context.home.data.join("pulled").join(segment)
}

fn configured(context: &Context) -> Result<Warehouse> {
    let file = context.args.config.clone().unwrap_or_else(|| context.home.config_file());
    let missing = || Error::Other(format!("no warehouse is described: add [source] with dialect and client to {}", file.display()));
    context.config.source.clone().ok_or_else(missing)
}

/// Enough to show SQL without a configuration.
fn bare() -> Warehouse {
    Warehouse {
        dialect: Dialect::DuckDb,
        client: vec!["duckdb".into(), "-csv".into()],
        timeout_seconds: 0,
        pause_seconds: 0,
        mapping: None,
    }
}

fn dialect(name: &str) -> Result<Dialect> {
    let keys = Dialect::ALL.map(Dialect::key);
    Dialect::named(name).ok_or_else(|| {
        let near = text::nearest(name, keys).map_or_else(String::new, |near| format!("; did you mean {near}?"));
        Error::Usage { flag: "dialect".into(), value: name.into(), message: format!("expected {}{near}", keys.join(", ")) }
    })
}
