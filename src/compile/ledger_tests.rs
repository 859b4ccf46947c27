//! Ledgers of what ARR changed by, as of a day within a month.

use super::tests::{folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;

/// What a ledger tells of the third quarter, as of the 23rd of November.
fn facts(ledger: &str) -> Facts {
    let recurs =
        "[files.\"moves.csv\".columns]\nType = [\"movement_type\", \"recurring\"]\n[values.recurring]\n\"Credit note\" = \"yes\"\n";
    let dir = folder(&[("moves.csv", ledger), ("mapping.toml", recurs)]);
    compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap()
}

/// Ten customers without contract ends, of whom one left, and a last row.
fn without_ends(last: &str) -> Facts {
    let new: Vec<String> = (1..=10).map(|n| format!("2024-{n:02}-01,Cust {n},New,{}00", 120 + n)).collect();
    facts(&format!("Date,Customer,Type,ARR change\n{}\n2026-08-01,Cust 7,Churn,-12700\n{last}", new.join("\n")))
}

#[test]
fn who_goes_on_is_seen_on_every_day_of_the_newest_month() {
    for last in ["", "2026-10-31,Cust 1,Expansion,600\n", "2026-11-01,Cust 1,Expansion,600\n", "2026-11-23,Cust 1,Expansion,600\n"] {
        let facts = without_ends(last);
        let why = facts.no_dues.as_deref().unwrap_or_default();
        assert!(why.contains("no contract end is known of those who go on (9 contracts go on)"), "{last}: {why}");
    }
}

/// Three customers with a term of a year that is renewed; of one a credit stands among the changes before it leaves.
#[test]
fn what_a_credit_leaves_below_zero_is_no_contract_in_force() {
    let mut ledger = vec!["Date,Customer,Type,ARR change,Term end".to_owned()];
    for (n, end, next) in [(7, "06-30", "Renewal,0,2027-06-30"), (8, "07-31", "Renewal,0,2027-07-31"), (9, "08-31", "Churn,-12000,")] {
        ledger.push(format!("2024-{n:02}-01,Cust {n},New,12000,2025-{end}"));
        ledger.push(format!("2025-{n:02}-01,Cust {n},Renewal,0,2026-{end}"));
        ledger.push(format!("2026-{n:02}-01,Cust {n},{next}"));
    }
    let ledger = ledger.join("\n") + "\n";
    for credit in ["", "2025-12-05,Cust 9,Credit note,-700,\n"] {
        let facts = facts(&format!("{ledger}{credit}"));
        let lost: Vec<&str> = facts.in_scope().filter(|renewal| renewal.is_churned()).map(|renewal| &*renewal.account).collect();
        assert_eq!((facts.in_scope().count(), lost), (2, vec!["Cust 9"]), "{credit}");
    }
}
