use proptest::prelude::*;

use super::*;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::event::{Event, Record};
use crate::domain::money::Money;
use crate::domain::person::PersonId;
use crate::domain::reason::{ReasonCode, Voice};
use crate::domain::session::History;
use crate::store::fixture::{at, opened, scope};

fn some() -> Facts {
    facts(vec![
        renewal("R-1", "2026-07-10").renewed(100, 105),
        renewal("R-2", "2026-08-02").churned(80).because("Champion left").closed("2026-08-02"),
        renewal("R-3", "2026-08-20").open(60),
    ])
}

fn lost() -> Renewal {
    (*some().renewals[1]).clone()
}

/// What somebody says of a renewal: all as it stands, but for these.
fn claim(of: &Renewal, others: &[RenewalValue], why: &str) -> Claim {
    let value = |field: RenewalField| others.iter().find(|v| v.field() == field).cloned().unwrap_or_else(|| field.of(of));
    Claim { values: RenewalField::ALL.into_iter().map(value).collect(), why: why.into() }
}

fn admitted(of: &Renewal, others: &[RenewalValue], why: &str) -> Result<Vec<String>, Refusal> {
    let changes = admit(of, of.reason.as_ref(), &claim(of, others, why), day("2026-11-23"))?;
    Ok(changes.iter().map(ToString::to_string).collect())
}

#[test]
fn a_loss_that_did_renew_says_at_what() {
    let renewed = RenewalValue::Outcome(Outcome::Renewed);
    let refused = admitted(&lost(), std::slice::from_ref(&renewed), "signed").unwrap_err();
    assert_eq!(refused.0, Some(RenewalField::ArrAfter));
    let at_84 = RenewalValue::ArrAfter(Some(Money::units(84)));
    let told = admitted(&lost(), &[renewed.clone(), at_84], "signed").unwrap();
    assert_eq!(told, ["outcome from churned to renewed", "ARR after from 0.00 to 84.00"]);
    let nobody_knows = admitted(&lost(), &[renewed, RenewalValue::ArrAfter(None)], "signed").unwrap();
    assert_eq!(nobody_knows[1], "ARR after from 0.00 to not known");
}

#[test]
fn what_is_left_after_a_renewal_goes_with_its_outcome() {
    let renewed = (*some().renewals[0]).clone();
    let churned = RenewalValue::Outcome(Outcome::Churned);
    let told = admitted(&renewed, std::slice::from_ref(&churned), "they left").unwrap();
    assert_eq!(told, ["outcome from renewed to churned", "ARR after from 105.00 to 0.00"]);
    let refused = admitted(&renewed, &[churned, RenewalValue::ArrAfter(Some(Money::units(7)))], "they left");
    assert_eq!(refused.unwrap_err().0, Some(RenewalField::ArrAfter));
    let open = admitted(&renewed, &[RenewalValue::Outcome(Outcome::Open)], "not signed").unwrap();
    assert_eq!(open[1], "ARR after from 105.00 to not known");
}

#[test]
fn a_correction_needs_a_difference_and_a_why_and_cannot_be_of_tomorrow() {
    assert_eq!(admitted(&lost(), &[], "no reason").unwrap_err().0, Some(RenewalField::Outcome));
    let on = |text| RenewalValue::ClosedDate(Some(day(text)));
    assert_eq!(admitted(&lost(), &[on("2026-08-09")], "").unwrap_err().0, None);
    assert_eq!(admitted(&lost(), &[on("2026-12-01")], "so").unwrap_err().0, Some(RenewalField::ClosedDate));
    let below_zero = RenewalValue::ArrBefore(Some(Money::units(-1)));
    assert_eq!(admitted(&lost(), &[below_zero], "so").unwrap_err().0, Some(RenewalField::ArrBefore));
}

#[test]
fn whose_words_a_reason_is_needs_no_why_and_goes_with_another_reason() {
    let from = |voice| RenewalValue::ReasonSource(Some(voice));
    assert_eq!(
        admitted(&lost(), &[from(Voice::Customer)], "").unwrap(),
        ["whose words from nobody said whose words to the customer's words"]
    );
    let another = || RenewalValue::ReasonCode(ReasonCode::read("budget"));
    assert_eq!(admitted(&lost(), &[another(), from(Voice::Csm)], "").unwrap_err().0, None, "another reason needs one");
    // What the data say of their own reason is not said of the room's.
    let mut history = History::fold(vec![opened("s", scope(2026, 3))]).unwrap();
    let mut data = some();
    Arc::make_mut(&mut data.renewals[1]).reason_source = Some(Voice::Ticket);
    let now = |history: &History| apply(&data, &history.session().corrections).renewals[1].reason_source;
    corrected(&mut history, "R-2", another());
    assert_eq!(now(&history), None);
    corrected(&mut history, "R-2", from(Voice::Customer));
    assert_eq!(now(&history), Some(Voice::Customer));
    corrected(&mut history, "R-2", RenewalValue::ReasonCode(ReasonCode::read("acquired")));
    assert_eq!(now(&history), None, "said of the reason before");
}

fn corrected(history: &mut History, id: &str, to: RenewalValue) {
    let from = to.field().of(some().find(&RenewalId::new(id)).unwrap());
    let (renewal, changes) = (RenewalId::new(id), vec![FieldChange { from, to }]);
    history.push(at(5), "Mara", Event::RenewalCorrected { renewal, account: "Account".into(), changes, why: "the contract".into() });
}

