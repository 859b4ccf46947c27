//! The discussion at work: one topic at a time, its clock, what is said and decided, and what follows.

mod rig;

use rig::Rig;
use run_retro::app::screens::page::Page;
use run_retro::domain::card::CardId;
use run_retro::domain::phase::Phase;
use run_retro::domain::session::Session;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 55)];

fn session(rig: &Rig) -> &Session {
    rig.model().world.session()
}

/// At the discussion of an agenda, with three cards of two columns; the second has the most votes.
fn at_discussion(size: (u16, u16)) -> Rig {
    let mut rig = Rig::by_agenda(size, "60");
    rig.keys("aMara, Tom<enter>>>>aUsage falls first<enter><tab>No second champion<enter>Discounts came late<enter><esc>");
    rig.keys("<up>vv<down>v");
    while session(&rig).step(Phase::InsightSynthesis).title != "Discuss the top cards" {
        rig.keys("n");
    }
    rig
}

fn topic(rig: &Rig) -> Option<CardId> {
    session(rig).topic().map(|(card, _)| card.id)
}

#[test]
fn the_step_brings_its_view_and_the_queue_goes_over_all_columns_by_votes() {
    for size in SIZES {
        let mut rig = at_discussion(size);
        assert_eq!(rig.model().screens.page(Phase::InsightSynthesis), Page::Discussion);
        let screen = rig.screen();
        let at = |words: &str| screen.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {screen}"));
        assert!(at("I2 No second") < at("I3 Discounts") && at("I3 Discounts") < at("I1 Usage"), "{screen}");
        for told in ["Nothing is under discussion", "0 of 3 discussed", ". next topic"] {
            assert!(screen.contains(told), "{told}: {screen}");
        }
        rig.keys(">");
        rig.keys("b");
        assert_eq!(rig.model().phase(), Phase::InsightSynthesis);
    }
}

#[test]
fn one_topic_after_the_other_with_a_clock_each() {
    for size in SIZES {
        let mut rig = at_discussion(size);
        rig.keys(".");
        assert_eq!(topic(&rig), Some(CardId(2)), "the most voted first");
        assert!(rig.screen().contains("Under discussion: I2 · Opportunity"), "{}", rig.screen());
        rig.wait(60).keys("+");
        assert!(rig.screen().contains("2 minutes more for I2"), "{}", rig.screen());
        rig.keys(".").wait(30).keys(".");
        assert_eq!(topic(&rig), Some(CardId(1)));
        let spent: Vec<i64> = session(&rig).topics.iter().map(|topic| session(&rig).spent_on(topic, rig.now())).collect();
        assert_eq!(spent, [60, 30, 0]);
        rig.keys(".");
        assert!(topic(&rig).is_none() && rig.screen().contains("3 of 3 discussed"), "{}", rig.screen());
        rig.keys("u");
        assert_eq!(topic(&rig), Some(CardId(1)), "a step like any other");
    }
}

#[test]
fn what_is_said_decided_and_done_stands_with_the_topic_and_in_what_goes_out() {
    for size in SIZES {
        let mut rig = at_discussion(size);
        rig.keys(".w@Mara Nobody owns the handover<enter>It came up in Q2<enter><esc>DSales owns it, said Dana<enter>");
        rig.keys("oName an owner<tab>Tom<tab><tab><tab>+3w<tab>owners named<enter>");
        let screen = rig.screen();
        for told in
            ["Mara: Nobody owns the handover", "It came up in Q2", "✓ Sales owns it, said Dana", "A1 Name an owner (Tom)", "2 votes"]
        {
            assert!(screen.contains(told), "{told}: {screen}");
        }
        let model = rig.model();
        let (facts, findings, history) = (&model.world.facts, &model.world.findings, &model.world.history);
        let report = String::from_utf8(run_retro::export::report_md::report(facts, findings, Some(history))).unwrap();
        assert!(
            report.contains("**Decided**: Sales owns it, said Dana") && report.contains("**Said**: Mara: Nobody owns the handover"),
            "{report}"
        );
        let transcript = String::from_utf8(run_retro::export::transcript::transcript(history)).unwrap();
        assert!(transcript.contains("**Mara**: I2, said: Nobody owns the handover"), "{transcript}");
        assert!(transcript.contains("I2 under discussion"), "{transcript}");
    }
}

#[test]
fn a_group_is_a_topic_with_its_cards_and_any_card_is_taken_up_by_enter() {
    for size in SIZES {
        let mut rig = at_discussion(size);
        rig.keys("<tab>m<up>m<c-u>Late and alone<enter><s-tab><enter>");
        let screen = rig.screen();
        for told in ["Under discussion", "Late and alone", "· I2 No second champion", "· I3 Discounts came late", "3 votes"] {
            assert!(screen.contains(told), "{told}: {screen}");
        }
    }
}

#[test]
fn a_hidden_tally_orders_and_shows_nothing() {
    let mut rig = at_discussion((120, 36));
    rig.keys(":hide votes<enter>.");
    assert_eq!(topic(&rig), Some(CardId(1)), "as they came");
    assert!(!rig.screen().contains("2 votes"), "{}", rig.screen());
}

#[test]
fn the_queue_is_sorted_like_every_list() {
    let mut rig = at_discussion((120, 36));
    rig.keys("SS");
    let screen = rig.screen();
    assert!(screen.contains("by Votes"), "{screen}");
    rig.keys("<esc>/discounts<enter>.");
    assert_eq!(topic(&rig), Some(CardId(3)), "the next of those that are seen");
}

#[test]
fn a_room_that_was_left_in_its_discussion_goes_on_there() {
    for by_hand in [false, true] {
        let mut rig = if by_hand { Rig::new(SIZES[1]) } else { at_discussion(SIZES[1]) };
        if by_hand {
            rig.keys("nnnaOne<enter>Two<enter><esc>");
            while rig.model().screens.page(Phase::InsightSynthesis) != Page::Discussion {
                rig.keys("<tab>");
            }
        }
        rig.keys(".");
        assert!(topic(&rig).is_some());
        let again = rig.again();
        assert_eq!(again.screens.page(Phase::InsightSynthesis), Page::Discussion, "by hand: {by_hand}");
    }
}
