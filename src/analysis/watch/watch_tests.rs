use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Score;
use crate::analysis::stats::describe::brier;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::analysis::{analyse, look_ahead};
use crate::domain::money::Money;
use crate::domain::prediction::{PastPredictions, Predictions};
use crate::domain::progress::Silent;
use crate::domain::renewal::{Note, Outcome, PlayUse, Renewal, Ticket};
use crate::domain::window::{FiscalYear, Window};

const KNOWN: &str = "2026-09-30";

/// Facts that are cut on a day, and what became of each account afterwards.
struct World {
    facts: Facts,
    lost: BTreeMap<String, (bool, f64)>,
}

/// Accounts that renew once a year, for two years up to the known day and half a year after it. One in five is in trouble, which
/// health and the champion tell; `tells` is whether trouble has to do with being lost.
fn world(seed: u64, accounts: u64, tells: bool) -> World {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (first, known) = (day("2024-10-01"), day(KNOWN));
    let (mut past, mut ahead, mut lost) = (vec![], vec![], BTreeMap::new());
    for account in 0..accounts {
        for year in 0..3 {
            let due = first + Days::new(account * 365 / accounts + year * 365);
            if due > known + Days::new(180) {
                continue;
            }
            let trouble = rng.random_bool(0.2);
            let is_in_danger = if tells { trouble } else { rng.random_bool(0.2) };
            let is_lost = rng.random_bool(if is_in_danger { 0.5 } else { 0.05 });
            let made = of_account(account, due, trouble, is_lost, &mut rng);
            if due > known {
                lost.insert(made.account_id.to_string(), (is_lost, made.before.unwrap().in_minor() as f64));
                ahead.push(Arc::new(made.with(|r| (r.outcome, r.after, r.closed) = (Outcome::Open, None, None))));
            } else {
                past.push(made);
                // Who has left does not come back.
                if is_lost {
                    break;
                }
            }
        }
    }
    ahead.sort_by(|x, y| x.due.cmp(&y.due).then_with(|| x.id.cmp(&y.id)));
    let mut facts = facts(past);
    (facts.scope.as_of, facts.ahead) = (known, ahead);
    World { facts, lost }
}

fn of_account(account: u64, due: NaiveDate, trouble: bool, is_lost: bool, rng: &mut ChaCha8Rng) -> Renewal {
    let before = (rng.random_range(0.0..4.6_f64)).exp() as i64 + 1;
    let base = renewal(&format!("{account}/{due}"), &due.to_string());
    let base = if is_lost { base.churned(before * 1_000) } else { base.renewed(before * 1_000, before * 1_000) };
    let low = |chance: f64, rng: &mut ChaCha8Rng| Some(if trouble && rng.random_bool(chance) { 35.0 } else { 80.0 });
    let health = [0.6, 0.8, 0.9].map(|chance| low(chance, rng));
    let left = trouble && rng.random_bool(0.4);
    let left_on = due - Days::new(rng.random_range(35..150));
    let closed = due - Days::new(10) + Days::new(rng.random_range(0..20));
    base.with(|r| {
        r.account_id = format!("A-{account}").as_str().into();
        r.segment = ["enterprise", "growth"][(account % 2) as usize].into();
        r.closed = Some(closed.min(day(KNOWN)));
        r.signals.health = health;
        r.signals.champion_left = left.then_some(left_on);
    })
}

fn watched(facts: &Facts) -> WatchList {
    look_ahead(facts, day("2027-03-31"), &Silent).unwrap()
}

/// Brier scores of the list and of the base rates, over what became of its accounts.
fn scores(world: &World, list: &WatchList) -> [f64; 2] {
    let of = |rate: fn(&WatchRow) -> Option<f64>| {
        brier(list.rows.iter().filter_map(|row| Some((rate(row)?, world.lost[row.account_id.as_str()].0)))).unwrap()
    };
    [of(|row| row.rate), of(|row| row.base_rate)]
}

