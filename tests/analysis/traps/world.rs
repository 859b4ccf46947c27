//! Books of contracts in which nothing matters: whatever is recorded has no effect on who is lost. Each trap is a way in which it
//! looks as if it had.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use run_retro::domain::Name;
use run_retro::domain::facts::Facts;
use run_retro::domain::money::Money;
use run_retro::domain::renewal::{ExecInvolvement, Note, Outcome, PlayUse, Renewal, RenewalId, Signals, Ticket};

use crate::made;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trap {
    /// None: what is recorded is recorded alike for everybody.
    Plain,
    /// Who renews negotiates the uplift down; who leaves is asked for none.
    UpliftAgreed,
    /// Tickets are opened after a loss has closed.
    TicketsAfterLoss,
    /// Half of the losses are decided before a play can be run.
    EarlyLosses,
    /// Most renewals are decided early: they have less time for anything to happen.
    EarlyRenewals,
    /// Health falls in every contract year, and whoever left before its end did not live to see it.
    EarlyTerminations,
    /// Segments differ in losses and in what happens to them.
    Segments,
    /// Losses rise, and tickets and a new play come up in the same months.
    Time,
    /// Health falls for everybody, and a play's risk is read after the fall.
    RiskReadLate,
    /// A play is run, and an executive called, after the outcome.
    AfterTheOutcome,
    /// Champions left years ago.
    OldEvents,
    /// Nobody says when anything was closed, and usage ends with the loss.
    NoClosingDays,
}

impl Trap {
    pub const ALL: [Self; 12] = [
        Self::Plain,
        Self::UpliftAgreed,
        Self::TicketsAfterLoss,
        Self::EarlyLosses,
        Self::EarlyRenewals,
        Self::EarlyTerminations,
        Self::Segments,
        Self::Time,
        Self::RiskReadLate,
        Self::AfterTheOutcome,
        Self::OldEvents,
        Self::NoClosingDays,
    ];
}

const SEGMENTS: [&str; 3] = ["enterprise", "growth", "scale"];
/// The first due day, and the day from which on losses rise and a new play is run.
const FROM: &str = "2024-10-01";
const TURN: &str = "2025-10-15";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Facts of so many accounts with so many contracts each, renewed yearly for two years until the account leaves.
pub fn facts(trap: Trap, accounts: usize, contracts: usize, seed: u64) -> Facts {
    let mut facts = made::facts(1, seed, 728);
    let blank = Renewal {
        signals: Signals::default(),
        plays: vec![],
        notes: vec![],
        reason: None,
        reason_source: None,
        competitor: None,
        ..(*facts.renewals[0]).clone()
    };
    let mut world = World { trap, rng: ChaCha8Rng::seed_from_u64(seed), blank };
    let mut renewals: Vec<Renewal> = (0..accounts).flat_map(|account| world.account(account, contracts)).collect();
    renewals.sort_by(|x, y| x.due.cmp(&y.due).then_with(|| x.id.cmp(&y.id)));
    facts.due_range = renewals.first().zip(renewals.last()).map(|(first, last)| (first.due, last.due));
    facts.renewals = renewals.into_iter().map(Arc::new).collect();
    facts
}

struct World {
    trap: Trap,
    rng: ChaCha8Rng,
    blank: Renewal,
}

/// What is so of an account over all its contracts.
struct Account {
    number: usize,
    segment: usize,
    leaves: Option<NaiveDate>,
    champion_left: Option<NaiveDate>,
    is_steep: bool,
}

impl World {
    fn chance(&mut self, percent: f64) -> bool {
        self.rng.random_bool(percent / 100.0)
    }

    fn account(&mut self, number: usize, contracts: usize) -> Vec<Renewal> {
        let segment = number % SEGMENTS.len();
        let marks = if self.trap == Trap::Segments { [2.0, 10.0, 40.0][segment] } else { 15.0 };
        let leaves = self.leaves(segment);
        let left_long_ago = self.trap == Trap::OldEvents && self.chance(15.0);
        let champion_left = if left_long_ago {
            Some(day(FROM) - Days::new(self.rng.random_range(500..1_500)))
        } else {
            self.chance(marks * 2.0).then(|| day(FROM) + Days::new(self.rng.random_range(0..728)))
        };
        let is_steep = self.chance(if self.trap == Trap::Segments { marks * 1.5 } else { 25.0 });
        let account = Account { number, segment, leaves, champion_left, is_steep };
        (0..contracts).flat_map(|contract| self.contract(&account, contract)).collect()
    }

