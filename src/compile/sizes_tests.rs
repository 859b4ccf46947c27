//! Figures whose size nobody can tell from one column: what was added or taken off beside it, what comes once, thousands, hundredths,
//! months.

use std::fmt::Write as _;

use super::tests::{facts_or_asked, folder, request};
use super::*;
use crate::domain::headline::Headline;
use crate::domain::question::Question;

/// What is asked, and the figures of its answers; the retro's own where nothing is.
pub(super) fn asked(file: (&str, &str)) -> (Vec<Question>, Option<Headline>) {
    asked_of(&folder(&[file]))
}

pub(super) fn asked_of(dir: &tempfile::TempDir) -> (Vec<Question>, Option<Headline>) {
    match facts_or_asked(dir) {
        Ok(facts) => (
            Vec::new(),
            Some(Headline::of(
                facts.renewals.iter().map(|renewal| &**renewal).filter(|renewal| facts.scope.window.contains(renewal.due)),
                facts.scope.known_by(),
            )),
        ),
        Err(questions) => (questions, None),
    }
}

pub(super) fn rates(headline: Option<Headline>) -> (String, String) {
    let headline = headline.unwrap();
    let told = |rate: Option<f64>| rate.map_or_else(String::new, |rate| format!("{:.1}", rate * 100.0));
    (told(headline.grr), told(headline.nrr))
}

pub(super) fn told(grr: &str, nrr: &str) -> (String, String) {
    (grr.to_owned(), nrr.to_owned())
}

/// Five customers of 100 each: one grows by 20, one shrinks by 10, one leaves. `row` writes due, before, added, taken and whether it was
/// lost; with `is_followed` each had a renewal a year before, which the one of this year goes on from.
fn waterfall(header: &str, is_followed: bool, row: impl Fn(&str, i64, i64, i64, bool) -> String) -> String {
    let mut text = format!("Customer,Renewal date,Opening ARR,{header},Result\n");
    for (n, added, taken, is_lost) in [(1, 20, 0, false), (2, 0, 10, false), (3, 0, 0, true), (4, 0, 0, false), (5, 0, 0, false)] {
        let earlier = [(1, 30, 0), (2, 40, 0), (3, 0, 5), (4, 0, 15), (5, 0, 0)][n as usize - 1];
        let before = 100 - earlier.1 + earlier.2;
        if is_followed {
            writeln!(text, "Cust {n},{},Renewed", row(&format!("2025-08-0{n}"), before, earlier.1, earlier.2, false)).unwrap();
        }
        let result = if is_lost { "Churned" } else { "Renewed" };
        writeln!(text, "Cust {n},{},{result}", row(&format!("2026-08-0{n}"), 100, added, taken, is_lost)).unwrap();
    }
    text
}

fn beside(due: &str, before: i64, added: i64, taken: i64, is_lost: bool) -> String {
    let lost = if is_lost { before } else { 0 };
    format!("{due},{before},{added},{taken},{lost}")
}

#[test]
fn what_was_added_and_taken_off_in_columns_of_their_own_is_told_by_the_next_renewals() {
    for header in ["Upsell,Downsell,Churned ARR", "Quux,Foo,Bar"] {
        let (questions, headline) = asked(("w.csv", &waterfall(header, true, beside)));
        assert_eq!((questions.len(), rates(headline)), (0, told("78.0", "82.0")), "{header}");
        let with_cents = waterfall(header, true, |due, before, added, taken, is_lost| {
            let cents = |amount: i64| format!("\"{amount},00\"");
            let lost = if is_lost { before } else { 0 };
            format!("{due},{},{},{},{}", cents(before), cents(added), cents(taken), cents(lost))
        });
        let (questions, headline) = asked(("w.csv", &with_cents));
        assert_eq!((questions.len(), rates(headline)), (0, told("78.0", "82.0")), "{header}");
    }
}

#[test]
fn parts_that_the_amount_after_holds_already_are_not_added_again() {
    let row = |due: &str, before: i64, added: i64, taken: i64, is_lost: bool| {
        let after = if is_lost { 0 } else { before + added - taken };
        format!("{due},{before},{added},{taken},{after}")
    };
    for is_followed in [true, false] {
        let (questions, headline) = asked(("w.csv", &waterfall("Expansion,Contraction,Renewed ARR", is_followed, row)));
        // One of each tells nothing, and two of a kind do.
        assert!(questions.iter().all(|question| !is_followed && question.asked.contains("does not hold it")), "{questions:?}");
        assert!(!is_followed || rates(headline) == told("78.0", "82.0"));
    }
}

#[test]
fn a_part_that_nothing_tells_is_asked_with_the_figures_of_each_answer() {
    let row = |due: &str, before: i64, added: i64, taken: i64, is_lost: bool| {
        format!("{due},{before},{added},{}", if is_lost { 0 } else { before - taken })
    };
    let (questions, _) = asked(("w.csv", &waterfall("Upsell ARR,ARR renewed", false, row)));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    let figures: Vec<_> = question.answers.iter().map(|answer| rates(answer.figures)).collect();
    assert_eq!(figures, [told("78.0", "82.0"), told("74.0", "74.0"), told("78.0", "78.0")]);
}

