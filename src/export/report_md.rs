//! The retro report as Markdown. Each part of it stands in a file of its own.

mod corrections;
mod data;
mod forecast;
mod head;
mod losses;
mod metrics;
mod patterns;
mod plays;
mod room;
mod signals;
mod watch;

use indexmap::IndexMap;

use super::markdown::{Document, escape};
use crate::analysis::findings::Findings;
use crate::domain::facts::Facts;
use crate::domain::renewal::RenewalId;
use crate::domain::session::{History, Session};
use crate::telling::figures;

/// What the parts are written from.
struct Source<'a> {
    facts: &'a Facts,
    findings: &'a Findings,
    session: Option<&'a Session>,
    /// What whoever reads it must know first.
    doubts: Vec<String>,
}

impl Source<'_> {
    /// The account of a renewal, for people; its id when the data no longer holds it.
    fn account(&self, id: &RenewalId) -> String {
        escape(self.facts.find(id).map_or(&id.0, |renewal| &renewal.account))
    }

    fn money(&self, amount: Option<crate::domain::money::Money>) -> String {
        figures::money(amount, &self.facts.currency)
    }
}

/// Figures with the same remark share it: each remark with what it is about, in order.
fn by_remark<'r, T>(remarks: impl IntoIterator<Item = (&'r str, T)>) -> IndexMap<&'r str, Vec<T>> {
    let mut groups: IndexMap<&str, Vec<T>> = IndexMap::new();
    for (remark, about) in remarks {
        groups.entry(remark).or_default().push(about);
    }
    groups
}

/// The report; `history` is `None` when one person reviews the data alone.
pub fn report(facts: &Facts, findings: &Findings, history: Option<&History>) -> Vec<u8> {
    let source =
        Source { facts, findings, session: history.map(History::session), doubts: history.map(History::doubts).unwrap_or_default() };
    let mut doc = Document::default();
    head::write(&mut doc, &source);
    losses::write(&mut doc, &source);
    room::escalations(&mut doc, &source);
    match source.session {
        Some(session) => {
            room::insights(&mut doc, session);
            room::themes(&mut doc, session);
            room::actions(&mut doc, session);
        }
        None => room::suggested(&mut doc, &source),
    }
    watch::write(&mut doc, &source);
    corrections::write(&mut doc, &source);
    metrics::write(&mut doc, &source);
    patterns::write(&mut doc, &source);
    signals::write(&mut doc, &source);
    plays::write(&mut doc, &source);
    forecast::write(&mut doc, &source);
    data::write(&mut doc, &source);
    if let Some(session) = source.session {
        room::closing(&mut doc, session);
    }
    if let Some(history) = history {
        super::time::write(&mut doc, history);
    }
    doc.into_bytes()
}

#[cfg(test)]
#[path = "report_md_tests.rs"]
mod tests;
