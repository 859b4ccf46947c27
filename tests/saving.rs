//! What is said of the disk, held against the disk: files taken away, full disks, kills between write and sync.

#![allow(clippy::disallowed_methods, reason = "the test does to files what others do, and reads them")]

mod terminal;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use run_retro::domain::session::History;
use run_retro::store::home::Home;
use run_retro::store::sessions::Sessions;
use terminal::Terminal;

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];
const SIZE: (u16, u16) = (120, 36);

struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(place.work()).unwrap();
        place
    }

    fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    fn work(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    /// What the disk does from now on.
    fn disk(&self, faults: &str) {
        fs::write(self.dir.path().join("faults"), faults).unwrap();
    }

    fn start(&self, args: &[&str], size: (u16, u16)) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_run-retro"));
        command.args(args);
        command.env("RUN_RETRO_DISK_FAULTS", self.dir.path().join("faults"));
        Terminal::start_command(command, &self.home(), &self.work(), size)
    }

    fn journal(&self) -> PathBuf {
        let folders: Vec<PathBuf> = fs::read_dir(self.home().join("sessions")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(folders.len(), 1, "{folders:?}");
        folders[0].join("journal.jsonl")
    }

    /// The sessions that `resume` would open, the one worked on last first.
    fn sessions(&self) -> Vec<History> {
        let sessions = Sessions::new(&Home::below(self.home()));
        let ids = sessions.list().unwrap().into_iter().filter(|entry| entry.summary.is_some()).map(|entry| entry.id);
        ids.map(|id| sessions.open(&id).unwrap().history).collect()
    }
}

fn notes(history: &History) -> Vec<String> {
    history.session().notes.iter().map(|(_, text)| text.clone()).collect()
}

fn note(terminal: &mut Terminal, text: &str) {
    terminal.keys("N").wait_for("Note for the transcript");
    terminal.keys(&format!("{text}<enter>")).wait_for(&format!("Note: {text}"));
}

/// Deletes a folder from one moment to the next: file by file, the program might see it half gone.
fn vanish(folder: &Path) {
    let aside = folder.with_extension("gone");
    fs::rename(folder, &aside).unwrap();
    fs::remove_dir_all(aside).unwrap();
}

/// Something happens to the file between two notes, and again nothing after the last: both are in a session that opens.
fn taken_away(act: impl Fn(&Path), told: &str) -> Place {
    let place = Place::new();
    let mut terminal = place.start(&SCOPE, SIZE);
    terminal.wait_for("✓ saved");
    note(&mut terminal, "first");
    terminal.wait_for("✓ saved");
    act(&place.journal());
    terminal.keys("N").wait_for("Note for the transcript");
    // What is said of it may be gone again by now; ^S says it once more.
    terminal.keys("second<enter>").wait_for("saved anew");
    note(&mut terminal, "third");
    terminal.wait_for("✓ saved anew");
    terminal.keys("<c-s>").wait_for(told);
    terminal.keys("q");
    let (code, said) = terminal.wait_end();
    assert_eq!(code, 0, "{said}");
    assert!(said.replace('\n', "").to_lowercase().contains("all steps are written anew"), "{said}");
    let found: Vec<Vec<String>> = place.sessions().iter().map(notes).collect();
    assert!(found.iter().any(|notes| *notes == ["first", "second", "third"]), "{found:?}");
    place
}

#[test]
fn a_deleted_session_folder_is_written_anew() {
    taken_away(|journal| vanish(journal.parent().unwrap()), "The session's folder was deleted or moved away");
}

/// Nobody types, and what the session was held on is there again, too.
#[test]
fn a_folder_that_is_deleted_while_nobody_types_is_whole_again() {
    let place = Place::new();
    let mut terminal = place.start(&SCOPE, SIZE);
    terminal.wait_for("✓ saved");
    let folder = place.journal().parent().unwrap().to_owned();
    until(|| holds(&folder, "held-"));
    vanish(&folder);
    terminal.wait_for("The session's folder was deleted or moved away");
    until(|| holds(&folder, "held-") && holds(&folder, "journal.jsonl"));
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);
    assert_eq!(place.sessions().len(), 1);
}

fn holds(folder: &Path, begins: &str) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(Result::ok).any(|entry| entry.file_name().to_string_lossy().starts_with(begins))
}

