//! What is half typed is not lost: not with Esc, not with the program, however that ends.

mod places;
mod rig;

use places::{PLACES, Place, TEXT};
use rig::Rig;

const SIZE: (u16, u16) = (120, 36);

#[test]
fn what_is_typed_anywhere_comes_back_after_a_crash() {
    for Place { name, before, opens, comes_back } in PLACES {
        let mut first = Rig::new(SIZE);
        first.keys(before).keys(opens).keys(TEXT);
        assert!(first.screen().contains(TEXT), "{name}: it can be typed there\n{}", first.screen());
        let kept = first.kept();
        assert!(kept.contains(TEXT), "{name}: {kept}");

        let mut second = Rig::new(SIZE);
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
    }
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
