//! What is half typed is not lost: not with Esc, not with the program, however that ends.
#![allow(clippy::disallowed_methods, reason = "the tests wait for the file that holds it")]

mod rig;
mod terminal;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rig::Rig;
use terminal::Terminal;

const SIZE: (u16, u16) = (120, 36);
const TEXT: &str = "half a tho";

/// Somewhere to type: how to get the session so far, and the keys that open it.
struct Place {
    name: &'static str,
    before: &'static str,
    opens: &'static str,
    /// The keys that bring it back where it does not stand open again by itself.
    comes_back: Option<&'static str>,
}

const fn place(name: &'static str, before: &'static str, opens: &'static str) -> Place {
    Place { name, before, opens, comes_back: None }
}

const fn waits(name: &'static str, before: &'static str, opens: &'static str, comes_back: &'static str) -> Place {
    Place { name, before, opens, comes_back: Some(comes_back) }
}

const PLACES: [Place; 22] = [
    place("note", "", "N"),
    place("indicator", "nnn", "a"),
    place("blocker", "nnn", "<right>a"),
    place("card", "nnnaFirst<enter>", "e<c-u>"),
    place("accepted blocker", "nnn<right>aFirst<enter>c", "R"),
    place("gate", "nnnnn", "o"),
    place("sign-off", "nnnnn", "s<c-u>"),
    place("seat", "", "<enter>"),
    place("seat, second field", "", "<enter><tab>"),
    place("action", "nnnn", "a"),
    place("action for a card", "nnnaFirst<enter>", "o<c-u>"),
    place("action ahead", "nnnn<tab>", "a<c-u>"),
    place("action changed", "nnnnaDo it<enter>", "e<tab>"),
    place("correction", "nn<tab><tab><tab><tab><tab><tab>", "c<right>e<tab><tab><tab><tab><tab><tab>"),
    place("search in a list", "n", "/"),
    place("search on another view", "n<tab><tab><tab><tab>", "/"),
    place("search on the board", "nnn", "/"),
    place("commands", "", "<c-p>"),
    waits("reasons", "nn", "c<right>m", "c<right>m"),
    waits("search in a table", "n", "r/", "r"),
    waits("search in the keys", "", "?/", "?"),
    waits("evidence", "nnnaFirst<enter>", "l", "l"),
];

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
    for Place { name, before, opens, .. } in PLACES.iter().filter(|place| !["evidence", "reasons", "commands", "correction"].contains(&place.name)) {
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
    assert!(told.starts_with("Half typed and kept, until you open it again: a note, the seat of the "), "{told}");
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
    first.keys("nnnaFirst<enter>e<c-u>Better");
    let mut second = Rig::new(SIZE);
    let told = second.restore(&first.kept());
    assert_eq!(told, "Half typed and kept, until you open it again: the new text of I1");
    second.keys("N<esc>");
    assert!(second.kept().contains("Better"));
}

struct Room {
    home: tempfile::TempDir,
    work: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), work: tempfile::tempdir().unwrap() }
    }

    fn start(&self, args: &[&str]) -> Terminal {
        let terminal = Terminal::start(args, self.home.path(), self.work.path(), SIZE);
        terminal.wait_for("✓ saved");
        terminal
    }

    fn drafts(&self) -> PathBuf {
        let sessions: Vec<_> = std::fs::read_dir(self.home.path().join("sessions")).unwrap().collect();
        sessions[0].as_ref().unwrap().path().join("drafts.json")
    }

    /// The disk has it soon, without a sync or a key.
    fn wait_for_draft(&self, text: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        while !read(&self.drafts()).contains(text) {
            assert!(Instant::now() < end, "{text} is not kept: {}", read(&self.drafts()));
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];

/// Typed, killed, gone on with.
fn outlives_a_kill(place: &Place) {
    let room = Room::new();
    let mut first = room.start(&SCOPE);
    first.wait_for("Who does what");
    first.keys(place.before).keys(place.opens).keys(TEXT).wait_for(TEXT);
    room.wait_for_draft(TEXT);
    first.kill();
    let mut second = room.start(&["resume"]);
    if let Some(keys) = place.comes_back {
        second.wait_for("Half typed and kept");
        second.keys(keys);
    }
    second.wait_for(TEXT);
    second.keys("ught").wait_for("half a thought");
}

#[test]
fn a_prompt_a_form_and_a_search_outlive_a_kill() {
    std::thread::scope(|scope| {
        for name in ["note", "seat", "search in a list", "search in a table"] {
            let place = PLACES.iter().find(|place| place.name == name).unwrap();
            scope.spawn(move || outlives_a_kill(place));
        }
    });
}

#[test]
#[ignore = "long: run by .ci/long"]
fn every_place_to_type_outlives_a_kill() {
    PLACES.iter().for_each(outlives_a_kill);
}

#[test]
fn what_is_put_aside_outlives_q_and_is_gone_once_it_is_a_step() {
    let room = Room::new();
    let mut first = room.start(&SCOPE);
    first.keys("N").wait_for("Note for the transcript");
    first.keys("half a note<esc>").wait_for("Put aside, and kept");
    first.keys("q");
    assert_eq!(first.wait_end().0, 0);
    let mut second = room.start(&["resume"]);
    second.wait_for("Half typed and kept, until you open it again: a note");
    second.keys("N").wait_for("half a note");
    second.keys(" more<enter>").wait_for("Note: half a note more");
    second.keys("q");
    assert_eq!(second.wait_end().0, 0);
    assert!(!room.drafts().exists(), "{}", read(&room.drafts()));
}
