//! Deals that were lost and stand in the stage they had: what stands beside the stage tells it, or it is asked.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::compile::understand::check::CheckReport;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;
use crate::domain::renewal::Outcome;

/// What became of a deal, for the columns beside its stage.
#[derive(Clone, Copy, PartialEq)]
enum Deal {
    Won,
    Lost,
    Open,
}

/// Twelve deals won, three lost and two on the way, the last five in one and the same stage.
fn pipeline(columns: &str, beside: impl Fn(Deal) -> &'static str) -> String {
    let mut text = format!("Opportunity,Customer,Stage,Contract End,Amount,{columns}\n");
    for number in 0..17 {
        let (deal, stage) = match number {
            0..12 => (Deal::Won, "Won"),
            12..15 => (Deal::Lost, "Negotiation"),
            _ => (Deal::Open, "Negotiation"),
        };
        writeln!(text, "Renewal {number},Customer {number},{stage},2026-08-{:02},1000,{}", number + 1, beside(deal)).unwrap();
    }
    text
}

fn look(text: &str, mapping: &str) -> (CheckReport, Result<Facts>) {
    let dir = folder(&[("crm.csv", text), ("mapping.toml", mapping)]);
    let source = Source::Folder(dir.path().into());
    (check(&source, &request(None, "2026-Q3"), None).unwrap(), compile(&source, &request(None, "2026-Q3"), None, &Silent))
}

fn lost_and_open(facts: &Facts) -> (usize, usize) {
    let count = |outcome| facts.in_scope().filter(|renewal| renewal.outcome == outcome).count();
    (count(Outcome::Churned), count(Outcome::Open))
}

#[test]
fn a_reason_of_loss_where_nobody_hopes_any_more_is_a_loss_whatever_the_stage() {
    for (columns, won, lost, open) in [
        ("Probability,Lost Reason", "100,", "0,Price", "60,"),
        ("Active,Probability,Lost Reason", "True,100,", "False,0,Budget", "True,20,"),
        ("Probability (%),Loss Reason", "100 %,", "0 %,went with another", "60 %,"),
    ] {
        let text = pipeline(columns, |deal| match deal {
            Deal::Won => won,
            Deal::Lost => lost,
            Deal::Open => open,
        });
        let (report, facts) = look(&text, "");
        assert!(report.is_ready() && report.to_string().contains("lost where it is filled"), "{columns}: {report}");
        assert_eq!(lost_and_open(&facts.unwrap()), (3, 2), "{columns}");
        assert_eq!(lost_and_open(&look(&text, &report.mapping).1.unwrap()), (3, 2), "as it is written: {}", report.mapping);
    }
}

#[test]
fn what_is_at_risk_for_a_reason_and_still_hoped_for_is_open() {
    let text = pipeline("Probability,Churn Reason", |deal| match deal {
        Deal::Won => "100,",
        Deal::Lost => "30,Price",
        Deal::Open => "60,",
    });
    let (report, facts) = look(&text, "");
    assert!(report.is_ready(), "{report}");
    assert_eq!(lost_and_open(&facts.unwrap()), (0, 5));
}

#[test]
fn a_reason_that_renewed_deals_have_as_well_tells_nothing() {
    let text = pipeline("Reason", |_| "Price");
    let (report, facts) = look(&text, "");
    assert!(report.is_ready(), "{report}");
    assert_eq!(lost_and_open(&facts.unwrap()), (0, 5));
}

/// Each answer is taken by its lines, and nothing is asked any more.
fn is_asked_and_answered(text: &str) {
    let (report, facts) = look(text, "");
    assert!(!report.is_ready() && matches!(facts, Err(Error::Asked { .. })), "{report}");
    let [question] = &report.questions[..] else { panic!("{report}") };
    assert_eq!(question.answers.iter().map(|answer| answer.figures.unwrap().churned).collect::<Vec<_>>(), [3, 0], "{question}");
    for (answer, expected) in question.answers.iter().zip([(3, 2), (0, 5)]) {
        let (report, facts) = look(text, &answer.mapping);
        assert!(report.is_ready(), "{report}");
        assert_eq!(lost_and_open(&facts.unwrap()), expected, "{}", answer.mapping);
    }
    let (written, _) = look(text, &report.mapping);
    assert_eq!(written.questions, report.questions, "what is asked stays asked: {}", report.mapping);
}

#[test]
fn one_sign_of_a_loss_alone_is_asked_about() {
    is_asked_and_answered(&pipeline("Loss Reason", |deal| if deal == Deal::Lost { "Price" } else { "" }));
    is_asked_and_answered(&pipeline("Archived,Loss Reason", |deal| if deal == Deal::Lost { "yes,Price" } else { "no," }));
    is_asked_and_answered(&pipeline("Active,Probability", |deal| match deal {
        Deal::Won => "True,100",
        Deal::Lost => "False,0",
        Deal::Open => "True,60",
    }));
}
