//! Made-up facts of any size, the same for a seed, with every part filled in.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use run_retro::domain::Name;
use run_retro::domain::facts::{Coverage, Facts};
use run_retro::domain::money::{Currency, Money};
use run_retro::domain::quality::Quality;
use run_retro::domain::reason::{ReasonCode, TAXONOMY};
use run_retro::domain::renewal::{
    ExecInvolvement, Forecast, Note, Origin, Outcome, PlayUse, Pricing, Renewal, RenewalId, Risk, Signals, Ticket,
};
use run_retro::domain::scope::{Depth, Dimension, HISTORY_MONTHS, Scope};
use run_retro::domain::window::{FiscalYear, Window};

const NOTES: [&str; 8] = [
    "Quarterly review with the planners. They asked for the webinar dates and nothing else.",
    "Our champion resigned; the successor comes from a house that did it all with spreadsheets.",
    "The finance team wants savings of a tenth everywhere before the budget is set.",
    "Two outages within a week, and the escalation was not answered for three days.",
    "They are evaluating a rival in one depot. We stay close.",
    "Walked the team through the new view; they had switched it on already.",
    "The rollout stalled after the pilot, nobody logs in from the southern depots.",
    "Signed for another year. The same again, no drama.",
];

struct Names {
    segments: Vec<Name>,
    products: Vec<Name>,
    geos: Vec<Name>,
    personas: Vec<Name>,
    owners: Vec<Name>,
    plays: Vec<Name>,
    rivals: Vec<Name>,
    categories: Vec<Name>,
    reasons: Vec<ReasonCode>,
    empty: Name,
}

fn named(names: &[&str]) -> Vec<Name> {
    names.iter().map(|name| Name::from(*name)).collect()
}

impl Names {
    fn new() -> Self {
        let owners: Vec<Name> = (0..12).map(|i| Name::from(format!("Owner {i}"))).collect();
        Self {
            segments: named(&["enterprise", "growth", "scale"]),
            products: named(&["Dispatch", "Assets", "Inspect", "Plan"]),
            geos: named(&["AMER", "APAC", "EMEA", "LATAM"]),
            personas: named(&["COO", "CFO", "Planner", "IT", "Field lead"]),
            owners,
            plays: named(&["Executive alignment", "Value review", "Adoption sprint"]),
            rivals: named(&["Northwind", "Fleeta", "Depotly"]),
            categories: named(&["Commit", "Best case", "Pipeline"]),
            reasons: TAXONOMY.iter().filter_map(|r| ReasonCode::read(r.code)).collect(),
            empty: Name::from(""),
        }
    }
}

/// Chance, in whole numbers.
struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// `n` renewals spread evenly over the `days` that end with the scope's window, 2026-Q3.
pub fn facts(n: usize, seed: u64, days: usize) -> Facts {
    let window = Window::quarter(2026, 3, FiscalYear::default());
    let (names, mut dice) = (Names::new(), Dice(ChaCha8Rng::seed_from_u64(seed)));
    let mut renewals: Vec<Renewal> = (0..n)
        .map(|i| {
            let due = window.to - Days::new((i * days / n) as u64);
            make(i, due, &names, &mut dice)
        })
        .collect();
    renewals.sort_by(|x, y| x.due.cmp(&y.due).then_with(|| x.id.cmp(&y.id)));
    Facts {
        scope: scope(window),
        currency: Currency::new("USD"),
        coverage: Coverage {
            health: true,
            usage: true,
            notes: true,
            plays: true,
            tickets: true,
            pricing: true,
            forecast: true,
            exec: true,
            arr_before: true,
        },
        due_range: renewals.first().zip(renewals.last()).map(|(first, last)| (first.due, last.due)),
        renewals: renewals.into_iter().map(Arc::new).collect(),
        quality: Quality::default(),
        source: "made up".into(),
        cohorts: vec![],
        no_dues: None,
        going_on: Vec::new(),
        others: Vec::new(),
        ahead: vec![],
        usage_until: None,
        corrections: vec![],
    }
}

/// The same with `n` more that are open and due in the half year after the window.
#[allow(dead_code, reason = "one of those that include this looks ahead")]
pub fn with_ahead(mut facts: Facts, n: usize, seed: u64) -> Facts {
    let (names, mut dice) = (Names::new(), Dice(ChaCha8Rng::seed_from_u64(seed)));
    let first = facts.scope.window.to + Days::new(1);
    let open = |i: usize, dice: &mut Dice| {
        let made = make(10_000_000 + i, first + Days::new((i * 182 / n) as u64), &names, dice);
        Arc::new(Renewal { outcome: Outcome::Open, after: None, closed: None, reason: None, ..made })
    };
    facts.ahead = (0..n).map(|i| open(i, &mut dice)).collect();
    facts.usage_until = Some(facts.scope.as_of);
    facts
}

fn scope(window: Window) -> Scope {
    Scope {
        segment: None,
        as_of: window.to + Days::new(10),
        window,
        include_churn: true,
        dimensions: vec![Dimension::Geo, Dimension::Product],
        depth: Depth::Workshop,
        fiscal_start: 1,
        history_months: HISTORY_MONTHS,
        targets: run_retro::domain::target::Targets::default(),
        note: None,
        known_until: None,
    }
}

