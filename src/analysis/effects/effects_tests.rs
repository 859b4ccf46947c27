use super::*;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::action::{Action, ActionId, SuccessMetric};
use crate::domain::renewal::Renewal;
use crate::domain::scope::Scope;
use crate::domain::window::{FiscalYear, Window};

/// So many renewals of a quarter, of which so many were lost, in one segment.
fn quarter(number: u32, segment: &str, (n, lost): (usize, usize)) -> Vec<Renewal> {
    let due = Window::quarter(2026, number, FiscalYear::default()).from.to_string();
    let make = |i: usize| {
        let base = renewal(&format!("{segment}-{number}-{i}"), &due).closed(&due).with(|r| r.segment = segment.into());
        if i < lost { base.churned(10).because("pricing.uplift") } else { base.renewed(10, 10) }
    };
    (0..n).map(make).collect()
}

/// These renewals as a retro of that quarter sees them.
fn seen(number: u32, all: &[Renewal]) -> Facts {
    let window = Window::quarter(2026, number, FiscalYear::default());
    let known = all.iter().filter(|renewal| renewal.due <= window.to).cloned().collect();
    let facts = facts(known);
    let as_of = window.to + chrono::Days::new(20);
    Facts { scope: Scope { window, as_of, ..facts.scope.clone() }, ..facts }
}

fn action(name: &str, target: &str) -> Action {
    let metric = SuccessMetric { name: name.into(), target: target.into(), ..SuccessMetric::default() }.understood();
    assert!(metric.measure.is_some(), "{name} {target}");
    Action { metric, due: Some(day("2026-05-15")), ..Action::new(ActionId(1), "Name a second champion".into()) }
}

fn carried(all: &[Renewal], action: Action) -> CarriedAction {
    let measure = action.metric.measure.clone().unwrap();
    let kept = baseline(&seen(1, all), &RoomDecisions::default(), &measure, None);
    CarriedAction { baseline: Some(kept), ..CarriedAction::new("2026-Q1", action) }
}

fn told(all: &[Renewal], carried: &CarriedAction) -> Evaluation {
    evaluate(&seen(2, all), &RoomDecisions::default(), carried).unwrap()
}

/// Sixty due in one quarter, and in the next; so many lost of each.
fn of_all(then: (usize, usize), now: (usize, usize), target: &str) -> Evaluation {
    let all = [quarter(1, "enterprise", then), quarter(2, "enterprise", now)].concat();
    told(&all, &carried(&all, action("Renewal rate by count", target)))
}

#[test]
fn what_moved_beyond_chance_worked_with_the_figures_of_both() {
    let found = of_all((80, 32), (80, 8), "85 %");
    assert_eq!((found.effect, found.why.clone(), found.target_reached), (Effect::Worked, None, Some(true)));
    let (then, now) = (found.then.unwrap(), found.now.unwrap());
    assert_eq!((then.value, then.accounts, then.window.as_str()), (0.6, 80, "2026-Q1"));
    assert_eq!((now.value, now.accounts, now.window.as_str()), (0.9, 80, "2026-Q2"));
    assert!((found.change.unwrap() - 0.3).abs() < 1e-9 && found.low.unwrap() > 0.1);
    assert_eq!(of_all((80, 32), (80, 8), "95 %").target_reached, Some(false), "worked, and short of its target");
}

#[test]
fn what_would_have_been_seen_and_was_not_is_not_shown() {
    let found = of_all((300, 60), (300, 58), "95 %");
    assert_eq!(found.effect, Effect::NotShown, "{found:?}");
    assert!(of_all((300, 30), (300, 90), "95 %").why.unwrap().contains("the other way"));
}

#[test]
fn what_may_be_either_is_too_few() {
    assert_eq!(of_all((30, 9), (30, 6), "85 %").effect, Effect::TooFew);
    let few = of_all((9, 9), (80, 0), "85 %");
    assert_eq!((few.effect, few.why.as_deref()), (Effect::TooFew, Some("9 accounts then, 80 now: nothing is told of fewer than 10")));
}

