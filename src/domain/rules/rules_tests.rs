use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::action::{Action, ActionId, ActionStatus, CarriedAction, SuccessMetric, Verdict};
use crate::domain::budget::Budget;
use crate::domain::card::{CardId, Evidence, Insight, InsightKind};
use crate::domain::effect::{Effect, Evaluation};
use crate::domain::event::{Event, Record};
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::domain::roster::Role;
use crate::domain::session::{Author, History, Session};
use crate::domain::wish::{CardWish, Towards, Wish};
use crate::store::fixture::{at, opened, scope};

fn history() -> History {
    History::fold(vec![opened("test", scope(2026, 3))]).unwrap()
}

fn ask(history: &mut History, who: PersonId, wish: Wish) -> Result<Event, Refusal> {
    let event = admit(history, who, wish)?;
    history.grant(now(), &Author { person: who, name: who.to_string() }, &event);
    Ok(event)
}

fn now() -> DateTime<Utc> {
    at(3)
}

fn room(history: &mut History, wish: Wish) -> Result<Event, Refusal> {
    ask(history, PersonId::ROOM, wish)
}

fn card(kind: InsightKind, text: &str) -> Wish {
    Wish::AddCard { kind, text: text.into(), critical: false, evidence: vec![] }
}

fn why(result: Result<Event, Refusal>) -> String {
    result.expect_err("it should have been refused").to_string()
}

#[test]
fn a_refusal_says_why_and_what_would_help_and_changes_nothing() {
    let mut history = history();
    room(&mut history, card(InsightKind::Opportunity, "Champions stay")).unwrap();
    let before = history.clone();
    let refused = why(room(&mut history, Wish::OnCard(CardId(1), CardWish::MarkCritical(true))));
    assert_eq!(refused, "Only a blocker can be critical; move the card to Blockers first");
    assert_eq!(why(room(&mut history, card(InsightKind::Blocker, " \t "))), "Write something first");
    assert_eq!(why(room(&mut history, Wish::Score(6))), "Return on time is scored 1 to 5");
    assert_eq!(why(room(&mut history, Wish::OnCard(CardId(7), CardWish::Vote))), "There is no card I7 on the board");
    assert_eq!((history.session(), history.last_seq()), (before.session(), before.last_seq()));
}

#[test]
fn a_card_that_leaves_the_blockers_is_no_longer_critical_nor_accepted() {
    let mut history = history();
    let id = CardId(1);
    room(&mut history, card(InsightKind::Blocker, "No second champion")).unwrap();
    room(&mut history, Wish::OnCard(id, CardWish::MarkCritical(true))).unwrap();
    room(&mut history, Wish::OnCard(id, CardWish::Accept("Ada: until the new CRM".into()))).unwrap();
    room(&mut history, Wish::OnCard(id, CardWish::Move(Towards::Right))).unwrap();
    let card = history.session().insight(id).unwrap();
    assert_eq!((card.kind, card.critical, &card.accepted), (InsightKind::Opportunity, false, &None));
}

#[test]
fn hands_are_at_most_the_people_here_and_the_last_count_holds() {
    let mut history = history();
    room(&mut history, card(InsightKind::Blocker, "No second champion")).unwrap();
    for name in ["Mara", "Tom", "Ines"] {
        room(&mut history, Wish::Join { name: name.into() }).unwrap();
    }
    let hands = |hands| Wish::OnCard(CardId(1), CardWish::CountHands(hands));
    room(&mut history, hands(3)).unwrap();
    room(&mut history, Wish::Leave(PersonId(2))).unwrap();
    assert_eq!(why(room(&mut history, hands(3))), "3 hands, and 2 people are here; write down who is missing (a under Check-in)");
    room(&mut history, hands(2)).unwrap();
    assert_eq!(history.session().insight(CardId(1)).unwrap().votes.total(), 2);
}

