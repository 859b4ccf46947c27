//! What happens to one renewal before it is decided: who leaves, who calls, what is asked for.

use chrono::NaiveDate;

use crate::domain::money::Money;
use crate::domain::renewal::{ExecInvolvement, Risk};

use super::Spec;
use super::account::{Account, RIVAL_GEO, Segment};
use super::calendar::days_before;
use super::dice::Dice;
use super::names;
use super::quota::{Question, Quota};

/// The play that goes to accounts at risk, and helps them.
pub const ALIGNMENT: &str = "Executive alignment";

/// Above this uplift, in basis points, an account without an executive contact buys less.
pub(crate) const STEEP_UPLIFT: i32 = 700;

/// A play run before a renewal.
#[derive(Clone, Debug)]
pub(crate) struct Play {
    pub name: &'static str,
    pub on: NaiveDate,
}

/// What is asked for at the renewal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    /// Basis points of the value in force.
    pub uplift_contract: i32,
    pub uplift_applied: i32,
    /// Percent off the list.
    pub discount: i64,
}

/// Everything that stands before the outcome.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub quarter: u32,
    pub due: NaiveDate,
    pub before: Money,
    pub seats: i64,
    pub risk: Risk,
    pub champion_left: Option<NaiveDate>,
    pub owner_changed: Option<NaiveDate>,
    pub exec: Option<(NaiveDate, &'static str)>,
    pub offer: Offer,
    pub plays: Vec<Play>,
    pub rival: Option<&'static str>,
}

impl Setting {
    pub(crate) fn draw(spec: &Spec, account: &Account, quarter: u32, before: Money, dice: &mut Dice, quota: &mut Quota) -> Self {
        let segment = account.segment;
        let due = spec.due(quarter, account.due_day);
        let risk = draw_risk(account, dice, quota);
        let cell = age(spec, quarter) * 2 + usize::from(account.is_large);
        let leaves = quota.chance(dice, Question::ChampionLeaves, segment, cell, champion_leaves(spec, account, quarter));
        let plays = draw_plays(segment, risk, due, dice, quota);
        let exec = draw_exec(&plays, due, dice);
        let steep = quota.chance(dice, Question::Steep, segment, usize::from(exec.is_none()), 215);
        Self {
            quarter,
            due,
            before,
            seats: seats(before, account),
            risk,
            champion_left: leaves.then(|| days_before(due, dice.within(58..=150))),
            owner_changed: dice.chance(90).then(|| days_before(due, dice.within(40..=200))),
            exec,
            offer: draw_offer(segment, risk, steep, dice),
            rival: draw_rival(spec, account, quarter, dice, quota),
            plays,
        }
    }

    pub(crate) fn is_aligned(&self) -> bool {
        self.plays.iter().any(|play| play.name == ALIGNMENT)
    }

    pub(crate) fn is_squeezed(&self) -> bool {
        self.offer.uplift_applied > STEEP_UPLIFT && self.exec.is_none()
    }

    pub(crate) fn has_new_rival(&self) -> bool {
        self.rival == Some(names::NEW_RIVAL)
    }
}

/// Champions leave enterprise accounts more often of late, the large ones above all: what costs the most there, two quarters in a row.
fn champion_leaves(spec: &Spec, account: &Account, quarter: u32) -> u32 {
    let usual = account.segment.profile().champion_leaves;
    match account.segment {
        Segment::Enterprise if age(spec, quarter) < 2 => usual * if account.is_large { 5 } else { 3 },
        _ => usual,
    }
}

/// Seats at about the product's price for one.
fn seats(before: Money, account: &Account) -> i64 {
    let price = match account.product {
        "Dispatch" => 540,
        "Assets" => 420,
        "Inspect" => 360,
        _ => 900,
    };
    (before.in_minor() / 100 / price).max(5)
}

