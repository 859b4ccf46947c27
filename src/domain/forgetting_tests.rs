use super::*;
use crate::analysis::testing::{facts, renewal};
use crate::domain::Name;
use crate::domain::event::Event;
use crate::domain::facts::Customer;
use crate::domain::renewal::Outcome;
use crate::store::fixture;

fn two() -> Facts {
    let mut all = facts(vec![renewal("R-1001", "2026-07-10"), renewal("R-1002", "2026-08-02")]);
    for (place, (id, name)) in [("A-17", "Open"), ("A-18", "Acme, Inc.")].into_iter().enumerate() {
        let renewal = Arc::make_mut(&mut all.renewals[place]);
        (renewal.account_id, renewal.account) = (Name::from(id), Name::from(name));
    }
    all
}

fn forgetting(given: &str) -> Forgetting {
    Forgetting::of(given, &[], &[two()], "3f9a21")
}

#[test]
fn a_customer_is_found_by_its_id_or_its_name_and_called_something_else_everywhere() {
    for given in ["A-18", "acme inc", "Acme, Inc."] {
        let who = forgetting(given);
        assert_eq!(
            who.text("ACME Inc. (R-1002) left, R-10021 did not").unwrap(),
            "[forgotten 3f9a21]. ([forgotten 3f9a21]-1) left, R-10021 did not"
        );
        let without = who.facts(&two()).unwrap().unwrap();
        let last = &without.renewals[1];
        assert_eq!((last.account.as_str(), last.account_id.as_str()), ("[forgotten 3f9a21]", "[forgotten 3f9a21]"));
        assert_eq!(last.id.0.as_str(), "[forgotten 3f9a21]-1");
        assert_eq!(without.renewals[0], two().renewals[0], "others stay as they were");
    }
    assert!(forgetting("Acme Industries").facts(&two()).unwrap().is_none());
}

#[test]
fn a_customer_who_is_called_like_a_word_of_this_program_takes_none_away() {
    let mut all = two();
    Arc::make_mut(&mut all.renewals[0]).outcome = Outcome::Open;
    let who = Forgetting::of("Open", &[], &[all.clone()], "3f9a21");
    let without = who.facts(&all).unwrap().unwrap();
    assert_eq!((without.renewals[0].outcome, without.renewals[0].account.as_str()), (Outcome::Open, "[forgotten 3f9a21]"));
}

#[test]
fn steps_say_what_they_said_under_another_name() {
    let mut history = fixture::history("2026-Q3-enterprise-1", fixture::scope(2026, 3));
    fixture::add_card(&mut history, "Acme Inc left over price", false);
    let corrected = Event::RenewalCorrected {
        renewal: crate::domain::renewal::RenewalId::new("R-1002"),
        account: "Acme, Inc.".into(),
        changes: vec![],
        why: "they did renew".into(),
    };
    history.push(fixture::at(5), "Mara", corrected);
    let (records, told) = forgetting("A-18").records(history.records()).unwrap();
    assert_eq!(records.len(), history.records().len());
    assert_eq!(told.len(), 2, "{told:?}");
    let json = serde_json::to_string(&records).unwrap();
    assert!(json.contains("[forgotten 3f9a21] left over price"), "{json}");
    for gone in ["Acme", "R-1002"] {
        assert!(!json.contains(gone), "{gone} stands in {json}");
    }
}

#[test]
fn a_row_of_a_table_loses_what_was_written_about_the_customer() {
    let headings: Vec<String> = ["account_id", "day", "Note"].map(str::to_owned).to_vec();
    let mut own = ["A-18", "2026-01-03", "wants a discount"].map(str::to_owned);
    assert!(forgetting("A-18").row(&headings, &mut own));
    assert_eq!(own, ["[forgotten 3f9a21]", "2026-01-03", ""]);
    let mut others = ["A-17", "2026-01-03", "as cheap as Acme Inc was"].map(str::to_owned);
    assert!(forgetting("A-18").row(&headings, &mut others));
    assert_eq!(others[2], "as cheap as [forgotten 3f9a21] was");
}

#[test]
fn a_customer_is_forgotten_by_its_short_name_too_where_nobody_else_is_called_so() {
    let mut all = two();
    Arc::make_mut(&mut all.renewals[0]).account = Name::from("Firmament Holdings");
    let others = [("A-30", "Summit Health"), ("A-31", "Summit Bank"), ("A-32", "Borealis Foods")];
    all.others = others.map(|(id, name)| Customer { account_id: Name::from(id), account: Name::from(name) }).into();
    let who = |given: &str| Forgetting::of(given, &[], &[all.clone()], "3f9a21");
    assert_eq!(
        who("A-17").text("Spoke to Firmament today; FIRMAMENT said no").unwrap(),
        "Spoke to [forgotten 3f9a21] today; [forgotten 3f9a21] said no"
    );
    assert_eq!(who("Summit Health").text("Summit said no"), None, "two are called so");
    assert_eq!(who("A-32").text("Borealis cut seats").unwrap(), "[forgotten 3f9a21] cut seats", "outside the scope, too");
    let without = who("A-32").facts(&all).unwrap().unwrap();
    assert!(!serde_json::to_string(&without).unwrap().contains("Borealis"));
}
