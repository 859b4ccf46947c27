//! What earlier retros left is seen where the room stands before the same thing again.

mod rig;

use rig::Rig;

/// On that screen.
fn at(keys: &str) -> String {
    Rig::new((140, 40)).after_another().keys(keys).screen()
}

#[test]
fn a_reason_shows_what_was_decided_and_promised_about_it_before() {
    let screen = at("nn/champion left<enter>E");
    assert!(screen.contains("Earlier retros: Champion left"), "{screen}");
    assert!(screen.contains("A1 Jonas Feldkamp: Name and meet a second champion") && !screen.contains("Idle seats"), "{screen}");
    let narrowed = at("nn/champion left<enter>E/stalled<enter>");
    assert!(narrowed.contains("2 of 2") && narrowed.contains("Only with “stalled”"), "{narrowed}");
}

#[test]
fn an_account_shows_what_retros_said_about_its_renewals_among_what_happened() {
    let screen = at("n<enter><right>/Isarblick Hospitals<enter><enter>");
    assert!(screen.contains("◎  Blocker of 2026-Q2 (Jonas Feldkamp): When the"), "{screen}");
    let all = at("n<enter><right>/Isarblick Hospitals<enter><enter>E");
    assert!(all.contains("Earlier retros: Isarblick Hospitals"), "{all}");
}

#[test]
fn an_insight_shows_what_retros_said_about_the_same_finding() {
    let screen = at("nnn<right><right><right>/executive<enter><enter>");
    assert!(screen.contains("Earlier retros: ") && screen.contains("◎ Blocker of 2026-Q2"), "{screen}");
}

#[test]
fn what_nobody_spoke_of_says_so() {
    let screen = at("nnnaNobody spoke of this before<enter><esc>E");
    assert!(screen.contains("Nothing that earlier retros on this machine said is linked"), "{screen}");
    let first = Rig::new((140, 40)).keys("E").screen();
    assert!(first.contains("No retro was held on this machine yet"), "{first}");
}