#[test]
fn what_is_expected_comes_and_signs_tell_more_than_the_base_rate() {
    let (mut held, mut arr_held, mut better, mut gain) = (0, 0, 0, 0.0);
    let seeds = 60;
    for seed in 0..seeds {
        let world = world(seed, 300, true);
        let list = watched(&world.facts);
        let rated = list.rows.iter().filter(|row| row.rate.is_some());
        let lost: Vec<f64> = rated.map(|row| world.lost[row.account_id.as_str()]).filter(|(lost, _)| *lost).map(|(_, arr)| arr).collect();
        let (count, arr) = (list.total.lost.unwrap(), list.total.arr_lost.unwrap());
        held += u32::from(count.low <= lost.len() as f64 && lost.len() as f64 <= count.high);
        let sum = Money::minor(lost.iter().sum::<f64>() as i64);
        arr_held += u32::from(arr.low <= sum && sum <= arr.high);
        let [by_list, by_base] = scores(&world, &list);
        better += u32::from(by_list < by_base);
        gain += (by_base - by_list) / by_base / seeds as f64;
        assert!(!list.total.signs.is_empty(), "{seed}");
    }
    assert!(held >= 56 && arr_held >= 56, "{held} and {arr_held} of {seeds}");
    assert!(better >= 50 && gain > 0.06, "better in {better} of {seeds}, by {gain}");
}

#[test]
fn where_nothing_goes_with_loss_the_list_says_so_and_shows_the_base_rate() {
    let (mut without, mut gain, seeds) = (0, 0.0, 30);
    for seed in 100..100 + seeds {
        let world = world(seed, 200, false);
        let list = watched(&world.facts);
        let [by_list, by_base] = scores(&world, &list);
        gain += (by_base - by_list) / by_base;
        without += u32::from(list.total.why.as_ref().is_some_and(|why| why.starts_with("No sign holds")));
        if list.total.signs.is_empty() {
            assert!(list.rows.iter().all(|row| row.signs.is_empty() && (row.rate.unwrap() - row.base_rate.unwrap()).abs() < 1e-12));
            assert!(list.rows.is_sorted_by(|x, y| x.arr >= y.arr));
        }
    }
    assert!(without >= 27, "{without} of {seeds}");
    assert!(gain / seeds as f64 <= 0.005, "{}", gain / seeds as f64);
}

/// The renewal as somebody would find it later: everything that is dated after the known day is another thing.
fn with_another_future(r: &mut Renewal) {
    let known = day(KNOWN);
    for (score, days) in r.signals.health.iter_mut().zip([90, 60, 30]) {
        if r.due - Days::new(days) > known {
            *score = Some(1.0);
        }
    }
    let later = known + Days::new(3);
    if r.signals.champion_left.is_none() {
        r.signals.champion_left = Some(later);
    }
    r.signals.dated_tickets.get_or_insert_default().push(Ticket { opened: later, is_escalated: true });
    r.notes.push(Note { on: later, author: "Mara".into(), text: "The champion resigned, they want to cut costs".into() });
    r.plays.push(PlayUse { play: "Rescue".into(), on: later, risk_before: None });
    (r.outcome, r.closed, r.after) = (Outcome::Churned, Some(later), Some(Money::ZERO));
}

#[test]
fn nothing_that_is_dated_after_the_known_day_changes_a_row() {
    for seed in 0..6 {
        let World { mut facts, .. } = world(seed, 200, true);
        for r in &mut facts.ahead {
            Arc::make_mut(r).signals.dated_tickets = Some(vec![]);
        }
        let before = watched(&facts);
        for r in &mut facts.ahead {
            with_another_future(Arc::make_mut(r));
        }
        let after = watched(&facts);
        assert!(before.carrying().count() > 3);
        assert_eq!(before, after, "{seed}");
    }
}

fn row<'l>(list: &'l WatchList, id: &str) -> &'l WatchRow {
    list.rows.iter().find(|row| row.renewals.iter().any(|renewal| &*renewal.0 == id)).unwrap()
}

#[test]
fn a_sign_is_read_on_landmarks_that_have_passed_and_an_event_from_its_day_on() {
    let World { mut facts, .. } = world(3, 300, true);
    let low = |id: &str, due: &str, left: Option<&str>| {
        Arc::new(renewal(id, due).open(1_000).with(|r| {
            r.signals.health = [Some(30.0); 3];
            r.signals.champion_left = left.map(day);
        }))
    };
    facts.ahead = vec![
        low("in a month", "2026-10-25", None),
        low("in 75 days", "2026-12-14", None),
        low("in 100 days", "2027-01-08", None),
        low("in 100 days, left", "2027-01-08", Some("2026-09-20")),
    ];
    let list = watched(&facts);
    let landmark = |id| row(&list, id).landmark;
    assert_eq!(["in a month", "in 75 days", "in 100 days"].map(landmark), [Some(30), Some(90), None]);
    let signs = |id| row(&list, id).signs.iter().map(|sign| sign.signal.as_str()).collect::<Vec<_>>();
    assert!(signs("in a month").contains(&"health-low-30"));
    assert_eq!(signs("in 75 days"), ["health-low-90"]);
    assert_eq!(signs("in 100 days"), [""; 0]);
    let left = row(&list, "in 100 days, left");
    assert_eq!((left.signs[0].brief.as_str(), left.signs[0].since, left.signs.len()), ("the champion left", Some(day("2026-09-20")), 1));
    assert!(left.rate > row(&list, "in 100 days").rate);
}

