//! What became of renewals told by several marks together, by a mark that is called after renewals, by amounts in columns of their own,
//! and by what the format of cells says.

use super::by_row_tests::{answered, book, list, of_book, outcome};
use super::sizes_tests::{asked, asked_of};
use super::tests::folder;

/// Renewed, lost and open of the twelve: every fourth was lost, and the last of these is open.
const ENDS: (u64, u64, u64) = (9, 2, 1);

/// A list whose lost rows are open from the ninth on; `marks` writes those of a row that was renewed, lost or is open.
fn marked(header: &str, marks: [&str; 3]) -> String {
    list(&format!("ARR,{header},New ARR"), |n, before, after| match after {
        Some(after) => format!("{before},{},{after}", marks[0]),
        None if n == 8 => format!("{before},{},", marks[2]),
        None => format!("{before},{},0", marks[1]),
    })
}

fn ends(text: &str) -> (u64, u64, u64) {
    let (questions, headline) = asked(("renewals.csv", text));
    assert!(questions.is_empty(), "{text}{questions:?}");
    let headline = headline.unwrap();
    (headline.renewed, headline.churned, headline.open)
}

#[test]
fn marks_beside_one_another_tell_what_is_open() {
    for (header, marks) in [
        ("IS_RENEWED,IS_CHURNED", ["TRUE,FALSE", "FALSE,TRUE", "FALSE,FALSE"]),
        ("is_closed,is_renewed", ["1,1", "1,0", "0,0"]),
        ("Renewed,Pending", ["Y,N", "N,N", "N,Y"]),
        ("is_churned,is_pending", ["False,False", "True,False", "False,True"]),
        ("Verlängert,Gekündigt", ["ja,nein", "nein,ja", "nein,nein"]),
        ("Renovado,Pendiente", ["Sí,No", "No,No", "No,Sí"]),
        ("renewed_flag,churned_flag", ["1,0", "0,1", "0,0"]),
        ("renewal_flag,open_flag", ["1,0", "0,0", "0,1"]),
        ("Renewal?", ["Yes", "No", "TBC"]),
        ("Stage,Renewed", ["Closed,Y", "Closed,N", "Negotiation,N"]),
        ("churned", ["N", "Y", ""]),
    ] {
        assert_eq!(ends(&marked(header, marks)), ENDS, "{header}");
    }
}

/// New business has amounts as well: the mark tells which rows are renewals.
#[test]
fn a_mark_of_renewals_among_other_deals_is_one() {
    let text = list("ARR,Renewal flag,Outcome,New ARR", |_, before, after| format!("{before},1,{},{}", outcome(after), after.unwrap_or(0)))
        + "Newcomer,2026-08-20,9000,0,Renewed,9000\nOther,2026-08-21,8000,0,Renewed,8000\nThird,2026-08-22,7000,0,Churned,7000\n";
    assert_eq!(ends(&text), (9, 3, 0));
}

#[test]
fn amounts_of_what_was_renewed_lost_and_is_open_tell_it() {
    let text = list("ARR due,Renewed ARR,Churned ARR,Pending ARR", |n, before, after| match after {
        Some(after) => format!("{before},{after},,"),
        None if n == 8 => format!("{before},,,{before}"),
        None => format!("{before},,{before},"),
    });
    assert_eq!(ends(&text), ENDS);
}

/// The days and outcomes are those of the list; the last two years are what was paid before and after.
#[test]
fn years_beside_what_became_of_renewals_are_before_and_after() {
    let text = list("ARR 2024,ARR 2025,ARR 2026,Outcome", |_, before, after| {
        format!("{},{before},{},{}", before - 900, after.map_or(String::new(), |after| after.to_string()), outcome(after))
    });
    assert_eq!(super::by_row_tests::read(&text), of_book());
}

#[test]
fn a_row_that_no_closing_day_stands_in_is_asked_about() {
    let text = list("ARR,is_renewed,closed_on,New ARR", |n, before, after| match after {
        Some(after) => format!("{before},true,2026-08-{:02},{after}", n + 1),
        None if n == 8 => format!("{before},false,,"),
        None => format!("{before},false,2026-08-{:02},0", n + 1),
    });
    let (questions, _) = asked(("renewals.csv", &text));
    assert!(questions.iter().any(|question| question.asked.contains("Are they open, or were they lost?")), "{questions:?}");
}

#[test]
fn a_row_that_is_open_and_closed_is_asked_about() {
    let text = list("ARR,Status,New ARR,Closed on", |n, before, after| {
        let status = if n == 2 { "Open" } else { outcome(after) };
        format!("{before},{status},{},2026-08-{:02}", after.unwrap_or(0), n + 1)
    });
    let (questions, _) = asked(("renewals.csv", &text));
    assert_eq!(answered(&questions, "they were renewed"), of_book(), "{questions:?}");
}

