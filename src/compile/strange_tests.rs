//! Words for an outcome that nobody understands: what stands beside them tells what they mean, or it is asked.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::compile::understand::check::CheckReport;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;
use crate::domain::renewal::Outcome;

/// Renewals due in the third quarter: forty that went on, three lost with a known word, and two under `word`, each with what
/// `beside` says of a lost one (`true`) and of one that was kept.
fn book(columns: &str, word: &str, beside: impl Fn(bool) -> &'static str) -> String {
    let mut text = format!("customer,end date,outcome,arr before,{columns}\n");
    for number in 0..45 {
        let (outcome, is_lost) = match number {
            0..40 => ("renewed", false),
            40..43 => ("churned", true),
            _ => (word, true),
        };
        writeln!(text, "Customer {number},2026-08-{:02},{outcome},1000,{}", number % 28 + 1, beside(is_lost)).unwrap();
    }
    text
}

fn look(text: &str) -> (CheckReport, Result<Facts>) {
    let dir = folder(&[("r.csv", text)]);
    let source = Source::Folder(dir.path().into());
    (check(&source, &request(None, "2026-Q3"), None).unwrap(), compile(&source, &request(None, "2026-Q3"), None, &Silent))
}

#[test]
fn a_word_beside_which_everything_tells_a_loss_is_one_in_any_language() {
    for word in ["Recesso anticipato", "Ilighairiwa", "xq-7"] {
        for (columns, lost, kept) in [
            ("arr after,churn date,churn reason", ",2026-08-01,price", "1100,,"),
            ("arr after,churn date", "0,2026-08-01", "1100,"),
            ("arr after,churn reason", "0,price", "1100,"),
            ("churn reason", "price", ""),
        ] {
            let (report, facts) = look(&book(columns, word, |is_lost| if is_lost { lost } else { kept }));
            assert!(report.is_ready(), "{word}, {columns}: {report}");
            assert!(report.to_string().contains(&format!("“{word}” (2 rows) → churned, as `")), "{report}");
            let lost = facts.unwrap().in_scope().filter(|renewal| renewal.outcome == Outcome::Churned).count();
            assert_eq!(lost, 5, "{word}, {columns}");
        }
    }
}

#[test]
fn a_word_of_which_the_rows_do_not_tell_a_loss_is_asked_about_and_never_left_out() {
    let undecided = |lost: &'static str| move |is_lost| if is_lost { lost } else { "1100,," };
    // What has no amount after and no day and reason of a loss may be open.
    let all = book("arr after,churn date,churn reason", "Paperwork", |lost| if lost { ",2026-08-01,price" } else { "1100,," });
    let few = all.replace("Paperwork,1000,,2026-08-01,price", "Paperwork,1000,,,");
    for text in [few, book("arr after,churn date,churn reason", "Paperwork", undecided("1200,,")), book("cs owner", "Paperwork", |_| "Ann")]
    {
        let (report, facts) = look(&text);
        assert!(!report.is_ready(), "{report}");
        let asked = report.questions.iter().find(|question| question.asked.contains("“Paperwork” in 2 rows"));
        let question = asked.unwrap_or_else(|| panic!("{report}"));
        assert_eq!(question.answers.len(), 3, "{question}");
        let lost: Vec<u64> = question.answers.iter().map(|answer| answer.figures.unwrap().churned).collect();
        assert_eq!(lost[0], lost[1] + 2, "{question}");
        assert!(matches!(facts, Err(Error::Asked { .. })), "{facts:?}");
    }
}

#[test]
fn rows_of_a_strange_word_in_the_history_are_asked_about_as_well() {
    let text = book("cs owner", "Paperwork", |_| "Ann");
    let earlier: String = text
        .lines()
        .map(|line| if line.contains("Paperwork") { line.replace("2026-", "2025-") + "\n" } else { format!("{line}\n") })
        .collect();
    let (report, facts) = look(&earlier);
    assert!(!report.is_ready() && matches!(facts, Err(Error::Asked { .. })), "{report}");
}

#[test]
fn what_a_person_says_of_a_word_goes_before_what_the_rows_tell() {
    let text = book("churn reason", "Recesso", |is_lost| if is_lost { "price" } else { "" });
    let dir = folder(&[("r.csv", &text), ("mapping.toml", "[values.outcome]\nRecesso = \"open\"\n")]);
    let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap();
    assert_eq!(facts.in_scope().filter(|renewal| renewal.outcome == Outcome::Open).count(), 2);
}