/// Customers whose terms follow one another, with rows beside them that come once: they are told, and where they change no figure they
/// stop nothing.
#[test]
fn services_and_credits_beside_terms_are_left_out() {
    let mut text = String::from("Invoice,Invoice date,Customer,Period from,Period to,Net amount,Kind\n");
    for n in 1..=9 {
        for year in 2024..=2026 {
            if n != 3 || year < 2026 {
                writeln!(text, "I{n}{year},{year}-08-0{n},Cust {n},{year}-08-0{n},{}-08-0{n},{n}000,Subscription", year + 1).unwrap();
            }
        }
        writeln!(text, "S{n},2025-10-01,Cust {n},,,500,Services\nC{n},2025-11-01,Cust {n},,,-100,Credit").unwrap();
    }
    let (questions, headline) = asked(("invoices.csv", &text));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), told("93.3", "93.3"));
}

/// Each month's rows end with their sum, which has a day and an outcome like any of them.
#[test]
fn sums_that_look_like_renewals_are_asked_about() {
    let book = |name: &str, last: i64| {
        let mut text = String::from("Customer,Renewal date,Status,ARR before,ARR after\n");
        for n in 1..=9 {
            let (status, after) = if n == 3 { ("Churned", 0) } else { ("Renewed", n * 1_000) };
            writeln!(text, "Cust {n},2026-08-0{n},{status},{n}000,{after}").unwrap();
        }
        writeln!(text, "{name},2026-08-31,Renewed,{last},{}", last - 3_000).unwrap();
        text
    };
    for name in ["Total 8/2026", "August total", "Summe August", "Total August"] {
        let text = book(name, 45_000);
        let (questions, _) = asked(("r.csv", &text));
        let [question] = &questions[..] else { panic!("{name}: {questions:?}") };
        assert_eq!(rates(question.answers[0].figures), told("93.3", "93.3"), "{name}");
        for answer in &question.answers {
            assert!(asked_of(&folder(&[("r.csv", &text), ("mapping.toml", &answer.mapping)])).0.is_empty(), "{name}: {}", answer.means);
        }
    }
    assert!(asked(("r.csv", &book("Total Energies", 4_000))).0.is_empty(), "somebody is called so");
}

#[test]
fn sizes_that_no_mark_no_name_and_no_term_tells_are_asked() {
    let renewals = |amount: &str| {
        format!(
            "Client;Due date;Outcome;ARR before;ARR after\nA;2026-08-01;renewed;{amount};{amount}\nB;2026-08-02;churned;{amount};\nC;2026-08-03;renewed;{amount};{amount}\n"
        )
    };
    for (value, read) in [("6,360 k€", ["6360000.00", "6360.00"]), ("1.250 Mio. €", ["1250000000.00", "1250000.00"])] {
        let (questions, _) = asked(("r.csv", &renewals(value)));
        let [question] = &questions[..] else { panic!("{value}: {questions:?}") };
        assert_eq!([&*question.answers[0].means, &*question.answers[1].means], read);
    }
    assert!(asked(("r.csv", &renewals("6,36 k€"))).0.is_empty() && asked(("r.csv", &renewals("6.360 €"))).0.is_empty());
    let list: Vec<String> = (1..=4)
        .map(|n| {
            let outcome = if n == 2 { "churned" } else { "renewed" };
            format!("{{\"id\":\"r{n}\",\"account_id\":\"a{n}\",\"due_date\":\"2026-08-0{n}T00:00:00Z\",\"outcome\":\"{outcome}\",\"arr_before\":182400{n},\"arr_after\":182400{n}}}")
        })
        .collect();
    let (questions, _) = asked(("renewals.json", &format!("[{}]", list.join(","))));
    assert!(questions.iter().any(|question| question.asked.contains("in hundredths")), "{questions:?}");
}

#[test]
fn months_are_told_by_the_heading_in_whatever_language_and_asked_where_it_says_nothing() {
    let spells = |heading: &str| {
        let rows: Vec<String> = (1..=6).map(|n| format!("C{n},2024-0{n}-01,{},{n}00\n", if n == 2 { "2026-08-15" } else { "" })).collect();
        format!("customer,start_date,end_date,{heading}\n{}", rows.concat())
    };
    for heading in ["Bedrag p/m", "Importe mensual", "Kwota miesięczna", "Belopp per månad", "Canone mensile", "Monatlicher Betrag"] {
        let dir = folder(&[("subscriptions.csv", &spells(heading))]);
        let mapping = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
        assert!(mapping.questions.iter().all(|question| !question.asked.contains("of a month or of a year")), "{heading}");
    }
    let (questions, _) = asked(("subscriptions.csv", &spells("Amount")));
    let question = questions.iter().find(|question| question.asked.contains("of a month or of a year")).unwrap();
    let lost: Vec<String> = question.answers.iter().filter_map(|answer| Some(answer.figures?.before.to_string())).collect();
    assert_eq!(lost.len(), 2);
}

#[test]
fn the_order_of_days_is_that_of_the_other_columns() {
    let rows: Vec<String> = (1..=5)
        .map(|n| format!("Cust {n},01/0{n}/2024,2{n}/08/2026,{},{n}000,{n}000\n", if n == 2 { "churned" } else { "renewed" }))
        .collect();
    let (questions, headline) =
        asked(("r.csv", &format!("customer,started date,renewal date,outcome,arr before,arr after\n{}", rows.concat())));
    assert!(questions.is_empty() && headline.unwrap().due == 5);
}
