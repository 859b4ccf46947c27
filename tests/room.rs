//! The room and whoever looks at the screen: where each is, whose steps are whose.

mod rig;

use rig::Rig;
use run_retro::domain::event::Event;
use run_retro::domain::phase::Phase;
use run_retro::domain::session::Session;

const SIZE: (u16, u16) = (120, 36);

fn session(rig: &Rig) -> &Session {
    rig.model().world.session()
}

#[test]
fn looking_back_writes_nothing_and_stops_no_clock() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnn");
    let (before, room) = (rig.model().world.history.last_seq(), session(&rig).phase);
    rig.keys("bb");
    assert_eq!(rig.model().phase(), Phase::DataCompilation);
    assert_eq!((rig.model().world.history.last_seq(), session(&rig).phase), (before, room));
    assert!(session(&rig).timebox(room).is_running());
    assert!(rig.screen().contains("The room is still at Insight Synthesis"), "{}", rig.screen());
    rig.keys("nn");
    assert_eq!((rig.model().phase(), rig.model().world.history.last_seq()), (room, before), "and back to the room");
    rig.keys("bG");
    assert_eq!(session(&rig).phase, Phase::PatternAnalysis, "G brings the room");
    assert!(!session(&rig).timebox(room).is_running(), "what the room leaves stands still");
}

#[test]
fn going_on_is_taken_back_like_any_other_step() {
    let mut rig = Rig::new(SIZE);
    rig.keys("n").pass(30);
    rig.keys("nu");
    assert_eq!(session(&rig).phase, Phase::DataCompilation);
    assert_eq!(session(&rig).timebox(Phase::DataCompilation).used, 30, "and nothing is counted twice");
    rig.keys("U");
    assert_eq!(session(&rig).phase, Phase::PatternAnalysis);
}

#[test]
fn two_phases_side_by_side_have_a_clock_each() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnn:side by side<enter>");
    assert_eq!(session(&rig).phase, Phase::ActionPlanning);
    rig.pass(20);
    let running: Vec<Phase> = session(&rig).running().collect();
    assert_eq!(running, Phase::SIDE_BY_SIDE);
    rig.keys("b ");
    assert_eq!(rig.model().phase(), Phase::InsightSynthesis);
    assert!(!session(&rig).timebox(Phase::InsightSynthesis).is_running());
    assert!(session(&rig).timebox(Phase::ActionPlanning).is_running(), "each is paused alone");
}

#[test]
fn votes_and_undo_are_those_of_the_person_who_is_named() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aMara<enter>aTom<enter>");
    assert_eq!(session(&rig).people.len(), 2);
    rig.keys("aInes Okafor, Bo<enter>");
    assert_eq!(session(&rig).people.len(), 4, "several names at once are several people");
    rig.keys("aBo, Mia<enter>");
    assert_eq!(session(&rig).people.len(), 5, "who is there already is passed over in a list");
    rig.keys("uuu");
    rig.keys("nnna");
    rig.keys("Champions leave<enter><esc>");
    rig.keys(":act as<enter>").keys("Mara<enter>").keys("v");
    rig.keys(":act as<enter>").keys("Tom<enter>").keys("v");
    assert!(rig.screen().contains("2 votes"), "{}", rig.screen());
    rig.keys("u");
    assert!(rig.screen().contains("1 vote"), "{}", rig.screen());
    rig.keys("u");
    assert!(rig.screen().contains("Nothing to undo"), "{}", rig.screen());
    rig.keys("#3<enter>");
    assert!(rig.screen().contains("3 hands, and 2 people are here"), "{}", rig.screen());
    rig.keys("<bs>2<enter>");
    assert!(rig.screen().contains("1 vote") && rig.screen().contains("2 hands"), "{}", rig.screen());
    assert!(rig.screen().contains("as Tom"), "whose steps they are stays on the screen: {}", rig.screen());
}

#[test]
fn a_card_is_its_speakers_wherever_the_name_stands() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aMara Ilves<enter>aTom Weber<enter>");
    rig.keys(
        "nnna@mara No second champion<enter>Seats stand idle @Tom<enter>Write to a@b.example, @tom said it<enter>No sponsor @zorro<enter>",
    );
    let screen = rig.screen();
    assert!(screen.contains("Nobody here is called zorro"), "{screen}");
    rig.keys("<c-u><enter>");
    let cards: Vec<(&str, &str)> = session(&rig).insights.iter().map(|card| (card.author.as_str(), card.text.as_str())).collect();
    let wanted = [("Mara Ilves", "No second champion"), ("Tom Weber", "Seats stand idle"), ("robin", "Write to a@b.example, @tom said it")];
    assert!(wanted.iter().all(|card| cards.contains(card)) && cards.len() == 3, "{cards:?}");
}

