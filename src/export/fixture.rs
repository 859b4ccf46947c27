//! A retro in which everything that a report can say occurs once.

use std::sync::Arc;

use crate::analysis::findings::{
    Again, BaseRate, BlockerFinding, Breakdown, Bridge, Bucket, CalibrationBin, Cost, Counts, Emerging, Expected, ExpectedArr, Findings,
    ForecastReview, ForecastRow, Group, Harm, HeldAgain, Losses, LostAccount, Metric, MetricKey, Metrics, PlayFinding, PricingReview,
    Quantity, Score, Scored, ScoredBand, ScoredGroup, SeenSign, SegmentTable, Signal, StratifiedOdds, SuggestedInsight, Tried, UsualShare,
    Verdict, WatchList, WatchRow, WatchTotal, WindowLosses,
};
use crate::analysis::testing::{self, Build, day, renewal};
use crate::domain::action::{Action, ActionStatus, CarriedAction, SuccessMetric, Team};
use crate::domain::card::{CardId, Evidence, InsightKind};
use crate::domain::correction::{self, Correction, Corrections, RenewalValue};
use crate::domain::event::{Event, PastBlocker};
use crate::domain::facts::Facts;
use crate::domain::money::{Currency, Money};
use crate::domain::phase::Phase;
use crate::domain::quality::{FileAccount, IssueKind, QualityIssue, Reject};
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{Origin, Outcome, RenewalId, Risk};
use crate::domain::roster::{Role, Seat};
use crate::domain::scope::Dimension;
use crate::domain::session::History;
use crate::store::fixture::{at, opened};

pub(crate) fn facts() -> Facts {
    let mut facts = testing::facts(vec![
        renewal("R-1", "2026-07-10").renewed(120_000, 126_000),
        renewal("R-2", "2026-08-02").churned(80_000).because("Champion left"),
        renewal("R-3", "2026-08-20").churned(40_000),
        renewal("R-4", "2026-09-15").open(60_000),
    ]);
    facts.scope.segment = Some("enterprise".into());
    facts.scope.dimensions = vec![Dimension::Geo];
    facts.quality.files = vec![FileAccount { name: "renewals.csv".into(), read: 10, used: 4, out_of_scope: 5, rejected: 1 }];
    facts.quality.issues = vec![QualityIssue {
        kind: IssueKind::MissingReason,
        message: "1 of 2 losses has no reason code".into(),
        count: 1,
        arr: Some(Money::units(40_000)),
        renewals: vec![RenewalId::new("R-3")],
    }];
    facts.quality.rejects =
        vec![Reject { file: "renewals.csv".into(), line: 7, column: "due_date".into(), value: "=soon".into(), reason: "no date".into() }];
    facts
}

/// The same with a loss that did renew, and a loss that the room gave a reason.
pub(crate) fn corrected_facts() -> Facts {
    let correction = |id: &str, to, why: &str| {
        let renewal = RenewalId::new(id);
        Correction { renewal, to, by: "Mara Ilves".into(), at: at(7), why: why.into() }
    };
    let at_42 = RenewalValue::ArrAfter(Some(Money::units(42_000)));
    let coded = RenewalValue::ReasonCode(ReasonCode::read("Champion left"));
    let said = vec![
        correction("R-3", RenewalValue::Outcome(Outcome::Renewed), "signed | late"),
        correction("R-3", at_42, "signed | late"),
        correction("R-3", coded, ""),
    ];
    let mut facts = facts();
    Arc::make_mut(&mut facts.renewals[2]).origin = Origin { file: "renewals.csv".into(), line: 4 };
    correction::apply(&facts, &Corrections::from([(RenewalId::new("R-3"), said)]))
}

#[expect(clippy::unnecessary_wraps, reason = "findings hold it as known or not")]
fn money(units: i64) -> Option<Money> {
    Some(Money::units(units))
}

fn metric(value: f64, part: i64, whole: i64, previous: Option<f64>) -> Metric {
    let quantity = |units| Some(Quantity::Money(Money::units(units)));
    Metric { value: Some(value), numerator: quantity(part), denominator: quantity(whole), previous, computable: true, ..Metric::default() }
}

