//! The room and whoever looks at the screen: where each is, whose steps are whose.

mod rig;

use rig::Rig;
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

#[test]
fn a_suggested_name_gives_way_to_a_typed_one() {
    let mut rig = Rig::new(SIZE);
    rig.keys("<enter>Dana Whitfield<enter>nnnnnsPiet Vos<enter>");
    assert_eq!(session(&rig).signed_off.values().next().map(String::as_str), Some("Piet Vos"));
    rig.keys("ss<enter>");
    assert_eq!(session(&rig).signed_off.values().next().map(String::as_str), Some("Dana Whitfield"), "as it was suggested");
}
