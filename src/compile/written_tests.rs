#![expect(clippy::disallowed_methods, reason = "tests write the small folders they read")]

use std::fmt::Write as _;
use std::fs;

use super::tests::{facts, folder, request};
use super::*;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

const HEAD: &str = "renewal_id,account,due_date,outcome,arr_before,arr_after\n";

fn looked(dir: &tempfile::TempDir) -> CheckReport {
    check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap()
}

fn column(report: &CheckReport, field: Field) -> &CheckedColumn {
    report.files[0].columns.iter().find(|column| column.field == field).unwrap()
}

/// ARR before and after in whole units of rows that hold them as they are written.
fn amounts(dir: &tempfile::TempDir) -> Vec<(f64, Option<f64>)> {
    let units = |money: Money| money.in_minor() as f64 / 100.0;
    facts(dir, None, "2026-Q3").renewals.iter().map(|r| (r.before.map_or(f64::NAN, units), r.after.map(units))).collect()
}

fn renewals(rows: &[(&str, &str)]) -> tempfile::TempDir {
    let row = |(i, (before, after)): (usize, &(&str, &str))| format!("R{i},Acme {i},2026-08-01,renewed,\"{before}\",\"{after}\"\n");
    folder(&[("renewals.csv", &(HEAD.to_owned() + &rows.iter().enumerate().map(row).collect::<String>()))])
}

#[test]
fn a_mark_before_three_digits_is_one_of_thousands_and_that_is_said() {
    let dir = renewals(&[("12.345", "12.345"), ("250.000", "300.000 €")]);
    assert_eq!(amounts(&dir), [(12_345.0, Some(12_345.0)), (250_000.0, Some(300_000.0))]);
    let report = looked(&dir);
    let before = column(&report, Field::ArrBefore);
    assert!(before.form.as_deref().unwrap().contains("12.345 read as 12345"), "{before:?}");
    assert!(before.sureness < 0.9, "a rule alone tells so: {before:?}");
    let dir = renewals(&[("12,345", "7,000")]);
    assert_eq!(amounts(&dir), [(12_345.0, Some(7_000.0))]);
    fs::write(dir.path().join("mapping.toml"), looked(&dir).mapping).unwrap();
    assert!(column(&looked(&dir), Field::ArrBefore).sureness > 0.99, "a mapping that was written says so");
}

#[test]
fn the_columns_of_a_file_tell_each_other_how_amounts_are_written() {
    let dir = renewals(&[("12.345", "12.345,50"), ("250.000", "0")]);
    assert_eq!(amounts(&dir), [(12_345.0, Some(12_345.5)), (250_000.0, Some(0.0))]);
    assert!(column(&looked(&dir), Field::ArrBefore).sureness >= 0.95);
    assert_eq!(amounts(&renewals(&[("12.345", "19.5")])), [(12.35, Some(19.5))], "three decimals, as the other column has one");
    assert_eq!(amounts(&renewals(&[("1234.567", "1200.000")])), [(1234.57, Some(1200.0))]);
}

#[test]
fn counts_are_written_as_the_amounts_beside_them_are() {
    let text = "renewal_id,account,due_date,outcome,arr_before,seats_before,seats_after\nR1,Acme,2026-08-01,churned,\"{}\",12.000,1.204\n";
    let seats = |amount: &str, seats: &str| {
        let dir = folder(&[("renewals.csv", &text.replace("{}", amount).replace("1.204", seats))]);
        let facts = facts(&dir, None, "2026-Q3");
        facts.renewals.first().map(|r| (r.pricing.seats_before, r.pricing.seats_after))
    };
    assert_eq!(seats("12,50", "1.204"), Some((Some(12_000), Some(1_204))));
    assert_eq!(seats("100", "1.204"), Some((Some(12_000), Some(1_204))));
    assert_eq!(seats("100", "7.0"), Some((Some(12), Some(7))), "numbers of a program, not of a person");
}

#[test]
fn a_late_amount_of_a_large_file_tells_how_all_are_written() {
    let mut text = HEAD.to_owned();
    for i in 0..3_000 {
        let _ = writeln!(text, "R{i},Acme,2026-08-01,renewed,12.345,13{}", if i == 2_900 { ".5" } else { "" });
    }
    let text = text + "R3000,Bolt,2026-08-01,churned,12.345,0\n";
    let dir = folder(&[("renewals.csv", &text)]);
    assert_eq!(amounts(&dir)[0], (12.35, Some(13.0)));
}