#[test]
fn a_vote_and_its_undo_are_a_persons_own() {
    let mut history = history();
    room(&mut history, card(InsightKind::Blocker, "No second champion")).unwrap();
    room(&mut history, Wish::Join { name: "Mara".into() }).unwrap();
    room(&mut history, Wish::Join { name: "Tom".into() }).unwrap();
    let (mara, tom) = (PersonId(1), PersonId(2));
    let vote = || Wish::OnCard(CardId(1), CardWish::Vote);
    ask(&mut history, mara, vote()).unwrap();
    ask(&mut history, tom, vote()).unwrap();
    assert!(why(room(&mut history, Wish::OnCard(CardId(1), CardWish::TakeVoteBack))).contains("is yours to take back"));
    ask(&mut history, mara, Wish::Undo).unwrap();
    let votes = &history.session().insight(CardId(1)).unwrap().votes;
    assert_eq!((votes.of(mara), votes.of(tom)), (0, 1));
    let told = why(ask(&mut history, mara, Wish::Undo));
    assert!(told.starts_with("Nothing of Mara's is left to undo"), "{told}");
    room(&mut history, Wish::Undo).expect_err("Tom has voted: his joining is not undone with his vote");
}

/// Two cards, and people by name.
fn voting(names: &[&str]) -> History {
    let mut history = history();
    for text in ["No second champion", "Discounts came late"] {
        room(&mut history, card(InsightKind::Blocker, text)).unwrap();
    }
    for name in names {
        room(&mut history, Wish::Join { name: (*name).into() }).unwrap();
    }
    history
}

fn vote(id: u32) -> Wish {
    Wish::OnCard(CardId(id), CardWish::Vote)
}

#[test]
fn a_person_votes_within_the_budget_and_the_refusal_says_what_helps() {
    let mut history = voting(&["Mara", "Tom"]);
    let mara = PersonId(1);
    for id in [1, 1, 2] {
        ask(&mut history, mara, vote(id)).unwrap();
    }
    let refused = why(ask(&mut history, mara, vote(2)));
    assert_eq!(refused, "Mara has used 3 votes of 3; V takes one back, : \"votes per person\" gives more");
    assert_eq!((history.session().votes_used(), history.session().votes_given()), (3, Some(6)));
    room(&mut history, Wish::LimitVotes(Some(Budget { person: 5, card: 2 }))).unwrap();
    assert_eq!(why(ask(&mut history, mara, vote(1))), "Mara has 2 votes on I1, the most on one card; vote for another card");
    ask(&mut history, mara, vote(2)).unwrap();
    room(&mut history, Wish::LimitVotes(None)).unwrap();
    for _ in 0..9 {
        ask(&mut history, mara, vote(1)).unwrap();
    }
    assert_eq!(
        why(room(&mut history, Wish::LimitVotes(Some(Budget { person: 2, card: 3 })))),
        "On one card go 1 to 2, the votes that a person has"
    );
}

#[test]
fn the_room_votes_for_all_who_are_here_and_for_nobody_more() {
    let mut history = voting(&["Mara", "Tom"]);
    let hands = |id, hands| Wish::OnCard(CardId(id), CardWish::CountHands(hands));
    for _ in 0..4 {
        room(&mut history, vote(1)).unwrap();
    }
    room(&mut history, hands(2, 2)).unwrap();
    room(&mut history, hands(2, 1)).unwrap();
    ask(&mut history, PersonId(2), vote(2)).unwrap();
    assert!(why(ask(&mut history, PersonId(2), vote(2))).starts_with("All 6 votes are used; V takes one back"));
    assert!(why(room(&mut history, hands(2, 2))).starts_with("All 6 votes are used"));
    let unnamed = voting(&[]);
    assert_eq!((unnamed.session().budget(), unnamed.session().votes_given()), (None, None));
}

#[test]
fn who_leaves_keeps_what_they_voted() {
    let mut history = voting(&["Mara", "Tom"]);
    ask(&mut history, PersonId(1), vote(1)).unwrap();
    room(&mut history, Wish::Leave(PersonId(1))).unwrap();
    room(&mut history, Wish::Leave(PersonId(2))).unwrap();
    assert_eq!(history.session().votes_given(), Some(3));
    ask(&mut history, PersonId(2), vote(1)).expect("said before they left");
    assert_eq!(history.session().votes_given(), Some(6));
}