fn metrics() -> Metrics {
    let unknown = Metric { why: Some("the data holds no forecast".into()), ..Metric::default() };
    let logo = Metric { value: Some(0.25), previous: Some(0.5), year_ago: Some(0.75), computable: true, ..Metric::default() };
    [
        (MetricKey::Grr, metric(0.4, 120_000, 300_000, Some(0.883))),
        (MetricKey::Nrr, metric(0.42, 126_000, 300_000, None)),
        (MetricKey::LogoRetention, logo),
        (MetricKey::RenewalRateArr, metric(0.4, 120_000, 300_000, Some(0.9))),
        (MetricKey::ForecastBias, unknown),
    ]
    .into_iter()
    .collect()
}

fn bucket(key: &str, label: &str, group: Option<&str>, count: u64) -> Bucket {
    Bucket {
        key: key.into(),
        label: label.into(),
        group: group.map(Into::into),
        count,
        churned: 1,
        contracted: 0,
        rated: count,
        arr: money(80_000),
        lost_arr: money(80_000),
        renewal_rate: (count > 4).then_some(0.8),
        low: (count > 4).then_some(0.375),
        high: (count > 4).then_some(0.964),
        why: (count <= 4).then(|| "fewer than 5 are decided or past due".into()),
        previous_count: 2,
        previous_rate: None,
        secondary: 0,
        renewals: vec![RenewalId::new("R-2")],
    }
}

fn signal(name: &str, label: &str, verdict: Verdict) -> Signal {
    let tested = matches!(verdict, Verdict::Holds | Verdict::NotShown);
    let some = |value: f64| tested.then_some(value);
    Signal {
        signal: name.into(),
        label: label.into(),
        brief: label.into(),
        plain: label.into(),
        harm: Harm::Lost,
        is_response: false,
        n: 120,
        accounts: 96,
        table: [18, 6, 12, 84],
        p: some(0.000_02),
        q: some(0.000_4),
        risk_ratio: some(6.0),
        low: some(3.36),
        high: some(10.7),
        odds_ratio: some(21.0),
        odds_low: some(7.0),
        odds_high: some(63.0),
        with_rate: tested.then_some([0.75, 0.551, 0.88]),
        without_rate: tested.then_some([0.125, 0.073, 0.206]),
        stratified: tested.then_some(StratifiedOdds { odds_ratio: Some(18.2), low: Some(5.6), high: Some(59.0), p: 0.000_03 }),
        heterogeneity_p: some(0.61),
        segments: vec![SegmentTable { segment: "enterprise".into(), table: [18, 6, 12, 84] }],
        arr_excess: if tested { money(50_000) } else { None },
        arr_excess_low: if tested { money(24_000) } else { None },
        arr_lift: some(0.5),
        arr_lift_low: some(0.3),
        arr_lift_high: some(0.7),
        lead_days: tested.then_some(60),
        lead_low: tested.then_some(41),
        lead_high: tested.then_some(88),
        verdict,
        why: (!tested).then(|| "3 renewals with the signal, 5 are needed".into()),
        renewals: vec![RenewalId::new("R-2")],
        arr: money(80_000),
    }
}

fn play() -> PlayFinding {
    PlayFinding {
        play: "Executive sponsor visit".into(),
        n: 90,
        crude: [20, 12, 48, 10],
        crude_p: Some(0.04),
        crude_or: Some(0.71),
        mh_or: Some(2.3),
        low: Some(1.1),
        high: Some(4.8),
        p: Some(0.021),
        q: Some(0.043),
        heterogeneity_p: Some(0.6),
        reversed: true,
        coverage: Some(0.52),
        save_rate: Some(0.61),
        saves: [11, 18, 40],
        strata: vec![],
        verdict: Verdict::Holds,
        why: None,
        renewals: vec![],
        arr: None,
    }
}

