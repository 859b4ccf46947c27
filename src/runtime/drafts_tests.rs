#![expect(clippy::disallowed_methods, reason = "the tests read the file, and write a wrong one")]

use super::*;
use crate::app::drafts::{Draft, Typed};
use crate::app::overlays::Purpose;

fn note(text: &str) -> Drafts {
    Drafts(vec![Draft { purpose: Purpose::Note, typed: Typed::text(text), is_open: true }])
}

fn end(mut keeper: DraftKeeper) {
    keeper.close();
    while !keeper.is_done() {
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_newest_is_kept_privately_and_what_became_a_step_is_gone() {
    let session = tempfile::tempdir().unwrap();
    let file = session.path().join("drafts.json");
    let keeper = DraftKeeper::start(Some(session.path().to_owned()), channel().0);
    for text in ["h", "ha", "half"] {
        keeper.keep(note(text));
    }
    end(keeper);
    assert_eq!(read(session.path()), (note("half"), None));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let keeper = DraftKeeper::start(Some(session.path().to_owned()), channel().0);
    keeper.keep(Drafts::default());
    end(keeper);
    assert!(!file.exists());
    assert_eq!(read(session.path()), (Drafts::default(), None));
}

#[test]
fn keys_that_never_pause_do_not_put_off_the_writing_for_ever() {
    let session = tempfile::tempdir().unwrap();
    let keeper = DraftKeeper::start(Some(session.path().to_owned()), channel().0);
    for count in 0..100 {
        keeper.keep(note(&"x".repeat(count + 1)));
        std::thread::sleep(Duration::from_millis(20));
        if read(session.path()).0 != Drafts::default() {
            return;
        }
    }
    panic!("two seconds of typing, and nothing is kept");
}

#[test]
fn what_cannot_be_read_is_not_lost_and_escape_sequences_stay_outside() {
    let session = tempfile::tempdir().unwrap();
    let file = session.path().join("drafts.json");
    std::fs::write(&file, "{ half").unwrap();
    let (drafts, told) = read(session.path());
    assert!(drafts.is_empty() && told.is_some_and(|told| told.contains("drafts.json.old-1")));
    assert_eq!(std::fs::read(session.path().join("drafts.json.old-1")).unwrap(), b"{ half");
    std::fs::write(&file, serde_json::to_vec(&note("a\u{1b}]0;b\u{7}c")).unwrap()).unwrap();
    assert_eq!(read(session.path()).0, note("ac"));
}
