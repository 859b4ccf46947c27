use super::*;
use crate::analysis::findings::{Metric, MetricKey};
use crate::domain::event::Event;
use crate::export::fixture::{facts, findings, history};
use crate::store::fixture::at;

fn text(facts: &Facts, findings: &Findings, history: Option<&History>) -> String {
    String::from_utf8(report(facts, findings, history)).unwrap()
}

#[test]
fn the_whole_report_of_a_session() {
    insta::assert_snapshot!(text(&facts(), &findings(), Some(&history())));
}

#[test]
fn the_whole_report_of_the_data_alone() {
    insta::assert_snapshot!(text(&facts(), &findings(), None));
}

#[test]
fn nothing_due_is_said_and_no_rate_is_made_up() {
    let mut facts = facts();
    facts.renewals.clear();
    let text = text(&facts, &Findings::default(), None);
    assert!(text.contains("No renewal was due in this window."), "{text}");
    assert!(text.contains("The bridge cannot be computed"), "{text}");
    assert!(!text.contains('%'), "{text}");
}

#[test]
fn an_overridden_gate_and_an_accepted_blocker_stand_in_the_report() {
    let mut history = history();
    history.push(at(60), "Mara", Event::GateOverridden { reason: "sponsor is travelling".into() });
    let id = crate::domain::card::CardId(1);
    history.push(at(61), "Mara", Event::BlockerAccepted { id, decision: Some("until the new CRM".into()) });
    let text = text(&facts(), &findings(), Some(&history));
    assert!(text.contains("**Overridden by the facilitator**: sponsor is travelling"));
    assert!(text.contains("Accepted as it is: until the new CRM"));
}

#[test]
fn what_cannot_be_computed_is_said_once_with_its_reason() {
    let mut findings = findings();
    for key in [MetricKey::Grr, MetricKey::Nrr] {
        findings.metrics[&key] = Metric { why: Some("lost renewals carry no ARR".into()), ..Metric::default() };
    }
    let text = text(&facts(), &findings, None);
    assert!(text.contains("- GRR and NRR cannot be computed: lost renewals carry no ARR."), "{text}");
    assert!(text.contains("\n- GRR, NRR: lost renewals carry no ARR\n"), "{text}");
}