#[test]
fn what_the_data_come_to_say_themselves_is_no_correction_any_more() {
    let mut history = History::fold(vec![opened("s", scope(2026, 3))]).unwrap();
    corrected(&mut history, "R-3", RenewalValue::Outcome(Outcome::Renewed));
    corrected(&mut history, "R-3", RenewalValue::DueDate(day("2026-07-01")));
    let corrections = &history.session().corrections;
    let now = apply(&some(), corrections);
    assert_eq!(
        now.corrections.iter().map(|c| c.told(&now.currency)).collect::<Vec<_>>(),
        ["outcome was open (Mara: the contract)", "due date was 2026-08-20 (Mara: the contract)"]
    );
    assert_eq!(now.renewals[0].id, RenewalId::new("R-3"), "in due order again");
    let mut mended = some();
    mended.renewals[2] = Arc::new(renewal("R-3", "2026-08-20").renewed(60, 60));
    assert_eq!(apply(&mended, corrections).corrections.len(), 1, "only the due date still differs");
}

#[test]
fn who_renewed_did_not_leave_early() {
    let mut early = some();
    Arc::make_mut(&mut early.renewals[1]).early_termination = true;
    let mut history = History::fold(vec![opened("s", scope(2026, 3))]).unwrap();
    corrected(&mut history, "R-2", RenewalValue::Outcome(Outcome::Renewed));
    assert!(!apply(&early, &history.session().corrections).renewals[1].early_termination);
}

fn values() -> impl Strategy<Value = (usize, RenewalValue)> {
    let amount = || prop::option::of((0..500_000_i64).prop_map(Money::minor));
    let date = || (0..400_u64).prop_map(|n| day("2026-01-01") + chrono::Days::new(n));
    let outcome = prop::sample::select(vec![Outcome::Renewed, Outcome::Churned, Outcome::Open]);
    let code = || prop::option::of(prop::sample::select(vec!["pricing.uplift", "relationship.champion-left"]));
    let value = prop_oneof![
        outcome.prop_map(RenewalValue::Outcome),
        amount().prop_map(RenewalValue::ArrBefore),
        amount().prop_map(RenewalValue::ArrAfter),
        date().prop_map(RenewalValue::DueDate),
        prop::option::of(date()).prop_map(RenewalValue::ClosedDate),
        code().prop_map(|code| RenewalValue::ReasonCode(code.and_then(ReasonCode::read))),
    ];
    (1..4_usize, value)
}

#[derive(Clone, Debug)]
enum Step {
    Correct(usize, RenewalValue),
    Recode(usize),
    Undo,
    Redo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => values().prop_map(|(n, value)| Step::Correct(n, value)),
        1 => (1..4_usize).prop_map(Step::Recode),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ];
    prop::collection::vec(step, 0..24)
}

fn take(history: &mut History, step: &Step) {
    match step {
        Step::Correct(n, value) => corrected(history, &format!("R-{n}"), value.clone()),
        Step::Recode(n) => {
            let (renewals, reason) = (vec![RenewalId::new(&format!("R-{n}"))], ReasonCode::read("pricing.uplift"));
            history.push(at(6), "Tom", Event::ReasonAssigned { renewals, reason, matched: vec![] });
        }
        Step::Undo => {
            if let Some(seq) = history.undo_target(PersonId::ROOM).map(|record| record.seq) {
                history.push(at(7), "Mara", Event::Undone { seq });
            }
        }
        Step::Redo => {
            if let Some(seq) = history.redo_target(PersonId::ROOM).map(|record| record.seq) {
                history.push(at(7), "Mara", Event::Redone { seq });
            }
        }
    }
}

proptest! {
    /// Whatever is corrected, taken back and done again: the session is the fold of its journal, the facts hold the last
    /// word on each field and the data's in all others, and with everything taken back they are the data's.
    #[test]
    fn corrected_facts_are_the_data_and_the_last_word(steps in steps()) {
        let data = some();
        let mut history = History::fold(vec![opened("s", scope(2026, 3))]).unwrap();
        for step in &steps {
            take(&mut history, step);
        }

        let written = serde_json::to_string(history.records()).unwrap();
        let records: Vec<Record> = serde_json::from_str(&written).unwrap();
        let resumed = History::fold(records).unwrap();
        prop_assert_eq!(resumed.session(), history.session());

        let now = apply(&data, &history.session().corrections);
        prop_assert!(now.renewals.is_sorted_by_key(|r| (r.due, r.id.clone())));
        for before in data.all() {
            let after = now.find(&before.id).unwrap();
            let said = history.session().corrections.get(&before.id).cloned().unwrap_or_default();
            for field in RenewalField::ALL.into_iter().filter(|field| *field != RenewalField::ReasonCode) {
                let word = said.iter().find(|c| c.to.field() == field).map_or_else(|| field.of(before), |c| c.to.clone());
                prop_assert_eq!(field.of(after), word);
            }
        }
        for corrected in &now.corrections {
            prop_assert_ne!(&corrected.from, &corrected.correction.to);
            prop_assert_eq!(&corrected.from, &corrected.field().of(data.find(&corrected.correction.renewal).unwrap()));
        }

        while history.undo_target(PersonId::ROOM).is_some() {
            take(&mut history, &Step::Undo);
        }
        prop_assert_eq!(apply(&data, &history.session().corrections), data);
        prop_assert!(history.session().recoded.is_empty());
    }
}