#[test]
fn an_account_with_several_contracts_in_a_quarter_is_one_row() {
    let World { mut facts, .. } = world(3, 100, true);
    let line = |id: &str, due: &str| Arc::new(renewal(id, due).open(1_000).with(|r| r.account_id = "A".into()));
    facts.ahead = vec![line("1", "2026-11-01"), line("2", "2026-12-01"), line("3", "2027-01-15")];
    let list = watched(&facts);
    let found: Vec<(usize, Option<Money>)> = list.rows.iter().map(|row| (row.renewals.len(), row.arr)).collect();
    assert_eq!(found, [(2, Some(Money::units(2_000))), (1, Some(Money::units(1_000)))]);
}

#[test]
fn the_usual_horizon_is_the_next_window_and_the_one_after() {
    let mut scope = facts(vec![]).scope;
    let until = |scope: &Scope| usual_horizon(scope).to_string();
    scope.as_of = day("2026-10-15");
    assert_eq!(until(&scope), "2027-03-31");
    scope.as_of = day("2026-12-31");
    assert_eq!(until(&scope), "2027-06-30", "what is over is not ahead");
}

/// What the data hold half a year later.
fn later(world: &World) -> Facts {
    let decided = |r: &Arc<Renewal>| {
        let arr = r.before.unwrap();
        let is_lost = world.lost[r.account_id.as_str()].0;
        (**r).clone().with(|r| {
            r.outcome = if is_lost { Outcome::Churned } else { Outcome::Renewed };
            (r.after, r.closed) = (Some(if is_lost { Money::ZERO } else { arr }), Some(r.due));
        })
    };
    let past = world.facts.renewals.iter().map(|r| (**r).clone());
    let mut later = facts(past.chain(world.facts.ahead.iter().map(decided)).collect());
    (later.scope.window, later.scope.as_of) = (Window::quarter(2027, 1, FiscalYear::default()), day("2027-04-15"));
    later
}

fn scored(world: &World) -> Score {
    let said = scored::to_keep(&watched(&world.facts)).unwrap();
    let past = [PastPredictions { session: "2026-Q3".into(), said }];
    let room = RoomDecisions { past_predictions: &past, ..RoomDecisions::default() };
    analyse(&later(world), &room, &Silent).unwrap().score.unwrap()
}

#[test]
fn the_next_retro_tells_who_was_lost_of_those_named_and_whether_the_list_was_better() {
    let world = world(5, 1_200, true);
    let score = scored(&world);
    let [retro] = &score.retros[..] else { panic!("{score:?}") };
    assert_eq!((retro.said, retro.known), (world.lost.len() as u64, world.lost.len() as u64));
    assert_eq!(retro.lost as usize, world.lost.values().filter(|(lost, _)| *lost).count());
    assert!(retro.named.lost * retro.others.n > 3 * retro.others.lost * retro.named.n, "{retro:?}");
    assert!(retro.is_better && retro.is_beyond_chance, "{retro:?}");
    assert!(score.bands.iter().all(|band| (band.mean - band.lost as f64 / band.n as f64).abs() < 0.2), "{:?}", score.bands);
}