#[test]
fn what_redo_brings_back_fits_the_budget_of_now() {
    let mut history = voting(&["Mara"]);
    let mara = PersonId(1);
    ask(&mut history, mara, vote(1)).unwrap();
    ask(&mut history, mara, vote(1)).unwrap();
    ask(&mut history, mara, Wish::Undo).unwrap();
    room(&mut history, Wish::LimitVotes(Some(Budget { person: 1, card: 1 }))).unwrap();
    assert!(why(ask(&mut history, mara, Wish::Redo)).starts_with("Mara has used 1 vote of 1"));
}

fn together(id: u32, other: u32, name: &str) -> Wish {
    Wish::OnCard(CardId(id), CardWish::GroupWith { other: CardId(other), name: name.into() })
}

fn on(id: u32, wish: CardWish) -> Wish {
    Wish::OnCard(CardId(id), wish)
}

#[test]
fn a_group_has_what_its_cards_have_and_gives_it_back() {
    let mut history = voting(&["Mara", "Tom"]);
    let (mara, tom) = (PersonId(1), PersonId(2));
    ask(&mut history, mara, vote(1)).unwrap();
    ask(&mut history, mara, vote(2)).unwrap();
    room(&mut history, on(2, CardWish::MarkCritical(true))).unwrap();
    let evidence = Evidence { key: "signal:x".into(), statement: "s".into(), figures: "f".into(), renewals: vec![], arr: None };
    room(&mut history, on(2, CardWish::Link(evidence))).unwrap();
    let action = Action { insight: Some(CardId(2)), ..Action::new(ActionId(0), "Name a second champion".into()) };
    room(&mut history, Wish::AddAction(Box::new(action))).unwrap();
    let before = history.session().insights.clone();
    room(&mut history, together(1, 2, "Champions")).unwrap();
    let session = history.session();
    let group = session.insight(CardId(2)).unwrap();
    assert_eq!((group.id, group.text.as_str(), session.insights.len()), (CardId(1), "Champions", 1));
    assert_eq!((group.votes.of(mara), group.critical, group.evidence.len()), (2, true, 1));
    assert_eq!(session.actions_for(CardId(1)).count(), 1, "what answers a card answers its group");
    assert_eq!((session.votes_used(), session.votes_of(mara)), (2, 2));
    ask(&mut history, tom, vote(1)).unwrap();
    ask(&mut history, tom, vote(2)).unwrap();
    ask(&mut history, tom, on(1, CardWish::TakeVoteBack)).unwrap();
    ask(&mut history, tom, on(1, CardWish::TakeVoteBack)).unwrap();
    room(&mut history, on(1, CardWish::Ungroup)).unwrap();
    assert_eq!(history.session().insights, before);
}

#[test]
fn no_card_is_in_two_groups_and_no_group_in_a_group() {
    let mut history = voting(&[]);
    for text in ["Third", "Fourth"] {
        room(&mut history, card(InsightKind::Opportunity, text)).unwrap();
    }
    room(&mut history, together(1, 2, "Champions")).unwrap();
    room(&mut history, together(3, 4, "Others")).unwrap();
    assert!(why(room(&mut history, together(1, 3, "All"))).contains("I3 is a group itself; M takes one of them apart"));
    assert_eq!(why(room(&mut history, together(1, 2, "Again"))), "I2 is in this group already");
    assert_eq!(why(room(&mut history, on(2, CardWish::Remove))), "I2 is in the group I1 Champions; take I1 apart first (M)");
    assert_eq!(why(room(&mut history, on(1, CardWish::Remove))), "I1 is a group; take it apart first (M)");
    room(&mut history, on(3, CardWish::Ungroup)).unwrap();
    room(&mut history, together(4, 1, "All")).unwrap();
    let group = history.session().insight(CardId(4)).unwrap();
    assert_eq!((group.id, group.members.len()), (CardId(1), 3), "the group stays, and the card joins it");
    assert_eq!(why(room(&mut history, on(3, CardWish::Ungroup))), "I3 is no group");
    room(&mut history, on(1, CardWish::Edit("Who we know".into()))).unwrap();
    room(&mut history, on(1, CardWish::Ungroup)).unwrap();
    assert_eq!(history.session().insight(CardId(1)).unwrap().text, "No second champion", "the name was the group's");
}

