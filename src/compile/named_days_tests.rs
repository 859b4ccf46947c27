//! Customers of one day a file, where only the file's name or the mapping tells the day.

use super::subscriptions_tests::told;
use super::tests::{facts, folder, request};
use super::*;
use crate::domain::progress::Silent;

const HEADER: &str = "Customer ID,Contract end,ARR\n";
const SUMMER: &str = "K1,2026-07-31,1000\nK2,2026-07-31,2000\nK3,2027-01-31,500\n";
const AUTUMN: &str = "K1,2027-07-31,1100\nK3,2027-01-31,500\n";
const EXPECTED: [&str; 2] = ["K1 2026-07-31 renewed 1000 1100", "K2 2026-07-31 churned 2000 0"];

/// Files of four months, of which two and two are alike.
fn months(names: [&str; 4]) -> Vec<(String, String)> {
    names.into_iter().zip([SUMMER, SUMMER, AUTUMN, AUTUMN]).map(|(name, rows)| (name.to_owned(), format!("{HEADER}{rows}"))).collect()
}

fn written(files: &[(String, String)]) -> tempfile::TempDir {
    folder(&files.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>())
}

fn report_of(dir: &tempfile::TempDir) -> CheckReport {
    check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap()
}

#[test]
fn a_file_a_month_is_of_the_month_that_its_name_tells() {
    let names = ["book_2026-06.csv", "book_2026-07.csv", "book_2026-08.csv", "book_2026-09.csv"];
    let tabs = ["Jun 26.csv", "Jul 26.csv", "Aug 26.csv", "Sep 26.csv"];
    for names in [names, ["Jun 2026.csv", "Jul 2026.csv", "Aug 2026.csv", "Sep 2026.csv"], tabs] {
        let dir = written(&months(names));
        let facts = facts(&dir, None, "2026-Q3");
        assert_eq!(told(&facts), EXPECTED);
        assert!(!facts.quality.issues.iter().any(|issue| issue.kind == IssueKind::DuplicateId), "{:?}", facts.quality.issues);
        let report = report_of(&dir).to_string();
        let line = format!("[files.\"{}\".constants] date = \"2026-09-30\"", names[3]);
        let report: String = report.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(report.contains("date is 2026-06-30 in every row, as the file's name tells") && report.contains(&line), "{report}");
    }
}

#[test]
fn a_day_that_the_mapping_gives_a_file_tells_its_rows_from_those_of_others() {
    let mut files = months(["a.csv", "b.csv", "c.csv", "d.csv"]);
    let days = ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"];
    let said = files.iter().zip(days).map(|((name, _), day)| format!("[files.\"{name}\".constants]\ndate = \"{day}\"\n"));
    let said = said.collect::<Vec<_>>().concat();
    files.push(("mapping.toml".to_owned(), said));
    assert_eq!(told(&facts(&written(&files), None, "2026-Q3")), EXPECTED);
}

#[test]
fn without_any_day_no_loss_is_told_and_the_day_is_asked_for() {
    for names in [["a.csv", "b.csv", "c.csv", "d.csv"], ["a_2026-06.csv", "b.csv", "c_2026-08.csv", "d_2026-09.csv"]] {
        let dir = written(&months(names));
        let report = report_of(&dir);
        assert!(!report.is_ready() && report.to_string().contains("[files.\"b.csv\".constants] date = "), "{report}");
        let refused = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap_err();
        assert!(refused.to_string().contains("needs `date`"), "{refused}");
    }
    let twice = months(["a_2026-06.csv", "again 2026-06.csv", "c_2026-08.csv", "d_2026-09.csv"]);
    assert!(!report_of(&written(&twice)).is_ready(), "two looks at the same customers on one day");
}

#[test]
fn files_of_other_customers_need_no_day() {
    let others = SUMMER.replace('K', "L");
    let files = [("emea.csv".to_owned(), format!("{HEADER}{SUMMER}")), ("apac.csv".to_owned(), format!("{HEADER}{others}"))];
    let report = report_of(&written(&files));
    assert!(report.files.iter().all(|file| file.lacks.is_empty()), "{report}");
}

#[test]
fn rows_that_stand_in_many_files_are_told_once() {
    let text = "Customer ID,Month end,Contract end,ARR\nK1,2026-06-30,2026-07-31,1000\nK1,2026-07-31,2026-07-31,1000\nK1,2026-08-31,2027-07-31,900\n";
    let files: Vec<(String, String)> = (0..5).map(|n| (format!("{n}.csv"), text.to_owned())).collect();
    let facts = facts(&written(&files), None, "2026-Q3");
    assert_eq!(told(&facts), ["K1 2026-07-31 renewed 1000 900"]);
    let issues: Vec<_> = facts.quality.issues.iter().filter(|issue| issue.kind == IssueKind::DuplicateId).collect();
    assert!(issues.len() == 1 && issues[0].count == 12, "{issues:?}");
}

/// Customers with what they pay, a file a month, and no day in any column.
#[test]
fn files_that_tell_no_day_at_all_are_a_row_of_months_by_their_names() {
    let rows = |more: &str| format!("Customer,Segment,MRR\nAsh,Growth,100\nBay,Growth,50\n{more}");
    for names in [["Dec 25.csv", "Jan 26.csv", "Feb 26.csv"], ["mrr_2025-12.csv", "mrr_2026-01.csv", "mrr_2026-02.csv"]] {
        let files: Vec<(String, String)> =
            names.iter().zip(["Cob,Scale,20\n", "Cob,Scale,20\n", ""]).map(|(name, more)| ((*name).to_owned(), rows(more))).collect();
        let dir = written(&files);
        let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-01"), None, &Silent).unwrap();
        assert!(facts.no_dues.is_some());
        let report = report_of(&dir);
        assert!(report.files.iter().all(|file| file.table == Table::Subscriptions && file.lacks.is_empty()), "{report}");
    }
    // September the fifth, the twelfth and the nineteenth are no months in a row.
    let weeks: Vec<(String, String)> =
        ["Sep 05.csv", "Sep 12.csv", "Sep 19.csv"].iter().map(|name| ((*name).to_owned(), rows(""))).collect();
    assert!(!report_of(&written(&weeks)).is_ready());
}