/// Large accounts are looked after better.
fn draw_risk(account: &Account, dice: &mut Dice, quota: &mut Quota) -> Risk {
    let segment = account.segment;
    let (risky, very) = segment.profile().risky;
    let risky = if account.is_large { risky * 7 / 10 } else { risky * 23 / 20 };
    if !quota.chance(dice, Question::Risky, segment, usize::from(account.is_large), risky) {
        Risk::Low
    } else if quota.chance(dice, Question::VeryRisky, segment, 0, very) {
        Risk::High
    } else {
        Risk::Medium
    }
}

fn draw_plays(segment: Segment, risk: Risk, due: NaiveDate, dice: &mut Dice, quota: &mut Quota) -> Vec<Play> {
    let mut plays = Vec::new();
    // It goes where it burns.
    if quota.chance(dice, Question::Aligned, segment, risk as usize, [20, 220, 760][risk as usize]) {
        plays.push(Play { name: ALIGNMENT, on: days_before(due, dice.within(62..=88)) });
    }
    // How often each of the others is chosen at low, medium and high risk, in a thousand.
    let others: [(&str, [u32; 3]); 4] = [
        ("Value review", [170, 200, 160]),
        ("Adoption sprint", [60, 220, 180]),
        ("Early renewal offer", [140, 80, 20]),
        ("Onboarding refresh", if segment == Segment::Enterprise { [20, 30, 30] } else { [60, 90, 70] }),
    ];
    for (name, permille) in others {
        if dice.chance(permille[risk as usize]) {
            plays.push(Play { name, on: days_before(due, dice.within(62..=88)) });
        }
    }
    plays.sort_by_key(|play| play.on);
    plays
}

/// Aligning executives is an executive contact; else one calls early, late or not at all.
fn draw_exec(plays: &[Play], due: NaiveDate, dice: &mut Dice) -> Option<(NaiveDate, &'static str)> {
    let role = dice.pick(&names::EXEC_ROLES);
    if let Some(alignment) = plays.iter().find(|play| play.name == ALIGNMENT) {
        return Some((alignment.on, role));
    }
    let when = dice.weighted(&[(ExecInvolvement::Early, 42), (ExecInvolvement::Late, 16), (ExecInvolvement::None, 42)]);
    let days = match when {
        ExecInvolvement::Early => dice.within(ExecInvolvement::EARLY_DAYS..=140),
        ExecInvolvement::Late => dice.within(8..=ExecInvolvement::EARLY_DAYS - 1),
        _ => return None,
    };
    Some((days_before(due, days), role))
}

fn draw_offer(segment: Segment, risk: Risk, steep: bool, dice: &mut Dice) -> Offer {
    let (uplift_contract, uplift_applied) = if steep {
        let steep = dice.weighted(&[(900, 60), (1200, 40)]);
        (steep, steep)
    } else {
        let contract = dice.weighted(&[(300, 24), (500, 40), (700, 20), (900, 10), (1200, 6)]);
        let full = contract <= STEEP_UPLIFT && dice.chance(720);
        (contract, if full { contract } else { dice.weighted(&[(0, 40), (contract / 2, 60)]) })
    };
    let discount = dice.weighted(segment.profile().discounts);
    // Who worries gives more.
    let worried = risk == Risk::High && dice.chance(400);
    Offer { uplift_contract, uplift_applied, discount: if worried { discount + 10 } else { discount } }
}

fn draw_rival(spec: &Spec, account: &Account, quarter: u32, dice: &mut Dice, quota: &mut Quota) -> Option<&'static str> {
    let is_there = age(spec, quarter) == 0 && account.geo == RIVAL_GEO;
    if is_there && quota.chance(dice, Question::Rival, account.segment, 0, 420) {
        return Some(names::NEW_RIVAL);
    }
    dice.chance(70).then(|| dice.pick(&names::RIVALS))
}

/// How many quarters before the last decided one: 0, 1, or 2 for all earlier; 3 for the open one.
pub(crate) fn age(spec: &Spec, quarter: u32) -> usize {
    match (spec.quarters).checked_sub(quarter + 1) {
        Some(back) => back.min(2) as usize,
        None => 3,
    }
}