#[test]
fn a_critical_blocker_is_grouped_among_the_blockers() {
    let mut history = voting(&[]);
    room(&mut history, card(InsightKind::Opportunity, "Third")).unwrap();
    room(&mut history, on(1, CardWish::MarkCritical(true))).unwrap();
    assert!(
        why(room(&mut history, together(3, 1, "x"))).starts_with("I1 is a critical blocker, and I3 is not among the blockers; mark I3")
    );
    room(&mut history, together(1, 3, "x")).unwrap();
    room(&mut history, on(1, CardWish::Accept("Ada decided".into()))).unwrap();
    room(&mut history, on(1, CardWish::Ungroup)).unwrap();
    let cards = &history.session().insights;
    assert_eq!((cards[0].accepted.as_deref(), cards[1].kind), (Some("Ada decided"), InsightKind::Opportunity), "in its own column again");
}

#[test]
fn what_stands_in_a_group_is_not_undone_beneath_it() {
    let mut history = voting(&["Mara"]);
    ask(&mut history, PersonId(1), card(InsightKind::Blocker, "Mara's")).unwrap();
    room(&mut history, together(1, 3, "Champions")).unwrap();
    assert!(why(ask(&mut history, PersonId(1), Wish::Undo)).contains("take I1 apart first"));
    room(&mut history, Wish::Undo).unwrap();
    ask(&mut history, PersonId(1), Wish::Undo).unwrap();
}

#[test]
fn a_person_scores_once_and_may_change_their_mind() {
    let mut history = history();
    room(&mut history, Wish::Join { name: "Mara".into() }).unwrap();
    assert_eq!(why(room(&mut history, Wish::Join { name: " mara ".into() })), "mara is in the list already");
    let mara = PersonId(1);
    ask(&mut history, mara, Wish::Score(2)).unwrap();
    ask(&mut history, mara, Wish::Score(4)).unwrap();
    assert_eq!(history.session().return_on_time.scores(), [4]);
    assert!(why(room(&mut history, Wish::Score(5))).starts_with("Everybody here has scored"));
}

#[test]
fn what_others_changed_on_an_action_meanwhile_stays() {
    let mut history = history();
    let action = Action::new(ActionId(0), "Name a second champion".into());
    room(&mut history, Wish::AddAction(Box::new(action))).unwrap();
    let seen = history.session().action(ActionId(1)).unwrap().clone();
    let with = |owner: &str, role: &str| Box::new(Action { owner: owner.into(), role: role.into(), ..seen.clone() });
    let wish = |wanted| Wish::ChangeAction { seen: Box::new(seen.clone()), wanted, why: None };
    room(&mut history, wish(with("Mara", ""))).unwrap();
    room(&mut history, wish(with("", "CSM lead"))).unwrap();
    let action = history.session().action(ActionId(1)).unwrap();
    assert_eq!((action.owner.as_str(), action.role.as_str()), ("Mara", "CSM lead"));
    let refused = why(room(&mut history, wish(with("Tom", "CSM lead"))));
    assert_eq!(refused, "A1 was changed meanwhile: owner is Mara by now, not Tom; whoever still wants it otherwise changes it once more");
}

#[test]
fn signed_figures_change_by_nothing_not_even_undo() {
    let mut history = history();
    let recode = || Wish::Recode { renewals: vec![crate::domain::renewal::RenewalId::new("R-1")], reason: None, matched: vec![] };
    room(&mut history, recode()).unwrap();
    let role = Role::RenewalDirector;
    history.push(now(), "Ada", Event::SignedOff { role, name: "Ada Cole".into(), capacity: None });
    assert!(why(room(&mut history, recode())).starts_with("Ada Cole signed these figures"));
    room(&mut history, Wish::Undo).unwrap();
    assert!(history.session().signed_off.is_empty(), "undo takes back the sign-off first");
    history.push(now(), "Ada", Event::SignedOff { role, name: "Ada Cole".into(), capacity: None });
    room(&mut history, Wish::Undo).unwrap();
    room(&mut history, recode()).unwrap();
}

