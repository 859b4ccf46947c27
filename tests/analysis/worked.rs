//! One small quarter, worked out by hand from the rows below; the derivation stands beside each figure.

use run_retro::analysis::decisions::RoomDecisions;
use run_retro::analysis::findings::{Bridge, Findings, MetricKey};
use run_retro::compile::progress::Silent;
use run_retro::compile::{Source, compile};
use run_retro::domain::money::Money;
use run_retro::domain::scope::{Depth, Dimension, HISTORY_MONTHS, ScopeRequest};
use run_retro::domain::window::{FiscalYear, WindowSpec};
use run_retro::telling::analyse;

const ACCOUNTS: &str = "account_id,account,segment,product,geo,persona,cs_owner
A1,Alder,enterprise,Core,EMEA,COO,Mara
A2,Birch,enterprise,Core,EMEA,COO,Mara
A3,Cedar,enterprise,Core,APAC,CFO,Jonas
A4,Dogwood,growth,Plus,APAC,CFO,Jonas
A5,Elm,growth,Plus,APAC,IT,Jonas
A6,Fir,growth,Plus,EMEA,IT,Mara
";

/// R1 grows by its 5 % uplift and more seats, R2 shrinks in spite of 4 %, R3 and R4 leave, R5 is level, R6 is open, P1 is
/// of the quarter before.
const RENEWALS: &str = "renewal_id,account_id,due_date,closed_date,outcome,arr_before,arr_after,currency,uplift_contract_pct,\
uplift_applied_pct,list_price,net_price,seats_before,seats_after,reason_code,forecast_amount,forecast_category,forecast_date
R1,A1,2026-07-15,2026-07-10,renewed,1000.00,1200.00,USD,5,5,1500.00,1200.00,100,110,,1100.00,Commit,2026-07-01
R2,A2,2026-07-31,2026-08-12,renewed,2000.00,1500.00,USD,8,4,1500.00,1500.00,100,70,pricing.uplift,2100.00,Commit,2026-07-01
R3,A3,2026-08-15,2026-08-01,churned,3000.00,0,USD,5,,,,100,0,relationship.champion-left,2900.00,Commit,2026-07-01
R4,A4,2026-08-31,2026-08-31,churned,500.00,0,USD,5,,,,10,0,,0,Pipeline,2026-07-01
R5,A5,2026-09-15,2026-09-16,renewed,500.50,500.50,USD,0,0,500.50,500.50,10,10,,500.50,Commit,2026-07-01
R6,A6,2026-09-30,,open,999.50,,USD,5,,,,10,,,999.50,Best case,2026-07-01
P1,A6,2026-05-15,2026-05-15,renewed,800.00,999.50,USD,0,0,,,10,10,,,,
";

fn findings() -> Findings {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("accounts.csv"), ACCOUNTS).unwrap();
    std::fs::write(folder.path().join("renewals.csv"), RENEWALS).unwrap();
    let request = ScopeRequest {
        segment: None,
        window: WindowSpec::parse("2026-Q3", FiscalYear::default()).unwrap(),
        include_churn: true,
        dimensions: vec![Dimension::Geo],
        depth: Depth::Summary,
        as_of: "2026-10-05".parse().unwrap(),
        fiscal: FiscalYear::default(),
        history_months: HISTORY_MONTHS,
        targets: run_retro::domain::target::Targets::default(),
    };
    let facts = compile(&Source::Folder(folder.path().to_owned()), &request, None, &Silent).unwrap();
    analyse(&facts, &RoomDecisions::default(), &Silent).unwrap()
}

fn close(findings: &Findings, key: MetricKey, expected: f64) {
    let found = findings.metrics[&key].value.unwrap_or(f64::NAN);
    assert!((found - expected).abs() < 1e-9, "{key:?} is {found}, not {expected}");
}

