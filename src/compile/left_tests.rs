//! A day of loss before the contract's end takes a renewal into another window, and that is told or asked, in whatever manner it is written.

use super::tests::{facts, folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::quality::IssueKind;

/// A customer: its contract's end, the day of loss beside it, and whether it was lost.
type Row = (&'static str, &'static str, &'static str);

/// Losses at any time of a year, and at the end.
const EARLY: [Row; 5] = [
    ("Ash", "2026-08-20", "2026-02-02"),
    ("Bay", "2026-12-20", "2026-08-12"),
    ("Elm", "2026-08-31", "2026-08-31"),
    ("Fir", "2027-05-31", "2026-07-09"),
    ("Yew", "2026-09-30", ""),
];

/// Losses some months before the end, as notices are given.
const NOTICES: [Row; 5] = [
    ("Ash", "2026-09-30", "2026-06-22"),
    ("Bay", "2026-12-31", "2026-09-20"),
    ("Elm", "2026-08-31", "2026-05-31"),
    ("Fir", "2026-07-31", "2026-04-02"),
    ("Yew", "2026-09-30", ""),
];

/// The rows as several systems write them.
fn manners(rows: &[Row]) -> [(&'static str, String); 4] {
    let all = |head: &str, row: &dyn Fn(&Row, bool) -> String| {
        rows.iter().fold(head.to_owned(), |text, one| format!("{text}\n{}", row(one, !one.2.is_empty()))) + "\n"
    };
    let after = |is_lost: bool| if is_lost { 0 } else { 110 };
    let (lost, went) = (|is: bool| if is { "Lost" } else { "Renewed" }, |is: bool| if is { "Non renouvelé" } else { "Renouvelé" });
    [
        (
            "crm.csv",
            all("Account Name,Renewal Date,Cancellation Date,Outcome,Prior ACV,Renewed ACV", &|(who, end, day), is| {
                format!("{who},{end},{day},{},100,{}", lost(is), after(is))
            }),
        ),
        (
            "kunden.csv",
            all("Kunde;Vertragsbeginn;Vertragsende;Gekündigt am;ARR;Status", &|(who, end, day), is| {
                let begin = end.parse::<chrono::NaiveDate>().unwrap() - chrono::Months::new(12);
                format!("{who};{begin};{end};{day};100;{}", if is { "gekündigt" } else { "aktiv" })
            }),
        ),
        (
            "contrats.csv",
            all("Client;Date d'échéance;Date de résiliation;Résultat;ARR avant;ARR après", &|(who, end, day), is| {
                format!("{who};{end};{day};{};100;{}", went(is), after(is))
            }),
        ),
        (
            "subs.csv",
            all("customer,start_date,contract_end,cancelled_at,arr,status", &|(who, end, day), is| {
                let begin = end.parse::<chrono::NaiveDate>().unwrap() - chrono::Months::new(12);
                format!("{who},{begin},{end},{day},100,{}", if is { "cancelled" } else { "active" })
            }),
        ),
    ]
}

fn told(facts: &Facts) -> Option<&str> {
    facts.quality.issues.iter().find(|issue| issue.kind == IssueKind::LeftEarly).map(|issue| issue.message.as_str())
}

fn lost(facts: &Facts) -> Vec<String> {
    let lost = facts.in_scope().filter(|renewal| renewal.is_churned());
    lost.map(|renewal| format!("{} {}", renewal.account, renewal.due)).collect()
}

#[test]
fn renewals_that_an_early_loss_takes_into_another_window_are_told_by_name_with_the_line_that_says_otherwise() {
    for (name, text) in manners(&EARLY) {
        let dir = folder(&[(name, &text)]);
        let asked = request(None, "2026-Q3");
        let report = check(&Source::Folder(dir.path().into()), &asked, None).unwrap();
        assert!(report.is_ready(), "{report}");
        let facts = facts(&dir, None, "2026-Q3");
        let told = told(&facts).unwrap_or_else(|| panic!("{name} {:?}", facts.quality.issues)).to_owned();
        assert!(report.told.contains(&told), "{report}");
        for said in [
            "Ash due 2026-02-02 instead of 2026-08-20",
            "Bay due 2026-08-12 instead of 2026-12-20",
            "Fir due 2026-07-09 instead of 2027-05-31",
        ] {
            assert!(told.contains(said), "{told}");
        }
        assert!(!told.contains("Elm") && told.contains("3 renewals count"), "{told}");
        assert_eq!(lost(&facts).len(), 3, "{name}: {:?}", lost(&facts));
        let line = format!("[files.\"{name}\".constants]\nends_with_term = \"yes\"\n");
        assert!(told.contains(line.trim_end().replace('\n', " ").as_str()), "{told}");
        let notice = tests::facts(&folder(&[(name, &text), ("mapping.toml", &line)]), None, "2026-Q3");
        assert_eq!(lost(&notice), ["Ash 2026-08-20", "Elm 2026-08-31"], "{name}");
        assert_eq!(self::told(&notice), None);
    }
}

#[test]
fn days_that_lie_as_notices_do_are_asked_about_and_each_answer_does_what_it_says() {
    for (name, text) in manners(&NOTICES) {
        let Err(Error::Asked { questions, .. }) =
            compile(&Source::Folder(folder(&[(name, &text)]).path().into()), &request(None, "2026-Q3"), None, &Silent)
        else {
            panic!("{name}: it is asked")
        };
        let [question] = &questions[..] else { panic!("{questions:?}") };
        assert!(question.asked.starts_with("of 4 of 4 losses `") && question.asked.contains("92 to 120 days before"), "{}", question.asked);
        let outcomes = question.answers.iter().map(|answer| {
            let facts = facts(&folder(&[(name, &text), ("mapping.toml", &answer.mapping)]), None, "2026-Q3");
            assert_eq!(facts.in_scope().len() as u64, answer.figures.unwrap().due);
            lost(&facts)
        });
        assert_eq!(
            outcomes.collect::<Vec<_>>(),
            [vec!["Bay 2026-09-20"], vec!["Fir 2026-07-31", "Elm 2026-08-31", "Ash 2026-09-30"]],
            "{name}"
        );
    }
}
