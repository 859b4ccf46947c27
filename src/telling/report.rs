//! The retro report as blocks. Each part of it stands in a file of its own.

pub(crate) mod appendix;
mod corrections;
pub(crate) mod deck;
pub(crate) mod origin;

mod figure;
mod first_page;
mod forecast;
mod head;
mod house;
mod losses;
mod metrics;
mod patterns;
mod plays;
mod quality;
mod room;
mod signals;
pub(crate) mod time;
mod watch;

use indexmap::IndexMap;

use super::block::{Block, Cell, Document, Text, data};
use super::figures;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Findings;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::session::{History, Session};

/// What the parts are written from.
struct Source<'a> {
    facts: &'a Facts,
    findings: &'a Findings,
    session: Option<&'a Session>,
    /// What whoever reads it must know first.
    doubts: Vec<String>,
}

impl<'a> Source<'a> {
    /// The account of a renewal, for people; its id when the data no longer holds it.
    fn account(&self, id: &RenewalId) -> Text {
        data(self.facts.find(id).map_or(&id.0, |renewal| &renewal.account))
    }

    fn money(&self, amount: Option<Money>) -> String {
        figures::money(amount, &self.facts.currency)
    }

    fn money_cell(&self, amount: Option<Money>) -> Cell {
        Cell::money(amount, &self.facts.currency)
    }

    fn room(&self) -> RoomDecisions<'a> {
        self.session.map(RoomDecisions::of).unwrap_or_default()
    }

    /// One person reviews the data: what the data suggest is what there is to tell.
    fn has_no_room(&self) -> bool {
        self.session.is_none_or(|session| !session.scope.depth.is_workshop())
    }

    /// What a figure of the scope's window is of (`GRR, 2026-Q3`).
    fn in_window(&self, what: &str) -> String {
        format!("{what}, {}", self.facts.scope.window.label)
    }
}

fn ids<'r>(renewals: impl IntoIterator<Item = &'r Renewal>) -> Vec<RenewalId> {
    renewals.into_iter().map(|renewal| renewal.id.clone()).collect()
}

/// Figures with the same remark share it: each remark with what it is about, in order.
fn by_remark<'r, T>(remarks: impl IntoIterator<Item = (&'r str, T)>) -> IndexMap<&'r str, Vec<T>> {
    let mut groups: IndexMap<&str, Vec<T>> = IndexMap::new();
    for (remark, about) in remarks {
        groups.entry(remark).or_default().push(about);
    }
    groups
}

/// What a mail says of it: the result, why, and what is coming up.
pub(crate) fn in_short(facts: &Facts, findings: &Findings, history: Option<&History>) -> Vec<Block> {
    let source =
        Source { facts, findings, session: history.map(History::session), doubts: history.map(History::doubts).unwrap_or_default() };
    let mut doc = Document::default();
    head::write(&mut doc, &source);
    first_page::why(&mut doc, &source);
    first_page::coming_up(&mut doc, &source);
    doc.blocks
}

/// The report; `history` is `None` when one person reviews the data alone.
pub(crate) fn report(facts: &Facts, findings: &Findings, history: Option<&History>) -> Vec<Block> {
    let source =
        Source { facts, findings, session: history.map(History::session), doubts: history.map(History::doubts).unwrap_or_default() };
    let mut doc = Document::default();
    head::write(&mut doc, &source);
    first_page::why(&mut doc, &source);
    first_page::who_does_what(&mut doc, &source);
    first_page::coming_up(&mut doc, &source);
    doc.new_page();
    losses::write(&mut doc, &source);
    room::escalations(&mut doc, &source);
    if source.has_no_room() {
        room::suggested(&mut doc, &source);
    }
    if let Some(session) = source.session {
        room::insights(&mut doc, session);
        room::restated(&mut doc, session);
        room::themes(&mut doc, session);
        room::actions(&mut doc, &source, session);
    }
    watch::write(&mut doc, &source);
    corrections::write(&mut doc, &source);
    metrics::write(&mut doc, &source);
    patterns::write(&mut doc, &source);
    signals::write(&mut doc, &source);
    plays::write(&mut doc, &source);
    forecast::write(&mut doc, &source);
    quality::write(&mut doc, &source);
    if let Some(session) = source.session {
        house::write(&mut doc, session);
        room::closing(&mut doc, session);
    }
    if let Some(history) = history {
        time::write(&mut doc, history);
        origin::write(&mut doc, history);
    }
    doc.blocks
}