fn forecast() -> ForecastReview {
    let row = ForecastRow {
        group: "all".into(),
        n: 3,
        forecast: Money::units(220_000),
        actual: Money::units(126_000),
        bias: Some(0.746),
        low: Some(0.2),
        high: Some(1.1),
        p: Some(0.01),
        q: Some(0.02),
        wape: Some(0.81),
        why: None,
        renewals: vec![],
    };
    ForecastReview {
        snapshot: Some("2026-07-01".into()),
        rows: vec![row],
        long_run: vec![],
        brier: Some(0.21),
        brier_skill: Some(-0.1),
        known_rate: Some(0.9),
        calibration_p: Some(0.03),
        bins: vec![CalibrationBin {
            from: 0.8,
            to: 1.0,
            n: 3,
            mean_forecast: 0.9,
            observed: 0.333,
            low: Some(0.06),
            high: Some(0.79),
            renewals: vec![],
        }],
        misses: vec![(RenewalId::new("R-2"), Money::units(80_000), Money::ZERO)],
        base_rates: vec![BaseRate { risk: Risk::High, n: 24, rate: Some(0.42), low: Some(0.24), high: Some(0.61) }],
        why: None,
    }
}

fn losses() -> Losses {
    let lost = |accounts, units| Cost { accounts, arr: Money::units(units), arr_unknown: 0 };
    let now = WindowLosses {
        due: 4,
        arr_due: money(300_000),
        lost: lost(2, 120_000),
        visible: 1,
        visible_arr: Money::units(80_000),
        not_visible: 1,
        lead_days: Some(60),
        kept: 1,
        ..WindowLosses::default()
    };
    let then = WindowLosses { due: 6, arr_due: money(290_000), lost: lost(1, 34_000), ..WindowLosses::default() };
    Losses { now, previous: Some(then), year_ago: None }
}

/// One that was to be seen coming, and one that was not.
fn lost_accounts() -> Vec<LostAccount> {
    let account = |id: &str, due, units| LostAccount {
        account_id: format!("A-{id}").into(),
        account: format!("Account {id}").into(),
        due: day(due),
        before: money(units),
        after: Some(Money::ZERO),
        lost: money(units),
        owners: vec!["Mara".into()],
        visible: Some(false),
        renewals: vec![RenewalId::new(id)],
        ..LostAccount::default()
    };
    let sign = |signal: &str, since, holds| SeenSign {
        signal: signal.into(),
        brief: signal.replace('-', " "),
        since: Some(day(since)),
        holds,
        reliable: holds,
    };
    let seen = LostAccount {
        reasons: ReasonCode::read("Champion left").into_iter().collect(),
        competitors: vec!["North|wind".into()],
        signs: vec![sign("champion-left", "2026-06-03", true), sign("late-start", "2026-06-13", false)],
        visible: Some(true),
        visible_since: Some(day("2026-06-03")),
        lead_days: Some(60),
        ..account("R-2", "2026-08-02", 80_000)
    };
    vec![seen, account("R-3", "2026-08-20", 40_000)]
}

pub(crate) fn evidence() -> Evidence {
    Evidence {
        key: "signal:champion-left".into(),
        statement: "Losses follow a departed champion".into(),
        figures: "18 of 24 lost, $80.0k, q < 0.001, risk ratio 6.00 (3.36–10.70)".into(),
        renewals: vec![RenewalId::new("R-2")],
        arr: money(80_000),
    }
}

