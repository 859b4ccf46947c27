use super::*;
use crate::analysis::testing::facts;

fn cost(accounts: u64, thousands: i64) -> Cost {
    Cost { accounts, arr: Money::units(thousands * 1000), arr_unknown: 0 }
}

fn window() -> WindowLosses {
    WindowLosses {
        due: 218,
        arr_due: Some(Money::units(12_900_000)),
        lost: cost(12, 2160),
        shrank: cost(2, 186),
        visible: 9,
        visible_arr: Money::units(1_750_000),
        not_visible: 2,
        lead_days: Some(58),
        kept: 201,
        kept_visible: 31,
    }
}

fn account(name: &str, visible: Option<bool>) -> LostAccount {
    LostAccount { account: name.into(), visible, lost: Some(Money::units(1000)), ..LostAccount::default() }
}

#[test]
fn what_was_lost_is_one_sentence() {
    let mut facts = facts(vec![]);
    let told = |facts: &Facts, lost, shrank| super::lost(facts, &WindowLosses { lost, shrank, ..window() });
    assert_eq!(told(&facts, cost(12, 2160), cost(2, 186)), "12 accounts were lost with $2.16M of ARR, and 2 shrank by $186k");
    assert_eq!(told(&facts, cost(1, 80), cost(0, 0)), "1 account was lost with $80.0k of ARR");
    assert_eq!(told(&facts, cost(0, 0), cost(1, 80)), "Nobody was lost, and 1 account shrank by $80.0k");
    assert_eq!(told(&facts, cost(0, 0), cost(0, 0)), "Nobody was lost, and nobody shrank");
    let unknown = |arr_unknown| Cost { arr_unknown, ..cost(3, 80) };
    assert_eq!(told(&facts, unknown(1), cost(0, 0)), "3 accounts were lost with $80.0k of ARR (that of 1 is not known)");
    assert_eq!(told(&facts, unknown(3), cost(0, 0)), "3 accounts were lost");
    facts.scope.include_churn = false;
    assert_eq!(
        told(&facts, cost(0, 0), cost(1, 80)),
        "Who was lost is left out (include-churn false), and 1 account shrank by $80.0k",
        "nobody is said to have stayed who may have left"
    );
}

#[test]
fn what_was_visible_stands_beside_those_that_stayed() {
    assert_eq!(
        visible(&window()).unwrap(),
        "Visible before: 9 of 12 lost accounts, 81 % of the ARR lost with them, showed a reliable sign; of 204 that lost nothing, 31 did \
         (3 could not be read)"
    );
    let none = WindowLosses { visible: 0, not_visible: 0, ..window() };
    assert_eq!((visible(&none), since_when(&none, &[])), (None, vec![]));
    assert!(why_untold(&none, false).unwrap().ends_with("no sign is reliable in these data"));
    assert!(why_untold(&none, true).is_some() && why_untold(&window(), true).is_none());
    let nobody = WindowLosses { lost: cost(0, 0), ..none };
    assert_eq!((visible(&nobody), why_untold(&nobody, false)), (None, None));
}

#[test]
fn who_was_not_to_be_seen_coming_is_named() {
    let early = LostAccount { early_termination: true, ..account("Cedar", None) };
    let shrank = LostAccount { fate: Fate::Shrank, ..account("Elm", Some(false)) };
    let accounts = [account("Alder", Some(false)), account("Birch", Some(false)), early, account("Fir", Some(true)), shrank];
    assert_eq!(
        since_when(&window(), &accounts),
        [
            "The first such sign could be known 58 days before the loss (median)",
            "2 gave no early sign: Alder and Birch",
            "Of 1 nobody can say: Cedar (left before the contract's end)"
        ]
    );
    let many: Vec<LostAccount> = (0..7).map(|i| account(&format!("A{i}"), Some(false))).collect();
    assert_eq!(names(many.iter()), "A0, A1, A2, A3, A4 and 2 more");
}

#[test]
fn windows_are_compared_by_arr_and_by_accounts_where_that_is_not_known() {
    let mut facts = facts(vec![]);
    let then = WindowLosses { due: 200, arr_due: Some(Money::units(11_000_000)), lost: cost(5, 1300), shrank: cost(0, 0), ..window() };
    assert_eq!(compared(&facts, &window(), &[("2026-Q2", &then)]).unwrap(), "$2.35M of $12.9M due was lost; in 2026-Q2 $1.30M of $11.0M");
    let unknown = WindowLosses { lost: Cost { arr_unknown: 1, ..cost(5, 100) }, ..then.clone() };
    let both = [("2026-Q2", &unknown), ("2025-Q3", &then)];
    assert_eq!(
        compared(&facts, &window(), &both).unwrap(),
        "12 of 218 accounts due were lost; in 2026-Q2 5 of 200 and in 2025-Q3 5 of 200"
    );
    assert_eq!(compared(&facts, &window(), &[]), None);
    facts.no_dues = Some("no contract end is known".into());
    assert_eq!(compared(&facts, &window(), &[("2026-Q2", &then)]).unwrap(), "$2.35M was lost; in 2026-Q2 $1.30M");
    facts.scope.include_churn = false;
    assert!(compared(&facts, &window(), &[("2026-Q2", &then)]).unwrap().starts_with("Of those that renewed, $2.35M was lost"));
}

