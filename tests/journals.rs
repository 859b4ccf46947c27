//! Journals as they lie on people's disks: of every version, from the future, damaged; opened, printed, exported, gone on with.
#![allow(clippy::disallowed_methods, reason = "the tests prepare and read files")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use run_retro::domain::agenda::StepKind;
use run_retro::domain::missing::Cause;
use run_retro::domain::phase::Phase;
use run_retro::domain::session::History;
use run_retro::store::journal::{self, Journal};

const ID: &str = "2026-Q2-enterprise-7c41e09a";

struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    fn with(journal: &[u8]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let home = Self { dir };
        fs::create_dir_all(home.session()).unwrap();
        fs::write(home.journal(), journal).unwrap();
        home
    }

    fn session(&self) -> PathBuf {
        self.dir.path().join("sessions").join(ID)
    }

    fn journal(&self) -> PathBuf {
        self.session().join("journal.jsonl")
    }

    /// Its exit code, and what it said on stdout and stderr.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("run-retro").unwrap();
        command.env("RUN_RETRO_HOME", self.dir.path()).current_dir(self.dir.path()).args(args);
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    fn exported(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join("run-retro-export").join(ID).join(name)).unwrap_or_default()
    }
}

fn corpus(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals").join(name)).unwrap()
}

#[test]
fn every_version_opens_and_the_future_is_never_called_damaged() {
    let cases = [
        ("v1.jsonl", 103, None),
        ("v1-then-v2.jsonl", 103, None),
        ("v2.jsonl", 103, None),
        ("v3.jsonl", 106, None),
        ("v3-steps.jsonl", 57, None),
        ("future-version.jsonl", 90, Some(Cause::Newer)),
        ("future-event.jsonl", 90, Some(Cause::Newer)),
        ("future-need.jsonl", 103, Some(Cause::Newer)),
    ];
    for (name, steps, cause) in cases {
        let home = Home::with(&corpus(name));
        let reading = journal::read(&home.journal()).unwrap();
        assert_eq!((reading.records.len(), reading.missing.as_ref().map(|missing| missing.cause)), (steps, cause), "{name}");
        match cause {
            None => assert_eq!(Journal::open(&home.journal()).unwrap().0.last_seq(), steps as u64, "{name}"),
            Some(_) => {
                for opened in [Journal::open(&home.journal()), Journal::mend(&home.journal())] {
                    let said = opened.unwrap_err().to_string();
                    assert!(said.contains("newer run-retro") && said.contains("update"), "{said}");
                    assert!(!said.contains("damage") && !said.contains("delete"), "{said}");
                }
            }
        }
        assert_eq!(fs::read(home.journal()).unwrap(), corpus(name), "{name} is left as it is");
    }
}

#[test]
fn a_journal_with_steps_stands_alone_and_one_without_has_a_step_for_each_phase() {
    let fold = |name: &str| History::fold(journal::read(&Home::with(&corpus(name)).journal()).unwrap().records).unwrap();
    let history = fold("v3-steps.jsonl");
    let course = &history.session().course;
    assert_eq!((course.agenda().label().as_str(), history.not_counted()), ("45 minutes", None));
    assert!(course.steps.iter().any(|timed| timed.step.kind == StepKind::SilentWriting), "its agenda is in it");
    let allotted = |place: usize| course.steps[place].clock.allotted;
    assert_eq!((allotted(0), allotted(2)), (60, 360 + 300), "what was taken, given and moved is there");
    assert!(history.ledger().iter().map(|step| step.spent).sum::<i64>() >= 5);

    let old = fold("v3.jsonl");
    let steps: Vec<&str> = old.session().course.steps.iter().map(|timed| timed.step.title.as_str()).collect();
    assert_eq!(steps, Phase::ALL.map(Phase::name));
    assert!(old.ledger().iter().all(|step| step.spent > 0), "{:?}", old.ledger());
}

#[test]
fn version_zero_is_no_newer_one() {
    let home = Home::with(&corpus("v0.jsonl"));
    let said = Journal::open(&home.journal()).unwrap_err().to_string();
    assert!(said.contains("version 0, which no run-retro wrote") && !said.contains("newer"), "{said}");
}

#[test]
fn a_session_that_is_not_whole_says_so_on_every_way_out() {
    let whole = corpus("v2.jsonl");
    let text = String::from_utf8(whole.clone()).unwrap();
    let damaged = text.replacen("\"seq\":60,", "\"seq\":61,", 1).into_bytes();
    let torn = whole[..whole.len() - 30].to_vec();
    let home = Home::with(&whole);
    let (code, _, said) = home.run(&["export", ID]);
    assert_eq!(code, 0, "{said}");
    let before = ["report.md", "transcript.md", "session.json", "actions.csv"].map(|name| home.exported(name));
    for (bytes, word) in [(damaged, "damaged"), (torn, "not written to its end"), (corpus("future-event.jsonl"), "newer run-retro")] {
        fs::write(home.journal(), &bytes).unwrap();

        let md = ("md", "**Incomplete: what is here ends with step");
        let json = ("json", "\"incomplete\": \"Incomplete: what is here");
        for (format, head) in if word == "damaged" { vec![md, json] } else { vec![json] } {
            let (code, out, said) = home.run(&["--session", ID, "--format", format]);
            assert_eq!(code, 3, "{word}: {said}");
            assert!(out.contains(head) && out.contains(word) && said.contains(word), "{word}: {said}\n{out}");
        }
        let (code, out, said) = home.run(&["export", ID]);
        assert_eq!(code, 3, "{word}: {said}");
        assert!(out.contains("report-incomplete.md") && said.contains(word), "{word}: {said}\n{out}");
        let after = ["report.md", "transcript.md", "session.json", "actions.csv"].map(|name| home.exported(name));
        assert_eq!(after, before, "the whole export is as it was");
        for name in ["report-incomplete.md", "transcript-incomplete.md", "session-incomplete.json"] {
            assert!(home.exported(name).contains(word), "{name} of {word}");
        }
    }
}

#[test]
fn a_damaged_session_is_gone_on_with_by_one_flag_and_nothing_whole_is_replaced() {
    let text = String::from_utf8(corpus("v2.jsonl")).unwrap();
    let home = Home::with(text.as_bytes());
    assert_eq!(home.run(&["export", ID]).0, 0);
    let before = home.exported("transcript.md");
    let damaged = text.replacen("\"seq\":60,", "\"seq\":61,", 1);
    fs::write(home.journal(), &damaged).unwrap();
    let (code, _, said) = home.run(&["export", ID, "--fresh"]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("Line 60") && said.contains("--mend"), "{said}");

    drop(
        run_retro::store::sessions::Sessions::new(&run_retro::store::home::Home::below(home.dir.path()))
            .mend(&run_retro::domain::event::SessionId(ID.into())),
    );
    assert_eq!(fs::read_to_string(home.session().join("journal.jsonl.damaged-1")).unwrap().lines().count(), 103 - 59);
    let (code, out, said) = home.run(&["export", ID]);
    assert_eq!(code, 0, "{said}");
    assert!(out.contains("transcript-2.md"), "{out}");
    assert_eq!(home.exported("transcript.md"), before);
}