#[test]
fn a_journal_that_holds_what_the_rules_refuse_opens_and_says_so() {
    let mut records = vec![opened("test", scope(2026, 3))];
    let events = [
        Event::CardAdded { id: CardId(1), kind: InsightKind::LeadingIndicator, text: "a".into(), critical: false, evidence: vec![] },
        Event::ReturnOnTimeVoted { score: 200 },
        Event::CardMarkedCritical { id: CardId(1), critical: true },
        Event::CardEdited { id: CardId(99), text: "b".into() },
        Event::CardAdded { id: CardId(1), kind: InsightKind::Blocker, text: "c".into(), critical: false, evidence: vec![] },
    ];
    records.extend(events.into_iter().zip(2..).map(|(event, seq)| Record {
        seq,
        at: now(),
        by: "Mara".into(),
        who: PersonId::ROOM,
        asked: None,
        part_of: None,
        from: None,
        event,
    }));
    let history = History::fold(records).unwrap();
    let session = history.session();
    assert!(session.return_on_time.is_empty());
    assert_eq!(session.insights.len(), 1);
    assert!(!session.insights[0].critical);
    assert_eq!(history.records().len(), 6, "the lines stay");
    let told = history.not_counted().unwrap();
    assert!(told.starts_with("4 steps stand in the journal and are not counted, step 3 (Return on time"), "{told}");
}

/// What holds of a session whatever was wished.
fn is_sound(session: &Session) {
    let cards = || session.insights.iter().flat_map(Insight::cards);
    let mut numbers: Vec<CardId> = cards().map(|card| card.id).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), cards().count(), "no card is doubled");
    let present = session.present();
    for card in &session.insights {
        assert!(card.members.len() != 1 && card.members.iter().all(|one| !one.is_group()));
        assert_eq!(card.votes.total(), card.cards().iter().map(|one| one.votes.total()).sum::<u32>());
    }
    for card in session.insights.iter().chain(cards()) {
        assert!(!card.critical || card.kind == InsightKind::Blocker);
        assert!(card.accepted.is_none() || card.critical);
        assert!(!card.text.trim().is_empty());
    }
    assert!(session.return_on_time.scores().iter().all(|score| (1..=5).contains(score)));
    assert!(present.is_none_or(|present| present <= session.people.len()));
    assert!(session.actions.iter().all(|action| action.insight.is_none_or(|id| session.insight(id).is_some())));
    assert!(session.open.contains(&session.phase));
    assert!(session.open.iter().all(|phase| session.scope.depth.phases().contains(phase)));
    assert!(session.running().all(|phase| session.open.contains(&phase)), "only what is open has a running clock");
}

fn on_board(session: &Session) -> BTreeSet<CardId> {
    session.insights.iter().flat_map(Insight::cards).map(|card| card.id).collect()
}

/// The cards that were written, less those that were removed; what was undone or is not counted was neither.
fn still_added(history: &History) -> BTreeSet<CardId> {
    let mut cards = BTreeSet::new();
    let counts = |record: &&Record| !history.is_undone(record.seq) && history.refusal(record.seq).is_none();
    for record in history.records().iter().filter(counts) {
        match &record.event {
            Event::CardAdded { id, .. } => drop(cards.insert(*id)),
            Event::CardRemoved { id } => drop(cards.remove(id)),
            _ => {}
        }
    }
    cards
}

/// Whoever votes stays within what they have, and all within what there is.
fn votes_fit(session: &Session, who: PersonId, event: &Event) {
    let Some(budget) = session.budget() else { return };
    if let Event::VoteCast { id, up: true } = event {
        assert!(Some(session.votes_used()) <= session.votes_given());
        if !who.is_room() {
            assert!(session.votes_of(who) <= budget.person);
            assert!(session.insight(*id).unwrap().votes.of(who) <= budget.card);
        }
    }
}

