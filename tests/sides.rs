//! Every figure that a row is compared with opens too, and what opens gives that figure.

mod rig;

use rig::Rig;
use run_retro::analysis::decisions::RoomDecisions;
use run_retro::analysis::findings::{MetricKey, Quantity};
use run_retro::analysis::metrics;
use run_retro::analysis::patterns::MIN_FOR_RATE;
use run_retro::app::model::Model;
use run_retro::app::screens::comparison::{Beside, Figure, Side};
use run_retro::app::screens::drill_down::Opening;
use run_retro::app::screens::lists::{self, ListId};
use run_retro::app::screens::view_cache;
use run_retro::domain::renewal::Renewal;

const SIZE: (u16, u16) = (120, 36);

/// The lists of which some row has more than one side.
const SIDED: [ListId; 14] = [
    ListId::Headlines,
    ListId::Outcomes,
    ListId::Metrics,
    ListId::GroupMetrics,
    ListId::ForecastFigures,
    ListId::Buckets,
    ListId::PriceBands,
    ListId::Rates,
    ListId::Competitors,
    ListId::Signals,
    ListId::Plays,
    ListId::PlayStrata,
    ListId::Blockers,
    ListId::Watch,
];

struct Opened<'a> {
    model: &'a Model,
    opening: Opening,
}

impl Opened<'_> {
    fn renewals(&self) -> impl Iterator<Item = &Renewal> {
        self.opening.entries.iter().map(|(place, _)| self.model.world.facts.at(*place))
    }

    fn n(&self) -> u64 {
        self.opening.entries.len() as u64
    }

    fn sum(&self) -> Option<Quantity> {
        self.opening.entries.iter().filter_map(|(_, part)| *part).reduce(|a, b| match (a, b) {
            (Quantity::Money(a), Quantity::Money(b)) => Quantity::Money(a + b),
            (Quantity::Count(a), Quantity::Count(b)) => Quantity::Count(a + b),
            (Quantity::Number(a), Quantity::Number(b)) => Quantity::Number(a + b),
            (a, b) => panic!("{a:?} and {b:?} in one table"),
        })
    }

    /// The share of those with a tick.
    fn ticked(&self) -> f64 {
        match self.sum() {
            Some(Quantity::Count(n)) => n as f64 / self.n() as f64,
            other => panic!("{other:?}"),
        }
    }

    /// Renewed of those decided or past due, where there are enough to say; in these windows nothing is not yet due.
    fn renewed(&self) -> Option<f64> {
        let rated: Vec<&Renewal> = self.renewals().collect();
        let renewed = rated.iter().filter(|r| r.is_renewed()).count();
        (rated.len() as u64 >= MIN_FOR_RATE).then(|| renewed as f64 / rated.len() as f64)
    }
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    a.zip(b).map_or(a.is_none() && b.is_none(), |(a, b)| (a - b).abs() < 1e-12)
}

/// The figure over the side's window, as the metric itself has it.
fn metric_agrees(opened: &Opened<'_>, list: ListId, key: MetricKey, side: Side, value: Option<f64>) {
    let model = opened.model;
    let shown = view_cache::measured(model, list);
    let metric = match side {
        Side::TwelveMonths => shown.ttm[&key].clone(),
        side => metrics::due_in(&shown.facts, &RoomDecisions::of(model.world.session()), key, &side.window(&model.world)),
    };
    assert_eq!(metric.value, value, "{}", opened.opening.title());
    match (metric.numerator, opened.sum()) {
        (Some(Quantity::Number(figure)), Some(Quantity::Number(sum))) => assert!((figure - sum).abs() < 1e-9),
        (Some(Quantity::Count(0)), None) => {}
        (Some(figure), sum) if metric.computable => assert_eq!(sum, Some(figure), "{}", opened.opening.title()),
        _ => {}
    }
}

fn agrees(opened: &Opened<'_>, list: ListId, beside: &Beside) {
    let title = opened.opening.title();
    match beside.figure {
        Figure::Metric(_, None) => assert!(!opened.opening.note.is_empty(), "{title} says why there is no figure"),
        Figure::Money(amount) => assert_eq!(opened.sum(), amount.map(Quantity::Money), "{title}"),
        Figure::Metric(key, value) => metric_agrees(opened, list, key, beside.side, value),
        Figure::Count(n) | Figure::Of(n, _) => assert_eq!(opened.n(), n, "{title}"),
        Figure::Share(n, share, what) => {
            assert_eq!(opened.n(), n, "{title}");
            let found = match what {
                "renewed" if !matches!(list, ListId::Plays | ListId::PlayStrata) => opened.renewed(),
                _ => (n > 0).then(|| opened.ticked()),
            };
            assert!(near(found, share), "{title}: {found:?} {share:?}");
        }
        Figure::Unsaid => {}
    }
}

#[test]
fn what_a_side_opens_to_gives_its_figure_in_every_list_of_every_segment() {
    for segment in ["enterprise", "growth", "scale"] {
        let rig = Rig::of_segment(SIZE, segment);
        for list in SIDED.into_iter().chain([ListId::Emerging]) {
            let sides = sides_agree(rig.model(), list);
            assert!(sides > 0 || list == ListId::Emerging, "{list:?} of {segment} has nothing beside it");
        }
    }
}

