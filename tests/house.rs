//! The parking lot, working agreements, the question of the check-in and reading back, as a facilitator uses them.

mod rig;

use rig::Rig;
use run_retro::domain::action::ActionId;
use run_retro::domain::card::{CardId, InsightKind};
use run_retro::domain::house::Became;
use run_retro::domain::phase::Phase;
use run_retro::domain::session::Session;

const SIZE: (u16, u16) = (80, 24);

fn session(rig: &Rig) -> &Session {
    rig.model().world.session()
}

#[test]
fn a_line_is_parked_from_anywhere_and_the_step_goes_on() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aMara, Tom<enter>");
    for from in ["", "nn", "nnn", "A"] {
        rig.keys(from);
        let (phase, above) = (rig.model().phase(), rig.model().overlays.len());
        rig.keys("F@Tom Who owns the price book?<enter>");
        assert_eq!((rig.model().phase(), rig.model().overlays.len()), (phase, above), "parked from {from:?}");
    }
    let parked = &session(&rig).house.parked;
    assert_eq!(parked.len(), 4);
    assert!(parked.iter().all(|line| line.by == "Tom" && line.text == "Who owns the price book?"), "{parked:?}");
}

#[test]
fn a_parked_line_becomes_a_card_of_whoever_said_it_and_undo_takes_both_back() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aMara, Tom<enter>F@Tom Discounts came late<enter>B<enter>blocker<enter>");
    let card = session(&rig).insights.first().expect("a card");
    assert_eq!((card.kind, card.author.as_str(), card.text.as_str()), (InsightKind::Blocker, "Tom", "Discounts came late"));
    assert_eq!(session(&rig).house.parked[0].became, Some(Became::Card(CardId(1))));
    rig.keys("<enter>");
    assert!(rig.screen().contains("P1 became I1 already"), "{}", rig.screen());
    rig.keys("u");
    assert!(session(&rig).insights.is_empty() && session(&rig).house.parked[0].became.is_none(), "{}", rig.screen());
    rig.keys("U");
    assert_eq!(session(&rig).insights.len(), 1);
}

#[test]
fn a_parked_line_becomes_an_action_with_an_owner_and_a_date() {
    let mut rig = Rig::new(SIZE);
    rig.keys("FWrite the renewal runbook<enter>B<enter>action<enter><tab>Mara Ilves<tab><tab><tab>+4w<enter>");
    let action = session(&rig).actions.first().expect("an action");
    assert_eq!((action.title.as_str(), action.owner.as_str()), ("Write the renewal runbook", "Mara Ilves"));
    assert_eq!(session(&rig).house.parked[0].became, Some(Became::Action(ActionId(1))));
}

#[test]
fn what_is_half_typed_for_the_parking_lot_comes_back() {
    let mut rig = Rig::new(SIZE);
    rig.keys("FWho owns<esc>");
    assert!(rig.screen().contains("F brings it back"), "{}", rig.screen());
    rig.keys("nF the price book?<enter>");
    assert_eq!(session(&rig).house.parked[0].text, "Who owns the price book?");
}

#[test]
fn the_check_in_shows_what_was_agreed_and_asked() {
    let mut rig = Rig::new(SIZE);
    rig.keys("WaOne talks at a time<enter>Phones away<enter><esc>x<esc>");
    assert!(rig.screen().contains("Agreements  Phones away"), "x drops the selected one: {}", rig.screen());
    rig.keys("aMara, Tom<enter>Q");
    assert!(rig.screen().contains("What about this cycle surprised you?"), "the guide's question is at hand: {}", rig.screen());
    rig.keys("<enter>a@Tom Two losses came without a warning<enter><esc><esc>");
    assert!(rig.screen().contains("1 of 2 answered"), "{}", rig.screen());
}

#[test]
fn owners_read_back_one_after_another_and_a_change_is_read_again() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnnnaName a second champion<tab>Mara Ilves<tab><tab><tab>+4w<enter>aWrite the runbook<tab>Ada Okafor<enter>");
    rig.keys(">>");
    assert_eq!(rig.model().phase(), Phase::Close);
    rig.keys("r<enter><enter>");
    assert_eq!(session(&rig).read_back(), 2, "{}", rig.screen());
    rig.keys("<esc>");
    assert!(rig.screen().contains("2 of 2 actions read back"), "{}", rig.screen());
    rig.keys("bb");
    rig.keys("<down>e<tab><c-u>Tom Weber<enter>");
    assert_eq!(session(&rig).read_back(), 1, "{}", rig.screen());
}