fn wishes() -> impl Strategy<Value = Wish> {
    let id = || (1u32..6).prop_map(CardId);
    let kind = || prop::sample::select(&InsightKind::ALL[..]);
    let phase = || prop::sample::select(&Phase::ALL[..]);
    let text = || "[a-c ]{0,3}";
    let towards = prop::sample::select(&[Towards::Up, Towards::Down, Towards::Left, Towards::Right][..]);
    let evidence = "[a-b]".prop_map(|key| Evidence { key, statement: "s".into(), figures: String::new(), renewals: vec![], arr: None });
    let on_card = prop_oneof![
        text().prop_map(CardWish::Edit),
        towards.prop_map(CardWish::Move),
        Just(CardWish::Remove),
        any::<bool>().prop_map(CardWish::MarkCritical),
        evidence.prop_map(CardWish::Link),
        Just(CardWish::UnlinkLast),
        Just(CardWish::Vote),
        Just(CardWish::TakeVoteBack),
        (0u32..6).prop_map(CardWish::CountHands),
        text().prop_map(CardWish::Accept),
        (id(), text()).prop_map(|(other, name)| CardWish::GroupWith { other, name }),
        (id(), text()).prop_map(|(other, name)| CardWish::GroupWith { other, name }),
        Just(CardWish::Ungroup),
    ];
    let action = |insight: Option<u32>, title: String| {
        Wish::AddAction(Box::new(Action { insight: insight.map(CardId), ..Action::new(ActionId(0), title) }))
    };
    prop_oneof![
        3 => (kind(), text(), any::<bool>()).prop_map(|(kind, text, critical)| Wish::AddCard { kind, text, critical, evidence: vec![] }),
        8 => (id(), on_card).prop_map(|(id, wish)| Wish::OnCard(id, wish)),
        2 => (prop::option::of(1u32..6), text()).prop_map(move |(insight, title)| action(insight, title)),
        2 => "[x-z]".prop_map(|name| Wish::Join { name }),
        1 => (1u32..4).prop_map(|id| Wish::Leave(PersonId(id))),
        1 => (1u32..4).prop_map(|id| Wish::Return(PersonId(id))),
        1 => phase().prop_map(Wish::Enter),
        1 => phase().prop_map(Wish::OpenBeside),
        2 => Just(Wish::NextStep),
        1 => phase().prop_map(Wish::EndStep),
        1 => phase().prop_map(Wish::StartClock),
        1 => phase().prop_map(Wish::PauseClock),
        1 => (phase(), -90_000i64..90_000).prop_map(|(phase, seconds)| Wish::ExtendClock(phase, seconds)),
        1 => prop::option::of((0u32..5, 0u32..5)).prop_map(|limit| Wish::LimitVotes(limit.map(|(person, card)| Budget { person, card }))),
        1 => any::<bool>().prop_map(Wish::HideTally),
        1 => (0u8..8).prop_map(Wish::Score),
        1 => text().prop_map(|name| Wish::SignOff { role: Role::RenewalDirector, name }),
        1 => Just(Wish::WithdrawSignOff(Role::RenewalDirector)),
        1 => Just(Wish::Close),
        3 => Just(Wish::Undo),
        1 => Just(Wish::Redo),
    ]
}

proptest! {
    /// Whatever any persons wish, in whatever order: what is refused changes nothing, what is granted breaks nothing, undo takes
    /// back the asker's own last step and no other, and the journal folds to what was seen.
    #[test]
    fn no_sequence_of_wishes_breaks_a_session(asked in prop::collection::vec((0u32..4, wishes()), 1..80)) {
        let mut history = history();
        for (who, wish) in asked {
            let who = PersonId(who);
            let before = history.clone();
            let wanted = history.undo_target(who).map(|record| record.seq);
            match ask(&mut history, who, wish.clone()) {
                Err(refusal) => {
                    prop_assert!(!refusal.why.is_empty());
                    prop_assert_eq!(history.session(), before.session());
                    prop_assert_eq!(history.last_seq(), before.last_seq());
                }
                Ok(event) => {
                    votes_fit(history.session(), who, &event);
                    if let Event::Undone { seq } = event {
                        prop_assert_eq!(Some(seq), wanted);
                        prop_assert_eq!(history.record(seq).map(|record| record.who), Some(who));
                    }
                }
            }
            is_sound(history.session());
            prop_assert_eq!(on_board(history.session()), still_added(&history));
        }
        let again = History::fold(history.records().to_vec()).unwrap();
        prop_assert_eq!(again.session(), history.session());
        for who in 0..4 {
            prop_assert_eq!(again.undo_target(PersonId(who)), history.undo_target(PersonId(who)));
            prop_assert_eq!(again.redo_target(PersonId(who)), history.redo_target(PersonId(who)));
        }
        prop_assert_eq!(again.next_card(), history.next_card());
    }
}