#[test]
fn it_does_so_where_churned_accounts_are_left_out() {
    let rig = Rig::renewed_only(SIZE);
    assert!(SIDED.map(|list| sides_agree(rig.model(), list)).iter().sum::<usize>() > 100);
}

/// Opens every side of every row of a list; returns how many there are beside the rows' own.
fn sides_agree(model: &Model, list: ListId) -> usize {
    let mut sides = 0;
    for i in 0..lists::rows(model, list).len() {
        for beside in lists::beside(model, list, i) {
            let opening = lists::opening(model, list, i, beside.side).unwrap_or_else(|| panic!("{list:?} {i} {beside:?}"));
            agrees(&Opened { model, opening }, list, &beside);
            sides += usize::from(beside.side != Side::Here);
        }
    }
    sides
}

#[test]
fn of_a_signal_with_too_few_cases_both_sides_are_shown_and_make_all_that_were_tested() {
    for segment in ["enterprise", "growth", "scale"] {
        let rig = Rig::of_segment(SIZE, segment);
        let model = rig.model();
        for (i, signal) in model.world.findings.signals.iter().enumerate() {
            let count = |side| lists::opening(model, ListId::Signals, i, side).map_or(0, |opening| opening.entries.len() as u64);
            assert_eq!(count(Side::Here) + count(Side::Without), signal.n, "{}", signal.label);
        }
    }
}

#[test]
fn the_arrows_lead_through_the_windows_of_a_figure() {
    let mut rig = Rig::new(SIZE);
    let here = rig.keys("n<up><enter>").screen();
    assert!(here.contains("GRR, 2026-Q3") && here.contains("←→ 2026-Q2, 2025-Q3, TTM  "), "{here}");
    let before = rig.keys("<right>").screen();
    assert!(before.contains("GRR, 2026-Q2 · ") && before.contains("←→ 2026-Q3, 2025-Q3"), "{before}");
    assert!(rig.keys("<right>").screen().contains("GRR, 2025-Q3 · "), "{}", rig.screen());
    insta::assert_snapshot!(rig.keys("<right>").screen());
    assert!(rig.keys("<right>").screen().contains("GRR, 2026-Q3 · "), "round and round\n{}", rig.screen());
    assert!(rig.click("2026-Q2: ").screen().contains("GRR, 2026-Q2 · "), "{}", rig.screen());
}

#[test]
fn order_and_search_stay_when_another_side_is_turned_to() {
    let mut rig = Rig::new(SIZE);
    let some = rig.keys("n<up><enter>/mara<enter>S<right>").screen();
    assert!(some.contains("GRR, 2026-Q2") && some.contains("Only with “mara”") && some.contains(" of 3"), "{some}");
    assert!(some.contains("by Change ↓") || some.contains("by Kept ↓"), "{some}");
}

#[test]
fn a_figure_that_stands_alone_has_no_sides() {
    let mut rig = Rig::new(SIZE);
    let screen = rig.keys("n<right><down><enter>").screen();
    assert!(screen.contains("Churn, 2026-Q3") && !screen.contains("←→"), "{screen}");
    assert_eq!(rig.keys("<right>").screen(), screen);
}

#[test]
fn a_side_without_renewals_says_so() {
    let mut rig = Rig::new(SIZE);
    let list = ListId::Rates;
    let empty = rig.model().world.findings.lenses.reason_code.iter().position(|bucket| bucket.previous_count == 0).unwrap();
    rig.keys("nn<s-tab>");
    assert!(!lists::rows(rig.model(), list).is_empty());
    let screen = rig.keys(&"<down>".repeat(empty)).keys("<enter><right>").screen();
    assert!(screen.contains("2026-Q2 · 0 renewals") && screen.contains("None of this kind were due then"), "{screen}");
}

#[test]
fn evidence_of_a_finding_opens_to_both_of_its_sides() {
    let mut rig = Rig::new(SIZE);
    let page = rig.keys("nnn<right><right><right><enter>").screen();
    assert!(page.contains("Suggested by the data") && page.contains("14 of 20 lost; without it 9 of 198"), "{page}");
    let with = rig.keys("<enter>").screen();
    assert!(with.contains("20 renewals") && with.contains("Without it: 198, 4.5 % lost"), "{with}");
    assert!(rig.keys("<right>").screen().contains("198 renewals · 9 lost"), "{}", rig.screen());
}

#[test]
fn a_signal_opens_to_those_without_it() {
    let mut rig = Rig::new(SIZE);
    let with = rig.keys("nnn<tab><enter>").screen();
    assert!(with.contains("With the signal") && with.contains("←→ Without it"), "{with}");
    let without = rig.keys("<right>").screen();
    assert!(without.contains("Without: ") && without.contains(" lost · $"), "{without}");
}

#[test]
fn a_side_that_is_turned_to_after_a_renewal_was_moved_knows_it() {
    let mut rig = Rig::new(SIZE);
    let opened = rig.keys("nn<tab><enter>").screen();
    assert!(opened.contains("Champion left, 2026-Q3 · 2 renewals"), "{opened}");
    rig.keys("mbudget<enter>");
    let back = rig.keys("<right><left>").screen();
    assert!(back.contains("Champion left, 2026-Q3 · 1 renewal ·") && back.contains("2026-Q3: 1  "), "{back}");
}