#[test]
fn who_stood_in_two_lists_is_one_chance_as_the_last_of_them_said() {
    let world = world(11, 400, true);
    let said = scored::to_keep(&watched(&world.facts)).unwrap();
    let mut earlier = said.clone();
    earlier.known_by = earlier.known_by - Days::new(90);
    earlier.rows.iter_mut().for_each(|row| row.rate = 0.5);
    let score = |past: &[PastPredictions]| {
        let room = RoomDecisions { past_predictions: past, ..RoomDecisions::default() };
        analyse(&later(&world), &room, &Silent).unwrap().score.unwrap()
    };
    let past = |session: &str, said: &Predictions| PastPredictions { session: session.into(), said: said.clone() };
    let alone = score(&[past("2026-Q3", &said)]);
    let both = score(&[past("2026-Q2", &earlier), past("2026-Q3", &said)]);
    let (one, together) = (&alone.retros[0], both.together.as_ref().unwrap());
    assert_eq!((together.said, together.known, together.lost), (one.said, one.known, one.lost));
    assert_eq!((together.brier, together.named.arr_lost), (one.brier, one.named.arr_lost));
    assert_eq!(alone.bands.iter().map(|band| band.n).sum::<u64>(), both.bands.iter().map(|band| band.n).sum::<u64>());
}

#[test]
fn a_list_that_did_no_better_than_the_base_rate_says_so() {
    let world = world(101, 200, false);
    assert!(watched(&world.facts).total.signs.is_empty());
    let score = scored(&world);
    assert!(!score.retros[0].is_better, "{score:?}");
}

#[test]
fn what_is_not_decided_yet_is_not_scored() {
    let world = world(5, 100, true);
    let said = scored::to_keep(&watched(&world.facts)).unwrap();
    let past = [PastPredictions { session: "2026-Q3".into(), said }];
    let room = RoomDecisions { past_predictions: &past, ..RoomDecisions::default() };
    assert_eq!(analyse(&world.facts, &room, &Silent).unwrap().score, None);
}

/// How often the intervals held what came, and by how much the list was nearer to it than the base rate.
fn over_seeds(accounts: u64, tells: bool, seeds: u64) -> String {
    let (mut held, mut arr_held, mut with_signs, mut better, mut gain) = (0, 0, 0, 0, 0.0);
    for seed in 0..seeds {
        let world = world(seed + 1_000, accounts, tells);
        let list = watched(&world.facts);
        let rated = list.rows.iter().filter(|row| row.rate.is_some());
        let lost: Vec<f64> = rated.map(|row| world.lost[row.account_id.as_str()]).filter(|(lost, _)| *lost).map(|(_, arr)| arr).collect();
        let (count, arr, sum) = (list.total.lost.unwrap(), list.total.arr_lost.unwrap(), Money::minor(lost.iter().sum::<f64>() as i64));
        held += u64::from(count.low <= lost.len() as f64 && lost.len() as f64 <= count.high);
        arr_held += u64::from(arr.low <= sum && sum <= arr.high);
        with_signs += u64::from(list.carrying().next().is_some());
        let [by_list, by_base] = scores(&world, &list);
        better += u64::from(by_list < by_base);
        gain += (by_base - by_list) / by_base / seeds as f64;
    }
    let share = |n: u64| n as f64 / seeds as f64 * 100.0;
    format!(
        "{accounts:>6} accounts, signs tell: {tells:<5}  count held {:>5.1} %  ARR held {:>5.1} %  signs on {:>5.1} % of lists, better {:>5.1} %, Brier {:>6.1} %",
        share(held),
        share(arr_held),
        share(with_signs),
        share(better),
        gain * 100.0
    )
}

#[test]
#[ignore = "takes minutes: cargo test --release --lib watch -- --ignored --nocapture prints the table"]
#[expect(clippy::disallowed_macros, reason = "the table is what it is run for")]
fn over_many_futures() {
    for accounts in [30, 100, 400, 2_000] {
        for tells in [true, false] {
            println!("{}", over_seeds(accounts, tells, 40_000 / accounts.max(100)));
        }
    }
}

#[test]
fn where_too_few_are_like_it_or_it_is_past_due_there_is_no_rate() {
    let World { mut facts, .. } = world(3, 300, true);
    let open = |id: &str, due: &str, segment: &str| Arc::new(renewal(id, due).open(1_000).with(|r| r.segment = segment.into()));
    facts.ahead = vec![open("late", "2026-09-20", "enterprise"), open("ahead", "2026-12-14", "enterprise")];
    let list = watched(&facts);
    assert_eq!((row(&list, "late").rate, row(&list, "late").landmark), (None, Some(0)), "past due");
    assert!(row(&list, "ahead").rate.is_some());
    facts.renewals.truncate(3);
    let list = watched(&facts);
    assert_eq!((row(&list, "ahead").rate, row(&list, "ahead").like_it), (None, 0), "too few are like it");
}
