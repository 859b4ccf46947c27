//! The actions the room agreed, and those it carried over.

use chrono::NaiveDate;

use crate::domain::action::{Action, ActionId, ActionStatus, CarriedAction, SuccessMetric, Team};
use crate::domain::card::CardId;
use crate::domain::event::Event;
use crate::domain::phase::Phase;

use super::script::Script;

/// An action in short: title, owner, role, team, due, metric (name, baseline, target), SLA in days, insight.
struct Draft {
    title: &'static str,
    owner: (&'static str, &'static str),
    team: Team,
    due: &'static str,
    metric: (&'static str, &'static str, &'static str),
    sla_days: u32,
    insight: Option<u32>,
}

/// The first is the one that stalls; the next quarter shows that it is missing.
const AGREED: [Draft; 5] = [
    Draft {
        title: "Name and meet a second champion in every enterprise account over $200k",
        owner: ("Jonas Feldkamp", "CSM lead enterprise"),
        team: Team::CsOps,
        due: "2026-08-31",
        metric: ("enterprise accounts over $200k with two champions", "31 %", "80 %"),
        sla_days: 14,
        insight: Some(3),
    },
    Draft {
        title: "Alert the owner when an account's health falls ten points in eight weeks",
        owner: ("Samuel Okoye", "CS operations analyst"),
        team: Team::CsOps,
        due: "2026-08-15",
        metric: ("falling accounts called within a week", "38 %", "75 %"),
        sla_days: 7,
        insight: Some(1),
    },
    Draft {
        title: "No uplift over 7 % goes out without an executive call before it",
        owner: ("Claire Montand", "Deal desk manager"),
        team: Team::Finance,
        due: "2026-10-30",
        metric: ("steep uplifts with an executive call", "57 %", "100 %"),
        sla_days: 30,
        insight: Some(4),
    },
    Draft {
        title: "Show depot leads every Monday which of their seats nobody used",
        owner: ("Arjun Mehrotra", "Product manager Dispatch"),
        team: Team::Product,
        due: "2026-11-13",
        metric: ("enterprise seats idle for 30 days", "17 %", "8 %"),
        sla_days: 14,
        insight: Some(5),
    },
    Draft {
        title: "Run the executive alignment play for every high-risk account, 90 days out",
        owner: ("Adaeze Obiora", "Senior CSM"),
        team: Team::CsOps,
        due: "2026-12-11",
        metric: ("high-risk enterprise accounts with the play", "74 %", "95 %"),
        sla_days: 14,
        insight: Some(2),
    },
];

const FROM_BEFORE: [Draft; 2] = [
    Draft {
        title: "Publish a status page and call every enterprise account after an outage",
        owner: ("Priya Raghunath", "Senior CSM"),
        team: Team::Product,
        due: "2026-05-29",
        metric: ("losses with reliability as a reason, a quarter", "2", "0"),
        sla_days: 14,
        insight: None,
    },
    Draft {
        title: "Start every enterprise renewal 120 days before it is due",
        owner: ("Tomás Iriarte", "CSM"),
        team: Team::CsOps,
        due: "2026-06-30",
        metric: ("renewals started 90 days or more before due", "71 %", "90 %"),
        sla_days: 14,
        insight: None,
    },
];

impl Draft {
    fn action(&self, number: u32) -> Action {
        let (name, baseline, target) = self.metric;
        Action {
            title: self.title.into(),
            owner: self.owner.0.into(),
            role: self.owner.1.into(),
            team: self.team,
            due: self.due.parse::<NaiveDate>().ok(),
            metric: SuccessMetric { name: name.into(), baseline: baseline.into(), target: target.into(), ..SuccessMetric::default() },
            sla_days: self.sla_days,
            insight: self.insight.map(CardId),
            ..Action::new(ActionId(number), String::new())
        }
    }
}

/// What the retro of the quarter before left to do.
pub(crate) fn carried(session: &str) -> Vec<CarriedAction> {
    let carried =
        |(number, draft): (u32, &Draft)| CarriedAction::new(session, Action { status: ActionStatus::InProgress, ..draft.action(number) });
    (1..).zip(&FROM_BEFORE).map(carried).collect()
}

/// The room plans: the first action is written without a date, which the form then asks for.
pub(crate) fn plan(script: &mut Script) {
    let first = AGREED[0].action(1);
    script.after(160, Event::ActionAdded { action: Action { due: None, ..first.clone() } });
    script.after(75, Event::ActionChanged { action: first, why: None });
    for (number, draft) in (1..).zip(&AGREED).skip(1) {
        script.after(170, Event::ActionAdded { action: draft.action(number) });
    }
    script.note(
        90,
        Phase::ActionPlanning,
        "Arjun can promise November for Dispatch; Assets and Inspect follow when the first depots like it.",
    );
}

/// An action with what became of it.
pub(crate) fn with_status(number: u32, status: ActionStatus) -> Event {
    let draft = &AGREED[number as usize - 1];
    Event::ActionChanged { action: Action { status, ..draft.action(number) }, why: None }
}
