//! What differs between the amounts before and after: terms and periods of each side, and amounts written in two ways in one column.

use super::by_row_tests::{answered, list, of_book, outcome, read};
use super::sizes_tests::asked;

/// Terms of the contracts before and after in months, never all alike.
fn terms(n: i64) -> (i64, i64) {
    ([12, 24, 36][n as usize % 3], [36, 12, 12, 24][n as usize % 4])
}

#[test]
fn the_total_of_each_contract_is_divided_by_its_own_term() {
    let totals = |n: i64, before: i64, after: Option<i64>| {
        let (old, new) = terms(n);
        (old, before * old / 12, new, after.unwrap_or(0) * new / 12)
    };
    let row = |n, before, after| {
        let (old, was, new, is) = totals(n, before, after);
        format!("{old},{was},{new},{is},{}", outcome(after))
    };
    for header in [
        "Old term (months),Old TCV,New term (months),New TCV,Outcome",
        "Prior contract term,Prior contract total,Renewal term,Renewal contract total,Outcome",
        // Nothing but the rows tells that they are totals.
        "Old term,Old value,New term,New value,Outcome",
        "Alte Laufzeit (Monate),Alter Wert,Neue Laufzeit (Monate),Neuer Wert,Outcome",
    ] {
        assert_eq!(read(&list(header, row)), of_book(), "{header}");
    }
    let in_years = |n, before, after| {
        let (old, was, new, is) = totals(n, before, after);
        format!("{},{was},{} yr,{is},{}", old / 12, new / 12, outcome(after))
    };
    assert_eq!(read(&list("Previous term (years),Previous TCV,New term,New TCV,Outcome", in_years)), of_book());
}

#[test]
fn each_amount_is_of_the_period_that_its_own_column_says() {
    let paid = |n: i64| [("Monthly", 12), ("Quarterly", 4), ("Annual", 1)][n as usize % 3];
    let row = |n: i64, before: i64, after: Option<i64>| {
        let ((old, parts), (new, new_parts)) = (paid(n), paid(n + 1 + n / 5));
        let after_each = after.unwrap_or(0) as f64 / f64::from(new_parts);
        format!("{old},{:.4},{},{after_each:.4},{}", before as f64 / f64::from(parts), after.map_or("", |_| new), outcome(after))
    };
    for header in [
        "Old billing,Old amount,New billing,New amount,Outcome",
        "Previous billing frequency,Previous fee,Renewed billing frequency,Renewed fee,Outcome",
        "Alte Zahlweise,Alter Betrag,Neue Zahlweise,Neuer Betrag,Outcome",
    ] {
        assert_eq!(read(&list(header, row)), of_book(), "{header}");
    }
}

#[test]
fn amounts_that_may_both_be_totals_of_one_term_are_asked_about() {
    let row = |n: i64, before: i64, after: Option<i64>| {
        let years = [3, 1, 2][n as usize % 3];
        format!("{years},{},{},{}", before * years, after.unwrap_or(0) * years, outcome(after))
    };
    let (questions, _) = asked(("renewals.csv", &list("Term (years),Contract value,Renewed contract value,Outcome", row)));
    assert_eq!(answered(&questions, "the total of the term"), of_book());
    // Sizes that have nothing to do with the term are those of a year.
    let of_a_year = |n: i64, before: i64, after: Option<i64>| {
        format!("{},{before},{},{}", [3, 1, 2][n as usize % 3], after.unwrap_or(0), outcome(after))
    };
    assert_eq!(read(&list("Term (years),Contract value,Renewed contract value,Outcome", of_a_year)), of_book());
}

#[test]
fn terms_of_one_and_three_may_be_months_or_years() {
    let row = |n: i64, before: i64, after: Option<i64>| {
        let years = [3, 1][n as usize % 2];
        format!("{before},{},{years},{}", after.unwrap_or(0) * years, outcome(after))
    };
    let (questions, _) = asked(("renewals.csv", &list("Prior ARR,New TCV,Term,Outcome", row)));
    assert_eq!(answered(&questions, "years"), of_book());
}

/// An amount with a mark of thousands.
fn grouped(amount: i64, mark: char) -> String {
    if amount < 1000 { amount.to_string() } else { format!("{}{mark}{:03}", amount / 1000, amount % 1000) }
}

#[test]
fn amounts_of_two_countries_in_one_column_are_read_each_by_its_own_marks() {
    let mark = |n: i64| if n % 3 == 0 { '.' } else { ',' };
    let plain = |n: i64, before: i64, after: Option<i64>| {
        format!("\"{}\",\"{}\",{}", grouped(before, mark(n)), grouped(after.unwrap_or(0), mark(n)), outcome(after))
    };
    assert_eq!(read(&list("ARR before,ARR after,Outcome", plain)), of_book());
    let with_cents = |n: i64, before: i64, after: Option<i64>| {
        let decimal = if mark(n) == '.' { ',' } else { '.' };
        let written = |amount| format!("\"{}{decimal}00\"", grouped(amount, mark(n)));
        format!("{},{},{}", written(before), written(after.unwrap_or(0)), outcome(after))
    };
    assert_eq!(read(&list("ARR before,ARR after,Outcome", with_cents)), of_book());
}

#[test]
fn three_digits_behind_the_mark_of_decimals_are_asked_about() {
    let row = |n: i64, before: i64, after: Option<i64>| {
        let written = |amount: i64| if n % 2 == 0 { grouped(amount, '.') } else { format!("{amount}.50") };
        format!("{},{},{}", written(before), written(after.unwrap_or(0)), outcome(after))
    };
    let (questions, _) = asked(("renewals.csv", &list("ARR before,ARR after,Outcome", row)));
    assert!(questions.iter().any(|question| question.asked.contains("among others with two decimals")), "{questions:?}");
}

#[test]
fn a_heading_may_say_how_long_a_total_covers() {
    let row = |_, before: i64, after: Option<i64>| format!("{},{},{}", before * 3, after.unwrap_or(0) * 3, outcome(after));
    for header in ["Old TCV (3 yr),New TCV (3 yr),Outcome", "Old 36-month TCV,New 36-month TCV,Outcome"] {
        assert_eq!(read(&list(header, row)), of_book(), "{header}");
    }
}
