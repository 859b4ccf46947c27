//! Reads retros for somebody who may not know who the customers are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::page::Page;
use super::proposing::Pace;
use crate::analysis::findings::Findings;
use crate::cli::{Context, QUIET, outputs, standing};
use crate::domain::event::SessionId;
use crate::domain::facts::Facts;
use crate::domain::pseudonym::Pseudonyms;
use crate::domain::session::History;
use crate::error::{Error, Result};
use crate::export::report_json;
use crate::store::{held, outsiders};
use crate::telling;

/// What a tool found.
pub(super) struct Given {
    /// `None` where it is of several retros.
    pub session: Option<String>,
    pub data: Value,
    pub next: Option<String>,
    pub total: Option<usize>,
    pub withheld: usize,
}

/// A retro with its findings.
pub(super) struct Looked {
    pub history: History,
    pub facts: Arc<Facts>,
    pub findings: Findings,
    pub report: Value,
    /// What the data suggest for the board.
    pub suggestions: Value,
}

pub(super) struct Reader<'a> {
    pub context: &'a Context,
    /// `None` where names may be shown.
    pseudonyms: Option<Pseudonyms>,
    /// The facts that the customers of each retro were learned from.
    learned: BTreeMap<SessionId, Option<String>>,
    last: Option<(SessionId, u64, Arc<Looked>)>,
    /// Who asks.
    pub client: String,
    pub pace: Pace,
}

impl<'a> Reader<'a> {
    /// # Errors
    /// The key of the pseudonyms cannot be kept.
    pub(super) fn new(context: &'a Context, show_names: bool) -> Result<Self> {
        let pseudonyms = (!show_names).then(|| outsiders::key(&context.home).map(Pseudonyms::new)).transpose()?;
        Ok(Self { context, pseudonyms, learned: BTreeMap::new(), last: None, client: "unknown".to_owned(), pace: Pace::default() })
    }

    /// The retro that is meant, with its customers known.
    ///
    /// # Errors
    /// There is none, or its customers cannot be told.
    pub(super) fn history(&mut self, given: Option<&str>) -> Result<History> {
        let sessions = self.context.sessions();
        let id = match given {
            Some(given) => sessions.find(given)?,
            None => outputs::latest(&sessions)?,
        };
        let history = sessions.read(&id)?.history;
        self.learn(&id, &history)?;
        Ok(history)
    }

    /// Learns the customers of a retro, from the facts it keeps, else from its data.
    fn learn(&mut self, id: &SessionId, history: &History) -> Result<()> {
        let Some(pseudonyms) = &mut self.pseudonyms else { return Ok(()) };
        let name = history.session().held.as_ref().map(|held| held.name.clone());
        if self.learned.get(id) == Some(&name) {
            return Ok(());
        }
        let kept = held::all(&self.context.sessions().folder(id)).into_iter().filter_map(|(_, facts)| facts.ok());
        let mut is_known = false;
        for facts in kept {
            pseudonyms.learn(&facts);
            is_known = true;
        }
        if !is_known {
            let ground = standing::of_session(self.context, history.session(), &QUIET).map_err(|error| {
                Error::Other(format!("the customers of {id} are not known here, so their names cannot be taken out of it: {error}; `run-retro mcp --show-names` shows names"))
            })?;
            pseudonyms.learn(&ground.facts);
        }
        self.learned.insert(id.clone(), name);
        Ok(())
    }

    /// Learns the customers of all retros; those whose customers cannot be told.
    ///
    /// # Errors
    /// The folder of the sessions cannot be read.
    pub(super) fn learn_all(&mut self) -> Result<BTreeSet<String>> {
        let mut unknown = BTreeSet::new();
        if self.pseudonyms.is_none() {
            return Ok(unknown);
        }
        let sessions = self.context.sessions();
        for id in sessions.ids()? {
            let learned = sessions.read(&id).and_then(|read| self.learn(&id, &read.history));
            if learned.is_err() {
                unknown.insert(id.to_string());
            }
        }
        Ok(unknown)
    }

    /// What was found in a retro, as its room saw it.
    ///
    /// # Errors
    /// Its data cannot be read.
    pub(super) fn looked(&mut self, given: Option<&str>) -> Result<Arc<Looked>> {
        let history = self.history(given)?;
        let (id, seq) = (history.session().id.clone(), history.last_seq());
        if let Some((known, at, looked)) = &self.last
            && (known, *at) == (&id, seq)
        {
            return Ok(Arc::clone(looked));
        }
        let ground = standing::of_session(self.context, history.session(), &QUIET)?;
        let (facts, findings) = telling::in_room(&ground.facts, history.session(), &QUIET)?;
        if let Some(pseudonyms) = &mut self.pseudonyms {
            pseudonyms.learn(&facts);
        }
        let report = report_json::report(&facts, &findings, Some(&history));
        let report = serde_json::from_slice(&report).unwrap_or_default();
        let suggestions = serde_json::to_value(report_json::suggestions(&findings)).unwrap_or_default();
        let looked = Arc::new(Looked { history, facts, findings, report, suggestions });
        self.last = Some((id, seq, Arc::clone(&looked)));
        Ok(looked)
    }

    /// Takes the names of customers out of what is given.
    pub(super) fn redact(&self, value: &mut Value) {
        if let Some(pseudonyms) = &self.pseudonyms {
            pseudonyms.value("", value);
        }
    }

    /// [`redact`](Self::redact), for a text.
    pub(super) fn redacted(&self, text: String) -> String {
        self.pseudonyms.as_ref().and_then(|pseudonyms| pseudonyms.text(&text)).unwrap_or(text)
    }

    /// What is said under pseudonyms, with the names that are meant.
    pub(super) fn meant(&self, said: &str) -> String {
        self.pseudonyms.as_ref().map_or_else(|| said.to_owned(), |pseudonyms| pseudonyms.meant(said))
    }
}

impl Given {
    pub(super) fn of(history: &History, data: &impl Serialize) -> Self {
        let session = Some(history.session().id.to_string());
        Self { session, data: serde_json::to_value(data).unwrap_or_default(), next: None, total: None, withheld: 0 }
    }

    /// A page of a list; `whole` says where it stands.
    pub(super) fn page(session: Option<String>, page: Page, whole: impl FnOnce(Vec<Value>) -> Value) -> Self {
        Self { session, data: whole(page.items), next: page.next, total: Some(page.total), withheld: 0 }
    }

    pub(super) fn withholding(self, withheld: usize) -> Self {
        Self { withheld, ..self }
    }
}