fn until(is_so: impl Fn() -> bool) {
    let began = std::time::Instant::now();
    while !is_so() {
        assert!(began.elapsed() < std::time::Duration::from_secs(60), "it never came");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn a_deleted_home_is_written_anew() {
    taken_away(|journal| vanish(journal.ancestors().nth(3).unwrap()), "The session's folder was deleted");
}

#[test]
fn a_journal_replaced_by_a_copy_is_written_anew() {
    let copy = |journal: &Path| {
        fs::copy(journal, journal.with_extension("copy")).unwrap();
        fs::rename(journal.with_extension("copy"), journal).unwrap();
    };
    taken_away(copy, "Another file took the journal's place");
}

#[test]
fn a_journal_that_was_cut_short_is_written_anew() {
    let cut = |journal: &Path| fs::OpenOptions::new().write(true).open(journal).unwrap().set_len(500).unwrap();
    let place = taken_away(cut, "Something cut the journal short");
    assert_eq!(fs::read(place.journal().with_file_name("journal.jsonl.other-1")).unwrap().len(), 500);
}

#[test]
fn a_line_that_somebody_appended_is_kept() {
    let append = |journal: &Path| {
        fs::OpenOptions::new().append(true).open(journal).unwrap().write_all(b"a line of theirs\n").unwrap();
    };
    let place = taken_away(append, "Something else wrote into the journal; it is kept as journal.jsonl.other-1");
    let kept = fs::read_to_string(place.journal().with_file_name("journal.jsonl.other-1")).unwrap();
    assert!(kept.ends_with("a line of theirs\n"));
}

/// The lock is deleted: a second program is told all the same that the session is open. A copied folder is a session of its own.
#[test]
fn a_deleted_lock_keeps_others_out_and_a_copied_folder_is_another_session() {
    let place = Place::new();
    let mut first = place.start(&SCOPE, SIZE);
    first.wait_for("✓ saved");
    note(&mut first, "first");
    first.wait_for("✓ saved");
    let journal = place.journal();
    fs::remove_file(journal.with_file_name("lock")).unwrap();
    let second = place.start(&["resume"], SIZE);
    second.wait_for("open in another window");
    second.kill();
    let copy = journal.parent().unwrap().with_file_name("copied");
    fs::create_dir(&copy).unwrap();
    fs::copy(&journal, copy.join("journal.jsonl")).unwrap();
    note(&mut first, "second");
    first.wait_for("✓ saved");
    first.keys("q");
    assert_eq!(first.wait_end().0, 0);
    let found: Vec<Vec<String>> = place.sessions().iter().map(notes).collect();
    assert_eq!(found, [vec!["first".to_owned(), "second".to_owned()], vec!["first".to_owned()]]);
}

/// A full disk is said with what to do, and saved by itself when there is room again.
#[test]
fn a_full_disk_is_said_and_saved_when_there_is_room_again() {
    let place = Place::new();
    let mut terminal = place.start(&SCOPE, (80, 24));
    terminal.wait_for("✓ saved");
    place.disk("write 28");
    terminal.keys("N").wait_for("Note for the transcript");
    terminal.keys("first<enter>").wait_for("NOT SAVED");
    terminal.keys("j").wait_for("The disk is full: make room. Tried again by itself; ^S: now");
    terminal.keys("<c-s>").wait_for("The disk is full: make room. ^S: another folder");
    place.disk("");
    terminal.wait_for("✓ saved");
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);
    assert_eq!(notes(&place.sessions()[0]), ["first"]);
}

/// The shell allows no larger files: that is a disk which takes no more, and no end of the program in the middle of a word.
#[test]
fn a_limit_on_the_size_of_files_is_said_and_ends_nothing() {
    let place = Place::new();
    let mut command = CommandBuilder::new("sh");
    let script = format!("ulimit -f 64; exec '{}' {}", env!("CARGO_BIN_EXE_run-retro"), SCOPE.join(" "));
    command.args(["-c", &script]);
    let mut terminal = Terminal::start_command(command, &place.home(), &place.work(), SIZE);
    terminal.wait_for("✓ saved");
    note(&mut terminal, "first");
    let lines: Vec<String> = (0..400).map(|n| format!("Line {n}: {}", "words ".repeat(40))).collect();
    terminal.paste(&lines.join("\n")).wait_for("400 lines to take in");
    terminal.keys("<enter>").wait_for("NOT SAVED");
    terminal.keys("<esc>j").wait_for("Files may not grow larger here (ulimit -f): allow it");
    terminal.keys("qq");
    let (code, said) = terminal.wait_end();
    assert!(code == 1 && said.contains("NOT SAVED"), "{code}: {said}");
    assert!(notes(&place.sessions()[0]).starts_with(&["first".to_owned()]));
}

/// The disk never has room again: another folder takes the session, or in the end the folder that is named takes it.
#[test]
fn what_the_disk_never_takes_is_kept_elsewhere() {
    for end in ["asks", "q", "signal"] {
        let asks = end == "asks";
        let place = Place::new();
        let mut terminal = place.start(&SCOPE, (80, 24));
        terminal.wait_for("✓ saved");
        let journal = place.journal();
        // Only this file: another folder is as good as another disk.
        place.disk(&format!("write 28 {}", place.home().display()));
        terminal.keys("N").wait_for("Note for the transcript");
        terminal.keys("first<enter>").wait_for("NOT SAVED");
        let other = if asks {
            let other = place.dir.path().join("other");
            terminal.keys("<c-s><c-s>").wait_for("Save the session in another folder");
            terminal.keys(&"<bs>".repeat(120));
            terminal.keys(&format!("{}<enter>", other.display())).wait_for("✓ saved anew");
            other
        } else {
            place.work().join("run-retro-rescued")
        };
        match end {
            "asks" => {
                terminal.keys("q");
            }
            "q" => {
                terminal.keys("qq");
            }
            _ => {
                let process = terminal.process_id().to_string();
                assert!(std::process::Command::new("kill").arg(process).status().unwrap().success());
            }
        }
        let (code, said) = terminal.wait_end();
        let said = said.replace('\n', "");
        assert_eq!(code, u32::from(!asks), "{said}");
        assert!(said.contains("Go on any time with: RUN_RETRO_HOME="), "{said}");
        let sessions = Sessions::new(&Home::below(&other));
        let id = run_retro::domain::event::SessionId(journal.parent().unwrap().file_name().unwrap().to_string_lossy().into());
        assert_eq!(notes(&sessions.read(&id).unwrap().history), ["first"]);
    }
}

/// The disk hangs in the middle of a sync: leaving says what it waits for, and a second key leaves with all of it.
#[test]
fn a_disk_that_hangs_is_told_while_leaving_and_one_more_key_takes_all_steps_elsewhere() {
    for key in ["q", "<c-c>"] {
        let place = Place::new();
        let mut terminal = hanging(&place);
        terminal.keys(key).wait_for("Still saving 1 step, the disk does not answer").wait_for("q leave now: all steps go into another");
        terminal.keys(key);
        is_rescued(&place, terminal);
    }
}

#[test]
fn a_disk_that_answers_late_is_waited_for_and_said_to_be() {
    let place = Place::new();
    let mut terminal = hanging(&place);
    // A key that means nothing now changes nothing.
    terminal.keys("q").wait_for("Still saving 1 step");
    terminal.keys("nN");
    place.disk("");
    let (code, said) = terminal.wait_end();
    assert_eq!(code, 0, "{said}");
    assert_eq!(notes(&place.sessions()[0]), ["first"]);
    assert!(!place.work().join("run-retro-rescued").exists());
}

#[test]
#[ignore = "long: run by .ci/long"]
fn what_is_asked_to_end_while_the_disk_hangs_takes_all_steps_elsewhere_by_itself() {
    let place = Place::new();
    let terminal = hanging(&place);
    let process = terminal.process_id().to_string();
    assert!(std::process::Command::new("kill").arg(process).status().unwrap().success());
    terminal.wait_for("Still saving 1 step");
    is_rescued(&place, terminal);
}

/// The step that comes by itself is saved: what the session stands on is kept.
fn wait_held(place: &Place, terminal: &Terminal) {
    terminal.wait_for("✓ saved");
    until(|| fs::read_to_string(place.journal()).unwrap().contains("data-held"));
    terminal.wait_for("✓ saved");
}

/// A note is typed, and the disk hangs on it.
fn hanging(place: &Place) -> Terminal {
    let mut terminal = place.start(&SCOPE, (80, 24));
    wait_held(place, &terminal);
    place.disk(&format!("sync hangs {}", place.home().display()));
    note(&mut terminal, "first");
    terminal.wait_for("… saving");
    terminal
}

/// All of the session is in a folder that is named, and it says that it is not where it belongs.
fn is_rescued(place: &Place, terminal: Terminal) {
    let (code, said) = terminal.wait_end();
    let said = said.replace('\n', "");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("NOT SAVED where the session belongs: The disk does not answer; all steps are written anew into"), "{said}");
    assert!(said.contains("Go on any time with: RUN_RETRO_HOME="), "{said}");
    let sessions = Sessions::new(&Home::below(place.work().join("run-retro-rescued")));
    let rescued = sessions.latest().unwrap().unwrap().id;
    let folder = sessions.folder(&rescued);
    let session = sessions.open(&rescued).unwrap();
    assert_eq!(notes(&session.history), ["first"]);
    let held = session.history.session().held.as_ref().unwrap();
    assert!(folder.join(format!("held-{}.bin", held.name)).exists(), "what the session stands on is with it");
}

