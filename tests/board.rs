//! The insight board at work: votes within a budget, and a tally that nobody sees before its time.

mod rig;

use rig::Rig;
use run_retro::domain::session::Session;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 55)];

fn session(rig: &Rig) -> &Session {
    rig.model().world.session()
}

/// Two people, and two cards among the blockers.
fn voting(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(size);
    rig.keys("aMara, Tom<enter>nnn<right>aNo second champion<enter>Discounts came late<enter><esc>");
    rig
}

#[test]
fn the_board_says_how_many_votes_are_used_and_refuses_more() {
    for size in SIZES {
        let mut rig = voting(size);
        assert!(rig.screen().contains("0 of 6 votes used"), "{}", rig.screen());
        rig.keys(":act as<enter>Mara<enter>vv");
        assert!(rig.screen().contains("2 of 6 votes used · Mara has 1 left"), "{}", rig.screen());
        rig.keys("vv");
        assert!(rig.screen().contains("Mara has used 3 votes of 3; V takes one back"), "{}", rig.screen());
        rig.keys(":votes per person<enter><bs>5 4<enter>vv");
        assert!(rig.screen().contains("4 of 10 votes used"), "{}", rig.screen());
        assert!(rig.screen().contains("the most on one card"), "{}", rig.screen());
        rig.keys("uu");
        assert_eq!(session(&rig).votes_used(), 3, "her last two steps: the vote and the budget");
    }
}

#[test]
fn a_hidden_tally_shows_only_how_many_votes_are_in() {
    for size in SIZES {
        let mut rig = voting(size);
        rig.keys("vv:hide votes<enter>v");
        let screen = rig.screen();
        assert!(screen.contains("3 of 6 votes are in, hidden until"), "{screen}");
        assert!(!screen.contains("3 votes") && !screen.contains("2 votes"), "{screen}");
        rig.keys(":show votes<enter>");
        assert!(rig.screen().contains("3 votes"), "{}", rig.screen());
        rig.keys("u");
        assert!(session(&rig).tally_hidden, "showing them is undone like anything else");
    }
}

#[test]
fn without_names_there_is_no_budget() {
    let mut rig = Rig::new((120, 36));
    rig.keys("nnn<right>aNo second champion<enter><esc>vvvvv");
    assert!(rig.screen().contains("▲ 5 votes"), "{}", rig.screen());
}

/// Both cards of [`voting`] in a group, by the keys that the footer names.
fn grouped(size: (u16, u16)) -> Rig {
    let mut rig = voting(size);
    rig.keys("m<up>m<enter>");
    rig
}

#[test]
fn two_cards_become_a_group_by_four_keys() {
    for size in SIZES {
        let mut rig = voting(size);
        rig.keys("vm");
        assert!(rig.screen().contains("I2 is marked"), "{}", rig.screen());
        rig.keys("<up>v");
        rig.keys("m");
        assert!(rig.screen().contains("I1 and I2 together"), "{}", rig.screen());
        rig.keys("<c-u>Late and alone<enter>");
        let screen = rig.screen();
        for told in ["Late and alone", "· I1 No second champion", "· I2 Discounts came late", "2 votes", "2 of 6 votes used"] {
            assert!(screen.contains(told), "{told}: {screen}");
        }
        rig.keys("M");
        assert_eq!(session(&rig).insights.len(), 2);
        rig.keys("u");
        assert_eq!(session(&rig).insights[0].text, "Late and alone", "what was taken apart is put together by undo");
    }
}

#[test]
fn a_mark_is_let_be_and_outlives_no_card() {
    let mut rig = voting((120, 36));
    rig.keys("mm");
    assert!(rig.screen().contains("I2 is no longer marked"), "{}", rig.screen());
    rig.keys("md<up>m");
    assert!(rig.screen().contains("I1 is marked"), "{}", rig.screen());
}

#[test]
fn a_group_is_opened_found_and_told_like_a_card() {
    let mut rig = grouped((120, 36));
    rig.keys("<enter>");
    assert!(rig.screen().contains("· I2 Discounts came late"), "{}", rig.screen());
    rig.keys("<esc>/discounts<enter>");
    assert!(rig.screen().contains("· I1 No second champion"), "{}", rig.screen());
    rig.keys("<esc>e<c-u>Alone<enter>");
    assert_eq!(session(&rig).insights[0].text, "Alone");
    assert_eq!(session(&rig).insights[0].members[0].text, "No second champion");
    rig.keys("d");
    assert!(rig.screen().contains("I1 is a group; take it apart first (M)"), "{}", rig.screen());
}

