//! What an assistant proposes: it waits in the retro's inbox for a person, also while nobody has the retro open.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::reader::{Given, Looked, Reader};
use super::shapes::{Becomes, Propose, Waits};
use super::tools::taken;
use crate::domain::action::{Action, ActionId, SuccessMetric};
use crate::domain::card::{Evidence, InsightKind};
use crate::domain::proposal::Proposal;
use crate::domain::request::RequestId;
use crate::domain::text;
use crate::domain::wish::Wish;
use crate::error::{Error, Result};
use crate::runtime;
use crate::store::inbox::Inbox;

/// A person reads them one by one.
const A_MINUTE: usize = 10;
const MOST_WAITING: usize = 50;
/// Letters of a text.
const LONGEST: usize = 300;

/// When this client proposed something last.
#[derive(Default)]
pub(super) struct Pace {
    last: VecDeque<DateTime<Utc>>,
}

impl Pace {
    /// # Errors
    /// It is too much for a minute.
    fn step(&mut self, now: DateTime<Utc>) -> Result<()> {
        self.last.retain(|at| now - *at < TimeDelta::minutes(1));
        if self.last.len() >= A_MINUTE {
            return Err(Error::Other(format!("no more than {A_MINUTE} proposals a minute; wait, and propose what matters most")));
        }
        self.last.push_back(now);
        Ok(())
    }
}

/// Lays it before a person.
///
/// # Errors
/// It is too much, too long, or about a retro that is closed.
pub(super) fn propose(reader: &mut Reader, arguments: Value) -> Result<Given> {
    let asked: Propose = taken(arguments)?;
    let history = reader.history(asked.session.as_deref())?;
    let session = history.session();
    if session.closed {
        return Err(Error::Other(format!("{} is closed; nobody looks at proposals there", session.id)));
    }
    let inbox = Inbox::of(&reader.context.sessions().folder(&session.id));
    if inbox.proposals().len() >= MOST_WAITING {
        return Err(Error::Other(format!("{MOST_WAITING} proposals wait in this retro; a person has to look at them first")));
    }
    let wish = wish(reader, &asked)?;
    let now = runtime::now();
    reader.pace.step(now)?;
    let (by, client) = (reader.context.config.author(), reader.client.clone());
    let proposal = Proposal { id: RequestId::new(), at: now, by, client, wish };
    inbox.propose(&proposal)?;
    let waits = Waits {
        proposal: proposal.id.to_string(),
        becomes: proposal.kind().to_owned(),
        text: proposal.words(),
        waiting: inbox.proposals().len(),
    };
    Ok(Given::of(&history, &waits))
}

fn wish(reader: &mut Reader, asked: &Propose) -> Result<Wish> {
    let said = said(reader, "text", &asked.text)?;
    let kind = match asked.becomes {
        Becomes::LeadingIndicator => InsightKind::LeadingIndicator,
        Becomes::Blocker => InsightKind::Blocker,
        Becomes::Opportunity => InsightKind::Opportunity,
        Becomes::Action => return action(reader, asked, said),
    };
    let evidence = asked.evidence.as_deref().map(|key| evidence(reader, asked.session.as_deref(), key)).transpose()?;
    Ok(Wish::AddCard { kind, text: said, critical: false, evidence: evidence.into_iter().collect() })
}

fn action(reader: &Reader, asked: &Propose, title: String) -> Result<Wish> {
    let optional = |flag, words: &Option<String>| words.as_deref().map_or_else(|| Ok(String::new()), |words| said(reader, flag, words));
    let metric = SuccessMetric { name: optional("success_metric", &asked.success_metric)?, ..SuccessMetric::default() };
    Ok(Wish::AddAction(Box::new(Action {
        owner: optional("owner", &asked.owner)?,
        team: asked.team.unwrap_or_default(),
        due: asked.due,
        metric,
        ..Action::new(ActionId(0), title)
    })))
}

/// A text on one line, with the customers that are meant.
fn said(reader: &Reader, flag: &str, words: &str) -> Result<String> {
    let words = text::line(&reader.meant(words));
    let wrong = |message: String| Err(Error::Usage { flag: flag.into(), value: String::new(), message });
    match words.chars().count() {
        0 => wrong("expected words".to_owned()),
        1..=LONGEST => Ok(words),
        _ => wrong(format!("expected {LONGEST} letters at most")),
    }
}

/// The evidence of what the data suggest, by its key.
fn evidence(reader: &mut Reader, session: Option<&str>, key: &str) -> Result<Evidence> {
    let looked: std::sync::Arc<Looked> = reader.looked(session)?;
    let found = looked.findings.insights.iter().find(|insight| insight.evidence.key == key);
    found.map(|insight| insight.evidence.clone()).ok_or_else(|| Error::Usage {
        flag: "evidence".into(),
        value: text::shortened(&text::line(key), 100),
        message: "the data suggest nothing with that key; read_findings lists them under suggestions".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_a_minute_and_then_more() {
        let (mut pace, now) = (Pace::default(), "2026-11-23T09:00:00Z".parse().unwrap());
        assert!((0..A_MINUTE).all(|_| pace.step(now).is_ok()));
        assert!(pace.step(now + TimeDelta::seconds(59)).is_err() && pace.step(now + TimeDelta::seconds(61)).is_ok());
    }
}
