//! The findings that a room kept, tested again on other data than it saw: the same test over the same window, so that only the data differ.

use std::collections::BTreeSet;

use super::blockers::{self, accounts_by_reason};
use super::decisions::RoomDecisions;
use super::emerging;
use super::findings::{Emerging, Harm};
use super::held_again::{self, Outcome};
use super::indicators::{self, FALSE_DISCOVERY};
use super::risk_set::RiskSet;
use crate::domain::card::{CardId, Evidence};
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::RenewalId;
use crate::domain::restated::Still;
use crate::domain::session::Session;

/// What keeps that much of its size holds as it did.
const AS_LARGE: f64 = 0.8;
/// Not sure any more, and of less than this size, it is gone.
const HALF: f64 = 0.5;

/// What a finding counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Counted {
    pub part: u64,
    pub of: u64,
    /// The same without it, where it is a comparison.
    pub other: Option<(u64, u64)>,
    pub p: Option<f64>,
}

/// A finding on a card, on the data that the room saw and on those of now.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tested<'a> {
    pub card: CardId,
    pub evidence: &'a Evidence,
    pub still: Still,
    pub then: Option<Counted>,
    pub now: Option<Counted>,
    pub harm: Option<Harm>,
    pub why: Option<String>,
    /// The renewals that it is about, on either.
    pub about: BTreeSet<RenewalId>,
}

/// One of the two data.
struct Data<'a> {
    facts: &'a Facts,
    room: RoomDecisions<'a>,
    set: Option<RiskSet<'a>>,
    emerging: Vec<Emerging>,
}

impl<'a> Data<'a> {
    fn of(facts: &'a Facts, room: RoomDecisions<'a>) -> Self {
        Self { facts, room, set: RiskSet::of(facts, &Silent).ok(), emerging: emerging::emerging(facts, &room) }
    }
}

/// What one of the data say of a finding.
#[derive(Default)]
struct Said {
    counted: Option<Counted>,
    harm: Option<Harm>,
    why: Option<String>,
    about: BTreeSet<RenewalId>,
}

/// Each finding behind a card of the board, once a card; both facts with what the room corrected.
pub(crate) fn restated<'s>(then: &Facts, now: &Facts, session: &'s Session) -> Vec<Tested<'s>> {
    if session.insights.iter().all(|card| card.evidence.is_empty()) {
        return Vec::new();
    }
    let room = RoomDecisions::of(session);
    let (then, now) = (Data::of(then, room), Data::of(now, room));
    let all = session.insights.iter().flat_map(|card| card.evidence.iter().map(move |evidence| (card.id, evidence)));
    all.map(|(card, evidence)| test(card, evidence, &then, &now)).collect()
}

/// What data say of a finding that was made elsewhere.
pub(crate) struct Again {
    /// `None` where the data do not show it, or no test stands behind it.
    pub counted: Option<Counted>,
    pub harm: Option<Harm>,
    /// Why nothing is said.
    pub why: Option<String>,
}

/// What data say of findings by their keys, each as a retro of that scope would.
pub(crate) fn again(facts: &Facts, room: RoomDecisions<'_>, keys: &[&str]) -> Vec<Again> {
    let data = Data::of(facts, room);
    let of = |key: &&str| {
        let Said { counted, harm, why, .. } = said(&data, key);
        Again { counted, harm, why }
    };
    keys.iter().map(of).collect()
}

fn test<'s>(card: CardId, evidence: &'s Evidence, then: &Data<'_>, now: &Data<'_>) -> Tested<'s> {
    let [was, is] = [then, now].map(|data| said(data, &evidence.key));
    let is_tested = was.counted.is_some() || is.counted.is_some();
    let (still, why) = match (&was.counted, &is.counted) {
        (Some(was), Some(now)) => (still(was, now), None),
        (Some(_), None) => (Still::Gone, is.why.or_else(|| Some("the data of now do not show it".to_owned()))),
        (None, _) if is_tested => (Still::NotTested, Some("by this test, what the room saw was too little, too".to_owned())),
        (None, _) => (Still::NotTested, was.why.or_else(|| Some("no test stands behind it".to_owned()))),
    };
    let about = was.about.into_iter().chain(is.about).chain(evidence.renewals.iter().cloned()).collect();
    Tested { card, evidence, still, then: was.counted, now: is.counted, harm: is.harm.or(was.harm), why, about }
}