fn make(i: usize, due: NaiveDate, names: &Names, dice: &mut Dice) -> Renewal {
    let risk = *dice.pick(&[Risk::Low, Risk::Low, Risk::Low, Risk::Medium, Risk::High]);
    let lost = dice.percent([4, 14, 40][risk as usize]);
    let before = Money::units(5_000 + dice.below(400_000) as i64);
    let change = 80 + dice.below(60) as i64;
    let after = if lost { Money::ZERO } else { Money::minor(before.in_minor() / 100 * change) };
    let account = i * 7 / 8;
    Renewal {
        id: RenewalId::new(&format!("R-{i:07}")),
        account_id: Name::from(format!("A-{account:07}")),
        account: names.empty.clone(),
        segment: dice.pick(&names.segments).clone(),
        product: dice.pick(&names.products).clone(),
        geo: dice.pick(&names.geos).clone(),
        persona: dice.pick(&names.personas).clone(),
        cs_owner: dice.pick(&names.owners).clone(),
        due,
        closed: Some(due - Days::new(40) + Days::new(dice.below(60) as u64)),
        started: Some(due - Days::new(20 + dice.below(100) as u64)),
        outcome: if lost { Outcome::Churned } else { Outcome::Renewed },
        early_termination: false,
        stands_alone: false,
        contract_end: None,
        before: Some(before),
        after: Some(after),
        reason: (lost && dice.percent(85)).then(|| dice.pick(&names.reasons[..18]).clone()),
        secondary: vec![],
        reason_source: None,
        competitor: dice.percent(8).then(|| dice.pick(&names.rivals).clone()),
        exec: *dice.pick(&[ExecInvolvement::Early, ExecInvolvement::Late, ExecInvolvement::None]),
        pricing: pricing(before, dice),
        forecast: Some(Forecast {
            amount: Some(Money::minor(before.in_minor() / 100 * (85 + dice.below(30) as i64))),
            category: Some(dice.pick(&names.categories).clone()),
            probability: Some(dice.below(100) as f64 / 100.0),
            on: Some(due - Days::new(60)),
        }),
        signals: signals(due, risk, dice),
        plays: plays(due, risk, names, dice),
        notes: (0..dice.below(4)).map(|_| note(due, names, dice)).collect(),
        origin: Origin::default(),
    }
}

fn pricing(before: Money, dice: &mut Dice) -> Pricing {
    let uplift = *dice.pick(&[0, 300, 500, 700, 900]);
    let list = Money::minor(before.in_minor() / 100 * (100 + dice.below(40) as i64));
    Pricing {
        uplift_contract: Some(uplift),
        uplift_applied: Some(if dice.percent(30) { 0 } else { uplift }),
        list: Some(list),
        net: Some(before),
        seats_before: Some(100),
        seats_after: Some(60 + dice.below(80) as u32),
    }
}

fn signals(due: NaiveDate, risk: Risk, dice: &mut Dice) -> Signals {
    let health = [85.0, 60.0, 40.0][risk as usize];
    let score = |dice: &mut Dice| Some(health + dice.below(20) as f64 - 10.0);
    let before = |percent: usize, dice: &mut Dice| dice.percent(percent).then(|| due - Days::new(20 + dice.below(150) as u64));
    Signals {
        health: [score(dice), score(dice), score(dice)],
        usage: Some(std::array::from_fn(|_| Some(50 + dice.below(100) as u64))),
        tickets: Some(dice.below(8) as u32),
        escalations: Some(u32::from(dice.percent(10))),
        dated_tickets: Some(tickets(due, dice)),
        champion_left: before(10, dice),
        owner_changed: before(10, dice),
        exec_first: before(60, dice),
        exec_role: None,
    }
}

/// In due order, as the reader of files gives them.
fn tickets(due: NaiveDate, dice: &mut Dice) -> Vec<Ticket> {
    let ticket = |dice: &mut Dice| Ticket { opened: due - Days::new(1 + dice.below(119) as u64), is_escalated: dice.percent(3) };
    let mut tickets: Vec<Ticket> = (0..dice.below(10)).map(|_| ticket(dice)).collect();
    tickets.sort_unstable();
    tickets
}

fn plays(due: NaiveDate, risk: Risk, names: &Names, dice: &mut Dice) -> Vec<PlayUse> {
    let run = dice.percent([10, 30, 70][risk as usize]);
    let play = |dice: &mut Dice| PlayUse { play: dice.pick(&names.plays).clone(), on: due - Days::new(70), risk_before: Some(risk) };
    run.then(|| play(dice)).into_iter().collect()
}

fn note(due: NaiveDate, names: &Names, dice: &mut Dice) -> Note {
    Note {
        on: due - Days::new(10 + dice.below(120) as u64),
        author: dice.pick(&names.owners).clone(),
        text: (*dice.pick(&NOTES)).to_owned(),
    }
}
