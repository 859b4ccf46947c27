//! Eight quarters of made-up books in which actions did something, or nothing: how often each verdict is told.

use std::collections::BTreeMap;

use chrono::Days;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::analysis::testing::{Build, facts, renewal};
use crate::domain::action::{ActionId, SuccessMetric};
use crate::domain::renewal::Renewal;
use crate::domain::scope::Scope;
use crate::domain::window::{FiscalYear, Window};

const QUARTERS: usize = 8;
const SEGMENTS: [&str; 5] = ["a", "b", "c", "d", "e"];
/// Without any effect "worked" is told at most so often: above the interval lies half of what lies outside.
const STATED: f64 = 0.025;

/// What the actions of a book do.
#[derive(Clone, Copy)]
struct World {
    /// Renewals that fall due in a quarter, in each segment.
    due: usize,
    /// Chance of loss before, and from the quarter after the action was agreed on.
    before: f64,
    after: f64,
}

fn window(quarter: usize) -> Window {
    Window::quarter(2024 + quarter as i32 / 4, quarter as u32 % 4 + 1, FiscalYear::default())
}

/// The renewals of each quarter. Each account falls due once a year, with an amount of its own. In the odd quarters the action of the quarter
/// before is done.
fn book(seed: u64, world: World) -> Vec<Vec<Renewal>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut sizes: BTreeMap<String, i64> = BTreeMap::new();
    let mut quarter = |q: usize| {
        let chance = if q % 2 == 1 { world.after } else { world.before };
        let mut all = Vec::new();
        for segment in SEGMENTS {
            for n in 0..world.due {
                let account = format!("{segment}{}-{n}", q % 4);
                let arr = *sizes.entry(account.clone()).or_insert_with(|| (rng.random_range(2.0..5.0_f64).exp() * 10.0) as i64);
                let due = window(q).from + Days::new(rng.random_range(0..90));
                let base = renewal(&format!("{account}-{q}"), &due.to_string()).with(|r| {
                    (r.account_id, r.segment) = (account.as_str().into(), segment.into());
                    r.closed = Some(due);
                });
                let reason = if rng.random_bool(0.4) { "pricing.uplift" } else { "pricing.budget" };
                all.push(if rng.random_bool(chance) { base.churned(arr).because(reason) } else { base.renewed(arr, arr) });
            }
        }
        all
    };
    (0..QUARTERS).map(&mut quarter).collect()
}

/// As a retro of that quarter sees it.
fn seen(book: &[Vec<Renewal>], quarter: usize) -> Facts {
    let window = window(quarter);
    let facts = facts(book[..=quarter].concat());
    let as_of = window.to + Days::new(100);
    Facts { scope: Scope { window, as_of, ..facts.scope.clone() }, ..facts }
}

/// What the retro of the next quarter is told of an action of this one, measured so; `forgets` why it was chosen.
fn told(then: &Facts, now: &Facts, (name, target): (&str, &str), forgets: bool) -> Effect {
    let metric = SuccessMetric { name: name.into(), target: target.into(), ..SuccessMetric::default() }.understood();
    let mut kept = baseline(then, &RoomDecisions::default(), metric.measure.as_ref().unwrap(), None);
    kept.chosen = kept.chosen.filter(|_| !forgets);
    let action = Action { metric, due: Some(then.scope.window.to), ..Action::new(ActionId(1), "act".into()) };
    let carried = CarriedAction { baseline: Some(kept), ..CarriedAction::new("s", action) };
    evaluate(now, &RoomDecisions::default(), &carried).unwrap().effect
}

/// The worst segment of a quarter, as a room would choose it.
fn worst(facts: &Facts, figure: &str) -> String {
    let room = RoomDecisions::default();
    let name = |segment: &&str| format!("{figure} of segment {segment}");
    let value = |segment: &&str| {
        let measure = Measure::read(&name(segment), "90 %").unwrap();
        baseline(facts, &room, &measure, None).reading.map_or(1.0, |reading| reading.value)
    };
    name(SEGMENTS.iter().min_by(|x, y| value(x).total_cmp(&value(y))).unwrap())
}

/// How often each effect is told, of those quarters in which an action is agreed.
#[derive(Default, Debug)]
struct Rates {
    told: BTreeMap<&'static str, f64>,
    n: f64,
}

