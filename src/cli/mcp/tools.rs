//! What each tool reads.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::reader::{Given, Reader};
use super::shapes::{InSession, Listing, OfActions, OfFindings, OfSession, SUGGESTIONS, ScopeOf, Search, TranscriptOf};
use crate::cli::shapes::session::Listed;
use crate::cli::{actions, knowledge};
use crate::domain::knowledge::Query;
use crate::domain::person;
use crate::domain::plan::PlanScope;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::export::{plan, report_json, transcript};
use crate::store::knowledge::Knowledge;

/// Entries of a plan's change log that are given; the older ones stand in the transcript.
const LOGGED: usize = 100;

/// What a tool takes.
///
/// # Errors
/// It is something else, and what.
pub(super) fn taken<T: DeserializeOwned>(arguments: Value) -> Result<T> {
    serde_json::from_value(arguments).map_err(|error| Error::Usage {
        flag: "arguments".into(),
        value: String::new(),
        message: text::shortened(&text::line(&error.to_string()), 300),
    })
}

fn values<T: Serialize>(all: impl IntoIterator<Item = T>) -> Vec<Value> {
    all.into_iter().map(|one| serde_json::to_value(one).unwrap_or_default()).collect()
}

pub(super) fn list_sessions(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: Listing = taken(arguments)?;
    reader.learn_all()?;
    let listed = reader.context.sessions().list()?;
    Ok(Given::page(None, asked.wanted()?.of(values(listed.iter().map(Listed::from))), Value::Array))
}

pub(super) fn read_scope(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: OfSession = taken(arguments)?;
    let history = reader.history(asked.session.as_deref())?;
    let session = history.session();
    let scope = ScopeOf {
        scope: PlanScope::from(&session.scope),
        headline: session.scope.headline(),
        source: session.data.clone(),
        opened: session.opened_at,
        changed: history.records().last().map_or(session.opened_at, |record| record.at),
        phase: session.phase,
        closed: session.closed,
        present: session.present(),
        cards: session.insights.len(),
        actions: session.actions.len(),
    };
    Ok(Given::of(&history, &scope))
}

pub(super) fn read_findings(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: OfFindings = taken(arguments)?;
    let wanted = asked.wanted()?;
    let looked = reader.looked(asked.session.as_deref())?;
    let (fields, list) = asked.part.fields();
    let mut data = Map::from_iter([("part".to_owned(), serde_json::to_value(asked.part).unwrap_or_default())]);
    data.extend(fields.iter().map(|field| ((*field).to_owned(), looked.report[*field].clone())));
    let Some(list) = list else { return Ok(Given::of(&looked.history, &data)) };
    let all = if list == SUGGESTIONS { &looked.suggestions } else { &looked.report[list] };
    let all = all.as_array().cloned().unwrap_or_default();
    let session = Some(looked.history.session().id.to_string());
    Ok(Given::page(session, wanted.of(all), |items| {
        data.insert(list.to_owned(), Value::Array(items));
        Value::Object(data)
    }))
}

pub(super) fn read_board(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: InSession = taken(arguments)?;
    let history = reader.history(asked.session.as_deref())?;
    let cards = values(report_json::board(history.session()));
    Ok(Given::page(Some(history.session().id.to_string()), asked.wanted()?.of(cards), Value::Array))
}

pub(super) fn read_actions(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: OfActions = taken(arguments)?;
    let unknown = reader.learn_all()?;
    let sessions = reader.context.sessions();
    let of_session = asked.session.as_deref().map(|given| sessions.find(given)).transpose()?;
    let mut all = actions::open(reader.context, reader.context.as_of())?;
    all.retain(|one| {
        (asked.all || !one.is_closed())
            && (!asked.overdue || one.overdue)
            && asked.owner.as_ref().is_none_or(|owner| person::is_same_name(owner, &one.owner))
            && of_session.as_ref().is_none_or(|id| id.0 == one.session)
    });
    let before = all.len();
    all.retain(|one| !unknown.contains(&one.session));
    let withheld = before - all.len();
    Ok(Given::page(of_session.map(|id| id.0), asked.wanted()?.of(values(all)), Value::Array).withholding(withheld))
}

pub(super) fn read_watch_list(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: InSession = taken(arguments)?;
    let wanted = asked.wanted()?;
    let looked = reader.looked(asked.session.as_deref())?;
    let page = wanted.of(looked.report["watch_list"].as_array().cloned().unwrap_or_default());
    let (currency, total) = (looked.report["currency"].clone(), looked.report["watch_total"].clone());
    let whole = |rows: Vec<Value>| json!({ "currency": currency, "watch_total": total, "watch_list": rows });
    Ok(Given::page(Some(looked.history.session().id.to_string()), page, whole))
}

pub(super) fn read_plan(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: OfSession = taken(arguments)?;
    let history = reader.history(asked.session.as_deref())?;
    // Without its data, the plan stands without figures.
    let looked = reader.looked(asked.session.as_deref()).ok();
    let looked = looked.as_ref().map(|looked| (&*looked.facts, &looked.findings));
    let mut plan = plan::plan(&history, looked.map(|(facts, _)| facts), looked.map(|(_, findings)| findings));
    let older = plan.change_log.len().saturating_sub(LOGGED);
    plan.change_log.drain(..older);
    Ok(Given::of(&history, &plan))
}

pub(super) fn read_transcript(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: InSession = taken(arguments)?;
    let history = reader.history(asked.session.as_deref())?;
    let whole = String::from_utf8_lossy(&transcript::transcript(&history)).into_owned();
    let (markdown, next) = asked.wanted()?.of_text(&whole);
    Ok(Given { next, ..Given::of(&history, &TranscriptOf { markdown }) })
}

pub(super) fn search_knowledge(reader: &mut Reader, arguments: Value) -> Result<Given> {
    /// More are nobody's to read.
    const MOST_FOUND: usize = 1000;
    let asked: Search = taken(arguments)?;
    let unknown = reader.learn_all()?;
    let query = Query {
        words: reader.meant(&asked.words),
        segment: asked.segment.clone(),
        reason: asked.reason.as_deref().map(knowledge::reason),
        kind: asked.kind,
        most: MOST_FOUND,
        ..Query::default()
    };
    let mut found = Knowledge::new(&reader.context.home).with_bundled(crate::sample::past_history().session().clone()).search(&query)?;
    let before = found.len();
    found.retain(|found| !unknown.contains(&found.entry.session));
    let withheld = before - found.len();
    Ok(Given::page(None, asked.wanted()?.of(values(found)), Value::Array).withholding(withheld))
}
