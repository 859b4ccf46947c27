//! Screens as people reach them: key strings on the sample data, with clock, seed and size fixed.

mod rig;

use rig::Rig;
use run_retro::domain::event::Event;

#[test]
fn check_in_at_the_smallest_size() {
    insta::assert_snapshot!(Rig::new((80, 24)).keys("jjj<enter>").screen());
}

#[test]
fn an_overview_of_the_window() {
    insta::assert_snapshot!(Rig::new((120, 36)).keys("n").screen());
}

#[test]
fn uncoded_losses_and_what_their_notes_say() {
    let mut rig = Rig::new((120, 36));
    rig.keys("nnc");
    insta::assert_snapshot!(rig.screen());
}

#[test]
fn an_accepted_suggestion_moves_the_renewal_and_undo_brings_it_back() {
    let mut rig = Rig::new((120, 36));
    rig.keys("nnc");
    let uncoded = rig.uncoded();
    assert!(uncoded > 0, "the sample has an uncoded loss in this scope");
    rig.keys("y");
    assert_eq!(rig.uncoded(), uncoded - 1, "{}", rig.screen());
    rig.keys("u");
    assert_eq!(rig.uncoded(), uncoded, "{}", rig.screen());
    rig.keys("U");
    assert_eq!(rig.uncoded(), uncoded - 1);
}

#[test]
fn the_board_with_cards_votes_and_evidence() {
    let mut rig = Rig::new((160, 45));
    rig.keys("nnn<right>aNo second champion in large accounts<enter><esc>cvvl<enter>");
    insta::assert_snapshot!(rig.screen());
}

#[test]
fn an_action_is_filled_in_and_the_gate_says_what_is_open() {
    let mut rig = Rig::new((120, 36));
    rig.keys("nnn<right>aNo second champion<enter><esc>co");
    rig.keys("Name a second champion<tab>Mara Ilves<tab><tab><tab>+4w<enter>");
    rig.keys("nn");
    insta::assert_snapshot!(rig.screen());
}

#[test]
fn what_is_typed_and_left_comes_back() {
    let mut rig = Rig::new((80, 24));
    rig.keys("nnnaHalf a thought<esc>");
    assert!(rig.screen().contains("Put aside"), "{}", rig.screen());
    rig.keys("a");
    assert!(rig.screen().contains("Half a thought"), "{}", rig.screen());
    rig.keys(" more<enter>");
    assert!(rig.screen().contains("Half a thought more"), "{}", rig.screen());
}

#[test]
fn a_timebox_that_is_over_says_so_and_moves_nobody() {
    let mut rig = Rig::new((80, 24));
    rig.keys("<space>").wait(11 * 60);
    let screen = rig.screen();
    assert!(screen.contains("over time") && screen.contains("Time for Check-in is up") && screen.contains("Who does what"), "{screen}");
    rig.keys("+");
    assert!(!rig.screen().contains("over time"), "{}", rig.screen());
}

#[test]
fn what_is_not_on_the_disk_is_not_called_saved() {
    let mut rig = Rig::new((80, 24));
    rig.disk_is_full();
    rig.keys("jjj<enter>");
    assert!(rig.screen().contains("NOT SAVED"), "{}", rig.screen());
    rig.keys("q");
    assert!(rig.screen().contains("q again leaves"), "{}", rig.screen());
}

/// ^S tries again wherever the keys go at the moment, and changes nothing of what is typed.
#[test]
fn saving_is_tried_again_from_everywhere() {
    let ways = [
        ("a phase", ""),
        ("a prompt", "N"),
        ("a form", "<enter>"),
        ("the palette", "<c-p>"),
        ("help", "?"),
        ("a table", "n<enter>"),
        ("a filter", "n/"),
    ];
    for (way, keys) in ways {
        let mut rig = Rig::new((80, 24));
        rig.disk_is_full();
        rig.happen_unsaved(Event::SessionResumed);
        rig.keys(keys);
        assert!(rig.screen().contains("NOT SAVED"), "{way}: {}", rig.screen());
        let mode = rig.model().mode();
        rig.keys("<c-s>");
        assert_eq!(rig.model().mode(), mode, "{way}");
        assert!(rig.model().world.retried, "{way}");
        rig.disk_has_room();
        rig.keys("<c-s>");
        assert!(rig.screen().contains("Save the session in another folder"), "{way}: {}", rig.screen());
    }
}

#[test]
fn a_click_goes_where_it_points() {
    let mut rig = Rig::new((120, 36));
    rig.click("Patterns");
    assert!(rig.screen().contains("Renewals by reason codes"), "{}", rig.screen());
    rig.click("Pricing");
    assert!(rig.screen().contains("Pricing"), "{}", rig.screen());
}

#[test]
fn every_command_can_be_found_by_name() {
    let mut rig = Rig::new((120, 36));
    rig.keys("<c-p>switch to the next theme<enter>");
    assert!(rig.screen().contains("Theme: light"), "{}", rig.screen());
}

#[test]
fn a_headline_opens_to_what_each_renewal_adds() {
    insta::assert_snapshot!(Rig::new((120, 36)).keys("n<up><enter>").screen());
}

#[test]
fn what_goes_beyond_the_retro_is_answered_where_it_is_shown() {
    let mut rig = Rig::carrying_due((120, 36), Some("2026-08-01"), &["Name a second champion", "Book sponsors early"]);
    rig.keys(">>>>>");
    assert!(rig.screen().contains("a answer") && rig.screen().contains("Escalated to CRO"), "{}", rig.screen());
    rig.keys("a");
    assert!(rig.screen().contains("Which escalation is answered?"), "{}", rig.screen());
    rig.keys("sponsors<enter><tab>I book them<enter>");
    assert!(rig.screen().contains("Who answers"), "somebody said it: {}", rig.screen());
    rig.keys("Kim Sato");
    insta::assert_snapshot!(rig.screen());
    rig.keys("<enter>");
    let shown = rig.screen();
    assert!(shown.contains("↳ Kim Sato, 2026-11-23: I book them"), "{shown}");
    rig.keys("asponsors<enter>Ana");
    assert!(rig.screen().contains("Ana"), "{}", rig.screen());
    rig.keys("<esc><esc>u");
    assert!(!rig.screen().contains("↳ Kim Sato"), "undo takes it back: {}", rig.screen());
}

#[test]
fn where_nothing_is_escalated_nobody_is_asked_for_an_answer() {
    let mut rig = Rig::carrying((120, 36), &["Name a second champion"]);
    rig.keys(">>>>>");
    assert!(!rig.screen().contains("a answer"), "{}", rig.screen());
    rig.keys("a");
    assert!(rig.screen().contains("Nothing is escalated"), "{}", rig.screen());
}