fn watch() -> WatchList {
    let row = WatchRow {
        renewals: vec![RenewalId::new("R-9")],
        account_id: "A-9".into(),
        account: "=Acme".into(),
        segment: "enterprise".into(),
        owner: "Mara".into(),
        due: day("2026-11-15"),
        arr: money(90_000),
        landmark: Some(60),
        signs: vec![SeenSign {
            signal: "champion-left".into(),
            brief: "the champion left".into(),
            since: Some(day("2026-08-02")),
            holds: true,
            reliable: false,
        }],
        rate: Some(0.3957),
        low: Some(0.2082),
        high: Some(0.6199),
        base_rate: Some(0.1053),
        like_it: 37,
        like_it_lost: 14,
        forecast: Some(0.1),
        forecast_differs: Some("forecast 90 % to renew; of accounts like it 38 to 79 % did".into()),
        tried: vec![Tried { play: "Value review".into(), accounts: 7, lost: 3, effect: "no effect shown".into(), is_under_way: false }],
    };
    let total = WatchTotal {
        known_by: Some(day("2026-10-09")),
        until: Some(day("2026-12-31")),
        signs: vec!["the champion left".into()],
        lost: Some(Expected { value: 0.4, low: 0.0, high: 1.0 }),
        arr_lost: Some(ExpectedArr { value: Money::units(35_613), low: Money::ZERO, high: Money::units(90_000) }),
        arr: Money::units(90_000),
        ..WatchTotal::default()
    };
    WatchList { total, rows: vec![row] }
}

fn held_again() -> HeldAgain {
    HeldAgain {
        session: "2026-Q2-enterprise-77aa".into(),
        key: "signal:health-low-60".into(),
        statement: "Health stood under 50 two months before renewal: 11 of 12 lost; without it 12 of 206".into(),
        until: day("2026-06-30"),
        harm: Harm::Lost,
        then: [11, 1, 12, 194],
        now: [5, 3, 4, 60],
        p: Some(0.002),
        verdict: Again::Held,
        why: None,
    }
}

fn score() -> Score {
    let group = |n, lost: &[&str], arr| ScoredGroup {
        n,
        lost: lost.len() as u64,
        arr_lost: Money::units(arr),
        accounts_lost: lost.iter().map(|name| (*name).into()).collect(),
    };
    let retro = Scored {
        session: "2026-Q2-enterprise-77aa".into(),
        said: 20,
        known: 18,
        lost: 3,
        expected: 2.6,
        named: group(5, &["Bolt", "Corv"], 70_000),
        others: group(13, &["Dale"], 10_000),
        brier: Some(0.081),
        brier_base: Some(0.122),
        is_better: true,
        left_early: 0,
        spread: 0.7,
        is_beyond_chance: false,
        with_forecast: 0,
        brier_forecast: None,
        brier_beside_forecast: None,
    };
    let bands =
        vec![ScoredBand { from: 0.0, to: 0.1, n: 13, mean: 0.04, lost: 1 }, ScoredBand { from: 0.3, to: 1.0, n: 5, mean: 0.41, lost: 2 }];
    Score { retros: vec![retro], together: None, bands }
}

pub(crate) fn findings() -> Findings {
    let counts = Counts { due: 4, renewed: 1, churned: 2, contracted: 0, expanded: 1, open: 1, not_yet_due: 0 };
    let amount = Money::units;
    let mut findings = Findings {
        watch: watch(),
        held_again: vec![held_again()],
        score: Some(score()),
        metrics: metrics(),
        ttm: [(MetricKey::Grr, metric(0.86, 86, 100, None))].into_iter().collect(),
        counts,
        previous_counts: Counts { due: 6, renewed: 5, churned: 1, ..Counts::default() },
        bridge: Bridge {
            opening: amount(240_000),
            churn: amount(-120_000),
            contraction: Money::ZERO,
            uplift: amount(4_000),
            expansion: amount(2_000),
            closing: amount(126_000),
            open: amount(60_000),
            currency: Currency::new("USD"),
            computable: true,
            why: None,
        },
        breakdowns: vec![Breakdown {
            dimensions: vec![Dimension::Geo],
            groups: vec![Group {
                values: vec!["EMEA".into()],
                counts,
                arr: money(300_000),
                lost_arr: money(180_000),
                metrics: metrics(),
                renewals: vec![],
            }],
        }],
        signals: vec![
            signal("usage-drop", "Usage fell by 30 % or more", Verdict::Insufficient),
            signal("champion-left", "The champion left before the due date", Verdict::Holds),
        ],
        signal_population: "120 decided renewals due 2025-01-03 to 2026-09-30".into(),
        signals_tried: 14,
        plays: vec![play()],
        pricing: PricingReview {
            uplift_contract: money(9_000),
            uplift_applied: money(4_000),
            realised: Some(0.444),
            ..PricingReview::default()
        },
        forecast: forecast(),
        blockers: vec![BlockerFinding {
            reason: ReasonCode::read("Champion left").unwrap(),
            accounts: 1,
            lost_arr: money(80_000),
            windows: vec![1, 3, 0],
            usual: Some(UsualShare { now: 1, now_of: 2, before: 3, before_of: 9, p: 0.6, q: 0.6, repeats_by_chance: Some(0.87) }),
            seen_in: Some("2026-Q2".into()),
            renewals: vec![],
        }],
        emerging: vec![Emerging {
            key: "competitor:Northwind".into(),
            label: "competitor Northwind".into(),
            span: "2026-Q3".into(),
            now: 2,
            now_of: 2,
            before: 0,
            before_of: 14,
            p: 0.008,
            q: 0.03,
            history_p: 0.01,
            lost: 2,
            first_seen: day("2026-07-19"),
            within: Some("geo: EMEA".into()),
            renewals: vec![],
            arr: money(120_000),
        }],
        losses: losses(),
        lost_accounts: lost_accounts(),
        insights: vec![SuggestedInsight {
            kind: InsightKind::LeadingIndicator,
            text: "Losses follow a departed champion".into(),
            critical: false,
            evidence: evidence(),
        }],
        ..Findings::default()
    };
    findings.lenses.reason_code =
        vec![bucket("relationship.champion-left", "Champion left", Some("Relationship"), 1), bucket("uncoded", "Uncoded", None, 6)];
    findings
}