fn measured(name: &str, baseline: &str) -> Action {
    let (name, baseline) = (name.to_owned(), baseline.to_owned());
    let metric = SuccessMetric { name, baseline, target: "92 %".into(), ..SuccessMetric::default() };
    Action { metric, ..Action::new(ActionId(0), "Name a second champion".into()) }
}

#[test]
fn the_door_knows_the_programs_own_figures_and_nobody_types_where_they_stand() {
    let mut history = history();
    for (name, baseline, is_measured) in
        [("grr of segment enterprise", "", true), ("grr", "81 %", false), ("two champions each", "", false)]
    {
        let Ok(Event::ActionAdded { action }) = room(&mut history, Wish::AddAction(Box::new(measured(name, baseline)))) else {
            panic!("{name}")
        };
        assert_eq!(action.metric.measure.is_some(), is_measured, "{name} {baseline}");
    }
    let seen = Box::new(history.session().actions[0].clone());
    assert_eq!(seen.metric.name, "GRR of segment enterprise");
    let with = |change: &dyn Fn(&mut SuccessMetric)| {
        let mut wanted = seen.clone();
        change(&mut wanted.metric);
        Wish::ChangeAction { seen: seen.clone(), wanted, why: None }
    };
    let typed = why(room(&mut history, with(&|metric| metric.baseline = "81 %".into())));
    assert!(typed.starts_with("Where GRR of segment enterprise stands is computed from the data, not typed"), "{typed}");
    let Ok(Event::ActionChanged { action, .. }) = room(&mut history, with(&|metric| metric.name = "two champions each".into())) else {
        panic!()
    };
    assert_eq!(action.metric.measure, None, "other words are somebody's own metric");
}

#[test]
fn the_room_confirms_what_the_figures_say_or_says_why_not() {
    let mut record = opened("test", scope(2026, 3));
    let Event::SessionOpened { carried, .. } = &mut record.event else { panic!() };
    let action = Action { metric: measured("GRR", "").metric.understood(), id: ActionId(1), ..measured("", "") };
    *carried = vec![CarriedAction::new("q2", action.clone())];
    let mut history = History::fold(vec![record]).unwrap();
    let measure = action.metric.measure.unwrap();
    let says = |effect: Effect, session: &str, why: Option<&str>| {
        let proposed = Evaluation { effect: Effect::NotShown, ..Evaluation::open(session, ActionId(1), measure.clone()) };
        Wish::JudgeEffect { carried: 0, effect: Some(effect), proposed: Box::new(proposed), why: why.map(ToOwned::to_owned) }
    };
    let refused = why(room(&mut history, says(Effect::Worked, "q2", Some(" "))));
    assert_eq!(refused, "The figures say not shown; write why the room sees it otherwise");
    assert!(why(room(&mut history, says(Effect::NotShown, "q1", None))).starts_with("These are not the figures of q2/A1"));
    let worked = Wish::Judge { carried: 0, verdict: Some(Verdict::Worked), why: None };
    assert!(why(room(&mut history, worked)).starts_with("Whether q2/A1 worked is told by GRR; say that it is done"));
    room(&mut history, Wish::Judge { carried: 0, verdict: Some(Verdict::Done), why: None }).unwrap();
    let event = room(&mut history, says(Effect::Worked, "q2", Some("two large ones renewed late"))).unwrap();
    assert_eq!(
        event.describe(),
        "Did q2/A1 work: worked: ? → ?, GRR; the figures say not shown, and the room: two large ones renewed late"
    );
    let carried = &history.session().carried[0];
    assert!(
        carried.now().status == ActionStatus::Done && carried.effect.as_ref().unwrap().is_overruled(),
        "done and worked are two things"
    );
    room(&mut history, Wish::Undo).unwrap();
    assert_eq!(history.session().carried[0].effect, None);
}