/// Each deal has two lines, and its amounts on each of them.
#[test]
fn lines_joined_to_deals_count_once() {
    let row = |n: i64, before: i64, after: Option<i64>| {
        let total = after.unwrap_or(0);
        let line = |product: &str, price: i64| format!("{before},{},OPP-{}7,{total},{product},{price}", outcome(after), n + 11);
        format!("{}\nCustomer {n},2026-08-{:02},{}", line("Core", total * 7 / 10), n + 1, line("Add-on", total - total * 7 / 10))
    };
    let text = list("Prior ARR,Stage,Opportunity ID,Amount,Product Name,Total Price", row);
    let (questions, headline) = asked(("renewals.csv", &text));
    let all = headline.map(|headline| super::sizes_tests::rates(Some(headline)));
    assert!(all == Some(of_book()) || answered(&questions, "first row counts") == of_book(), "{questions:?}");
}

#[test]
fn contracts_of_two_systems_are_compared_by_what_is_read_from_them() {
    let rows = |header: &str, prefix: &str, is_next: bool| {
        let year = if is_next { 2026 } else { 2025 };
        let row = |(n, (before, after)): (i64, (i64, Option<i64>))| {
            let arr = if is_next { after? } else { before };
            Some(format!("{prefix}{},Customer {n},{year}-08-{:02},{}-08-{:02},{arr}\n", 300 + n * 7, n + 2, year + 1, n + 1))
        };
        (0..).zip(book()).filter_map(row).fold(format!("{header}\n"), |text, row| text + &row)
    };
    let (old, new) =
        (rows("Vertrag,Kunde,Beginn,Ende,ARR", "OLD-", false), rows("Subscription ID,Customer Name,Start Date,End Date,ARR", "SUB-", true));
    let (questions, headline) = asked_of(&folder(&[("old_system.csv", &old), ("new_system.csv", &new)]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(super::sizes_tests::rates(headline), of_book());
}

#[test]
fn a_currency_that_some_rows_name_is_asked_about() {
    let text = list("ARR,Foreign currency,Outcome,New ARR", |n, before, after| {
        format!("{before},{},{},{}", if n % 5 == 1 { "CHF" } else { "" }, outcome(after), after.unwrap_or(0))
    });
    let (questions, _) = asked(("renewals.csv", &text));
    assert_eq!(answered(&questions, "in CHF as well"), of_book(), "{questions:?}");
}

/// Days of loss some of which lie behind the contract's end are those on which it was known.
#[test]
fn a_day_on_which_a_loss_was_known_is_asked_about() {
    let text = list("ARR,Outcome,Date lost,New ARR", |n, before, after| {
        let day = match (after, n) {
            (Some(_), _) => "",
            (None, 0) => "2026-06-20",
            (None, 4) => "2026-08-25",
            (None, _) => "2026-07-30",
        };
        format!("{before},{},{day},{}", outcome(after), after.unwrap_or(0))
    });
    let (questions, _) = asked(("renewals.csv", &text));
    assert_eq!(answered(&questions, "ran to its end"), of_book(), "{questions:?}");
}

/// A workbook of these cells; a row of `odd` has the other format.
fn workbook(odd: &[u32], format: &[rust_xlsxwriter::Format; 2]) -> tempfile::TempDir {
    let mut made = rust_xlsxwriter::Workbook::new();
    let sheet = made.add_worksheet();
    for (column, name) in (0..).zip(["Customer", "Renewal date", "ARR", "Outcome", "New ARR"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (n, (before, after)) in (0..).zip(book()) {
        let format = &format[usize::from(odd.contains(&n))];
        sheet.write_string_with_format(n + 1, 0, format!("Customer {n}"), format).unwrap();
        sheet.write_string_with_format(n + 1, 1, format!("2026-08-{:02}", n + 1), format).unwrap();
        sheet.write_number_with_format(n + 1, 2, before as f64, format).unwrap();
        sheet.write_string_with_format(n + 1, 3, outcome(after), format).unwrap();
        sheet.write_number_with_format(n + 1, 4, after.unwrap_or(0) as f64, format).unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    made.save(dir.path().join("renewals.xlsx")).unwrap();
    dir
}

#[test]
fn rows_that_are_struck_through_are_asked_about() {
    let formats = [rust_xlsxwriter::Format::new(), rust_xlsxwriter::Format::new().set_font_strikethrough()];
    let (questions, _) = asked_of(&workbook(&[0, 4], &formats));
    let all =
        &questions.iter().find(|question| question.asked.contains("struck through")).unwrap_or_else(|| panic!("{questions:?}")).answers;
    let due: Vec<_> = all.iter().map(|answer| answer.figures.unwrap().due).collect();
    assert_eq!((due, answered(&questions, "count like the others")), (vec![10, 12], of_book()), "{questions:?}");
}

#[test]
fn currencies_that_only_formats_show_are_not_added_up() {
    let formats =
        [rust_xlsxwriter::Format::new().set_num_format("#,##0 \"€\""), rust_xlsxwriter::Format::new().set_num_format("[$¥-411]#,##0")];
    let (questions, headline) = asked_of(&workbook(&[1, 2, 3, 5, 6], &formats));
    assert!(!questions.is_empty() || headline.unwrap().grr.is_none(), "{questions:?}");
}
