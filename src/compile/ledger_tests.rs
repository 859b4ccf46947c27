//! Ledgers of what ARR changed by, as of a day within a month.

use super::tests::{folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;

/// What a ledger tells of the third quarter, as of the 23rd of November.
fn facts(ledger: &str) -> Facts {
    let dir = folder(&[("moves.csv", ledger)]);
    compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap()
}

/// Ten customers without contract ends, of whom one left, and a last row.
fn without_ends(last: &str) -> Facts {
    let new: String = (1..=10).map(|n| format!("2024-{n:02}-01,Cust {n},New,{}00\n", 120 + n)).collect();
    facts(&format!("Date,Customer,Type,ARR change\n{new}2026-08-01,Cust 7,Churn,-12700\n{last}"))
}

#[test]
fn who_goes_on_is_seen_on_every_day_of_the_newest_month() {
    for last in ["", "2026-10-31,Cust 1,Expansion,600\n", "2026-11-01,Cust 1,Expansion,600\n", "2026-11-23,Cust 1,Expansion,600\n"] {
        let facts = without_ends(last);
        let why = facts.no_dues.as_deref().unwrap_or_default();
        assert!(why.contains("no contract end is known of those who go on (9 contracts go on)"), "{last}: {why}");
    }
}
