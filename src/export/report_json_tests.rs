use serde_json::Value;

use super::*;
use crate::export::fixture::{corrected_facts, evidence, facts, findings, history};
use crate::export::schema;

fn json(history: Option<&History>) -> Value {
    serde_json::from_slice(&report(&facts(), &findings(), history)).unwrap()
}

#[test]
fn it_keeps_to_its_schema_with_and_without_a_session() {
    let full = jsonschema::options().should_validate_formats(true).build(&report_schema()).unwrap();
    for history in [None, Some(history())] {
        let report = json(history.as_ref());
        let faults: Vec<String> = full.iter_errors(&report).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert_eq!(faults, [""; 0]);
        let read: Result<Report, _> = schema::read(&report.to_string(), &report_schema());
        assert!(read.is_ok(), "{read:?}");
    }
}

#[test]
fn corrections_say_what_stood_there_who_why_and_what_rests_on_them() {
    let report: Value = serde_json::from_slice(&report(&corrected_facts(), &findings(), Some(&history()))).unwrap();
    let valid = jsonschema::options().should_validate_formats(true).build(&report_schema()).unwrap();
    assert!(valid.is_valid(&report));
    let [outcome, after, coded] = [0, 1, 2].map(|n| &report["corrections"][n]);
    assert_eq!([&outcome["field"], &outcome["from"], &outcome["to"]], ["outcome", "churned", "renewed"]);
    assert_eq!([&after["from"], &after["to"], &after["source"]], ["0.00", "42000.00", "renewals.csv:4"]);
    assert_eq!([&outcome["by"], &outcome["why"]], ["Mara Ilves", "signed | late"]);
    let resting = |entry: &Value, key: &str| entry["metrics"].as_array().unwrap().iter().any(|metric| metric == key);
    assert!(resting(outcome, "logo_retention") && resting(after, "grr") && !resting(after, "logo_retention"));
    assert_eq!((&coded["field"], &coded["why"], resting(coded, "grr")), (&"reason_code".into(), &Value::Null, false));
}

#[test]
fn the_contract_names_are_there() {
    let report = json(Some(&history()));
    for pointer in [
        "/scope/segment",
        "/scope/window/label",
        "/scope/window/from",
        "/scope/include_churn",
        "/scope/dimensions/0",
        "/scope/depth",
        "/scope/as_of",
        "/quality/files/0/out_of_scope",
        "/metrics/grr/numerator",
        "/metrics/logo_retention/year_ago",
        "/metrics/renewal_rate_arr/computable",
        "/metrics/grr/low",
        "/metrics/grr/high",
        "/metrics/grr/range",
        "/metrics/grr/change_low",
        "/metrics/grr/change_high",
        "/losses/now/visible_arr",
        "/losses/previous/lost/accounts",
        "/lost_accounts/0/signs/0/since",
        "/lost_accounts/0/early_termination",
        "/counts/due",
        "/counts/not_yet_due",
        "/bridge/opening",
        "/bridge/currency",
        "/lenses/reason_code/0/renewal_rate",
        "/lenses/play",
        "/lenses/exec_involvement",
        "/lenses/pricing",
        "/signals/0/odds_ratio",
        "/signals/0/verdict",
        "/insights/0/evidence/0/figures",
        "/actions/0/owner",
        "/escalations/0/to",
    ] {
        assert!(report.pointer(pointer).is_some(), "{pointer}");
    }
}

#[test]
fn money_is_a_decimal_string_and_what_is_unknown_is_null_and_says_why() {
    let report = json(None);
    assert_eq!(report["bridge"]["churn"], "-120000.00");
    assert_eq!(report["metrics"]["grr"]["numerator"], "120000.00");
    let bias = &report["metrics"]["forecast_bias"];
    assert_eq!((&bias["value"], &bias["computable"], bias["why"].is_string()), (&Value::Null, &Value::Bool(false), true));
    let mut unknown = findings();
    unknown.bridge.computable = false;
    unknown.bridge.why = Some("lost renewals carry no ARR".into());
    let report: Value = serde_json::from_slice(&super::report(&facts(), &unknown, None)).unwrap();
    assert_eq!(report["bridge"]["opening"], Value::Null);
}

