//! The queries of a pull as a script that a person reads, or pipes into a client.

use crate::compile::sql::{HISTORY, Query, TOTAL};

/// What is asked for where nobody says what things are called.
pub(crate) const OUR_NAMES: &str = "Without a mapping the tables accounts, renewals, health, usage, notes and plays are asked for, with the columns \
    of run-retro's own files. Tickets, reasons and subscriptions are asked for where a mapping names them: --mapping FILE, or mapping in [source].";

/// All statements, each ended, with comments that say what it asks for.
pub(crate) fn script(queries: &[Query], has_mapping: bool) -> String {
    let mut head = format!(
        "-- Each statement is a query of its own, and its answer is read as the file that is named above it.\n\
         -- The first row of an answer only tells, as {TOTAL}, how many rows follow.\n"
    );
    if !has_mapping {
        head = format!(
            "{head}-- {OUR_NAMES}\n-- A mapping says for each relation: [files.\"schema.relation\"] table = \"renewals\", and below \
             [files.\"schema.relation\".columns] what its columns mean: \"Close Date\" = \"closed_date\".\n"
        );
    }
    let statement = |query: &Query| format!("\n-- {}: {}\n{};\n", query.file, what(&query.file), query.sql);
    queries.iter().fold(head, |script, query| script + &statement(query))
}

fn what(file: &str) -> &'static str {
    match file.trim_end_matches(".csv") {
        "renewals" => "the renewals of the window and those it is compared with, with health and usage before they were due",
        "subscriptions" => "the rows of subscriptions that renewals follow from",
        "measures" => "health and usage before the due dates that follow from subscriptions",
        "accounts" => "the accounts of the scope, and one of each other segment",
        "counts" => "how many rows of each table stay in the warehouse, and what becomes of them",
        name if name.starts_with(HISTORY) => "weekly values of the accounts of the window, for their pages",
        _ => "the rows that belong to those renewals",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_statement_is_ended_and_what_it_asks_for_is_said() {
        let query = |file: &str| Query { file: file.into(), columns: vec![], sql: "SELECT 1".into(), relation: None };
        let all = script(&[query("renewals.csv"), query("history/usage.csv")], true);
        assert_eq!(all.matches("\nSELECT 1;\n").count(), 2);
        assert!(all.contains("\n-- renewals.csv: the renewals of the window") && all.contains("\n-- history/usage.csv: weekly"), "{all}");
        assert!(all.lines().all(|line| line.is_empty() || line.starts_with("-- ") || line == "SELECT 1;"), "{all}");
        assert!(!all.contains("Without a mapping") && script(&[], false).contains("[files.\"schema.relation\"] table"));
    }
}
