#![expect(clippy::disallowed_methods, reason = "tests look at what was written, and change it")]

use std::fs;

use super::*;
use crate::store::disk::Op;
use crate::store::disk::faults;

fn plan(session: &str, text: &str) -> Vec<u8> {
    format!(r#"{{"session":"{session}","text":"{text}"}}"#).into_bytes()
}

struct Rig {
    dir: tempfile::TempDir,
}

impl Rig {
    fn place(&self, session: &str) -> PlanPlace {
        let folder = self.dir.path().join(session);
        fs::create_dir_all(&folder).unwrap();
        PlanPlace::of(&folder, &self.dir.path().join("plans/plan-1.json"))
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join("plans").join(name)).unwrap()
    }
}

fn rig() -> Rig {
    Rig { dir: tempfile::tempdir().unwrap() }
}

#[test]
fn a_plan_is_written_anew_also_by_the_next_run() {
    let rig = rig();
    assert_eq!(rig.place("a").write(&plan("a", "one")).unwrap(), None);
    assert_eq!(rig.place("a").write(&plan("a", "two")).unwrap(), None);
    assert!(rig.read("plan-1.json").contains("two"));
}

#[test]
fn what_somebody_else_wrote_is_kept_beside_it() {
    let rig = rig();
    let mut place = rig.place("a");
    place.write(&plan("a", "one")).unwrap();
    for n in 1..3 {
        fs::write(&place.path, plan("a", &format!("theirs {n}"))).unwrap();
        let theirs = place.write(&plan("a", &format!("mine {n}"))).unwrap().unwrap();
        let kept = theirs.kept.clone().unwrap();
        assert!(kept.ends_with(format!("plan-1.json.old-{n}")), "{kept:?}");
        assert_eq!((theirs.clashes.as_slice(), theirs.taken.as_slice()), (&["text".to_owned()][..], &[][..]));
        assert!(
            theirs.told().contains("changed here, too: text. What was changed here stands; all of theirs is kept"),
            "{}",
            theirs.told()
        );
        assert!(rig.read("plan-1.json").contains("mine") && rig.read(&format!("plan-1.json.old-{n}")).contains(&format!("theirs {n}")));
    }
    fs::write(&place.path, "no plan any more").unwrap();
    rig.place("a").write(&plan("a", "again")).unwrap();
    assert_eq!(rig.read("plan-1.json"), "no plan any more", "somebody's file is left alone");
}

/// A change of theirs lasts, also through later runs, as long as the session does not change that field itself.
#[test]
fn what_somebody_else_changed_is_taken_over_where_nothing_changed_here() {
    let rig = rig();
    let plan = |text: &str| format!(r#"{{"session":"a","text":"{text}","objective":"ours"}}"#).into_bytes();
    let mut place = rig.place("a");
    place.write(&plan("one")).unwrap();
    fs::write(&place.path, r#"{"session":"a","text":"one","objective":"theirs","ticket":"CS-17"}"#).unwrap();
    let theirs = place.write(&plan("two")).unwrap().unwrap();
    assert_eq!((theirs.taken.as_slice(), theirs.kept.clone()), (&["objective".to_owned(), "ticket".to_owned()][..], None));
    for text in ["three", "four"] {
        assert_eq!(rig.place("a").write(&plan(text)).unwrap(), None, "it was told once");
        let now = rig.read("plan-1.json");
        assert!([text, "theirs", "CS-17"].iter().all(|part| now.contains(part)), "{now}");
    }
    assert_eq!(fs::read_dir(rig.dir.path().join("plans")).unwrap().count(), 1);
}

/// Between the look at the plan and its new name somebody writes it, or puts another file there.
#[test]
fn what_somebody_else_wrote_at_the_last_moment_is_kept_beside_it() {
    for is_replaced in [false, true] {
        let rig = rig();
        let mut place = rig.place("a");
        place.write(&plan("a", "one")).unwrap();
        let _faults = faults::install(&rig.dir.path().join("plans"), move |op, path| {
            if op == Op::Name && path.ends_with("plan-1.json") {
                let beside = path.with_extension("theirs");
                fs::write(if is_replaced { &beside } else { path }, plan("a", "theirs")).unwrap();
                if is_replaced {
                    fs::rename(&beside, path).unwrap();
                }
            }
            Ok(usize::MAX)
        });
        let kept = place.write(&plan("a", "mine")).unwrap().unwrap().kept.unwrap();
        assert!(kept.ends_with("plan-1.json.old-1"), "{kept:?}");
        assert!(rig.read("plan-1.json").contains("mine") && rig.read("plan-1.json.old-1").contains("theirs"));
        assert_eq!(fs::read_dir(rig.dir.path().join("plans")).unwrap().count(), 2, "nothing else is left");
    }
}

#[test]
fn two_sessions_that_began_together_have_a_plan_each() {
    let rig = rig();
    let (mut one, mut other) = (rig.place("a"), rig.place("b"));
    one.write(&plan("a", "one")).unwrap();
    other = {
        drop(other);
        rig.place("b")
    };
    other.write(&plan("b", "other")).unwrap();
    assert!(rig.read("plan-1.json").contains("one") && rig.read("plan-1-2.json").contains("other"));
    assert_eq!(rig.place("a").path, one.path);
    assert_eq!(rig.place("b").path, other.path);
}

#[cfg(unix)]
#[test]
fn where_nothing_can_be_written_what_is_there_stays() {
    let rig = rig();
    rig.place("a").write(&plan("a", "one")).unwrap();
    let link = rig.dir.path().join("plans/plan-1.json");
    fs::rename(&link, rig.dir.path().join("elsewhere.json")).unwrap();
    std::os::unix::fs::symlink(rig.dir.path().join("elsewhere.json"), &link).unwrap();
    assert!(rig.place("a").write(&plan("a", "two")).is_err(), "a link is not written through");
    assert!(fs::read_to_string(rig.dir.path().join("elsewhere.json")).unwrap().contains("one"));
}

#[test]
fn the_plan_is_brought_on_where_it_stands_and_made_nowhere_anew() {
    let rig = rig();
    let folder = rig.dir.path().join("a");
    let with = |own: &Value| serde_json::json!({ "session": "a", "text": format!("{} and on", own["text"].as_str().unwrap()) });
    assert!(bring_on(&folder, 3, |_| unreachable!()).unwrap().is_none(), "none was written");
    rig.place("a").write(&plan("a", "one")).unwrap();
    assert!(bring_on(&folder, 4, with).unwrap().is_none());
    assert!(rig.read("plan-1.json").contains("one and on"));
    assert_eq!(saved_steps(&folder), 4);
    let theirs = serde_json::json!({ "session": "a", "text": "one and on", "x_mine": 7 });
    fs::write(rig.dir.path().join("plans/plan-1.json"), theirs.to_string()).unwrap();
    bring_on(&folder, 5, with).unwrap();
    let now = rig.read("plan-1.json");
    assert!(now.contains("one and on and on") && now.contains("x_mine"), "{now}");
    fs::remove_file(rig.dir.path().join("plans/plan-1.json")).unwrap();
    bring_on(&folder, 6, with).unwrap();
    assert!(!rig.dir.path().join("plans/plan-1.json").exists(), "somebody took it away");
}