/// A damaged session asks what to do with it; one key goes on.
#[test]
fn a_damaged_session_is_gone_on_with_by_a_key() {
    let place = Place::new();
    let mut terminal = place.start(&SCOPE, SIZE);
    terminal.wait_for("✓ saved");
    note(&mut terminal, "first");
    note(&mut terminal, "second");
    terminal.wait_for("✓ saved");
    terminal.kill();
    let journal = place.journal();
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replace("\"second\"", "\"sekond\"")).unwrap();
    let mut again = place.start(&["resume"], SIZE);
    again.wait_for("is damaged").wait_for("go on from step");
    again.keys("g<enter>").wait_for("journal.jsonl.damaged-1").wait_for("✓ saved");
    note(&mut again, "third");
    again.wait_for("✓ saved");
    again.keys("q");
    assert_eq!(again.wait_end().0, 0);
    assert_eq!(notes(&place.sessions()[0]), ["first", "third"]);
    assert!(fs::read_to_string(journal.with_file_name("journal.jsonl.damaged-1")).unwrap().contains("sekond"));
}

/// The last line is gone as if it had never been written: what was noted at the end tells of it.
#[test]
fn a_last_step_that_is_gone_from_the_journal_is_told_on_every_way_in() {
    let place = Place::new();
    let mut terminal = place.start(&SCOPE, (80, 24));
    wait_held(&place, &terminal);
    note(&mut terminal, "first");
    note(&mut terminal, "second");
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);
    let journal = place.journal();
    let whole = fs::read_to_string(&journal).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    assert!(lines[lines.len() - 1].contains("second"), "{whole}");
    fs::write(&journal, lines[..lines.len() - 1].concat()).unwrap();
    let told = format!("Step {} was saved, and is gone from the end of the journal", lines.len());
    let mut export = std::process::Command::new(env!("CARGO_BIN_EXE_run-retro"));
    let export = export.args(["export"]).env("RUN_RETRO_HOME", place.home()).current_dir(place.work()).output().unwrap();
    assert_eq!(export.status.code(), Some(3), "{export:?}");
    assert!(String::from_utf8_lossy(&export.stderr).contains(&told), "{export:?}");
    let mut again = place.start(&["resume"], (80, 24));
    let what = told.clone();
    again.wait_until(&told, |screen| screen.replace("\n   ", " ").contains(&what)).wait_for("A backup may have the rest");
    note(&mut again, "third");
    again.wait_for("✓ saved");
    again.keys("q");
    assert_eq!(again.wait_end().0, 0);
    assert_eq!(notes(&place.sessions()[0]), ["first", "third"]);
}

