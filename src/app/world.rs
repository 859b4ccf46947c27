//! What is so, for everybody who looks at the session: its steps, the data under it, what was found, what is saved.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::message::Moved;
use super::overlays::date_entry::Seen;
use super::standing::News;
use super::tools::Tools;
use crate::analysis;
use crate::analysis::findings::{Findings, SuggestedInsight};
use crate::domain::action::{Action, ActionStatus, CarriedAction};
use crate::domain::effect::Evaluation;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::phase::Phase;
use crate::domain::proposal::Proposal;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;
use crate::domain::session::{History, Session};
use crate::domain::share::Conflict;
use crate::telling::figures;

/// Tells whether a preview is up to date: the session's last step, and how often findings came.
pub(crate) type Edition = (u64, u64);

pub struct World {
    pub history: History,
    /// As compiled from the data that the session stands on.
    pub compiled: Arc<Facts>,
    /// With what the room corrected, as far as the findings have come.
    pub facts: Arc<Facts>,
    /// The name of the kept facts that `compiled` is.
    pub standing_on: Option<String>,
    /// The data as they are now, where they were found to differ.
    pub news: Option<Arc<News>>,
    /// They could not be kept with the session.
    pub not_held: bool,
    /// Why the data cannot be compared.
    pub out_of_reach: Option<String>,
    pub findings: Arc<Findings>,
    /// Findings are being computed: what was last said of how far that is, at first nothing.
    pub analysing: Option<String>,
    /// How often findings came.
    pub analyses: u64,
    /// Up to this record everything is on the disk.
    pub saved_seq: u64,
    /// Why what is newer is not on the disk.
    pub save_error: Option<String>,
    /// It was tried again by hand since.
    pub retried: bool,
    /// Why what is half typed is not kept on the disk.
    pub drafts_error: Option<String>,
    /// Why the plan file is not up to date.
    pub plan_error: Option<String>,
    /// A folder that may take what this disk does not; nothing where none is known.
    pub elsewhere: String,
    /// Where the session is, when that is not how it was opened.
    pub moved: Option<Moved>,
    /// What assistants propose, oldest first; nothing of it is in the session.
    pub proposals: Vec<Proposal>,
    /// What actions came to in other retros by the time this one was opened, by their names: only where this one says something else.
    pub(crate) since: BTreeMap<String, ActionStatus>,
    /// What was done on two machines at once, as long as nobody settled it.
    pub(crate) conflicts: Vec<Conflict>,
    /// The last step of which they know.
    pub(crate) conflicts_until: u64,
    /// What the program's look at the exported page came to.
    pub page_checked: Option<Result<usize, String>>,
    /// Tools of the user's own, and what they said.
    pub tools: Tools,
}

impl World {
    /// A session as it was opened, all of it on the disk; its findings are still to come.
    pub(crate) fn new(history: History, compiled: Arc<Facts>) -> Self {
        Self {
            facts: analysis::corrected(&compiled, history.session()),
            standing_on: history.session().held.as_ref().map(|held| held.name.clone()),
            news: None,
            not_held: false,
            out_of_reach: None,
            findings: Arc::default(),
            analysing: Some(String::new()),
            analyses: 0,
            saved_seq: history.last_seq(),
            save_error: None,
            retried: false,
            drafts_error: None,
            plan_error: None,
            elsewhere: String::new(),
            moved: None,
            proposals: Vec::new(),
            since: BTreeMap::new(),
            conflicts: history.conflicts(),
            conflicts_until: history.last_seq(),
            page_checked: None,
            tools: Tools::default(),
            history,
            compiled,
        }
    }

    /// What became of one of this retro's actions elsewhere.
    pub(crate) fn since(&self, action: &Action) -> Option<ActionStatus> {
        self.since.get(&format!("{}/{}", self.session().id, action.id)).copied()
    }

    /// What became elsewhere of an action that was taken over, as long as nobody judges it here.
    pub(crate) fn carried_since(&self, carried: &CarriedAction) -> Option<ActionStatus> {
        self.since.get(&carried.reference()).copied()
    }

    /// Money for reading, `–` where it is not known.
    pub(crate) fn money(&self, amount: Option<Money>) -> String {
        figures::money(amount, &self.facts.currency)
    }

    pub fn session(&self) -> &Session {
        self.history.session()
    }

    /// The day the retro is held as of.
    pub(crate) fn as_of(&self) -> NaiveDate {
        self.session().scope.as_of
    }

    /// What its figure says of a carried-over action, as far as the findings have come.
    pub(crate) fn proposed(&self, carried: &CarriedAction) -> Option<&Evaluation> {
        let is_of_it = |found: &&Evaluation| found.session == carried.session && found.action == carried.action.id;
        self.findings.effects.iter().find(is_of_it)
    }

    /// The day that it is in the retro: the one it was opened as of, and a day more for each day since. What is typed, overdue and
    /// reported goes by one calendar.
    pub(crate) fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        let since = now.date_naive() - self.session().opened_at.date_naive();
        self.as_of().checked_add_signed(since.max(TimeDelta::zero())).unwrap_or(self.as_of())
    }

    /// How dates are read that somebody types now.
    pub(crate) fn seen(&self, now: DateTime<Utc>) -> Seen {
        Seen { from: self.today(now), fiscal: self.session().scope.fiscal() }
    }

    pub(crate) fn is_workshop(&self) -> bool {
        self.session().scope.depth.is_workshop()
    }

    pub(crate) fn phases(&self) -> &'static [Phase] {
        self.session().scope.depth.phases()
    }

    pub(crate) fn is_saved(&self) -> bool {
        self.save_error.is_none() && self.saved_seq >= self.history.last_seq()
    }

    /// Figures are there, of the data as they were at some time, or none can come.
    pub(crate) fn is_worked_out(&self) -> bool {
        self.analyses > 0 || self.analysing.is_none()
    }

    /// What a report written now would hold.
    pub(crate) fn edition(&self) -> Edition {
        (self.history.last_seq(), self.analyses)
    }

    /// `Working out the findings: Testing signals`, while they are.
    pub(crate) fn working(&self) -> Option<String> {
        self.analysing.as_deref().map(|doing| match doing {
            "" => "Working out the findings …".to_owned(),
            doing => format!("Working out the findings: {doing} …"),
        })
    }

    /// The reason code a renewal has now: the room's, else the data's.
    pub(crate) fn reason_of<'a>(&'a self, renewal: &'a Renewal) -> Option<&'a ReasonCode> {
        match self.session().recoded.get(&renewal.id) {
            Some(given) => given.as_ref(),
            None => renewal.reason.as_ref(),
        }
    }

    /// Findings that could go on the board: not there yet, and not turned down.
    pub fn suggested(&self) -> Vec<&SuggestedInsight> {
        let session = self.session();
        let on_board: HashSet<&str> = session.insights.iter().flat_map(|card| &card.evidence).map(|e| e.key.as_str()).collect();
        let offered = self.findings.insights.iter();
        offered.filter(|s| !session.dismissed_findings.contains(&s.evidence.key) && !on_board.contains(s.evidence.key.as_str())).collect()
    }
}