#[test]
fn without_a_session_the_suggestions_stand_as_insights() {
    let report = json(None);
    assert_eq!(report["insights"][0]["id"], Value::Null);
    assert_eq!(report["insights"][0]["text"], "Losses follow a departed champion");
    assert_eq!((report["actions"].as_array().map(Vec::len), &report["session"]), (Some(0), &Value::Null));
}

#[test]
fn what_the_room_took_keeps_the_figures_that_it_saw() {
    let mut later = findings();
    later.insights[0].evidence.figures = "2 of 9 lost, q 0.7".into();
    later.signals.clear();
    let journal: Vec<String> = history().records().iter().map(|record| serde_json::to_string(record).unwrap()).collect();
    let read = History::fold(journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect()).unwrap();
    let told = |history| -> Value { serde_json::from_slice(&report(&facts(), &later, history)).unwrap() };
    let figures = |report: &Value| report["insights"][0]["evidence"][0]["figures"].as_str().unwrap().to_owned();
    assert_eq!(figures(&told(Some(&read))), evidence().figures, "as they stood when the card was put on the board");
    assert_eq!(figures(&told(None)), "2 of 9 lost, q 0.7", "what is offered follows the data");
    let printed = crate::export::report_md::report(&facts(), &later, Some(&read));
    assert!(String::from_utf8(printed).unwrap().contains("18 of 24 lost"));
}

#[test]
fn by_account_and_by_range_the_report_tells_what_the_analysis_found() {
    let mut facts = facts();
    facts.scope.known_until = Some("2026-09-01".parse().unwrap());
    let found =
        crate::telling::analyse(&facts, &crate::analysis::decisions::RoomDecisions::default(), &crate::compile::progress::Silent).unwrap();
    let told: Value = serde_json::from_slice(&report(&facts, &found, None)).unwrap();
    assert_eq!((&told["counts"]["open"], &told["counts"]["not_yet_due"]), (&1.into(), &1.into()));
    // 120 of 240 thousand; the 60 that are not yet due may be lost or kept.
    assert_eq!(told["metrics"]["grr"]["value"], 0.5);
    assert_eq!(told["metrics"]["grr"]["range"], serde_json::json!([0.4, 0.6]));
    assert_eq!(told["metrics"]["grr_by_account"]["denominator"], "240000.00");
    assert_eq!(told["metrics"]["nrr_by_account"]["value"], told["metrics"]["nrr"]["value"]);
    let schema = jsonschema::options().should_validate_formats(true).build(&report_schema()).unwrap();
    assert_eq!(schema.iter_errors(&told).map(|fault| format!("{}: {fault}", fault.instance_path())).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn where_no_currency_is_known_none_is_named() {
    let facts = Facts { currency: Currency::unknown(), ..facts() };
    let mut findings = findings();
    findings.bridge.currency = Currency::unknown();
    let report: Value = serde_json::from_slice(&report(&facts, &findings, None)).unwrap();
    assert_eq!([&report["currency"], &report["bridge"]["currency"]], [&Value::Null; 2]);
    assert!(jsonschema::options().build(&report_schema()).unwrap().is_valid(&report));
}

/// A number that nobody can know is no number: of data that tell losses alone only the losses are counted.
#[test]
fn where_nobody_can_tell_what_was_due_only_losses_are_counted() {
    let told = |facts: &Facts| -> Value { serde_json::from_slice(&report(facts, &findings(), None)).unwrap() };
    let (known, unknown) = (told(&facts()), told(&Facts { no_dues: Some("no contract end is known".into()), ..facts() }));
    let unknowable = ["due", "renewed", "contracted", "expanded", "open", "not_yet_due"];
    for counts in ["counts", "previous_counts"] {
        assert!(unknowable.iter().all(|key| known[counts][key].is_u64() && unknown[counts][key].is_null()), "{counts}");
        assert_eq!(unknown[counts]["churned"], known[counts]["churned"]);
    }
    assert!(jsonschema::options().build(&report_schema()).unwrap().is_valid(&unknown));
}
