//! What is half typed is not lost: not with Esc, not with the program, however that ends.

mod places;
mod rig;

use std::collections::BTreeSet;

use places::{PLACES, Place, TEXT};
use rig::Rig;
use run_retro::app::drafts::Drafts;
use run_retro::app::message::Message;
use run_retro::app::overlays::Purpose;
use run_retro::domain::card::InsightKind;

const SIZE: (u16, u16) = (120, 36);

/// What can be typed into where the last retro left something, or this one is closed.
const LATER: [Place; 3] = [
    Place { name: "what becomes of an action", before: "<right><right>", opens: "e<tab>", comes_back: None },
    Place { name: "answer to an escalation", before: ">>>>>", opens: "a", comes_back: None },
    Place { name: "reopening", before: ">>>>>>c", opens: "c", comes_back: None },
];

fn later() -> Rig {
    Rig::carrying_due(SIZE, Some("2026-08-01"), &["Name a second champion"])
}

/// Types there and dies; in another program it stands there again, and is gone on with. What was kept.
fn outlives_a_crash(begin: fn() -> Rig, Place { name, before, opens, comes_back }: &Place) -> String {
    let mut first = begin();
    first.keys(before).keys(opens).keys(TEXT);
    assert!(first.screen().contains(TEXT), "{name}: it can be typed there\n{}", first.screen());
    let kept = first.kept();
    assert!(kept.contains(TEXT), "{name}: {kept}");

    let mut second = begin();
    second.keys(before);
    let told = second.restore(&kept);
    assert_eq!(told.contains("is back as it was half typed"), comes_back.is_none(), "{name}: {told}");
    if let Some(keys) = comes_back {
        assert!(told.contains("Half typed and kept"), "{name}: {told}");
        second.keys(keys);
    }
    assert!(second.screen().contains(TEXT), "{name}: {told}\n{}", second.screen());
    second.keys("ught");
    assert!(second.screen().contains("half a thought"), "{name}: it goes on\n{}", second.screen());
    kept
}

#[test]
fn what_is_typed_anywhere_comes_back_after_a_crash() {
    let begin: fn() -> Rig = || Rig::new(SIZE);
    let kept = PLACES.iter().map(|place| outlives_a_crash(begin, place));
    let kept: Vec<String> = kept.chain(LATER.iter().map(|place| outlives_a_crash(later, place))).collect();
    let drafts = kept.iter().flat_map(|kept| serde_json::from_str::<Drafts>(kept).unwrap().0);
    let tried: BTreeSet<&str> = drafts.map(|draft| kind(&draft.purpose)).chain(TRIED_ELSEWHERE).collect();
    let not: Vec<&&str> = KINDS.iter().filter(|kind| !tried.contains(**kind)).collect();
    assert!(not.is_empty(), "there is no place for {not:?} in tests/places");
}

/// For what is typed has a name, and a place above; a new one does not compile without a name, nor pass without a place.
macro_rules! kinds {
    ($($pattern:pat => $name:literal,)+) => {
        fn kind(purpose: &Purpose) -> &'static str {
            match purpose {
                $($pattern => $name,)+
            }
        }

        const KINDS: &[&str] = &[$($name),+];
    };
}

kinds! {
    Purpose::Note => "note",
    Purpose::NewCard(_) => "card",
    Purpose::EditCard(_) => "card changed",
    Purpose::AcceptBlocker(_) => "accepted blocker",
    Purpose::Say(_) => "what was said",
    Purpose::Decide(_) => "decision",
    Purpose::OverrideGate => "gate",
    Purpose::SignOff => "sign-off",
    Purpose::Reopen => "reopening",
    Purpose::Seat(_) => "seat",
    Purpose::CountHands(_) => "hands",
    Purpose::Group(..) => "group",
    Purpose::LimitVotes => "votes",
    Purpose::Join => "somebody who joins",
    Purpose::Park => "parked line",
    Purpose::Agree => "agreement",
    Purpose::AskRound => "question",
    Purpose::AnswerRound => "answer to the question",
    Purpose::ParkedAction(_) => "action of a parked line",
    Purpose::NewAction(_) => "action",
    Purpose::ActOn(_) => "action ahead",
    Purpose::EditAction(_) => "action changed",
    Purpose::Carried(_) => "what becomes of an action",
    Purpose::Effect(_) => "whether it worked",
    Purpose::Answer(_) => "answer to an escalation",
    Purpose::Correct(_) => "correction",
    Purpose::Elsewhere => "another folder",
    Purpose::Search(_) => "search",
    Purpose::Pick(_) => "choice",
    Purpose::Chat(_) => "pasted chat",
    Purpose::Mapping(_) => "mapping",
}

/// A number is typed for hands; a folder is for once; a chat is pasted, below; the others have tests/worked.rs and tests/mapping.rs.
const TRIED_ELSEWHERE: [&str; 5] = ["hands", "another folder", "pasted chat", "whether it worked", "mapping"];