    /// The day on which an account decides to leave: whatever is due afterwards is lost.
    fn leaves(&mut self, segment: usize) -> Option<NaiveDate> {
        let yearly: [f64; 2] = match self.trap {
            Trap::Segments => [[3.0, 10.0, 22.0][segment]; 2],
            Trap::Time => [5.0, 20.0],
            _ => [12.0; 2],
        };
        let turn = (day(TURN) - day(FROM)).num_days().unsigned_abs();
        let spans = [(0, turn, yearly[0]), (turn, 728, yearly[1])];
        spans
            .into_iter()
            .find_map(|(from, to, percent)| self.chance(percent).then(|| day(FROM) + Days::new(self.rng.random_range(from..to))))
    }

    fn contract(&mut self, account: &Account, contract: usize) -> Vec<Renewal> {
        let first = day(FROM) + Days::new(self.rng.random_range(0..364));
        let amount = self.rng.random_range(0.0..3.5_f64).exp() * 5_000.0;
        let mut all = Vec::new();
        for year in 0..2_u64 {
            let due = first + Days::new(year * 364);
            let is_lost = account.leaves.is_some_and(|leaves| leaves < due);
            all.push(self.renewal(account, &format!("{}-{contract}-{year}", account.number), due, is_lost, amount as i64));
            if is_lost {
                break;
            }
        }
        all
    }

    fn renewal(&mut self, account: &Account, id: &str, due: NaiveDate, is_lost: bool, amount: i64) -> Renewal {
        let closed = self.closed(due, is_lost);
        let mut renewal = Renewal {
            id: RenewalId::new(&format!("R-{id}")),
            account_id: Name::from(format!("A-{}", account.number)),
            segment: Name::from(SEGMENTS[account.segment]),
            product: Name::from(format!("Product {}", id.split('-').nth(1).unwrap_or_default())),
            due,
            closed: (self.trap != Trap::NoClosingDays).then_some(closed),
            started: Some(due - Days::new(self.rng.random_range(20..120))),
            outcome: if is_lost { Outcome::Churned } else { Outcome::Renewed },
            before: Some(Money::units(amount)),
            after: Some(if is_lost { Money::ZERO } else { Money::units(amount) }),
            ..self.blank.clone()
        };
        self.price(&mut renewal, account);
        self.signals(&mut renewal, account, closed);
        self.plays(&mut renewal, account, closed);
        self.notes(&mut renewal, closed);
        if self.trap == Trap::EarlyTerminations && is_lost {
            self.leave_early(&mut renewal);
        }
        renewal
    }

    fn closed(&mut self, due: NaiveDate, is_lost: bool) -> NaiveDate {
        let is_early = match (self.trap, is_lost) {
            (Trap::EarlyLosses, true) => self.chance(50.0),
            (Trap::EarlyRenewals, false) => self.chance(60.0),
            _ => false,
        };
        let days = match (is_early, is_lost) {
            (true, _) => self.rng.random_range(70..130),
            (false, true) => self.rng.random_range(1..27),
            (false, false) => self.rng.random_range(0..30),
        };
        due - Days::new(days)
    }

    fn price(&mut self, renewal: &mut Renewal, account: &Account) {
        let asked = if account.is_steep { 900 } else { 300 };
        let agreed = match (self.trap, renewal.outcome) {
            (Trap::UpliftAgreed, Outcome::Churned) => 0,
            (Trap::UpliftAgreed, _) => 300,
            _ => asked,
        };
        (renewal.pricing.uplift_contract, renewal.pricing.uplift_applied) = (Some(asked), Some(agreed));
    }

    /// Something that happens on any day of the year before due, if the renewal lives to see it.
    fn lived(&mut self, percent: f64, due: NaiveDate, closed: NaiveDate) -> Option<NaiveDate> {
        let on = due - Days::new(self.rng.random_range(1..365));
        (self.chance(percent) && on < closed).then_some(on)
    }

