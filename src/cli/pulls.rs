//! Pulling from a warehouse with the user's own client.

mod sql;

use std::path::{Path, PathBuf};

use super::args::PullArgs;
use super::terminal_report::TerminalProgress;
use super::{Context, prepare, start};
use crate::compile::pull::{Reach, Warehouse};
use crate::compile::sql::Dialect;
use crate::compile::{self, Source};
use crate::domain::event::Event;
use crate::domain::guardrail::ESCALATION_LADDER;
use crate::domain::guardrail::MAX_RETRIES;
use crate::domain::quality::FileAccount;
use crate::domain::scope::ScopeRequest;
use crate::domain::text;
use crate::domain::window::Window;
use crate::error::{Error, Place, Result};
use crate::printed::print;
use crate::runtime::{self, Wire};
use crate::store::pulls::{Pull, Pulls};
use crate::store::sessions::slug;

/// Runs `pull`: shows the SQL, or runs it and leaves the files in a folder that `--data` opens.
pub(crate) fn run(context: &Context, args: &PullArgs) -> Result<()> {
    let request = prepare::request(&context.args.scope, &context.config, runtime::now().date_naive())?;
    let mut warehouse = match configured(context) {
        Err(_) if args.print_sql => bare(),
        configured => configured?,
    };
    if let Some(name) = &args.dialect {
        warehouse.dialect = dialect(name)?;
    }
    if args.print_sql {
        let queries = warehouse.queries(&request, context.args.mapping.as_deref())?;
        return print(&sql::script(&queries, has_mapping(context, &warehouse)));
    }
    let pulls = Pulls::of(&context.home, request.segment.as_deref());
    let folder = if let Some(folder) = &args.out {
        refuse_held(context, folder)?;
        folder.clone()
    } else {
        pulls.folder(&request.by_calendar(), runtime::now())
    };
    warehouse.pull_into(&folder, &request, context.args.mapping.as_deref(), &TerminalProgress::default())?;
    if args.out.is_none() {
        pulls.close();
    }
    pulls.prune(&context.sessions(), runtime::now());
    let source = Source::Folder(folder.clone());
    let facts = compile::cached(&source, &request, None, &context.home.cache.join("facts"), &TerminalProgress::default())?;
    let quality = &facts.quality;
    let why = warehouse.explain(quality, context.args.mapping.as_deref())?;
    let lines = facts.scope.note.clone().into_iter().chain(quality.files.iter().map(account)).chain(why);
    print(&lines.collect::<Vec<_>>().join("\n"))?;
    if !has_mapping(context, &warehouse) {
        print(sql::OUR_NAMES)?;
    }
    print(&format!("Pulled into {}; open a retro on it with: run-retro --data {}", text::path(&folder), text::shell_path(&folder)))
}

/// Pulls for a retro that begins. When even the retries fail, the retro goes on with what was pulled before for the same
/// window, and the failure enters the session, and with it the escalation ladder.
///
/// # Errors
/// No warehouse is configured, or the pull failed and no earlier one holds what is asked for.
pub(crate) fn for_retro(context: &Context, request: &ScopeRequest, wire: &mut Wire) -> Result<(Source, Option<Event>)> {
    let warehouse = configured(context)?;
    let (pulls, window) = (Pulls::of(&context.home, request.segment.as_deref()), request.by_calendar());
    let folder = pulls.folder(&window, runtime::now());
    let title = format!("Pulling from {}", warehouse.dialect.key());
    let mapping = context.args.mapping.as_deref();
    let pulled = start::patiently(context, wire, title, |progress| warehouse.pull_into(&folder, request, mapping, progress));
    let error = match pulled {
        Ok(()) => {
            pulls.close();
            pulls.prune(&context.sessions(), runtime::now());
            return Ok((Source::Folder(folder), None));
        }
        Err(error @ (Error::Other(_) | Error::Io { .. })) => error,
        Err(error) => return Err(error),
    };
    let attempts = if matches!(error, Error::Io { .. }) { 1 } else { MAX_RETRIES + 1 };
    let what = format!("Pull from {}", warehouse.dialect.key());
    let (before, rests_on) = stand_in(&pulls.newest_first(), &warehouse.reach(request, mapping), &window).map_err(|why| {
        let ladder = ESCALATION_LADDER.join(" → ");
        Error::Other(format!("{error}\n{why}. Who can help: {ladder}"))
    })?;
    Ok((
        Source::Folder(before),
        Some(Event::PullFailed { what, error: format!("{}. {rests_on}", error.to_string().trim_end_matches('.')), attempts }),
    ))
}

/// The newest pull that holds all that is asked for, with words for it; where there is none, what there is instead.
fn stand_in(pulls: &[Pull], asked: &Reach, window: &Window) -> Result<(PathBuf, String), String> {
    let holds = |pull: &&Pull| Reach::read(&pull.folder).is_some_and(|reach| reach.covers(asked));
    let day = |pull: &Pull| format!("was pulled on {} for {}", pull.at.format("%Y-%m-%d"), pull.window);
    if let Some(pull) = pulls.iter().find(holds) {
        return Ok((pull.folder.clone(), format!("The retro rests on what {}.", day(pull))));
    }
    let Some(newest) = pulls.first() else { return Err("Nothing was pulled before that a retro could go on with".into()) };
    let label = &window.label;
    let lacking = if newest.window == slug(label) {
        "it lacks the comparison periods, or comes from another warehouse".to_owned()
    } else {
        format!("{label} is not in it")
    };
    Err(format!("What is here {}; {lacking}, so it cannot be used", day(newest)))
}

/// What became of a relation's rows.
fn account(file: &FileAccount) -> String {
    let FileAccount { name, read, used, out_of_scope, rejected } = file;
    format!("{name}: {read} rows read = {used} used + {out_of_scope} out of scope + {rejected} rejected")
}

fn has_mapping(context: &Context, warehouse: &Warehouse) -> bool {
    context.args.mapping.is_some() || warehouse.mapping.is_some()
}

/// The data that a session was held on are not replaced.
fn refuse_held(context: &Context, folder: &Path) -> Result<()> {
    let Ok(folder) = folder.canonicalize() else { return Ok(()) };
    let is_it = |data: &PathBuf| data.canonicalize().is_ok_and(|data| data == folder);
    match context.sessions().data_folders()?.into_iter().find(|(_, data)| is_it(data)) {
        Some((session, _)) => {
            let message = format!("session {session} was held on the data in this folder; choose another for what is pulled");
            Err(Error::data(Place::file(folder), message))
        }
        None => Ok(()),
    }
}

fn configured(context: &Context) -> Result<Warehouse> {
    let file = context.args.config.clone().unwrap_or_else(|| context.home.config_file());
    let missing = || Error::Other(format!("no warehouse is described: add [source] with dialect and client to {}", text::path(&file)));
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
