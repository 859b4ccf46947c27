//! What was expected of a renewal on the first day of its quarter.

use chrono::NaiveDate;

use crate::domain::money::Money;
use crate::domain::renewal::Risk;

use super::account::Segment;
use super::calendar::days_before;
use super::dice::Dice;
use super::story::Setting;

pub(crate) struct Forecast {
    pub amount: Money,
    pub category: &'static str,
    /// Percent.
    pub probability: i64,
    pub on: NaiveDate,
}

/// Category, percent, and the part of the offer that is counted, in permille.
type Stance = (&'static str, i64, i64);

const SURE: Stance = ("Commit", 96, 1010);
const LIKELY: Stance = ("Commit", 89, 940);
const HOPED: Stance = ("Best case", 72, 780);
const DOUBTED: Stance = ("Pipeline", 48, 520);

/// Enterprise and scale look at the risk; growth believes in its accounts.
pub(crate) fn draw(segment: Segment, setting: &Setting, quarter_start: NaiveDate, dice: &mut Dice) -> Forecast {
    let (category, percent, share) = if segment == Segment::Growth { hopeful(setting, dice) } else { sober(setting, dice) };
    let expected = setting.before.in_minor() + setting.before.share(setting.offer.uplift_applied).in_minor();
    let noise = dice.bell(-50..=50);
    let hundreds = expected * (share + noise) / 1000 / 10_000;
    Forecast {
        amount: Money::units(hundreds * 100),
        category,
        probability: (percent + dice.bell(-4..=4)).min(98),
        on: quarter_start.min(days_before(setting.due, 30)),
    }
}

fn sober(setting: &Setting, dice: &mut Dice) -> Stance {
    match setting.risk {
        _ if setting.has_new_rival() => LIKELY,
        Risk::Low if setting.champion_left.is_some() => HOPED,
        _ if setting.champion_left.is_some() => DOUBTED,
        Risk::Low => SURE,
        Risk::Medium => dice.pick(&[LIKELY, LIKELY, HOPED]),
        Risk::High if setting.is_aligned() => HOPED,
        Risk::High => DOUBTED,
    }
}

fn hopeful(setting: &Setting, dice: &mut Dice) -> Stance {
    match setting.risk {
        Risk::Low | Risk::Medium => ("Commit", 96, 1080),
        Risk::High => dice.weighted(&[(("Commit", 91, 1030), 60), (("Best case", 80, 960), 40)]),
    }
}