const CHAT: &str = "10:01 Mara Weber: Onboarding took too long\n10:02 Jonas Klee: Nobody owns pricing\n10:03 Jo Kim: Alerts worked";

fn pasted() -> Rig {
    let mut rig = Rig::new(SIZE);
    rig.keys(">>><esc>").send(Message::Paste(CHAT.to_owned()));
    assert!(rig.screen().contains("3 lines to take in"), "{}", rig.screen());
    rig
}

fn cards(rig: &Rig) -> Vec<(String, String, InsightKind)> {
    let cards = rig.model().world.session().insights.iter();
    cards.map(|card| (card.text.clone(), card.author.clone(), card.kind)).collect()
}

#[test]
fn a_pasted_chat_comes_back_after_a_crash_with_what_was_chosen() {
    let mut first = pasted();
    // The first line is left out, the second goes to another column, the third is somebody else's.
    first.keys("xc<down>wmara<enter>");
    let mut second = Rig::new(SIZE);
    second.keys(">>>");
    assert_eq!(second.restore(&first.kept()), "A pasted chat is back as it was half typed");
    for rig in [&mut first, &mut second] {
        rig.keys("<enter>");
        assert_eq!(rig.kept(), "[]", "{}", rig.screen());
    }
    assert_eq!(cards(&first), cards(&second));
    let (words, kinds): (Vec<_>, Vec<_>) = cards(&second).into_iter().map(|(words, by, kind)| ((words, by), kind)).unzip();
    let said = |words: &str, by: &str| (words.to_owned(), by.to_owned());
    assert_eq!(words, [said("Nobody owns pricing", "Jonas Klee"), said("Alerts worked", "Mara Weber")]);
    assert_ne!(kinds[0], kinds[1]);
}

#[test]
fn a_pasted_chat_that_was_put_aside_comes_back_by_its_name_or_with_the_same_paste() {
    let mut rig = pasted();
    rig.keys("<esc>");
    assert!(rig.screen().contains("chat again” brings it back"), "{}", rig.screen());
    rig.keys(":chat again<enter>");
    assert!(rig.screen().contains("3 lines to take in"), "also what nobody chose anything in: {}", rig.screen());
    rig.keys("x<esc>");
    let mut second = Rig::new(SIZE);
    second.keys(">>><esc>");
    assert!(second.restore(&rig.kept()).contains("a pasted chat"));
    second.keys(":chat again<enter>");
    assert!(second.screen().contains("2 lines to take in"), "{}", second.screen());
    second.keys("<esc>");
    second.send(Message::Paste(CHAT.to_owned()));
    assert!(second.screen().contains("2 lines to take in"), "{}", second.screen());
    second.keys("<down>xx<esc>");
    assert_eq!(second.kept(), "[]", "with nothing in it that is wanted it is gone for good: {}", second.screen());
}

/// What the retro refused is somebody's words still; what was taken in does not come twice.
#[test]
fn of_a_pasted_chat_that_is_in_the_session_nothing_comes_back() {
    let mut first = pasted();
    let kept = first.kept();
    first.keys("<enter>");
    assert_eq!(first.restore(&kept), "", "{}", first.screen());
    assert_eq!((cards(&first).len(), first.kept().as_str()), (3, "[]"));
}

/// A form is filled in with what is typed; a search and a choice are over with Enter. A correction wants more than a word.
#[test]
fn what_became_a_step_is_no_draft_any_more() {
    for Place { name, before, opens, .. } in
        PLACES.iter().filter(|place| !["evidence", "reasons", "commands", "correction"].contains(&place.name))
    {
        let mut rig = Rig::new(SIZE);
        rig.keys(before).keys(opens).keys("12");
        assert_ne!(rig.kept(), "[]", "{name}");
        rig.keys("<enter>");
        assert_eq!(rig.kept(), "[]", "{name}\n{}", rig.screen());
    }
}

#[test]
fn what_was_put_aside_waits_and_the_word_says_where() {
    let mut first = Rig::new(SIZE);
    first.keys("Nhalf a note<esc>").keys("<enter>Dana<esc>");
    let mut second = Rig::new(SIZE);
    let told = second.restore(&first.kept());
    assert!(told.starts_with("Half typed and kept, until you open it again: a note (N), the seat of the "), "{told}");
    assert!(!second.screen().contains("half a note"));
    second.keys("N");
    assert!(second.screen().contains("half a note"), "{}", second.screen());
    second.keys(" more<enter>").keys("<enter>");
    assert!(second.screen().contains("Dana"), "{}", second.screen());
    assert!(!second.kept().contains("half a note") && second.kept().contains("Dana"));
}

#[test]
fn what_was_typed_for_something_that_is_gone_keeps_waiting() {
    let mut first = Rig::new(SIZE);
    first.keys("nnnaFirst<enter><esc>e<c-u>Better");
    let mut second = Rig::new(SIZE);
    let told = second.restore(&first.kept());
    assert_eq!(told, "Half typed and kept, until you open it again: the new text of I1");
    second.keys("N<esc>");
    assert!(second.kept().contains("Better"));
}
