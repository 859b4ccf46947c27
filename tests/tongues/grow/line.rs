//! One contract line over its terms.

use super::Spec;
use crate::book::{Grain, Line, Stage, Term};
use crate::days::{Day, day, is_month_end, month_end, months_later, plus};
use crate::dice::Dice;
use crate::stage::{GRACE, in_window, to, year_before};

const REASONS: [&str; 5] = ["Budget", "Competitor", "Champion left", "Missing feature", "Business closed"];

/// A day on which a term of the line ends, most often in the window.
fn an_end(dice: &mut Dice, spec: Spec) -> Day {
    loop {
        let due = match dice.below(100) {
            0..58 => day(2026, dice.between(7, 9) as u32, dice.between(5, 25) as u32),
            58..68 => dice.pick(&[day(2026, 7, 31), day(2026, 8, 31)]),
            _ => months_later(day(2025, 10, dice.between(5, 25) as u32), dice.between(0, 19) as i32),
        };
        let early = spec.grain == Grain::Month && spec.stage != Stage::Settled && is_month_end(due);
        if !early && !spec.stage.on_the_edge(spec.grain, due) {
            return due;
        }
    }
}

pub fn drawn(dice: &mut Dice, spec: Spec, product: &'static str) -> Line {
    let months = dice.pick(&[12, 12, 12, 12, 12, 24, 36, 6]);
    let anchor = an_end(dice, spec);
    let before = dice.between(0, if months > 12 { 1 } else { 2 }) as i32;
    walk(dice, spec, product, months, months_later(anchor, -months * before))
}

/// A line of its own dates beside another of the account. What ends soon after the window goes on: whether an account was
/// still there "after" its renewal must not depend on how long after one looks.
pub fn beside_the_core(dice: &mut Dice, spec: Spec, product: &'static str) -> Line {
    let line = drawn(dice, spec, product);
    let last = line.terms.last().map_or(to(), |term| line.left.unwrap_or(term.end));
    if last > to() && last < day(2027, 1, 31) { beside_the_core(dice, spec, product) } else { line }
}

/// A line with the dates of another: it goes when the other goes, and sometimes before.
pub fn with_the_core(dice: &mut Dice, core: &Line, product: &'static str) -> Line {
    let mut line = Line { product, pause: None, ..core.clone() };
    let mut arr = 1200 * dice.between(1, 12);
    let goes_at = dice.percent(30).then(|| dice.below(line.terms.len()));
    if let Some(last) = goes_at.filter(|last| last + 1 < line.terms.len()) {
        line.terms.truncate(last + 1);
        line.left = None;
        line.terms[last].reason = Some(dice.pick(&REASONS));
    }
    for term in &mut line.terms {
        term.arr = arr;
        term.grown = None;
        arr = repriced(dice, arr);
    }
    line
}

/// New business: a first term that runs on.
pub fn from_day(dice: &mut Dice, start: Day, product: &'static str) -> Line {
    let end = plus(months_later(start, 12), -1);
    let term =
        Term { start, end, months: 12, arr: 1200 * dice.between(2, 40), grown: None, foreign: false, decided: plus(end, -8), reason: None };
    Line { id: String::new(), product, terms: vec![term], left: None, pause: None, trial: false }
}

fn repriced(dice: &mut Dice, arr: i64) -> i64 {
    let step = 1200 * dice.between(1, (arr / 4800).max(1));
    match dice.below(100) {
        0..40 => arr,
        40..80 => arr + step,
        _ => (arr - step).max(1200),
    }
}

fn walk(dice: &mut Dice, spec: Spec, product: &'static str, months: i32, first_end: Day) -> Line {
    let mut line = Line { id: String::new(), product, terms: vec![], left: None, pause: None, trial: false };
    let mut start = plus(months_later(first_end, -months), 1);
    let mut end = first_end;
    let mut arr = 1200 * dice.between(3, 60);
    loop {
        let mut term = Term { start, end, months, arr, grown: None, foreign: false, decided: end, reason: None };
        line.left = left_early(dice, spec, &term);
        if line.left.is_none() && spec.grows && months > 6 && dice.percent(9) {
            term.grown = Some((plus(start, dice.between(60, i64::from(months) * 30 - 80)), arr + 1200 * dice.between(1, 9)));
        }
        let lost = line.left.is_some() || dice.percent(if in_window(end) { 24 } else { 6 });
        let gap = if lost { 0 } else { late_by(dice, spec, end) };
        term.decided = decided(dice, spec, end, lost, gap);
        term.reason = lost.then(|| dice.pick(&REASONS));
        arr = repriced(dice, term.last_arr());
        line.terms.push(term);
        if lost || end > day(2027, 6, 30) {
            return line;
        }
        start = plus(end, 1 + gap);
        end = months_later(end, months);
    }
}

/// The first day without the line, well within its term and well before the data ends. A line that was renewed in the
/// window does not leave in it as well: which of the two tells whether the account was kept would be a matter of taste.
fn left_early(dice: &mut Dice, spec: Spec, term: &Term) -> Option<Day> {
    let until = plus(spec.stage.known(spec.grain), -GRACE - 35).min(day(2026, 9, 25));
    let (from, to) = (plus(term.start, 70).max(day(2025, 10, 5)), plus(term.end, -75).min(until));
    if from >= to || !dice.percent(9) {
        return None;
    }
    let left = plus(from, dice.between(0, (to - from).num_days()));
    let twice = in_window(left) && in_window(term.start);
    let clear = (5..=25).contains(&chrono::Datelike::day(&left)) && !twice && !spec.stage.on_the_edge(spec.grain, left);
    clear.then_some(left)
}

/// So many days without a contract before the next term; seen at month ends, only such as no month end falls in.
fn late_by(dice: &mut Dice, spec: Spec, end: Day) -> i64 {
    let gap = dice.between(3, 25);
    let back = plus(end, 1 + gap);
    let uncertain = [year_before(), to(), spec.stage.as_of()].iter().any(|day| end <= *day && *day <= back);
    let seen = spec.grain != Grain::Month || back < month_end(end);
    if dice.percent(14) && seen && !uncertain { gap } else { 0 }
}

fn decided(dice: &mut Dice, spec: Spec, end: Day, lost: bool, gap: i64) -> Day {
    let drags = spec.grain == Grain::Decision && in_window(end) && dice.percent(7);
    match () {
        () if drags => plus(spec.stage.as_of().max(end), dice.between(12, 60)),
        () if gap > 0 => plus(end, 1 + gap),
        () if lost => plus(end, dice.between(-20, 12)),
        () if dice.percent(25) => plus(end, -dice.between(21, 70)),
        () => plus(end, -dice.between(0, 18)),
    }
}