/// A newer program's session is shown as far as it can be, and nobody is asked to give anything up.
#[test]
fn a_newer_session_is_shown_and_left_alone() {
    let place = Place::new();
    let folder = place.home().join("sessions/2026-Q2-enterprise-7c41e09a");
    fs::create_dir_all(&folder).unwrap();
    let future = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/future-event.jsonl")).unwrap();
    fs::write(folder.join("journal.jsonl"), &future).unwrap();
    let mut terminal = place.start(&["resume"], SIZE);
    terminal.wait_for("read-only, incomplete").wait_for("what is here ends with step 90").wait_for("newer run-retro");
    terminal.keys("N").wait_for("Not all of this session can be read here");
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);
    assert_eq!(fs::read(folder.join("journal.jsonl")).unwrap(), future);
}

/// Kills while steps are on their way to a slow disk: what the screen had called saved is there.
fn killed(times: u32, seed: u32) {
    for round in 0..times {
        let place = Place::new();
        place.disk("sync slow 40");
        let mut terminal = place.start(&SCOPE, SIZE);
        terminal.wait_for("✓ saved");
        terminal.keys(">>>").wait_for("Leading indicators");
        terminal.keys("a").wait_for("New:");
        terminal.keys("a card<enter>").wait_for("I1 added");
        terminal.keys("<esc>").wait_until("the box is gone", |screen| !screen.contains("New:"));
        let mut votes = 0;
        let until = (seed.wrapping_mul(2_654_435_761).wrapping_add(round.wrapping_mul(40_503)) >> 8) % 6;
        for _ in 0..until {
            terminal.keys("v");
            votes += 1;
            let counted = if votes == 1 { "1 vote".to_owned() } else { format!("{votes} votes") };
            terminal.wait_until(&counted, |screen| screen.contains(&counted) && screen.contains("✓ saved"));
        }
        terminal.wait_for("✓ saved");
        // Between the next write and its sync, or before it.
        terminal.keys("vu");
        std::thread::sleep(std::time::Duration::from_millis(u64::from(until * 17 % 60)));
        terminal.kill();
        let history = place.sessions().remove(0);
        let card = &history.session().insights[0];
        assert_eq!(card.text, "a card");
        assert!(card.votes.total() >= votes && card.votes.total() <= votes + 1, "{} of {votes} votes", card.votes.total());
        assert_eq!(history.missing(), None);
    }
}

#[test]
fn what_showed_as_saved_survives_a_kill() {
    killed(2, 7);
}

#[test]
#[ignore = "long: run by .ci/long"]
fn what_showed_as_saved_survives_two_hundred_kills() {
    killed(200, 11);
}
