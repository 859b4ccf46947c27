//! Small facts for tests.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::Name;
use crate::domain::facts::{Coverage, Facts};
use crate::domain::money::{Currency, Money};
use crate::domain::quality::Quality;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{ExecInvolvement, Note, Origin, Outcome, PlayUse, Pricing, Renewal, RenewalId, Risk, Signals};
use crate::domain::scope::{Depth, HISTORY_MONTHS, Scope};
use crate::domain::window::{FiscalYear, Window};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Open, without amounts; everything else is added by what follows.
pub(crate) fn renewal(id: &str, due: &str) -> Renewal {
    let name = |text: &str| Name::from(text);
    Renewal {
        id: RenewalId::new(id),
        account_id: name(&format!("A-{id}")),
        account: name(&format!("Account {id}")),
        segment: name("enterprise"),
        product: name("Core"),
        geo: name("EMEA"),
        persona: name("Operations"),
        cs_owner: name("Mara"),
        due: day(due),
        closed: None,
        started: None,
        outcome: Outcome::Open,
        early_termination: false,
        stands_alone: false,
        contract_end: None,
        before: None,
        after: None,
        reason: None,
        secondary: vec![],
        reason_source: None,
        competitor: None,
        exec: ExecInvolvement::Unknown,
        pricing: Pricing::default(),
        forecast: None,
        signals: Signals::default(),
        plays: vec![],
        notes: vec![],
        origin: Origin::default(),
    }
}

/// What tests say of a renewal.
pub(crate) trait Build: Sized {
    /// Renewed from and to whole units of ARR.
    fn renewed(self, before: i64, after: i64) -> Self;
    fn churned(self, before: i64) -> Self;
    fn open(self, before: i64) -> Self;
    fn because(self, reason: &str) -> Self;
    fn closed(self, on: &str) -> Self;
    fn play(self, play: &str, risk: Risk) -> Self;
    fn note(self, on: &str, text: &str) -> Self;
    fn with(self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self;
        change(&mut changed);
        changed
    }
}

impl Build for Renewal {
    fn renewed(self, before: i64, after: i64) -> Self {
        Self { outcome: Outcome::Renewed, before: Some(Money::units(before)), after: Some(Money::units(after)), ..self }
    }

    fn churned(self, before: i64) -> Self {
        Self { outcome: Outcome::Churned, before: Some(Money::units(before)), after: Some(Money::ZERO), ..self }
    }

    fn open(self, before: i64) -> Self {
        Self { outcome: Outcome::Open, before: Some(Money::units(before)), after: None, ..self }
    }

    fn because(self, reason: &str) -> Self {
        Self { reason: ReasonCode::read(reason), ..self }
    }

    fn closed(self, on: &str) -> Self {
        Self { closed: Some(day(on)), ..self }
    }

    fn play(mut self, play: &str, risk: Risk) -> Self {
        let on = self.due - chrono::Days::new(60);
        self.plays.push(PlayUse { play: Name::from(play), on, risk_before: Some(risk) });
        self
    }

    fn note(mut self, on: &str, text: &str) -> Self {
        self.notes.push(Note { on: day(on), author: Name::from("Mara"), text: text.to_owned() });
        self
    }
}

/// Facts of 2026-Q3, all parts covered.
pub(crate) fn facts(mut renewals: Vec<Renewal>) -> Facts {
    renewals.sort_by(|x, y| x.due.cmp(&y.due).then_with(|| x.id.cmp(&y.id)));
    let all = Coverage {
        health: true,
        usage: true,
        notes: true,
        plays: true,
        tickets: true,
        pricing: true,
        forecast: true,
        exec: true,
        arr_before: true,
    };
    Facts {
        scope: Scope {
            segment: None,
            window: Window::quarter(2026, 3, FiscalYear::default()),
            include_churn: true,
            dimensions: vec![],
            depth: Depth::Workshop,
            as_of: day("2026-10-15"),
            fiscal_start: 1,
            history_months: HISTORY_MONTHS,
            targets: crate::domain::target::Targets::default(),
            note: None,
            known_until: None,
        },
        currency: Currency::new("USD"),
        coverage: all,
        due_range: renewals.first().zip(renewals.last()).map(|(first, last)| (first.due, last.due)),
        renewals: renewals.into_iter().map(Arc::new).collect(),
        quality: Quality::default(),
        source: "test".into(),
        cohorts: vec![],
        no_dues: None,
        going_on: Vec::new(),
        ahead: vec![],
        usage_until: None,
        corrections: vec![],
        others: vec![],
    }
}
