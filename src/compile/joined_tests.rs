//! Renewals that are parted into files and share only an id.

use super::tests::{facts, folder, request};
use super::*;
use crate::domain::renewal::Outcome;

const DEALS: &str =
    "opportunity_id,account_id,due_date,arr_before\nO1,A1,2026-08-01,100\nO2,A2,2026-08-02,\"1,050\"\nO3,A3,2026-09-02,70\n";
const STAGES: &str = "opportunity_id,stage,comment\nO3,Closed Lost,\"too, dear\"\nO2,Closed Won,\nO1,Closed Won,\n";

fn outcomes(files: &[(&str, &str)]) -> Vec<(String, String, Outcome, u64)> {
    let facts = facts(&folder(files), None, "2026-Q3");
    facts.renewals.iter().map(|r| (r.id.to_string(), r.account_id.to_string(), r.outcome, r.origin.line)).collect()
}

#[test]
fn outcomes_of_another_file_are_read_by_the_id_of_the_deal() {
    let expected = [("O1", "A1", Outcome::Renewed, 2), ("O2", "A2", Outcome::Renewed, 3), ("O3", "A3", Outcome::Churned, 4)]
        .map(|(id, account, outcome, line)| (id.to_owned(), account.to_owned(), outcome, line));
    assert_eq!(outcomes(&[("deals.csv", DEALS), ("stages.csv", STAGES)]), expected);
    let told =
        check(&Source::Folder(folder(&[("deals.csv", DEALS), ("stages.csv", STAGES)]).path().into()), &request(None, "2026-Q3"), None)
            .unwrap();
    assert!(told.to_string().contains("stages.csv: its columns are read beside those of deals.csv, by `opportunity_id`"), "{told}");
    let mapping = &told.mapping;
    assert_eq!(outcomes(&[("deals.csv", DEALS), ("stages.csv", STAGES), ("mapping.toml", mapping)]), expected, "{mapping}");
    let due = "opportunity_id;due_date;outcome\nO1;2026-08-01;renewed\nO2;2026-08-02;renewed\nO3;2026-09-02;churned\n";
    let who = "opportunity_id,account_id,amount\nO1,A1,100\nO2,A2,50\nO3,A3,70\n";
    assert_eq!(outcomes(&[("due.csv", due), ("who.csv", who)]), expected, "neither is anything alone");
}

#[test]
fn files_that_share_no_deals_are_not_joined() {
    let strangers = STAGES.replace('O', "X");
    let dir = folder(&[("deals.csv", DEALS), ("stages.csv", &strangers)]);
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert!(report.to_string().contains("stages.csv: its columns are not those of any table"), "{report}");
}