#[test]
fn a_share_of_losses_is_better_when_it_falls() {
    let because = |mut all: Vec<Renewal>, of: usize, reason: &str| {
        let lost = all.iter_mut().filter(|r| r.is_churned()).skip(of);
        lost.for_each(|r| *r = r.clone().because(reason));
        all
    };
    let all = [because(quarter(1, "e", (60, 40)), 30, "budget"), because(quarter(2, "e", (60, 40)), 4, "budget")].concat();
    let found = told(&all, &carried(&all, action("Share of losses to Uplift refused", "40 %")));
    assert_eq!((found.effect, found.target_reached), (Effect::Worked, Some(true)), "{found:?}");
    assert!(found.change.unwrap() < 0.0);
    assert_eq!(found.chosen.as_deref(), Some("it was the worst of 2 reasons"));
}

#[test]
fn the_worst_of_several_has_to_move_further() {
    let groups = ["a", "b", "c", "d"];
    let all: Vec<Renewal> = groups
        .iter()
        .flat_map(|name| {
            let is_worst = *name == "a";
            [quarter(1, name, (60, if is_worst { 24 } else { 12 })), quarter(2, name, (60, 13))].concat()
        })
        .collect();
    let worst = told(&all, &carried(&all, action("Renewal rate by count of segment A", "90 %")));
    assert_eq!((worst.chosen.as_deref(), worst.level), (Some("it was the worst of 4 segments"), 0.9875));
    assert_ne!(worst.effect, Effect::Worked, "{worst:?}");
    let mut alone = carried(&all, action("Renewal rate by count of segment A", "90 %"));
    alone.baseline.as_mut().unwrap().chosen = None;
    assert_eq!(told(&all, &alone).effect, Effect::Worked, "named before anybody looked, the same change is enough");
}

#[test]
fn what_cannot_be_compared_says_why() {
    let all = [quarter(1, "enterprise", (80, 32)), quarter(2, "enterprise", (80, 8))].concat();
    let good = carried(&all, action("Renewal rate by count", "85 %"));
    let why = |change: &dyn Fn(&mut CarriedAction)| {
        let mut carried = good.clone();
        change(&mut carried);
        let found = told(&all, &carried);
        assert_eq!(found.effect, Effect::CannotTell);
        found.why.unwrap()
    };
    assert!(why(&|c| c.baseline = None).starts_with("no baseline was kept"));
    assert!(why(&|c| c.action.metric.by = Some(day("2026-07-01"))).contains("2026-07-01, is not reached by the end of 2026-Q2"));
    assert!(why(&|c| c.baseline.as_mut().unwrap().rules = "definitions 0".into()).starts_with("its definition changed"));
    assert!(why(&|c| c.baseline.as_mut().unwrap().reading.as_mut().unwrap().to = day("2026-04-02")).contains("is not after"));
    let of_nobody = carried(&all, action("GRR of segment Growth", "85 %"));
    assert!(told(&all, &of_nobody).why.unwrap().contains("these data have no segment Growth"));
    let of_saves = carried(&all, action("Save rate", "85 %"));
    assert!(told(&all, &of_saves).why.unwrap().starts_with("there was no baseline: no at-risk renewal"));
}

#[test]
fn a_verdict_that_hangs_on_what_the_data_said_then_is_not_told() {
    let all = [quarter(1, "enterprise", (80, 32)), quarter(2, "enterprise", (80, 8))].concat();
    let kept = carried(&all, action("Renewal rate by count", "85 %"));
    let restated = [quarter(1, "enterprise", (80, 8)), quarter(2, "enterprise", (80, 8))].concat();
    let found = told(&restated, &kept);
    assert_eq!(found.effect, Effect::CannotTell);
    assert!(found.why.unwrap().starts_with("by the data of now, 2026-Q1 was 90.0 % and not 60.0 %: against that it is"));
    let a_little = [quarter(1, "enterprise", (80, 30)), quarter(2, "enterprise", (80, 8))].concat();
    assert_eq!(told(&a_little, &kept).effect, Effect::Worked, "the verdict is the same");
}
