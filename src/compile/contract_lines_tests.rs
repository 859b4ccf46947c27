//! Contracts over time that have several rows of one number: lines that add up, or rows that replace each other.

use super::subscriptions_tests::told;
use super::tests::{facts, folder, request};
use super::*;
use crate::domain::progress::Silent;
use crate::domain::question::Question;

const HEADER: &str = "Contract number,Line,Customer no.,Product,Start date,End date,Annual value USD,Contract status\n";

/// A renews under a new number, B ends, and D renews with one line less.
const LINES: &str = "\
C3,10,B,Core,2025-09-01,2026-08-31,4000,Terminated
C1,20,A,API,2025-08-01,2026-07-31,2000,Expired
C2,10,A,Core,2026-08-01,2027-07-31,1100,Active
C1,10,A,Core,2025-08-01,2026-07-31,1000,Expired
C4,10,D,Core,2025-09-01,2026-08-31,100,Expired
C2,20,A,API,2026-08-01,2027-07-31,2000,Active
C3,20,B,API,2025-09-01,2026-08-31,5000,Terminated
C4,20,D,API,2025-09-01,2026-08-31,70,Terminated
C5,10,D,Core,2026-09-01,2027-08-31,100,Active
";

fn asked(files: &[(&str, &str)]) -> Vec<Question> {
    let report = check(&Source::Folder(folder(files).path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert!(!report.questions.is_empty() && !report.is_ready(), "{report}");
    report.questions
}

#[test]
fn lines_of_one_contract_add_up_whatever_their_order() {
    let facts = facts(&folder(&[("lines.csv", &format!("{HEADER}{LINES}"))]), None, "2026-Q3");
    let expected = ["A 2026-07-31 renewed 3000 3100", "B 2026-08-31 churned 9000 0", "D 2026-08-31 renewed 170 100"];
    assert_eq!(told(&facts), expected);
    let issues: Vec<&str> = facts.quality.issues.iter().map(|issue| &*issue.message).collect();
    assert!(
        issues.iter().any(|told| told.contains("their amounts add up to one contract") && told.contains("shared = \"last\"")),
        "{issues:?}"
    );
}

#[test]
fn a_line_that_ends_alone_leaves_the_rest_of_its_contract() {
    let rows = "C1,10,A,Core,2025-08-01,2026-07-31,1000,Active\nC1,20,A,API,2025-08-01,2026-07-31,2000,Terminated\n";
    let facts = facts(&folder(&[("lines.csv", &format!("{HEADER}{rows}"))]), None, "2026-Q3");
    assert_eq!(told(&facts), ["A 2026-07-31 renewed 3000 1000"]);
}

#[test]
fn rows_of_one_number_that_nothing_tells_apart_are_asked() {
    let same_product = "C1,10,A,Core,2025-08-01,2026-07-31,1000,Expired\nC1,20,A,Core,2025-08-01,2026-07-31,2000,Expired\n";
    let added = "C1,10,A,Core,2025-08-01,2026-07-31,1000,Expired\nC1,20,A,API,2026-02-01,2026-07-31,2000,Expired\n";
    let whole = "C1,10,A,Core,2025-08-01,2026-07-31,2000,Expired\nC1,20,A,API,2025-08-01,2026-07-31,2000,Expired\n";
    let after = "C2,10,A,Core,2026-08-01,2027-07-31,2000,Active\n";
    for (rows, sum) in [(same_product, 3000), (added, 3000), (whole, 4000)] {
        let data = format!("{HEADER}{rows}{after}");
        let [question] = &asked(&[("lines.csv", &data)])[..] else { panic!("one question: {rows}") };
        assert!(question.asked.contains("(C1)") && question.answers.iter().all(|answer| answer.figures.is_some()), "{question}");
        for (answer, before) in question.answers.iter().zip([2000, sum]) {
            let facts = facts(&folder(&[("lines.csv", &data), ("mapping.toml", &answer.mapping)]), None, "2026-Q3");
            assert_eq!(told(&facts), [format!("A 2026-07-31 renewed {before} 2000")], "{}", answer.mapping);
        }
    }
}

#[test]
fn terms_of_one_number_that_follow_one_another_are_no_lines() {
    let rows = "C1,10,A,Core,2024-08-01,2025-07-31,1000,Active\nC1,10,A,Core Plus,2025-07-15,2026-07-31,1200,Active\n\
                C1,10,A,Core Plus,2026-08-01,2027-07-31,1500,Active\n";
    let facts = facts(&folder(&[("lines.csv", &format!("{HEADER}{rows}"))]), None, "2026-Q3");
    assert_eq!(told(&facts), ["A 2026-07-31 renewed 1200 1500"]);
}

#[test]
fn what_says_nothing_of_shared_ids_is_refused() {
    let rows = "Contract number,Customer no.,Month,End date,ARR USD\nC1,A,2026-07-31,2026-08-31,100\nC1,A,2026-08-31,2027-08-31,100\n";
    let said = "[files.\"book.csv\"]\ntable = \"subscriptions\"\n[files.\"book.csv\".columns]\nMonth = \"date\"\n\
                \"Contract number\" = { field = \"subscription_id\", shared = \"lines\" }\n";
    let dir = folder(&[("book.csv", rows), ("mapping.toml", said)]);
    let refused = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap_err().to_string();
    assert!(refused.contains("`shared` of the column `Contract number` of book.csv has no effect"), "{refused}");
}
