//! Rows that are nobody's renewals: tests, prospects, sums, losses that went on under another number; and lists without losses.

use std::fmt::Write as _;

use super::tests::read;

/// Twenty renewals due in the window, of which every fifth is lost, each as `row` writes it: its number, day due, outcome and amount after.
fn book(header: &str, row: impl Fn(usize, &str, &str, u32) -> String) -> String {
    (0..20).fold(format!("{header}\n"), |mut text, n| {
        let (outcome, after) = if n % 5 == 0 { ("Churned", 0) } else { ("Renewed", 100 + n as u32) };
        writeln!(text, "{}", row(n, &format!("2026-08-{:02}", n + 1), outcome, after)).unwrap();
        text
    })
}

/// How many are due after the answer that begins so, to the question with these words in it.
fn due_after(text: &str, asked: &str, means: &str) -> usize {
    let questions = read(text).unwrap_err();
    let question = questions.iter().find(|question| question.asked.contains(asked)).unwrap_or_else(|| panic!("{questions:?}"));
    let answer = question.answers.iter().find(|answer| answer.means.starts_with(means)).unwrap();
    usize::try_from(answer.figures.unwrap().due).unwrap()
}

#[test]
fn accounts_that_are_named_like_tests_are_asked_about() {
    for name in ["TEST - do not delete", "zzz_test", "Acme Demo (internal)", "Sandbox Customer", "Testkunde 2", "DO NOT USE"] {
        let text = book("Account,Renewal date,ARR,Status,New ARR", |n, due, outcome, after| {
            let account = if n % 10 == 5 { name.to_owned() } else { format!("Acme {n}") };
            format!("{account},{due},100,{outcome},{after}")
        });
        assert_eq!(due_after(&text, "named like tests", "yes"), 18, "{name}");
        assert_eq!(due_after(&text, "named like tests", "no"), 20, "{name}");
    }
}

#[test]
fn a_column_may_say_that_a_row_is_nobodys_also_one_that_is_called_like_kinds_of_deals() {
    for (heading, out, others) in [
        ("Is Test Account", "TRUE", "FALSE"),
        ("Account Type", "Prospect", "Customer"),
        ("Record Type", "Internal / Test", "Customer"),
        ("Segment", "Demo", "Enterprise"),
    ] {
        let text = book(&format!("Account,{heading},Renewal date,ARR,Status,New ARR"), |n, due, outcome, after| {
            format!("Acme {n},{},{due},100,{outcome},{after}", if n % 10 == 5 { out } else { others })
        });
        assert_eq!(due_after(&text, heading, "yes"), 18, "{heading}");
    }
}

#[test]
fn a_reason_may_say_it_beside_kinds_of_deals_in_words_or_by_the_id_of_another_row() {
    for reason in ["Created in error", "Rolled into OPP-17"] {
        let text = book("Opportunity ID,Account,Type,Stage,Amount,Prior ARR,Renewal Date,Loss Reason", |n, due, outcome, after| {
            let (stage, why) =
                if outcome == "Churned" { ("Closed Lost", if n < 10 { reason } else { "Price" }) } else { ("Closed Won", "") };
            let kind = if n == 17 { "New Business" } else { "Renewal" };
            format!("OPP-{n},Acme {n},{kind},{stage},{},100,{due},{why}", after.max(100))
        });
        assert_eq!(due_after(&text, reason, "yes"), 17, "{reason}");
    }
    // Where a row names the one that it follows, it is no less a renewal.
    let text = book("Opportunity ID,Account,Type,Stage,Amount,Prior ARR,Renewal Date,Note", |n, due, outcome, after| {
        let stage = if outcome == "Churned" { "Closed Lost" } else { "Closed Won" };
        format!("OPP-{n},Acme {n},Renewal,{stage},{},100,{due},follows OPP-{}", after.max(100), n / 2)
    });
    assert_eq!(read(&text).unwrap().in_scope().count(), 20);
}

#[test]
fn a_row_of_no_outcome_that_comes_to_the_rows_above_it_is_asked_about_as_a_sum() {
    for label in ["Q3 2026", "Sous-total T3", "3. Quartal"] {
        let mut text = book("Account,Renewal date,ARR,Status,New ARR", |n, due, outcome, after| {
            format!("Acme {n},{due},{},{outcome},{after}", 100 + n)
        });
        writeln!(text, "{label},2026-08-20,2190,,1800").unwrap();
        assert_eq!(due_after(&text, "called like totals", "yes"), 20, "{label}");
    }
}

#[test]
fn a_sum_with_the_span_of_its_days_makes_no_board_a_grouped_report() {
    let head = "Name,Person,Status,Renewal date,ARR,New ARR\n";
    let group = |quarter: usize| {
        let row = |n: usize| {
            format!(
                "Acme {quarter}{n},Ada,{},2026-{:02}-0{n},100,{}\n",
                if n == 3 { "Churned" } else { "Renewed" },
                3 * quarter,
                if n == 3 { 0 } else { 90 }
            )
        };
        format!(
            "Q{quarter} renewals\n{head}{},,,2026-{:02}-01 to 2026-{:02}-07,700,540\n\n",
            (1..8).map(row).collect::<String>(),
            3 * quarter,
            3 * quarter
        )
    };
    let text = format!("Renewals 2026\n\n{}", (1..4).map(group).collect::<String>());
    let before = match read(&text) {
        Ok(facts) => facts.in_scope().filter_map(|renewal| renewal.before).map(crate::domain::money::Money::in_minor).sum::<i64>(),
        Err(questions) => questions[0].answers[0].figures.unwrap().before.in_minor(),
    };
    assert_eq!(before, 70_000, "the sum is no renewal of its own");
}

#[test]
fn a_list_of_nothing_but_what_was_won_is_asked_about_and_has_no_rates_without_the_rest() {
    let won = (0..30).fold("Account,Renewal date,ARR,Stage,New ARR\n".to_owned(), |text, n| {
        text + &format!("Acme {n},2026-08-{:02},{},Closed Won,90\n", n % 28 + 1, 100 + n)
    });
    let questions = read(&won).unwrap_err();
    let question = questions.iter().find(|question| question.asked.contains("none was lost")).unwrap();
    let rates: Vec<bool> = question.answers.iter().map(|answer| answer.figures.unwrap().grr.is_some()).collect();
    assert_eq!(rates, [true, false]);
    assert!(read(&(won + "Acme 99,2026-08-30,100,Closed Lost,0\n")).is_ok());
}
