//! A retro held as of a day before the data end.

use super::tests::{facts_of, folder, request};
use super::*;
use crate::analysis::findings::MetricKey;
use crate::analysis::metrics::available_to_renew;
use crate::analysis::room::Room;
use crate::domain::quality::IssueKind;
use crate::domain::renewal::{Outcome, RenewalId};

/// As data/cases/65: two were decided in November.
const RENEWALS: &str = "renewal_id,account,due_date,closed_date,outcome,arr_before,arr_after,currency,reason_code
R1,Brackenfell,2026-09-30,2026-11-12,Churned,100000,0,USD,Budget
R2,Oatlands,2026-09-15,2026-11-02,Renewed,80000,90000,USD,
R3,Tarnwick,2026-08-20,2026-08-18,Renewed,50000,50000,USD,
R4,Vellmoor,2026-07-10,2026-07-09,Churned,20000,0,USD,Budget
";

fn on(as_of: &str, renewals: &str) -> Facts {
    let dir = folder(&[("renewals.csv", renewals)]);
    facts_of(&dir, &ScopeRequest { as_of: as_of.parse().unwrap(), ..request(None, "2026-Q3") })
}

#[test]
fn what_was_decided_later_is_not_known() {
    let facts = on("2026-10-05", RENEWALS);
    let compared = available_to_renew(&facts, &Room::default());
    let counts = compared.counts;
    assert_eq!((counts.due, counts.renewed, counts.churned, counts.open, counts.not_yet_due), (4, 1, 1, 2, 0));
    let value = |key| compared.metrics[&key].value;
    assert_eq!((value(MetricKey::Grr), value(MetricKey::LogoRetention)), (Some(0.2), Some(0.25)));
    assert_eq!(facts.find(&RenewalId::new("R1")).unwrap().reason, None);
    assert_eq!(on("2026-11-23", RENEWALS).find(&RenewalId::new("R1")).unwrap().outcome, Outcome::Churned);
}

#[test]
fn a_state_without_a_day_stays_and_is_doubted_where_the_data_know_of_later_days() {
    let undated = RENEWALS.replace("2026-08-18", "").replace("2026-07-09", "");
    let doubts = |facts: &Facts| {
        let issues = facts.quality.issues.iter().filter(|issue| issue.kind == IssueKind::Other);
        issues.filter(|issue| issue.message.contains("have no closing day")).map(|issue| issue.renewals.len()).collect::<Vec<_>>()
    };
    let facts = on("2026-10-05", &undated);
    assert_eq!(available_to_renew(&facts, &Room::default()).counts.renewed, 1);
    assert_eq!(doubts(&facts), [2]);
    assert_eq!(doubts(&on("2026-11-23", &undated)), [0; 0], "by then all of it is known");
}
