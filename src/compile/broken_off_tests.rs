//! A loss on a day of its own, within the term of a contract that had renewed at that amount.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::MetricKey;
use crate::domain::progress::Silent;

/// Twenty accounts that renew each August, and one that renewed in November and is lost on `day` of the next year.
fn book(day: &str) -> String {
    let mut text = String::from("renewal_id,account,renewal_date,outcome,arr_before,arr_after\n");
    for year in [2025, 2026] {
        for n in 0..20 {
            writeln!(text, "R{n}-{year},A{n},{year}-08-{:02},Renewed,1000,1000", n + 1).unwrap();
        }
    }
    text + "L1,Left,2025-11-15,Renewed,1000,1000\nL2,Left," + day + ",Lost,1000,0\n"
}

fn logo_retention(text: &str, mapping: &str) -> Result<f64> {
    let dir = folder(&[("renewals.csv", text), ("mapping.toml", mapping)]);
    let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent)?;
    let metrics = crate::analysis::analyse(&facts, &RoomDecisions::default(), &Silent).unwrap().metrics;
    Ok(metrics[&MetricKey::LogoRetention].value.unwrap())
}

#[test]
fn it_is_asked_whether_the_customer_left_before_the_end_with_what_either_answer_does_to_the_logos() {
    let Err(Error::Asked { questions, .. }) = logo_retention(&book("2026-08-23"), "") else { panic!("not asked") };
    let [question] = questions.as_slice() else { panic!("{questions:?}") };
    assert!(question.asked.contains("L2 of Left") && question.to_string().contains("logo retention 95.2 %"), "{question}");
    let under = |answer: &crate::domain::question::Answer| logo_retention(&book("2026-08-23"), &answer.mapping).unwrap();
    let told: Vec<f64> = question.answers.iter().map(under).collect();
    assert_eq!(told, [1.0, 20.0 / 21.0]);
    let figures: Vec<Option<f64>> = question.answers.iter().map(|answer| answer.figures.unwrap().logo_retention).collect();
    assert_eq!(figures, [Some(1.0), Some(20.0 / 21.0)], "what is told beside an answer is what the retro then shows");
}

/// GRR and logo retention of the twelve months to the end of September.
fn year(text: &str, mapping: &str) -> Result<[Option<f64>; 2]> {
    let dir = folder(&[("renewals.csv", text), ("mapping.toml", mapping)]);
    let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent)?;
    let year = crate::analysis::metrics::trailing_year(&facts, &RoomDecisions::default());
    Ok([MetricKey::Grr, MetricKey::LogoRetention].map(|key| year[&key].value))
}

#[test]
fn a_loss_of_the_year_alone_is_asked_as_well_with_what_either_answer_does_to_the_twelve_months() {
    let text = book("2026-05-23");
    let Err(Error::Asked { questions, .. }) = year(&text, "") else { panic!("not asked") };
    let [question] = questions.as_slice() else { panic!("{questions:?}") };
    assert!(question.answers[0].figures_told().contains("trailing twelve months GRR 95.5 %"), "{question}");
    let under: Vec<_> = question.answers.iter().map(|answer| year(&text, &answer.mapping).unwrap()).collect();
    assert_eq!(under, [[Some(21.0 / 22.0), Some(1.0)], [Some(20.0 / 21.0), Some(20.0 / 21.0)]]);
    let told = question.answers.iter().map(|answer| answer.figures.unwrap().year.unwrap());
    let told: Vec<_> = told.map(|year| [year.grr, year.logos]).collect();
    assert_eq!(told, under, "what is told beside an answer is what the retro then shows");
}

#[test]
fn a_loss_at_the_end_of_the_term_is_no_question() {
    assert_eq!(logo_retention(&book("2026-09-30").replace("2025-11-15", "2025-09-30"), "").unwrap(), 20.0 / 21.0);
}