fn said(data: &Data<'_>, key: &str) -> Said {
    match key.split_once(':') {
        Some(("signal", name)) => {
            let read = indicators::read(data.facts, name).into_iter().filter(|(_, with, _)| *with);
            compared(data, key, read.map(|(renewal, ..)| renewal.id.clone()).collect())
        }
        Some(("play", name)) => {
            let with = data.facts.in_scope().filter(|renewal| renewal.plays.iter().any(|used| used.play.as_str() == name));
            compared(data, key, with.map(|renewal| renewal.id.clone()).collect())
        }
        Some(("reason", code)) => ReasonCode::read(code).map(|reason| lost_for(data, &reason)).unwrap_or_default(),
        Some(("emerging", key)) => grown(data, key),
        _ => Said::default(),
    }
}

/// A signal or a play, as it is asked again after the window.
fn compared(data: &Data<'_>, key: &str, about: BTreeSet<RenewalId>) -> Said {
    let found = data.set.as_ref().and_then(|set| held_again::over(set, &data.facts.coverage, key, |_| true));
    let Some(Outcome { table: [with_lost, with_kept, without_lost, without_kept], harm, found, why }) = found else {
        return Said { about, ..Said::default() };
    };
    let (of, other) = (with_lost + with_kept, (without_lost, without_lost + without_kept));
    let counted = found.map(|(_, p)| Counted { part: with_lost, of, other: Some(other), p: Some(p) });
    Said { counted, harm: Some(harm), why, about }
}

/// The accounts that cost ARR for a reason.
fn lost_for(data: &Data<'_>, reason: &ReasonCode) -> Said {
    let window = &data.facts.scope.window;
    let (by_reason, of) = accounts_by_reason(data.facts, &data.room, window);
    let part = by_reason.get(reason).map_or(0, BTreeSet::len) as u64;
    let behind = blockers::behind(data.facts, &data.room, reason, window);
    let counted = (part > 0).then_some(Counted { part, of, other: None, p: None });
    Said { counted, about: behind.into_iter().map(|renewal| renewal.id.clone()).collect(), ..Said::default() }
}

/// What is new or grows.
fn grown(data: &Data<'_>, key: &str) -> Said {
    let Some(found) = data.emerging.iter().find(|found| found.key == key) else { return Said::default() };
    let counted = Counted { part: found.now, of: found.now_of, other: Some((found.before, found.before_of)), p: Some(found.p) };
    Said { counted: Some(counted), about: found.renewals.iter().cloned().collect(), ..Said::default() }
}

/// How much there is of it: the difference that it makes, or the accounts that it cost.
fn size(counted: &Counted) -> f64 {
    let share = |(part, of): (u64, u64)| part as f64 / of.max(1) as f64;
    counted.other.map_or(counted.part as f64, |other| share((counted.part, counted.of)) - share(other))
}

/// What became of a finding that was so large and so sure.
pub(crate) fn still(then: &Counted, now: &Counted) -> Still {
    let is_sure = |counted: &Counted| counted.p.is_none_or(|p| p <= FALSE_DISCOVERY);
    let (was, is) = (size(then), size(now));
    let kept = if was == 0.0 { 1.0 } else { is / was };
    match () {
        () if kept < 0.0 && is_sure(now) => Still::Reversed,
        () if kept <= 0.0 => Still::Gone,
        () if is_sure(then) && !is_sure(now) && kept < HALF => Still::Gone,
        () if is_sure(then) && !is_sure(now) => Still::Weaker,
        () if kept < AS_LARGE => Still::Weaker,
        () => Still::Holds,
    }
}

#[cfg(test)]
#[path = "restated_tests.rs"]
mod tests;