    fn signals(&mut self, renewal: &mut Renewal, account: &Account, closed: NaiveDate) {
        let due = renewal.due;
        let falls = matches!(self.trap, Trap::RiskReadLate | Trap::EarlyTerminations);
        let level: f64 = self.rng.random_range(40.0..90.0);
        let health = [0.0, 15.0, 30.0].map(|fall| Some(if falls { level - fall } else { level + self.rng.random_range(-8.0..8.0) }));
        let mut usage = [0; 6].map(|_| self.rng.random_range(60..140));
        if self.trap == Trap::NoClosingDays && renewal.is_churned() {
            usage[0] = 10;
        }
        let percent = if self.trap == Trap::Segments { [10.0, 40.0, 80.0][account.segment] } else { 60.0 };
        let exec_first = self.lived(percent, due, closed);
        renewal.exec = if exec_first.is_some() { ExecInvolvement::Early } else { ExecInvolvement::None };
        renewal.signals = Signals {
            health,
            usage: Some(usage.map(Some)),
            dated_tickets: Some(self.tickets(renewal, closed)),
            champion_left: account.champion_left.filter(|on| *on < closed),
            owner_changed: self.lived(25.0, due, closed),
            exec_first,
            ..Signals::default()
        };
    }

    fn tickets(&mut self, renewal: &Renewal, closed: NaiveDate) -> Vec<Ticket> {
        let count = self.rng.random_range(0..6);
        let mut all: Vec<Ticket> = (0..count)
            .map(|_| Ticket { opened: renewal.due - Days::new(self.rng.random_range(1..120)), is_escalated: self.rng.random_bool(0.05) })
            .collect();
        if self.trap == Trap::TicketsAfterLoss && renewal.is_churned() {
            all.extend((1..6).map(|i| Ticket { opened: (closed + Days::new(i)).min(renewal.due - Days::new(1)), is_escalated: true }));
        }
        if self.trap == Trap::Time {
            all.retain(|ticket| ticket.opened >= day(TURN));
            for ticket in &mut all {
                ticket.is_escalated = ticket.opened.to_string().ends_with(['0', '3']);
            }
        }
        all.sort_unstable();
        all
    }

    fn plays(&mut self, renewal: &mut Renewal, account: &Account, closed: NaiveDate) {
        let on = renewal.due - Days::new(60);
        let percent = if self.trap == Trap::Segments { [10.0, 30.0, 60.0][account.segment] } else { 30.0 };
        let is_run = self.chance(percent) && on < closed && (self.trap != Trap::Time || on >= day(TURN));
        // Read after the fall, a play's risk is not the one that the others' health told before it.
        let risk_before = renewal.signals.health[2].map(run_retro::domain::renewal::Risk::from_health);
        let used = |on| PlayUse { play: Name::from("Value review"), on, risk_before };
        renewal.plays.extend(is_run.then(|| used(on)));
        if self.trap == Trap::AfterTheOutcome && !renewal.is_churned() && self.chance(60.0) {
            renewal.plays.push(used(closed + Days::new(20)));
        }
        if self.trap == Trap::AfterTheOutcome && renewal.is_churned() {
            renewal.signals.exec_first.get_or_insert(closed + Days::new(10));
        }
    }

    fn notes(&mut self, renewal: &mut Renewal, closed: NaiveDate) {
        for text in ["Our champion resigned last month.", "The finance team wants savings of a tenth.", "All is well."] {
            let on = self.lived(20.0, renewal.due, closed);
            renewal.notes.extend(on.map(|on| Note { on, author: Name::from("Mara"), text: text.to_owned() }));
        }
    }

    /// Who left before the contract's end is due on the day of the loss, when health had not fallen yet.
    fn leave_early(&mut self, renewal: &mut Renewal) {
        let left = renewal.due - Days::new(self.rng.random_range(40..300));
        let level = renewal.signals.health[0];
        (renewal.due, renewal.closed, renewal.early_termination) = (left, Some(left), true);
        renewal.signals = Signals { health: [level; 3], usage: renewal.signals.usage, ..Signals::default() };
        renewal.plays.clear();
        renewal.notes.clear();
    }
}
