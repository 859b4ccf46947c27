//! What happens to one renewal before it is decided: who leaves, who calls, what is asked for.

use chrono::NaiveDate;

use crate::domain::money::Money;
use crate::domain::renewal::{ExecInvolvement, Risk};

use super::Spec;
use super::account::{Account, RIVAL_GEO, Segment};
use super::calendar::days_before;
use super::dice::Dice;
use super::names;

/// The play that goes to accounts at risk, and helps them.
pub const ALIGNMENT: &str = "Executive alignment";

/// Above this uplift, in basis points, an account without an executive contact buys less.
pub const STEEP_UPLIFT: i32 = 700;

/// A play run before a renewal.
#[derive(Clone, Debug)]
pub struct Play {
    pub name: &'static str,
    pub on: NaiveDate,
}

/// What is asked for at the renewal.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// Basis points of the value in force.
    pub uplift_contract: i32,
    pub uplift_applied: i32,
    /// Percent off the list.
    pub discount: i64,
}

/// Everything that stands before the outcome.
#[derive(Clone, Debug)]
pub struct Setting {
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
    pub fn draw(spec: &Spec, account: &Account, quarter: u32, before: Money, dice: &mut Dice) -> Self {
        let profile = account.segment.profile();
        let due = spec.due(quarter, account.due_day);
        let risk = dice.weighted(&profile.risks);
        let champion_left = dice.chance(champion_leaves(spec, account.segment, quarter)).then(|| days_before(due, dice.within(58..=150)));
        let plays = draw_plays(account.segment, risk, due, dice);
        Self {
            quarter,
            due,
            before,
            seats: seats(before, account),
            risk,
            champion_left,
            owner_changed: dice.chance(90).then(|| days_before(due, dice.within(40..=200))),
            exec: draw_exec(&plays, due, dice),
            offer: draw_offer(account.segment, risk, dice),
            rival: draw_rival(spec, account, quarter, dice),
            plays,
        }
    }

    pub fn is_aligned(&self) -> bool {
        self.plays.iter().any(|play| play.name == ALIGNMENT)
    }

    pub fn is_squeezed(&self) -> bool {
        self.offer.uplift_applied > STEEP_UPLIFT && self.exec.is_none()
    }

    pub fn has_new_rival(&self) -> bool {
        self.rival == Some(names::NEW_RIVAL)
    }
}

/// Champions leave enterprise accounts more often of late: what costs the most there, two quarters in a row.
fn champion_leaves(spec: &Spec, segment: Segment, quarter: u32) -> u32 {
    let usual = segment.profile().champion_leaves;
    let of_late = quarter + 2 >= spec.quarters && quarter < spec.quarters;
    if of_late && segment == Segment::Enterprise { usual * 2 } else { usual }
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

fn draw_plays(segment: Segment, risk: Risk, due: NaiveDate, dice: &mut Dice) -> Vec<Play> {
    // How often each play is chosen at low, medium and high risk, in a thousand; the alignment play goes where it burns.
    let chosen: [(&str, [u32; 3]); 5] = [
        (ALIGNMENT, [20, 150, 760]),
        ("Value review", [170, 200, 160]),
        ("Adoption sprint", [60, 220, 180]),
        ("Early renewal offer", [140, 80, 20]),
        ("Onboarding refresh", if segment == Segment::Enterprise { [20, 30, 30] } else { [60, 90, 70] }),
    ];
    let mut plays = Vec::new();
    for (name, permille) in chosen {
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

fn draw_offer(segment: Segment, risk: Risk, dice: &mut Dice) -> Offer {
    let uplift_contract = dice.weighted(&[(300, 20), (500, 34), (700, 18), (900, 16), (1200, 12)]);
    let uplift_applied = match dice.below(10) {
        0 => 0,
        1 | 2 => uplift_contract / 2,
        _ => uplift_contract,
    };
    let discount = dice.weighted(segment.profile().discounts);
    // Who worries gives more.
    let worried = risk == Risk::High && dice.chance(400);
    Offer { uplift_contract, uplift_applied, discount: if worried { discount + 10 } else { discount } }
}

fn draw_rival(spec: &Spec, account: &Account, quarter: u32, dice: &mut Dice) -> Option<&'static str> {
    let last_decided = quarter + 1 == spec.quarters;
    if last_decided && account.geo == RIVAL_GEO && dice.chance(420) {
        return Some(names::NEW_RIVAL);
    }
    dice.chance(70).then(|| dice.pick(&names::RIVALS))
}