#[test]
fn of_signs_of_one_story_the_first_that_could_be_known_is_told() {
    let sign = |signal: &str, since: Option<&str>, holds| SeenSign {
        signal: signal.into(),
        since: since.map(|day| day.parse().unwrap()),
        holds,
        ..SeenSign::default()
    };
    let account = LostAccount {
        signs: vec![
            sign("health-low-30", Some("2026-08-01"), true),
            sign("health-low-90", Some("2026-06-01"), true),
            sign("uplift-over-7", None, true),
            sign("champion-left", Some("2026-05-19"), true),
            sign("tickets-many", Some("2026-05-01"), false),
        ],
        ..LostAccount::default()
    };
    let told: Vec<&str> = signs(&account).iter().map(|sign| sign.signal.as_str()).collect();
    assert_eq!(told, ["champion-left", "health-low-90", "uplift-over-7", "tickets-many"]);
}

#[test]
fn who_names_no_reason_and_the_rival_with_most_arr_are_told() {
    let with = |name: &str, rival: &str| LostAccount { competitors: vec![rival.into()], ..account(name, None) };
    let coded = |account: LostAccount| LostAccount { reasons: ReasonCode::read("budget").into_iter().collect(), ..account };
    let accounts = [coded(with("A", "Rival")), coded(with("B", "Rival")), coded(with("C", "Other")), account("D", None)];
    assert_eq!(
        besides(&facts(vec![]), &accounts),
        [
            "No reason is given for 1 account with $1.00k",
            "Whose words the reasons are is not said for any of 3 accounts",
            "Rival is named as competitor at 2 accounts with $2.00k"
        ]
    );
}

#[test]
fn whose_words_the_reasons_are_is_told_as_far_as_somebody_said() {
    let coded = |reason_sources: &[Voice]| LostAccount {
        reasons: ReasonCode::read("budget").into_iter().collect(),
        reason_sources: reason_sources.to_vec(),
        ..account("A", None)
    };
    let told = |accounts: &[LostAccount]| whose_words(accounts);
    let [customer, csm, nobody] = [coded(&[Voice::Customer]), coded(&[Voice::Csm]), coded(&[])];
    assert_eq!(
        told(&[customer.clone(), csm.clone(), csm.clone(), nobody]).unwrap(),
        "Whose words the reasons are: the customer's words at 1 account, the CSM's view at 2 accounts; nobody said at 1"
    );
    assert_eq!(told(&[csm]).unwrap(), "Whose words the reasons are: the CSM's view at 1 account");
    // Words for no reason are no words.
    assert_eq!(told(&[LostAccount { reasons: vec![], ..customer }, account("D", None)]), None);
}

#[test]
fn what_nobody_here_could_have_changed_is_told_apart() {
    let coded = |name: &str, reasons: &[&str]| LostAccount {
        reasons: reasons.iter().filter_map(|reason| ReasonCode::read(reason)).collect(),
        ..account(name, None)
    };
    let accounts = [
        coded("A", &["acquired"]),
        coded("B", &["acquired", "too expensive"]),
        coded("C", &["no decision"]),
        coded("D", &["use case ended"]),
    ];
    assert_eq!(
        beyond_reach(&facts(vec![]), &accounts).unwrap(),
        "Beyond our reach (Acquired or closed and Use case ended): 2 accounts with $2.00k"
    );
    assert_eq!(beyond_reach(&facts(vec![]), &accounts[1..3]), None);
}

#[test]
fn what_nobody_gave_a_reason_for_stands_where_its_cost_puts_it() {
    let blocker = |reason: &str, arr, accounts| BlockerFinding {
        reason: ReasonCode::read(reason).unwrap(),
        accounts,
        lost_arr: Some(Money::units(arr)),
        windows: vec![],
        usual: None,
        seen_in: None,
        renewals: vec![],
    };
    let blockers = [blocker("champion left", 799_000, 2), blocker("budget", 192_000, 1)];
    let uncoded = LostAccount { lost: Some(Money::units(419_000)), ..account("Okorowa", Some(true)) };
    assert_eq!(
        to_what(&facts(vec![]), &blockers, &[uncoded]).unwrap(),
        "What cost most: Champion left ($799k, 2 accounts), No reason given ($419k, 1 account) and Budget cut ($192k, 1 account)"
    );
}