#[test]
fn what_is_removed_is_seen_where_it_was_for_a_moment() {
    for size in SIZES {
        let mut rig = voting(size);
        rig.keys("<up>d");
        let screen = rig.screen();
        let at = |words: &str| screen.lines().position(|line| line.contains(words));
        assert!(at("I1 No second champion") < at("removed · u brings it back"), "{screen}");
        assert!(at("I1 No second champion").is_some() && at("removed · u brings it back") < at("I2 Discounts"), "{screen}");
        assert!(rig.model().next_tick(rig.now()).is_some_and(|wait| wait <= 5_000), "it goes by itself");
        rig.keys("u");
        assert!(!rig.screen().contains("removed · u") && session(&rig).insights.len() == 2, "{}", rig.screen());
        rig.keys("dd").pass(6);
        assert!(!rig.screen().contains("removed · u") && rig.screen().contains("No blockers yet"), "{}", rig.screen());
    }
}

#[test]
fn a_card_says_in_short_whose_it_is_where_there_is_room() {
    let mut rig = Rig::new((200, 55));
    rig.keys("aMara Ilves, Mara Okafor, Tom Weber<enter>nnn<right>a");
    rig.keys("@Mara Ilves No second champion<enter>@Tom Discounts came late<enter>Nobody said this<enter><esc>");
    let screen = rig.screen();
    assert!(screen.contains("– Mara I.") && screen.contains("– Tom"), "{screen}");
    assert!(!screen.contains("– robin"), "who only types has not said it: {screen}");
    rig.keys("m<up>m<enter><enter>");
    assert!(rig.screen().contains("By Tom Weber"), "{}", rig.screen());
}

#[test]
fn a_card_that_was_just_added_is_in_sight_while_the_next_is_typed() {
    for size in SIZES {
        let mut rig = Rig::new(size);
        rig.keys("nnn<right>a");
        for n in 1..=15 {
            rig.keys(&format!("Blocker number {n} of those that are typed<enter>"));
            assert!(rig.screen().contains(&format!("Blocker number {n} of")), "{}", rig.screen());
            rig.keys("and then");
            assert!(rig.screen().contains(&format!("Blocker number {n} of")), "{}", rig.screen());
            rig.keys("<c-u>");
        }
    }
}

#[test]
fn a_card_that_repeats_another_is_told_with_why_and_joined_by_one_key() {
    for size in [(80, 24), (120, 36), (200, 55)] {
        let mut rig = Rig::new(size);
        rig.keys(
            "aDana Whitfield<enter>nnn<right>aNo second champion<enter>Procurement takes long<enter>The second champion is missing<enter>",
        );
        assert!(rig.screen().contains("like I1, by"), "{}", rig.screen());
        rig.keys("<esc>");
        let screen = rig.screen();
        assert!(screen.contains("≈ I1: second, champion") && screen.contains("≈ I3: "), "{screen}");
        assert!(screen.contains("y put together") && screen.contains("x not the same"), "{screen}");
        rig.keys("y");
        let cards =
            |rig: &Rig| rig.model().world.session().insights.iter().map(|card| (card.text.clone(), card.members.len())).collect::<Vec<_>>();
        assert_eq!(cards(&rig), [("Procurement takes long".to_owned(), 0), ("No second champion".to_owned(), 2)], "{}", rig.screen());
        rig.keys("u");
        assert_eq!(cards(&rig).len(), 3, "and one key takes it back");
        rig.keys("x");
        assert!(!rig.screen().contains("≈ "), "the room told them apart: {}", rig.screen());
        assert_eq!(cards(&rig).len(), 3);
    }
}

/// Five blockers; the third has other words than the rest.
fn many() -> Rig {
    let mut rig = Rig::new((120, 36));
    rig.keys("nnn<right>aCalls go unanswered<enter>Discounts came late<enter>Seats stand idle<enter><esc>");
    rig
}

#[test]
fn what_a_search_found_is_what_the_next_keys_are_for() {
    for elsewhere in ["<left>", "", "<right>"] {
        let mut rig = many();
        rig.keys(elsewhere);
        rig.keys("/idle<enter>c");
        assert!(session(&rig).insights[2].critical, "from {elsewhere:?}: {}", rig.screen());
        rig.keys("<esc>v");
        assert_eq!(session(&rig).insights[2].votes.total(), 1, "all are shown again, and it is still selected: {}", rig.screen());
    }
    let mut rig = many();
    rig.keys("<up><up>/idle<esc>c");
    assert!(session(&rig).insights[0].critical, "a search that was given up leaves the selection where it was");
}