#[test]
fn a_mapping_settles_marks_cents_and_fractions_for_a_whole_file() {
    let rows = "R1,Acme,2026-08-01,renewed,12.345,7.000,0.5\nR2,Bolt,2026-08-02,renewed,1.000,2.000,0.25\n";
    let text = format!("renewal_id,account,due_date,outcome,arr_before,arr_after,uplift_applied_pct\n{rows}");
    let said = |said: &str| folder(&[("renewals.csv", &text), ("mapping.toml", &format!("[files.\"renewals.csv\"]\n{said}\n"))]);
    assert_eq!(amounts(&said("decimal = \".\""))[0], (12.35, Some(7.0)));
    assert_eq!(amounts(&said("decimal = \",\"\ncents = true"))[0], (123.45, Some(70.0)));
    let column = "columns.arr_before = { field = \"arr_before\", period = \"year\" }\n\
        columns.arr_after = { field = \"arr_after\", decimal = \".\", period = \"year\" }";
    assert_eq!(amounts(&said(&format!("decimal = \",\"\n{column}")))[0], (12_345.0, Some(7.0)));
    let uplift = |dir: &tempfile::TempDir| facts(dir, None, "2026-Q3").renewals[0].pricing.uplift_applied;
    assert_eq!(uplift(&said("")).unwrap(), 5_000);
    let dir = said("fraction = false\ndecimal = \".\"");
    assert_eq!(uplift(&dir).unwrap(), 50);
    // What was said stands in the mapping that is written, also where it is what is usual.
    let mapping = looked(&dir).mapping;
    assert!(mapping.contains("fraction = false") && mapping.contains("decimal = \".\""), "{mapping}");
    fs::write(dir.path().join("mapping.toml"), &mapping).unwrap();
    assert_eq!((amounts(&dir)[0], looked(&dir).mapping), ((12.35, Some(7.0)), mapping));
}

#[test]
fn numbers_within_one_are_fractions_whatever_the_header_says() {
    let text = |values: [&str; 3]| {
        let row = |(i, value): (usize, &str)| format!("R{i},Acme {i},2026-08-01,renewed,100,110,{value}\n");
        format!(
            "renewal_id,account,due_date,outcome,arr_before,arr_after,Uplift %\n{}",
            values.into_iter().enumerate().map(row).collect::<String>()
        )
    };
    let uplifts = |values| {
        let dir = folder(&[("renewals.csv", &text(values))]);
        facts(&dir, None, "2026-Q3").renewals.iter().map(|r| r.pricing.uplift_applied.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(uplifts(["0.05", "0.10", "0.03"]), [500, 1_000, 300]);
    assert_eq!(uplifts(["0.5", "7.5", "3"]), [50, 750, 300]);
    assert_eq!(uplifts(["0", "1", "0"]), [0, 100, 0]);
    let report = looked(&folder(&[("renewals.csv", &text(["0.05", "0.10", "0.03"]))]));
    let uplift = column(&report, Field::UpliftApplied);
    assert!(uplift.form.as_deref().unwrap().contains("fractions") && uplift.sureness < 0.9, "{uplift:?}");
}

#[test]
fn a_spreadsheets_numbers_of_days_are_dates_in_a_column_called_so() {
    let text = "Customer,Renewal date,ARR before,Outcome\nAcme,46235,46235,Renewed\nBolt,46236.5,100,Lost\n";
    let dir = folder(&[("renewals.csv", text)]);
    let seen: Vec<_> = facts(&dir, None, "2026-Q3").renewals.iter().map(|r| (r.due.to_string(), r.before)).collect();
    assert_eq!(seen, [("2026-08-01".to_owned(), Some(Money::units(46_235))), ("2026-08-02".to_owned(), Some(Money::units(100)))]);
    let report = looked(&dir);
    assert!(column(&report, Field::DueDate).form.as_deref().unwrap().contains("46295 for 2026-09-30"), "{report}");
    assert!(report.mapping.contains("date = \"excel\""), "{}", report.mapping);
    fs::write(dir.path().join("mapping.toml"), &report.mapping).unwrap();
    assert_eq!(facts(&dir, None, "2026-Q3").renewals.len(), 2);
}

#[test]
fn of_a_month_without_a_day_a_start_is_the_first_and_everything_else_the_last() {
    let renewals = "account,due_date,started_date,closed_date,outcome,arr_before\nAcme,2026-08,2026-02,Q3 2026,renewed,12.5k\n\
                    Bolt,2026-09,Feb 2026,2026年7月,churned,1.2 Mio. €\n";
    let facts = facts(&folder(&[("renewals.csv", renewals)]), None, "2026-Q3");
    let days = |r: &Renewal| [Some(r.due), r.started, r.closed].map(|day| day.map_or_else(String::new, |day| day.to_string()));
    let seen: Vec<_> = facts.renewals.iter().map(|r| (days(r), r.before)).collect();
    let day = |days: [&str; 3]| days.map(ToOwned::to_owned);
    assert_eq!(
        seen,
        [
            (day(["2026-08-31", "2026-02-01", "2026-09-30"]), Some(Money::units(12_500))),
            (day(["2026-09-30", "2026-02-01", "2026-07-31"]), Some(Money::units(1_200_000))),
        ]
    );
}

#[test]
fn marks_of_emptiness_are_no_days_and_impossible_ones_are_told() {
    let renewals = "account,due_date,started_date,closed_date,outcome\nAcme,2026-08-01,0001-01-01,1900-01-01,renewed\n\
                    Bolt,2026-09-01,9999-12-31,1800-01-01,churned\n";
    let facts = facts(&folder(&[("renewals.csv", renewals)]), None, "2026-Q3");
    assert!(facts.renewals.iter().all(|renewal| renewal.started.is_none() && renewal.closed.is_none()));
    let lost: Vec<_> = facts.quality.lost.iter().map(|lost| (lost.line, &*lost.column)).collect();
    assert_eq!(lost, [(3, "closed_date"), (3, "started_date")], "nothing starts when contracts without an end would end");
}
