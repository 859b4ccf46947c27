//! What a facilitator meets on the way: keys that mean nothing, other keyboards, copying, lists that are pasted twice, an end with something
//! still open.

mod rig;

use rig::Rig;
use run_retro::app::message::Message;
use run_retro::domain::card::InsightKind;
use run_retro::domain::session::Session;

const SIZE: (u16, u16) = (120, 36);

fn session(rig: &Rig) -> &Session {
    rig.model().world.session()
}

fn cards(rig: &Rig) -> Vec<(InsightKind, &str)> {
    session(rig).insights.iter().map(|card| (card.kind, card.text.as_str())).collect()
}

fn actions(rig: &Rig) -> Vec<&str> {
    session(rig).actions.iter().map(|action| action.title.as_str()).collect()
}

#[test]
fn a_letter_that_means_nothing_says_so_and_one_of_another_keyboard_means_its_key() {
    let mut rig = Rig::new(SIZE);
    rig.keys("Z");
    assert!(rig.screen().contains("Z means nothing here; ? shows the keys that do"), "{}", rig.screen());
    // Three times n, then a: on a Russian and on a Greek keyboard.
    for keys in ["тттф", "νννα"] {
        let mut rig = Rig::new(SIZE);
        rig.keys(keys).keys("Скидки поздно<enter><esc>");
        let screen = rig.screen();
        assert_eq!(cards(&rig), [(InsightKind::Blocker, "Скидки поздно")], "{screen}");
    }
}

const CHAT: &str =
    "Ana Lopez  10:15 AM\nPrices surprise people\naction: ask finance for the list\nTom Weber  10:16 AM\nBlocker: no second champion\n";

#[test]
fn a_line_of_a_chat_that_says_where_it_goes_goes_there_whatever_the_column() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aAna Lopez, Tom Weber<enter>nnn").send(Message::Paste(CHAT.to_owned()));
    let screen = rig.screen();
    assert!(screen.contains("3 lines to take in") && screen.contains("Action "), "{screen}");
    rig.keys("<tab><enter>");
    let (blocker, opportunity) = (InsightKind::Blocker, InsightKind::Opportunity);
    assert_eq!(cards(&rig), [(opportunity, "Prices surprise people"), (blocker, "no second champion")]);
    assert_eq!(actions(&rig), ["ask finance for the list"]);
    rig.send(Message::Paste(CHAT.to_owned()));
    assert!(rig.screen().contains("3 lines are here already"), "{}", rig.screen());
    rig.keys("u");
    assert!(cards(&rig).is_empty() && actions(&rig).is_empty(), "one paste is one step");

    // Behind the last column are the actions; a line that was turned there by itself does not go with the others.
    rig.send(Message::Paste("Ana Lopez: call them\nTom Weber: prices\n".to_owned()));
    rig.keys("c<tab><enter>");
    let screen = rig.screen();
    assert_eq!((cards(&rig), actions(&rig)), (vec![(InsightKind::LeadingIndicator, "prices")], vec!["call them"]), "{screen}");
}

#[test]
fn what_is_selected_is_copied_and_a_table_goes_into_a_spreadsheet() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnna=HYPERLINK(1)<enter><esc>Y");
    assert_eq!(rig.copied(), "I1 =HYPERLINK(1)", "words for a chat");
    rig.keys("na=cmd()<enter>Y");
    assert!(rig.copied().starts_with("A1\t'=cmd()\t") || rig.copied().contains("\t'=cmd()"), "no formula in a cell: {}", rig.copied());
    rig.keys(":copy table<enter>");
    let copied = rig.copied();
    let lines: Vec<&str> = copied.lines().collect();
    assert!(lines[0].contains("Action\tOwner") && lines[1].contains("=cmd()"), "{copied}");
    assert_eq!(lines[0].split('\t').count(), lines[1].split('\t').count(), "{copied}");
    rig.keys("*Y");
    assert!(rig.screen().contains("Names and amounts are hidden; * shows them"), "{}", rig.screen());
}

#[test]
fn the_mouse_is_left_to_the_terminal_by_a_key() {
    let mut rig = Rig::new(SIZE);
    rig.keys("&");
    assert!(rig.screen().contains("The mouse is free"), "{}", rig.screen());
    rig.keys("&");
    assert!(rig.screen().contains("Clicks and the wheel work here again"), "{}", rig.screen());
}

#[test]
fn a_list_of_names_pasted_behind_what_stands_there_fuses_nobody() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aHelena Marchetti<paste:Ana Lopez, Tom Weber; Jo Kim (Product)\n><enter>");
    let names: Vec<&str> = session(&rig).people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Helena Marchetti", "Ana Lopez", "Tom Weber", "Jo Kim"]);
}

#[test]
fn scores_are_held_against_who_is_here() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aAna, Tom, Jo<enter>>>>>>>").send(Message::Paste("Ana: 4\nTom: 5\n".to_owned()));
    rig.keys("<enter>");
    assert!(rig.screen().contains("2 votes of 3 people"), "{}", rig.screen());
}

#[test]
fn closing_with_the_gate_closed_says_what_opens_it_and_no_text_is_cut_beside_free_rows() {
    let mut rig = Rig::new(SIZE);
    rig.keys("FAsk legal<enter>nnnnaCall them<enter>>>c");
    let screen = rig.screen();
    assert!(screen.contains("nothing is exported. The merge gate is closed"), "{screen}");
    assert!(screen.contains("c reopens the session"), "{screen}");
    assert!(screen.contains("not exported: the merge gate is closed"), "{screen}");
    assert!(screen.contains("line parked (B)"), "{screen}");
}