impl Rates {
    fn of(effect: Effect, rates: &Self) -> f64 {
        rates.told.get(effect.label()).copied().unwrap_or(0.0) / rates.n
    }
}

fn rates(world: World, seeds: std::ops::Range<u64>, measured: impl Fn(&Facts) -> (String, &'static str)) -> Rates {
    rates_that((world, false), seeds, measured)
}

fn rates_that((world, forgets): (World, bool), seeds: std::ops::Range<u64>, measured: impl Fn(&Facts) -> (String, &'static str)) -> Rates {
    let mut rates = Rates::default();
    for seed in seeds {
        let book = book(seed, world);
        for quarter in (0..QUARTERS - 1).step_by(2) {
            let (then, now) = (seen(&book, quarter), seen(&book, quarter + 1));
            let (name, target) = measured(&then);
            *rates.told.entry(told(&then, &now, (&name, target), forgets).label()).or_default() += 1.0;
            rates.n += 1.0;
        }
    }
    rates
}

fn all(name: &'static str, target: &'static str) -> impl Fn(&Facts) -> (String, &'static str) {
    move |_| (name.to_owned(), target)
}

/// So much above the stated rate may come by chance of the seeds alone, in one of a thousand runs.
fn allowed(n: f64) -> f64 {
    STATED + 3.1 * (STATED * (1.0 - STATED) / n).sqrt()
}

const NOTHING: World = World { due: 24, before: 0.2, after: 0.2 };

#[test]
fn where_nothing_was_done_worked_is_told_at_most_as_often_as_stated() {
    for name in ["GRR", "Renewal rate by count", "Logo retention", "Share of losses to Uplift refused", "GRR of segment b"] {
        let target = if name.starts_with("Share") { "20 %" } else { "90 %" };
        let found = rates(NOTHING, 0..40, all(name, target));
        assert!(Rates::of(Effect::Worked, &found) <= allowed(found.n), "{name}: {found:?}");
    }
}

#[test]
fn the_worst_segment_gets_better_by_itself_and_that_is_not_taken_for_an_effect() {
    for figure in ["GRR", "Renewal rate by count"] {
        let found = rates(NOTHING, 100..160, |then| (worst(then, figure), "90 %"));
        assert!(Rates::of(Effect::Worked, &found) <= allowed(found.n), "{figure}: {found:?}");
    }
    let forgotten = rates_that((NOTHING, true), 100..160, |then| (worst(then, "Renewal rate by count"), "90 %"));
    assert!(Rates::of(Effect::Worked, &forgotten) > 2.0 * STATED, "that is what it is for: {forgotten:?}");
}

#[test]
fn what_was_done_and_is_large_enough_is_seen() {
    let helped = World { due: 30, before: 0.3, after: 0.1 };
    let found = rates(helped, 200..220, all("Renewal rate by count", "90 %"));
    assert!(Rates::of(Effect::Worked, &found) >= 0.9, "{found:?}");
    let found = rates(helped, 220..240, all("GRR", "90 %"));
    assert!(Rates::of(Effect::Worked, &found) >= 0.6, "amounts tell less than heads: {found:?}");
}

#[test]
fn where_enough_fell_due_no_effect_is_not_shown_and_where_it_did_not_it_is_too_few() {
    let large = World { due: 80, ..NOTHING };
    let found = rates(large, 300..312, all("Renewal rate by count", "92 %"));
    assert!(Rates::of(Effect::NotShown, &found) >= 0.85, "{found:?}");
    let small = World { due: 3, ..NOTHING };
    let found = rates(small, 400..430, all("Renewal rate by count", "88 %"));
    assert!(Rates::of(Effect::TooFew, &found) >= 0.85, "{found:?}");
    let tiny = World { due: 1, before: 0.5, after: 0.0 };
    let found = rates(tiny, 500..520, all("Renewal rate by count", "100 %"));
    assert!(Rates::of(Effect::TooFew, &found) >= 1.0, "of five accounts nothing is told: {found:?}");
}

#[test]
fn the_same_seed_tells_the_same() {
    let once = || rates(NOTHING, 7..9, all("GRR", "90 %")).told;
    assert_eq!(once(), once());
}
