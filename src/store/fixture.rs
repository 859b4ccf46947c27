//! A small session for tests.

use chrono::{DateTime, Utc};

use crate::domain::Name;
use crate::domain::action::{Action, SuccessMetric, Team};
use crate::domain::card::InsightKind;
use crate::domain::event::{Event, Record};
use crate::domain::person::PersonId;
use crate::domain::scope::{Depth, HISTORY_MONTHS, Scope};
use crate::domain::session::History;
use crate::domain::window::{FiscalYear, Window};

pub(crate) fn at(minute: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
    start + chrono::TimeDelta::minutes(minute)
}

pub(crate) fn scope(year: i32, quarter: u32) -> Scope {
    Scope {
        segment: Some(Name::from("enterprise")),
        window: Window::quarter(year, quarter, FiscalYear::default()),
        include_churn: true,
        dimensions: vec![],
        depth: Depth::Workshop,
        as_of: "2026-11-23".parse().unwrap(),
        fiscal_start: 1,
        history_months: HISTORY_MONTHS,
        targets: crate::domain::target::Targets::default(),
        note: None,
        known_until: None,
    }
}

pub(crate) fn opened(id: &str, scope: Scope) -> Record {
    let event = Event::opening(id, scope);
    Record { seq: 1, at: at(0), by: "Mara".into(), who: PersonId::ROOM, asked: None, part_of: None, from: None, event }
}

/// An opened session in which one critical blocker was named and one action agreed.
pub(crate) fn history(id: &str, scope: Scope) -> History {
    let mut history = History::fold(vec![opened(id, scope)]).unwrap();
    add_card(&mut history, "Champions leave and nobody notices", true);
    let mut action = Action::new(history.next_action(), "Name a second champion in each account".into());
    action.owner = "Jonas Weber".into();
    action.role = "CSM lead".into();
    action.team = Team::CsOps;
    action.due = Some("2026-12-15".parse().unwrap());
    action.metric = SuccessMetric {
        name: "accounts with two champions".into(),
        baseline: "41 %".into(),
        target: "80 %".into(),
        ..SuccessMetric::default()
    };
    action.insight = Some(crate::domain::card::CardId(1));
    history.push(at(2), "Jonas", Event::ActionAdded { action });
    history
}

pub(crate) fn add_card(history: &mut History, text: &str, critical: bool) {
    let id = history.next_card();
    history.push(at(1), "Mara", Event::CardAdded { id, kind: InsightKind::Blocker, text: text.into(), critical, evidence: vec![] });
}