#[test]
fn the_figures_of_a_quarter_worked_out_by_hand() {
    let f = findings();
    // Due six: renewed R1 R2 R5, churned R3 R4, open R6. R2 shrank, R1 grew.
    let c = f.counts;
    assert_eq!([c.due, c.renewed, c.churned, c.open, c.contracted, c.expanded], [6, 3, 2, 1, 1, 1]);
    // Σ b = 1000 + 2000 + 3000 + 500 + 500.50 + 999.50 = 8000.
    // Σ min(r, b) = 1000 + 1500 + 0 + 0 + 500.50 + 0 = 3000.50.   Σ r = 1200 + 1500 + 500.50 = 3200.50.
    close(&f, MetricKey::Grr, 3000.5 / 8000.0);
    close(&f, MetricKey::Nrr, 3200.5 / 8000.0);
    close(&f, MetricKey::LogoRetention, 3.0 / 6.0);
    // b of renewed = 1000 + 2000 + 500.50.
    close(&f, MetricKey::RenewalRateArr, 3500.5 / 8000.0);
    // In time: R1 (−5), R3 (−14), R4 (0); late: R2 (+12), R5 (+1). R6 has not closed.
    close(&f, MetricKey::OnTimeRate, 3.0 / 6.0);
    // Of −14, −5, 0, 1, 12: the middle, and at place 0.9 × 4 = 3.6 between 1 and 12: 1 + 0.6 × 11 = 7.6.
    close(&f, MetricKey::DaysLateMedian, 0.0);
    close(&f, MetricKey::DaysLateP90, 7.6);
    // List 1500 + 1500 + 500.50 = 3500.50, net 3200.50.
    close(&f, MetricKey::Discount, 300.0 / 3500.5);
    // Forecast of decided: 1100 + 2100 + 2900 + 0 + 500.50 = 6600.50 against 3200.50.
    close(&f, MetricKey::ForecastBias, 3400.0 / 3200.5);
    // |−100| + |600| + |2900| + 0 + 0 = 3600.
    close(&f, MetricKey::Wape, 3600.0 / 3200.5);
    close(&f, MetricKey::ForecastAccuracy, 1.0 - 3600.0 / 3200.5);
    // Lost to churn 3500, of which 3000 has a reason.
    close(&f, MetricKey::CodedShare, 3000.0 / 3500.0);
    // The quarter before holds P1 alone: min(999.50, 800) / 800.
    assert_eq!(f.metrics[&MetricKey::Grr].previous, Some(1.0));
    assert_eq!(f.metrics[&MetricKey::Nrr].previous, Some(999.5 / 800.0));
    assert_eq!(f.metrics[&MetricKey::Grr].year_ago, None);
}

#[test]
fn the_bridge_worked_out_by_hand() {
    // Without the open R6: opening 7000.50. Uplift: 1000 × 5 % + 2000 × 4 % = 130.
    // R1 moves by 200, less 50 uplift: +150. R2 moves by −500, less 80 uplift: −580. R5: nothing.
    // 7000.50 − 3500 − 580 + 130 + 150 = 3200.50.
    let Bridge { opening, churn, contraction, uplift, expansion, closing, open, .. } = findings().bridge;
    let cents = [opening, churn, contraction, uplift, expansion, closing, open].map(Money::in_minor);
    assert_eq!(cents, [700_050, -350_000, -58_000, 13_000, 15_000, 320_050, 99_950]);
}

#[test]
fn price_seats_and_breakdown_worked_out_by_hand() {
    let f = findings();
    // Seats: R1 +10 × 10.00 = 100, R2 −30 × 20.00 = −600, R5 0. Price: R1 200 − 100 = 100, R2 −500 + 600 = 100, R5 0.
    assert_eq!((f.pricing.seat_effect, f.pricing.price_effect), (Some(Money::units(-500)), Some(Money::units(200))));
    // Contracts allow 1000 × 5 % + 2000 × 8 % + 0 = 210, of which 130 were applied.
    assert_eq!(f.pricing.realised, Some(130.0 / 210.0));
    // APAC holds R3, R4 and R5: 4000.50, of which 500.50 stays.
    let apac = f.breakdowns[0].groups.iter().find(|g| &*g.values[0] == "APAC").unwrap();
    assert_eq!(apac.metrics[&MetricKey::Grr].value, Some(500.5 / 4000.5));
    assert_eq!(apac.lost_arr, Some(Money::units(3500)));
    // Reasons by ARR lost: champion left 3000, uplift 500, and 500 nobody coded, which stand last.
    let lost: Vec<(&str, Option<Money>)> = f.lenses.reason_code.iter().map(|b| (b.key.as_str(), b.lost_arr)).collect();
    let units = |n| Some(Money::units(n));
    assert_eq!(lost, [("relationship.champion-left", units(3000)), ("pricing.uplift", units(500)), ("uncoded", units(500))]);
}