pub(crate) fn history() -> History {
    let mut first = opened("2026-Q3-enterprise-4f2a", facts().scope);
    if let Event::SessionOpened { carried, past_blockers, .. } = &mut first.event {
        let mut action = Action::new(crate::domain::action::ActionId(3), "Weekly usage review".into());
        action.due = Some(day("2026-08-01"));
        action.status = ActionStatus::InProgress;
        carried.push(CarriedAction::new("2026-Q2-enterprise-77aa", action));
        past_blockers.push(PastBlocker {
            session: "2026-Q2-enterprise-77aa".into(),
            text: "same".into(),
            topic: evidence().key,
            also: vec![],
        });
    }
    let mut history = History::fold(vec![first]).unwrap();
    let seat = Seat { name: Some("Ines".into()), fallback: Some("Ada Cole".into()), fallback_used: true };
    history.push(at(1), "Mara", Event::SeatTaken { role: Role::RenewalDirector, seat });
    history.push(at(20), "Mara", Event::PhaseEntered { phase: Phase::InsightSynthesis });
    let text = "Champions leave | and *nobody* notices".to_owned();
    history.push(
        at(21),
        "Tom",
        Event::CardAdded { id: CardId(1), kind: InsightKind::Blocker, text, critical: true, evidence: vec![evidence()] },
    );
    history.push(at(22), "Mara", Event::VoteCast { id: CardId(1), up: true });
    history.push(at(40), "Mara", Event::PhaseEntered { phase: Phase::ActionPlanning });
    let mut action = Action::new(history.next_action(), "Name a second champion in each account".into());
    action.owner = "Jonas Weber".into();
    action.role = "CSM lead".into();
    action.team = Team::CsOps;
    action.due = Some(day("2026-12-15"));
    action.metric = SuccessMetric {
        name: "accounts with two champions".into(),
        baseline: "41 %".into(),
        target: "80 %".into(),
        ..SuccessMetric::default()
    };
    action.insight = Some(CardId(1));
    history.push(at(41), "Jonas", Event::ActionAdded { action });
    history.push(at(50), "Mara", Event::NoteTaken { phase: Phase::ActionPlanning, text: "Finance joins next time".into() });
    history.push(at(55), "Ines", Event::SignedOff { role: Role::RenewalDirector, name: "Ada Cole".into(), capacity: None });
    history.push(at(58), "Mara", Event::ReturnOnTimeVoted { score: 4 });
    history.push(at(58), "Mara", Event::ReturnOnTimeVoted { score: 5 });
    history
}
