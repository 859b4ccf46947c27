//! From flags to facts and a session: what has to stand before the screen or the report.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::actions::all;
use super::args::{Depth, ScopeArgs};
use super::{Context, agendas};
use crate::compile::{self, source::Source};
use crate::config::Config;
use crate::domain::event::{Event, Record};
use crate::domain::facts::Facts;
use crate::domain::person::PersonId;
use crate::domain::progress::Progress;
use crate::domain::scope::{self, ScopeRequest};
use crate::domain::session::Session;
use crate::domain::window::WindowSpec;
use crate::error::{Error, Result};
use crate::runtime::grounds::Grounds;
use crate::sample;
use crate::store::handover;
use crate::store::named_data;
use crate::store::sessions::{Known, new_id};

/// What was asked for, in the program's terms.
///
/// # Errors
/// A window that cannot be read; names the flag, the value and the allowed forms.
pub(crate) fn request(args: &ScopeArgs, config: &Config, today: NaiveDate) -> Result<ScopeRequest> {
    let fiscal = config.fiscal();
    let wrong = |message| Error::Usage { flag: "window".into(), value: args.window.clone(), message };
    Ok(ScopeRequest {
        segment: args.segment.clone(),
        window: WindowSpec::parse(&args.window, fiscal).map_err(wrong)?,
        include_churn: args.include_churn,
        dimensions: args.dimensions.clone(),
        depth: match args.depth {
            Depth::Summary => scope::Depth::Summary,
            Depth::Workshop => scope::Depth::Workshop,
        },
        as_of: args.as_of.unwrap_or(today),
        fiscal,
        history_months: config.history_months(),
        targets: config.targets,
    })
}

/// The data that are named now; without a name, those that come with the program.
pub(crate) fn source(context: &Context) -> Source {
    context.args.data.clone().map_or(Source::Sample, Source::at)
}

/// Where a session's data are: what is named now, else what it was opened with, if somebody named that on this machine.
pub(crate) fn source_of(context: &Context, session: &Session) -> Source {
    match &session.data {
        Some(path) if context.args.data.is_none() => {
            let (is_named, path) = (named_data::is_named(&context.home, path), PathBuf::from(path));
            if is_named { Source::at(path) } else { Source::Unnamed(path) }
        }
        _ => source(context),
    }
}

/// The mapping that holds for the files. What is pulled has a mapping of its own; the one that was named is its warehouse's.
pub(crate) fn mapping(context: &Context) -> Option<&Path> {
    context.args.mapping.as_deref().filter(|_| !context.args.pull)
}

pub(crate) fn compile(context: &Context, source: &Source, request: &ScopeRequest, progress: &dyn Progress) -> Result<Arc<Facts>> {
    compile::cached(source, request, mapping(context), &cache(context), progress).map(Arc::new)
}

/// The facts with the pulls that failed before they were compiled.
pub(crate) fn with_failures(facts: Arc<Facts>, failures: &[(String, String)]) -> Arc<Facts> {
    if failures.is_empty() { facts } else { Arc::new(Arc::unwrap_or_clone(facts).with_failures(failures)) }
}

/// Where a session's data are, and how they are compiled.
pub(crate) fn grounds(context: &Context, source: &Source, session: &Session) -> Grounds {
    Grounds {
        source: source.clone(),
        mapping: mapping(context).map(Into::into),
        request: session.scope.request(),
        cache: cache(context),
        session: context.sessions().folder(&session.id),
        failures: session.pull_failures.clone(),
    }
}

fn cache(context: &Context) -> PathBuf {
    context.home.cache.join("facts")
}

/// The first record of a new session about these facts.
///
/// # Errors
/// The agenda that was asked for is not there.
pub(crate) fn opened(context: &Context, survey: &[Known], source: &Source, facts: &Facts, now: DateTime<Utc>) -> Result<Record> {
    let is_sample = matches!(source, Source::Sample);
    let bundled = is_sample.then(sample::past_history);
    let sessions = context.sessions();
    let own = sessions.newest_first(survey, |outline| outline.hands_on_to(&facts.scope, is_sample));
    let handed_on = handover::handed_on(&facts.scope, is_sample, own, bundled.as_ref());
    let event = Event::SessionOpened {
        id: new_id(&facts.scope, now),
        scope: facts.scope.clone(),
        data: source.remembered(),
        timeboxes: vec![],
        agenda: facts.scope.depth.is_workshop().then(|| agendas::asked(context)).transpose()?,
        carried: all::as_last_judged(&sessions, handed_on.carried, facts.scope.as_of)?,
        past_blockers: handed_on.past_blockers,
        past_predictions: handed_on.past_predictions,
        past_findings: handed_on.past_findings,
        brought: handed_on.brought,
    };
    Ok(Record { seq: 1, at: now, by: context.config.author(), who: PersonId::ROOM, asked: None, part_of: None, from: None, event })
}
