//! How a renewal ends, and what could be seen of it before.

use chrono::NaiveDate;

use crate::domain::money::Money;
use crate::domain::renewal::Risk;

use super::Spec;
use super::account::{Account, Segment};
use super::calendar::days_before;
use super::dice::Dice;
use super::quota::{Question, Quota};
use super::reasons::{self, Reasons};
use super::story::{self, Offer, Setting};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Lost,
    Shrunk,
    Level,
    Grown,
}

/// A change that begins so many days before the due date, takes so many days, and then stays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    pub begins: i64,
    pub takes: i64,
    /// Points of health, or permille of usage: lost when positive.
    pub by: i64,
}

impl Turn {
    /// How much of it has come so many days before the due date.
    pub(crate) fn at(&self, days_left: i64) -> i64 {
        self.by * (self.begins - days_left).clamp(0, self.takes) / self.takes
    }
}

/// The end of one renewal. Of an open one it is what will be: the files do not tell it.
#[derive(Clone, Debug)]
pub(crate) struct Ending {
    pub fate: Fate,
    pub after: Money,
    pub seats: i64,
    pub started: NaiveDate,
    pub closed: NaiveDate,
    pub reasons: Reasons,
    pub health: Option<Turn>,
    pub usage: Option<Turn>,
}

impl Ending {
    /// Decides a renewal. A loss that nobody saw coming makes an executive call late, and a switch names its rival.
    pub(crate) fn draw(spec: &Spec, account: &Account, setting: &mut Setting, dice: &mut Dice, quota: &mut Quota) -> Self {
        let fate = draw_fate(spec, account.segment, setting, dice, quota);
        let seats = seats_after(fate, setting.seats, dice);
        let reasons = reasons::draw(fate, account, setting, dice, quota);
        if fate == Fate::Lost && setting.exec.is_none() && dice.chance(300) {
            setting.exec = Some((days_before(setting.due, dice.within(9..=34)), "Chief Customer Officer"));
        }
        // What nobody uses any more shows it, always.
        let unused = (fate == Fate::Lost && reasons.real == Some(reasons::ADOPTION)).then_some(Turn { begins: 62, takes: 14, by: 560 });
        let closed = draw_closed(fate, setting, dice).min(spec.exported_on());
        let starts_late = dice.chance(if fate == Fate::Lost { 320 } else { 120 });
        let began = days_before(setting.due, if starts_late { dice.within(18..=44) } else { dice.within(95..=165) });
        Self {
            fate,
            after: if fate == Fate::Lost { Money::ZERO } else { price(setting.before, setting.seats, seats, setting.offer) },
            seats,
            started: began.min(days_before(closed, 9)),
            closed,
            reasons,
            health: draw_health(fate, setting, dice),
            usage: draw_usage(fate, dice).or(unused),
        }
    }
}

/// Who is lost how often, in a thousand, and in which cell of the quota that is counted.
fn loss(spec: &Spec, segment: Segment, setting: &Setting) -> (usize, u32) {
    let aligned = usize::from(setting.is_aligned());
    if setting.champion_left.is_some() {
        return (10 + story::age(spec, setting.quarter) * 2 + aligned, [430, 250][aligned]);
    }
    if setting.has_new_rival() {
        return (20, 410);
    }
    // At each risk: without the alignment play, and with it.
    let rate = match setting.risk {
        Risk::Low => [6, 6],
        Risk::Medium => [80, 20],
        Risk::High => [680, 160],
    };
    (setting.risk as usize * 2 + aligned, rate[aligned] * segment.profile().loss / 1000)
}

fn draw_fate(spec: &Spec, segment: Segment, setting: &Setting, dice: &mut Dice, quota: &mut Quota) -> Fate {
    let (cell, lost) = loss(spec, segment, setting);
    let squeezed = setting.is_squeezed();
    let shrinks = if squeezed { 600 } else { 35 };
    let grows = segment.profile().grows * [115, 70, 40][setting.risk as usize] / 100;
    if quota.chance(dice, Question::Lost, segment, cell, lost) {
        Fate::Lost
    } else if quota.chance(dice, Question::Shrinks, segment, usize::from(squeezed), shrinks) {
        Fate::Shrunk
    } else if quota.chance(dice, Question::Grows, segment, setting.risk as usize, grows) {
        Fate::Grown
    } else {
        Fate::Level
    }
}

fn seats_after(fate: Fate, seats: i64, dice: &mut Dice) -> i64 {
    match fate {
        Fate::Lost => 0,
        Fate::Shrunk => (seats * (1000 - dice.within(140..=360)) / 1000).max(1),
        Fate::Level => seats,
        Fate::Grown => seats + (seats * dice.within(50..=380) / 1000).max(1),
    }
}

/// What so many seats cost at the price in force plus the uplift, to the cent.
pub(crate) fn price(before: Money, seats_before: i64, seats_after: i64, offer: Offer) -> Money {
    let whole = i128::from(seats_before) * 10_000;
    let scaled = i128::from(before.in_minor()) * i128::from(seats_after) * i128::from(10_000 + offer.uplift_applied);
    Money::minor(((scaled + whole / 2) / whole) as i64)
}

fn draw_closed(fate: Fate, setting: &Setting, dice: &mut Dice) -> NaiveDate {
    let early = if setting.plays.iter().any(|play| play.name == "Early renewal offer") { 500 } else { 50 };
    let days = match fate {
        Fate::Lost => dice.within(1..=27),
        _ if dice.chance(early) => dice.within(62..=118),
        _ if dice.chance(190) => dice.within(-34..=-2),
        _ => dice.within(0..=30),
    };
    let closed = days_before(setting.due, days);
    // Nothing is closed before the plays that led to it.
    setting.plays.last().map_or(closed, |last| closed.max(days_before(last.on, -6)))
}

fn draw_health(fate: Fate, setting: &Setting, dice: &mut Dice) -> Option<Turn> {
    let turn = |by: i64, dice: &mut Dice| Some(Turn { begins: dice.within(76..=86), takes: 44, by });
    let points = dice.within(14..=28);
    match fate {
        Fate::Lost if dice.chance(790) => turn(points, dice),
        Fate::Lost => None,
        _ if setting.is_aligned() && dice.chance(600) => turn(-points / 2, dice),
        _ if dice.chance(120) => turn(points * 2 / 3, dice),
        _ => None,
    }
}

/// Usage falls about two months before a loss.
fn draw_usage(fate: Fate, dice: &mut Dice) -> Option<Turn> {
    let falls = match fate {
        Fate::Lost => 790,
        Fate::Shrunk => 200,
        Fate::Level | Fate::Grown => 60,
    };
    let by = if fate == Fate::Lost { dice.within(420..=720) } else { dice.within(240..=560) };
    dice.chance(falls).then(|| Turn { begins: dice.within(56..=68), takes: 14, by })
}