/// A retro at Documentation, with a director, a stand-in and a card.
fn to_be_signed(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(size);
    rig.keys("<enter>Dana Whitfield<tab><c-u>Piet Vos<enter>nnnaNo second champion<enter><esc>nn");
    rig
}

fn signed(rig: &Rig) -> Vec<String> {
    session(rig).signed_off.iter().map(|(role, signed)| signed.told(*role)).collect()
}

#[test]
fn a_sign_off_is_offered_to_the_director_and_the_stand_in() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("s");
    assert!(rig.screen().contains("Dana Whitfield is the Renewal Director"), "{}", rig.screen());
    rig.keys("<tab>");
    assert!(rig.screen().contains("Piet Vos stands in for Dana Whitfield"), "{}", rig.screen());
    rig.keys("<enter>");
    assert_eq!(signed(&rig), ["Piet Vos, standing in for Dana Whitfield"]);
    assert!(rig.screen().contains("s withdraw sign-off"), "{}", rig.screen());
    rig.keys("ss<enter>");
    assert_eq!(signed(&rig), ["Dana Whitfield"], "as it was suggested");
}

#[test]
fn anybody_else_signs_as_what_they_are_and_the_gate_stays_closed() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("sDonald Duck");
    assert!(rig.screen().contains("Neither the Renewal Director nor the stand-in"), "{}", rig.screen());
    rig.keys("<enter>");
    assert_eq!(signed(&rig), ["Donald Duck, who is not the Renewal Director"], "a suggested name gives way to a typed one");
    let screen = rig.screen();
    assert!(screen.contains("Merge gate: closed") && screen.contains("[ ] The sponsor has signed off"), "{screen}");
    rig.keys("<tab>");
    assert!(!rig.screen().contains("Signed off as"), "{}", rig.screen());
}

#[test]
fn who_signs_off_is_named_first() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnnnns");
    assert!(rig.screen().contains("Name the Renewal Director or a stand-in first"), "{}", rig.screen());
    rig.keys("Dana Whitfield<enter>s<enter>");
    assert_eq!(signed(&rig), ["Dana Whitfield"]);
}

#[test]
fn changes_after_a_sign_off_are_listed_and_signed_again_by_one_key() {
    for size in [(80, 24), SIZE, (200, 55)] {
        let mut rig = to_be_signed(size);
        rig.keys("s<enter>bbe<c-u>Nobody else is known<enter>aDiscounts came late<enter><esc>>>");
        let screen = rig.screen();
        for told in ["2 changes since Dana Whitfield signed", "I1 edited: Nobody else is known", "I2 added", "s sign again"] {
            assert!(screen.contains(told), "{told}: {screen}");
        }
        rig.keys("s");
        assert!(rig.screen().contains("Signed off by Dana Whitfield"), "{}", rig.screen());
        assert!(!rig.screen().contains("changes since"), "{}", rig.screen());
    }
}

#[test]
fn a_closed_session_says_how_it_is_changed() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("ncbbba");
    rig.keys("One more<enter>");
    assert!(rig.screen().contains("The session is closed; reopen it first"), "{}", rig.screen());
    rig.keys("<esc>>>>");
    assert!(rig.screen().contains("c reopen"), "{}", rig.screen());
    rig.keys("cThe number was wrong<enter>");
    assert!(rig.screen().contains("Session reopened: The number was wrong"), "{}", rig.screen());
    rig.keys("bbbaOne more<enter>");
    assert_eq!(session(&rig).insights.len(), 2);
}

#[test]
fn closing_says_what_became_of_files_written_before() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("s<enter>");
    rig.happen(|_| Event::Exported { folder: "export/q3".into(), files: vec!["report.md".into()] });
    assert!(rig.screen().contains("✓ Exported to export/q3"), "{}", rig.screen());
    rig.keys("NOne more thing<enter>");
    assert!(rig.screen().contains("The files in export/q3 are older"), "{}", rig.screen());
    rig.keys("nc");
    assert!(rig.screen().contains("its files are being written again"), "{}", rig.screen());
}
