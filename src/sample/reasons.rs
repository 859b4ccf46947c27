//! Why renewals go as they do, and what of it somebody coded.

use super::account::{Account, Segment};
use super::dice::Dice;
use super::ending::Fate;
use super::names;
use super::quota::{Question, Quota};
use super::story::Setting;

pub(crate) const CHAMPION_LEFT: &str = "relationship.champion-left";
pub(crate) const SWITCH: &str = "competition.switch";
pub(crate) const UPLIFT: &str = "pricing.uplift";
const BUDGET: &str = "pricing.budget";
pub(crate) const ADOPTION: &str = "value.low-adoption";
const ACQUIRED: &str = "company.acquired";

/// The reason behind an ending, and what stands in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reasons {
    /// What it was; the notes speak of it.
    pub real: Option<&'static str>,
    /// What was coded: usually the same, sometimes nothing, now and then the reason that is always at hand.
    pub coded: Option<&'static str>,
    pub secondary: Vec<&'static str>,
}

pub(crate) fn draw(fate: Fate, account: &Account, setting: &mut Setting, dice: &mut Dice, quota: &mut Quota) -> Reasons {
    match fate {
        Fate::Lost => draw_loss(account, setting, dice, quota),
        Fate::Shrunk => {
            let real = if setting.is_squeezed() { UPLIFT } else { dice.weighted(&SHRINKING) };
            Reasons { real: Some(real), coded: dice.chance(860).then_some(real), secondary: Vec::new() }
        }
        Fate::Level | Fate::Grown => {
            let real = draw_strength(fate, setting, dice);
            let coded = dice.chance(if fate == Fate::Grown { 550 } else { 300 });
            Reasons { real: Some(real), coded: coded.then_some(real), secondary: Vec::new() }
        }
    }
}

const SHRINKING: [(&str, u32); 5] =
    [(BUDGET, 32), (ADOPTION, 28), ("company.restructuring", 20), ("product.missing-feature", 10), ("competition.consolidation", 10)];

fn draw_strength(fate: Fate, setting: &Setting, dice: &mut Dice) -> &'static str {
    let sponsor = if setting.exec.is_some() { 34 } else { 0 };
    let adoption = if fate == Fate::Grown { 50 } else { 30 };
    dice.weighted(&[("strength.adoption", adoption), ("strength.outcomes", 36), ("strength.sponsor", sponsor)])
}

fn draw_loss(account: &Account, setting: &mut Setting, dice: &mut Dice, quota: &mut Quota) -> Reasons {
    let real = loss_reason(account, setting, dice);
    if real == SWITCH && setting.rival.is_none() {
        setting.rival = Some(dice.pick(&names::RIVALS));
    }
    let coded = if quota.chance(dice, Question::Uncoded, account.segment, 0, 150) {
        None
    } else if dice.chance(50) {
        Some(BUDGET)
    } else {
        Some(real)
    };
    let count = dice.weighted(&[(0, 50), (1, 38), (2, 12)]);
    let mut secondary = Vec::new();
    for _ in 0..count {
        let other = other_reason(account, dice);
        if other != real && Some(other) != coded && !secondary.contains(&other) {
            secondary.push(other);
        }
    }
    Reasons { real: Some(real), coded, secondary: if coded.is_some() { secondary } else { Vec::new() } }
}

fn loss_reason(account: &Account, setting: &Setting, dice: &mut Dice) -> &'static str {
    if setting.has_new_rival() && dice.chance(900) {
        return SWITCH;
    }
    if setting.champion_left.is_some() && dice.chance(900) {
        return CHAMPION_LEFT;
    }
    if setting.is_squeezed() && dice.chance(500) {
        return UPLIFT;
    }
    other_reason(account, dice)
}

/// Small accounts run out of budget and of users, large ones are bought or tidy up: the Pareto by count is not the one by ARR.
fn other_reason(account: &Account, dice: &mut Dice) -> &'static str {
    let large = |often: u32, seldom: u32| if account.is_large { often } else { seldom };
    let small_segment = account.segment != Segment::Enterprise;
    dice.weighted(&[
        (BUDGET, large(6, 26)),
        (ADOPTION, large(8, 24)),
        (ACQUIRED, large(26, 3)),
        ("competition.consolidation", large(16, 4)),
        ("product.missing-feature", large(16, 10)),
        (SWITCH, 9),
        ("product.integration", if small_segment { 3 } else { 8 }),
        ("product.reliability", 6),
        ("relationship.support", 7),
        ("relationship.onboarding", if small_segment { 5 } else { 2 }),
        ("value.no-roi", 8),
        ("value.use-case-ended", if small_segment { 6 } else { 1 }),
        ("company.restructuring", 6),
    ])
}
